"""One DuckDB file: tables with comments in both languages, and views ready to query."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.export.extras import need
from extractor.export.parquet import to_parquet
from extractor.export.schema import TableSpec
from extractor.export.sqlite import quoted
from extractor.export.tables import Table
from extractor.export.views import VIEWS, is_possible


def to_duckdb(tables: Sequence[Table]) -> bytes:
    """All tables in one database file.

    The same input gives the same tables and rows, not the same bytes: DuckDB numbers its blocks
    as it likes.
    """
    duckdb = need("duckdb", "export")
    with tempfile.TemporaryDirectory(prefix="extractor-") as folder:
        path = Path(folder) / "plans.duckdb"
        with duckdb.connect(str(path)) as database:
            for table in tables:
                _add(database, table, Path(folder))
            present = {table.spec.name for table in tables}
            for view in VIEWS:
                if is_possible(view, present):
                    database.execute(f"CREATE VIEW {view.name} AS {view.sql}")
                    comment = f"{view.en} / {view.zh}"
                    database.execute(f"COMMENT ON VIEW {view.name} IS {_literal(comment)}")
        return path.read_bytes()


def _add(database: Any, table: Table, folder: Path) -> None:
    # By way of Parquet, which DuckDB reads itself: rows one by one would take minutes.
    draft = folder / "table.parquet"
    draft.write_bytes(to_parquet(table))
    name = quoted(table.spec.name)
    source = _literal(str(draft))
    database.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet({source})")
    for comment in _comments(table.spec):
        database.execute(comment)


def _comments(spec: TableSpec) -> list[str]:
    name = quoted(spec.name)
    comments = [f"COMMENT ON TABLE {name} IS {_literal(f'{spec.en} / {spec.zh}')}"]
    for column in spec.columns:
        words = _literal(f"{column.en} / {column.zh}")
        comments.append(f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {words}")
    return comments


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
