"""What gold must hold: quotes at their offsets, ids that resolve, no contradictions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from extractor.plan import Indicator, Observation, Period, Plan
from extractor.score.places import Path

Problem = tuple[Path, str]

_WITH_IDS = ("sections", "tables", "indicators", "measures", "projects", "areas")


def problems(data: Any, plan: Plan, text: str) -> Iterator[Problem]:
    """Everything wrong with a gold plan, the most basic first; ``data`` is its raw JSON."""
    if plan.source.characters != len(text):
        wrong = f"says {plan.source.characters} characters, the text has {len(text)}"
        yield ("source", "characters"), wrong
    yield from _quotes(data, (), text)
    yield from _clashes(plan)
    yield from _unknown(plan)
    yield from _indicators(plan)
    yield from _one_number_once(plan)
    yield from _periods(data, ())
    yield from _nesting(plan)


def _quotes(node: Any, path: Path, text: str) -> Iterator[Problem]:
    children: list[tuple[str | int, Any]] = []
    if isinstance(node, list):
        children = list(enumerate(node))
    elif isinstance(node, dict):
        children = list(node.items())
        start, end = node.get("start"), node.get("end")
        if isinstance(start, int) and isinstance(end, int):
            yield from _quote(node, start, end, path, text)
    for key, child in children:
        yield from _quotes(child, (*path, key), text)


def _quote(node: Any, start: int, end: int, path: Path, text: str) -> Iterator[Problem]:
    if not 0 <= start < end <= len(text):
        yield path, f"the span {start}-{end} is empty or leaves the text of {len(text)} characters"
    elif "text" in node and text[start:end] != node["text"]:
        yield path, f"quotes {node['text']!r} where {text[start:end][:40]!r} stands"


def _clashes(plan: Plan) -> Iterator[Problem]:
    seen: dict[str, Path] = {}
    for field in _WITH_IDS:
        for index, record in enumerate(getattr(plan, field)):
            if record.id in seen:
                first = "{}[{}]".format(*seen[record.id])
                yield (field, index, "id"), f"the id {record.id!r} stands already at {first}"
            seen.setdefault(record.id, (field, index))
    names: set[str] = set()
    for index, area in enumerate(plan.areas):
        if area.name in names:
            yield ("areas", index, "name"), f"{area.name!r} has two records; an area has one"
        names.add(area.name)


def _unknown(plan: Plan) -> Iterator[Problem]:
    ids = {field: {record.id for record in getattr(plan, field)} for field in _WITH_IDS}
    every = frozenset().union(*ids.values())
    for path, wanted, where in _links(plan):
        known = every if where is None else frozenset().union(*(ids[field] for field in where))
        if wanted is not None and wanted not in known:
            kinds = " or ".join(where) if where else "any record"
            yield path, f"the id {wanted!r} is unknown among {kinds}"


def _links(plan: Plan) -> Iterator[tuple[Path, str | None, tuple[str, ...] | None]]:
    """Every id that points to a record, and the fields in which that record may stand."""
    for i, section in enumerate(plan.sections):
        yield ("sections", i, "parent"), section.parent, ("sections",)
    for i, table in enumerate(plan.tables):
        yield ("tables", i, "section"), table.section, ("sections",)
    for i, indicator in enumerate(plan.indicators):
        yield ("indicators", i, "section"), indicator.section, ("sections",)
        yield ("indicators", i, "table"), indicator.table, ("tables",)
    for i, project in enumerate(plan.projects):
        yield ("projects", i, "table"), project.table, ("tables",)
    for i, measure in enumerate(plan.measures):
        yield ("measures", i, "section"), measure.section, ("sections",)
        yield ("measures", i, "box"), measure.box, ("sections", "tables")
        for field, target in (("targets", "indicators"), ("areas", "areas")):
            for j, wanted in enumerate(getattr(measure, field)):
                yield ("measures", i, field, j), wanted, (target,)
        for j, wanted in enumerate(measure.responsible):
            yield ("measures", i, "responsible", j), wanted, ("areas",)
    for i, area in enumerate(plan.areas):
        for j, part in enumerate(area.assignments):
            yield ("areas", i, "assignments", j, "record"), part.record, None
    for i, finding in enumerate(plan.findings):
        for j, wanted in enumerate(finding.records):
            yield ("findings", i, "records", j), wanted, None


def _indicators(plan: Plan) -> Iterator[Problem]:
    for i, indicator in enumerate(plan.indicators):
        path: Path = ("indicators", i)
        if (indicator.origin == "table") != (indicator.table is not None):
            yield path, f"origin is {indicator.origin!r} but table is {indicator.table!r}"
        if indicator.origin == "prose" and indicator.row is not None:
            yield (*path, "row"), "an indicator in prose has no row"
        if not indicator.name.strip():
            yield (*path, "name"), "the name is empty"
        for j, observation in enumerate(indicator.observations):
            for problem in _observation(observation):
                yield (*path, "observations", j), problem


def _observation(observation: Observation) -> Iterator[str]:
    quantity = observation.quantity
    if observation.planned and observation.role in ("actual", "baseline"):
        yield f"planned is true but the role is {observation.role!r}"
    if quantity is None:
        if not observation.qualitative:
            yield "there is neither a quantity nor qualitative words"
        return
    if _letters(quantity.text) != _letters(observation.evidence.text):
        yield f"the quantity {quantity.text!r} is not its evidence {observation.evidence.text!r}"
    if quantity.upper is not None and quantity.upper <= quantity.value:
        yield f"the range ends at {quantity.upper}, not above its start {quantity.value}"


def _letters(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _one_number_once(plan: Plan) -> Iterator[Problem]:
    """One number is one observation, save a merged cell, whose number every row it covers has."""
    found = [
        (o.evidence.start, o.evidence.end, ("indicators", i, "observations", j), indicator)
        for i, indicator in enumerate(plan.indicators)
        for j, o in enumerate(indicator.observations)
        if o.quantity is not None
    ]
    found.sort(key=lambda one: one[:3])
    for (_, end, first, one), (start, _, second, other) in pairwise(found):
        if start < end and not _rows_apart(one, other):
            line = ".".join(map(str, first))
            yield second, f"the number at {start} is an observation already ({line})"


def _rows_apart(one: Indicator, other: Indicator) -> bool:
    return one.table is not None and one.table == other.table and one.row != other.row


def _periods(node: Any, path: Path) -> Iterator[Problem]:
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _periods(item, (*path, index))
    elif isinstance(node, dict):
        if "label" in node and isinstance(node.get("start"), str | None):
            yield from _period(Period(node["label"], node.get("start"), node.get("end")), path)
        for key, item in node.items():
            yield from _periods(item, (*path, key))


def _period(period: Period, path: Path) -> Iterator[Problem]:
    start, end = period.start, period.end
    # 2020-12 to 2020 is no contradiction: compare only as far as both are written.
    if start and end and start[: len(end)] > end[: len(start)]:
        yield path, f"the period ends ({end}) before it starts ({start})"


def _nesting(plan: Plan) -> Iterator[Problem]:
    sections = {section.id: section for section in plan.sections}
    for i, section in enumerate(plan.sections):
        parent = sections.get(section.parent or "")
        if parent is None:
            continue
        if not parent.start <= section.start < section.end <= parent.end:
            yield ("sections", i), f"lies outside its parent {parent.id}"
        if section.level <= parent.level:
            yield ("sections", i, "level"), f"level {section.level} under level {parent.level}"
    for i, measure in enumerate(plan.measures):
        home = sections.get(measure.section or "")
        if home is not None and not home.start <= measure.start < home.end:
            yield ("measures", i), f"starts outside its section {home.id}"
        for field in ("actions", "programmes", "instruments", "themes"):
            for j, part in enumerate(getattr(measure, field)):
                if not measure.start <= part.start < part.end <= measure.end:
                    yield ("measures", i, field, j), f"lies outside its measure {measure.id}"
