"""Tables pasted into text: headers on two levels, sums, groups, rows over lines; what is lost."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.document import PlanDocument
from extractor.layout import lay_out
from extractor.readers.text import read_text
from tests.effort import growth

CASES = Path(__file__).parents[1] / "cases" / "pasted_tables.toml"
BEFORE = (
    "一、发展目标\n到2025年，公共服务更加均衡，生态环境明显改善，居民生活水平不断提高。\n主要指标\n"
)
AFTER = "二、主要任务\n（一）完善制度\n健全工作机制，推进重点改革，不断提升治理能力和服务水平。\n"


def plan(text: str) -> PlanDocument:
    return lay_out(read_text((BEFORE + text + AFTER).encode(), "a.txt"))


def load() -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads(CASES.read_text(encoding="utf-8"))["case"]
    return cases


@pytest.mark.parametrize("case", load(), ids=lambda case: case["why"])
def test_pasted_table(case: dict[str, Any]) -> None:
    document = plan(case["text"])
    words = document.reading.text
    assert len(document.tables) == 1, document.notices
    table = document.tables[0]
    rows = [" ".join(words[cell.start : cell.end] for cell in row) for row in table.rows]
    assert list(table.header) == case["header"]
    assert [row for row in case["rows"] if row not in rows] == []
    assert table.caption is not None
    assert words[table.caption.start : table.caption.end] == "主要指标"
    titles = [heading.title for heading in document.headings]
    assert titles == ["发展目标", "主要任务", "完善制度"]


@pytest.mark.parametrize(
    "text",
    [
        "序号 指标 2020年 2025年\n城镇 绿地率 36\n农村\n用水 3.2 3.5 4 5\n床位 320\n",
        "序号\n指标\n单位\n2020年\n2025年\n1\n绿地率\n36\n40\n2\n万吨\n3\n床位数\n",
        "指标 单位 目标值\n合计数\n万元/\n劳动生产率 36\n人\n增加值 占比 % 12 30\n",
    ],
)
def test_what_cannot_be_rebuilt_is_a_notice_and_ends_before_the_heading(text: str) -> None:
    document = plan(text)
    assert [notice.kind for notice in document.notices] == ["unreadable_table"]
    assert [heading.title for heading in document.headings][1:] == ["主要任务", "完善制度"]


def test_a_heading_among_header_words_is_no_table() -> None:
    document = plan(
        "指标名称\n二、其他任务\n2025年\n累计\n指标属性\n新增床位（张）\n3000\n预期性\n"
    )
    assert document.tables == ()


def test_table_in_a_line_that_lost_its_breaks_is_a_notice() -> None:
    words = "推进设施建设，完善管护机制，提升服务水平，方便群众生活。" * 12
    text = (
        f"某市养老服务规划一、发展目标到2025年，{words}专栏1 主要指标序号指标单位2020年2025年属性"
        f"1床位数张620750预期性2护士数人250300预期性二、主要任务（一）建设站点。{words}"
        f"（二）培训人员。{words}三、保障措施{words}"
    )
    document = lay_out(read_text(text.encode(), "a.txt"))
    assert [notice.kind for notice in document.notices] == ["unreadable_table"]
    assert document.front.title == "某市养老服务规划"
    assert [heading.title for heading in document.headings] == ["发展目标", "主要任务", "保障措施"]


@pytest.mark.parametrize(
    "unit",
    [
        "附件1\n某市工作方案\n一、甲\n二、乙\n",
        "|-|\n",
        "| a |\n|-|",
        "序号\n项目名称\n合计\n",
        "类别\t\n",
        "续表1\n",
        "一、甲\n1\n",
    ],
)
def test_hostile_tables_take_linear_effort(unit: str) -> None:
    def work(size: int) -> None:
        lay_out(read_text((unit * (size // len(unit))).encode(), "a.txt"))

    assert growth(work, 2_000, 16_000) < 2


BROKEN = (
    "指 标 单位 属性\n号\n2025年 年均[累计]\n"
    "1 绿地率 % 约束性 40 -\n"
    "万立方\n2 日供水能力 预期性 36左右 -\n米\n"
    "3 节水器具普及率1 % 预期性 - [20]\n"
    "再生水利用量相当于\n4 % 预期性 4.5左右 -\n供水总量的比例\n"
    "5 水库数 座 预期性 >60 -\n"
    "6 湿地保护率 % 约束性 - [确保完成省下达任务]\n"
    "7 水质达标率 % 约束性 >95 -\n"
    "1 指使用节水器具的家庭占全部家庭的比例。\n"
)


def test_rows_that_stayed_whole_are_read_and_the_others_are_said_to_be_lost() -> None:
    document = plan(BROKEN)
    words = document.reading.text
    (table,) = document.tables
    assert table.header == ("", "指标", "单位", "属性", "2025年", "年均[累计]")
    assert [" ".join(words[c.start : c.end] for c in row) for row in table.rows] == [
        "1 绿地率 % 约束性 40 -",
        "3 节水器具普及率 % 预期性 - [20]",
        "5 水库数 座 预期性 >60 -",
        "6 湿地保护率 % 约束性 - [确保完成省下达任务]",
        "7 水质达标率 % 约束性 >95 -",
    ]
    (notice,) = document.notices
    assert (notice.kind, "第2、4行" in notice.message) == ("unreadable_table", True)
    titles = [heading.title for heading in document.headings]
    assert titles == ["发展目标", "主要任务", "完善制度"]
    kinds = [line.kind for line in document.lines if "指使用" in words[line.start : line.end]]
    assert kinds == ["note"]


def test_loose_lines_between_whole_rows_make_both_doubtful() -> None:
    text = BROKEN.replace("6 湿地", "的面积\n6 湿地")
    (notice,) = plan(text).notices
    assert "第2、4、5、6行" in notice.message or notice.message.startswith("此处的表格")
