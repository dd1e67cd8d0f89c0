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

MOST_CHARTS = 200  # a page of more cannot be read, nor opened on a phone
MOST_ROWS = 500
_LEGEND = both("○ 基期　● 目标　◆ 实际", "○ baseline  ● target  ◆ actual")
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
    shared: list[str] = []
    single: list[str] = []
    for row in panel.rows:
        chart = _chart(row, labels)
        if chart:
            (shared if len(row.cells) > 1 else single).append(chart)
    parts = [tag("p", _LEGEND, class_="soft")]
    if shared:
        parts.append(tag("div", join(shared[:MOST_CHARTS]), class_="charts"))
        parts.append(rest(len(shared), MOST_CHARTS))
    if single:
        head = tag(
            "summary", both("只有一地有的指标", "In one plan only") + f" <b>{len(single)}</b>"
        )
        body = head + tag("div", join(single[:MOST_CHARTS]), class_="charts")
        body += rest(len(single), MOST_CHARTS)
        parts.append(tag("details", body, open=None if shared else ""))
    return join(parts) if shared or single else ""


def change_table(panel: Panel) -> str:
    """Planned change and growth per year, a column per place; computed values carry a star."""
    rows = [r for r in panel.rows if any(c.growth or c.change for c in r.cells)]
    if not rows:
        return ""
    body = [_head(panel.places, both("指标", "Indicator"))]
    for row in rows[:MOST_ROWS]:
        cells = [_change_cell(row.cell(place.id)) for place in panel.places]
        body.append(tag("tr", _name(row) + "".join(cells), data_filter=""))
    note = both(
        "上行为年均增长，下行为计划变化；* 为计算值。",
        "Growth per year above, planned change below; * computed.",
    )
    table = tag("div", tag("table", "".join(body), class_="panel"), class_="scroll")
    return tag("p", note, class_="soft") + table + rest(len(rows), MOST_ROWS)


def panel_table(panel: Panel) -> str:
    """Rows of several places as a matrix that says what is missing; the others as a list."""
    shared = [row for row in panel.rows if len(row.cells) > 1]
    single = [row for row in panel.rows if len(row.cells) == 1]
    parts = []
    if shared:
        body = [_head(panel.places, both("指标", "Indicator"))]
        for row in shared[:MOST_ROWS]:
            cells = [_panel_cell(row.cell(place.id)) for place in panel.places]
            body.append(tag("tr", _name(row) + "".join(cells), data_filter=""))
        table = tag("table", "".join(body), class_="panel")
        parts.append(tag("div", table, class_="scroll tall") + rest(len(shared), MOST_ROWS))
    if single:
        parts.append(_single_rows(panel, single))
    return join(parts)


def rest(total: int, most: int) -> str:
    """A line that says how many of all are shown, where it is not all of them."""
    if total <= most:
        return ""
    note = both(
        f"共{total}项，这里只列{most}项，其余见导出的表。",
        f"{most} of {total} shown; the tables written beside this page have all.",
    )
    return tag("p", note, class_="soft")


def proposals(panel: Panel) -> str:
    """Pairs of names that a person should confirm or refuse."""
    if not panel.proposals:
        return ""
    heads = (("名称", "Name"), ("名称", "Name"), ("相似度", "Score"), ("决定", "Decision"))
    rows = [tag("tr", "".join(tag("th", both(*head)) for head in heads))]
    for pair in panel.proposals[:MOST_ROWS]:
        cells = tag("td", esc(pair.a)) + tag("td", esc(pair.b))
        cells += tag("td", f"{pair.score:.2f}", class_="num") + tag("td", esc(pair.decision))
        rows.append(tag("tr", cells, data_filter=""))
    table = tag("div", tag("table", "".join(rows)), class_="scroll tall")
    return table + rest(len(panel.proposals), MOST_ROWS)


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
            cell.actual.value if cell.actual else None,
            value_text(cell.actual),
        )
        for cell in row.cells
    ]
    drawn = [bell for bell in bells if bell.values]
    # What is only the case, and no aim, is in the panel.
    if all(bell.baseline is None and bell.target is None for bell in drawn):
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


def _single_rows(panel: Panel, single: Sequence[PanelRow]) -> str:
    labels = {place.id: place.label for place in panel.places}
    heads = tag("th", both("指标", "Indicator")) + tag("th", both("规划", "Plan"))
    body = [tag("tr", heads + tag("th", both("数值", "Values")))]
    for row in single[:MOST_ROWS]:
        cell = row.cells[0]
        place = tag("td", esc(labels.get(cell.place, cell.place)), class_="key")
        body.append(tag("tr", _name(row) + place + _panel_cell(cell), data_filter=""))
    head = tag("summary", both("只有一地有的指标", "In one plan only") + f" <b>{len(single)}</b>")
    table = tag("div", tag("table", "".join(body), class_="panel"), class_="scroll tall")
    return tag("details", head + table + rest(len(single), MOST_ROWS))


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
