"""Coverage, nearest measures, what only one place does, and copied passages."""

from __future__ import annotations

import random

import pytest

from extractor.compare import compare
from extractor.compare.measures import shared_words
from extractor.compare.reuse import letters_of
from extractor.errors import UsageError
from extractor.plan import Region
from tests.compare.sample import Draft

LOAN = "完善质押融资服务。鼓励商业银行开发面向小微企业的知识产权质押贷款产品，扩大质押物范围。"
LOAN_TOO = "开展质押融资。引导商业银行向小微企业发放知识产权质押贷款，扩大质押物范围，降低成本。"
TREES = "推进国土绿化行动。实施天然林保护修复，完成宜林荒山造林，建设城郊森林公园和湿地公园。"
ROADS = "改造县乡公路。实施农村公路安全提升，更新客运班车，建设乡镇客运站与物流配送点。"
PROVINCE = Region("四川省", "510000", "province", ("四川省",))
CITY = Region("资阳市", "512000", "prefecture", ("四川省", "资阳市"))
COPIED = "建立健全跨区域跨部门联动协作机制，推动线索移送、调查取证、结果互认和信息共享。"


def test_nearest_measures_and_those_done_here_only() -> None:
    a = Draft("x").do(LOAN).do(TREES)
    b = Draft("y").do(LOAN_TOO).do(ROADS)
    result = compare([a.done(), b.done()])
    pairs = {(m.a.place, m.a.id, m.b.place, m.b.id, m.mutual) for m in result.matches}
    assert pairs == {("c1", "m1", "c2", "m1", True), ("c2", "m1", "c1", "m1", True)}
    assert {(o.measure.place, o.measure.id) for o in result.only_here} == {
        ("c1", "m2"),
        ("c2", "m2"),
    }


def test_shared_wording_is_marked_at_its_place() -> None:
    shared = shared_words(LOAN, LOAN_TOO)
    assert "扩大质押物范围" in "".join(words.text for words in shared)
    for words in shared:
        assert (
            LOAN[words.a_start : words.a_end] == LOAN_TOO[words.b_start : words.b_end] == words.text
        )


def test_measures_of_one_plan_are_not_compared_with_each_other() -> None:
    result = compare([Draft("x").do(LOAN).do(LOAN).done()])
    assert (result.matches, result.passages) == ((), ())


def test_coverage_counts_measures_once() -> None:
    draft = (
        Draft("x")
        .do(LOAN, themes=("运用", "服务"), kinds=("资金支持",))
        .do(TREES, themes=("运用",))
    )
    coverage = compare([draft.done()]).coverage
    assert coverage.themes == ("运用", "服务")
    assert coverage.count("c1") == 2
    assert coverage.count("c1", "运用") == 2
    assert coverage.count("c1", "运用", "资金支持") == 1
    assert coverage.count("c1", "服务", "") == 0


def test_a_copied_passage_is_found_across_line_breaks_and_small_changes() -> None:
    a = Draft("x", PROVINCE).do("前文各不相同的一句话。" + COPIED + "甲地另有安排。")
    b = Draft("y", CITY).do(
        "另起一段完全不同。" + COPIED.replace("，", "，\n").replace("互认", "认可") + "完"
    )
    result = compare([a.done(), b.done()])
    (passage,) = result.passages
    assert a.text[passage.a_start : passage.a_end] == passage.text
    assert passage.text.startswith("建立健全跨区域")
    assert b.text[passage.b_start : passage.b_end].replace("\n", "").startswith("建立健全跨区域")
    (reuse,) = result.reuse
    assert (reuse.source, reuse.lineage) == ("c1", "higher_level")
    assert 0.3 < reuse.share_a <= 1


def test_the_earlier_plan_can_be_the_source() -> None:
    a = Draft("x", issued="2022-05-01").do("一" + COPIED)
    b = Draft("y", issued="2021-03-01").do("二" + COPIED)
    (reuse,) = compare([a.done(), b.done()]).reuse
    assert (reuse.source, reuse.lineage) == ("c2", "earlier")


def test_formulas_that_most_plans_have_are_no_evidence() -> None:
    plans = [Draft(f"p{n}").do(f"{n}号" + COPIED).done() for n in range(20)]
    assert compare(plans).passages == ()


def test_shares_against_plain_search() -> None:
    """Every run of 20 equal letters of two random texts counts."""
    rng = random.Random(3)
    stock = ["".join(rng.choices("天地玄黄宇宙洪荒日月盈昃辰宿列张", k=30)) for _ in range(6)]
    texts = [
        "".join(rng.choice(stock) + rng.choice("甲乙丙丁") for _ in range(8)) for _ in range(2)
    ]
    (reuse,) = compare([Draft(f"p{n}").do(text).done() for n, text in enumerate(texts)]).reuse
    first, second = texts
    shared: set[int] = set()
    for start in range(len(first) - 19):
        if first[start : start + 20] in second:
            shared.update(range(start, start + 20))
    assert len(shared) <= reuse.characters <= len(first)


def test_without_a_text_actions_stand_for_measures() -> None:
    result = compare([Draft("x").do(LOAN).plan(), Draft("y").do(LOAN_TOO).plan()])
    assert [place.has_text for place in result.places] == [False, False]
    assert result.passages == ()


@pytest.mark.parametrize("text", ["", "\ud800" * 30, "a" * 5000, "。" * 50, "\x00" * 40])
def test_strange_texts(text: str) -> None:
    plans = [Draft("x").do(text or " ").done(), Draft("y").do(text or " ").done()]
    assert len(compare(plans).places) == 2
    assert len(letters_of(text).codes) == sum(map(str.isalnum, text))


def test_no_plan_is_wrong_use() -> None:
    with pytest.raises(UsageError, match="no plan"):
        compare([])
