"""Words that compare, before the number, between number and unit, and after the unit."""

from __future__ import annotations

import functools
import re

import msgspec

from extractor.find.patterns import compile_entry, lengths_by
from extractor.language.numerals import SCALES
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import ComparatorEntry
from extractor.lexicon.loader import Lexicon
from extractor.plan import Comparator

_STRENGTH: dict[str, int] = {"<": 5, ">": 5, "<=": 4, ">=": 4, "~": 2, "=": 0}

# Of a bound that its bracket leaves out: 20%（不含）以下.
_STRICT: dict[Comparator, Comparator] = {">=": ">", "<=": "<"}
BOUND = r"[（(](?P<out>不)?(?:含|包含|包括)(?:本数|该数|[0-9][0-9.,]{0,11} ?[一-鿿%]{0,4})?[）)]"
"""（含）, (不含), （含500万元）: whether the number before it is counted in."""
_BOUND = re.compile(BOUND)


class Found(msgspec.Struct, frozen=True, gc=False):
    """A comparing word: its outer edge, and its sign."""

    edge: int
    sign: Comparator


class _Word(msgspec.Struct, frozen=True, gc=False):
    sign: Comparator
    unless: re.Pattern[str] | None
    scales_only: bool


class Comparators:
    """All comparing words of a lexicon, by place."""

    def __init__(self, entries: tuple[ComparatorEntry, ...]) -> None:
        self._tables: dict[str, dict[str, _Word]] = {"before": {}, "inside": {}, "after": {}}
        for entry in entries:
            unless = compile_entry(entry.name, entry.unless) if entry.unless else None
            word = _Word(entry.sign, unless, entry.scales_only)
            for place in entry.places:
                for name in (entry.name, *entry.aliases):
                    self._tables[place][name] = word
        over = [(entry, _parted(entry)) for entry in entries if entry.over]
        self._over = [(compile_entry(e.name, pattern), e.sign) for e, pattern in over]
        heads = {name[0] for e, _ in over for name in (e.name, *e.aliases)}
        self._over_heads = re.compile(f"[{re.escape(''.join(sorted(heads)))}]" if heads else "(?!)")
        self._ending = lengths_by(self._tables["before"], -1)
        self._opening = lengths_by(self._tables["before"], 0)
        self._following = lengths_by(self._tables["after"], 0)

    @property
    def openings(self) -> tuple[str, ...]:
        """The words that stand before a number."""
        return tuple(self._tables["before"])

    @property
    def insides(self) -> tuple[str, ...]:
        """The words that stand between digits and unit."""
        return tuple(self._tables["inside"])

    @property
    def followers(self) -> tuple[str, ...]:
        """The words that stand after a unit."""
        return tuple(self._tables["after"])

    def before(self, text: str, start: int) -> Found | None:
        """The longest comparing word that ends at ``start``, one space between allowed."""
        at = start - 1 if text[start - 1 : start] == " " else start
        if at <= 0:
            return None
        table = self._tables["before"]
        for length in self._ending.get(text[at - 1], ()):
            edge = at - length
            word = table.get(text[edge:at]) if edge >= 0 else None
            if word is None or (word.scales_only and text[start] not in SCALES):
                continue
            if word.unless is None or edge == 0 or not word.unless.match(text, edge - 1):
                return Found(edge, word.sign)
        return None

    def parted(self, text: str, start: int) -> Comparator | None:
        """The sign of words that a verb parts from the number (至少建设3个)."""
        head = self._over_heads.search(text, max(0, start - 10), start)
        if head is None:
            return None
        for pattern, sign in self._over:
            if pattern.search(text, head.start(), start):
                return sign
        return None

    def opening(self, text: str, at: int) -> Found | None:
        """The longest comparing word of the kind before a number, read forwards from ``at``."""
        table = self._tables["before"]
        for length in self._opening.get(text[at : at + 1], ()):
            if word := table.get(text[at : at + length]):
                return Found(at + length, word.sign)
        return None

    def inside(self, text: str, end: int) -> Found | None:
        """余, 多, 几 … right after the digits."""
        word = self._tables["inside"].get(text[end : end + 1])
        return Found(end + 1, word.sign) if word else None

    def after(self, text: str, end: int) -> Found | None:
        """The longest comparing word behind ``end``, or behind a bracket there (（不含）以下)."""
        if (found := self._after(text, end)) is not None:
            return found
        bound = _BOUND.match(text, end) if text[end : end + 1] in ("（", "(") else None
        found = self._after(text, bound.end()) if bound else None
        if bound is None or found is None or not bound["out"]:
            return found
        return Found(found.edge, _STRICT.get(found.sign, found.sign))

    def _after(self, text: str, end: int) -> Found | None:
        """The longest comparing word that starts at ``end``, one space between allowed."""
        at = end + 1 if text[end : end + 1] == " " else end
        table = self._tables["after"]
        for length in self._following.get(text[at : at + 1], ()):
            word = table.get(text[at : at + length]) if at + length <= len(text) else None
            if word and (word.unless is None or not word.unless.match(text, at + length)):
                return Found(at + length, word.sign)
        return None


def _parted(entry: ComparatorEntry) -> str:
    return rf"{either((entry.name, *entry.aliases))}(?:{entry.over})\Z"


def stronger(first: Comparator, second: Comparator) -> Comparator:
    """What two comparing words on one number say together: 约3000余 `>`, 超过30个以上 `>`."""
    return first if _STRENGTH[first] >= _STRENGTH[second] else second


@functools.lru_cache(maxsize=8)
def comparators_of(lexicon: Lexicon) -> Comparators:
    """The comparing words of a lexicon, built once."""
    return Comparators(lexicon.entries(ComparatorEntry))
