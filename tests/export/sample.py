"""Two documents with every kind of record, and words that could break a format."""

from __future__ import annotations

from extractor.export import Document, make_documents
from extractor.plan import Plan
from tests.score.sample import TEXT, edited, quote, to_json

_TOOL = {"class": "supply", "kind": "基础设施", **quote("滴灌设备")}
_THEME = {"name": "节水", **quote("滴灌技术")}
_HEADER = ["指标", "单位", "2025年"]
_ROWS = [["用水总量", "亿吨", "3.5"], ["水质", "", "持续改善"]]

EDITS = [
    ["measures.0.instruments", [_TOOL]],
    ["measures.0.themes", [_THEME]],
    ["measures.0.targets", ["i1", "i2"]],
    ["measures.0.responsible", ["a1"]],
    ["tables.0.header", _HEADER],
    ["tables.0.rows", _ROWS],
    ["projects.0.fields", {"项目": "管网改造", "地点": "东湖县"}],
    # What a spreadsheet would run.
    ["plan.issuer", "=HYPERLINK(1)"],
    ["plan.status", "'引号"],
    ["areas.0.name", "@SUM(A1)"],
    ["indicators.0.unit", "-1+2"],
]


def plan() -> Plan:
    """The sample plan with every record."""
    return Plan.from_json(to_json(edited(EDITS)))


def documents() -> tuple[Document, ...]:
    """The plan twice: the second under the same name, so that keys matter."""
    return make_documents([("样本", plan(), TEXT), ("样本", plan(), TEXT)])
