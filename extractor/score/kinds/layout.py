"""Sections, tables, rows of indicator tables, projects: what layout and tables must get right."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from extractor.plan import Plan
from extractor.score.equal import (
    name_key,
    plain,
    same_edge,
    same_period,
    shared,
    span_of,
    title_key,
)
from extractor.score.kinds.base import (
    HALF,
    Context,
    Fields,
    Kind,
    Link,
    home,
    labelled,
    name_label,
    same,
    words,
)
from extractor.score.kinds.numbers import quantity_fields
from extractor.score.pairing import Item, Rank


def _sections(plan: Plan, link: Link) -> Iterator[Item]:
    for i, s in enumerate(plan.sections):
        key = (title_key(s.title), s.level, plain(s.number))
        yield Item(("sections", i), s, (), (key,))


def _section_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Title, level and number equal, and the starts equal within punctuation and debris."""
    if not same_edge(context.text, gold.record.start, predicted.record.start):
        return None
    return (-abs(gold.record.start - predicted.record.start),)


def _section_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {
        "kind": same(g.kind, p.kind),
        "parent": same(g.parent, context.link(p.parent)),
        "end": (same_edge(context.text, g.end, p.end), g.end, p.end),
    }


def _section_label(item: Item) -> str:
    s = item.record
    return f"level {s.level} {s.number or '(no number)'} {s.title}"


def _tables(plan: Plan, link: Link) -> Iterator[Item]:
    for i, table in enumerate(plan.tables):
        yield Item(("tables", i), table, (span_of(table),))


def _half_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """The spans share at least half of what they cover together."""
    part = shared(gold.spans[0], predicted.spans[0])
    return (part,) if part >= HALF else None


def _table_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    header = tuple(map(plain, g.header)), tuple(map(plain, p.header))
    rows = _plain_rows(g.rows), _plain_rows(p.rows)
    return {
        "kind": same(g.kind, p.kind),
        "caption": words(g.caption, p.caption),
        **home(context, g, p, "section"),
        **labelled("header", same(*header)),
        **labelled("rows", same(*rows)),
    }


def _plain_rows(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(plain, row)) for row in rows)


def _table_label(item: Item) -> str:
    return f"{item.record.kind} table {item.record.caption or '(no caption)'}"


def _rows(plan: Plan, link: Link) -> Iterator[Item]:
    for i, indicator in enumerate(plan.indicators):
        if indicator.origin == "table":
            yield Item(("indicators", i), indicator, (), _row_keys(indicator, link))


def _row_keys(record: Any, link: Link) -> tuple[Hashable, ...]:
    table = link(record.table)
    if table is None:
        return ()
    by_name = (table, name_key(record.name))
    return (by_name,) if record.row is None else (by_name, (table, record.row))


def _row_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Table and row, or table and name, agree; a pair in which both do comes first."""
    name = name_key(gold.record.name) == name_key(predicted.record.name)
    row = gold.record.row is not None and gold.record.row == predicted.record.row
    # A wrong row number must not pull a name away from its own row: the name decides first.
    return (float(name), float(row)) if name or row else None


def _row_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {
        "name": (name_key(g.name) == name_key(p.name), g.name, p.name),
        "unit": words(g.unit, p.unit),
        "nature": words(g.nature, p.nature),
        **labelled("row", same(g.row, p.row)),
        **home(context, g, p, "section"),
    }


def _projects(plan: Plan, link: Link) -> Iterator[Item]:
    for i, project in enumerate(plan.projects):
        yield Item(("projects", i), project, (), _row_keys(project, link))


def _project_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    fields = {
        "name": words(g.name, p.name),
        "number": words(g.number, p.number),
        "group": words(g.group, p.group),
        "location": words(g.location, p.location),
        **labelled("row", same(g.row, p.row)),
        **labelled("content", words(g.content, p.content)),
        **labelled("responsible", words(g.responsible, p.responsible)),
    }
    if g.period is not None:
        fields["period"] = (same_period(g.period, p.period), g.period, p.period)
    if g.investment is not None:
        equal = p.investment is not None and all(
            right for right, _, _ in quantity_fields(g.investment, p.investment).values()
        )
        fields["investment"] = (equal, g.investment, p.investment)
    cells = _plain_cells(g.fields), _plain_cells(p.fields)
    return fields | labelled("fields", same(*cells))


def _plain_cells(cells: dict[str, str]) -> dict[str, str]:
    return {plain(header): plain(cell) for header, cell in cells.items()}


SECTIONS = Kind("sections", _sections, _section_match, _section_fields, _section_label)
TABLES = Kind("tables", _tables, _half_match, _table_fields, _table_label)
ROWS = Kind("rows", _rows, _row_match, _row_fields, name_label)
PROJECTS = Kind("projects", _projects, _row_match, _project_fields, name_label)
