"""The export formats by name, and the one function that writes any of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from extractor.errors import UsageError
from extractor.export.documents import Document
from extractor.export.specs import TABLE_NAMES
from extractor.export.tables import Table, to_tables

Files = dict[str, bytes]


class Format(msgspec.Struct, frozen=True):
    """A format: ``suffixes`` name it, ``main`` is its file in a folder.

    ``main`` is None where each table is a file of its own (or, for a data package, where only a
    folder will do).
    """

    name: str
    suffixes: tuple[str, ...]
    main: str | None
    about: str
    per_table: bool = False


FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("jsonl", (".jsonl",), None, "JSON Lines, a file per table", True),
        Format("csv", (".csv",), None, "CSV for Excel and WPS, a file per table", True),
        Format("xlsx", (".xlsx",), "plans.xlsx", "Excel workbook, a sheet per table"),
        Format("parquet", (".parquet",), None, "Parquet, a file per table", True),
        Format("duckdb", (".duckdb",), "plans.duckdb", "DuckDB file with views"),
        Format("sqlite", (".sqlite", ".db", ".sqlite3"), "plans.sqlite", "SQLite with views"),
        Format("datapackage", (), None, "Frictionless Data Package v2 (a folder)"),
        Format("docbin", (".spacy",), "plans.spacy", "spaCy DocBin"),
        Format("labelstudio", (), "tasks.json", "Label Studio tasks with predictions"),
        Format("doccano", (), "doccano.jsonl", "doccano JSONL"),
    )
}


def format_of(name: str) -> str | None:
    """The format that a file name's suffix tells, None where it tells none."""
    lower = name.lower()
    return next((f.name for f in FORMATS.values() if lower.endswith(f.suffixes or ("\0",))), None)


def export(documents: Sequence[Document], format: str, only: Sequence[str] = ()) -> Files:
    """File names and contents of an export; ``only`` names tables (or record types of spans).

    Raises ``ExtractorError`` where a package is missing or an annotation format lacks the text.
    """
    if format in ("docbin", "labelstudio", "doccano"):
        return _annotations(documents, format, only)
    return write_tables(to_tables(documents, only), format)


def write_tables(tables: Sequence[Table], format: str) -> Files:
    """File names and contents of a table format."""
    if FORMATS[format].per_table:
        write = _table_writer(format)
        return {f"{table.spec.name}.{format}": write(table) for table in tables}
    if format == "datapackage":
        from extractor.export.datapackage import to_datapackage

        return to_datapackage(tables)
    return {f"plans.{format}": _database_writer(format)(tables)}


def check_names(format: str, only: Sequence[str]) -> None:
    """Raise ``UsageError`` for a name that the format has no table or record type for."""
    from extractor.export.marks import MARK_TYPES

    spans = format in ("docbin", "labelstudio", "doccano")
    known = MARK_TYPES if spans else TABLE_NAMES
    for name in only:
        if name not in known:
            remedy = f"use one of {', '.join(known)}"
            raise UsageError("--table", f"there is no {name!r} in {format}", remedy)


def _table_writer(format: str) -> Callable[[Table], bytes]:
    if format == "csv":
        from extractor.export.csvs import to_csv

        return to_csv
    if format == "jsonl":
        from extractor.export.jsonl import to_jsonl

        return to_jsonl
    from extractor.export.parquet import to_parquet

    return to_parquet


def _database_writer(format: str) -> Callable[[Sequence[Table]], bytes]:
    if format == "xlsx":
        from extractor.export.xlsx import to_xlsx

        return to_xlsx
    if format == "sqlite":
        from extractor.export.sqlite import to_sqlite

        return to_sqlite
    from extractor.export.duck import to_duckdb

    return to_duckdb


def _annotations(documents: Sequence[Document], format: str, types: Sequence[str]) -> Files:
    if format == "docbin":
        from extractor.export.docbin import to_docbin

        return {"plans.spacy": to_docbin(documents, types)}
    if format == "labelstudio":
        from extractor.export.labelstudio import to_config, to_tasks

        tasks, config = to_tasks(documents, types), to_config(documents, types)
        return {"tasks.json": tasks, "label_config.xml": config}
    from extractor.export.doccano import to_doccano, to_labels

    lines, labels = to_doccano(documents, types), to_labels(documents, types)
    return {"doccano.jsonl": lines, "doccano_labels.json": labels}
