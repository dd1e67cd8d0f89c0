"""Spreadsheets (.xlsx, .xls, .csv): every sheet's tables, with what a reader sees in a cell."""

from __future__ import annotations

import csv
import io
import logging
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.canvas import Canvas, too_wide
from extractor.readers.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    Package,
    missing,
    parse_xml,
    refuse_entities,
    safe_part,
)
from extractor.readers.numberformats import shown
from extractor.readers.sketch import GridCell

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS_TYPE = "application/vnd.ms-excel"
CSV_TYPE = "text/csv"
_SAVE_AGAIN = "open it in Excel or WPS and save it again"
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表格)\s*\d*", re.IGNORECASE)
_NOTE = re.compile(r"[（(]?(?:备注|附注|注|说明|填报说明|填表说明)\s*\d{0,2}\s*[:：]")
_MAX_ROWS = 100_000
_NO_VALUE = (0, 5, 6)  # xlrd: empty, error, blank

Rows = dict[int, dict[int, str]]
Merge = tuple[int, int, int, int]  # first row, first column, rows, columns


def read_xlsx(data: bytes, name: str) -> SourceText:
    """Read a workbook. Raises ``ReadError`` when it is damaged, too wide, or ``[sheets]``
    is not installed."""
    try:
        import openpyxl
    except ImportError as error:
        raise missing(name, "sheets") from error
    package = Package(data, name)
    for part in package.names():
        # every part that openpyxl will open is bounded and free of entities
        if part.endswith((".xml", ".rels")) and "/media/" not in part:
            refuse_entities(package.read(part), name)
    canvas = Canvas(name)
    book = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                merges = _merges(package, getattr(sheet, "_worksheet_path", ""), name)
                _write(canvas, sheet.title, _openpyxl_rows(sheet, name), merges)
    finally:
        book.close()
    return canvas.finish(data, XLSX_TYPE)


def _openpyxl_rows(sheet: Any, name: str) -> Rows:
    sheet.reset_dimensions()  # writers lie about them
    rows: Rows = {}
    count = 0
    for index, row in enumerate(sheet.iter_rows(max_row=_MAX_ROWS)):
        for cell in row:
            value = cell.value
            if value is None or value == "":
                continue
            text = shown(value, cell.number_format or "General")
            column = cell.column - 1
            count += 1
            _check(column, count, name)
            rows.setdefault(index, {})[column] = text
    return rows


def _merges(package: Package, path: str, name: str) -> list[Merge]:
    """Merged ranges of a sheet; openpyxl gives none when it reads within bounds."""
    if safe_part(path) not in package:
        return []
    root = parse_xml(package.read(path), name)
    found: list[Merge] = []
    for node in root.iter("{*}mergeCell"):
        match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", node.get("ref", ""))
        if match is not None and len(found) < MAX_CELLS:
            top, bottom = int(match[2]) - 1, int(match[4]) - 1
            left, right = _column(match[1]), _column(match[3])
            found.append((top, left, bottom - top + 1, right - left + 1))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_xls(data: bytes, name: str) -> SourceText:
    """Read an old workbook. Raises ``ReadError`` as ``read_xlsx`` does."""
    try:
        import xlrd
    except ImportError as error:
        raise missing(name, "sheets") from error
    try:
        book = _open_xls(xlrd, data)
    except Exception as error:  # xlrd meets damage with many types
        if "encrypted" in str(error).lower():
            remedy = "remove the password and save it again"
            raise ReadError(name, "the file is encrypted", remedy) from error
        raise ReadError(name, "the workbook is damaged", _SAVE_AGAIN) from error
    canvas = Canvas(name)
    for sheet in book.sheets():
        if sheet.visibility == 0:
            merges = [
                (top, left, bottom - top, right - left)
                for top, bottom, left, right in sheet.merged_cells
            ]
            _write(canvas, sheet.name, _xlrd_rows(book, sheet, name), merges)
    return canvas.finish(data, XLS_TYPE)


def _open_xls(xlrd: Any, data: bytes) -> Any:
    logging.getLogger("xlrd").setLevel(logging.ERROR)
    with open(os.devnull, "w", encoding="utf-8") as quiet:
        try:
            return xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=quiet)
        except Exception:  # formats can be broken where values are not
            return xlrd.open_workbook(file_contents=data, logfile=quiet)


def _xlrd_rows(book: Any, sheet: Any, name: str) -> Rows:
    rows: Rows = {}
    count = 0
    for index in range(min(sheet.nrows, _MAX_ROWS)):
        for column, kind in enumerate(sheet.row_types(index)):
            if kind in _NO_VALUE:  # formatted blanks by the million cost nothing
                continue
            text = _xlrd_text(book, sheet.cell(index, column))
            if text:
                count += 1
                _check(column, count, name)
                rows.setdefault(index, {})[column] = text
    return rows


def _xlrd_text(book: Any, cell: Any) -> str:
    import xlrd

    style = "General"
    if cell.xf_index is not None and cell.xf_index < len(book.xf_list):
        key = book.xf_list[cell.xf_index].format_key
        style = book.format_map[key].format_str if key in book.format_map else style
    if cell.ctype == xlrd.XL_CELL_DATE:
        return shown(xlrd.xldate_as_datetime(cell.value, book.datemode), style)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value), style)
    return shown(cell.value, style)


def read_csv(data: bytes, name: str) -> SourceText:
    """Read comma- or tab-separated text. Raises ``ReadError`` as plain text does."""
    from extractor.readers.plain.decode import decode

    text, encoding = decode(data, name)
    sample = text[:8192]
    # the delimiter that most lines share; csv.Sniffer is fooled by Chinese prose
    delimiter = max(",\t;", key=lambda mark: sample.count(mark))
    rows: Rows = {}
    count = 0
    try:
        for index, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            for column, value in enumerate(row):
                if value.strip():
                    count += 1
                    _check(column, count, name)
                    rows.setdefault(index, {})[column] = value
    except csv.Error as error:
        raise ReadError(name, f"the table is damaged ({error})", _SAVE_AGAIN) from error
    canvas = Canvas(name)
    _write(canvas, "", rows, [])
    return canvas.finish(data, CSV_TYPE, encoding)


def _check(column: int, count: int, name: str) -> None:
    if column >= MAX_COLUMNS:
        raise too_wide(name)
    if count > MAX_CELLS:
        raise ReadError(name, "its tables have too many cells", "split the file")


def _write(canvas: Canvas, title: str, rows: Rows, merges: list[Merge]) -> None:
    """A sheet: its name where it says something, captions, tables, notes under them."""
    if not rows:
        return
    if title.strip() and not _DEFAULT_NAME.fullmatch(title.strip()):
        canvas.paragraph(title)
    spans = {(top, left): (depth, width) for top, left, depth, width in merges}
    covered = _covered(merges, rows)
    for block in _blocks(sorted(rows)):
        _write_block(canvas, rows, block, spans, covered)


def _covered(merges: list[Merge], rows: Rows) -> Callable[[int, int], bool]:
    """Whether a place lies under a merged cell that starts elsewhere."""
    by_row: dict[int, list[tuple[int, int, int]]] = {}
    for top, left, depth, width in merges:
        for row in range(top, min(top + depth, top + _MAX_ROWS)):
            if row in rows:
                by_row.setdefault(row, []).append((left, left + width, top))

    def inside(row: int, column: int) -> bool:
        return any(
            left <= column < right and (row, column) != (top, left)
            for left, right, top in by_row.get(row, ())
        )

    return inside


def _blocks(indices: list[int]) -> Iterator[list[int]]:
    """Rows that stand together; two blank rows part tables."""
    block: list[int] = []
    for index in indices:
        if block and index - block[-1] > 2:
            yield block
            block = []
        block.append(index)
    yield block


def _write_block(
    canvas: Canvas,
    rows: Rows,
    block: list[int],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: Callable[[int, int], bool],
) -> None:
    first, last = 0, len(block)
    wide = max(len(rows[index]) for index in block) > 1
    # a title or 单位：万元 above the table and 注： under it are lines of one cell
    while wide and first < last and _alone(rows, block[first], spans):
        first += 1
    while (
        wide
        and last > first
        and (_alone(rows, block[last - 1], spans) or _opens_notes(rows, block[last - 1]))
    ):
        last -= 1
    for index in block[:first]:
        canvas.paragraph(next(iter(rows[index].values())))
    if first < last:
        place = {index: number for number, index in enumerate(block[first:last])}
        canvas.grid(list(_cells(rows, place, spans, covered)))
    role = "body"
    for index in block[last:]:
        # a numbered list of notes is no chapter of the plan
        role = "note" if _opens_notes(rows, index) else role
        for _, text in sorted(rows[index].items()):
            canvas.paragraph(text, role=role)


def _opens_notes(rows: Rows, index: int) -> bool:
    """备注： in a cell of its own, the first note in the next; or 注：… in one."""
    row = rows[index]
    return len(row) <= 2 and _NOTE.match(row[min(row)]) is not None


def _alone(rows: Rows, index: int, spans: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """A row of one cell that does not begin a group of rows."""
    if len(rows[index]) != 1:
        return False
    return spans.get((index, next(iter(rows[index]))), (1, 1))[0] == 1


def _cells(
    rows: Rows,
    place: dict[int, int],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: Callable[[int, int], bool],
) -> Iterator[GridCell]:
    """Cells of the rows in ``place``; every place has one, so that columns stay columns."""
    columns = max(max(rows[index]) for index in place) + 1
    for index, number in place.items():
        for column in range(columns):
            if covered(index, column):
                continue
            depth, width = spans.get((index, column), (1, 1))
            depth = sum(index <= other < index + depth for other in place)
            text = rows[index].get(column, "")
            width = min(width, columns - column)
            if text or depth > 1 or width > 1:
                yield GridCell(number, column, text, max(1, depth), max(1, width))
            else:
                yield GridCell(number, column, "")
