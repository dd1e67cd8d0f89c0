"""What people see on a terminal: one-line complaints, columns of wide characters in line."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Terminal cells that ``text`` takes: wide and full-width characters count two."""
    return sum(_cells(character) for character in text)


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """``text`` filled with spaces to ``cells`` terminal cells; ``right`` aligns to the right."""
    gap = " " * max(0, cells - width(text))
    return gap + text if right else text + gap


def shorten(text: str, cells: int) -> str:
    """``text`` on one line, cut to ``cells`` terminal cells with … at the cut."""
    flat = " ".join(text.split())
    if width(flat) <= cells:
        return flat
    used = 0
    for index, character in enumerate(flat):
        used += _cells(character)
        if used > cells - 1:
            return flat[:index] + "…"
    return flat


def columns(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> str:
    """Rows as aligned lines; ``numeric`` says which columns align to the right.

    Every row has as many cells as ``numeric``; lines end without spaces.
    """
    widths = [max((width(row[i]) for row in rows), default=0) for i in range(len(numeric))]
    lines = (
        "  ".join(
            pad(cell, cells, right=right)
            for cell, cells, right in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines)


def _cells(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def complain(line: object) -> None:
    """One line on standard error, above a progress bar where there is one."""
    text = " ".join(str(line).split())
    tqdm = sys.modules.get("tqdm")
    if tqdm is not None and sys.stderr.isatty():
        tqdm.tqdm.write(text, file=sys.stderr)
    else:
        print(text, file=sys.stderr)
