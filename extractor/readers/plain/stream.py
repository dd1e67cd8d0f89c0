"""Tables with a cell on each line and nothing between the rows."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import regex

from extractor.document import Grid, Notice
from extractor.lexicon.roles import Roles, is_empty, is_numeric
from extractor.readers.plain.align import Row, align, inherit, joined_piece, total_row
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
_PREFIX = regex.compile(r"[（(]?(\d{1,3})[）)]?\s?[.．、]?\s?(?=[\p{Han}“])")
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
    first = text[lines[at].start : lines[at].end]
    if (
        lines[at].tab
        or len(first) > _LONGEST_FIRST
        or roles.role(first) not in _OPENS
        or not roles.ends(first)
        or HEADING.match(first)
        or _NUMBERED_CAPTION.match(first)
    ):
        return None
    names = _header(text, lines, at, roles)
    if names is None:
        return None
    stream = _collect(text, lines, at, debris)
    for count, head in _variants(stream.cells, names, roles):
        built = _build(stream.cells[count:], head, roles)
        if built is not None:
            grid, used = built
            return grid, stream.lines[count + used - 1] + 1
    return _failed(lines, stream, len(names), names)


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
        if names and role == "number":
            return None  # the line above 序号 is a caption
        if len(names) == 1 and role == names[0] == "name":
            return None  # 主要指标 above 指标 is a caption, too
        names.append(role)
    if len(set(names)) < 2 or not (len(names) >= 3 or "number" in names):
        return None
    if names[0] in ("content", "responsible") and len(set(names)) < 3:
        return None  # 工作任务 may head a part of the plan
    return names if (_OPENS - {"number"}) & set(names) else None


def _collect(text: str, lines: Sequence[RawLine], at: int, debris: Debris) -> _Stream:
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
        if line.tab or wide or len(words) > _LONGEST_CELL or len(cells) >= _LONGEST_TABLE:
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
    columns = _width(cells[count:])
    head = cells[:count]
    if columns and columns != count and count <= _LONGEST_TWO_LEVELS:
        for cut in range(count - 2, 1, -1):
            if is_second_level(head[cut:], roles):
                for found in two_levels(head[:cut], head[cut:], roles):
                    if len(found.names) == columns:
                        yield count, found
        if (found := joined(head, columns, roles)) is not None:
            yield count, found
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
        rows, used = _by_ordinal(cells, len(names), roles)
    elif names[-1] == "nature":
        rows, used = _by_nature(cells, roles, len(names))
    else:
        rows, used = _by_prefix(cells, len(names)) or _by_stride(cells, names, roles)
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
    return any(all(row[c] is None for row in full) for c in range(columns))


def _place(row: list[Piece], names: list[str | None], roles: Roles, started: bool) -> Row | None:
    if len(row) in (1, len(names)):
        return list(row)
    total = total_row(row, names, roles)
    if total is not None:
        return total
    return (inherit(row, names) if started else None) or align(row, names, roles)


def _by_ordinal(
    cells: list[Piece], columns: int, roles: Roles
) -> tuple[list[list[Piece]], int]:
    """Rows that start with 1, 2, 3 …; a cell left over between full rows is a group row."""
    rows: list[list[Piece]] = []
    row: list[Piece] = []
    expected, i = 1, 0
    while i < len(cells):
        match = _ORDINAL.fullmatch(cells[i].text)
        value = int(match[1]) if match else -1
        free = not row or len(row) >= columns or _starts_row(cells, i, row, columns, expected)
        if value == expected and free:
            row = [cells[i]]
            rows.append(row)
            expected += 1
        elif roles.role(cells[i].text) == "total" and (not row or len(row) >= columns):
            row = [cells[i]]
            while i + 1 < len(cells) and _is_sum(cells, i + 1, expected):
                i += 1
                row.append(cells[i])
            rows.append(row)
            row = []
        elif row and len(row) < columns:
            row.append(cells[i])
        elif _group_sum(cells, i, expected):
            rows.append([joined_piece(cells[i : i + 2])])
            row = []
            i += 1
        elif _group(cells, i, expected):
            rows.append([cells[i]])
            row = []
            expected = 1 if cells[i + 1].text.strip(".．、") == "1" else expected
        else:
            break
        i += 1
    return (rows, i) if expected > 2 else ([], 0)


def _is_sum(cells: list[Piece], i: int, expected: int) -> bool:
    """A value after 合计 that is not the next ordinal: 58000, but not 1 before a name."""
    if not is_numeric(cells[i].text):
        return False
    ordinal = cells[i].text.strip(".、．") == str(expected)
    return not ordinal or (i + 1 < len(cells) and is_numeric(cells[i + 1].text))


def _group_sum(cells: list[Piece], i: int, expected: int) -> bool:
    """二、交通工程⏎30000⏎3: a group row with its sum."""
    return bool(
        HEADING.match(cells[i].text)
        and i + 2 < len(cells)
        and _is_sum(cells, i + 1, expected)
        and cells[i + 2].text.strip(".、．") in (str(expected), "1")
    )


def _starts_row(cells: list[Piece], i: int, row: list[Piece], columns: int, expected: int) -> bool:
    """The next ordinal comes early: only when a name follows and no later place fits it."""
    if len(row) < 2 or i + 1 >= len(cells) or is_numeric(cells[i + 1].text):
        return False
    later = cells[i + 1 : i + 1 + columns - len(row)]
    return all(cell.text.strip(".．、") != str(expected) for cell in later)


def _group(cells: list[Piece], i: int, expected: int) -> bool:
    if i + 1 >= len(cells) or len(cells[i].text) > 30 or cells[i].text.endswith("。"):
        return False
    return cells[i + 1].text.strip(".．、") in (str(expected), "1")


def _by_nature(cells: list[Piece], roles: Roles, columns: int) -> tuple[list[list[Piece]], int]:
    """Rows that end with 约束性, 预期性 …"""
    rows: list[list[Piece]] = []
    row: list[Piece] = []
    used = 0
    for i, cell in enumerate(cells):
        row.append(cell)
        if roles.is_value("nature", cell.text):
            rows.append(row)
            row, used = [], i + 1
        elif len(row) > columns + 3 or len(cell.text) > 120:
            break
    return (rows, used) if len(rows) >= 2 else ([], 0)


def _by_prefix(cells: list[Piece], columns: int) -> tuple[list[list[Piece]], int] | None:
    """Rows whose names count 1.…, 2.…; a category cell may stand before a name."""
    starts: list[int] = []
    for i, cell in enumerate(cells):
        match = _PREFIX.match(cell.text)
        if match and int(match[1]) == len(starts) + 1:
            starts.append(i)
    if len(starts) < 2 or starts[0] > 1:
        return None
    lead = starts[0]
    full = columns - lead
    rows: list[list[Piece]] = []
    for n, start in enumerate(starts):
        stop = starts[n + 1] if n + 1 < len(starts) else min(len(cells), start + full)
        category = n > 0 and lead and start - starts[n - 1] == full + 1
        low = start - 1 if category or (n == 0 and lead) else start
        high = stop - 1 if n + 1 < len(starts) and lead and stop - start == full + 1 else stop
        rows.append(cells[low:high])
    return rows, min(len(cells), starts[-1] + full)


def _by_stride(
    cells: list[Piece], names: list[str | None], roles: Roles
) -> tuple[list[list[Piece]], int]:
    """Rows of equal length, as long as value columns hold values and names are names."""
    columns = len(names)
    rows: list[list[Piece]] = []
    for start in range(0, len(cells) - columns + 1, columns):
        row = cells[start : start + columns]
        if not all(
            _plausible(cell.text, role, roles) for cell, role in zip(row, names, strict=True)
        ):
            break
        rows.append(row)
    used = len(rows) * columns
    if len(rows) < 2 or not any(role in _VALUES or role == "responsible" for role in names):
        return [], 0
    rest = cells[used : used + 1]
    ended = not rest or len(rest[0].text) > 40 or rest[0].text.endswith("。")
    return (rows, used) if ended else ([], 0)


def _plausible(text: str, role: str | None, roles: Roles) -> bool:
    if role == "responsible":
        return roles.is_agency(text)
    if role in _VALUES:
        return len(text) <= 30
    if role in _NAMES:
        return not is_numeric(text) or len(text) > 8
    return len(text) <= 120


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
