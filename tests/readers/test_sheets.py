"""Spreadsheets: what a reader sees in each cell, merged cells, several sheets."""

from __future__ import annotations

import datetime

import pytest

from extractor.document import Grid, Paragraph, SourceText
from extractor.errors import ReadError
from extractor.readers import read
from extractor.readers.numberformats import shown
from tests.readers import probes


def lines(source: SourceText) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if isinstance(b, Paragraph)]


def rows(source: SourceText, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    grid = [b for b in source.blocks if isinstance(b, Grid)][number]
    return [
        (c.row, c.column, c.rowspan, c.colspan, source.text[c.start : c.end]) for c in grid.cells
    ]


def test_xlsx() -> None:
    pytest.importorskip("openpyxl")
    source = read(probes.xlsx(), "tasks.xlsx")
    assert lines(source) == ["青禾县重点任务表", "注：数据为规划数。", "项目清单"]
    assert rows(source)[4:] == [
        (1, 0, 2, 1, "农业"),
        (1, 1, 1, 1, "改造渠系"),
        (1, 2, 1, 1, "11.5%"),
        (1, 3, 1, 1, "县水利局"),
        (2, 1, 1, 1, "整治山塘"),
        (2, 2, 1, 1, "12.5万元"),
        (2, 3, 1, 1, "县农业局"),
    ]
    assert [text for *_, text in rows(source, 1)] == ["项目名称", "投资", "东干渠", "300"]


def test_xls() -> None:
    pytest.importorskip("xlrd")
    pytest.importorskip("xlwt")
    source = read(probes.xls(), "tasks.xls")
    assert rows(source) == [
        (0, 0, 2, 1, "类别"),
        (0, 1, 1, 1, "任务"),
        (0, 2, 1, 1, "数值"),
        (1, 1, 1, 1, "渠系改造"),
        (1, 2, 1, 1, "25%"),
    ]


@pytest.mark.parametrize(("codec", "mark"), [("utf-8-sig", ","), ("gb18030", ","), ("utf-8", "\t")])
def test_csv(codec: str, mark: str) -> None:
    text = f'序号{mark}指标{mark}目标\n1{mark}"供水量\n（亿立方米）"{mark}3\n'
    source = read(text.encode(codec), "t.csv")
    assert [t for *_, t in rows(source)] == [
        "序号",
        "指标",
        "目标",
        "1",
        "供水量\n（亿立方米）",
        "3",
    ]


SHOWN = [
    (0.115, "0%", "12%"),
    (0.115, "0.0%", "11.5%"),
    (3, "General", "3"),
    (3.0, "General", "3"),
    (504.76980851135437, "General", "504.7698085"),
    (1234.5, "#,##0.00", "1234.50"),
    (12.5, '0.0"万元"', "12.5万元"),
    (2.5, "0", "3"),
    (0.1 + 0.2, "General", "0.3"),
    (1e-7, "General", "0.0000001"),
    (True, "General", "TRUE"),
    (float("nan"), "0", ""),
    (datetime.datetime(2025, 3, 1), "yyyy-mm-dd", "2025年3月1日"),
    (datetime.datetime(2025, 3, 1), 'yyyy"年"m"月"', "2025年3月"),
    ("文字", "@", "文字"),
    (1.5, "0.##", "1.5"),
    (2.0, "0.##", "2"),
    (-3.2, "0.0_);(0.0)", "-3.2"),
]


@pytest.mark.parametrize(("value", "style", "text"), SHOWN)
def test_number_formats(value: object, style: str, text: str) -> None:
    assert shown(value, style) == text


def test_ten_thousand_columns_are_refused() -> None:
    with pytest.raises(ReadError, match="columns"):
        read((",".join(map(str, range(10_000)))).encode(), "t.csv")


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    import io
    import zipfile

    book = openpyxl.Workbook()
    book.active["A1"] = "标题"
    book.active["A2"] = "指标"
    book.active["B2"] = "目标"
    buffer = io.BytesIO()
    book.save(buffer)
    parts = zipfile.ZipFile(buffer)
    members = {name: parts.read(name) for name in parts.namelist()}
    key = "xl/worksheets/sheet1.xml"
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    members[key] = members[key].replace(b"</sheetData>", merge)
    assert "标题" in read(probes.zipped(members), "t.xlsx").text


def test_notes_below_a_table_are_notes() -> None:
    values = [["年份", "供水量", "水库数"], ["2020", "3", "7"], ["2025", "4", "9"]]
    notes = [["备注：", "1.供水量为净水量"], ["2.水库数含小型水库"]]
    text = "\n".join(",".join(row) for row in [*values, *notes]) + "\n"
    source = read(text.encode(), "t.csv")
    assert [b.role for b in source.blocks if isinstance(b, Paragraph)] == ["note"] * 3
    assert len(rows(source)) == 9
