"""``extractor report``: a plan, or a validation, as a page to read."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.inputs import add_input_options, load_documents
from extractor.commands.options import add_engine_options
from extractor.errors import ExtractorError, GoldError, UsageError
from extractor.terminal import complain

if TYPE_CHECKING:
    from extractor.export.documents import Document

_DESCRIPTION = """\
Write a self-contained HTML page: the plan's text with every record at its words, and the
records beside it; or, with --gold, the misses and false alarms at their words.

INPUT is a plan, or extracted JSON (its text is looked for beside it). Several inputs give a
page each, and -o is then a folder."""

_EPILOG = """\
The comparison of several plans is written by: extractor compare.
exit codes: 0 all done, 1 some failed, 2 wrong use."""


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "report",
        help="write a plan as an HTML page, every record at its words",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_input_options(parser)
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, required=True, help="page, or folder of pages"
    )
    parser.add_argument(
        "--gold",
        metavar="PATH",
        type=Path,
        help="gold file of the plan, or folder with <stem>.json: show misses and false alarms",
    )
    add_engine_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the pages; 0 when all inputs have theirs, else 1."""
    documents, failed = load_documents(args)
    with_text = [document for document in documents if document.text is not None]
    for document in documents:
        if document.text is None:
            complain(f"{document.key}: its text is not at hand; name it with --text")
            failed += 1
    if not with_text:
        return 1
    pages = _validation(args, with_text) if args.gold else _plans(args, with_text)
    for path, content in pages.items():
        _write(path, content)
    return 1 if failed else 0


def _plans(args: argparse.Namespace, documents: list[Document]) -> dict[Path, str]:
    from extractor.report.plan import plan_report

    single = len(documents) == 1 and _is_file(args.output)
    if not single and args.output.exists() and not args.output.is_dir():
        problem = f"is a file, and there are {len(documents)} plans"
        raise UsageError(str(args.output), problem, "give -o a folder")
    if not single and _is_file(args.output):
        problem = f"is one page, and there are {len(documents)} plans"
        raise UsageError(str(args.output), problem, "give -o a folder")
    return {
        args.output if single else args.output / f"{one.key}.html": plan_report(
            one.plan, one.text or ""
        )
        for one in documents
    }


def _validation(args: argparse.Namespace, documents: list[Document]) -> dict[Path, str]:
    from extractor.report.validation import validation_report
    from extractor.score import ScoreReport, load_gold, score

    scores, texts, plans = [], {}, {}
    for one in documents:
        gold = args.gold
        if gold.is_dir():
            gold = gold / f"{Path(one.plan.source.name).stem}.json"
        if not gold.is_file():
            raise GoldError(str(gold), "there is no such file", "name the gold of each plan")
        found = score(one.plan, load_gold(gold, one.text or ""))
        scores.append(found)
        texts[found.name] = one.text or ""
        plans[found.name] = one.plan
    path = args.output if _is_file(args.output) else args.output / "validation.html"
    return {path: validation_report(ScoreReport(tuple(scores)), texts, plans)}


def _is_file(path: Path) -> bool:
    return path.suffix.lower() in (".html", ".htm") and not path.is_dir()


def _write(path: Path, content: str) -> None:
    from extractor.files import write_whole

    try:
        write_whole(path, content.encode())
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise ExtractorError(str(path), problem, "choose another -o") from None
