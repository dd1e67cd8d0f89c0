"""Tables of the plan as grids over their own words, so that highlights fall into the cells."""

from __future__ import annotations

import msgspec

from extractor.plan import Table


class GridCell(msgspec.Struct, frozen=True):
    """A cell: the words at ``start`` to ``end``, or a ``ghost`` that the text has not here.

    Ghosts are merged cells repeated in every row and column that they cover.
    """

    start: int
    end: int
    ghost: str | None = None


class Grid(msgspec.Struct, frozen=True):
    """The rows of a table, header first where it was found at its words."""

    rows: tuple[tuple[GridCell, ...], ...]
    has_header: bool


def align(text: str, table: Table) -> Grid | None:
    """Where each cell of a table stands in the text; None where not all its words are in cells.

    Cells are looked for in their order. A grid is only given when every character of the table
    that is no white space stands in exactly one cell: nothing may be hidden or shown twice.
    """
    finder = _Finder(text, table.start, table.end)
    rows: list[tuple[GridCell, ...]] = []
    above: tuple[str, ...] = ()
    for values in (table.header, *table.rows):
        row = tuple(
            finder.cell(value, (above[i : i + 1], values[max(0, i - 1) : i]))
            for i, value in enumerate(values)
        )
        if any(cell is None for cell in row):
            return None
        rows.append(tuple(cell for cell in row if cell is not None))
        above = values
    return Grid(tuple(rows), bool(table.header)) if finder.done() else None


class _Finder:
    """Walks through the characters of a table that are no white space."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._at = [i for i in range(start, min(end, len(text))) if not text[i].isspace()]
        self._solid = "".join(text[i] for i in self._at)
        self._next = 0

    def cell(self, value: str, near: tuple[tuple[str, ...], ...]) -> GridCell | None:
        """The cell with these words: right here, or repeated from ``near`` (above, left)."""
        words = "".join(value.split())
        if not words:
            return GridCell(0, 0)
        if self._solid.startswith(words, self._next):
            first, last = self._at[self._next], self._at[self._next + len(words) - 1]
            self._next += len(words)
            return GridCell(first, last + 1)
        return GridCell(0, 0, value) if (value,) in near else None

    def done(self) -> bool:
        """True when every character has been given to a cell."""
        return self._next == len(self._solid)
