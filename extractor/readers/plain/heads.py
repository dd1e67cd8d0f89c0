"""Header cells that stand on two levels or over two lines, put back over their columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import msgspec

from extractor.lexicon.roles import Roles
from extractor.readers.plain.align import Row, joined_piece
from extractor.readers.plain.grid import MOST_COLUMNS, SPANNED, Piece

_VALUES = frozenset({"baseline", "target"})
_BELOW = frozenset({"year", "baseline", "target", "growth"})
_MOST_BELOW = 8


class Header(msgspec.Struct, frozen=True):
    """A header as grid rows (one or two levels), and what each column holds."""

    rows: list[Row]
    names: list[str | None]


def one_level(cells: Sequence[Piece], roles: Roles) -> Header:
    """A header whose cells are its columns."""
    return Header([list(cells)], _grouped([roles.role(cell.text) for cell in cells]))


def _grouped(names: list[str | None]) -> list[str | None]:
    """Of 一级指标 and 二级指标 side by side the first groups the second."""
    pairs = zip(names, [*names[1:], None], strict=False)
    return ["category" if name == after == "name" else name for name, after in pairs]


def is_second_level(cells: Sequence[Piece], roles: Roles) -> bool:
    """True when every cell says which value of the cell above stands here: 2020年, 目标值."""
    if not 2 <= len(cells) <= _MOST_BELOW:
        return False
    found = [roles.role(cell.text) for cell in cells]
    return set(found) <= _BELOW | {"nature"} and bool(set(found) & _BELOW)


def two_levels(top: Sequence[Piece], below: Sequence[Piece], roles: Roles) -> Iterator[Header]:
    """The ways in which the cells ``below`` can stand under those of ``top``."""
    if len(top) < 2 or len(top) + len(below) > MOST_COLUMNS:
        return
    names = [roles.role(cell.text) for cell in top]
    if {roles.role(cell.text) for cell in below} <= _BELOW:
        shares = _shares(names, len(below))
        if shares and max(shares.values()) > 1:
            yield _spread(top, below, shares, roles)
    pairs = _pairs(top, below, roles)
    if pairs:
        yield _under(top, below, pairs, roles)


def _shares(names: Sequence[str | None], count: int) -> dict[int, int]:
    """How many of the cells below each group cell covers; empty when that is not sure."""
    groups = [i for i, name in enumerate(names) if name in _VALUES | {"year"}]
    if not groups:
        groups = [i for i, name in enumerate(names) if name is None]
    if not groups or count < len(groups):
        return {}
    if count % len(groups) == 0:
        return dict.fromkeys(groups, count // len(groups))
    if len(groups) == 2 and [names[i] for i in groups] == ["baseline", "target"]:
        return {groups[0]: 1, groups[1]: count - 1}  # 现状 has one year, 目标 several
    return {}


def _spread(
    top: Sequence[Piece], below: Sequence[Piece], shares: dict[int, int], roles: Roles
) -> Header:
    first: Row = []
    second: Row = []
    names: list[str | None] = []
    given = iter(below)
    for i, cell in enumerate(top):
        wide = shares.get(i, 0)
        first += [cell, *[SPANNED] * (wide - 1)]
        parts = list(itertools.islice(given, wide))
        second += parts or [None]
        names += [_role(cell, part, roles) for part in parts] or [roles.role(cell.text)]
    return Header([first, second], _grouped(names))


def _under(
    top: Sequence[Piece], below: Sequence[Piece], pairs: dict[int, int], roles: Roles
) -> Header:
    second: Row = [below[pairs[i]] if i in pairs else None for i in range(len(top))]
    names = [
        _role(cell, part, roles) if part else roles.role(cell.text)
        for cell, part in zip(top, second, strict=True)
    ]
    return Header([list(top), second], _grouped(names))


def _role(above: Piece, below: Piece, roles: Roles) -> str | None:
    """基期 over 2020年 is a baseline; 指标 over 属性 says the nature."""
    first, second = roles.role(above.text), roles.role(below.text)
    return first if second == "year" and first in _VALUES else second or first


def fit(above: str, below: str, roles: Roles) -> int:
    """How well two header cells make one: 2020年 + 目标值 is 2, 牵头 + 单位 is 1, else 0."""
    first, second = roles.role(above), roles.role(below)
    pair = {first, second}
    if "year" in pair and pair & _BELOW - {"year"}:
        return 2
    if second == "nature" and first == "name":
        return 1
    known = roles.exact(above + below)
    return 1 if known and (first is None or second is None) else 0


def _pairs(top: Sequence[Piece], below: Sequence[Piece], roles: Roles) -> dict[int, int]:
    """Column → cell below it, where all fit in order and one way fits best; else empty."""
    best: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for cell in below:
        scores = [fit(above.text, cell.text, roles) for above in top]
        following = [
            (score + scores[i], (*path, i))
            for score, path in best
            for i in range(path[-1] + 1 if path else 0, len(top))
            if scores[i]
        ]
        best = sorted(following, key=lambda way: -way[0])[:64]
    if not best or not best[0][1]:
        return {}
    ties = [path for score, path in best if score == best[0][0]]
    # 指标名称 … 指标 over 属性: of equal ways the last column is meant, the first is the name
    return {column: k for k, column in enumerate(max(ties))}


def joined(cells: Sequence[Piece], columns: int, roles: Roles) -> Header | None:
    """Cells over two lines given one after the other (2020年⏎现状值⏎2025年⏎目标值)."""
    surplus = len(cells) - columns
    if not 0 < surplus <= columns:
        return None
    for least in (2, 1):
        titles: list[list[Piece]] = []
        for cell in cells:
            last = titles[-1] if titles else []
            if len(last) == 1 and fit(last[0].text, cell.text, roles) >= least:
                last.append(cell)
            else:
                titles.append([cell])
        if len(titles) == columns:
            return one_level([joined_piece(parts) for parts in titles], roles)
    return None


def exact_levels(rows: list[Row], roles: Roles) -> tuple[list[Row], int]:
    """Rows whose every cell has its place, and how many at the top are header.

    Empty cells of a second header row go on with the cell above, those of the first with
    the cell on their left.
    """
    if len(rows) < 3:
        return rows, 1
    first, second = rows[0], rows[1]
    full = [part for part in second if part and part.text]
    if not is_second_level(full, roles):
        return rows, 1
    top: Row = []
    below: Row = []
    for c, (above, part) in enumerate(zip(first, second, strict=True)):
        empty = above is None or not above.text
        top.append(SPANNED if empty and c and part and part.text else above)
        below.append(part if part and part.text else None)
    return [top, below, *rows[2:]], 2
