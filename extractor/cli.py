"""The command ``extractor``: arguments and exit codes; each subcommand is a module.

A subcommand lives in ``extractor/commands/NAME.py`` with ``add_parser(subparsers)`` and
``run(args) -> int``, and is listed in ``extractor.commands.COMMANDS``. These modules import
nothing heavy before they run, so that ``extractor --help`` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from extractor.commands import COMMANDS
from extractor.errors import ExtractorError, UsageError

DONE, FAILED, WRONG_USE, INTERRUPTED = 0, 1, 2, 130

_EPILOG = """\
exit codes: 0 all done, 1 some failed (each with one line on standard error), 2 wrong use.
Each command has its own help: extractor COMMAND --help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code. Errors are one line on standard error."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character must not stop the work.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        args = build_parser().parse_args(argv)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except UsageError as error:
        return _fail(str(error), WRONG_USE)
    except ExtractorError as error:
        return _fail(str(error), FAILED)
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return _fail("interrupted: what was written is whole; run again for the rest", INTERRUPTED)


def build_parser() -> argparse.ArgumentParser:
    """The parser with all subcommands."""
    parser = _Parser(
        prog="extractor",
        description="Turn Chinese policy plans into data, every value at its words.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="show the version and exit")
    subparsers = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=_Parser
    )
    for name in COMMANDS:
        importlib.import_module(f"extractor.commands.{name}").add_parser(subparsers)
    return parser


class _Parser(argparse.ArgumentParser):
    """argparse, but wrong use is one line and not the whole usage."""

    def error(self, message: str) -> NoReturn:
        line = " ".join(message.split())
        self.exit(WRONG_USE, f"{self.prog}: {line}; see '{self.prog} --help'\n")


class _Version(argparse.Action):
    """``--version``: the metadata are read only when asked for (20 ms)."""

    def __init__(self, **options: Any) -> None:
        super().__init__(nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("plan-extractor")
        except PackageNotFoundError:
            number = "(not installed)"
        print(f"extractor {number}")
        parser.exit()


def _fail(line: str, code: int) -> int:
    print(line, file=sys.stderr)
    return code
