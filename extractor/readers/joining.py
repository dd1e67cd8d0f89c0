"""Tables that a page, a 续表 line or a converter cut in two, joined again.

Works on sketches, before offsets exist, so that every form joins by the same rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from extractor.lexicon.loader import default_lexicon
from extractor.readers.plain.blocks import box_pattern
from extractor.readers.sketch import GridCell, Line, PageStart, Sketch, join

# 续表, 续表1, 表2（续）, 表 3-1 (续表): a caption that only says that the table goes on
_CONTINUED = re.compile(
    r"\s*(?:[（(]?\s*续\s*(?:上)?\s*表\s*[）)]?[\d\-.一二三四五六七八九十]*"
    r"|附?表[\d\-. 一二三四五六七八九十]*\S{0,40}[（(]\s*续\s*表?\s*[\d一二三]*[）)])\s*[:：]?\s*"
)

_FINAL = tuple("。；！？：…”）")
_LONG_ROW = 20  # a shorter row of a box is a title

Item = Line | Sketch | PageStart


def join_tables(items: Sequence[Item]) -> list[Item]:
    """Items with continued tables joined; the 续表 line and repeated headers go."""
    joined: list[Item] = []
    for item in items:
        if isinstance(item, Sketch):
            item = drop_repeats(item)
            base = _joinable(joined, item)
            if base is not None:
                pages = any(isinstance(other, PageStart) for other in joined[base + 1 :])
                table = joined[base]
                assert isinstance(table, Sketch)
                joined[base:] = [_append(table, item, pages)]
                continue
        joined.append(item)
    return joined


def _joinable(joined: list[Item], table: Sketch) -> int | None:
    """Index of the table that ``table`` goes on with, or None."""
    continued = paged = False
    for index in range(len(joined) - 1, max(-1, len(joined) - 5), -1):
        item = joined[index]
        if isinstance(item, Sketch):
            if item.columns != table.columns:
                return None
            same = header_of(item, table) > 0
            goes_on = paged and (item.columns > 1 or not _opens_box(table))
            if not continued and _counts_anew(item, table):
                return None
            return index if continued or same or goes_on else None
        if isinstance(item, PageStart):
            paged = True
        elif _CONTINUED.fullmatch(item.text):
            continued = True
        else:
            return None
    return None


def _counts_anew(first: Sketch, second: Sketch) -> bool:
    """True when both tables number their rows, and the second begins again with 1."""
    skipped = header_of(first, second)
    above = [cell.text for cell in first.cells if cell.column == 0 and cell.text]
    below = [c.text for c in second.cells if c.column == 0 and c.row >= skipped and c.text]
    return bool(above and below) and above[-1].isdigit() and below[0] == "1"


def _opens_box(table: Sketch) -> bool:
    """True when a table of one column begins with the name of a box (专栏)."""
    return box_pattern(default_lexicon()).match(table.cells[0].text) is not None


def header_of(first: Sketch, second: Sketch) -> int:
    """How many top rows of ``second`` repeat those of ``first``."""
    ours, theirs = rows_of(first.cells), rows_of(second.cells)
    count = 0
    while count < min(len(ours), len(theirs)) and ours[count] and ours[count] == theirs[count]:
        count += 1
    # one row of single words can repeat by chance in a table of one column
    return count if first.columns > 1 else 0


def rows_of(cells: Sequence[GridCell]) -> list[tuple[tuple[int, str], ...]]:
    """What each row says: column and text of its cells, line breaks left out."""
    rows: list[list[tuple[int, str]]] = [[] for _ in range(max(c.row for c in cells) + 1)]
    for cell in cells:
        if cell.text:
            rows[cell.row].append((cell.column, "".join(cell.text.split())))
    return [tuple(row) for row in rows]


def _append(first: Sketch, second: Sketch, paged: bool) -> Sketch:
    skipped = header_of(first, second)
    depth = max(cell.row + cell.rowspan for cell in first.cells)
    moved = [
        replace(cell, row=cell.row - skipped + depth)
        for cell in second.cells
        if cell.row >= skipped
    ]
    if not moved:
        return first
    pages = (*first.pages, *((depth,) if paged else ()))
    pages += tuple(depth + page - skipped for page in second.pages if page >= skipped)
    cells = first.cells
    if paged and _row_goes_on(cells, moved, depth):
        cells, moved = _end_row(cells, moved, depth)
    cells = _grow_group((*cells, *moved), depth, first.columns)
    return Sketch(cells, first.columns, first.header_rows, pages)


def _row_goes_on(cells: Sequence[GridCell], moved: Sequence[GridCell], row: int) -> bool:
    """True when the first row of a page is the rest of the last row of the page before:
    it starts no number or name, and leaves other cells empty too."""
    top = {cell.column: cell for cell in moved if cell.row == row}
    above = {cell.column: cell for cell in cells if cell.row == row - 1}
    if set(top) == set(above) == {0} and len(cells[-1].text) > _LONG_ROW:
        return not cells[-1].text.endswith(_FINAL)  # an item of a box, cut within a sentence
    if set(top) != set(above) or any(cell.rowspan > 1 for cell in (*top.values(), *above.values())):
        return False
    if 0 not in top or top[0].text or not above[0].text:
        return False
    empty = sum(not cell.text for cell in top.values())
    return empty > 1 or (len(top) == 2 and empty == 1)


def _end_row(
    cells: Sequence[GridCell], moved: Sequence[GridCell], row: int
) -> tuple[tuple[GridCell, ...], list[GridCell]]:
    rest = {cell.column: cell.text for cell in moved if cell.row == row}
    ended = tuple(
        replace(cell, text=join(cell.text, rest[cell.column]))
        if cell.row == row - 1 and rest.get(cell.column)
        else cell
        for cell in cells
    )
    return ended, [replace(cell, row=cell.row - 1) for cell in moved if cell.row > row]


def _grow_group(cells: tuple[GridCell, ...], row: int, columns: int) -> tuple[GridCell, ...]:
    """A first row without a leading cell goes on with the merged cell above it."""
    top = {cell.column: cell for cell in cells if cell.row == row}
    lead = top.get(0)
    filled = sum(bool(cell.text) for cell in top.values())
    if columns < 3 or (lead is not None and lead.text) or filled < 2:
        return cells
    above = [c for c in cells if c.column == 0 and c.row < row and c.rowspan > 1]
    if not above or above[-1].row + above[-1].rowspan != row:
        return cells
    span = lead.rowspan if lead is not None else 1
    grown = replace(above[-1], rowspan=above[-1].rowspan + span)
    return tuple(grown if c is above[-1] else c for c in cells if c is not lead)


def drop_repeats(table: Sketch) -> Sketch:
    """The table without rows that repeat its header (written again on each page)."""
    rows = rows_of(table.cells)
    head = rows[0]
    if table.columns < 2 or len(head) < 2 or rows.count(head) < 2:
        return table
    depth = max((c.rowspan for c in table.cells if c.row == 0), default=1)
    gone: set[int] = set()
    for start in range(depth, len(rows)):
        if rows[start : start + depth] == rows[:depth]:
            gone.update(range(start, start + depth))
    if not gone or any(
        c.rowspan > 1 and c.row < row < c.row + c.rowspan
        for c in table.cells
        for row in gone
        if c.row not in gone
    ):
        return table
    shift = [sum(1 for g in gone if g < row) for row in range(len(rows))]
    cells = tuple(replace(c, row=c.row - shift[c.row]) for c in table.cells if c.row not in gone)
    pages = tuple(page - shift[page] for page in table.pages if page < len(shift))
    return replace(table, cells=cells, pages=pages)
