"""Scoring the sample plan against itself with edits on either side."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.score import RECORD_TYPES, score, validate
from tests.score.sample import TEXT, to_gold, to_plan

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "score_match.toml").read_text(encoding="utf-8")
)["case"]

PERFECT = {
    "header": [3, 0, 0],
    "sections": [3, 0, 0],
    "tables": [2, 0, 0],
    "rows": [2, 0, 0],
    "observations": [4, 0, 0],
    "observations.table": [2, 0, 0],
    "observations.prose": [2, 0, 0],
    "measures": [1, 0, 0],
    "actions": [3, 0, 0],
    "programmes": [1, 0, 0],
    "projects": [1, 0, 0],
    "assignments": [2, 0, 0],
    "references": [1, 0, 0],
    "findings": [1, 0, 0],
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_edited_plans(case):
    scored = score(to_plan(case.get("predicted", [])), to_gold(case.get("gold", [])))
    counts = {r.name: [r.found, r.missed, r.false_alarms] for r in scored.records}
    assert counts == PERFECT | case.get("counts", {})
    wrong = {
        f"{record.name}.{name}"
        for record in scored.records
        for name, field in record.fields.items()
        if field.right < field.of
    }
    assert wrong == set(case.get("wrong", []))


def test_every_miss_and_false_alarm_has_its_line_and_quote():
    scored = score(to_plan([["indicators.0.observations.0.evidence@", "提高"]]), to_gold([]))
    slips = [(s.kind, s.record, s.line, s.quote) for s in scored.slips]
    assert slips == [
        ("miss", "observations", 3, "12个"),
        ("false alarm", "observations", 3, "提高"),
    ]


def test_a_miss_names_the_false_alarm_at_its_words():
    scored = score(to_plan([["measures.0.actions.1.verb", "更新"]]), to_gold([]))
    miss = next(s for s in scored.slips if s.kind == "miss")
    assert (miss.detail, miss.got) == ("改造 老旧管网", "更新 老旧管网")


def test_a_wrong_field_says_what_it_should_be():
    scored = score(to_plan([["indicators.0.observations.0.role", "target"]]), to_gold([]))
    (slip,) = scored.slips
    assert (slip.field, slip.expected, slip.got) == ("role", "actual", "target")
    assert TEXT[slip.start : slip.end] == slip.quote == "12个"


def test_nothing_predicted_has_no_precision():
    empty = to_plan([["references"], ["findings"]])
    records = {r.name: r for r in score(empty, to_gold([["findings"]])).records}
    nothing, missed = records["findings"], records["references"]
    assert (nothing.precision, nothing.recall, nothing.f1) == (None, None, None)
    assert (missed.precision, missed.recall, missed.f1) == (None, 0.0, 0.0)


def test_instruments_are_scored_once_gold_labels_them():
    label = {"class": "supply", "kind": "技术", "start": 0, "end": 2, "text": "云溪"}
    place = TEXT.index("滴灌")
    label |= {"start": place, "end": place + 2, "text": "滴灌"}
    gold = to_gold([["measures.0.instruments", [label]]])
    records = {r.name: r for r in score(to_plan([]), gold).records}
    assert records["instruments"].missed == 1
    assert "themes" not in records


def test_two_plans_are_summed():
    gold = to_gold([])
    report = validate([(to_plan([]), gold), (to_plan([["references"]]), gold)])
    references = next(r for r in report.records if r.name == "references")
    assert (references.found, references.missed) == (1, 1)
    assert references.fields["kind"].of == 1


NESTED = [["sections.2.parent", "s2"], ["sections.1.end", len(TEXT)], ["sections.2.level", 2]]


@pytest.mark.parametrize(
    ("edits", "right"),
    [
        ([], 3),
        ([["sections.1.id", "s8"], ["sections.2.parent", "s8"], ["measures.0.section", "s8"]], 3),
        ([["sections.2.parent", "s1"]], 2),
        ([["sections.2.parent", "null"]], 2),
    ],
    ids=str,
)
def test_a_parent_is_compared_through_the_sections_paired(edits, right):
    scored = score(to_plan(NESTED + edits), to_gold(NESTED))
    sections = next(r for r in scored.records if r.name == "sections")
    assert (sections.found, sections.fields["parent"].right) == (3, right)


def test_record_types_are_those_of_a_report():
    label = {"class": "supply", "kind": "技术", **_span("滴灌")}
    theme = {"name": "节水", **_span("滴灌")}
    edits = [["measures.0.instruments", [label]], ["measures.0.themes", [theme]]]
    names = tuple(r.name for r in score(to_plan(edits), to_gold(edits)).records)
    assert names == RECORD_TYPES


def _span(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}
