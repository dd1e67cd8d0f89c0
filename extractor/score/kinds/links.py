"""The plan header, area assignments, references and findings."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.plan import Period, Plan, Region
from extractor.score.equal import (
    plain,
    same_period,
    same_region,
    shared,
    span_of,
    title_key,
)
from extractor.score.kinds.base import (
    Context,
    Fields,
    Kind,
    Link,
    labelled,
    no_fields,
    same,
    words,
)
from extractor.score.pairing import Item, Rank

_HEADER = ("title", "region", "issuer", "document_number", "issued", "status", "period", "theme")


def _header(plan: Plan, link: Link) -> Iterator[Item]:
    """One item per field that is set; its span is the evidence that holds most of its words."""
    for field in _HEADER:
        value = getattr(plan.plan, field)
        if value is None:
            continue
        said = plain(_header_text(value))
        nearest = sorted(
            plan.plan.evidence,
            key=lambda e: (said not in plain(e.text), plain(e.text) not in said, e.start),
        )
        spans = tuple(span_of(evidence) for evidence in nearest[:1])
        yield Item(("plan", field), value, spans, (field,), group=field)


def _header_text(value: object) -> str:
    if isinstance(value, Region):
        return value.name
    return value.label if isinstance(value, Period) else str(value)


def _header_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """The same field with the same value; another value is a miss and a false alarm."""
    g, p = gold.record, predicted.record
    if gold.group != predicted.group:
        return None
    if gold.group == "period":
        equal = same_period(g, p)
    elif gold.group == "region":
        equal = same_region(g, p)
    else:
        equal = title_key(g) == title_key(p)
    return (1.0,) if equal else None


def _header_label(item: Item) -> str:
    return f"{item.group} {_header_text(item.record)}"


def _assignments(plan: Plan, link: Link) -> Iterator[Item]:
    for i, area in enumerate(plan.areas):
        for j, part in enumerate(area.assignments):
            record = link(part.record)
            keys = () if record is None else ((plain(area.name), record),)
            path = ("areas", i, "assignments", j)
            yield Item(path, part, (span_of(part),), keys, area)


def _assignment_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """The area's name is equal, and either the evidence overlaps or the record is the same.

    ``role`` is a field; of several candidates the one with the same role wins.
    """
    if plain(gold.owner.name) != plain(predicted.owner.name):
        return None
    role = float(gold.record.role == predicted.record.role)
    return shared(gold.spans[0], predicted.spans[0]), role


def _assignment_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {
        "role": same(g.role, p.role),
        "record": same(g.record, context.link(p.record)),
        "kind": same(gold.owner.kind, predicted.owner.kind),
        **labelled("code", same(gold.owner.code, predicted.owner.code)),
    }


def _assignment_label(item: Item) -> str:
    return f"{item.owner.name} {item.record.role} of {item.record.record}"


def _references(plan: Plan, link: Link) -> Iterator[Item]:
    for i, reference in enumerate(plan.references):
        yield Item(("references", i), reference, (span_of(reference),))


def _reference_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Spans overlap and titles are equal."""
    if title_key(gold.record.title) != title_key(predicted.record.title):
        return None
    return (shared(gold.spans[0], predicted.spans[0]),)


def _reference_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {"kind": same(g.kind, p.kind), **labelled("number", words(g.number, p.number))}


def _title_label(item: Item) -> str:
    return f"《{item.record.title}》"


def _findings(plan: Plan, link: Link) -> Iterator[Item]:
    for i, finding in enumerate(plan.findings):
        spans = tuple(span_of(evidence) for evidence in finding.evidence)
        yield Item(("findings", i), finding, spans)


def _finding_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Any evidence of the one overlaps any of the other; the kind only chooses and is a field."""
    kind = float(gold.record.kind == predicted.record.kind)
    return kind, max(shared(a, b) for a in gold.spans for b in predicted.spans)


def _finding_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    return {"kind": same(gold.record.kind, predicted.record.kind)}


def _finding_label(item: Item) -> str:
    return f"{item.record.kind}: {item.record.message}"


HEADER = Kind("header", _header, _header_match, no_fields, _header_label)
ASSIGNMENTS = Kind(
    "assignments", _assignments, _assignment_match, _assignment_fields, _assignment_label
)
REFERENCES = Kind("references", _references, _reference_match, _reference_fields, _title_label)
FINDINGS = Kind("findings", _findings, _finding_match, _finding_fields, _finding_label)
