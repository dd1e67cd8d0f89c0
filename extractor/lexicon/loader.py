"""Words as data: TOML tables of typed entries, a user's folder merged over the packaged ones.

A lexicon file is ``NAME.toml`` with one array of tables, ``[[entry]]``. Each entry has a
``name`` and ``examples`` (short phrases in which it must be recognised), and where
false matches are known ``look_alikes`` (phrases in which it must not be). A user's
``DIR/NAME.toml`` adds entries; one with the same ``name`` replaces ours;
``remove = true`` drops it.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from extractor.errors import LexiconError
from extractor.lexicon.entries import KINDS, Entry

E = TypeVar("E", bound=Entry)


class Lexicon:
    """All word tables, loaded on first use; equal only to itself, so it can key caches."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._tables: dict[str, tuple[Entry, ...]] = {}
        if folder is not None:
            _check_folder(folder)

    def entries(self, kind: type[E]) -> tuple[E, ...]:
        """Every entry of one kind, packaged ones first, in file order."""
        name = _file_name(kind)
        if name not in self._tables:
            self._tables[name] = tuple(self._load(name, kind))
        return self._tables[name]  # type: ignore[return-value]

    def _load(self, name: str, kind: type[E]) -> Iterator[E]:
        packaged = resources.files("extractor.lexicon") / f"{name}.toml"
        merged = {
            e.name: e for e in _read(f"{name}.toml", packaged.read_text(encoding="utf-8"), kind)
        }
        if self.folder is not None and (own := self.folder / f"{name}.toml").is_file():
            for entry in _read(str(own), own.read_text(encoding="utf-8"), kind):
                merged[entry.name] = entry
        return (e for e in merged.values() if not e.remove)


@functools.cache
def default_lexicon() -> Lexicon:
    """The packaged lexicon, loaded once per process."""
    return Lexicon()


def _file_name(kind: type[Entry]) -> str:
    return next(name for name, known in KINDS.items() if known is kind)


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise LexiconError(str(folder), "is not a folder", "name a folder of NAME.toml files")
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in KINDS:
            known = ", ".join(sorted(KINDS))
            raise LexiconError(str(path), "no lexicon has this name", f"use one of {known}")
        _read(str(path), path.read_text(encoding="utf-8"), KINDS[path.stem])


def _read(place: str, text: str, kind: type[E]) -> Iterator[E]:
    try:
        table: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(place, f"is not TOML: {error}", "mend the line it names") from None
    entries: list[E] = []
    seen: dict[str, int] = {}
    for index, raw in enumerate(table.get("entry", ())):
        try:
            entry = msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            line = _line_of(text, index)
            raise LexiconError(f"{place}:{line}", str(error), "mend this entry") from None
        if entry.name in seen:
            line = _line_of(text, index)
            problem = f"{entry.name!r} stands already at line {_line_of(text, seen[entry.name])}"
            raise LexiconError(f"{place}:{line}", problem, "join the two entries")
        seen[entry.name] = index
        entries.append(entry)
    return iter(entries)


def _line_of(text: str, index: int) -> int:
    """Line number of the ``index``-th ``[[entry]]``."""
    heads = [n for n, line in enumerate(text.split("\n"), 1) if line.strip() == "[[entry]]"]
    return heads[index] if index < len(heads) else 1
