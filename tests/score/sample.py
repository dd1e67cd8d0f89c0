"""A small plan of our own with one record of every type, and edits to it."""

from __future__ import annotations

import copy
import json
from decimal import Decimal
from typing import Any

from extractor.plan import Plan
from extractor.score import Gold, parse_gold

TEXT = """云溪市节水行动规划
一、发展基础
全市建成节水车间12个，用水效率提高5%。
二、主要任务
推广滴灌技术。推广滴灌设备，改造老旧管网。开展“清渠”行动。
由云溪水务局牵头，依据《水法》办理。
附表
指标\t单位\t2025年
用水总量\t亿吨\t3.5
水质\t\t持续改善
项目\t地点
管网改造\t东湖县
"""


def quote(words: str, nth: int = 0) -> dict[str, Any]:
    """Evidence at the ``nth`` occurrence of the words."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def reach(first: str, last: str) -> dict[str, int]:
    """The span from the first words to the end of the last."""
    start = TEXT.index(first)
    return {"start": start, "end": TEXT.index(last, start) + len(last)}


def _period(year: str) -> dict[str, str]:
    return {"label": f"{year}年", "start": year, "end": year}


def _quantity(text: str, value: str, unit: str | None, kind: str) -> dict[str, Any]:
    return {
        "text": text,
        "comparator": "=",
        "value": Decimal(value),
        "upper": None,
        "unit": unit,
        "kind": kind,
    }


def _observation(role: str, quantity: Any, evidence: Any, year: str | None = None) -> Any:
    return {
        "role": role,
        "planned": False,
        "period": _period(year) if year else None,
        "quantity": quantity,
        "qualitative": None if quantity else evidence["text"],
        "cumulative": False,
        "evidence": evidence,
    }


def _indicator(number: int, name: str, unit: str | None, observations: Any, **more: Any) -> Any:
    return {
        "id": f"i{number}",
        "name": name,
        "unit": unit,
        "nature": None,
        "region": None,
        "section": "s1",
        "origin": "prose",
        "table": None,
        "row": None,
        "evidence": quote(name),
        "observations": observations,
    } | more


def _section(number: int, mark: str | None, title: str, kind: str, first: str, last: str) -> Any:
    head = {"id": f"s{number}", "number": mark, "title": title, "level": 1, "kind": kind}
    return head | {"parent": None} | reach(first, last)


def _table(number: int, kind: str, first: str, last: str) -> Any:
    head = {"id": f"t{number}", "caption": None, "section": "s3", "kind": kind}
    return head | {"header": [], "rows": []} | reach(first, last)


def sample() -> dict[str, Any]:
    """The plan as data, fresh each time."""
    in_table = {"origin": "table", "table": "t1", "section": "s3"}
    measure = {"id": "m1", "section": "s2", "box": None, "title": "推广滴灌技术"}
    project = {"id": "p1", "table": "t2", "row": 0, "group": None, "number": None}
    header = {"title": "云溪市节水行动规划", "region": {"name": "云溪市"}, "issuer": None}
    return copy.deepcopy(
        {
            "source": {
                "name": "sample.txt",
                "media_type": "text/plain",
                "sha256": "0" * 64,
                "encoding": "utf-8",
                "characters": len(TEXT),
            },
            "plan": header
            | dict.fromkeys(("document_number", "issued", "status", "period"))
            | {"theme": "节水", "evidence": [quote("云溪市节水行动规划")]},
            "sections": [
                _section(1, "一、", "发展基础", "review", "一、", "提高5%。"),
                _section(2, "二、", "主要任务", "tasks", "二、", "《水法》办理。"),
                _section(3, None, "附表", "annex", "附表", "东湖县"),
            ],
            "tables": [
                _table(1, "indicators", "指标", "持续改善"),
                _table(2, "projects", "项目", "东湖县"),
            ],
            "indicators": [
                _indicator(
                    1,
                    "节水车间",
                    "个",
                    [_observation("actual", _quantity("12个", "12", "个", "count"), quote("12个"))],
                ),
                _indicator(
                    2,
                    "用水效率",
                    "%",
                    [_observation("change", _quantity("5%", "5", "%", "share"), quote("5%"))],
                ),
                _indicator(
                    3,
                    "用水总量",
                    "亿吨",
                    [
                        _observation(
                            "target",
                            _quantity("3.5", "3.5", "亿吨", "measurement"),
                            quote("3.5"),
                            "2025",
                        )
                    ],
                    **in_table,
                    row=0,
                ),
                _indicator(
                    4,
                    "水质",
                    None,
                    [_observation("target", None, quote("持续改善"), "2025")],
                    **in_table,
                    row=1,
                ),
            ],
            "measures": [
                measure
                | reach("推广滴灌技术", "“清渠”行动。")
                | {
                    "actions": [
                        {"verb": "推广", "object": "滴灌设备", **quote("推广滴灌设备")},
                        {"verb": "改造", "object": "老旧管网", **quote("改造老旧管网")},
                        {"verb": "开展", "object": "“清渠”行动", **quote("开展“清渠”行动")},
                    ],
                    "programmes": [{"name": "“清渠”行动", **quote("“清渠”行动")}],
                }
            ],
            "projects": [
                project
                | {"name": "管网改造", "location": "东湖县", "content": None, "fields": {}}
                | {"investment": None, "period": None, "responsible": None}
                | quote("管网改造\t东湖县")
            ],
            "areas": [
                {
                    "id": "a1",
                    "name": "云溪水务局",
                    "kind": "organisation",
                    "code": None,
                    "assignments": [{"role": "lead", "record": "m1", **quote("云溪水务局")}],
                },
                {
                    "id": "a2",
                    "name": "东湖县",
                    "kind": "region",
                    "code": None,
                    "assignments": [{"role": "location", "record": "p1", **quote("东湖县")}],
                },
            ],
            "references": [{"title": "水法", "kind": "law", **quote("《水法》")}],
            "findings": [
                {
                    "kind": "no_base",
                    "message": "无基期",
                    "records": ["i2"],
                    "evidence": [quote("5%")],
                }
            ],
        }
    )


def edited(edits: list[list[Any]]) -> dict[str, Any]:
    """The sample with edits: ``[path, value]`` sets and ``[path]`` deletes.

    ``[path+, index]`` appends a copy of an item; ``[path@, words]`` moves a record's span to
    where these words stand.
    """
    data = sample()
    for path, *value in edits:
        *steps, last = [int(s) if s.isdigit() else s for s in path.rstrip("+@").split(".")]
        node: Any = data
        for step in steps:
            node = node[step]
        if path.endswith("@"):
            span = quote(value[0])
            node[last] |= span if "text" in node[last] else {k: span[k] for k in ("start", "end")}
        elif path.endswith("+"):
            node[last].append(copy.deepcopy(node[last][value[0]]))
        elif value:
            node[last] = _with_nulls(value[0])
        else:
            del node[last]
    return data


def _with_nulls(value: Any) -> Any:
    """TOML has no null: the word stands for it."""
    if isinstance(value, dict):
        return {key: _with_nulls(item) for key, item in value.items()}
    return None if value == "null" else value


def to_json(data: dict[str, Any]) -> str:
    """The data as a gold file."""
    return json.dumps(data, ensure_ascii=False, indent=1, default=float)


def to_plan(edits: list[list[Any]]) -> Plan:
    """The edited sample as a prediction: without ``optional``."""
    return Plan.from_json(to_json(edited(edits)))


def to_gold(edits: list[list[Any]]) -> Gold:
    """The edited sample as gold."""
    return parse_gold("sample.json", to_json(edited(edits)), TEXT)
