"""The text reader: encodings, bad input, debris, tables in every pasted form, lost line breaks."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.document import Grid, Paragraph, PlanDocument, SourceText
from extractor.errors import ReadError
from extractor.layout import lay_out
from extractor.readers.plain.decode import MAX_BYTES
from extractor.readers.text import read_text

CASES = Path(__file__).parents[1] / "cases"
PLAN = "一、总体要求\n到2025年，全市绿色能源装机容量达到300万千瓦，能源利用效率明显提升。\n"


def read(text: str, name: str = "plan.txt") -> SourceText:
    return read_text(text.encode(), name)


def plan(text: str, name: str = "plan.txt") -> PlanDocument:
    return lay_out(read(text, name))


def words(source: SourceText) -> list[str]:
    """Every paragraph as it reads: holes left out."""
    found = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            at, parts = block.start, []
            for hole in block.holes:
                parts.append(source.text[at : hole.start])
                at = hole.end
            parts.append(source.text[at : block.end])
            found.append("".join(parts))
    return found


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return cases


@pytest.mark.parametrize(
    ("codec", "expected"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
    ],
)
def test_encodings(codec: str, expected: str) -> None:
    data = PLAN.encode(codec)
    source = read_text(data, "a.txt")
    assert source.text == PLAN
    assert source.source.encoding == expected
    assert data.decode(expected) == source.text


def test_big5() -> None:
    text = "一、總體要求\n推進科技創新發展，全面提升公共服務能力，建設高品質生活城市。\n"
    assert read_text(text.encode("big5"), "a.txt").text == text


def test_canonical_text_keeps_every_character() -> None:
    text = "\u3000\u3000一、总则\r\n\r\n\t正文内容如下。\x0b\r\n"
    assert read(text).text == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        ("　\n　".encode(), "only blanks"),
        (bytes(range(256)) * 20, "no text"),
        (b"%PDF-1.7 x", "a PDF"),
        (b"PK\x03\x04xxxx", "zip"),
        (b"\xd0\xcf\x11\xe0xxxx", "old Office"),
        (("推进绿色低碳发展。" * 9).encode()[:-1], "cut within its last character"),
        (("推进绿色低碳发展。" * 9).encode() + b"\xff" + "推进".encode(), "damaged at byte 243"),
        (b"a" * (MAX_BYTES + 1), "bytes"),
    ],
)
def test_bad_input_is_one_line_with_a_remedy(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_text(data, "某 计划.txt")
    message = str(caught.value)
    assert message.startswith("某 计划.txt: ")
    assert problem in message
    assert "; " in message
    assert "\n" not in message


def test_long_single_line_is_read_in_linear_time() -> None:
    source = read("推进绿色发展，" * 400_000)
    assert len(source.blocks) == 1


@pytest.mark.parametrize(
    "text",
    [
        "字 " * 50_000,
        "序号\n指标名称\n单位\n" * 5_000,
        "专栏1：工程\n推进工作\n" * 3_000,
        "[bookmark: " * 20_000,
        "《编制" * 30_000,
        "1\n" * 40_000,
        "| a | b |\n" * 8_000,
        "\t序号\n\t名称\n\n" * 8_000,
        "目录\n" + "第一章 甲\n" * 8_000,
        "（" * 100_000,
        "一、标题\n" * 10_000,
        "短行没有标点\n" * 10_000,
    ],
    ids=lambda text: text[:8],
)
def test_hostile_text_ends(text: str) -> None:
    document = plan(text)
    assert len(document.reading.offsets) == len(document.reading.text)


@pytest.mark.parametrize("case", load("debris.toml"), ids=lambda case: case["why"])
def test_debris(case: dict[str, Any]) -> None:
    document = plan(case["text"])
    assert document.reading.text.split("\n") == case["reading"]


@pytest.mark.parametrize("case", load("joins.toml"), ids=lambda case: case["why"])
def test_joins_and_splits(case: dict[str, Any]) -> None:
    assert words(read(case["text"])) == case["paragraphs"]


FULL = [
    ["序号", "指标名称", "单位", "2020年基准值", "2025年目标值", "属性"],
    ["1", "森林覆盖率", "%", "38.5", "40以上", "约束性"],
    ["2", "新建充电桩数量", "个", "1200", "3000", "预期性"],
    ["3", "每千人口医师数", "人", "2.6", "3.2", "预期性"],
    ["4", "地表水优良比例", "%", "/", "≥90", "约束性"],
]
MERGED = [
    ["类别", "指标", "2020年", "2025年", "年均增长", "属性"],
    ["绿色发展", "1.用水量下降（%）", "2.3", "-", "6左右", "预期性"],
    ["", "2.垃圾分类覆盖率（%）", "80", "98", "—", "预期性"],
    ["", "3.再生水利用率（%）", "20.6", "25", "-", "预期性"],
    ["民生福祉", "4.新增学位（个）", "-", "8000", "-", "预期性"],
    ["", "5.每千老人床位（张）", "36", "45", "-", "约束性"],
]
INNER = [
    ["序号", "类别", "指标名称", "2020年", "2025年", "属性"],
    ["1", "生态", "湿地保护率（%）", "48.5", "55", "约束性"],
    ["2", "", "空气优良天数比率（%）", "87", "87.5", "约束性"],
    ["3", "民生", "城镇失业率（%）", "5.2", "<5.5", "预期性"],
]
PROJECTS = [
    ["项目名称", "建设地点", "建设内容及规模", "总投资（亿元）", "建设期限"],
    ["东湖产业园", "东湖区", "新建标准厂房12万平方米", "3.5", "2021—2023年"],
    ["西山水库扩建", "西山县", "扩建库容2000万立方米", "12.8", "2022—2025年"],
]
TABLES = {"full": FULL, "merged": MERGED, "inner": INNER, "projects": PROJECTS}


def _given(rows: list[list[str]]) -> list[list[str]]:
    """Merged cells stand once, so rows differ in length."""
    return [[cell for cell in row if cell] for row in rows]


def _cells(rows: list[list[str]], gap: str) -> str:
    return "".join(cell + gap for row in _given(rows) for cell in row) + "\n"


def _word(rows: list[list[str]]) -> str:
    return "".join("".join(f"\t{c}\n" for c in row) + "\n" for row in _given(rows)) + "\n"


def _word_empty(rows: list[list[str]]) -> str:
    """A merged place is an empty cell."""
    return "".join("".join(f"\t{c}\n" for c in row) + "\n" for row in rows) + "\n"


def _word_broken(rows: list[list[str]]) -> str:
    """Cells over several lines."""
    cut = [[f"{c[:4]}\n{c[4:]}" if len(c) > 4 else c for c in row] for row in rows]
    return _word(cut)


def _word_blank(rows: list[list[str]]) -> str:
    """A blank line inside the last cell of a row, and a row cut in two by a page."""
    text = ""
    for n, row in enumerate(_given(rows)):
        for c, cell in enumerate(row):
            text += f"\t{cell}\n" + ("\n" if n == 1 and c == 2 else "")
        text += "\n"
    return text + "\n"


def _pipes(rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]) + "\n\n"


FORMS = {
    "word": _word,
    "word, empty cells": _word_empty,
    "word, broken cells": _word_broken,
    "cell per line": lambda rows: _cells(rows, "\n"),
    "cell per line, blank lines": lambda rows: _cells(rows, "\n\n"),
    "tabs": lambda rows: "".join("\t".join(row) + "\n" for row in _given(rows)) + "\n",
    "wide spaces": lambda rows: "".join("  ".join(row) + "\n" for row in _given(rows)) + "\n",
    "spaces": lambda rows: "".join(" ".join(row) + "\n" for row in _given(rows)) + "\n",
}
BEFORE = (
    "一、发展目标\n\n到2025年，全市生态环境持续改善，公共服务更加均衡，居民生活水平不断提高。\n\n"
    "某市主要情况一览表\n\n"
)
AFTER = "二、主要任务\n\n（一）完善制度。健全工作机制，推进重点改革，提升治理能力。\n"


def _table(text: str) -> tuple[PlanDocument, list[list[str]]]:
    document = plan(BEFORE + text + AFTER)
    assert [h.title for h in document.headings] == ["发展目标", "主要任务"]
    assert len(document.tables) == 1, document.notices
    table = document.tables[0]
    assert table.caption is not None
    caption = document.reading.text[table.caption.start : table.caption.end]
    assert caption == "某市主要情况一览表"
    rows = [[document.reading.text[c.start : c.end] for c in row] for row in table.rows]
    return document, [list(table.header), *rows]


def _filled(rows: list[list[str]]) -> list[list[str]]:
    """Merged cells repeated, as layout gives them."""
    filled: list[list[str]] = []
    for row in rows:
        filled.append([cell or filled[-1][i] for i, cell in enumerate(row)])
    return filled


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", TABLES)
def test_one_table_in_every_pasted_form(name: str, form: str) -> None:
    if form == "word, empty cells" and name in ("merged", "inner"):
        pytest.skip("an empty cell stays empty: see test_empty_cells_stay_empty")
    document, rows = _table(FORMS[form](TABLES[name]))
    assert rows == _filled(TABLES[name])
    assert document.tables[0].kind == ("projects" if name == "projects" else "indicators")


def test_empty_cells_stay_empty() -> None:
    _, rows = _table(_word_empty(INNER))
    assert rows == INNER


def test_pipes() -> None:
    _, rows = _table(_pipes(FULL))
    assert rows == FULL


def test_blank_lines_inside_rows() -> None:
    _, rows = _table(_word_blank(FULL))
    assert rows == FULL


def test_repeated_header_is_dropped() -> None:
    _, rows = _table(_word([*FULL[:3], FULL[0], *FULL[3:]]))
    assert rows == FULL


def test_continued_table_is_joined() -> None:
    text = _word(FULL[:3]) + "续表\n\n" + _word([FULL[0], *FULL[3:]])
    _, rows = _table(text)
    assert rows == FULL


def test_group_row_repeats_in_all_columns() -> None:
    document, rows = _table(_word([FULL[0], ["一、生态类"], *FULL[1:3]]))
    assert rows[1] == ["一、生态类"] * 6
    assert len(set(document.tables[0].rows[0])) == 1


def test_table_that_cannot_be_rebuilt_is_a_notice() -> None:
    broken = "指标 单位 目标值\n合计数\n万元/\n劳动生产率 36\n人\n增加值 占比 % 12 30\n\n"
    document = plan(BEFORE + broken + AFTER)
    assert [n.kind for n in document.notices] == ["unreadable_table"]
    assert document.tables == ()
    assert {line.kind for line in document.lines if "36" in _text(document, line)} == {"note"}


def _text(document: PlanDocument, line: Any) -> str:
    return document.reading.text[line.start : line.end]


def test_tab_indented_paragraphs_are_no_table() -> None:
    source = read("\t推进数据共享，完善平台功能。\n\t加强队伍建设，提升服务水平。\n")
    assert all(isinstance(block, Paragraph) for block in source.blocks)


def test_box_is_a_grid_of_one_column() -> None:
    source = read(
        "\t专栏1：重点工程\n\n\t工程1：修路。改造县道。\n\n工程2：架桥。新建两座。\n\n\n后文。\n"
    )
    grid = source.blocks[0]
    assert isinstance(grid, Grid)
    assert grid.columns == 1
    assert len(grid.cells) == 3


def test_markdown() -> None:
    document = plan("# 某市水利规划\n\n## 一、目标\n\n- **供水**能力明显提升。\n\n---\n", "a.md")
    assert document.front.title == "某市水利规划"
    assert [(h.number, h.title) for h in document.headings] == [("一、", "目标")]
    assert document.reading.text.endswith("供水能力明显提升。")
