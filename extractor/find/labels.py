"""Labels by lexicon: policy instruments, and themes of the plan's own field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind

from extractor.lexicon.entries import InstrumentEntry, ThemeEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import LabelMention

Meaning = tuple[tuple[str, str, str], ...]


class _Labels(msgspec.Struct, frozen=True):
    """One automaton over all words, and what each word says: (field, group, label) in order."""

    words: AhoCorasick
    meanings: tuple[Meaning, ...]


class _Signs(msgspec.Struct, frozen=True):
    """One automaton over the signs of all fields; the field of each sign, and signs per field."""

    words: AhoCorasick
    fields: tuple[tuple[str, ...], ...]
    sizes: dict[str, int]


def find_labels(
    text: str, lexicon: Lexicon, spans: Sequence[tuple[int, int]] | None = None
) -> tuple[LabelMention, ...]:
    """Instrument and theme words in ``spans`` (default: everywhere), of the text's own field.

    ``spans`` are in order and do not overlap.
    """
    labels = _labels(lexicon, field_of(text, lexicon))
    meanings = labels.meanings
    found: list[LabelMention] = []
    matches = iter(labels.words.find_matches_as_indexes(text))
    match = next(matches, None)
    for low, high in spans if spans is not None else ((0, len(text)),):
        while match is not None and match[1] < high:
            index, start, end = match
            if low <= start and end <= high:
                for field, group, label in meanings[index]:
                    found.append(LabelMention(start, end, field, group, label))
            match = next(matches, None)
    return tuple(found)


def field_of(text: str, lexicon: Lexicon) -> str:
    """The policy field whose signs stand most often in ``text``; the first one wins a tie."""
    signs = _signs(lexicon)
    matches = signs.words.find_matches_as_indexes(text, overlapping=True)
    seen = Counter(match[0] for match in matches)
    totals: Counter[str] = Counter()
    for index, count in seen.items():
        for field in signs.fields[index]:
            totals[field] += count
    return max(signs.sizes, key=lambda field: totals[field] / max(signs.sizes[field], 1))


@lru_cache(maxsize=8)
def _signs(lexicon: Lexicon) -> _Signs:
    by_field = {entry.field: entry.signs for entry in reversed(lexicon.entries(ThemeEntry))}
    fields: dict[str, tuple[str, ...]] = {}
    for field, signs in by_field.items():
        for sign in signs:
            fields[sign] = (*fields.get(sign, ()), field)
    return _Signs(
        AhoCorasick(list(fields), matchkind=MatchKind.Standard),
        tuple(fields.values()),
        {field: len(signs) for field, signs in by_field.items()},
    )


@lru_cache(maxsize=64)
def _labels(lexicon: Lexicon, field: str) -> _Labels:
    meaning: dict[str, Meaning] = {}
    for instrument in lexicon.entries(InstrumentEntry):
        for word in (instrument.name, *instrument.aliases):
            said = ("instrument", instrument.class_, instrument.name)
            meaning[word] = (*meaning.get(word, ()), said)
    for theme in lexicon.entries(ThemeEntry):
        if theme.field == field:
            name = theme.name.rpartition("/")[2]
            for word in theme.aliases:
                meaning[word] = (*meaning.get(word, ()), ("theme", field, name))
    _spread(meaning)
    words = AhoCorasick(list(meaning), matchkind=MatchKind.LeftmostLongest)
    return _Labels(words, tuple(meaning.values()))


def _spread(meaning: dict[str, Meaning]) -> None:
    """A longer word says what the words inside it say (质押融资 is finance and 运用)."""
    for word in list(meaning):
        said = dict.fromkeys(meaning[word])
        fields = {item[0] for item in said}
        for other, more in list(meaning.items()):
            if other != word and other in word:
                said.update(dict.fromkeys(item for item in more if item[0] not in fields))
        meaning[word] = tuple(said)
