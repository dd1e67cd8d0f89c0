"""What readers of Word files keep of one probe document: ``python -m benchmarks.docx_fidelity``.

Prints a Markdown table and writes it to ``benchmarks/results/docx_fidelity.md``. The other
readers are optional (extra ``[bench]``); one that is not installed has no column.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from tests.readers import probes, render, third_plan

RESULT = Path(__file__).parent / "results" / "docx_fidelity.md"


class Seen(msgspec.Struct):
    """What a reader gives: all words in order, and its tables as rows of cells."""

    text: str
    tables: list[list[list[str]]]


def ours(data: bytes) -> Seen:
    """This project's reader."""
    from extractor.document import Grid
    from extractor.readers import read

    source = read(data, "probe.docx")
    tables = []
    for block in source.blocks:
        if isinstance(block, Grid):
            depth = max(cell.row + cell.rowspan for cell in block.cells)
            rows = [[""] * block.columns for _ in range(depth)]
            for cell in block.cells:
                for row in range(cell.row, cell.row + cell.rowspan):
                    for column in range(cell.column, cell.column + cell.colspan):
                        rows[row][column] = source.text[cell.start : cell.end]
            tables.append(rows)
    return Seen(source.text, tables)


def python_docx(data: bytes) -> Seen:
    """python-docx as its manual shows: paragraphs, then tables."""
    import docx

    document = docx.Document(io.BytesIO(data))
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    ]
    words = [paragraph.text for paragraph in document.paragraphs]
    return Seen("\n".join([*words, *("\t".join(row) for table in tables for row in table)]), tables)


def docx2python(data: bytes) -> Seen:
    """docx2python with its defaults."""
    from docx2python import docx2python as convert

    with convert(io.BytesIO(data)) as document:
        tables = [[["\n".join(cell) for cell in row] for row in table] for table in document.body]
        return Seen(document.text, [table for table in tables if table and len(table[0]) > 1])


def mammoth(data: bytes) -> Seen:
    """mammoth to HTML; spans of its tables are followed."""
    import mammoth as converter
    from lxml import html

    page = converter.convert_to_html(io.BytesIO(data)).value
    root = html.fromstring(f"<div>{page}</div>")
    tables = [_expanded(table) for table in root.iter("table")]
    return Seen("\n".join(root.itertext()), tables)


def _expanded(table: Any) -> list[list[str]]:
    rows: list[list[str]] = []
    hanging: dict[tuple[int, int], str] = {}
    for r, row in enumerate(table.iter("tr")):
        cells: list[str] = []
        for cell in row.iter("td", "th"):
            while (r, len(cells)) in hanging:
                cells.append(hanging[r, len(cells)])
            text = "".join(cell.itertext())
            for _ in range(int(cell.get("colspan", 1))):
                for below in range(1, int(cell.get("rowspan", 1))):
                    hanging[r + below, len(cells)] = text
                cells.append(text)
        rows.append(cells)
    return rows


def markitdown(data: bytes) -> Seen:
    """markitdown to Markdown."""
    from markitdown import MarkItDown

    text = MarkItDown().convert_stream(io.BytesIO(data), file_extension=".docx").text_content
    tables: list[list[list[str]]] = []
    open_table = False
    for line in text.split("\n"):
        if line.startswith("|"):
            if not open_table:
                tables.append([])
            if not re.fullmatch(r"[|\s:-]+", line):
                tables[-1].append([cell.strip() for cell in line.strip("|").split("|")])
        open_table = line.startswith("|")
    return Seen(text, tables)


READERS: dict[str, Callable[[bytes], Seen]] = {
    "extractor": ours,
    "python-docx": python_docx,
    "docx2python": docx2python,
    "mammoth": mammoth,
    "markitdown": markitdown,
}


def _column(seen: Seen, word: str) -> int | None:
    """The column in which a cell's word stands."""
    for table in seen.tables:
        for row in table:
            for column, cell in enumerate(row):
                if word in cell:
                    return column
    return None


def _same_column(*words: str) -> Callable[[Seen], bool]:
    def check(seen: Seen) -> bool:
        found = {_column(seen, word) for word in words}
        return len(found) == 1 and None not in found

    return check


def _words(pattern: str) -> Callable[[Seen], bool]:
    return lambda seen: re.search(pattern, seen.text) is not None


def _once(word: str) -> Callable[[Seen], bool]:
    return lambda seen: seen.text.count(word) == 1


PLAN, PARTS = render.to_docx(third_plan.BLOCKS), probes.word_probe()
NULL = probes.docx(
    probes.paragraph("图片的地址写着空。"),
    relations='<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/image" Target="NULL"/>',
)
CHECKS: list[tuple[str, bytes, Callable[[Seen], bool]]] = [
    ("generated chapter numbers (第一章)", PLAN, _words(r"第一章\s*发展基础")),
    ("generated （一） on the third level", PLAN, _words(r"（二）\s*改善水环境质量")),
    ("generated 1. on the fourth level, restarted", PLAN, _words(r"(?m)^[\s#*]*2[.]\s*控制扬尘")),
    ("generated numbers in table cells", PARTS, _words(r"2\s*[|\t\n]+\s*西水厂扩建")),
    ("vertical merge: row not shifted left", PLAN, _same_column("优良天数", "细颗粒物")),
    ("horizontal merge: values under their header", PLAN, _same_column("2025年", "≤34")),
    ("table within a table cell", PLAN, _words(r"北坡\s*\S*\s*40公顷")),
    ("words in a content control", PLAN, _words("造林面积3.6万亩")),
    ("a whole paragraph in a content control", PARTS, _words("控件里的一段话")),
    ("text box, once", PARTS, _once("文本框里的任务")),
    ("inserted words kept", PLAN, _words("污水处理厂9座")),
    ("deleted words dropped", PLAN, lambda seen: "8座" not in seen.text),
    ("footnote", PLAN, _words("数据来自市统计部门的年报")),
    ("hyperlink", PLAN, _words("推广清洁能源车辆2000辆")),
    ("field result without its instruction", PLAN,
     lambda seen: "示范点30个以上" in seen.text and "HYPERLINK" not in seen.text),
    ("symbol characters", PARTS, _words(r"灌溉面积≥")),
    ("tables where they stand in the text", PLAN,
     lambda seen: 0 <= seen.text.find("主要指标见表1") < seen.text.find("细颗粒物")
     < seen.text.find("治理大气污染")),
    ("picture with the target NULL", NULL, _words("图片的地址写着空")),
]  # fmt: skip


def table() -> str:
    """The comparison as Markdown."""
    readers = {name: read for name, read in READERS.items() if _version(name) is not None}
    head = "| kept | " + " | ".join(f"{name} {_version(name)}".strip() for name in readers) + " |"
    lines = [head, "| --- |" + " :-: |" * len(readers)]
    totals = dict.fromkeys(readers, 0)
    for label, data, check in CHECKS:
        marks = []
        for name, read in readers.items():
            kept = _holds(read, data, check)
            totals[name] += kept
            marks.append("yes" if kept else "–")
        lines.append(f"| {label} | " + " | ".join(marks) + " |")
    shown = (f"**{totals[name]}/{len(CHECKS)}**" for name in readers)
    lines.append("| all | " + " | ".join(shown) + " |")
    return "\n".join(lines) + "\n"


def _holds(read: Callable[[bytes], Seen], data: bytes, check: Callable[[Seen], bool]) -> bool:
    try:
        return check(read(data))
    except Exception:  # a reader that refuses the file keeps nothing of it
        return False


def _version(name: str) -> str | None:
    if name == "extractor":
        return ""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main() -> None:
    """Write the table and print it."""
    made = table()
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(made, encoding="utf-8")
    print(made)


if __name__ == "__main__":
    main()
