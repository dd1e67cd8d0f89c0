"""One card per record: its fields, and a row for each of its parts, all leading to the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from extractor.export.marks import HEADER_ID
from extractor.plan import Area, Indicator, Measure, Observation, Period, Plan, Project, Quantity
from extractor.report.html import both, esc, join, tag
from extractor.report.labels import TYPES, field_name, type_name, word


def record_panel(plan: Plan) -> str:
    """All records of a plan, a group per type."""
    names = _Names(plan)
    groups: tuple[tuple[str, Iterable[str]], ...] = (
        ("plans", [_header(plan)]),
        ("indicators", (_indicator(i, names) for i in plan.indicators)),
        ("measures", (_measure(m, names) for m in plan.measures)),
        ("projects", (_project(p) for p in plan.projects)),
        ("areas", (_area(a, names) for a in plan.areas)),
        ("references", _references(plan)),
        ("tables", _tables(plan)),
    )
    return join(group(name, list(cards)) for name, cards in groups)


def group(name: str, cards: list[str]) -> str:
    """A group of cards that folds; nothing where there are none."""
    if not cards:
        return ""
    head = tag("summary", f"{type_name(name)} <b>{len(cards)}</b>")
    return tag("details", head + join(cards), class_="group", open="", data_t=name)


def findings_box(plan: Plan) -> str:
    """The findings, for the top of the page; a friendly line where there are none."""
    if not plan.findings:
        none = both("没有疑点。", "No findings.")
        return tag("section", tag("p", none, class_="none"), class_="findings empty")
    items = []
    for rank, finding in enumerate(plan.findings, 1):
        quotes = " ".join(
            tag("q", esc(_short(quote.text)), class_="quote") for quote in finding.evidence
        )
        kind = tag("code", esc(finding.kind))
        message = _link(f"f{rank}", finding.message, "to message")
        links = " ".join(_link(ident, ident) for ident in finding.records)
        items.append(tag("li", f"{message} {kind} {quotes} {links}"))
    head = tag("h2", f"{both('疑点', 'Findings')} <b>{len(items)}</b>")
    return tag("section", head + tag("ol", join(items)), class_="findings")


class _Names:
    """What to call the records that others point to."""

    def __init__(self, plan: Plan) -> None:
        self.indicators = {i.id: i.name for i in plan.indicators}
        self.areas = {a.id: a.name for a in plan.areas}
        self.sections = {s.id: s.title for s in plan.sections}
        self.records: dict[str, str] = {
            **self.indicators,
            **{m.id: m.title or m.id for m in plan.measures},
            **{p.id: p.name for p in plan.projects},
        }


def _header(plan: Plan) -> str:
    head, source = plan.plan, plan.source
    region = f"{head.region.name} {head.region.code or ''}" if head.region else None
    fields = [
        ("region", region),
        ("issuer", head.issuer),
        ("document_number", head.document_number),
        ("issued", head.issued),
        ("status", head.status),
        ("period", _period(head.period)),
        ("theme", head.theme),
        ("source", source.name),
    ]
    return _card("plans", HEADER_ID, head.title or "—", _fields(fields))


def _indicator(item: Indicator, names: _Names) -> str:
    fields = [
        ("unit", item.unit),
        ("nature", item.nature),
        ("section", names.sections.get(item.section or "")),
    ]
    rows = [_observation(f"{item.id}.{n}", one) for n, one in enumerate(item.observations, 1)]
    more = tag("small", word(item.origin), class_="origin")
    roles = " ".join(dict.fromkeys(one.role for one in item.observations))
    return _card("indicators", item.id, item.name, join(rows) + _fields(fields), more, roles)


def _observation(record: str, one: Observation) -> str:
    chips = [tag("span", word(one.role), class_=f"chip r-{one.role}")]
    chips += [tag("span", word(w), class_="chip") for w in _flags(one)]
    said = tag("b", esc(one.evidence.text)) if one.quantity else ""
    words = tag("span", esc(one.qualitative), class_="words") if one.qualitative else ""
    when = tag("span", esc(_period(one.period) or "—"), class_="when")
    unified = tag("span", esc(_unified(one.quantity)), class_="unified")
    body = " ".join((*chips, said, words, when, unified))
    return tag("button", body, type="button", class_="row", data_r=record, data_role=one.role,
               data_t="observations")  # fmt: skip


def _flags(one: Observation) -> Iterator[str]:
    if one.planned:
        yield "planned"
    if one.cumulative:
        yield "cumulative"


def _measure(item: Measure, names: _Names) -> str:
    rows = [
        _row("actions", f"{item.id}.a{n}", f"<b>{esc(a.verb)}</b> {esc(_short(a.object, 90))}")
        for n, a in enumerate(item.actions, 1)
    ]
    pills = [
        *_pills("programmes", item.id, "p", (esc(p.name) for p in item.programmes)),
        *_pills("instruments", item.id, "n",
                (f"{word(i.class_)}·{esc(i.kind)}" for i in item.instruments)),
        *_pills("themes", item.id, "h", (esc(t.name) for t in item.themes)),
    ]  # fmt: skip
    links = [
        ("targets", [(t, names.indicators.get(t, t)) for t in item.targets]),
        ("responsible", [(a, names.areas.get(a, a)) for a in item.responsible]),
        ("areas", [(a, names.areas.get(a, a)) for a in item.areas]),
    ]
    fields = [
        ("deadline", _period(item.deadline)),
        ("box", names.sections.get(item.box or "", item.box)),
        ("section", names.sections.get(item.section or "")),
    ]
    body = join(rows) + tag("div", " ".join(pills), class_="pills") + _links(links)
    return _card("measures", item.id, item.title or "—", body + _fields(fields))


def _project(item: Project) -> str:
    fields = [
        ("location", item.location),
        ("investment", item.investment.text if item.investment else None),
        ("period", _period(item.period)),
        ("responsible", item.responsible),
        ("content", item.content),
        ("group", item.group),
    ]
    return _card("projects", item.id, item.name, _fields(fields))


def _area(item: Area, names: _Names) -> str:
    rows = []
    for rank, part in enumerate(item.assignments, 1):
        chip = tag("span", word(part.role), class_="chip")
        record = names.records.get(part.record, part.record)
        rows.append(_row("assignments", f"{item.id}.{rank}", f"{chip} {esc(_short(record))}"))
    kind = tag("small", word(item.kind), class_="origin")
    return _card("areas", item.id, item.name, join(rows) + _fields([("code", item.code)]), kind)


def _references(plan: Plan) -> Iterator[str]:
    for rank, one in enumerate(plan.references, 1):
        fields = _fields([("kind", one.kind), ("number", one.number)])
        yield _card("references", f"r{rank}", f"《{one.title}》", fields)


def _tables(plan: Plan) -> Iterator[str]:
    for item in plan.tables:
        rows = "".join(
            tag("tr", "".join(tag("td", esc(cell)) for cell in row)) for row in item.rows
        )
        head = tag("tr", "".join(tag("th", esc(cell)) for cell in item.header))
        size = tag("summary", f"{len(item.rows)} × {len(item.header)}")
        inner = tag("div", tag("table", head + rows), class_="scroll")
        folded = tag("details", size + inner)
        yield _card("tables", item.id, item.caption or item.kind, folded)


def _card(
    kind: str, record: str, title: str, body: str, more: str = "", roles: str | None = None
) -> str:
    name = tag("button", esc(title), type="button", class_="name", data_r=record)
    label = tag("small", f"{both(*TYPES[kind])} {esc(record)}", class_="id")
    head = tag("header", f"{name}{more}{label}")
    return tag("article", head + body, class_=f"card t-{kind}", data_r=record, data_t=kind,
               data_roles=roles)  # fmt: skip


def _row(kind: str, record: str, body: str) -> str:
    return tag("button", body, type="button", class_="row", data_r=record, data_t=kind)


def _pills(kind: str, owner: str, letter: str, names: Iterable[str]) -> Iterator[str]:
    for rank, name in enumerate(names, 1):
        yield tag("button", name, type="button", class_=f"pill k-{kind}",
                  data_r=f"{owner}.{letter}{rank}", data_t=kind)  # fmt: skip


def _links(groups: list[tuple[str, list[tuple[str, str]]]]) -> str:
    rows = [
        tag("dt", field_name(name)) + tag("dd", "、".join(_link(r, n) for r, n in links))
        for name, links in groups
        if links
    ]
    return tag("dl", "".join(rows)) if rows else ""


def _link(record: str, name: str, classes: str = "to") -> str:
    return tag("a", esc(name), class_=classes, href=f"#{record}", data_to=record)


def _fields(pairs: list[tuple[str, Any]]) -> str:
    rows = [tag("dt", field_name(name)) + tag("dd", esc(value)) for name, value in pairs if value]
    return tag("dl", "".join(rows)) if rows else ""


def _period(period: Period | None) -> str | None:
    if period is None:
        return None
    if period.start == period.end:
        return period.end or period.label
    return f"{period.start or '…'}–{period.end or '…'}"


def _unified(quantity: Quantity | None) -> str:
    if quantity is None or quantity.canonical is None:
        return ""
    unified = quantity.canonical
    if (unified.value, unified.unit) == (quantity.value, quantity.unit):
        return ""
    return f"{quantity.comparator} {number(unified.value)} {unified.unit}"


def number(value: Decimal) -> str:
    """A number with thousands marks, without an exponent and without needless zeros."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _short(text: str, limit: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
