"""Labels by lexicon: policy instruments, and themes of the plan's own field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

import msgspec

from extractor.lexicon.entries import InstrumentEntry, ThemeEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import LabelMention


class _Labels(msgspec.Struct, frozen=True):
    """One pattern over all words, and what each word says: (field, group, label) in order."""

    pattern: re.Pattern[str]
    meaning: dict[str, tuple[tuple[str, str, str], ...]]


def find_labels(
    text: str, lexicon: Lexicon, spans: Sequence[tuple[int, int]] | None = None
) -> tuple[LabelMention, ...]:
    """Instrument and theme words in ``spans`` (default: everywhere), of the text's own field."""
    labels = _labels(lexicon, field_of(text, lexicon))
    found: list[LabelMention] = []
    for start, end in spans if spans is not None else ((0, len(text)),):
        for match in labels.pattern.finditer(text, start, end):
            for field, group, label in labels.meaning[match[0]]:
                found.append(LabelMention(match.start(), match.end(), field, group, label))
    return tuple(found)


def field_of(text: str, lexicon: Lexicon) -> str:
    """The policy field whose signs stand most often in ``text``; the first one wins a tie."""
    return max(_signs(lexicon).items(), key=lambda item: _density(text, item[1]))[0]


def _density(text: str, signs: Iterable[str]) -> float:
    counts = [text.count(sign) for sign in signs]
    return sum(counts) / max(len(counts), 1)


@lru_cache(maxsize=8)
def _signs(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    return {entry.field: entry.signs for entry in reversed(lexicon.entries(ThemeEntry))}


@lru_cache(maxsize=64)
def _labels(lexicon: Lexicon, field: str) -> _Labels:
    meaning: dict[str, tuple[tuple[str, str, str], ...]] = {}
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
    words = sorted(meaning, key=len, reverse=True)
    return _Labels(re.compile(_trie(words)), meaning)


def _spread(meaning: dict[str, tuple[tuple[str, str, str], ...]]) -> None:
    """A longer word says what the words inside it say (质押融资 is finance and 运用)."""
    for word in list(meaning):
        said = dict.fromkeys(meaning[word])
        fields = {item[0] for item in said}
        for other, more in list(meaning.items()):
            if other != word and other in word:
                said.update(dict.fromkeys(item for item in more if item[0] not in fields))
        meaning[word] = tuple(said)


def _trie(words: Iterable[str]) -> str:
    """A pattern that reads common beginnings once; the longest word wins."""
    return _branch(sorted(set(words)), 0)


def _branch(words: Sequence[str], depth: int) -> str:
    """Pattern of what follows the ``depth`` letters that all of ``words`` share."""
    ends = any(len(word) == depth for word in words)
    longer = [word for word in words if len(word) > depth]
    parts = [
        re.escape(letter) + _branch(list(group), depth + 1)
        for letter, group in groupby(longer, key=lambda word: word[depth])
    ]
    if not parts:
        return ""
    joined = parts[0] if len(parts) == 1 else "(?:" + "|".join(parts) + ")"
    return f"(?:{joined})?" if ends else joined
