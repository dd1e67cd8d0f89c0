"""``extractor compare``: plans side by side as a panel, a workbook and a report."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.inputs import add_input_options, load_documents
from extractor.commands.options import add_engine_options
from extractor.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from extractor.compare import Comparison

_DESCRIPTION = """\
Put plans side by side: one row per indicator, one column group per place.

INPUT is a plan, extracted JSON, a folder of either (with all below it) or a pattern. A folder that
holds extracted plans is read as those; with their texts beside them nothing is extracted again.
Writes to DIR: panel.csv, panel.xlsx (with measures and shared passages), report.html, and
alignment.toml, which keeps your decisions on names that may mean the same."""

_EPILOG = """\
alignment.toml is read, extended with new proposals and never overwritten.
exit codes: 0 all done, 1 some plans failed, 2 wrong use."""


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "compare",
        help="put plans side by side",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(parser)
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=True, help="folder to write to"
    )
    parser.add_argument(
        "--alignment", metavar="FILE", type=Path, help="decisions (default: DIR/alignment.toml)"
    )
    parser.add_argument(
        "--accept",
        metavar="SCORE",
        type=_score,
        help="align proposals from this score (0-1) on without asking",
    )
    parser.add_argument("--quiet", action="store_true", help="no summary")
    add_engine_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compare and write; 0 when every plan could be read, else 1."""
    from extractor.compare import PlanText, compare, read_decisions
    from extractor.compare.decisions import FILE_NAME
    from extractor.lexicon.loader import Lexicon

    if args.output.exists() and not args.output.is_dir():
        raise UsageError(str(args.output), "is not a folder", "give -o a folder")
    alignment = args.alignment or args.output / FILE_NAME
    decisions = read_decisions(alignment)  # before the work: a file that is wrong stops it at once
    documents, failed = load_documents(args)
    if not documents:
        raise UsageError("compare", "no plan could be read", "name plans to put side by side")
    lexicon = Lexicon(args.lexicon) if args.lexicon else None
    comparison = compare(
        [PlanText(d.plan, d.text) for d in documents],
        decisions=decisions,
        accept=args.accept,
        lexicon=lexicon,
    )
    _write(args.output, alignment, comparison)
    if not args.quiet:
        _summarise(args.output, comparison)
    return 1 if failed else 0


def _write(folder: Path, alignment: Path, comparison: Comparison) -> None:
    from extractor.compare.decisions import extended
    from extractor.compare.files import panel_csv, panel_xlsx
    from extractor.files import write_whole

    files = {"panel.csv": panel_csv(comparison.panel), "panel.xlsx": panel_xlsx(comparison)}
    files["report.html"] = _report(comparison)
    try:
        for name, content in files.items():
            write_whole(folder / name, content)
        held = alignment.read_bytes() if alignment.exists() else None
        write_whole(alignment, extended(held, comparison.panel.proposals))
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise ExtractorError(str(error.filename or folder), problem, "check -o") from None


def _report(comparison: Comparison) -> bytes:
    from extractor.report import comparison_report

    return comparison_report(comparison).encode("utf-8", "replace")


def _summarise(folder: Path, comparison: Comparison) -> None:
    panel = comparison.panel
    shared = sum(len(row.cells) > 1 for row in panel.rows)
    proposed = sum(p.decision == "proposed" for p in panel.proposals)
    print(
        f"{len(comparison.places)} plans, {shared} indicators shared by two or more "
        f"({len(panel.rows)} in all), {proposed} proposals to decide, "
        f"{len(comparison.passages)} shared passages; written to {folder}",
        file=sys.stderr,
    )


def _score(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return number
