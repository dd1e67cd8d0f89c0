"""The promises every output keeps: true quotes, valid JSON, the same bytes every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from extractor.pipeline import Options, extract, extract_one
from extractor.plan import Plan
from extractor.scale.many import extract_many

ROOT = Path(__file__).resolve().parents[1]
PLANS = sorted((ROOT / "corpus" / "raw").glob("*.txt"))

WRITTEN_OTHERWISE = {
    "no headings": "到2025年，全市森林覆盖率达到45%，建成20个公园。",
    "one line": (
        "一、发展目标（一）总体目标到2025年，培育企业30家。"
        "二、主要任务（一）加强建设。建设10座水库。"
    ),
    "only a table": (
        "序号\t指标\t单位\t2020年\t2025年\n1\t森林覆盖率\t%\t40\t45\n2\t公园数量\t个\t12\t20\n"
    ),
    "quotes never closed": "推进“智慧城市建设，落实《数字规划，建成（一期工程5个。",
    "nothing": "通知",
    "wide digits": "到２０２５年，全市森林覆盖率达到４５％，新增公园２０个。",
    "debris": (
        "[bookmark: _Toc1]一、主要任务\n[bookmark: _GoBack]建设 20家 服务 站。\x0b开展培训300人次。"
    ),
}


def quotes(node: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) that stands anywhere in a plan's dictionary."""
    if isinstance(node, dict):
        if {"start", "end", "text"} <= node.keys():
            yield node["start"], node["end"], node["text"]
        for value in node.values():
            yield from quotes(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from quotes(value)


def spans(node: Any) -> Iterator[tuple[int, int]]:
    """Every (start, end) of offsets (not of periods, whose ends are strings)."""
    if isinstance(node, dict):
        if isinstance(node.get("start"), int) and isinstance(node.get("end"), int):
            yield node["start"], node["end"]
        for value in node.values():
            yield from spans(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from spans(value)


def assert_true_quotes(plan: Plan, text: str) -> int:
    data = plan.to_dict()
    for start, end, quote in quotes(data):
        assert text[start:end] == quote
    for start, end in spans(data):
        assert 0 <= start <= end <= len(text)
    return sum(1 for _ in quotes(data))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_every_quote_of_the_corpus_is_its_slice(path: Path):
    result = extract_one(path, Options())
    assert result.plan is not None
    assert assert_true_quotes(result.plan, result.text) > 400


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE.keys())
def test_every_quote_of_odd_texts_is_its_slice(text: str):
    plan = extract(text.encode("utf-8"))
    assert_true_quotes(plan, text)


def test_an_odd_text_still_gives_its_numbers():
    plan = extract(WRITTEN_OTHERWISE["wide digits"].encode("utf-8"))
    found = [o.evidence.text for i in plan.indicators for o in i.observations]
    assert found == ["４５％", "２０个"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_output_passes_its_schema(path: Path):
    schema = json.loads((ROOT / "schemas" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(extract(path).to_json()), schema)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_reads_back_equal(path: Path):
    plan = extract(path)
    assert Plan.from_json(plan.to_json()) == plan


def test_two_runs_and_any_number_of_workers_give_equal_bytes():
    paths = PLANS * 2
    runs = [
        [r.plan.to_json() for r in extract_many(paths, Options(), workers) if r.plan]
        for workers in (1, 1, 2)
    ]
    assert len(runs[0]) == len(paths)
    assert runs[0] == runs[1] == runs[2]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_both_segmenters_give_the_same_records(path: Path):
    assert extract(path, engine="jieba") == extract(path, engine="rjieba")


def test_ids_are_unique_and_links_lead_somewhere():
    for path in PLANS:
        plan = extract(path)
        records = (plan.sections, plan.tables, plan.indicators, plan.measures, plan.projects)
        ids = [record.id for group in records for record in group]  # type: ignore[attr-defined]
        ids += [area.id for area in plan.areas]
        assert len(ids) == len(set(ids))
        for measure in plan.measures:
            assert {*measure.targets, *measure.areas, *measure.responsible} <= set(ids)
        for area in plan.areas:
            assert {a.record for a in area.assignments} <= set(ids)


def test_decimals_stay_as_written():
    plan = extract("全市完成投资21.99亿元，人均公园面积达到0.10平方米。".encode())
    values = [o.quantity for i in plan.indicators for o in i.observations if o.quantity]
    assert [str(v.value) for v in values] == ["21.99", "0.10"]
    assert str(values[0].canonical.value) == "2199000000"  # type: ignore[union-attr]
    assert b'"value": 0.10' in plan.to_json()


def test_a_plan_shows_itself_in_a_notebook_with_its_text_escaped():
    html = extract("<script>市规划\n一、发展目标\n到2025年，建成公园20个。".encode())._repr_html_()
    assert "20个" in html
    assert "<script>" not in html
    assert "指标 1" in html
