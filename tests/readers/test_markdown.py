"""Markdown as converters write it: merged cells left empty, tags, notes, deleted words."""

from __future__ import annotations

from extractor.document import Grid, Paragraph
from extractor.layout import lay_out
from extractor.readers import read

TABLE = """\
| 类别 | 指标 | 目标值 | 目标值 |
| --- | --- | --- | --- |
| 类别 | 指标 | 2020年 | 2025年 |
| 一、保障 |  |  |  |
| 供水 | 供水量<br>（亿立方米） | 2 | 3 |
|  | 灌溉面积 | / | 30 |
"""


def test_merged_cells_are_found_again() -> None:
    table = lay_out(read(TABLE.encode(), "a.md")).tables[0]
    assert table.header == ("类别", "指标", "目标值 2020年", "目标值 2025年")
    assert len({(cell.start, cell.end) for cell in table.rows[0]}) == 1
    assert table.rows[2][0] == table.rows[1][0]


def test_a_value_that_is_missing_is_no_merged_cell() -> None:
    text = "| 序号 | 指标 | 目标值 |\n| --- | --- | --- |\n| 1 | 供水量 | 3 |\n| 2 | 用水量 |  |\n"
    grid = next(b for b in read(text.encode(), "a.md").blocks if isinstance(b, Grid))
    assert [cell.rowspan for cell in grid.cells] == [1] * 9


def words(text: str) -> list[tuple[str, str]]:
    document = lay_out(read(text.encode(), "a.md"))
    raw = document.reading.raw
    return [(line.kind, raw[line.start : line.end]) for line in document.lines]


def test_marks_of_words_are_left_out() -> None:
    text = "建成水库~~8座~~9座[^1]，见[名录](http://example.org/a)。<br>新建泵站3座。"
    text += "\n\n[^1]: 年报。\n"
    assert words(text) == [
        ("body", "建成水库9座，见名录。"),
        ("body", "新建泵站3座。"),
        ("note", "年报。"),
    ]


def test_a_numbered_heading_is_no_row_of_a_table() -> None:
    source = read(
        "正文，一句。\n\n## 第四章 保障措施\n\n### 第一节 加强领导\n\n落实。\n".encode(), "a.md"
    )
    assert all(isinstance(block, Paragraph) for block in source.blocks)
    assert [block.level for block in source.blocks if isinstance(block, Paragraph)][1:3] == [2, 3]
