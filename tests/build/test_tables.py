"""Indicator tables: header wordings, where the unit stands, groups, words and empty cells."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.build.cells import is_unit, split_name, unit_in, values
from extractor.lexicon.loader import default_lexicon
from extractor.pipeline import extract
from extractor.plan import Indicator, Observation

LEXICON = default_lexicon()
HEAD = "清河市“十四五”科技发展规划\n三、发展目标\n"


def table(*rows: str, caption: str = "") -> list[Indicator]:
    """The indicators of a pipe table; the first row is its header."""
    lines = [f"|{row}|" for row in rows]
    lines.insert(1, "|" + "---|" * (rows[0].count("|") + 1))
    text = HEAD + (caption + "\n" if caption else "") + "\n".join(lines) + "\n"
    return [i for i in extract(text.encode()).indicators if i.origin == "table"]


def told(observation: Observation) -> tuple[str, str, str | None]:
    """Text, role and last year of an observation."""
    period = observation.period
    return observation.evidence.text, observation.role, period.end if period else None


FIRST = "序号|指标名称|{}|属性"
ROW = "1|研发投入强度（%）|{}|预期性"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ("2020年|2025年", [("1.8", "baseline", "2020"), ("2.5", "target", "2025")]),
        ("2020年基期值|2025年目标值", [("1.8", "baseline", "2020"), ("2.5", "target", "2025")]),
        ("2020年现状|2025年目标", [("1.8", "baseline", "2020"), ("2.5", "target", "2025")]),
        ("2020年|“十四五”末", [("1.8", "baseline", "2020"), ("2.5", "target", "2025")]),
        ("2020年目标|2020年完成", [("1.8", "target", "2020"), ("2.5", "actual", "2020")]),
        ("2020年|目标值", [("1.8", "baseline", "2020"), ("2.5", "target", "2025")]),
    ],
)
def test_headers_give_role_and_period(
    headers: str, expected: list[tuple[str, str, str | None]]
) -> None:
    (indicator,) = table(FIRST.format(headers), ROW.format("1.8|2.5"))
    assert [told(o) for o in indicator.observations] == expected
    assert (indicator.name, indicator.unit, indicator.nature) == ("研发投入强度", "%", "预期性")


@pytest.mark.parametrize(
    ("header", "row", "caption", "unit"),
    [
        ("指标|2020年|2025年", "受理案件（件）|20|30", "", "件"),
        ("指标|单位|2020年|2025年", "受理案件|件|20|30", "", "件"),
        ("指标|2020年|2025年", "受理案件|20件|30件", "", "件"),
        ("指标|2020年（件）|2025年（件）", "受理案件|20|30", "", "件"),
        ("指标|2020年|2025年", "受理案件|20|30", "表1 主要指标（单位：件）", "件"),
        ("指标|2020年|2025年", "受理案件，件|20|30", "", "件"),
    ],
    ids=["name", "unit column", "cell", "value column", "caption", "comma"],
)
def test_unit_places(header: str, row: str, caption: str, unit: str) -> None:
    (indicator,) = table(header, row, caption=caption)
    assert indicator.name == "受理案件"
    units = {o.quantity.unit for o in indicator.observations if o.quantity}
    assert units == {unit}


def test_the_cell_wins_over_the_caption() -> None:
    (indicator,) = table(
        "指标|2020年|2025年", "产值|20亿元|30亿元", caption="表1 主要指标（单位：万元）"
    )
    quantity = indicator.observations[0].quantity
    assert quantity is not None
    assert (quantity.value, quantity.unit) == (Decimal(20), "亿元")


@pytest.mark.parametrize(
    ("cell", "comparator", "value"),
    [
        ("≥25", ">=", 25),
        ("＞25", ">", 25),
        ("≤25", "<=", 25),
        ("25以上", ">=", 25),
        ("25", "=", 25),
    ],
)
def test_comparators(cell: str, comparator: str, value: int) -> None:
    (indicator,) = table("指标|单位|2020年|2025年", f"绿地面积|公顷|20|{cell}")
    quantity = indicator.observations[-1].quantity
    assert quantity is not None
    assert (str(quantity.comparator), quantity.value) == (comparator, Decimal(value))


def test_groups_in_a_cell_give_one_indicator_each() -> None:
    found = table("指标|单位|2020年|2025年", "公园绿地|公顷|20|设区市≥25、县级市≥20")
    named = {i.name: [told(o)[0] for o in i.observations] for i in found}
    assert named["设区市公园绿地"] == ["≥25"]
    assert named["县级市公园绿地"] == ["≥20"]


def test_a_target_in_words_is_qualitative() -> None:
    (indicator,) = table("指标|单位|2020年|2025年", "空气质量|%|85|持续改善")
    last = indicator.observations[-1]
    assert (last.quantity, last.qualitative, last.role) == (None, "持续改善", "target")


@pytest.mark.parametrize("cell", ["/", "—", "-", ""])
def test_an_empty_cell_gives_nothing(cell: str) -> None:
    (indicator,) = table("指标|单位|2020年|2025年", f"空气质量|%|{cell}|90")
    assert [told(o)[0] for o in indicator.observations] == ["90"]


def test_a_category_column_is_no_part_of_the_name() -> None:
    found = table(
        "类别|指标|单位|2020年|2025年", "创新|专利授权量|件|20|30", "创新|商标注册量|件|40|60"
    )
    assert [i.name for i in found] == ["专利授权量", "商标注册量"]


def test_a_growth_column_is_a_planned_change() -> None:
    (indicator,) = table("指标|单位|2020年|2025年|年均增长", "专利授权量|件|20|30|8.5%")
    last = indicator.observations[-1]
    assert (last.role, last.planned) == ("change", True)
    assert last.quantity is not None
    assert last.quantity.unit == "%"


def test_brackets_mark_a_running_total() -> None:
    (indicator,) = table("指标|单位|2020年|2025年", "造林面积|万亩|[10]|[18]")
    assert all(o.cumulative for o in indicator.observations)


def test_a_verb_at_the_head_of_a_row_falls_away() -> None:
    (indicator,) = table("指标|单位|2020年|2025年", "开展强企培育|家|20|30")
    assert indicator.name == "强企培育"


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("专利授权量（件）", "专利授权量", "件"),
        ("1.专利授权量（件）", "专利授权量", "件"),
        ("其中：发明专利（件）", "发明专利", "件"),
        ("单位产值能耗（吨标准煤/万元）", "单位产值能耗", "吨标准煤/万元"),
        ("产值（不变价）", "产值（不变价）", None),
        ("入学率（学前）", "入学率（学前）", None),
    ],
)
def test_split_name(text: str, name: str, unit: str | None) -> None:
    found, own, start, end = split_name(text, LEXICON)
    assert (found, own) == (name, unit)
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("words", "known"), [("件", True), ("吨标准煤/万元", True), ("不变价", False), ("", False)]
)
def test_is_unit(words: str, known: bool) -> None:
    assert is_unit(words, LEXICON) is known


@pytest.mark.parametrize(
    ("text", "unit"),
    [("（单位：万元）", "万元"), ("2020年（万人）", "万人"), ("2020年（初步）", None), ("", None)],
)
def test_unit_in(text: str, unit: str | None) -> None:
    assert unit_in(text, LEXICON) == unit


def test_values_tell_movement_from_level() -> None:
    (moved,) = values("下降5%", None, LEXICON)
    assert moved.moved
    (level,) = values("提高到5%", None, LEXICON)
    assert not level.moved
    assert values("完成下达任务", "件", LEXICON) == []


@pytest.mark.parametrize(
    ("name", "cell", "expected"),
    [
        (
            "灌溉计量率",
            "较上年增加。2027年达到80%，力争2035年达到95%",
            [
                ("灌溉计量率", "80%", "target", "2027"),
                ("灌溉计量率", "95%", "target", "2035"),
            ],
        ),
        (
            "节水器具普及率",
            "每年增加1-3个百分点。2035年达到75%。",
            [
                ("节水器具普及率", "1-3个百分点", "change", "2025"),
                ("节水器具普及率", "75%", "target", "2035"),
            ],
        ),
        (
            "绿地率",
            "设区市达到25%、县级市达到20%",
            [("设区市绿地率", "25%", "target", "2025"), ("县级市绿地率", "20%", "target", "2025")],
        ),
    ],
    ids=["years in the cell", "change and level", "groups"],
)
def test_sentences_in_a_value_cell(
    name: str, cell: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    found = [
        (i.name, *told(o)) for i in table("指标|评价标准", f"{name}|{cell}") for o in i.observations
    ]
    assert found == expected
