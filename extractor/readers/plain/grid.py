"""Rows of cells, each cell a run of lines or a span, made into a ``Grid``."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.document import Cell, Grid
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.lines import RawLine
from extractor.spans import Span

MOST_COLUMNS = 40
_SUFFIX = "区县市局委厅办镇乡州院部会处"


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A cell before its place is known: a span with the breaks and debris inside it."""

    start: int
    end: int
    text: str
    holes: tuple[Span, ...] = ()


SPANNED = Piece(-1, -1, "")
"""The place right of a header cell that covers it too."""


def piece(text: str, run: Sequence[RawLine], debris: Debris) -> Piece:
    """The cell that a run of lines holds; the breaks between the lines become holes."""
    if len(run) == 1:
        start, end = run[0].start, run[0].end
        return Piece(start, end, text[start:end], debris.within(start, end))
    full = [line for line in run if not line.blank] or list(run[:1])
    holes: list[Span] = []
    words: list[str] = []
    for index, line in enumerate(full):
        holes += debris.within(line.start, line.end)
        if index:
            previous = full[index - 1]
            if not _keeps_break(text, previous, line):
                holes.append(Span(previous.end, line.start))
            else:
                words.append(" ")
                holes.append(Span(previous.end + 1, line.start))
        words.append(text[line.start : line.end])
    kept = tuple(sorted(hole for hole in holes if hole.start < hole.end))
    return Piece(full[0].start, full[-1].end, "".join(words), kept)


def cell_piece(text: str, low: int, high: int, debris: Debris) -> Piece:
    """The cell in ``[low, high)`` of one line, without the blanks at its edges."""
    words = text[low:high]
    start = low + len(words) - len(words.lstrip())
    end = max(start, low + len(words.rstrip()))
    return Piece(start, end, text[start:end], debris.within(start, end))


def _keeps_break(text: str, before: RawLine, after: RawLine) -> bool:
    """雁江区⏎安岳县 are two names, 2020年⏎基准值 is one header."""
    last = text[before.end - 1 : before.end]
    return last in _SUFFIX and text[after.end - 1 : after.end] in _SUFFIX and last != ""


def make_grid(
    rows: Sequence[Sequence[Piece | None]], columns: int, header_rows: int | None = None
) -> Grid:
    """A grid of complete rows. A null place is covered by the cell above it.

    A row of one piece in a wider table is a group row: its cell spans all columns. No cell
    goes on from the header into the rows, ``SPANNED`` places belong to the cell on the left.
    """
    cells: list[Cell] = []
    open_cells: dict[int, int] = {}
    for r, row in enumerate(rows):
        if r == header_rows:
            open_cells.clear()
        if len(row) == 1 and columns > 1 and row[0] is not None:
            only = row[0]
            cells.append(Cell(only.start, only.end, r, 0, 1, columns, only.holes))
            open_cells.clear()
            continue
        for c, part in enumerate(row):
            if part is SPANNED:
                wide = cells[-1]
                cells[-1] = msgspec.structs.replace(wide, colspan=wide.colspan + 1)
            elif part is not None:
                open_cells[c] = len(cells)
                cells.append(Cell(part.start, part.end, r, c, 1, 1, part.holes))
            elif c in open_cells:
                above = cells[open_cells[c]]
                cells[open_cells[c]] = msgspec.structs.replace(above, rowspan=r - above.row + 1)
    start = min([cell.start for cell in cells])
    end = max([cell.end for cell in cells])
    return Grid(start, end, tuple(cells), columns, header_rows)
