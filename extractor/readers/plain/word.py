"""Tables as Word flattens them: a tab before each cell, a blank line after each row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from extractor.document import Grid
from extractor.lexicon.roles import Roles, looks_like_header
from extractor.readers.plain.align import Row, align, inherit
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.grid import MOST_COLUMNS, Piece, make_grid, piece
from extractor.readers.plain.lines import RawLine

_CHAPTER = regex.compile(
    r"第[一二三四五六七八九十百零\d]{1,4}[篇编章节]|[一二三四五六七八九十]{1,3}、"
)
Cells = list[list[RawLine]]  # the lines of each cell of a row


def word_table(
    text: str,
    lines: Sequence[RawLine],
    at: int,
    debris: Debris,
    roles: Roles,
    box: regex.Pattern[str],
) -> tuple[Grid, int] | None:
    """The table whose first cell is line ``at``, and the line after it; null when it is none.

    Tabs also indent ordinary paragraphs: one column is a table only as a 专栏 box.
    """
    rows, after = _rows(text, lines, at)
    if all(len(row) == 1 for row in rows):
        if box.match(text, lines[at].start) is None:
            return None
        single = [[piece(text, [line], debris)] for row in rows for line in row[0]]
        return make_grid(single, 1), after
    if max(map(len, rows)) > MOST_COLUMNS:
        return None
    pieces = [[piece(text, cell, debris) for cell in row] for row in rows]
    grid = _arrange(pieces, roles)
    return (grid, after) if grid else None


def _rows(text: str, lines: Sequence[RawLine], at: int) -> tuple[list[Cells], int]:
    rows: list[Cells] = [[]]
    gap, last = 0, at
    for i in range(at, len(lines)):
        line = lines[i]
        if line.tab:
            if gap > 1:
                break
            if gap:
                rows.append([])
            rows[-1].append([line])
        elif line.blank:
            gap += 1
            continue
        elif gap and not _goes_on(text, lines, i, rows, gap):
            break
        else:
            rows[-1][-1].append(line)
        gap, last = 0, i
    return rows, last + 1


def _goes_on(text: str, lines: Sequence[RawLine], i: int, rows: list[Cells], gap: int) -> bool:
    """True when a line after a blank one still belongs to the cell above it."""
    if gap > 1 or _CHAPTER.match(text, lines[i].start):
        return False
    columns = max(map(len, rows))
    if columns == 1:
        return _closes(text, lines, i)
    if len(rows[-1]) < columns and len(rows) > 1:
        return True
    return _row_follows(text, lines, i)


def _closes(text: str, lines: Sequence[RawLine], i: int) -> bool:
    """A box ends with two blank lines; without them nothing says where it ends."""
    gap = 0
    for line in lines[i : i + 200]:
        if line.blank:
            gap += 1
            if gap > 1:
                return True
        elif line.tab or _CHAPTER.match(text, line.start):
            return False
        else:
            gap = 0
    return True


def _row_follows(text: str, lines: Sequence[RawLine], i: int) -> bool:
    """Another row of this table stands below before anything else does."""
    gap = 0
    for line in lines[i : i + 40]:
        if line.blank and not line.tab:
            gap += 1
        elif line.tab:
            return gap == 1 and text[line.start : line.end].strip(".、．").isdigit()
        elif gap or _CHAPTER.match(text, line.start):
            if gap > 1 or _CHAPTER.match(text, line.start):
                return False
            gap = 0
    return False


def _arrange(rows: list[list[Piece]], roles: Roles) -> Grid | None:
    """Rows of unequal length brought to the columns of the header and most rows."""
    columns = _columns(rows, roles)
    if columns < 2:
        return None
    header = _header(rows, columns, roles)
    if header is None and Counter(map(len, rows))[columns] < max(2, len(rows) / 2):
        return None  # paragraphs indented by tabs
    names = _names(rows[header], columns, roles) if header is not None else [None] * columns
    arranged: list[Row] = []
    for row in _rejoin(rows, columns, names):
        if len(row) in (1, columns):
            arranged.append(list(row))
            continue
        placed = inherit(row, names) or align(row, names, roles)
        if placed is None:
            return None
        arranged.append(placed)
    return make_grid(arranged, columns)


def _columns(rows: list[list[Piece]], roles: Roles) -> int:
    if looks_like_header([cell.text for cell in rows[0]], roles):
        wide = [len(row) for row in rows[1:] if len(row) >= len(rows[0])]
        if not wide or wide.count(len(rows[0])) * 2 >= len(wide):
            return len(rows[0])
    lengths = Counter(len(row) for row in rows if len(row) > 1)
    return lengths.most_common(1)[0][0]


def _header(rows: list[list[Piece]], columns: int, roles: Roles) -> int | None:
    for index, row in enumerate(rows[:3]):
        if len(row) == columns and looks_like_header([cell.text for cell in row], roles):
            return index
    return None


def _names(row: list[Piece], columns: int, roles: Roles) -> list[str | None]:
    return [roles.role(cell.text) for cell in row]


def _rejoin(
    rows: list[list[Piece]], columns: int, names: Sequence[str | None]
) -> list[list[Piece]]:
    """A row that a page break cut in two is one row again."""
    joined: list[list[Piece]] = []
    for row in rows:
        before = joined[-1] if joined else []
        cut = 0 < len(before) < columns and len(before) + len(row) == columns
        counted = names[0] == "number" and cut and before[0].text.strip(".、．").isdigit()
        if counted or (cut and names[0] != "number" and len(before) > 1):
            joined[-1] = before + row
            continue
        joined.append(row)
    return joined
