"""Measures: short plans in every shape, and what completes a record."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.build.areas import Links
from extractor.build.measures import MeasureDraft, build_measures, complete_measures
from extractor.document import PlanDocument
from extractor.find.periods import find_periods
from extractor.language.tokens import tokenize
from extractor.layout import lay_out
from extractor.lexicon.loader import default_lexicon
from extractor.plan import Action, Instrument, Programme, Theme
from extractor.readers.text import read_text

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "measures.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()
PLAN = "某市水网建设规划\n\n"


def build(text: str) -> tuple[PlanDocument, tuple[MeasureDraft, ...]]:
    document = lay_out(read_text((PLAN + text).encode(), "plan.txt", LEXICON), LEXICON)
    reading = document.reading.text
    periods = find_periods(reading, LEXICON)
    return document, build_measures(document, tokenize(reading, LEXICON), LEXICON, periods=periods)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_measures_of_a_plan(case: dict[str, object]) -> None:
    _, drafts = build(str(case["text"]))
    found = [[draft.title or "", [action.verb for action in draft.actions]] for draft in drafts]
    assert found == case["expected"], case["why"]


BOX = """一、重点任务
（一）建设水网
新建输水干渠，连通河湖水系，完善调度规则。
专栏1：实施“润泽”工程
任务1：进社区。开展节水宣讲，推广节水器具，到2027年建成节水社区20个。
任务2：进学校。开设节水课程，组织学生参观水厂，编印科普读本。
"""


def test_box_items_have_their_label_stripped_and_point_to_their_box() -> None:
    document, drafts = build(BOX)
    items = [draft for draft in drafts if draft.box >= 0]
    assert [draft.title for draft in items] == ["进社区", "进学校"]
    assert {document.headings[draft.box].kind for draft in items} == {"box"}


def test_a_deadline_is_read_from_the_measure() -> None:
    _, drafts = build(BOX)
    due = {draft.title: draft.deadline.end if draft.deadline else None for draft in drafts}
    assert due["进社区"] == "2027"
    assert due["进学校"] is None


def test_complete_measures_quotes_the_source() -> None:
    document, drafts = build(BOX)
    spot = document.reading.text.index("20个")
    links = {"m2": Links(("a1",), ("a2",))}
    measures = complete_measures(drafts, document, [(spot, spot + 3, "i7")], links)
    assert [measure.id for measure in measures] == ["m1", "m2", "m3"]
    assert measures[1].targets == ("i7",)
    assert (measures[1].areas, measures[1].responsible) == (("a1",), ("a2",))
    source = document.source.text
    for measure in measures:
        parts: list[Action | Programme | Instrument | Theme] = [
            *measure.actions,
            *measure.programmes,
            *measure.instruments,
            *measure.themes,
        ]
        for part in parts:
            assert source[part.start : part.end] == part.text
            assert measure.start <= part.start < part.end <= measure.end


def test_a_plan_without_measures_gives_none() -> None:
    assert build("一、发展回顾\n五年来，水质稳步改善。\n")[1] == ()
    assert build("")[1] == ()
