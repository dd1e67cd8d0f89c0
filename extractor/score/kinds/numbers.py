"""Observations: one number (or qualitative target) each."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from extractor.plan import Indicator, Observation, Plan
from extractor.score.equal import (
    alike,
    name_key,
    same_number,
    same_period,
    same_region,
    shared,
    span_of,
)
from extractor.score.kinds.base import Context, Fields, Kind, Link, labelled, same, words
from extractor.score.pairing import Item, Rank
from extractor.spans import Span


def _observations(plan: Plan, link: Link) -> Iterator[Item]:
    tables = [span_of(table) for table in plan.tables if table.kind == "indicators"]
    for i, indicator in enumerate(plan.indicators):
        for j, observation in enumerate(indicator.observations):
            path = ("indicators", i, "observations", j)
            keys = _cell_keys(indicator, observation, link)
            spans = (span_of(observation.evidence),)
            group = _origin(indicator, spans[0], tables)
            yield Item(path, observation, spans, keys, indicator, group)


def _origin(indicator: Indicator, span: Span, tables: list[Span]) -> str:
    """Where the number stands: an indicator linked across prose and table has both."""
    if any(table.contains(span) for table in tables):
        return "table"
    # Outside every table only the link can tell prose from a table that was not recognised.
    return "prose" if indicator.also else indicator.origin


def _cell_keys(indicator: Indicator, o: Observation, link: Link) -> tuple[Hashable, ...]:
    table = link(indicator.table)
    if o.quantity is not None or table is None or indicator.row is None:
        return ()
    period = (o.period.start, o.period.end) if o.period else None
    return (table, indicator.row, "role", o.role), (table, indicator.row, "period", period)


def _observation_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """The numbers' evidence overlaps; words without a number also match by their table cell.

    A number is never found by words nor the other way round. Of several candidates the one
    with the most equal fields wins (a merged cell's number stands in several rows).
    """
    g, p = gold.record, predicted.record
    if (g.quantity is None) != (p.quantity is None):
        return None
    part = shared(gold.spans[0], predicted.spans[0])
    if not part and not set(gold.keys) & set(predicted.keys):
        return None
    right = sum(equal for equal, _, _ in _observation_fields(context, gold, predicted).values())
    return part, float(gold.owner.row == predicted.owner.row), right


def _observation_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p, mine, theirs = gold.record, predicted.record, gold.owner, predicted.owner
    fields: Fields = {
        "name": (name_key(mine.name) == name_key(theirs.name), mine.name, theirs.name),
        "name lenient": (alike(mine.name, theirs.name), mine.name, theirs.name),
    }
    if g.quantity is not None:
        fields |= quantity_fields(g.quantity, p.quantity)
    fields["role"] = same(g.role, p.role)
    fields["period"] = (same_period(g.period, p.period), g.period, p.period)
    if g.role == "change":
        # SPEC.md defines `planned` for changes alone.
        fields["planned"] = same(g.planned, p.planned)
    fields["cumulative"] = same(g.cumulative, p.cumulative)
    fields |= labelled("qualitative", words(g.qualitative, p.qualitative))
    if mine.region is not None:
        equal = same_region(mine.region, theirs.region)
        fields["region"] = (equal, mine.region, theirs.region)
    fields["evidence"] = words(g.evidence.text, p.evidence.text)
    return fields


def quantity_fields(g: Any, p: Any) -> Fields:
    """The fields of two quantities (neither null)."""
    fields: Fields = {
        "value": (same_number(g.value, p.value), g.value, p.value),
        "upper": (same_number(g.upper, p.upper), g.upper, p.upper),
        "unit": words(g.unit, p.unit),
        "comparator": same(g.comparator, p.comparator),
        "kind": same(g.kind, p.kind),
        "relative_to": (
            same_period(g.relative_to, p.relative_to),
            g.relative_to,
            p.relative_to,
        ),
    }
    return fields | labelled("canonical", same(g.canonical, p.canonical))


def _observation_label(item: Item) -> str:
    o = item.record
    return f"{item.owner.name}: {o.role} {o.evidence.text}"


OBSERVATIONS = Kind(
    "observations", _observations, _observation_match, _observation_fields, _observation_label
)
