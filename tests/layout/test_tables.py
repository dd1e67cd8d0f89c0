"""Header roles and kinds of tables, captions and the header words of the lexicon."""

from __future__ import annotations

import pytest

from extractor.document import Cell, Grid, Paragraph, Source, SourceText
from extractor.layout import lay_out
from extractor.lexicon.entries import HeaderEntry
from extractor.lexicon.loader import default_lexicon
from extractor.lexicon.roles import header_roles, is_numeric
from extractor.readers.text import read_text


@pytest.mark.parametrize("entry", default_lexicon().entries(HeaderEntry), ids=lambda e: e.role)
def test_header_words(entry: HeaderEntry) -> None:
    roles = header_roles(default_lexicon())
    for example in entry.examples:
        assert roles.role(example) == entry.role, example
    for example in entry.look_alikes:
        assert roles.role(example) != entry.role, example


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("“十四五”末(2025年)", "year"),
        ("2025年", "year"),
        ("2025年目标值", "target"),
        ("2020年基准值", "baseline"),
        ("牵头单位", "responsible"),
        ("单位", "unit"),
        ("总投资（万元）", "investment"),
        ("指标属性", "nature"),
        ("完善体制机制，推进改革。", None),
    ],
)
def test_header_roles(header: str, role: str | None) -> None:
    assert header_roles(default_lexicon()).role(header) == role


@pytest.mark.parametrize("text", ["12", "≥90", "30个以上", "0.28件", "[累计5]", "50%~60%", "-3.5"])
def test_numeric(text: str) -> None:
    assert is_numeric(text)


@pytest.mark.parametrize("text", ["雁江区", "约束性", "完成省定任务", "按季度推进并完成验收"])
def test_not_numeric(text: str) -> None:
    assert not is_numeric(text)


def build(rows: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]]) -> SourceText:
    """A source with one grid; ``spans`` gives rowspan and colspan of merged cells."""
    text, cells = "主要指标\n", []
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words == "^":
                continue
            down, across = spans.get((r, c), (1, 1))
            cells.append(Cell(len(text), len(text) + len(words), r, c, down, across))
            text += words + "\n"
    grid = Grid(cells[0].start, cells[-1].end, tuple(cells), len(rows[0]))
    source = Source("a.docx", "x", "0", None, len(text))
    return SourceText(text, source, (Paragraph(0, 4), grid))


def test_header_of_two_levels_and_merged_cells() -> None:
    rows = [
        ["类别", "指标名称", "目标值", "^", "属性"],
        ["^", "^", "2023年", "2025年", "^"],
        ["生态", "湿地保护率", "52%", "55%", "约束性"],
        ["^", "森林蓄积量", "3万", "4万", "预期性"],
    ]
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (0, 4): (2, 1), (2, 0): (2, 1)}
    document = lay_out(build(rows, spans))
    (table,) = document.tables
    assert table.header == ("类别", "指标名称", "目标值 2023年", "目标值 2025年", "属性")
    assert len(table.header_cells) == 2
    found = [[document.reading.text[c.start : c.end] for c in row] for row in table.rows]
    assert found == [
        ["生态", "湿地保护率", "52%", "55%", "约束性"],
        ["生态", "森林蓄积量", "3万", "4万", "预期性"],
    ]
    assert (table.kind, document.reading.text[slice(*_span(table.caption))]) == (
        "indicators",
        "主要指标",
    )


def _span(span: object) -> tuple[int, int]:
    return span.start, span.end  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        (["指标", "2025年"], ["绿化率（%）", "40"], "indicators"),
        (["项目名称", "建设地点"], ["东湖泵站", "东湖区"], "projects"),
        (["重点项目", "总投资"], ["东湖泵站", "3亿元"], "projects"),
        (["责任部门", "主要职责"], ["市水利局", "负责水源保护"], "duties"),
        (["任务", "牵头单位"], ["清理河道", "市水利局"], "duties"),
        (["姓名", "职务"], ["张三", "组长"], "other"),
    ],
)
def test_kinds(header: list[str], row: list[str], kind: str) -> None:
    (table,) = lay_out(build([header, row], {})).tables
    assert table.kind == kind


def test_unit_note_belongs_to_the_caption() -> None:
    text = "表1 重点工程投资\n单位：万元\n项目名称\t总投资\n东湖泵站\t300\n西山水库\t500\n"
    document = lay_out(read_text(text.encode(), "a.txt"))
    span = document.tables[0].caption
    assert span is not None
    assert document.reading.text[span.start : span.end] == "表1重点工程投资\n单位：万元"
    assert [line.kind for line in document.lines[:2]] == ["caption", "caption"]


def test_cells_know_their_place() -> None:
    text = "项目名称\t总投资\n东湖泵站\t300\n西山水库\t500\n"
    document = lay_out(read_text(text.encode(), "a.txt"))
    places = [(line.table, line.row, line.column) for line in document.lines]
    assert places == [(0, -1, 0), (0, -1, 1), (0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1)]
