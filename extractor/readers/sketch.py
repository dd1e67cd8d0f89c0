"""Blocks before offsets exist: what readers hand to the canvas, and what tables are joined on."""

from __future__ import annotations

import msgspec


class GridCell(msgspec.Struct, frozen=True):
    """A cell before offsets exist: its place, its spans and its text (lines by ``\\n``)."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1


class Sketch(msgspec.Struct, frozen=True):
    """A table before offsets exist. ``pages`` are the rows before which a page starts."""

    cells: tuple[GridCell, ...]
    columns: int
    header_rows: int | None = None
    pages: tuple[int, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """A paragraph before offsets exist. ``pages`` are places in it where a page starts."""

    text: str
    level: int | None
    role: str
    pages: tuple[int, ...] = ()


class PageStart(msgspec.Struct, frozen=True):
    """A page starts with the next block."""


def join(before: str, after: str) -> str:
    """Two parts of a broken line as one; a space only between Latin words."""
    before, after = before.rstrip(), after.lstrip()
    if before[-1:].isascii() and after[:1].isascii() and before[-1:].isalpha():
        return f"{before} {after}" if after[:1].isalpha() else before + after
    return before + after
