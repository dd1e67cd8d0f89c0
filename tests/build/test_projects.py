"""Project tables: which rows are projects, which are groups and sums."""

from __future__ import annotations

from extractor.pipeline import extract
from extractor.plan import Project

HEAD = "清河市“十四五”水利发展规划\n三、重点项目\n"


def projects(*rows: str) -> list[Project]:
    """The projects of a pipe table; the first row is its header."""
    lines = [f"|{row}|" for row in rows]
    lines.insert(1, "|" + "---|" * (rows[0].count("|") + 1))
    return list(extract((HEAD + "\n".join(lines) + "\n").encode()).projects)


def test_sums_are_no_projects_and_chapters_are_groups() -> None:
    found = projects(
        "序号|项目名称|建设地点|总投资（万元）",
        "合计（3个）|||700",
        "一|水库类||600",
        "1|东湖水库|东湖镇|250",
        "2|西湖水库|西湖镇|350",
        "|小计||600",
        "二|泵站类||100",
        "1|东湖泵站|东湖镇|100",
    )
    assert [(p.group, p.number, p.name) for p in found] == [
        ("水库类", "1", "东湖水库"),
        ("水库类", "2", "西湖水库"),
        ("泵站类", "1", "东湖泵站"),
    ]


def test_chinese_numbers_alone_number_projects() -> None:
    found = projects("序号|项目名称|总投资（万元）", "一|东湖水库|250", "二|西湖水库|350")
    assert [p.name for p in found] == ["东湖水库", "西湖水库"]
