"""The report as a table, as a list and as JSON."""

from __future__ import annotations

import json

import pytest

from extractor.score import validate
from extractor.terminal import columns, pad, shorten, width
from tests.score.sample import to_gold, to_plan


@pytest.fixture
def report():
    edits = [["measures.0.actions.1.verb", "更新"], ["references.0.kind", "plan"]]
    return validate([(to_plan(edits), to_gold([]))])


def test_the_table_lines_up(report):
    head, *rest = report.table().split("\n\n")[0].split("\n")
    assert head.split() == ["record", "found", "missed", "false", "precision", "recall", "F1"]
    assert {width(line) for line in rest} == {width(head)}
    actions = next(line for line in rest if line.startswith("actions"))
    assert actions.split()[1:] == ["2", "1", "1", "0.6667", "0.6667", "0.6667"]


def test_the_list_has_misses_and_false_alarms_and_fields_on_demand(report):
    lines = report.list_slips().split("\n")
    assert [line.split()[1:3] for line in lines] == [["5", "miss"], ["5", "false"]]
    assert "“改造老旧管网”" in lines[0]
    assert "wrong field kind references" in report.list_slips(wrong_fields=True)


def test_the_json_has_everything(report):
    data = json.loads(report.to_json())
    actions = next(r for r in data["records"] if r["name"] == "actions")
    assert (actions["found"], actions["precision"]) == (2, 2 / 3)
    assert actions["fields"]["object"] == {"right": 2, "of": 2, "accuracy": 1.0}
    (plan,) = data["plans"]
    assert [s["kind"] for s in plan["slips"]] == ["miss", "false alarm", "wrong field"]


def test_only_some_records(report):
    kept = report.only(["references"])
    assert [r.name for r in kept.records] == ["references"]
    assert [s.field for s in kept.slips] == ["kind"]


def test_wide_characters_take_two_cells():
    assert (width("指标a"), width("e\u0301"), pad("中", 4) + "|") == (5, 1, "中  |")
    assert columns([["中", "1"], ["ab", "10"]], [False, True]) == "中   1\nab  10"


@pytest.mark.parametrize(
    ("text", "cells", "short"),
    [("指标", 4, "指标"), ("指标值", 5, "指标…"), ("指标值", 4, "指…"), ("a\n b", 9, "a b")],
)
def test_shortening_counts_cells(text, cells, short):
    assert shorten(text, cells) == short
