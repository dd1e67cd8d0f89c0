"""The indicators of a comparison: dumbbell charts, growth table, full panel, proposed pairs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from extractor.report.cards import number
from extractor.report.html import both, esc, join, tag
from extractor.report.svg import Dumbbell, dumbbells

if TYPE_CHECKING:
    from extractor.compare.types import Panel, PanelCell, PanelRow, PanelValue, Place

_CENT = Decimal("0.01")
_BASIS = {
    "concept": ("同一概念", "concept"),
    "name": ("同名", "same name"),
    "normalised": ("名称归一后相同", "normalised name"),
    "confirmed": ("人工确认", "confirmed"),
    "accepted": ("按相似度", "by similarity"),
}
_SLOTS = (
    ("baseline", "基期", "baseline"),
    ("target", "目标", "target"),
    ("actual", "实际", "actual"),
    ("change", "变化", "change"),
    ("growth", "年增长", "growth p.a."),
)


def charts(panel: Panel) -> str:
    """A chart per indicator: those of several places first, those of one place folded."""
    labels = {place.id: place.label for place in panel.places}
    shared, single = [], []
    for row in panel.rows:
        chart = _chart(row, labels)
        if chart:
            (shared if len(row.cells) > 1 else single).append(chart)
    parts = [tag("div", join(shared), class_="charts")] if shared else []
    if single:
        head = tag("summary", both("只有一地有的指标", "In one plan only") + f" <b>{len(single)}</b>")
        body = head + tag("div", join(single), class_="charts")
        parts.append(tag("details", body, open=None if shared else ""))
    return join(parts)


def change_table(panel: Panel) -> str:
    """Planned change and growth per year, a column per place; computed values carry a star."""
    rows = [r for r in panel.rows if any(c.growth or c.change for c in r.cells)]
    if not rows:
        return ""
    body = [_head(panel.places, both("指标", "Indicator"))]
    for row in rows:
        cells = [_change_cell(row.cell(place.id)) for place in panel.places]
        body.append(tag("tr", _name(row) + "".join(cells), data_filter=""))
    note = both(
        "上行为年均增长，下行为计划变化；* 为计算值。",
        "Growth per year above, planned change below; * computed.",
    )
    table = tag("div", tag("table", "".join(body), class_="panel"), class_="scroll")
    return tag("p", note, class_="soft") + table


def panel_table(panel: Panel) -> str:
    """Every row and slot; a missing indicator is said, not left blank."""
    body = [_head(panel.places, both("指标", "Indicator"))]
    for row in panel.rows:
        cells = [_panel_cell(row.cell(place.id)) for place in panel.places]
        body.append(tag("tr", _name(row) + "".join(cells), data_filter=""))
    return tag("div", tag("table", "".join(body), class_="panel"), class_="scroll tall")


def proposals(panel: Panel) -> str:
    """Pairs of names that a person should confirm or refuse."""
    if not panel.proposals:
        return ""
    heads = (("名称", "Name"), ("名称", "Name"), ("相似度", "Score"), ("决定", "Decision"))
    rows = [tag("tr", "".join(tag("th", both(*head)) for head in heads))]
    for pair in panel.proposals:
        cells = tag("td", esc(pair.a)) + tag("td", esc(pair.b))
        cells += tag("td", f"{pair.score:.2f}", class_="num") + tag("td", esc(pair.decision))
        rows.append(tag("tr", cells, data_filter=""))
    return tag("div", tag("table", "".join(rows)), class_="scroll tall")


def value_text(value: PanelValue | None) -> str:
    """A value as a reader expects it: as written, or computed with a star."""
    if value is None:
        return ""
    if value.qualitative and value.value is None:
        return value.qualitative
    if value.text and not value.computed:
        return value.text
    if value.value is None:
        return value.text
    rounded = value.value if abs(value.value) >= 1000 else value.value.quantize(_CENT)
    return f"{number(rounded)}{value.unit or ''}" + ("*" if value.computed else "")


def _chart(row: PanelRow, labels: dict[str, str]) -> str:
    bells = [
        Dumbbell(
            cell.place,
            labels.get(cell.place, cell.place),
            cell.baseline.value if cell.baseline else None,
            cell.target.value if cell.target else None,
            value_text(cell.baseline),
            value_text(cell.target),
        )
        for cell in row.cells
    ]
    drawn = [b for b in bells if b.baseline is not None or b.target is not None]
    if not drawn:
        return ""
    missing = ""
    if row.missing:
        names = "、".join(labels.get(place, place) for place in row.missing[:8])
        more = f" … ({len(row.missing)})" if len(row.missing) > 8 else ""
        missing = tag("p", both("没有：", "Missing: ") + esc(names + more), class_="soft")
    unit = f" {tag('small', esc(row.unit or '—'))}"
    head = tag("h3", esc(row.name) + unit + _basis(row))
    chart = tag("div", dumbbells(drawn, row.name), class_="chart")
    return tag("figure", head + chart + missing, data_filter="", id=f"row-{row.id}")


def _basis(row: PanelRow) -> str:
    known = _BASIS.get(row.basis)
    return tag("small", both(*known) if known else esc(row.basis), class_="basis")


def _head(places: Sequence[Place], corner: str) -> str:
    return tag("tr", tag("th", corner) + "".join(tag("th", esc(p.label)) for p in places))


def _name(row: PanelRow) -> str:
    unit = tag("small", f" {esc(row.unit)}") if row.unit else ""
    return tag("th", esc(row.name) + unit, scope="row")


def _change_cell(cell: PanelCell | None) -> str:
    if cell is None:
        return tag("td", "—", class_="soft num")
    parts = [
        tag("div", esc(value_text(value)), class_=name, title=_source(value))
        for name, value in (("g", cell.growth), ("c soft", cell.change))
        if value is not None
    ]
    return tag("td", "".join(parts) or "—", class_="num")


def _panel_cell(cell: PanelCell | None) -> str:
    if cell is None:
        return tag("td", both("无此指标", "lacks it"), class_="soft")
    lines = []
    for slot, zh, en in _SLOTS:
        value: PanelValue | None = getattr(cell, slot)
        if value is None:
            continue
        year = value.period.end if value.period and not value.computed else None
        label = tag("small", both(zh, en) + (f" {esc(year)}" if year else ""))
        words = tag("span", esc(value_text(value)), title=_source(value))
        lines.append(tag("div", f"{label} {words}"))
    if cell.nature:
        lines.append(tag("small", esc(cell.nature), class_="basis"))
    return tag("td", "".join(lines) or "—")


def _source(value: PanelValue | None) -> str | None:
    if value is None or value.evidence is None:
        return None
    where = value.evidence
    return f"{value.name} “{where.text}” {where.start}–{where.end}"

