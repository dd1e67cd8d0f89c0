"""Rows, slots, decisions and proposals."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.compare import Decisions, compare
from extractor.compare.decisions import DecisionsError, Pair, extended, read_decisions
from extractor.compare.types import Panel
from extractor.plan import Region
from tests.compare.sample import Draft

CASES = Path(__file__).parents[1] / "cases"


def cases(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = tomllib.loads((CASES / name).read_text("utf-8"))["case"]
    return found


def panel_of(
    *drafts: Draft, decisions: Decisions | None = None, accept: float | None = None
) -> Panel:
    return compare([d.done() for d in drafts], decisions=decisions, accept=accept).panel


@pytest.mark.parametrize("case", cases("compare_names.toml"), ids=lambda c: f"{c['a']}-{c['b']}")
def test_names(case: dict[str, str]) -> None:
    number = "12%" if "率" in case["a"] or "增速" in case["a"] else "12件"
    panel = panel_of(
        Draft("x").say(case["a"], "为", number), Draft("y").say(case["b"], "为", number)
    )
    shared = [row.id for row in panel.rows if len(row.cells) == 2]
    assert shared == ([case["row"]] if "row" in case else []), case["why"]
    if "row" not in case:
        assert panel.proposals == (), "a look-alike is not even proposed"


@pytest.mark.parametrize("case", cases("compare_values.toml"), ids=lambda c: c["why"])
def test_values(case: dict[str, str]) -> None:
    draft = Draft("x").say(
        case["name"], case["link"], case["number"], case["role"],  # type: ignore[arg-type]
        planned=bool(case.get("planned")), start=case.get("start"),
    )  # fmt: skip
    panel = panel_of(draft)
    assert [row.id for row in panel.rows] == [case["row"]]
    value = getattr(panel.rows[0].cells[0], case["slot"])
    assert (str(value.value), value.unit) == (case["value"], case["unit"])
    assert draft.text[value.evidence.start : value.evidence.end] == value.text == case["number"]


def test_baseline_and_target_give_change_and_growth() -> None:
    draft = Draft("x").say("城市书房", "为", "100家", "baseline", "2020")
    draft.say("城市书房", "达到", "200家")
    cell = panel_of(draft).rows[0].cells[0]
    assert cell.change is not None
    assert cell.growth is not None
    assert (cell.change.value, cell.change.unit, cell.change.computed) == (Decimal(100), "家", True)
    assert (cell.growth.value, cell.growth.unit) == (Decimal("14.87"), "%")


def test_a_share_moves_in_points() -> None:
    draft = Draft("x").say("森林覆盖率", "为", "40%", "baseline", "2020")
    cell = panel_of(draft.say("森林覆盖率", "达到", "42%")).rows[0].cells[0]
    assert cell.growth is not None
    assert (cell.growth.value, cell.growth.unit) == (Decimal("0.4"), "个百分点")


@pytest.mark.parametrize(("since", "shown"), [(None, "3%"), ("2022", "3%"), ("2019", None)])
def test_growth_over_several_years_is_not_that_of_one(since: str | None, shown: str | None) -> None:
    """恢复到2019年的98% and 比2019年增长3% stand in no row of yearly growth."""
    draft = Draft("x").say("旅游总收入", "增长", "3%", "change", "2023", since=since)
    other = Draft("y").say("旅游总收入", "增长", "5%", "change", "2023")
    (row,) = panel_of(draft, other).rows
    assert [cell.actual.text if cell.actual else None for cell in row.cells] == [shown, "5%"]


def test_dimensions_never_share_a_row_but_declared_scales_do() -> None:
    a = Draft("x").say("全民阅读指数", "达到", "80分").say("知识产权保护社会满意度", "达到", "80分")
    b = Draft("y").say("全民阅读指数", "达到", "80%").say("知识产权保护社会满意度", "达到", "85%")
    rows = {row.id: row for row in panel_of(a, b).rows}
    assert [len(row.cells) for row in rows.values()] == [2, 1, 1]
    units = [cell.target.unit for cell in rows["ip_satisfaction"].cells if cell.target]
    assert units == ["分", "%"]


def test_level_and_growth_stay_apart_and_missing_places_are_named() -> None:
    a = Draft("x").say("地区生产总值", "完成", "500亿元", "actual", "2023")
    b = Draft("y").say("地区生产总值", "增长", "6%左右", "change", "2024", planned=True)
    rows = {row.id: row for row in panel_of(a, b).rows}
    assert rows["gdp"].missing == ("c2",)
    assert rows["gdp.growth"].missing == ("c1",)


def test_a_target_of_the_year_looked_back_on_takes_no_slot() -> None:
    draft = Draft("x").say("城市书房", "为", "9家", "actual", "2023")
    draft.say("森林覆盖率", "为", "9%", "actual", "2023").say(
        "城市书房", "达到", "8家", year="2023"
    )
    cell = panel_of(draft.say("森林覆盖率", "达到", "10%", year="2024")).row("城市书房").cells[0]  # type: ignore[union-attr]
    assert cell.target is None
    assert [value.text for value in cell.others] == ["8家"]


def test_labels_are_unique() -> None:
    region = Region("甲市", "110000", "prefecture", ("甲市",))
    plans = [Draft("这是一个很长很长的文件名字", region).done() for _ in range(3)]
    labels = [place.label for place in compare(plans).places]
    assert len(set(labels)) == 3


A = "省级乡村旅游重点示范村落"
B = "省级乡村旅游重点示范村"


def pair_of_drafts() -> tuple[Draft, Draft]:
    return Draft("x").say(A, "达到", "5个"), Draft("y").say(B, "达到", "6个")


def test_alike_names_are_proposed_not_joined() -> None:
    panel = panel_of(*pair_of_drafts())
    assert [len(row.cells) for row in panel.rows] == [1, 1]
    (proposal,) = panel.proposals
    assert {proposal.a, proposal.b} == {A, B}
    assert 0.72 <= proposal.score < 1


def test_accept_joins_by_score_and_says_so() -> None:
    panel = panel_of(*pair_of_drafts(), accept=0.8)
    assert [(len(row.cells), row.basis) for row in panel.rows] == [(2, "accepted")]


def test_confirmed_joins_and_refused_wins_over_accept() -> None:
    confirmed = Decisions((Pair(A, B, "confirmed"),))
    assert [row.basis for row in panel_of(*pair_of_drafts(), decisions=confirmed).rows] == [
        "confirmed"
    ]
    refused = Decisions((Pair(A, B, "refused"),))
    panel = panel_of(*pair_of_drafts(), decisions=refused, accept=0.5)
    assert [len(row.cells) for row in panel.rows] == [1, 1]


def test_a_refused_pair_leaves_the_row_that_the_lexicon_gave_it() -> None:
    a, b = Draft("x").say("专利授权", "为", "5件"), Draft("y").say("新增专利授权", "为", "6件")
    assert len(panel_of(a, b).rows) == 1
    refused = Decisions((Pair("新增专利授权", "专利授权", "refused"),))
    assert len(panel_of(a, b, decisions=refused).rows) == 2


def test_confirmed_pairs_never_join_dimensions() -> None:
    a, b = (
        Draft("x").say("阅读推广活动", "为", "5场"),
        Draft("y").say("阅读活动经费", "为", "6万元"),
    )
    panel = panel_of(
        a, b, decisions=Decisions((Pair("阅读推广活动", "阅读活动经费", "confirmed"),))
    )
    assert [len(row.cells) for row in panel.rows] == [1, 1]


def test_names_set_apart_by_a_plan_itself_are_not_proposed() -> None:
    a, b = pair_of_drafts()
    a.say(B, "达到", "7个")
    assert panel_of(a, b).proposals == ()


def test_decisions_file_is_extended_and_never_changed(tmp_path: Path) -> None:
    panel = panel_of(*pair_of_drafts())
    first = extended(None, panel.proposals)
    own = first.replace(b'"proposed"', b'"refused"') + "# 我的话\n".encode()
    assert extended(own, panel.proposals) == own
    path = tmp_path / "alignment.toml"
    path.write_bytes(own)
    assert read_decisions(path).decided(A, B) == "refused"
    assert read_decisions(tmp_path / "none.toml") == Decisions()


@pytest.mark.parametrize("name", ['a"b', "a\\b", "a\nb", "a\x00b", "a\x7fb", "=1"])
def test_strange_names_come_back_from_the_file(name: str) -> None:
    from extractor.compare.types import Proposal

    content = extended(None, [Proposal(name, "z", 0.9)])
    assert tomllib.loads(content.decode())["pair"][0]["a"] == name


@pytest.mark.parametrize(
    "content", ["[[pair]]\na = 1\n", "pair = ", "[[pair]]\na='x'\nb='y'\ndecision='maybe'"]
)
def test_a_wrong_decisions_file_is_one_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "alignment.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(DecisionsError, match=r"alignment\.toml"):
        read_decisions(path)


def test_one_number_of_several_subjects_stands_in_each_row() -> None:
    draft = Draft("x").say("固定资产投资、进出口总额", "均增长", "8%以上", "change", planned=True)
    rows = {row.id: row.cells[0].target for row in panel_of(draft).rows}
    assert {id: str(v.value) for id, v in rows.items() if v} == {
        "fixed_investment.growth": "8",
        "trade.growth": "8",
    }


def test_a_number_of_several_subjects_is_their_sum() -> None:
    draft = Draft("x").say("人大代表建议和政协提案", "共", "300件", "actual")
    assert [row.concept for row in panel_of(draft).rows] == [None]


def test_a_number_that_each_of_several_reached_stands_in_each_row() -> None:
    draft = Draft("x").say("人大代表建议、政协提案", "均达", "300件", "actual")
    assert sorted(str(row.concept) for row in panel_of(draft).rows) == ["deputies", "proposals"]


def test_a_joint_name_of_unknown_subjects_stays_one_row() -> None:
    draft = Draft("x").say("城市书房、乡村书屋覆盖率", "达到", "80%")
    assert [row.name for row in panel_of(draft).rows] == ["城市书房、乡村书屋覆盖率"]


@pytest.mark.parametrize(
    ("start", "end", "sign"),
    [
        ("100家", "120家", "="),
        ("100余家", "120家", "<"),
        ("100家", "120家以上", ">="),
        ("100余家", "120家以上", "~"),
    ],
)
def test_a_difference_is_as_exact_as_its_ends(start: str, end: str, sign: str) -> None:
    draft = Draft("x").say("城市书房", "为", start, "baseline", "2020").say("城市书房", "达到", end)
    change = panel_of(draft).rows[0].cells[0].change
    assert change is not None
    assert (change.value, change.comparator) == (Decimal(20), sign)


def test_the_number_itself_before_the_mark_it_passed() -> None:
    draft = Draft("x").say("地区生产总值", "", "突破300亿元", "actual", "2023")
    draft.say("地区生产总值", "达", "313.9亿元", "actual", "2023")
    actual = panel_of(draft).rows[0].cells[0].actual
    assert actual is not None
    assert str(actual.value) == "313.9"


def test_a_zones_sentence_stands_behind_the_citys() -> None:
    draft = Draft("x")
    draft.text = "临港新片区新政策出台，"
    draft.say("固定资产投资", "增长", "30%", "change", "2023")
    draft.say("固定资产投资", "增长", "22%", "change", "2023")
    actual = panel_of(draft).rows[0].cells[0].actual
    assert actual is not None
    assert str(actual.value) == "22"
