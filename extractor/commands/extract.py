"""``extractor extract``: plans in, one JSON file each (or one line each) out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor.commands.options import (
    FailedError,
    add_engine_options,
    complain,
    extract_all,
    outcome,
)
from extractor.errors import UsageError

if TYPE_CHECKING:
    from extractor.commands.files import Input
    from extractor.pipeline import Result
    from extractor.plan import Plan

LINES_FILE = "plans.jsonl"

_DESCRIPTION = """\
Read plans and write what they say as JSON, every value at its words.

PATH is a file, a folder (with all below it), a pattern such as 'plans/**/*.docx', or - for
standard input. Each plan gives DIR/<stem>.json, in the subfolder it came from, and
DIR/<stem>.txt, its canonical text, where the input was not a plain text file. Inputs that
would share a name keep their suffix (a.docx.json, a.pdf.json)."""

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
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="folder to write to")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help=f"one line per plan: to DIR/{LINES_FILE}, or to standard output without -o",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    add_engine_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Extract everything; 0 when all was done, else 1."""
    from extractor.commands.files import scratch

    _check(args)
    with scratch() as folder:
        return _run(args, Path(folder))


def _check(args: argparse.Namespace) -> None:
    if args.output is None and not args.jsonl:
        problem = "there is nowhere to write to"
        raise UsageError("extract", problem, "give -o DIR (or --jsonl for standard output)")
    if args.output is not None and args.output.exists() and not args.output.is_dir():
        raise UsageError(str(args.output), "is not a folder", "give -o a folder")


def _run(args: argparse.Namespace, folder: Path) -> int:
    from extractor.commands.files import collect, output_names, save_stdin

    piped = save_stdin(folder, sys.stdin.buffer.read()) if "-" in args.paths else None
    collected = collect(args.paths, args.output, piped)
    for problem in collected.problems:
        complain(problem)
    inputs = collected.inputs
    results = _watched(args, extract_all(args, [item.path for item in inputs]), len(inputs))
    failed = len(collected.problems)
    with _lines_file(args) as lines:
        writer = _Writer(args.output, lines, {item.path.resolve() for item in inputs})
        for item, name, result in zip(inputs, output_names(inputs), results, strict=True):
            failed += not _write(writer, item, name, result)
    if not args.quiet:
        _summarise(args, len(inputs) + len(collected.problems), failed, collected.left_out)
    return 1 if failed else 0


def _watched(args: argparse.Namespace, results: Iterator[Result], total: int) -> Iterator[Result]:
    if args.quiet or not sys.stderr.isatty():
        return results
    from tqdm import tqdm

    return iter(tqdm(results, total=total, unit="plan", file=sys.stderr))


@contextmanager
def _lines_file(args: argparse.Namespace) -> Iterator[BinaryIO | None]:
    """Where ``--jsonl`` writes its lines; None without it."""
    from extractor.commands.files import whole_file

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

    def __init__(self, out: Path | None, lines: BinaryIO | None, inputs: set[Path]) -> None:
        self._out = out
        self._lines = lines
        self._inputs = inputs

    def write(self, item: Input, name: str, plan: Plan, canonical: str) -> None:
        """Write one plan; raises ``OSError`` and ``WouldOverwrite``."""
        from extractor.commands.files import write_whole

        if self._out is not None:
            target, text = self._out / f"{name}.json", self._out / f"{name}.txt"
            if item.piped or plan.source.media_type != "text/plain":
                known = target if self._lines is None else self._out / LINES_FILE
                self._guard(text, known)
                write_whole(text, canonical.encode("utf-8", "surrogatepass"))
            if self._lines is None:
                self._guard(target, target)
                write_whole(target, plan.to_json())
        if self._lines is not None:
            self._lines.write(_line(plan))

    def _guard(self, path: Path, companion: Path) -> None:
        """Refuse an input, and a file without the companion that an earlier run gave it."""
        if path.exists() and (path.resolve() in self._inputs or not companion.exists()):
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
