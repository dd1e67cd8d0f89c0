"""A labelled corpus: which raw plan has which gold file, and the hash of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from extractor.errors import GoldError


class CorpusPlan(msgspec.Struct, frozen=True):
    """One plan of a corpus: its raw file and its gold file."""

    raw: Path
    gold: Path


def load_corpus(folder: Path) -> tuple[CorpusPlan, ...]:
    """The plans that ``folder/manifest.json`` lists, else ``raw/X.*`` with ``gold/X.json``.

    Raises ``GoldError`` for a folder that holds no labelled plan or whose files are missing.
    """
    manifest = folder / "manifest.json"
    plans = _listed(manifest, folder) if manifest.is_file() else _found(folder)
    if not plans:
        problem = "holds no labelled plan"
        raise GoldError(str(folder), problem, "put plans in raw/ and their gold in gold/")
    for plan in plans:
        for path in (plan.raw, plan.gold):
            if not path.is_file():
                problem = "the file is missing"
                raise GoldError(str(path), problem, f"add it or mend {manifest.name}")
    return plans


def corpus_hash(plans: Iterable[CorpusPlan]) -> str:
    """SHA-256 over names and bytes of all raw and gold files, in order of their names."""
    digest = hashlib.sha256()
    for path in sorted({path for plan in plans for path in (plan.raw, plan.gold)}, key=_name):
        content = path.read_bytes()
        digest.update(f"{_name(path)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _listed(manifest: Path, folder: Path) -> tuple[CorpusPlan, ...]:
    remedy = "list plans as {“plans”: [{“file”: …, “gold”: …}]}"
    try:
        listed: Any = json.loads(manifest.read_text(encoding="utf-8"))
        entries = [(str(entry["file"]), str(entry["gold"])) for entry in listed["plans"]]
    except (ValueError, KeyError, TypeError) as error:
        problem = f"is no manifest ({type(error).__name__}: {error})"
        raise GoldError(str(manifest), problem, remedy) from None
    return tuple(CorpusPlan(folder / raw, folder / gold) for raw, gold in entries)


def _found(folder: Path) -> tuple[CorpusPlan, ...]:
    raws = {path.stem: path for path in sorted((folder / "raw").glob("*")) if path.is_file()}
    golds = sorted((folder / "gold").glob("*.json"))
    return tuple(CorpusPlan(raws[gold.stem], gold) for gold in golds if gold.stem in raws)
