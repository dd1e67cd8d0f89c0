"""Plans for commands that read them: raw documents, or extracted JSON with the text it quotes."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.options import FailedError, extract_all, outcome
from extractor.errors import ExtractorError
from extractor.terminal import complain

if TYPE_CHECKING:
    from extractor.export.documents import Document
    from extractor.plan import Plan

_EXTRACTED = (".json", ".jsonl")
_Item = tuple[str, "Plan", str | None]


def add_input_options(parser: argparse.ArgumentParser) -> None:
    """``INPUT…`` and ``--text``."""
    parser.add_argument(
        "inputs",
        metavar="INPUT",
        nargs="+",
        help="plan, folder of plans, pattern, or extracted .json or .jsonl",
    )
    parser.add_argument(
        "--text",
        metavar="PATH",
        type=Path,
        help="text that extracted JSON quotes, or a folder of texts (default: beside the JSON)",
    )


def load_documents(args: argparse.Namespace) -> tuple[tuple[Document, ...], int]:
    """All inputs in their order, and how many failed (each with its line on standard error).

    A folder gives the plans in it; where it holds extracted JSON, that is taken instead.
    """
    from extractor.export.documents import make_documents

    jobs, failed = _jobs(args.inputs)
    raw = iter(extract_all(args, [p for p, _ in jobs if p.suffix.lower() not in _EXTRACTED]))
    items: list[_Item] = []
    for path, name in jobs:
        try:
            if path.suffix.lower() in _EXTRACTED:
                items.extend(_read(path, args.text))
            else:
                plan, text = outcome(next(raw))
                items.append((name, plan, text))
        except (ExtractorError, FailedError) as error:
            complain(error)
            failed += 1
    return make_documents(items), failed


def _read(path: Path, text: Path | None) -> list[_Item]:
    from extractor.export.documents import read_json

    return list(read_json(path, text))


def _jobs(arguments: list[str]) -> tuple[list[tuple[Path, str]], int]:
    """Files to read with the names that their plans get; how many arguments gave none."""
    from extractor.files import collect, output_names

    jobs: list[tuple[Path, str]] = []
    failed = 0
    for argument in arguments:
        extracted = _extracted(Path(argument))
        if extracted:
            jobs.extend((path, path.stem) for path in extracted)
            continue
        collected = collect([argument], None, None)
        for problem in collected.problems:
            complain(problem)
            failed += 1
        names = output_names(collected.inputs)
        jobs.extend((i.path, n) for i, n in zip(collected.inputs, names, strict=True))
    return jobs, failed


def _extracted(path: Path) -> list[Path]:
    """The JSON files of a folder that ``extractor extract`` filled."""
    try:
        if not path.is_dir():
            return []
        found = [p for s in _EXTRACTED for p in path.rglob(f"*{s}")]
    except OSError:
        return []
    return sorted(p for p in found if p.is_file() and not p.name.startswith("."))
