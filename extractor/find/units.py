"""Units behind a number: longest match in the lexicon, and units made of two.

A compound unit (吨标准煤/万元, 人/平方公里, 元每平方米, 件/10万) is read from its parts, so the
lexicon holds only the parts.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from decimal import Decimal

import msgspec

from extractor.find.patterns import compile_entry
from extractor.language.numerals import EXACT, SCALES, scale_factor
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
    text: str
    entry: UnitEntry
    unless: re.Pattern[str] | None
    latin: bool


class Units:
    """All units of a lexicon, by first character and longest first."""

    def __init__(self, entries: tuple[UnitEntry, ...]) -> None:
        buckets: dict[str, list[_Word]] = defaultdict(list)
        prefixes: dict[str, UnitEntry] = {}
        for entry in entries:
            unless = None
            if entry.not_before:
                unless = compile_entry(entry.name, "|".join(entry.not_before))
            for word in (entry.name, *entry.aliases):
                latin = bool(_LATIN.match(word[-1]))
                buckets[word[0]].append(_Word(word, entry, unless, latin))
                if entry.prefix or (entry.dimension == "currency" and word[0] < "一"):
                    prefixes[word] = entry
        self._buckets = {
            first: tuple(sorted(words, key=lambda w: -len(w.text)))
            for first, words in buckets.items()
        }
        self.prefixes = prefixes
        self._prefix = re.compile(
            "(?:" + "|".join(map(re.escape, sorted(prefixes, key=len, reverse=True))) + r") ?\Z"
        )

    def at(self, text: str, pos: int) -> UnitMatch | None:
        """The longest unit that starts at ``pos``, compound units included."""
        word = self._word(text, pos)
        if word is None:
            return None
        entry = word.entry
        end = pos + len(word.text)
        if text[end : end + 1] in "（(" and end < len(text):
            bracket = _BRACKET.match(text, end)
            end = bracket.end() if bracket else end
        base = UnitMatch(end, entry.kind, entry.canonical, entry.factor, entry.numerals == "any")
        if text[end : end + 1] in ("/", "每", "·"):
            return self._compound(text, base) or base
        return base

    def before(self, text: str, pos: int) -> tuple[int, UnitMatch] | None:
        """A currency sign that ends right before ``pos``: its start, and the unit."""
        match = self._prefix.search(text, max(0, pos - 5), pos)
        if match is None or _LATIN.match(text, max(0, match.start() - 1), match.start()):
            return None
        entry = self.prefixes[match[0].rstrip()]
        return match.start(), UnitMatch(pos, entry.kind, entry.canonical, entry.factor)

    def _word(self, text: str, pos: int) -> _Word | None:
        for word in self._buckets.get(text[pos : pos + 1], ()):
            if not text.startswith(word.text, pos):
                continue
            end = pos + len(word.text)
            if word.latin and _LATIN.match(text, end):
                continue  # 5GBase: a unit of letters ends where the letters end
            if word.unless is None or not word.unless.match(text, end):
                return word
        return None

    def _compound(self, text: str, base: UnitMatch) -> UnitMatch | None:
        """``base`` per something; null where what follows the slash is no unit."""
        end, names, factor, parts = base.end, [base.canonical or ""], base.factor, 0
        while parts < 3 and (per := _PER.match(text, end)):
            size = Decimal(per["number"] or 1) * scale_factor(per["scale"])
            word = self._word(text, per.end())
            if word is None and not (per["mark"] == "/" and (per["number"] or per["scale"])):
                break
            if per["mark"] == "每" and (word is None or _ends_clause(text, end, word, per)):
                break
            parts, end = parts + 1, per.end() + (len(word.text) if word else 0)
            divisor = EXACT.multiply(size, word.entry.factor if word else Decimal(1))
            factor = EXACT.divide(factor, divisor)
            names.append(word.entry.canonical if word else "1")
        if not parts:
            return None
        kind: QuantityKind = "amount" if base.kind == "amount" else "measurement"
        return UnitMatch(end, kind, "/".join(names), factor)


def _ends_clause(text: str, end: int, word: _Word, per: re.Match[str]) -> bool:
    """元每平方米 is a unit, 补助200元每户发放 is not: the unit must end its clause."""
    after = per.end() + len(word.text)
    return text[after : after + 1].isalpha() and text[after : after + 1] not in "的以左"


@functools.lru_cache(maxsize=8)
def units_of(lexicon: Lexicon) -> Units:
    """The unit table of a lexicon, built once."""
    return Units(lexicon.entries(UnitEntry))
