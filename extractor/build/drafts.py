"""Indicators before they have ids, in reading offsets: what prose and tables both give."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extractor.mentions import QuantityMention
from extractor.plan import Canonical, Period, Quantity, Region, Role


class ObservationDraft(msgspec.Struct, frozen=True, gc=False):
    """One number of an indicator; ``[start, end)`` is the quantity as written.

    ``quantity`` is null for a target in words, which ``qualitative`` then holds; ``unit`` is what
    the quantity counts in where its own words do not say it. ``row``/``column`` are of a cell.
    """

    start: int
    end: int
    role: Role
    planned: bool
    period: Period | None
    quantity: QuantityMention | None
    qualitative: str | None = None
    relative_to: Period | None = None
    row: int | None = None
    column: int | None = None


class IndicatorDraft(msgspec.Struct, frozen=True, gc=False):
    """One indicator with its observations; ``[start, end)`` is where its name stands."""

    start: int
    end: int
    name: str
    unit: str | None
    nature: str | None
    section: int
    table: int
    row: int | None
    observations: tuple[ObservationDraft, ...]
    region: Region | None = None
    also: tuple[tuple[int, int], ...] = ()


def to_quantity(
    mention: QuantityMention, words: str, relative_to: Period | None = None
) -> Quantity:
    """The output form of a quantity; ``words`` are its words as they stand in the plan."""
    canonical = None
    if mention.canonical_value is not None and mention.canonical_unit is not None:
        canonical = Canonical(tidy(mention.canonical_value), mention.canonical_unit)
    return Quantity(
        words,
        mention.comparator,
        tidy(mention.value),
        None if mention.upper is None else tidy(mention.upper),
        mention.unit,
        mention.kind,
        canonical,
        relative_to,
    )


def tidy(value: Decimal) -> Decimal:
    """Digits as written, never with an exponent (1E+9 is no JSON number that people read)."""
    if "E" not in str(value):
        return value
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value
