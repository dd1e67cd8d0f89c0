"""Parquet through polars; descriptions of the columns travel in the file's metadata."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.export.extras import need
from extractor.export.schema import ColumnType
from extractor.export.tables import Table, Value

if TYPE_CHECKING:
    import polars

#: Key of the file metadata that holds ``{column: {"en": …, "zh": …}}``.
METADATA_KEY = "columns"


def to_frame(table: Table) -> polars.DataFrame:
    """One table as a polars frame: numbers as doubles, lists and objects as JSON text."""
    pl = need("polars", "export")
    types: dict[ColumnType, Any] = {
        "string": pl.String,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
        "array": pl.String,
        "object": pl.String,
    }
    schema = {column.name: types[column.type] for column in table.spec.columns}
    rows = [[plain(value) for value in row] for row in table.rows]
    frame: polars.DataFrame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame


def to_parquet(table: Table) -> bytes:
    """One table as a Parquet file."""
    stream = io.BytesIO()
    described = {c.name: {"en": c.en, "zh": c.zh} for c in table.spec.columns}
    metadata = {METADATA_KEY: json.dumps(described, ensure_ascii=False)}
    to_frame(table).write_parquet(stream, metadata=metadata)
    return stream.getvalue()


def plain(value: Value) -> str | int | float | None:
    """A value as databases and frames hold it; a double prints the same decimal up to 15 digits."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value
