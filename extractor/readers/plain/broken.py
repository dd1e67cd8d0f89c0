"""Indicator tables of a PDF's text in which some cells broke over lines: rows that stayed whole.

A cell of two lines, set in the middle of its row, leaves halves above and below the line that
holds the rest; which half is of which cell cannot be told for sure. Rows that stand complete on
one line can be read, and the others are said to be lost.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import msgspec
import regex

from extractor.document import Grid, Notice
from extractor.lexicon.roles import Roles, is_empty, is_numeric
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.grid import Piece, cell_piece, make_grid
from extractor.readers.plain.lines import HEADING, RawLine

_WORD = regex.compile(r"\S+")
_ORDINAL = regex.compile(r"(\d{1,3})(?=\s|$)")
_NOTE = regex.compile(r"(\d{1,2})\s?(?=\p{Han})")
_MARKED = regex.compile(r"\p{Han}\d$")
_BELOW = frozenset({"year", "baseline", "target", "growth"})
_FIXED = frozenset({"name", "unit", "nature"})
_LONGEST = 45  # a longer line is text after the table
_LONGEST_TAIL = 12  # of half a cell below the last row
_LONGEST_VALUE = 16
_LEAST_ROWS = 3
_MOST_LOOSE = 8  # lines between two ordinals


class Partial(msgspec.Struct, frozen=True):
    """The whole rows as a grid, what is lost, and the lines of footnotes below the table."""

    grid: Grid
    notice: Notice
    notes: tuple[int, ...]


class _Row(msgspec.Struct, frozen=True):
    """A line that starts with the row's ordinal; ``cells`` are null where it is not whole."""

    line: int
    cells: tuple[Piece, ...] | None


def whole_rows(
    text: str, lines: Sequence[RawLine], at: int, debris: Debris, roles: Roles
) -> tuple[Partial, int] | None:
    """The table whose header starts on line ``at``, when most rows stand whole on a line."""
    table = _Table(text, lines, debris, roles)
    head = table.header(at)
    if head is None:
        return None
    header, first = head
    names = [roles.role(cell.text) for cell in header]
    rows, end = table.rows(first, names)
    kept = _sure(rows)
    if len(kept) < _LEAST_ROWS or 2 * len(kept) < len(rows) or len(kept) == len(rows):
        return None
    ordinal = Piece(header[0].start, header[0].start, "")
    lost = [n for n, row in enumerate(rows, 1) if row not in kept]
    notes = table.notes(end, kept)
    marks = {match[1] for i in notes if (match := _NOTE.match(table.words(i)))}
    body = [list(row.cells) for row in kept if row.cells]
    full = [[ordinal, *header], *([_unmarked(cell, marks) for cell in row] for row in body)]
    grid = make_grid(full, len(names) + 1, 1)
    notice = _notice(lost, lines[rows[lost[0] - 1].line].start, lines[end - 1].end)
    return Partial(grid, notice, notes), max(end, *(i + 1 for i in notes)) if notes else end


def _unmarked(cell: Piece, marks: set[str]) -> Piece:
    """拥有量1 without the mark of its footnote."""
    words = cell.text
    if words[-1:] not in marks or not _MARKED.search(words):
        return cell
    return msgspec.structs.replace(cell, end=cell.end - 1, text=words[:-1])


def _sure(rows: Sequence[_Row]) -> list[_Row]:
    """Whole rows; where loose lines stand between two of them, one may lack its middle."""
    doubted = {
        row.line
        for above, below in itertools.pairwise(rows)
        if above.cells and below.cells and below.line > above.line + 1
        for row in (above, below)
    }
    return [row for row in rows if row.cells and row.line not in doubted]


def _notice(lost: Sequence[int], start: int, end: int) -> Notice:
    which = "、".join(map(str, lost))
    message = f"表格第{which}行的单元格在转成文本时断成几行，无法可靠还原，请对照原文件核对"
    return Notice("unreadable_table", message, start, end)


class _Table:
    """The lines of one table."""

    def __init__(self, text: str, lines: Sequence[RawLine], debris: Debris, roles: Roles) -> None:
        self.text, self.lines, self.debris, self.roles = text, lines, debris, roles

    def words(self, i: int) -> str:
        return self.text[self.lines[i].start : self.lines[i].end]

    def cells(self, i: int) -> list[Piece]:
        line = self.lines[i]
        found = _WORD.finditer(self.text, line.start, line.end)
        return [cell_piece(self.text, m.start(), m.end(), self.debris) for m in found]

    def header(self, at: int) -> tuple[list[Piece], int] | None:
        """指标 单位 属性 with the years below them, and the line of the first row."""
        first = next(
            (i for i in range(at + 1, min(at + 5, len(self.lines))) if self._ordinal(i) == 1), None
        )
        if first is None:
            return None
        top = [cell for cell in self._spaced(at) if self.roles.role(cell.text) != "number"]
        below = [cell for i in range(at + 1, first) for cell in self.cells(i)]
        below = [cell for cell in below if self.roles.role(cell.text) in _BELOW]
        known = [self.roles.role(cell.text) for cell in top]
        if "name" not in known or not below or not set(known) <= _FIXED | _BELOW:
            return None
        return [*top, *below], first

    def _spaced(self, i: int) -> list[Piece]:
        """The cells of a header line; 指 标 is one, a lone half of 序⏎号 is none."""
        found: list[Piece] = []
        for cell in self.cells(i):
            last = found[-1] if found else None
            if last and len(cell.text) == len(last.text) == 1:
                words = last.text + cell.text
                found[-1] = cell_piece(self.text, last.start, cell.end, self.debris)
                found[-1] = msgspec.structs.replace(found[-1], text=words)
            else:
                found.append(cell)
        return [cell for cell in found if len(cell.text) > 1]

    def _ordinal(self, i: int) -> int:
        match = _ORDINAL.match(self.words(i))
        return int(match[1]) if match else 0

    def rows(self, first: int, names: Sequence[str | None]) -> tuple[list[_Row], int]:
        """The lines that start with 1, 2, 3 …, and where the table ends."""
        rows: list[_Row] = []
        i = end = first
        while i < len(self.lines) and not self.lines[i].blank:
            words = self.words(i)
            loose = i - end >= _MOST_LOOSE
            if loose or len(words) > _LONGEST or words.endswith("。") or HEADING.match(words):
                break
            if self._ordinal(i) == len(rows) + 1:
                rows.append(_Row(i, self._whole(i, names)))
                end = i + 1
            i += 1
        while rows and rows[-1].cells is None and end < i and self._half(end):
            end += 1
        return rows, end

    def _half(self, i: int) -> bool:
        return len(self.words(i)) <= _LONGEST_TAIL and not self._ordinal(i)

    def _whole(self, i: int, names: Sequence[str | None]) -> tuple[Piece, ...] | None:
        ordinal, *cells = self.cells(i)
        if len(cells) != len(names):
            return None
        fits = all(self._fits(c.text, name) for c, name in zip(cells, names, strict=True))
        return (ordinal, *cells) if fits else None

    def _fits(self, words: str, name: str | None) -> bool:
        if name == "nature":
            return self.roles.is_value("nature", words)
        value = is_numeric(words) or is_empty(words)
        if name == "unit":
            return len(words) <= 6 and (not value or words in "/%‰") and not words.endswith("/")
        if name == "name":
            return not value and not self.roles.is_value("nature", words)
        return value or len(words) <= _LONGEST_VALUE

    def notes(self, at: int, rows: Sequence[_Row]) -> tuple[int, ...]:
        """Lines from 1 指… on, where a name above ends with that mark: 拥有量1."""
        match = _NOTE.match(self.words(at)) if at < len(self.lines) else None
        names = [cell.text for row in rows if row.cells for cell in row.cells[1:2]]
        if match is None or not any(name.endswith(match[1]) for name in names):
            return ()
        found = []
        for i in range(at, len(self.lines)):
            if self.lines[i].blank or HEADING.match(self.words(i)):
                break
            found.append(i)
            ended = self.words(i).endswith("。")
            more = i + 1 < len(self.lines) and _NOTE.match(self.words(i + 1))
            if ended and not more:
                break
        return tuple(found)
