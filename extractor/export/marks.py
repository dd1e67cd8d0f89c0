"""Every place that a plan's records quote, as one list: for tables, annotation tools and reports.

Records that have no id in the plan get one from their owner and rank: ``i1.2`` is the second
observation of ``i1``, ``m1.a1`` the first action of ``m1``, ``r1`` the first reference.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from extractor.plan import Action, Indicator, Instrument, Measure, Plan, Programme, Theme

HEADER_ID = "plan"

_Part = Action | Programme | Instrument | Theme


class Mark(msgspec.Struct, frozen=True, order=True, gc=False):
    """One place of one record. ``place`` counts its quotes from 1.

    ``type`` says what it is (``observations`` …), ``label`` its finer kind (``target`` …) or the
    type's own name where there is none, ``owner`` the record that holds it, ``text`` the quote.
    """

    start: int
    end: int
    type: str
    record: str
    place: int = 1
    label: str = ""
    owner: str | None = None
    text: str | None = None  # None for blocks, whose words only the canonical text holds


#: The types of marks, from the outermost to the innermost.
MARK_TYPES: tuple[str, ...] = (
    "sections",
    "tables",
    "measures",
    "projects",
    "actions",
    "plans",
    "references",
    "programmes",
    "assignments",
    "instruments",
    "themes",
    "indicators",
    "observations",
    "findings",
)


def marks(plan: Plan) -> tuple[Mark, ...]:
    """All marks of a plan by start, longest first."""
    found = [*_blocks(plan), *_header(plan), *_others(plan)]
    for indicator in plan.indicators:
        found.extend(_indicator(indicator))
    for measure in plan.measures:
        found.extend(_measure(measure))
    rank = {name: index for index, name in enumerate(MARK_TYPES)}
    found.sort(key=lambda m: (m.start, -m.end, rank[m.type], m.record, m.place))
    return tuple(found)


def _blocks(plan: Plan) -> Iterator[Mark]:
    for section in plan.sections:
        yield Mark(section.start, section.end, "sections", section.id, 1, section.kind,
                   section.parent)  # fmt: skip
    for table in plan.tables:
        yield Mark(table.start, table.end, "tables", table.id, 1, table.kind, table.section)
    for project in plan.projects:
        yield Mark(project.start, project.end, "projects", project.id, 1, "project",
                   project.table, project.text)  # fmt: skip


def _header(plan: Plan) -> Iterator[Mark]:
    for place, quote in enumerate(plan.plan.evidence, 1):
        yield Mark(quote.start, quote.end, "plans", HEADER_ID, place, "header", None,
                   quote.text)  # fmt: skip


def _indicator(indicator: Indicator) -> Iterator[Mark]:
    for place, quote in enumerate((indicator.evidence, *indicator.also), 1):
        yield Mark(quote.start, quote.end, "indicators", indicator.id, place, "indicator", None,
                   quote.text)  # fmt: skip
    for rank, observation in enumerate(indicator.observations, 1):
        quote, record = observation.evidence, f"{indicator.id}.{rank}"
        yield Mark(quote.start, quote.end, "observations", record, 1, observation.role,
                   indicator.id, quote.text)  # fmt: skip


def _measure(measure: Measure) -> Iterator[Mark]:
    yield Mark(measure.start, measure.end, "measures", measure.id, 1, "measure", measure.section)
    parts: tuple[tuple[str, str, list[tuple[_Part, str]]], ...] = (
        ("actions", "a", [(x, "action") for x in measure.actions]),
        ("programmes", "p", [(x, "programme") for x in measure.programmes]),
        ("instruments", "n", [(x, x.class_) for x in measure.instruments]),
        ("themes", "h", [(x, "theme") for x in measure.themes]),
    )
    for name, letter, records in parts:
        for rank, (record, label) in enumerate(records, 1):
            yield Mark(record.start, record.end, name, f"{measure.id}.{letter}{rank}", 1, label,
                       measure.id, record.text)  # fmt: skip


def _others(plan: Plan) -> Iterator[Mark]:
    for area in plan.areas:
        for rank, part in enumerate(area.assignments, 1):
            record = f"{area.id}.{rank}"
            yield Mark(part.start, part.end, "assignments", record, 1, part.role, part.record,
                       part.text)  # fmt: skip
    for rank, cited in enumerate(plan.references, 1):
        yield Mark(cited.start, cited.end, "references", f"r{rank}", 1, "reference", None,
                   cited.text)  # fmt: skip
    for rank, finding in enumerate(plan.findings, 1):
        for place, quote in enumerate(finding.evidence, 1):
            yield Mark(quote.start, quote.end, "findings", f"f{rank}", place, "finding",
                       None, quote.text)  # fmt: skip
