"""Grids → tables: header rows, complete rows, kind and caption."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from extractor.document import Cell, Grid, TableBlock, TableCell
from extractor.layout.headings import Page
from extractor.layout.reading import Draft
from extractor.layout.years import MOST_HEADER, may_hold_years, year_column
from extractor.lexicon.roles import Roles, is_empty, is_numeric, looks_like_header
from extractor.spans import Span

_VALUES = frozenset({"baseline", "target", "year", "growth"})
_UNIT_NOTE = regex.compile(r"[（(]?\s*(?:计量)?单位\s?[:：]")
_LONGEST_CAPTION = 60
_NO_CAPTION = ("。", "；", "，", "、", "？")

Place = tuple[int, int, int]
"""The table, row and column of a line; row -1 is the header."""

Cells = list[tuple[int, Cell]]
"""The lines of a grid with their cells."""


class _Matrix(msgspec.Struct):
    """The cells of one or several joined grids, merged cells repeated.

    ``spots`` are its lines with their row and column, ``marks`` the lines between the grids that
    say 续表, ``years`` the column of a table with a year in each row.
    """

    rows: list[list[TableCell]]
    spots: list[tuple[int, int, int]]
    grids: list[int]
    marks: list[int]
    years: int = -1

    @property
    def first(self) -> int:
        return self.spots[0][0]

    @property
    def last(self) -> int:
        return self.spots[-1][0]


class Laid(msgspec.Struct, frozen=True):
    """A table, and the place of each of its lines."""

    table: TableBlock
    places: dict[int, Place]
    captions: tuple[int, ...]


def lay_tables(
    page: Page, grids: Sequence[Grid], sections: Sequence[int], heads: dict[int, Span], roles: Roles
) -> list[Laid]:
    """Every table with two columns or more. ``heads`` gives the title span of heading lines."""
    cells: dict[int, Cells] = {}
    for i, draft in enumerate(page.drafts):
        if draft.cell is not None and draft.kind != "front":
            cells.setdefault(draft.grid, []).append((i, draft.cell))
    laid: list[Laid] = []
    skip: set[int] = set()
    for index in sorted(cells):
        if index in skip:
            continue
        matrix = _matrix(page.drafts, cells[index], grids[index].columns)
        years = _years(page, matrix, roles)
        known = years[1] if years else grids[index].header_rows
        header = _header_rows(page, matrix, known, roles)
        matrix.years = years[0] if years else -1
        matrix.grids.append(index)
        while (more := _continued(page, cells, grids, matrix, header)) is not None:
            skip.add(more)
            matrix.grids.append(more)
        laid.append(_lay(page, len(laid), matrix, header, sections, heads, roles))
    return laid


def _matrix(drafts: Sequence[Draft], cells: Cells, columns: int) -> _Matrix:
    start = drafts[cells[0][0]].start
    blank, height = TableCell(start, start), max([cell.row + cell.rowspan for _, cell in cells])
    rows = [[blank] * columns for _ in range(height)]
    for i, cell in cells:
        here = TableCell(drafts[i].start, drafts[i].end)
        if cell.rowspan == cell.colspan == 1 and cell.column < columns:  # most are
            rows[cell.row][cell.column] = here
            continue
        for r in range(cell.row, cell.row + cell.rowspan):
            for c in range(cell.column, min(columns, cell.column + cell.colspan)):
                rows[r][c] = here
    return _Matrix(rows, [(i, cell.row, cell.column) for i, cell in cells], [], [])


def _years(page: Page, matrix: _Matrix, roles: Roles) -> tuple[int, int] | None:
    top = [_texts(page, row) for row in matrix.rows[: MOST_HEADER + 1]]
    if not may_hold_years(top, roles):
        return None
    return year_column([_texts(page, row) for row in matrix.rows], roles)


def _texts(page: Page, row: Sequence[TableCell]) -> list[str]:
    text = page.reading.text
    return [text[cell.start : cell.end] for cell in row]


def _header_rows(page: Page, matrix: _Matrix, known: int | None, roles: Roles) -> int:
    """How many rows at the top are header: as the form says, or as their words say."""
    if known:
        return min(known, len(matrix.rows))
    count = 0
    for row in matrix.rows[:4]:
        texts = _texts(page, row)
        if not looks_like_header(_distinct(row, texts), roles) or _has_values(texts, roles):
            break
        count += 1
    return count


def _distinct(row: Sequence[TableCell], texts: Sequence[str]) -> list[str]:
    return [text for i, text in enumerate(texts) if i == 0 or row[i] != row[i - 1]]


def _has_values(texts: Sequence[str], roles: Roles) -> bool:
    return any(is_numeric(t) and roles.role(t) is None for t in texts) or any(
        roles.is_value("nature", t) for t in texts
    )


def _continued(
    page: Page,
    cells: dict[int, Cells],
    grids: Sequence[Grid],
    matrix: _Matrix,
    header: int,
) -> int | None:
    """Append the next grid when it goes on with this table (续表, a page break between)."""
    following = matrix.grids[-1] + 1
    if following not in cells or grids[following].columns != len(matrix.rows[0]):
        return None
    more = _matrix(page.drafts, cells[following], grids[following].columns)
    between = range(matrix.last + 1, more.first)
    words = [text for i in between if (text := page.text(i))]
    same = header > 0 and _texts(page, more.rows[0]) == _texts(page, matrix.rows[0])
    marked = len(words) == 1 and "续" in words[0] and len(words[0]) < _LONGEST_CAPTION
    if (words and not marked) or (not words and _counts_anew(page, matrix, more, same)):
        return None
    if not same and not (marked or _numbers_on(page, matrix, more)):
        return None
    matrix.marks += between
    above = len(matrix.rows)
    matrix.spots += [(i, above + row, column) for i, row, column in more.spots]
    matrix.rows += more.rows
    return following


def _numbers_on(page: Page, matrix: _Matrix, more: _Matrix) -> bool:
    """The first column counts on from the last row above."""
    above, below = _texts(page, matrix.rows[-1])[0], _texts(page, more.rows[0])[0]
    return above.isdigit() and below.isdigit() and int(below) == int(above) + 1


def _counts_anew(page: Page, matrix: _Matrix, more: _Matrix, same: bool) -> bool:
    """Rows are numbered, and those below begin again with 1: another table."""
    first = more.rows[min(int(same), len(more.rows) - 1)]
    return _texts(page, matrix.rows[-1])[0].isdigit() and _texts(page, first)[0] == "1"


def _lay(
    page: Page,
    index: int,
    matrix: _Matrix,
    header: int,
    sections: Sequence[int],
    heads: dict[int, Span],
    roles: Roles,
) -> Laid:
    top = [_texts(page, row) for row in matrix.rows[:header]]
    rows: list[tuple[TableCell, ...]] = []
    kept: dict[int, int] = {}
    for r, row in enumerate(matrix.rows):
        texts = _texts(page, row)
        if r < header or texts in top or not any(texts):
            continue
        kept[r] = len(rows)
        rows.append(tuple(row))
    titles = tuple(_joined([texts[c] for texts in top]) for c in range(len(matrix.rows[0])))
    kind = "indicators" if matrix.years >= 0 else _kind(page, titles, rows, roles)
    caption, captions = _caption(page, matrix.first, kind, heads)
    table = TableBlock(
        kind=kind,
        caption=caption,
        section=sections[matrix.first],
        header=titles,
        header_cells=tuple(tuple(row) for row in matrix.rows[:header]),
        rows=tuple(rows),
        start=page.drafts[matrix.first].start,
        end=page.drafts[matrix.last].end,
        years=matrix.years,
    )
    places = {i: (index, kept.get(row, -1), column) for i, row, column in matrix.spots}
    return Laid(table, places, (*captions, *matrix.marks))


def _joined(texts: Sequence[str]) -> str:
    """Header levels from top to bottom, a merged one once."""
    parts: list[str] = []
    for text in texts:
        if text and (not parts or parts[-1] != text):
            parts.append(text)
    return " ".join(parts)


def _kind(
    page: Page, titles: Sequence[str], rows: Sequence[Sequence[TableCell]], roles: Roles
) -> str:
    found = [roles.role(title) for title in titles]
    known = set(found)
    values = [c for c, role in enumerate(found) if role in _VALUES]
    if "name" in known and values:
        return "indicators"
    if "project" in known and known & {
        "location",
        "content",
        "investment",
        "period",
        "responsible",
    }:
        return "projects"
    named = known & {"title", "category", "unit", "nature", "project", None}
    if values and named and _mostly_numbers(page, rows, values):
        return "indicators"
    if "responsible" in known and known & {"content", "title", "project", "name", None}:
        return "duties"
    return "projects" if "project" in known and len(known) > 1 else "other"


def _mostly_numbers(
    page: Page, rows: Sequence[Sequence[TableCell]], columns: Sequence[int]
) -> bool:
    texts = [_texts(page, row)[c] for row in rows for c in columns]
    full = [text for text in texts if not is_empty(text)]
    return bool(full) and 2 * sum(map(is_numeric, full)) >= len(full)


def _caption(
    page: Page, first: int, kind: str, heads: dict[int, Span]
) -> tuple[Span | None, tuple[int, ...]]:
    """The line above the table, with the unit note between; its lines that are no headings."""
    above = first - 1
    note: int | None = None
    if above >= 0 and _UNIT_NOTE.match(page.text(above)) and page.drafts[above].kind == "body":
        note, above = above, above - 1
    caption: int | None = None
    span: Span | None = None
    if above in heads:
        if kind != "indicators" or page.drafts[above].box:
            span = heads[above]
    elif above >= 0 and _is_caption(page, above):
        caption = above
        span = Span(page.drafts[above].start, page.drafts[above].end)
    if note is not None:
        low = span.start if span else page.drafts[note].start
        span = Span(low, page.drafts[note].end)
    return span, tuple(i for i in (caption, note) if i is not None)


def _is_caption(page: Page, line: int) -> bool:
    draft, text = page.drafts[line], page.text(line)
    if draft.kind != "body" or draft.cell is not None or not text:
        return False
    return len(text) <= _LONGEST_CAPTION and not text.endswith(_NO_CAPTION)
