"""The panel as plain rows: long for programs, wide (a column group per place) for eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.compare.types import Panel, PanelCell, PanelRow, PanelValue

#: The slots of a cell, in the order in which they are shown.
SLOTS = ("baseline", "target", "change", "growth", "actual")

#: Columns of the long form and what they hold.
LONG = (
    *("row", "name", "concept", "aspect", "basis", "dimension", "row_unit", "direction"),
    *("place", "label", "slot", "value", "upper", "comparator", "unit", "qualitative"),
    *("period", "start", "end", "computed", "growth_basis", "cumulative", "role", "planned"),
    *("indicator", "wording", "unit_as_written", "nature", "text", "evidence_start"),
    "evidence_end",
)

#: Columns of the wide form that every row has once, with their Chinese heads.
ROW_HEADS = {
    "id": "指标编号",
    "name": "指标",
    "aspect": "口径",
    "unit": "单位",
    "direction": "方向",
    "basis": "对齐依据",
    "dimension": "量纲",
    "places": "有此指标的地区数",
    "missing": "缺此指标的地区",
}

#: Columns that each place has.
PLACE_HEADS = {
    "baseline": "基期值",
    "target": "目标值",
    "change": "计划变化",
    "growth": "年均增速",
    "actual": "实际值",
    "period": "目标期",
    "actual_period": "实际期",
    "unit": "原文单位",
    "nature": "属性",
    "wording": "原文名称",
    "text": "原文数值",
    "evidence": "原文位置",
}


def long_records(panel: Panel) -> list[dict[str, Any]]:
    """One dictionary per value in a slot, and per further value (slot ``other``)."""
    labels = {place.id: place.label for place in panel.places}
    return [
        _long(row, cell, labels[cell.place], slot, value)
        for row in panel.rows
        for cell in row.cells
        for slot, value in slots_of(cell)
    ]


def slots_of(cell: PanelCell) -> Iterator[tuple[str, PanelValue]]:
    """Each filled slot with its value, the further values last."""
    for slot in SLOTS:
        value = getattr(cell, slot)
        if value is not None:
            yield slot, value
    for value in cell.others:
        yield "other", value


def _long(
    row: PanelRow, cell: PanelCell, label: str, slot: str, value: PanelValue
) -> dict[str, Any]:
    period, evidence = value.period, value.evidence
    values = (
        *(row.id, row.name, row.concept, row.aspect, row.basis, row.dimension, row.unit),
        *(row.direction, cell.place, label, slot, value.value, value.upper, value.comparator),
        *(value.unit, value.qualitative, period.label if period else None),
        *((period.start, period.end) if period else (None, None)),
        *(value.computed, value.growth_basis, value.cumulative, value.role, value.planned),
        *(value.indicator, value.name, cell.unit, cell.nature, value.text),
        *((evidence.start, evidence.end) if evidence else (None, None)),
    )
    return dict(zip(LONG, values, strict=True))


def wide_heads(panel: Panel, chinese: bool = False) -> list[str]:
    """Column heads of the wide form: ``place.field``, or the Chinese heads alone."""
    if chinese:
        return [*ROW_HEADS.values(), *(head for _ in panel.places for head in PLACE_HEADS.values())]
    groups = (f"{place.label}.{field}" for place in panel.places for field in PLACE_HEADS)
    return [*ROW_HEADS, *groups]


def wide_rows(panel: Panel) -> Iterator[list[Any]]:
    """The wide form's rows under ``wide_heads``; numbers stay ``Decimal``, gaps are None."""
    labels = {place.id: place.label for place in panel.places}
    for row in panel.rows:
        missing = "、".join(labels[place] for place in row.missing)
        own = (row.id, row.name, row.aspect, row.unit, row.direction, row.basis, row.dimension)
        cells = {cell.place: cell for cell in row.cells}
        line: list[Any] = [*own, len(row.cells), missing or None]
        for place in panel.places:
            line += _group(cells.get(place.id))
        yield line


def _group(cell: PanelCell | None) -> list[Any]:
    if cell is None:
        return [None] * len(PLACE_HEADS)
    values = [getattr(cell, slot) for slot in SLOTS]
    shown = [None if v is None else v.qualitative if v.value is None else v.value for v in values]
    quoted = [(slot, v) for slot, v in zip(SLOTS, values, strict=True) if v and v.evidence]
    return [
        *shown,
        _period(cell.target or cell.change),
        _period(cell.actual or cell.baseline),
        cell.unit,
        cell.nature,
        "；".join(cell.names),
        "；".join(f"{slot}：{v.text}" for slot, v in quoted) or None,
        "；".join(f"{slot}：{v.evidence.start}-{v.evidence.end}" for slot, v in quoted) or None,
    ]


def _period(value: PanelValue | None) -> str | None:
    if value is None or value.period is None:
        return None
    start, end = value.period.start, value.period.end
    return end if start == end else f"{start or '?'}–{end or '?'}"
