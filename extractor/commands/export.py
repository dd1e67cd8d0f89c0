"""``extractor export``: plans as tables, databases and annotation tasks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from extractor.commands.inputs import add_input_options, load_documents
from extractor.commands.options import add_engine_options
from extractor.errors import ExtractorError, UsageError

_DESCRIPTION = """\
Write plans in the form that another tool reads.

INPUT is a plan, a folder or pattern of plans, or extracted JSON (its text is looked for beside
it). -o names a folder, or a file whose suffix tells the format. Formats:
"""

_EPILOG = """\
csv, jsonl and parquet write a file per table: -o FILE takes one of them, observations unless
--table names another. docbin, labelstudio and doccano need the plans' texts.
exit codes: 0 all done, 1 some failed, 2 wrong use."""

_FORMATS = {
    "jsonl": "JSON Lines",
    "csv": "CSV for Excel and WPS (UTF-8 with BOM)",
    "xlsx": "Excel workbook, a sheet per record type, values linked to their quotes",
    "parquet": "Parquet",
    "duckdb": "one DuckDB file with views ready to query",
    "sqlite": "one SQLite file with the same views",
    "datapackage": "Frictionless Data Package v2 (CSV with a descriptor)",
    "docbin": "spaCy DocBin, a span group per record type",
    "labelstudio": "Label Studio tasks with predictions",
    "doccano": "doccano JSONL",
}


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    listed = "\n".join(f"  {name:12} {about}" for name, about in _FORMATS.items())
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "export",
        help="write plans as CSV, Excel, Parquet, DuckDB, SQLite, spaCy and annotation tasks",
        description=_DESCRIPTION + listed,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR|FILE", type=Path, required=True, help="where to write"
    )
    parser.add_argument("--format", choices=tuple(_FORMATS), help="default: by the suffix of -o")
    parser.add_argument(
        "--table", metavar="NAME", action="append", help="only this table (repeatable)"
    )
    add_engine_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the export; 0 when all inputs are in it, else 1."""
    from extractor.export.formats import check_names, export

    format, file = _target(args.output, args.format)
    only = args.table or ()
    check_names(format, only)
    if file is not None and not only and file[1]:
        only = ["observations"]
    documents, failed = load_documents(args)
    if not documents:
        return 1
    files = export(documents, format, only)
    if file is None:
        _write({args.output / name: content for name, content in files.items()})
    else:
        if file[1] and len(files) != 1:
            problem = f"cannot hold {len(files)} tables"
            raise UsageError(str(args.output), problem, "name one --table, or give -o a folder")
        _write({args.output: next(iter(files.values()))})
    return 1 if failed else 0


def _target(out: Path, named: str | None) -> tuple[str, tuple[str, bool] | None]:
    """The format, and for a file its name and whether it holds only one table."""
    from extractor.export.formats import FORMATS, format_of

    by_suffix = format_of(out.name)
    name = named or by_suffix
    if name is None:
        raise UsageError(str(out), "tells no format by its suffix", "give --format")
    suffixes = FORMATS[name].suffixes or {"labelstudio": (".json",), "doccano": (".jsonl",)}.get(
        name, ()
    )
    is_file = not out.is_dir() and bool(suffixes) and out.name.lower().endswith(suffixes)
    if not is_file and out.exists() and not out.is_dir():
        raise UsageError(str(out), f"is a file, and {name} needs a folder", "choose another -o")
    return name, (out.name, FORMATS[name].per_table) if is_file else None


def _write(files: dict[Path, bytes]) -> None:
    from extractor.files import write_whole

    for path, content in files.items():
        try:
            write_whole(path, content)
        except OSError as error:
            problem = f"cannot be written ({error.strerror})"
            raise ExtractorError(str(path), problem, "choose another -o") from None
