"""Tables with a year in each row: names from several header levels, units, roles, growth."""

from __future__ import annotations

from extractor.document import Cell, Grid, Paragraph, Source, SourceText
from extractor.pipeline import extract
from extractor.plan import Indicator

Spans = dict[tuple[int, int], tuple[int, int]]
TITLE = "清河市“十四五”水利发展规划"


def indicators(rows: list[str], spans: Spans, title: str = TITLE) -> list[Indicator]:
    """The indicators of one grid; ``^`` is a place under a merged cell of ``spans``."""
    text, cells = title + "\n", []
    for r, row in enumerate(rows):
        for c, words in enumerate(row.split("|")):
            if words != "^":
                down, across = spans.get((r, c), (1, 1))
                cells.append(Cell(len(text), len(text) + len(words), r, c, down, across))
                text += words + "\n"
    grid = Grid(cells[0].start, cells[-1].end, tuple(cells), rows[0].count("|") + 1)
    source = Source("a.xlsx", "x", "0", None, len(text))
    found = extract(SourceText(text, source, (Paragraph(0, len(title)), grid)))
    return [i for i in found.indicators if i.origin == "table"]


def told(indicator: Indicator) -> list[tuple[str, str, str | None]]:
    return [
        (o.evidence.text, o.role, o.period.end if o.period else None)
        for o in indicator.observations
    ]


def test_one_header_row() -> None:
    rows = ["年份|供水量（万吨）|增速（%）|水库数（座）", "2020|30|4.1|7", "2025|36|5|9"]
    supply, dams = indicators(rows, {})
    assert (supply.name, supply.unit, dams.name, dams.unit) == ("供水量", "万吨", "水库数", "座")
    assert told(dams) == [("7", "baseline", "2020"), ("9", "target", "2025")]
    assert told(supply) == [
        ("30", "baseline", "2020"),
        ("36", "target", "2025"),
        ("4.1", "change", "2020"),
        ("5", "change", "2025"),
    ]


HEAD = [
    "||农业|^|^|^|交通|^",
    "^|^|主要农产品产量|^|灌溉面积|^|客运量|^",
    "^|^|茶叶|^|^|^|水路|公路",
    "^|^|数值（万吨）|增长率%|数值（万亩）|增长率%|数值（万人）|数值（万人）",
]
MERGED: Spans = {
    (0, 0): (4, 1),
    (0, 1): (4, 1),
    (0, 2): (1, 4),
    (0, 6): (1, 2),
    (1, 2): (1, 2),
    (1, 4): (2, 2),
    (1, 6): (1, 2),
    (2, 2): (1, 2),
}


def test_names_come_from_several_header_levels() -> None:
    rows = [*HEAD, "七五计划|1986|3|5%|20|2%|8|6", "^|1987|3.2|5%|21|2%|9|7"]
    spans = MERGED | {(4, 0): (2, 1)}
    found = indicators(rows, spans, "清河市历年计划情况")
    assert [(i.name, i.unit) for i in found] == [
        ("茶叶农产品产量", "万吨"),
        ("灌溉面积", "万亩"),
        ("水路客运量", "万人"),
        ("公路客运量", "万人"),
    ]
    # a row of a plan says what is planned, however long ago
    assert told(found[1]) == [
        ("20", "target", "1986"),
        ("21", "target", "1987"),
        ("2%", "change", "1986"),
        ("2%", "change", "1987"),
    ]
    assert all(o.planned for o in found[1].observations if o.role == "change")


def test_a_cell_over_several_years_is_one_value_of_all() -> None:
    rows = [*HEAD, "七五计划|1986||5%|20||8|6", "^|1987||^|^||9|7"]
    spans = MERGED | {(4, 0): (2, 1), (4, 3): (2, 1), (4, 4): (2, 1)}
    found = indicators(rows, spans, "清河市历年计划情况")
    area = next(i for i in found if i.name == "灌溉面积")
    (only,) = area.observations
    assert only.period is not None
    assert (only.period.start, only.period.end) == ("1986", "1987")


def test_years_without_plan_or_target_are_results() -> None:
    rows = ["年份|供水量（万吨）|水库数（座）", "2018|30|7", "2019|36|9"]
    found = indicators(rows, {}, "清河市水利统计")
    assert {o.role for i in found for o in i.observations} == {"actual"}


def test_a_history_of_many_plans_has_no_period_of_its_own() -> None:
    plans = "".join(f"“{n}五”时期建成水库{i}座。" for i, n in enumerate("六七八九十", 2))
    assert extract(f"清河水利史略\n{plans}\n".encode()).plan.period is None
    one = "“十四五”时期建成水库9座，“十四五”末供水量达到3亿立方米。"
    period = extract(f"清河水利规划\n{one}\n".encode()).plan.period
    assert period is not None
    assert (period.start, period.end) == ("2021", "2025")
