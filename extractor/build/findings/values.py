"""Observations laid side by side: what they count, and between which bounds their number lies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from extractor.build.findings.words import FindingWords
from extractor.plan import Comparator, Indicator, Observation, Plan

_LEVELS = frozenset({"actual", "baseline", "target"})
# Measure words that count the same things in different sentences.
COUNTED = "count"


class Value(msgspec.Struct, frozen=True):
    """One level with its indicator; ``low``/``high`` bound it in its canonical unit, or null."""

    indicator: Indicator
    observation: Observation
    key: str
    unit: str
    low: Decimal | None
    high: Decimal | None

    def apart(self, other: Value) -> bool:
        """True when no number satisfies both."""
        return _below(self.high, other.low) or _below(other.high, self.low)


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


def levels(plan: Plan, words: FindingWords) -> Iterator[Value]:
    """Every level of the plan: actual, baseline and target numbers with a unit."""
    for indicator in plan.indicators:
        for observation in indicator.observations:
            if observation.role in _LEVELS and observation.quantity is not None:
                yield value_of(indicator, observation, words)


def value_of(indicator: Indicator, observation: Observation, words: FindingWords) -> Value:
    """The bounds of one observation's number."""
    quantity = observation.quantity
    assert quantity is not None
    scale = Decimal(1)
    unit = quantity.unit or indicator.unit or ""
    if quantity.canonical is not None and quantity.value:
        scale = quantity.canonical.value / quantity.value
        unit = quantity.canonical.unit
    if quantity.kind == "count":
        unit = COUNTED
    first, last = quantity.value * scale, (quantity.upper or quantity.value) * scale
    key = words.key(indicator.name, observation.cumulative)
    bounds = _bounds(quantity.comparator, first, last)
    return Value(indicator, observation, key, unit, *bounds)


def _bounds(
    sign: Comparator, first: Decimal, last: Decimal
) -> tuple[Decimal | None, Decimal | None]:
    """Least and greatest number that the comparator allows."""
    if sign in (">=", ">"):
        return first, None
    if sign in ("<=", "<"):
        return None, last
    if sign == "~":
        return first * Decimal("0.8"), last * Decimal("1.25")
    return first, last


def years(observation: Observation) -> tuple[str | None, str | None]:
    """First and last year of an observation's period."""
    period = observation.period
    if period is None:
        return None, None
    return (period.start or "")[:4] or None, (period.end or "")[:4] or None
