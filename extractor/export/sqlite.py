"""SQLite from the standard library: tables, keys, views, and a table that describes columns."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from extractor.export.parquet import plain
from extractor.export.schema import Column, TableSpec
from extractor.export.tables import Table
from extractor.export.views import VIEWS, is_possible

DESCRIPTIONS = "column_descriptions"

_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}


def to_sqlite(tables: Sequence[Table]) -> bytes:
    """All tables in one database file; views whose tables are missing are left out."""
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        path = Path(folder) / "plans.sqlite"
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA page_size = 4096")
            _fill(database, tables)
            database.commit()
            database.execute("VACUUM")
        return path.read_bytes()


def quoted(name: str) -> str:
    """A name as SQL takes it whatever it is."""
    return '"' + name.replace('"', '""') + '"'


def _fill(database: sqlite3.Connection, tables: Sequence[Table]) -> None:
    present = {table.spec.name for table in tables}
    for table in tables:
        database.execute(_create(table.spec, present))
        holes = ", ".join("?" * len(table.spec.columns))
        rows = ([plain(value) for value in row] for row in table.rows)
        database.executemany(f"INSERT INTO {quoted(table.spec.name)} VALUES ({holes})", rows)
    database.execute(
        f"CREATE TABLE {DESCRIPTIONS} (table_name TEXT, column_name TEXT, english TEXT, "
        "chinese TEXT, PRIMARY KEY (table_name, column_name))"
    )
    for spec in (table.spec for table in tables):
        words = [(spec.name, column.name, column.en, column.zh) for column in spec.columns]
        database.executemany(f"INSERT INTO {DESCRIPTIONS} VALUES (?, ?, ?, ?)", words)
    for view in VIEWS:
        if is_possible(view, present):
            database.execute(f"CREATE VIEW {view.name} AS {view.sql}")


def _create(spec: TableSpec, present: set[str]) -> str:
    parts = [_column(column) for column in spec.columns]
    parts.append(f"PRIMARY KEY ({', '.join(map(quoted, spec.key))})")
    for names, target in spec.foreign:
        if target in present:
            here = ", ".join(map(quoted, names))
            parts.append(f"FOREIGN KEY ({here}) REFERENCES {quoted(target)} ({here})")
    return f"CREATE TABLE {quoted(spec.name)} ({', '.join(parts)}) WITHOUT ROWID"


def _column(column: Column) -> str:
    kind = _TYPES.get(column.type, "TEXT")
    return f"{quoted(column.name)} {kind}{' NOT NULL' if column.required else ''}"
