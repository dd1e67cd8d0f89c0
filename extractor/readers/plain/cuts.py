"""Cells given one after the other cut into rows: by ordinals, natures, counted names, length."""

from __future__ import annotations

import regex

from extractor.lexicon.roles import Roles, is_numeric
from extractor.readers.plain.align import joined_piece
from extractor.readers.plain.grid import Piece
from extractor.readers.plain.lines import HEADING

_NAMES = frozenset({"name", "project", "title", "content"})
_VALUES = frozenset({"baseline", "target", "year", "growth", "investment", "period"})
_ORDINAL = regex.compile(r"(\d{1,3})\s?[.．、]?")
_PREFIX = regex.compile(r"[（(]?(\d{1,3})[）)]?\s?[.．、]?\s?(?=[\p{Han}“])")


def by_ordinal(cells: list[Piece], columns: int, roles: Roles) -> tuple[list[list[Piece]], int]:
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


def by_nature(cells: list[Piece], roles: Roles, columns: int) -> tuple[list[list[Piece]], int]:
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


def by_prefix(cells: list[Piece], columns: int) -> tuple[list[list[Piece]], int] | None:
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


def with_groups(rows: list[list[Piece]]) -> list[list[Piece]]:
    """A category cell before an ordinal opens the row that follows it."""
    joined_rows: list[list[Piece]] = []
    group: list[Piece] = []
    for row in rows:
        if len(row) == 1:
            group = row
            continue
        joined_rows.append([*group, *row])
        group = []
    return joined_rows


def by_stride(
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
