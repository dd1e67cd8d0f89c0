"""``extractor schema``: the JSON Schemas of the output."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from extractor.errors import ExtractorError, UsageError


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "schema",
        help="write the JSON Schemas of the output",
        description="Write DIR/<record>.schema.json (draft 2020-12) for every record type, "
        "or one schema to standard output.",
        epilog="exit codes: 0 all done, 1 some failed, 2 wrong use.",
    )
    parser.add_argument("-o", "--output", metavar="DIR", type=Path, help="folder to write to")
    parser.add_argument("--record", metavar="NAME", help="only this record type (without -o: plan)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the schemas; 0 when done."""
    from extractor.files import write_whole
    from extractor.schema import record_types, schema_bytes

    names = sorted(record_types())
    if args.record is not None and args.record not in names:
        remedy = f"use one of {', '.join(names)}"
        raise UsageError("schema", f"there is no record {args.record!r}", remedy)
    if args.output is None:
        sys.stdout.buffer.write(schema_bytes(args.record or "plan"))
        return 0
    try:
        for name in [args.record] if args.record else names:
            write_whole(args.output / f"{name}.schema.json", schema_bytes(name))
    except OSError as error:
        problem = f"cannot be written ({error.strerror})"
        raise ExtractorError(str(args.output), problem, "give -o another folder") from None
    return 0
