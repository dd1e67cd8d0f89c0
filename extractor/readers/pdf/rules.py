"""Rules → cells, for forms that pdfplumber does not open: the smallest boxes between
crossings of horizontal and vertical rules."""

from __future__ import annotations

from typing import Any

Box = tuple[float, float, float, float]
_NEAR = 3.0
_MAX_LINES = 600


def cells_of_rules(rules: list[dict[str, Any]]) -> list[list[Box]]:
    """Cells of each table; cells that touch belong to one table."""
    across = _merge([(r["top"], r["x0"], r["x1"]) for r in rules if r["orientation"] == "h"])
    down = _merge([(r["x0"], r["top"], r["bottom"]) for r in rules if r["orientation"] == "v"])
    if len(across) > _MAX_LINES or len(down) > _MAX_LINES:
        return []
    cells: list[Box] = []
    for index, (top, left, right) in enumerate(across):
        edges = [line for line in down if left - _NEAR <= line[0] <= right + _NEAR
                 and line[1] - _NEAR <= top <= line[2] - _NEAR]  # fmt: skip
        for number in range(len(edges) - 1):
            box = _close(top, edges, number, across[index + 1 :])
            if box is not None:
                cells.append(box)
    return _grouped(cells)


def _close(
    top: float,
    edges: list[tuple[float, float, float]],
    number: int,
    below: list[tuple[float, float, float]],
) -> Box | None:
    """The nearest rule below that closes the box under ``top`` from edge to edge."""
    x0 = edges[number][0]
    for bottom, left, right in below:
        if bottom - top <= _NEAR or bottom > edges[number][2] + _NEAR:
            continue
        for x1, _, low in edges[number + 1 :]:
            if low + _NEAR >= bottom and left - _NEAR <= x0 and right + _NEAR >= x1:
                return (x0, top, x1, bottom)
    return None


def _merge(lines: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Pieces of one rule as one: ``(place, start, end)`` sorted by place."""
    merged: list[tuple[float, float, float]] = []
    for place, start, end in sorted(lines, key=lambda line: (round(line[0] / _NEAR), line[1])):
        if merged and abs(merged[-1][0] - place) <= _NEAR and start <= merged[-1][2] + _NEAR:
            last = merged[-1]
            merged[-1] = (last[0], min(last[1], start), max(last[2], end))
        else:
            merged.append((place, start, end))
    return sorted(merged)


def _grouped(cells: list[Box]) -> list[list[Box]]:
    """Cells of tables that stand under one another without a gap."""
    tables: list[list[Box]] = []
    for cell in sorted(cells, key=lambda box: (box[1], box[0])):
        for table in tables:
            if cell[1] <= max(box[3] for box in table) + _NEAR:
                table.append(cell)
                break
        else:
            tables.append([cell])
    return tables
