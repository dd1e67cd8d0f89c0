"""``extractor extract``: plans in, one JSON file each (or one line each) out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.commands.options import (
    FailedError,
    add_batch_options,
    add_engine_options,
    extract_all,
    outcome,
)
from extractor.errors import UsageError
from extractor.terminal import complain

if TYPE_CHECKING:
    from extractor.files import Input
    from extractor.pipeline import Result
    from extractor.plan import Plan

LINES_FILE = "plans.jsonl"
#: So many plans take long enough that a run may be ended before its end.
MANY = 100

_DESCRIPTION = """\
Read plans and write what they say as JSON, every value at its words.

PATH is a file, a folder (with all below it), a pattern such as 'plans/**/*.docx', or - for
standard input. Each plan gives DIR/<stem>.json, in the subfolder it came from, and
DIR/<stem>.txt, its canonical text, where the input was not a plain text file. Inputs that
would share a name keep their suffix (a.docx.json, a.pdf.json).

More than 100 plans, or any option under "batches", make it a batch: DIR/manifest.jsonl keeps
what was done, so that a run that was ended goes on where it was and a second run does only
what changed; DIR/failures.jsonl lists what failed. Then PATH and DIR may be URLs (s3://…)."""

_EPILOG = """\
A file that cannot be read gives one line on standard error and never stops the others.
exit codes: 0 all done, 1 some failed, 2 wrong use."""


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "extract",
        help="read plans and write JSON",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", metavar="PATH", nargs="+", help="file, folder, pattern or -")
    parser.add_argument("-o", "--output", metavar="DIR", help="folder (or URL) to write to")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help=f"one line per plan: to DIR/{LINES_FILE}, or to standard output without -o",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    add_engine_options(parser)
    add_batch_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Extract everything; 0 when all was done, else 1."""
    from extractor.files import scratch

    _check(args)
    with scratch() as folder:
        return _run(args, Path(folder))


def _check(args: argparse.Namespace) -> None:
    from extractor.files import is_url

    if args.output is None and not args.jsonl:
        problem = "there is nowhere to write to"
        raise UsageError("extract", problem, "give -o DIR (or --jsonl for standard output)")
    if args.output is None:
        if args.log_json or args.scheduler is not None or args.retry_failed or args.batch:
            problem = "a batch writes files, and there is no folder for them"
            raise UsageError("extract", problem, "give -o DIR")
        return
    if not is_url(args.output):
        args.output = Path(args.output)
        if args.output.exists() and not args.output.is_dir():
            raise UsageError(str(args.output), "is not a folder", "give -o a folder")


def _run(args: argparse.Namespace, folder: Path) -> int:
    from extractor.files import collect, output_names, real, save_stdin

    piped = save_stdin(folder, sys.stdin.buffer.read()) if "-" in args.paths else None
    local = args.output if isinstance(args.output, Path) else None
    collected = collect(args.paths, local, piped)
    for problem in collected.problems:
        complain(problem)
    inputs = collected.inputs
    if is_batch(args, inputs):
        from extractor.commands.batch import run_batch

        return run_batch(args, collected)
    results = _watched(args, extract_all(args, [item.path for item in inputs]), len(inputs))
    failed = len(collected.problems)
    with _lines_file(args) as lines:
        writer = _Writer(args.output, lines, {real(item.path) for item in inputs})
        for item, name, result in zip(inputs, output_names(inputs), results, strict=True):
            failed += not _write(writer, item, name, result)
    if not args.quiet:
        _summarise(args, len(inputs) + len(collected.problems), failed, collected.left_out)
    return 1 if failed else 0


def is_batch(args: argparse.Namespace, inputs: Sequence[Input]) -> bool:
    """True when the work is kept in a manifest: asked for, or too long to do twice."""
    if args.output is None:
        if any(item.url for item in inputs):
            raise UsageError("extract", "plans at URLs are a batch", "give -o DIR")
        return False
    asked = (args.workers, args.scheduler, args.timeout, args.memory)
    if args.batch or args.retry_failed or args.log_json or any(asked):
        return True
    return len(inputs) > MANY or not isinstance(args.output, Path) or any(i.url for i in inputs)


def _watched(args: argparse.Namespace, results: Iterator[Result], total: int) -> Iterator[Result]:
    if args.quiet or not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    return iter(tqdm(results, total=total, unit="plan", file=sys.stderr))


@contextmanager
def _lines_file(args: argparse.Namespace) -> Iterator[BinaryIO | None]:
    """Where ``--jsonl`` writes its lines; None without it."""
    from extractor.files import whole_file

    if not args.jsonl:
        yield None
    elif args.output is None:
        yield sys.stdout.buffer
    else:
        with whole_file(args.output / LINES_FILE) as file:
            yield file


def _write(writer: _Writer, item: Input, name: str, result: Result) -> bool:
    try:
        plan, text = outcome(result)
        writer.write(item, name, plan, text)
    except FailedError as error:
        complain(error)
        return False
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{item.path}: cannot be written ({error.strerror}); check the folder of -o")
        return False
    except WouldOverwrite as error:
        complain(f"{item.path}: would overwrite {error}; choose another folder for -o")
        return False
    return True


class WouldOverwrite(Exception):
    """A file of the user's stands where a result should go."""


class _Writer:
    """Puts results where they belong; never over an input or a text that is not ours."""

    def __init__(self, out: Path | None, lines: BinaryIO | None, inputs: set[str]) -> None:
        self._out = out
        self._lines = lines
        self._inputs = inputs

    def write(self, item: Input, name: str, plan: Plan, canonical: str) -> None:
        """Write one plan; raises ``OSError`` and ``WouldOverwrite``."""
        from extractor.files import write_whole

        if self._out is not None:
            target, text = self._out / f"{name}.json", self._out / f"{name}.txt"
            own_text = item.piped or plan.source.media_type != "text/plain"
            if own_text:
                self._guard(text, target if self._lines is None else self._out / LINES_FILE)
            # The JSON first: a text without it would look like the user's own after a kill.
            if self._lines is None:
                self._guard(target, target)
                write_whole(target, plan.to_json())
            if own_text:
                write_whole(text, canonical.encode("utf-8", "surrogatepass"))
        if self._lines is not None:
            self._lines.write(_line(plan))

    def _guard(self, path: Path, companion: Path) -> None:
        """Refuse an input, and a file without the companion that an earlier run gave it."""
        from extractor.files import real

        if path.exists() and (real(path) in self._inputs or not companion.exists()):
            raise WouldOverwrite(path)


def _line(plan: Plan) -> bytes:
    import msgspec

    return bytes(msgspec.json.format(plan.to_json(), indent=-1)) + b"\n"


def _summarise(args: argparse.Namespace, total: int, failed: int, left_out: int) -> None:
    where = "standard output" if args.output is None else str(args.output)
    parts = [f"{total - failed} of {total} plans written to {where}"]
    if left_out:
        parts.append(f"{left_out} files of other kinds left out")
    print(", ".join(parts), file=sys.stderr)
