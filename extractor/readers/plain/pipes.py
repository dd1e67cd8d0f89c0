"""Markdown tables: rows of cells between pipes, with a rule below the header."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Grid
from extractor.lexicon.roles import Roles, is_numeric, looks_like_header
from extractor.readers.plain.align import Row
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.grid import MOST_COLUMNS, Piece, cell_piece, make_grid
from extractor.readers.plain.heads import exact_levels
from extractor.readers.plain.lines import RawLine

_RULE = regex.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_PIPE_CELL = regex.compile(r"(?:\\\||[^|])*+")


def pipe_extent(text: str, lines: Sequence[RawLine], at: int) -> int:
    """The line after the run of lines with pipes that starts on line ``at``."""
    i = at
    while i < len(lines) and not lines[i].blank:
        if text.find("|", lines[i].start, lines[i].end) < 0:
            break
        i += 1
    return i


def pipe_table(
    text: str, lines: Sequence[RawLine], at: int, until: int, debris: Debris, roles: Roles
) -> tuple[Grid, int] | None:
    """The table on lines ``at`` to ``until`` (what ``pipe_extent`` gave); null when it is none."""
    run = lines[at:until]
    ruled = [_RULE.fullmatch(text, line.start, line.end) is not None for line in run]
    framed = sum(1 for line in run if text[line.start] == "|")
    count = len(run) - sum(ruled)
    headed = count > 2 and looks_like_header(
        text[run[0].start : run[0].end].strip("|").split("|"), roles
    )
    if count < 2 or (not any(ruled[1:]) and not headed and (framed < len(run) or count < 3)):
        return None
    rows = [
        _pipe_row(text, line, debris) for line, rule in zip(run, ruled, strict=True) if not rule
    ]
    header = ruled.index(True, 1) if any(ruled[1:]) else None
    columns = max(map(len, rows))
    if columns < 2 or columns > MOST_COLUMNS:
        return None
    full: list[Row] = [
        [*row, *[Piece(row[-1].end, row[-1].end, "")] * (columns - len(row))] for row in rows
    ]
    leveled, levels = exact_levels(full, roles)
    if levels > 1:
        rest = merged(leveled[levels:], _leading(leveled[levels:]))
        return make_grid([*leveled[:levels], *rest], columns, levels), until
    first = [part.text for part in rows[0]]
    if len(set(first)) < len(first):
        header = None  # 目标值 | 目标值: a second header row stands below the rule
    return make_grid([full[0], *merged(full[1:], _leading(full))], columns, header), until


def merged(rows: list[Row], leading: int) -> list[Row]:
    """Rows with the merged cells that were left empty: a group row is one cell, and an empty
    place in the ``leading`` columns goes on with the cell above it."""
    done: list[Row] = []
    for row in rows:
        words = [part.text if part else "" for part in row]
        if len(row) > 2 and words[0] and not any(words[1:]) and not is_numeric(words[0]):
            done.append(row[:1])
            continue
        above = done[-1] if done else []
        done.append(
            [
                None if not words[c] and c < leading and len(above) > 1 and _filled(above[c]) else p
                for c, p in enumerate(row)
            ]
        )
    return done


def _filled(part: Piece | None) -> bool:
    """A cell with words, or one that itself goes on from above."""
    return part is None or bool(part.text)


def _leading(rows: list[Row]) -> int:
    """How many columns at the left are of groups: before the first that is always filled."""
    for column in range(len(rows[0])):
        cells = [row[column] for row in rows if sum(bool(p and p.text) for p in row) > 1]
        if all(cell is not None and cell.text for cell in cells):
            return column
    return 0


def _pipe_row(text: str, line: RawLine, debris: Debris) -> list[Piece]:
    start, end = line.start, line.end
    if text[start] == "|":
        start += 1
    if text[end - 1] == "|" and end - 1 > start and text[end - 2] != "\\":
        end -= 1
    cells: list[Piece] = []
    at = start
    while at <= end:
        match = _PIPE_CELL.match(text, at, end)
        high = match.end() if match else end
        cells.append(cell_piece(text, at, high, debris))
        at = high + 1
    return cells
