"""Options that several commands share, and the way they reach the pipeline."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import ExtractorError, UsageError

if TYPE_CHECKING:
    from extractor.pipeline import Result
    from extractor.plan import Plan

SECONDS, MEGABYTES = 300, 4096  # bounds on one plan of a batch
_FEW = 40  # starting worker processes costs more than extracting so many plans


def add_engine_options(parser: argparse.ArgumentParser) -> None:
    """``--lexicon``, ``--engine`` and ``--workers``."""
    parser.add_argument(
        "--lexicon", metavar="DIR", type=Path, help="folder of word tables laid over the packaged"
    )
    parser.add_argument(
        "--engine",
        choices=("rjieba", "jieba"),
        default="rjieba",
        help="word segmentation: rjieba (fast, the default) or jieba; both give the same records",
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        type=positive,
        help=f"processes (default: one per core for more than {_FEW} plans, else one)",
    )


def add_batch_options(parser: argparse.ArgumentParser) -> None:
    """What makes a batch of many plans, and bounds it."""
    group = parser.add_argument_group("batches")
    group.add_argument("--batch", action="store_true", help="keep a manifest, however few plans")
    group.add_argument(
        "--retry-failed", action="store_true", help="only the files that failed before"
    )
    group.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=positive,
        help=f"end a file that takes longer (default {SECONDS})",
    )
    group.add_argument(
        "--memory",
        metavar="MB",
        type=positive,
        help=f"end a file that needs more (default {MEGABYTES})",
    )
    group.add_argument(
        "--scheduler", metavar="URL", help="hand the work to Dask (tcp://host:8786), not --workers"
    )
    group.add_argument(
        "--log-json", action="store_true", help="progress and failures as JSON lines, for machines"
    )


def extract_all(args: argparse.Namespace, paths: Sequence[Path]) -> Iterator[Result]:
    """The pipeline's results for these files, in their order, with the options given."""
    from extractor.lexicon.loader import Lexicon
    from extractor.pipeline import Options
    from extractor.scale.many import extract_many

    if args.lexicon is not None:
        Lexicon(args.lexicon)  # a lexicon that is wrong is one error, not one per plan
    workers = args.workers or default_workers(len(paths))
    options = Options(lexicon=args.lexicon, engine=args.engine)
    return iter(extract_many(paths, options, workers))


def default_workers(plans: int) -> int:
    """One process for few plans, else one per core that this process may use."""
    if plans <= _FEW:
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def outcome(result: Result) -> tuple[Plan, str]:
    """A result's plan and canonical text; raises ``FailedError`` with its line."""
    if result.error is not None or result.plan is None:
        raise FailedError(result.error or f"{result.path}: gave no plan; report this")
    return result.plan, result.text


class FailedError(ExtractorError):
    """A file that the pipeline could not do; its line is already complete."""

    def __init__(self, line: str) -> None:
        super().__init__(line, "", "")

    def __str__(self) -> str:
        return self.place


def existing(path: Path) -> Path:
    """The path itself; raises ``UsageError`` where there is none."""
    if not os.path.exists(path):  # Path.exists raises where a parent folder is shut
        raise UsageError(str(path), "there is no such file or folder", "check the path")
    return path


def positive(text: str) -> int:
    """An option's value that is a whole number above 0."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number
