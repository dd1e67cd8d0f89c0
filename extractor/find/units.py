"""Units behind a number: longest match in the lexicon, and units made of two.

A compound unit (吨标准煤/万元, 人/平方公里, 元每平方米, 件/10万) is read from its parts, so the
lexicon holds only the parts.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import msgspec

from extractor.find.patterns import alternatives, compile_entry, lengths_by
from extractor.language.numerals import EXACT, SCALES, scale_factor
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import UnitEntry
from extractor.lexicon.loader import Lexicon
from extractor.plan import QuantityKind

_PER = re.compile(rf"(?P<mark>/|每)(?P<number>[0-9]*)(?P<scale>[{SCALES}]*)")
_BRACKET = re.compile(r"[（(](?:[次套户点处所家个件项名部台座人条组批支]|人次|场次)[）)]")
_LATIN = re.compile(r"[A-Za-z]")


class UnitMatch(msgspec.Struct, frozen=True, gc=False):
    """A unit that ends at ``end``: one of it is ``factor`` times ``canonical``."""

    end: int
    kind: QuantityKind
    canonical: str | None
    factor: Decimal
    han: bool = True


class _Word(msgspec.Struct, frozen=True, gc=False):
    length: int
    entry: UnitEntry
    never_before: tuple[str, ...]
    unless: re.Pattern[str] | None
    latin: bool


class Units:
    """All units of a lexicon, by their words; the longest that fits is read."""

    def __init__(self, entries: tuple[UnitEntry, ...]) -> None:
        words: dict[str, tuple[_Word, ...]] = {}
        prefixes: dict[str, UnitEntry] = {}
        for entry in entries:
            after = _never_before(entry)
            for word in (entry.name, *entry.aliases):
                latin = bool(_LATIN.match(word[-1]))
                words[word] = (*words.get(word, ()), _Word(len(word), entry, *after, latin))
                if entry.prefix or (entry.dimension == "currency" and word[0] < "一"):
                    prefixes[word] = entry
        self._words = words
        self._lengths = lengths_by(words, 0)
        self.prefixes = prefixes
        self.prefix_ends = frozenset(word[-1] for word in prefixes) | {" "}
        self._prefix = re.compile(either(prefixes) + r" ?\Z")

    def words(self, *, han: bool) -> set[str]:
        """All units; ``han``: those that follow any numeral."""
        return {
            word
            for word, meant in self._words.items()
            if not han or any(w.entry.numerals == "any" for w in meant)
        }

    @property
    def longest(self) -> int:
        """Length of the longest unit."""
        return max(map(len, self._words), default=0)

    def at(self, text: str, pos: int) -> UnitMatch | None:
        """The longest unit that starts at ``pos``, compound units included."""
        word = self._word(text, pos)
        if word is None:
            return None
        entry = word.entry
        end = pos + word.length
        after = text[end : end + 1]
        if after and after in "（(":
            bracket = _BRACKET.match(text, end)
            end = bracket.end() if bracket else end
            after = text[end : end + 1]
        base = UnitMatch(end, entry.kind, entry.canonical, entry.factor, entry.numerals == "any")
        if after and after in "/每":
            return self._compound(text, base) or base
        return base

    def before(self, text: str, pos: int) -> tuple[int, UnitMatch] | None:
        """A currency sign that ends right before ``pos``: its start, and the unit."""
        if text[pos - 1 : pos] not in self.prefix_ends:
            return None
        match = self._prefix.search(text, max(0, pos - 5), pos)
        if match is None or _LATIN.match(text, max(0, match.start() - 1), match.start()):
            return None
        entry = self.prefixes[match[0].rstrip()]
        return match.start(), UnitMatch(pos, entry.kind, entry.canonical, entry.factor)

    def _word(self, text: str, pos: int) -> _Word | None:
        for length in self._lengths.get(text[pos : pos + 1], ()):
            for word in self._words.get(text[pos : pos + length], ()):
                end = pos + word.length
                if word.latin and _LATIN.match(text, end):
                    continue  # 5GBase: a unit of letters ends where the letters end
                if text.startswith(word.never_before, end):
                    continue
                if word.unless is None or not word.unless.match(text, end):
                    return word
        return None

    def _compound(self, text: str, base: UnitMatch) -> UnitMatch | None:
        """``base`` per something; null where what follows the slash is no unit."""
        end, names, factor, parts = base.end, [base.canonical or ""], base.factor, 0
        while parts < 3 and (per := _PER.match(text, end)):
            size = Decimal(per["number"] or 1) * scale_factor(per["scale"])
            word = self._word(text, per.end())
            if not size:
                break  # 5元/0
            if word is None and not (per["mark"] == "/" and (per["number"] or per["scale"])):
                break
            if per["mark"] == "每" and (word is None or _ends_clause(text, end, word, per)):
                break
            parts, end = parts + 1, per.end() + (word.length if word else 0)
            divisor = EXACT.multiply(size, word.entry.factor if word else Decimal(1))
            factor = EXACT.divide(factor, divisor)
            names.append(word.entry.canonical if word else "1")
        if not parts:
            return None
        kind: QuantityKind = "amount" if base.kind == "amount" else "measurement"
        return UnitMatch(end, kind, "/".join(names), factor)


def _ends_clause(text: str, end: int, word: _Word, per: re.Match[str]) -> bool:
    """元每平方米 is a unit, 补助200元每户发放 is not: the unit must end its clause."""
    after = per.end() + word.length
    return text[after : after + 1].isalpha() and text[after : after + 1] not in "的以左"


def _never_before(entry: UnitEntry) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """What must not follow a unit: plain words, and the rest as one pattern (slow to compile)."""
    parts = [part for pattern in entry.not_before for part in alternatives(pattern)]
    words = tuple(part for part in parts if part.isalnum())
    rest = [part for part in parts if not part.isalnum()]
    return words, compile_entry(entry.name, "|".join(rest)) if rest else None


@functools.lru_cache(maxsize=8)
def units_of(lexicon: Lexicon) -> Units:
    """The unit table of a lexicon, built once."""
    return Units(lexicon.entries(UnitEntry))
