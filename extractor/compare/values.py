"""From the observations of a plan to values in one unit, each with the row and slot it is for."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from extractor.compare.types import Aspect, GrowthBasis, PanelValue
from extractor.compare.words import NameReader, NameReading
from extractor.find.quantities import find_quantities
from extractor.lexicon.entries import UnitEntry, ZoneEntry
from extractor.lexicon.loader import Lexicon
from extractor.plan import Indicator, Observation, Period, Plan, Quantity

Slot = Literal["baseline", "target", "actual", "change", "other"]
WORDS = "words"  # the dimension of targets that hold no number
_WINDOW = 32  # how far before a number its verb may stand
_STOP = re.compile(r"[，,。；;：:\n（）()]")
_POINTS = "个百分点"
_HOMES = "户套栋幢"
_DECIMALS, _LEAST = 12, Decimal("0.0001")
_SENTENCE, _ENDS = 200, "。！？\n"


class RowKey(msgspec.Struct, frozen=True, order=True):
    """What must be equal for two values to stand in one row."""

    key: str
    aspect: Aspect
    dimension: str


class Placed(msgspec.Struct, frozen=True):
    """A value with where it belongs; ``order`` is the order of the plan, ``table`` its origin.

    ``part``: its sentence opens with a zone, so that it may be the zone's alone.
    """

    row: RowKey
    slot: Slot
    value: PanelValue
    reading: NameReading
    indicator: Indicator
    order: int
    table: bool
    part: bool = False


class Units:
    """Dimensions and conversion factors of units, from the lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        entries = lexicon.entries(UnitEntry)
        self._factors: dict[str, tuple[Decimal, str | None]] = {}
        self._dimensions = {e.canonical: e.dimension for e in entries}

    def dimension(self, canonical: str | None) -> str:
        """What may share a row: all counts, all persons, else one canonical unit each."""
        if canonical is None:
            return "count"
        known = self._dimensions.get(canonical, canonical)
        return known if known in ("count", "person") else canonical

    def of(self, unit: str) -> str:
        """The dimension of a unit as written."""
        return self.dimension(self.factor(unit)[1])

    def factor(self, unit: str) -> tuple[Decimal, str | None]:
        """How many canonical units one ``unit`` is, and the canonical unit."""
        if unit not in self._factors:
            self._factors[unit] = self._factor(unit)
        return self._factors[unit]

    def _factor(self, unit: str) -> tuple[Decimal, str | None]:
        found = find_quantities(f"1{unit}", self._lexicon)
        if len(found) != 1 or found[0].canonical_value is None:
            return Decimal(1), unit
        return found[0].canonical_value, found[0].canonical_unit


@functools.lru_cache(maxsize=4)
def units_of(lexicon: Lexicon) -> Units:
    """The units of a lexicon, read once."""
    return Units(lexicon)


@functools.lru_cache(maxsize=4)
def _zones(lexicon: Lexicon) -> re.Pattern[str]:
    """A zone's name at the head of a sentence."""
    words = {a for e in lexicon.entries(ZoneEntry) if e.alone for a in (e.name, *e.aliases)}
    return re.compile(f"[一-鿿]{{0,6}}?(?:{'|'.join(sorted(words, key=len, reverse=True))})")


class ValueReader:
    """Places the observations of one plan."""

    def __init__(self, lexicon: Lexicon, names: NameReader) -> None:
        self._names = names
        self._units = units_of(lexicon)
        self._zone = _zones(lexicon)

    def read(self, plan: Plan, text: str | None, place: str) -> Iterator[Placed]:
        """Every value of the plan that a panel can hold, in the plan's order."""
        order = 0
        for indicator in plan.indicators:
            reading = self._names.read(indicator.name)
            key = reading.concept.id if reading.concept else reading.key
            if reading.generic:  # 企业 here and 企业 there are not the same thing
                key = f"{key}#{place}.{indicator.id}"
            for observation in indicator.observations:
                if observation.role == "criterion":
                    continue
                order += 1
                for row, name in self._counted(key, reading, observation, text):
                    yield self._place(indicator, name, row, observation, text, order)

    def _counted(
        self, key: str, reading: NameReading, observation: Observation, text: str | None
    ) -> list[tuple[str, NameReading]]:
        """Keys and readings of one observation.

        A rate of several subjects (甲、乙均增长8%) is the rate of each, but a number of them is
        their sum, and stays one where no 均 gives it to each. A number of things that were added
        counts the new ones.
        """
        kind = observation.quantity.kind if observation.quantity else None
        each = kind == "share" or self._names.shares(_before(text, observation.evidence.start))
        parts = self._names.parts(reading.name) if each else ()
        if not parts and kind == "count" and observation.role == "change":
            added = self._names.added(reading)
            parts = (added,) if added is not reading else ()
        return [(p.concept.id, p) for p in parts if p.concept] or [(key, reading)]

    def _place(
        self,
        indicator: Indicator,
        reading: NameReading,
        key: str,
        observation: Observation,
        text: str | None,
        order: int,
    ) -> Placed:
        aspect, slot = _where(reading, observation)
        quantity = observation.quantity
        before = _before(text, observation.evidence.start)
        value = _value(indicator, observation)
        dimension = self._dimension(indicator, reading, quantity, slot)
        if quantity is not None:
            sign = -1 if observation.role == "change" and self._names.falls(before) else 1
            unit = concept_unit(reading, dimension, self._units)
            value = self._convert(value, quantity, sign, unit)
        if aspect == "growth":
            dimension = "%"
            value = _per_year(value, self._growth_basis(before, observation.period, text))
        row = RowKey(key, aspect, dimension)
        return Placed(
            row,
            slot,
            value,
            reading,
            indicator,
            order,
            table=observation.evidence.cell is not None or indicator.origin == "table",
            part=text is not None and self._of_zone(text, observation.evidence.start),
        )

    def _of_zone(self, text: str, start: int) -> bool:
        """临江新片区政策出台，…，投资增长9%: what the sentence tells is the zone's."""
        at = max(text.rfind(mark, max(0, start - _SENTENCE), start) for mark in _ENDS) + 1
        return self._zone.match(text, at) is not None

    def _dimension(
        self, indicator: Indicator, reading: NameReading, quantity: Quantity | None, slot: Slot
    ) -> str:
        if quantity is None:
            return WORDS
        if quantity.kind in ("rank", "multiple", "points") and slot in ("other", "change"):
            # A rank, a multiple or points say something of the row, in a unit that is not its own.
            unit = indicator.unit if quantity.kind != "points" else "%"
            unit = unit or (reading.concept.unit if reading.concept else None)
            if unit is None or unit == quantity.unit:
                return WORDS
            return self._units.of(unit)
        found = self._units.dimension(quantity.canonical.unit if quantity.canonical else None)
        concept = reading.concept
        if found == "count" and self._names.households(reading):
            own = _family(concept.unit) if concept else ""
            family = _family(quantity.canonical.unit if quantity.canonical else quantity.unit)
            return found if family == own else family or "个"
        if concept and found in map(self._units.of, concept.also_units):
            return self._units.of(concept.unit)  # the same thing on another scale
        return found

    def _growth_basis(
        self, before: str, period: Period | None, text: str | None
    ) -> GrowthBasis | None:
        if self._names.average.search(before):
            return "average"
        span = years_in(period)
        if span is None or span <= 1:
            return "year" if span else None
        return "whole" if text is not None else None

    def _convert(
        self, value: PanelValue, quantity: Quantity, sign: int, unit: str | None
    ) -> PanelValue:
        number, upper = quantity.value, quantity.upper
        shown = quantity.unit
        if quantity.canonical is not None:
            scale = quantity.canonical.value / number if number else Decimal(1)
            number, shown = quantity.canonical.value, quantity.canonical.unit
            upper = upper * scale if upper is not None else None
            factor, canonical = self._units.factor(unit) if unit else (Decimal(1), None)
            if unit and canonical and self._same(canonical, shown):
                number, shown = number / factor, unit
                upper = upper / factor if upper is not None else None
        if quantity.kind == "points":
            shown = _POINTS
        return msgspec.structs.replace(
            value,
            value=tidy(number * sign),
            upper=tidy(upper * sign) if upper is not None else None,
            unit=shown,
        )

    def _same(self, a: str, b: str) -> bool:
        return self._units.dimension(a) == self._units.dimension(b)


def _family(unit: str | None) -> str:
    """What a counter counts where it is not the thing itself: homes (户, 套) or buildings (栋)."""
    return unit[0] if unit and unit[0] in _HOMES else ""


def concept_unit(reading: NameReading, dimension: str, units: Units) -> str | None:
    """The concept's own unit where it measures this dimension, else None."""
    if reading.concept is None:
        return None
    unit = reading.concept.unit
    return unit if units.of(unit) == dimension else None


def _where(reading: NameReading, observation: Observation) -> tuple[Aspect, Slot]:
    """Level or growth row, and the slot in it: 增长6% is the growth of X, not a level of X."""
    role, quantity = observation.role, observation.quantity
    kind = quantity.kind if quantity else None
    if role == "rank" or kind in ("rank", "multiple"):
        return "level", "other"
    if kind == "points":
        moves = role == "change" and observation.planned and reading.aspect == "level"
        return ("level", "change") if moves else (reading.aspect, "other")
    if reading.aspect == "growth":
        if kind != "share" and quantity is not None:
            return "level", "other"
        slot: Slot = "target" if observation.planned or role == "target" else "actual"
        return "growth", "baseline" if role == "baseline" else slot
    if role == "change":
        if kind == "share" and not observation.planned and _over_years(observation):
            return "growth", "other"  # 恢复到2019年的98% stands beside no yearly growth
        if kind == "share":
            return "growth", "target" if observation.planned else "actual"
        if reading.new:  # 新增就业 is itself what is counted, not a change of it
            return "level", "target" if observation.planned else "actual"
        return "level", "change" if observation.planned else "other"
    return "level", role if role in ("baseline", "target", "actual") else "other"


def _over_years(observation: Observation) -> bool:
    """Whether a change is measured against more than the year before its own."""
    since = observation.quantity.relative_to if observation.quantity else None
    own = observation.period
    if since is None or own is None or not since.end or not own.start:
        return False
    return int(own.start[:4]) - int(since.end[:4]) > 1


def _before(text: str | None, start: int) -> str:
    """The words before a number, back to the last stop."""
    if text is None:
        return ""
    return _STOP.split(text[max(0, start - _WINDOW) : start])[-1]


def _value(indicator: Indicator, observation: Observation) -> PanelValue:
    quantity = observation.quantity
    return PanelValue(
        value=None,
        unit=None,
        comparator=quantity.comparator if quantity else "=",
        period=observation.period,
        text=observation.evidence.text,
        qualitative=observation.qualitative,
        role=observation.role,
        planned=observation.planned or observation.role == "target",
        cumulative=observation.cumulative,
        indicator=indicator.id,
        name=indicator.name,
        evidence=observation.evidence,
    )


def _per_year(value: PanelValue, basis: GrowthBasis | None) -> PanelValue:
    """A growth over several years, brought to one; the words stay as they are."""
    years = years_in(value.period)
    number, upper = value.value, value.upper
    if basis == "whole" and years and number is not None:
        number = _root(number, years)
        upper = _root(upper, years) if upper is not None else None
    if value.unit == _POINTS:  # faster or slower than something: no rate of its own
        return value
    unit = "%" if number is not None else value.unit
    return msgspec.structs.replace(value, value=number, upper=upper, unit=unit, growth_basis=basis)


def _root(percent: Decimal, years: int) -> Decimal:
    ratio = 1 + percent / 100
    return rounded((ratio ** (Decimal(1) / years) - 1) * 100) if ratio > 0 else percent


def years_in(period: Period | None) -> int | None:
    """How many years a period covers, None where its ends are not known."""
    if period is None or not period.start or not period.end:
        return None
    return int(period.end[:4]) - int(period.start[:4]) + 1


def rounded(number: Decimal) -> Decimal:
    """Two decimals: more would pretend to know."""
    return tidy(number.quantize(Decimal("0.01")))


def tidy(number: Decimal) -> Decimal:
    """The number without trailing zeros, without an exponent and without endless decimals."""
    if number.is_finite() and int(number.as_tuple().exponent) < -_DECIMALS:
        number = number.quantize(_LEAST)  # 亩 to 公顷 never ends
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() else short
