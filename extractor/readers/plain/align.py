"""Which columns the cells of a short or long row stand in, by what the columns hold."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.lexicon.roles import Roles, is_empty, is_numeric
from extractor.readers.plain.grid import Piece
from extractor.spans import Span

_VALUES = frozenset({"baseline", "target", "year", "growth", "investment"})
_MERGED = frozenset({"category", "name", "project", "title"})
_SKIP = -1.0
_JOIN = -1.5
_CLEAR = 0.5  # the best reading must beat every other by this much, else it is a guess

Row = list[Piece | None]


def inherit(cells: Sequence[Piece], columns: Sequence[str | None]) -> Row | None:
    """A row that lacks just its category cells, which are merged from above: widest first."""
    missing = len(columns) - len(cells)
    categories = [i for i, role in enumerate(columns) if role == "category"]
    if not 0 < missing <= len(categories):
        return None
    merged = set(categories[:missing])
    given = iter(cells)
    return [None if i in merged else next(given) for i in range(len(columns))]


def total_row(cells: Sequence[Piece], columns: Sequence[str | None], roles: Roles) -> Row | None:
    """合计 and its sums, which stand in the columns of values where each has its own."""
    if roles.role(cells[0].text) != "total" or len(cells) >= len(columns):
        return None
    values = [i for i, role in enumerate(columns) if role in _VALUES]
    sums = list(cells[1:])
    if len(sums) != len(values) or not all(is_numeric(cell.text) for cell in sums):
        return None
    end = cells[-1].end
    row: Row = [Piece(end, end, "") for _ in columns]
    row[0] = cells[0]
    for i, cell in zip(values, sums, strict=True):
        row[i] = cell
    return row


def align(cells: Sequence[Piece], columns: Sequence[str | None], roles: Roles) -> Row | None:
    """The one clear way to put ``cells`` in order into ``columns``, or null.

    A column may stay empty (null where it goes on from above), and neighbouring cells may
    belong to one column.
    """
    found = _readings(cells, columns, roles)
    if not found or (len(found) > 1 and found[0][0] - found[1][0] < _CLEAR):
        return None
    row: Row = []
    at = cells[0].start
    for (start, end), role in zip(found[0][1], columns, strict=True):
        if end > start:
            row.append(joined_piece(cells[start:end]))
            at = cells[end - 1].end
        else:  # a category or name may be merged with the one above, a value is not given
            row.append(None if role in _MERGED else Piece(at, at, ""))
    return row


def _readings(
    cells: Sequence[Piece], columns: Sequence[str | None], roles: Roles
) -> list[tuple[float, tuple[tuple[int, int], ...]]]:
    """The two best ways, best first: per column the range of cells it takes."""
    states: dict[int, list[tuple[float, tuple[tuple[int, int], ...]]]] = {0: [(0.0, ())]}
    for role in columns:
        following: dict[int, list[tuple[float, tuple[tuple[int, int], ...]]]] = {}
        for used, ways in states.items():
            for take in range(min(3, len(cells) - used) + 1):
                gain = _gain(cells[used : used + take], role, roles)
                reached = following.setdefault(used + take, [])
                reached += [(score + gain, (*path, (used, used + take))) for score, path in ways]
        states = {
            used: sorted(ways, key=lambda way: -way[0])[:2] for used, ways in following.items()
        }
    return states.get(len(cells), [])


def _gain(cells: Sequence[Piece], role: str | None, roles: Roles) -> float:
    if not cells:
        return _SKIP
    return sum(_fit(cell.text, role, roles) for cell in cells) + _JOIN * (len(cells) - 1)


def _fit(text: str, role: str | None, roles: Roles) -> float:
    if role == "number":
        return 2.0 if text.strip(".、．").isdigit() else -2.0
    if role == "nature":
        return 2.0 if roles.is_value("nature", text) else -2.0
    value = is_numeric(text) or is_empty(text)
    if role in _VALUES:
        return 2.0 if value else -0.5
    if role == "unit":
        return 1.0 if not value and len(text) <= 6 else -1.0
    return -1.0 if value else 0.5


def joined_piece(cells: Sequence[Piece]) -> Piece:
    """Neighbouring cells as one; what stands between them becomes holes."""
    holes = [hole for cell in cells for hole in cell.holes]
    gaps = [Span(a.end, b.start) for a, b in itertools.pairwise(cells)]
    text = "".join(cell.text for cell in cells)
    return Piece(cells[0].start, cells[-1].end, text, tuple(sorted(holes + gaps)))
