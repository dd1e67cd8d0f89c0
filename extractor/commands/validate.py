"""``extractor validate``: how right the extraction is, measured on plans labelled by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.options import (
    FailedError,
    add_engine_options,
    existing,
    extract_all,
    outcome,
)
from extractor.errors import ExtractorError, GoldError, ReadError, UsageError
from extractor.terminal import complain

if TYPE_CHECKING:
    from extractor.plan import Plan
    from extractor.score import CorpusPlan, PlanScore, ScoreReport

_DESCRIPTION = """\
Extract labelled plans and compare: precision, recall and F1 per record type, accuracy per
field, and every miss and false alarm with its line and quote.

PATH is a corpus (a folder with manifest.json, or with raw/ and gold/), or one plan with its
GOLD file. PATH may also be JSON that was extracted before; --text then names its text."""

_EPILOG = """\
exit codes: 0 all done, 1 a file failed, a floor does not hold or F1 is under --fail-under,
2 wrong use."""


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "validate",
        help="compare extraction with plans labelled by hand",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="corpus folder, or a plan")
    parser.add_argument("gold", metavar="GOLD", type=Path, nargs="?", help="gold of the one plan")
    parser.add_argument("--text", metavar="FILE", type=Path, help="text that PATH.json quotes")
    parser.add_argument("--json", action="store_true", help="everything as JSON, for machines")
    parser.add_argument(
        "--summary", action="store_true", help="only the table, no misses and false alarms"
    )
    parser.add_argument("--fields", action="store_true", help="also list every wrong field")
    parser.add_argument(
        "--record", metavar="TYPE", action="append", help="only this record type (repeatable)"
    )
    parser.add_argument(
        "--fail-under",
        metavar="F1",
        type=_share,
        help="exit 1 when the F1 of a record type shown is under this (0 to 1)",
    )
    _add_floor_options(parser)
    add_engine_options(parser)
    parser.set_defaults(run=run)


def _add_floor_options(parser: argparse.ArgumentParser) -> None:
    floors = parser.add_mutually_exclusive_group()
    floors.add_argument(
        "--check-floors", action="store_true", help="exit 1 when a floor does not hold"
    )
    floors.add_argument(
        "--raise-floors", action="store_true", help="pin what is better than its floor"
    )
    floors.add_argument(
        "--lower-floors",
        metavar="REASON",
        help="pin everything as it is, even where it is worse; the reason is kept",
    )


def run(args: argparse.Namespace) -> int:
    """Score, print, hold floors; 0 when all is well."""
    from extractor.score import ScoreReport

    _check_records(args.record or [])
    plans = _plans(args)
    scores: list[PlanScore] = []
    failed = 0
    for one in _scores(args, plans):
        if isinstance(one, ExtractorError):
            complain(one)
            failed += 1
        else:
            scores.append(one)
    report = ScoreReport(tuple(scores))
    shown = report.only(args.record) if args.record else report
    if scores:
        _print(args, shown)
    if failed:
        return 1
    under = _under(shown, args.fail_under)
    return 1 if _floors(args, report, plans) + under else 0


def _plans(args: argparse.Namespace) -> tuple[CorpusPlan, ...]:
    from extractor.score import CorpusPlan, load_corpus

    floors = args.check_floors or args.raise_floors or args.lower_floors is not None
    if existing(args.path).is_dir():
        if args.gold is not None:
            raise UsageError(str(args.gold), "a corpus has its own gold", "name only the folder")
        if args.record and floors:
            raise UsageError("--record", "floors hold for all records", "leave --record out")
        return load_corpus(args.path)
    if args.gold is None:
        problem = "is one plan, and its gold is not named"
        raise UsageError(str(args.path), problem, "use: extractor validate PLAN GOLD")
    if floors:
        raise UsageError(str(args.path), "is no corpus", "floors need a corpus folder")
    return (CorpusPlan(args.path, args.gold),)


def _scores(
    args: argparse.Namespace, plans: tuple[CorpusPlan, ...]
) -> list[PlanScore | ExtractorError]:
    if args.gold is not None and args.path.suffix == ".json":
        return [_score(*_extracted(args), args.gold)]
    scores: list[PlanScore | ExtractorError] = []
    results = extract_all(args, [plan.raw for plan in plans])
    for plan, result in zip(plans, results, strict=True):
        try:
            scores.append(_score(*outcome(result), plan.gold))
        except FailedError as error:
            scores.append(error)
    return scores


def _score(plan: Plan, text: str, gold: Path) -> PlanScore | ExtractorError:
    from extractor.score import load_gold, score

    try:
        return score(plan, load_gold(gold, text))
    except GoldError as error:
        return error


def _extracted(args: argparse.Namespace) -> tuple[Plan, str]:
    from extractor.commands.show import load_plan

    path: Path | None = args.text
    if path is None:
        problem = "is an extracted plan, and the text it quotes is not named"
        raise UsageError(str(args.path), problem, "give --text FILE")
    try:
        # Bytes, not read_text: that would turn \\r\\n into \\n and shift every offset.
        return load_plan(args.path), path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(str(path), f"cannot be read ({error})", "give a UTF-8 text") from None


def _check_records(names: list[str]) -> None:
    from extractor.score import RECORD_TYPES

    for name in names:
        if name not in RECORD_TYPES:
            remedy = f"use one of {', '.join(RECORD_TYPES)}"
            raise UsageError("--record", f"there is no record type {name!r}", remedy)


def _print(args: argparse.Namespace, report: ScoreReport) -> None:
    if args.json:
        sys.stdout.buffer.write(report.to_json())
        return
    slips = "" if args.summary else report.list_slips(wrong_fields=args.fields)
    if slips:
        print(slips, end="\n\n")
    print(report.table())


def _under(report: ScoreReport, least: float | None) -> int:
    low = [r for r in report.records if least is not None and r.f1 is not None and r.f1 < least]
    for record in low:
        complain(f"{record.name}: F1 {record.f1:.4f} is under {least}; look at its misses")
    return len(low)


def _floors(args: argparse.Namespace, report: ScoreReport, plans: tuple[CorpusPlan, ...]) -> int:
    """Check or write the floors; how many do not hold."""
    if not (args.check_floors or args.raise_floors or args.lower_floors is not None):
        return 0
    from extractor.files import write_whole
    from extractor.score import corpus_hash, floors

    path = args.path / floors.FILE_NAME
    pinned = floors.load_floors(path)
    measured = floors.measure(report, corpus_hash(plans))
    if args.check_floors:
        if pinned is None:
            raise GoldError(str(path), "there are no floors", "pin them with --raise-floors")
        broken = list(floors.failures(pinned, measured))
        for line in broken:
            complain(f"{path}: {line}")
        return len(broken)
    new = (
        floors.raised(pinned, measured)
        if args.raise_floors
        else floors.lowered(pinned, measured, args.lower_floors)
    )
    write_whole(path, new.to_toml().encode())
    return 0


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return value
