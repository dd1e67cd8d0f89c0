"""Labels by lexicon: policy instruments, and themes of the plan's own field."""

from __future__ import annotations

from collections import Counter
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
    """One automaton over the signs of all fields; the fields of each sign, and signs per field."""

    words: AhoCorasick
    fields: dict[str, tuple[str, ...]]
    sizes: dict[str, int]


class Labelled:
    """The label words of a text, looked for only in the spans that are asked for."""

    def __init__(self, text: str, labels: _Labels) -> None:
        self.text, self.labels = text, labels

    def within(self, start: int, end: int) -> list[LabelMention]:
        """One mention per label: the first words in ``[start, end)`` that give it."""
        meanings = self.labels.meanings
        words: set[int] = set()
        first: dict[tuple[str, str, str], LabelMention] = {}
        for word, begin, stop in self.labels.words.find_matches_as_indexes(self.text[start:end]):
            if word not in words:
                words.add(word)
                for said in meanings[word]:
                    if said not in first:
                        first[said] = LabelMention(start + begin, start + stop, *said)
        return list(first.values())


def find_labels(text: str, lexicon: Lexicon) -> Labelled:
    """Instrument words, and theme words of the text's own field."""
    return Labelled(text, _labels(lexicon, field_of(text, lexicon)))


# The plan's header asks for the field of the same text.
@lru_cache(maxsize=1)
def field_of(text: str, lexicon: Lexicon) -> str:
    """The policy field whose signs stand most often in ``text``; the first one wins a tie."""
    signs = _signs(lexicon)
    seen = Counter(signs.words.find_matches_as_strings(text, overlapping=True))
    totals: Counter[str] = Counter()
    for sign, count in seen.items():
        for field in signs.fields[sign]:
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
        fields,
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
