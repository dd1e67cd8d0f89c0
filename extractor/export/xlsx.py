"""An Excel workbook: a sheet per record type, frozen header, filters, links to the quotes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from extractor.errors import ExtractorError
from extractor.export.extras import need
from extractor.export.schema import Column
from extractor.export.specs import SPECS
from extractor.export.tables import Row, Table, Value

MAX_ROWS = 1_048_576  # of a sheet, header included
MAX_CELL = 32_767  # characters of a cell
_MAX_LINKS = 60_000  # Excel mends (that is, breaks) a sheet with more than 65,530

# Without these xlsxwriter would run =… as a formula and turn text such as 0012 into a number.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": True,
}
_MADE = datetime(2000, 1, 1)  # a fixed date: the same input gives the same bytes
_WIDTHS = {"quote": 48, "content": 40, "message": 48, "before": 30, "after": 30, "title": 36}
#: The column of each sheet that links to the record's row in ``quotes``, and the record's id.
LINKS = {
    "indicators": ("name", "indicator_id"),
    "observations": ("quantity", "observation_id"),
    "measures": ("title", "measure_id"),
    "actions": ("verb", "action_id"),
    "programmes": ("name", "programme_id"),
    "labels": ("name", "label_id"),
    "projects": ("name", "project_id"),
    "assignments": ("role", "assignment_id"),
    "references": ("title", "reference_id"),
    "findings": ("message", "finding_id"),
}


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """All tables as one workbook, with a sheet that describes the columns in both languages.

    Raises ``ExtractorError`` for a table with more rows than a sheet can hold.
    """
    xlsxwriter = need("xlsxwriter", "export")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    book.set_properties({"created": _MADE})
    places = _places(tables)
    for table in tables:
        _check(table)
        _Sheet(book, table, places).write()
    _describe(book, [table.spec.name for table in tables])
    book.close()
    return stream.getvalue()


class _Sheet:
    """Writes one table."""

    def __init__(self, book: Any, table: Table, places: dict[tuple[Value, Value], int]) -> None:
        self._table = table
        self._places = places
        self._sheet = book.add_worksheet(table.spec.name)
        self._bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
        self._link = book.add_format({"font_color": "#0B57A4", "underline": 1})
        self._links = 0

    def write(self) -> None:
        """Header, rows, filter."""
        columns = self._table.spec.columns
        sheet = self._sheet
        for index, column in enumerate(columns):
            sheet.write_string(0, index, column.name, self._bold)
            sheet.write_comment(0, index, f"{column.zh}\n{column.en}", {"author": "extractor"})
            sheet.set_column(index, index, _width(column))
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(self._table.rows), len(columns) - 1)
        shown, ident = LINKS.get(self._table.spec.name, ("", ""))
        names = self._table.spec.names
        link = (names.index(shown), names.index(ident)) if shown else (-1, -1)
        for number, row in enumerate(self._table.rows, 1):
            self._row(number, row, *link)

    def _row(self, number: int, row: Row, shown: int, ident: int) -> None:
        for index, value in enumerate(row):
            if index == shown:
                place = self._places.get((row[0], row[ident]))
                if place is not None and self._links < _MAX_LINKS:
                    self._to_quote(number, index, value, place)
                    continue
            self._cell(number, index, value)

    def _to_quote(self, row: int, column: int, value: Value, place: int) -> None:
        self._links += 1
        text = _cut(str(value)) if value is not None else "↗"
        target = f"internal:'quotes'!A{place + 1}"
        self._sheet.write_url(row, column, target, self._link, text)

    def _cell(self, row: int, column: int, value: Value) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(row, column, value)
        elif isinstance(value, int | Decimal):
            self._sheet.write_number(row, column, float(value))
        else:
            text = value if isinstance(value, str) else _json(value)
            self._sheet.write_string(row, column, _cut(text))


def _describe(book: Any, names: Sequence[str]) -> None:
    sheet = book.add_worksheet("columns")
    bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    for index, head in enumerate(("table", "column", "type", "中文", "English")):
        sheet.write_string(0, index, head, bold)
        sheet.set_column(index, index, (16, 22, 10, 44, 64)[index])
    rows = [
        (spec.name, column.name, column.type, column.zh, column.en)
        for spec in SPECS
        if spec.name in names
        for column in spec.columns
    ]
    for number, row in enumerate(rows, 1):
        for index, text in enumerate(row):
            sheet.write_string(number, index, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), 4)


def _places(tables: Sequence[Table]) -> dict[tuple[Value, Value], int]:
    """The row of the first quote of each record."""
    places: dict[tuple[Value, Value], int] = {}
    for table in tables:
        if table.spec.name == "quotes":
            for number, row in enumerate(table.rows, 1):
                places.setdefault((row[0], row[1]), number)
    return places


def _check(table: Table) -> None:
    if len(table.rows) >= MAX_ROWS:
        problem = f"has {len(table.rows)} rows, more than a sheet of Excel can hold"
        raise ExtractorError(table.spec.name, problem, "use parquet, duckdb or csv")


def _width(column: Column) -> int:
    if column.name in _WIDTHS:
        return _WIDTHS[column.name]
    return 10 if column.type in ("integer", "number", "boolean") else 16


def _json(value: list[str] | dict[str, str]) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def _cut(text: str) -> str:
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"
