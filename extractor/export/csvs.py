"""CSV that Excel and WPS open right: UTF-8 with BOM, no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal

from extractor.export.tables import Table, Value

BOM = b"\xef\xbb\xbf"

# A spreadsheet runs text that starts with one of these as a formula, even from a CSV file.
_RISKY = re.compile(r"['=+\-@\t\r\n]")
# A lone sign does nothing, and a number with its unit is what it looks like.
_HARMLESS = re.compile(r"[=+\-@]|[+-]?[\d.,]+\s?[%‰]?[\u4e00-\u9fff]*")


def to_csv(table: Table, *, bom: bool = True) -> bytes:
    """One table; ``read_cell`` turns its text cells back."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.spec.names)
    for row in table.rows:
        writer.writerow([write_cell(value) for value in row])
    return (BOM if bom else b"") + stream.getvalue().encode()


def write_cell(value: Value) -> str:
    """A value as a cell's text: empty for None, ``true``/``false``, JSON for lists.

    Text that a spreadsheet would run as a formula gets an apostrophe in front, as does text
    that starts with one, so that ``read_cell`` can take it away again.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if _RISKY.match(text) and not _HARMLESS.fullmatch(text):
        return "'" + text
    return text


def read_cell(text: str) -> str:
    """The text that ``write_cell`` was given."""
    return text[1:] if text.startswith("'") else text
