"""Tables with a cell on each line and nothing between the rows."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import regex

from extractor.document import Grid, Notice
from extractor.lexicon.roles import Roles, is_empty, is_numeric, looks_like_header
from extractor.readers.plain.align import Row, align, inherit, joined_piece, total_row
from extractor.readers.plain.cuts import by_nature, by_ordinal, by_prefix, by_stride, with_groups
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.grid import MOST_COLUMNS, Piece, make_grid, piece
from extractor.readers.plain.heads import (
    Header,
    is_second_level,
    joined,
    one_level,
    two_levels,
)
from extractor.readers.plain.lines import HEADING, RawLine
from extractor.readers.plain.notices import unreadable

_OPENS = frozenset({"number", "name", "project", "title", "category", "content", "responsible"})
_NAMES = frozenset({"name", "project", "title", "content"})
_VALUES = frozenset({"baseline", "target", "year", "growth", "investment", "period"})
_ORDINAL = regex.compile(r"(\d{1,3})\s?[.．、]?")
_NUMBERED_CAPTION = regex.compile(r"[附图]?表\s?[\d一二三四五六七八九十]")
_LONGEST_CELL = 400
_LONGEST_HEADER = 20
_LONGEST_FIRST = 10  # a longer line above a header is its caption
_LONGEST_TABLE = 2000  # cells
_LONGEST_GROUP = 30
_LONGEST_TWO_LEVELS = 24  # header cells
_LONGEST_LOST = 300  # cells of a table that could not be rebuilt

Found = tuple[Grid | Notice, int]


class _Stream(msgspec.Struct, frozen=True):
    """The lines that may be cells: their numbers and their pieces."""

    lines: list[int]
    cells: list[Piece]


def stream_table(
    text: str, lines: Sequence[RawLine], at: int, debris: Debris, roles: Roles
) -> Found | None:
    """The table whose first header cell is line ``at``; a notice when only its header is sure."""
    line = lines[at]
    if line.tab or line.end - line.start > _LONGEST_FIRST:
        return None
    first = text[line.start : line.end]
    if (
        roles.role(first) not in _OPENS
        or not roles.ends(first)
        or HEADING.match(first)
        or _NUMBERED_CAPTION.match(first)
    ):
        return None
    names = _header(text, lines, at, roles)
    if names is None:
        return None
    counted = names[0] != "number" or _counts(text, lines, at)
    stream = _collect(text, lines, at, debris, _LONGEST_TABLE if counted else 3 * MOST_COLUMNS)
    built = _first_built(stream, names, roles)
    if built is not None:
        return built
    if names[0] == "name" and _is_caption(stream, names, roles):
        return None
    return _failed(lines, stream, len(names), names)


def _first_built(stream: _Stream, names: list[str | None], roles: Roles) -> Found | None:
    for count, head in _variants(stream.cells, names, roles):
        built = _build(stream.cells[count:], head, roles)
        if built is not None:
            grid, used = built
            return grid, stream.lines[count + used - 1] + 1
    return None


def _is_caption(stream: _Stream, names: list[str | None], roles: Roles) -> bool:
    """主要指标 above 任务, 责任单位: without the first cell there is a table."""
    rest = _Stream(stream.lines[1:], stream.cells[1:])
    return len(names) > 3 and _first_built(rest, names[1:], roles) is not None


def _header(text: str, lines: Sequence[RawLine], at: int, roles: Roles) -> list[str | None] | None:
    """The roles of the header cells from line ``at`` on; null when they are no header."""
    names: list[str | None] = []
    for line in lines[at : at + 3 * MOST_COLUMNS]:
        if line.blank and not line.tab:
            continue
        words = text[line.start : line.end]
        role = roles.role(words) if len(words) <= _LONGEST_HEADER and not line.tab else None
        if role in (None, "total") or _ORDINAL.fullmatch(words):
            break
        if names and role == "number" and names != ["category"]:
            return None  # the line above 序号 is a caption
        if len(names) == 1 and role == names[0] == "name":
            return None  # 主要指标 above 指标 is a caption, too
        if len(words.split()) > 1 and looks_like_header(words.split(), roles):
            return None  # a row of header words below its caption
        names.append(role)
        if len(names) > MOST_COLUMNS:
            return None
    if len(set(names)) < 2 or not (len(names) >= 3 or "number" in names):
        return None
    if names[0] in ("content", "responsible") and len(set(names)) < 3:
        return None  # 工作任务 may head a part of the plan
    return names if (_OPENS - {"number"}) & set(names) else None


def _counts(text: str, lines: Sequence[RawLine], at: int) -> bool:
    """The ordinal 1 stands near below a header with 序号."""
    near = lines[at + 1 : at + 3 * MOST_COLUMNS]
    return any(text[line.start : line.end].strip(".、．") == "1" for line in near)


def _collect(text: str, lines: Sequence[RawLine], at: int, debris: Debris, most: int) -> _Stream:
    """The lines from ``at`` on that can be cells, up to a wider gap, a heading or long text."""
    numbers: list[int] = []
    cells: list[Piece] = []
    gap = widest = 0
    for i in range(at, min(len(lines), at + 4 * _LONGEST_TABLE)):
        line = lines[i]
        if line.blank and not line.tab:
            gap += 1
            continue
        if len(cells) in (1, 2):
            widest = max(widest, gap)
        words = text[line.start : min(line.end, line.start + _LONGEST_CELL + 1)]
        wide = bool(cells) and gap > max(widest, 1)
        if line.tab or wide or len(words) > _LONGEST_CELL or len(cells) >= most:
            break
        if cells and HEADING.match(words) and not _heads_rows(text, lines, i):
            break
        numbers.append(i)
        cells.append(piece(text, [line], debris))
        gap = 0
    return _Stream(numbers, cells)


def _heads_rows(text: str, lines: Sequence[RawLine], at: int) -> bool:
    """一、水利工程 above an ordinal (and perhaps a sum) is a group row, no heading."""
    if lines[at].end - lines[at].start > _LONGEST_GROUP:
        return False
    below = [text[line.start : line.end] for line in lines[at + 1 : at + 7] if not line.blank][:2]
    if below and is_numeric(below[0]) and not _ORDINAL.fullmatch(below[0]):
        below = below[1:]
    return bool(below) and below[0].strip(".、．").isdigit() and len(below[0]) <= 4


def _variants(
    cells: list[Piece], names: list[str | None], roles: Roles
) -> Iterator[tuple[int, Header]]:
    """The header in the ways its cells may be meant, and how many cells it takes.

    With as many columns as the rows have cells, on two levels or over two lines, comes first.
    """
    count = len(names)
    if len(cells) < count or count < 2:
        return  # a heading stands among the words that looked like a header
    columns = _width(cells[count:])
    if columns and names[:2] == ["category", "number"]:
        columns += 1
    head = cells[:count]
    if columns and columns != count and count <= _LONGEST_TWO_LEVELS:
        for cut in range(count - 2, 1, -1):
            if is_second_level(head[cut:], roles):
                for found in two_levels(head[:cut], head[cut:], roles):
                    if len(found.names) == columns:
                        yield count, found
        if (over_lines := joined(head, columns, roles)) is not None:
            yield count, over_lines
    for titles in _as_they_stand(cells, names, roles):
        yield (
            sum(len(parts) for parts in titles),
            one_level([joined_piece(parts) for parts in titles], roles),
        )
    if not columns and count <= _LONGEST_TWO_LEVELS:
        for cut in range(count - 2, 1, -1):
            if is_second_level(head[cut:], roles):
                yield from ((count, found) for found in two_levels(head[:cut], head[cut:], roles))


def _width(cells: list[Piece]) -> int:
    """How many cells most rows have from one ordinal to the next; 0 without ordinals."""
    places: list[int] = []
    for i, cell in enumerate(cells[: 6 * MOST_COLUMNS]):
        if cell.text.strip(".、．") == str(len(places) + 1):
            places.append(i)
    steps = Counter(b - a for a, b in itertools.pairwise(places))
    return steps.most_common(1)[0][0] if steps else 0


def _as_they_stand(
    cells: list[Piece], names: list[str | None], roles: Roles
) -> list[list[list[Piece]]]:
    """The header cells, each a list of lines, in one level.

    As their words say; with 2020年⏎基准值 as one cell; with cells of unknown words up to
    the first ordinal.
    """
    plain = [[cell] for cell in cells[: len(names)]]
    found = [plain]
    titles: list[list[Piece]] = []
    for (cell,) in plain:
        role = roles.role(cell.text)
        above = roles.role(titles[-1][-1].text) if titles else None
        if above == "year" and role in ("baseline", "target"):
            titles[-1].append(cell)
        else:
            titles.append([cell])
    if len(titles) < len(plain):
        found.insert(0, titles)
    if names[0] == "number":
        stop = next(
            (i for i, c in enumerate(cells[:MOST_COLUMNS]) if c.text.strip(".．、") == "1"), 0
        )
        if stop > len(names) and all(len(c.text) <= _LONGEST_HEADER for c in cells[:stop]):
            found.append([[cell] for cell in cells[:stop]])
    return found


def _build(cells: list[Piece], head: Header, roles: Roles) -> tuple[Grid, int] | None:
    names = head.names
    if names[0] == "number":
        rows, used = by_ordinal(cells, len(names), roles)
    elif names[:2] == ["category", "number"]:
        rows, used = by_ordinal(cells, len(names) - 1, roles)
        rows = with_groups(rows)
    elif names[-1] == "nature":
        rows, used = by_nature(cells, roles, len(names))
    else:
        rows, used = by_prefix(cells, len(names)) or by_stride(cells, names, roles)
    if not rows:
        return None
    arranged: list[Row] = []
    for row in rows:
        placed = _place(row, names, roles, bool(arranged))
        if placed is None:
            return None
        arranged.append(placed)
    if not _consistent(arranged, names, roles) or _unfilled(arranged, len(names)):
        return None
    return make_grid([*head.rows, *arranged], len(names), len(head.rows)), used


def _unfilled(rows: list[Row], columns: int) -> bool:
    """A column that no row fills: the header was not understood."""
    full = [row for row in rows if len(row) == columns]
    return any(all(not (part := row[c]) or not part.text for row in full) for c in range(columns))


def _place(row: list[Piece], names: list[str | None], roles: Roles, started: bool) -> Row | None:
    if len(row) in (1, len(names)):
        return list(row)
    total = total_row(row, names, roles)
    if total is not None:
        return total
    return (inherit(row, names) if started else None) or align(row, names, roles)


def _consistent(rows: list[Row], names: list[str | None], roles: Roles) -> bool:
    """Most cells of value columns are values, and no name is one."""
    good = bad = 0
    for row in rows:
        if len(row) != len(names):
            continue
        for cell, role in zip(row, names, strict=True):
            if cell is None or role not in _VALUES | _NAMES:
                continue
            value = is_numeric(cell.text) or is_empty(cell.text)
            fits = value if role in _VALUES else not value
            good, bad = good + fits, bad + (not fits)
    return good >= 2 * bad


def _failed(
    lines: Sequence[RawLine], stream: _Stream, count: int, names: list[str | None]
) -> Found | None:
    """Three header words, or an ordinal with values below it, are surely a table."""
    below = stream.cells[count : count + 3 * len(names)]
    values = sum(1 for cell in below if is_numeric(cell.text))
    if len(set(names)) < 3 and values < 2:
        return None
    used = count
    for cell in stream.cells[count : count + _LONGEST_LOST]:
        if len(cell.text) > 80 or (cell.text.endswith("。") and len(cell.text) > 20):
            break
        used += 1
    if used < count + 2:
        return None
    last = stream.lines[used - 1]
    return unreadable(lines[stream.lines[0]].start, lines[last].end), last + 1
