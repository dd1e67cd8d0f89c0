"""One term of a quantity: digits, what stands inside (余, 多, 几), scale (万, 亿), unit."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from extractor.find.comparators import BOUND, Comparators
from extractor.find.units import UnitMatch, Units
from extractor.language.numerals import EXACT, SCALES, Numeral, read_numeral, scale_factor
from extractor.plan import Comparator

_SPACED = re.compile(r" (万亿|百万|千万|[万亿])(?![一-鿿]{0,2}[0-9])")
_SCALE = re.compile(r"万亿|[万亿]")
_CLOSED = re.compile(BOUND)
_SEPARATOR = re.compile(
    rf"(?:{BOUND})? ?(?:[-~—─]{{1,2}}|至|到) ?(?=[0-9零一二两三四五六七八九十百千])"
)
SEPARATORS = frozenset(" -~—─至到（(")
"""What a range between two numbers may begin with: the first characters of the pattern above."""


class Term(msgspec.Struct, frozen=True, gc=False):
    """A number with its unit; ``scale`` is what 万, 亿 … before the unit multiply by.

    ``words`` are the unit as written, of which the first ``scale_length`` are the scale.
    """

    start: int
    digits_end: int
    end: int
    value: Decimal
    upper: Decimal | None
    scale: int
    sign: Comparator
    unit: UnitMatch | None
    words: str
    scale_length: int
    han: bool
    empty: bool

    @property
    def size(self) -> Decimal:
        """Value with its scale."""
        return EXACT.multiply(self.value, Decimal(self.scale))


def read_term(text: str, pos: int, units: Units, comparators: Comparators) -> Term | None:
    """The term that starts with the digits at ``pos``; its unit is null where there is none."""
    number = read_numeral(text, pos)
    return None if number is None else term_of(text, number, units, comparators)


def term_of(text: str, number: Numeral, units: Units, comparators: Comparators) -> Term:
    """The term whose digits are already read."""
    if number.scale and not number.han and number.scale[0] in "十百千":
        # 5千瓦, 3百分点: the scale may begin the unit's own name
        unit = units.at(text, number.end)
        if unit is not None:
            return _term(text, number, number.end, number.end, unit, "=", "", 1)
    return _scaled_term(text, number, units, comparators)


def _scaled_term(text: str, number: Numeral, units: Units, comparators: Comparators) -> Term:
    scale, factor, at = number.scale, number.factor, number.stop
    if not scale and text.startswith(" ", at):  # 奖励 5 万元
        spaced = _SPACED.match(text, at)
        if spaced is not None:
            scale, factor, at = spaced[1], scale_factor(spaced[1]), spaced.end()
    inside = comparators.inside(text, at)
    if inside is not None and _may_be_open(text, number, at):
        after = inside.edge
        wider = _SCALE.match(text, after) if not scale else None
        if wider is not None:  # 10余万人
            scale, factor, after = wider[0], scale_factor(wider[0]), wider.end()
        gap = after + 1 if text.startswith(" ", after) else after
        unit = units.at(text, gap)
        if unit is not None or wider is not None:
            return _term(text, number, after, gap, unit, inside.sign, scale, factor)
    gap = at + 1 if text.startswith(" ", at) else at
    return _term(text, number, at, gap, units.at(text, gap), "=", scale, factor)


def _term(
    text: str,
    number: Numeral,
    stop: int,
    unit_start: int,
    unit: UnitMatch | None,
    sign: Comparator,
    scale: str,
    factor: int,
) -> Term:
    if unit is not None and number.han and not unit.han and not _long(number):
        unit = None
    end = unit.end if unit else stop
    words = scale + (text[unit_start : unit.end] if unit else "")
    digits_end = max(number.end, number.start + 1) if number.empty else number.end
    return Term(
        number.start, digits_end, end, number.value, number.upper, factor, sign, unit,
        words, len(scale), number.han, number.empty,
    )  # fmt: skip


def _long(number: Numeral) -> bool:
    """Chinese numerals of several characters are numbers before any unit (二十处, 上千张)."""
    return number.empty or number.stop - number.start > 1 + (number.upper is not None)


def _may_be_open(text: str, number: Numeral, at: int) -> bool:
    """余 and 多 stand behind a round number: 180余, 3.2万余, 十多; not 三多一少."""
    return not number.han or text[at - 1] in SCALES


def range_end(
    text: str, first: Term, units: Units, comparators: Comparators
) -> tuple[Term, Term] | None:
    """``first`` and the term that ends its range (50%~60%, 20—30亿元), in one common unit."""
    if text[first.end : first.end + 1] not in SEPARATORS or first.upper is not None or first.empty:
        return None
    separator = _SEPARATOR.match(text, first.end)
    if separator is None:
        return None
    if separator[0].strip()[-1] in "至到" and first.start and text[first.start - 1] in "从由自":
        return None  # 从60%到80% is a change, not a range
    second = read_term(text, separator.end(), units, comparators)
    if second is None or second.upper is not None or second.value < 0:
        return None
    if (closed := _CLOSED.match(text, second.end)) is not None:
        second = msgspec.structs.replace(second, end=closed.end())
    return bounds(first, second)


def bounds(first: Term, second: Term) -> tuple[Term, Term] | None:
    """Both ends of a range; the first may leave unit and scale to the second (1-2万人)."""
    if first.unit is not None:
        return _same_unit(first, second)
    shared = first.scale == 1 and second.scale > 1 and first.value < second.value
    if shared:
        first = msgspec.structs.replace(first, scale=second.scale)
    scale = second.words[: second.scale_length] if first.scale == second.scale else ""
    words = scale + second.words[second.scale_length :]
    first = msgspec.structs.replace(first, unit=second.unit, words=words)
    return (first, second) if first.size < second.size else None


def _same_unit(first: Term, second: Term) -> tuple[Term, Term] | None:
    if second.unit is None or first.unit is None:
        return None
    if first.unit.canonical != second.unit.canonical or first.unit.factor != second.unit.factor:
        return None
    return (first, second) if first.size <= second.size else None
