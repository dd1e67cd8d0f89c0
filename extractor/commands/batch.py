"""The batch side of ``extractor extract``: options in, ``scale`` at work, a summary out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.extract import LINES_FILE
from extractor.commands.options import MEGABYTES, SECONDS, default_workers
from extractor.files import Collected, Input, output_names, real

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from extractor.scale.batch import Summary
    from extractor.scale.jobs import Job, Settings


def run_batch(args: argparse.Namespace, collected: Collected) -> int:
    """Extract into a folder that keeps a manifest; 0 when no file failed, else 1."""
    from extractor.scale.batch import run_batch
    from extractor.scale.progress import Progress

    settings = _settings(args)
    jobs = make_jobs(collected.inputs, settings.out)
    progress = Progress(args.quiet, args.log_json)
    with _executor(args, len(jobs)) as (executor, workers):
        summary = run_batch(jobs, settings, executor, workers, progress, args.retry_failed)
    if args.jsonl:
        _join(settings.out, jobs)
    failed = summary.failed + len(collected.problems)
    if not args.quiet and not args.log_json:
        _summarise(settings.out, summary, failed, collected)
    return 1 if failed else 0


def make_jobs(inputs: Sequence[Input], out: str) -> list[Job]:
    """One job per input, with the output names of the whole run."""
    from extractor.scale.jobs import Job

    local = None if "://" in out else Path(out)
    mine = {real(item.path) for item in inputs if not item.url} if local else set()
    return [
        Job(
            item.url or str(item.path.absolute()),
            item.place,
            name,
            item.piped,
            tuple(
                suffix
                for suffix in (".json", ".txt")
                if local is not None and real(local / (name + suffix)) in mine
            ),
        )
        for item, name in zip(inputs, output_names(inputs), strict=True)
    ]


def _settings(args: argparse.Namespace) -> Settings:
    from extractor.lexicon.loader import Lexicon
    from extractor.scale.jobs import Limits, Settings
    from extractor.scale.version import version

    lexicon = None
    if args.lexicon is not None:
        Lexicon(args.lexicon)  # a lexicon that is wrong is one error, not one per plan
        lexicon = str(args.lexicon.absolute())
    out = str(args.output.absolute()) if isinstance(args.output, Path) else args.output
    limits = Limits(args.timeout or SECONDS, args.memory or MEGABYTES)
    return Settings(out, version(lexicon, args.engine), lexicon, args.engine, limits)


@contextmanager
def _executor(args: argparse.Namespace, plans: int) -> Iterator[tuple[Executor, int]]:
    from extractor.scale.executors import dask_executor, local_executor

    if args.scheduler is not None:
        with dask_executor(args.scheduler) as found:
            yield found
        return
    workers = args.workers or default_workers(plans)
    with local_executor(workers) as executor:
        yield executor, workers


def _join(out: str, jobs: Sequence[Job]) -> None:
    """``plans.jsonl`` of the plans written, one line each, in the order of the inputs."""
    import tempfile

    import msgspec

    from extractor.scale.places import Store

    store = Store(out)
    with tempfile.SpooledTemporaryFile(64 * 1024 * 1024) as lines:
        for job in jobs:
            content = store.read(f"{job.output}.json")
            if content is not None:
                lines.write(msgspec.json.format(content, indent=-1) + b"\n")
        lines.seek(0)
        store.write(LINES_FILE, lines.read())


def _summarise(out: str, summary: Summary, failed: int, collected: Collected) -> None:
    parts = [f"{summary.written} of {summary.plans} plans written to {out}"]
    if summary.unchanged:
        parts.append(f"{summary.unchanged} unchanged")
    if failed:
        parts.append(f"{failed} failed (see failures.jsonl)")
    if collected.left_out:
        parts.append(f"{collected.left_out} files of other kinds left out")
    print(", ".join(parts), file=sys.stderr)
