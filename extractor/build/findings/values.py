"""Observations laid side by side: what they count, and between which bounds their number lies."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

import msgspec

from extractor.build.findings.words import FindingWords
from extractor.plan import Indicator, Observation, Plan

_LEVELS = frozenset({"actual", "baseline", "target"})
# Measure words that count the same things in different sentences.
COUNTED = "count"

Bounds: TypeAlias = tuple[Decimal | None, Decimal | None]


class Value(msgspec.Struct, frozen=True, gc=False):
    """One level with its indicator.

    ``bounds`` are the least and greatest number that it allows, in its canonical unit, or null;
    few are ever asked for, so they are reckoned then.
    """

    indicator: Indicator
    observation: Observation
    key: str
    unit: str

    @property
    def bounds(self) -> Bounds:
        """Least and greatest number."""
        return _bounds(self.observation)

    @property
    def low(self) -> Decimal | None:
        """The least number."""
        return self.bounds[0]

    @property
    def high(self) -> Decimal | None:
        """The greatest number."""
        return self.bounds[1]


def apart(one: Bounds, other: Bounds) -> bool:
    """True when no number lies between both."""
    return _below(one[1], other[0]) or _below(other[1], one[0])


def _below(high: Decimal | None, low: Decimal | None) -> bool:
    return high is not None and low is not None and high < low


def levels(plan: Plan, words: FindingWords) -> Iterator[Value]:
    """Every level of the plan: actual, baseline and target numbers with a unit."""
    for indicator in plan.indicators:
        for observation in indicator.observations:
            if observation.role in _LEVELS and observation.quantity is not None:
                yield value_of(indicator, observation, words)


def value_of(indicator: Indicator, observation: Observation, words: FindingWords) -> Value:
    """One observation with what it counts in."""
    quantity = observation.quantity
    assert quantity is not None
    if quantity.kind == "count":
        unit = COUNTED
    elif quantity.canonical is not None and quantity.value:
        unit = quantity.canonical.unit
    else:
        unit = quantity.unit or indicator.unit or ""
    return Value(indicator, observation, words.key(indicator.name, observation.cumulative), unit)


def _bounds(observation: Observation) -> Bounds:
    """Least and greatest number that the comparator allows, in the canonical unit."""
    quantity = observation.quantity
    assert quantity is not None
    first, last = quantity.value, quantity.upper or quantity.value
    if quantity.canonical is not None and first:
        scale = quantity.canonical.value / first
        first, last = first * scale, last * scale
    sign = quantity.comparator
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
