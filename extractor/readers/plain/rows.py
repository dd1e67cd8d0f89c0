"""Tables with a row on each line: Markdown pipes, tabs, columns of spaces."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Grid, Notice
from extractor.lexicon.roles import Roles, is_numeric, looks_like_header
from extractor.readers.plain.align import Row, align, inherit
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.grid import MOST_COLUMNS, Piece, make_grid
from extractor.readers.plain.lines import RawLine
from extractor.readers.plain.notices import unreadable

_RULE = regex.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_PIPE_CELL = regex.compile(r"(?:\\\||[^|])*+")
_TAB_CELL = regex.compile(r"[^\t]++")
_WIDE_CELL = regex.compile(r"\S++(?:[ \u3000\u00a0]\S++)*+")
_WORD = regex.compile(r"\S++")
_SPACED = regex.compile(r"(?<![^\s])(\p{Han})[\s]+(?=\p{Han}(?:\s|$))")
_WIDE_GAP = regex.compile(r"\S(?:[ \u3000\u00a0]{2,}|\t)(?=\S)")
_LONG = 200
_GROUP = regex.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_END = ("。", "；", "：")

Found = tuple[Grid | Notice, int]


def pipe_table(
    text: str, lines: Sequence[RawLine], at: int, debris: Debris
) -> tuple[Grid, int] | None:
    """A Markdown table: rows of cells between pipes, a rule below the header."""
    rows: list[list[Piece]] = []
    header: int | None = None
    i = at
    while i < len(lines) and not lines[i].blank:
        words = text[lines[i].start : lines[i].end]
        if "|" not in words:
            break
        if _RULE.fullmatch(words):
            header = len(rows) if header is None and rows else header
        else:
            rows.append(_pipe_row(text, lines[i], debris))
        i += 1
    framed = sum(1 for line in lines[at:i] if text[line.start] == "|")
    if len(rows) < 2 or (header is None and (framed < i - at or len(rows) < 3)):
        return None
    columns = max(map(len, rows))
    if columns < 2 or columns > MOST_COLUMNS:
        return None
    full: list[Row] = [
        [*row, *[Piece(row[-1].end, row[-1].end, "")] * (columns - len(row))] for row in rows
    ]
    first = [part.text for part in rows[0]]
    if len(set(first)) < len(first):
        header = None  # 目标值 | 目标值: a second header row stands below the rule
    return make_grid(_merged(full), columns, header), i


def _merged(rows: list[Row]) -> list[Row]:
    """Rows with the merged cells that Markdown leaves empty: a group row is one cell, and
    an empty place at the left goes on with the cell above it."""
    merged: list[Row] = [rows[0]]
    leading = _leading(rows)
    for row in rows[1:]:
        words = [part.text if part else "" for part in row]
        if len(row) > 2 and words[0] and not any(words[1:]) and not is_numeric(words[0]):
            merged.append(row[:1])
            continue
        above = merged[-1]
        joined = [
            None if not words[c] and c < leading and len(above) > 1 and _filled(above[c]) else part
            for c, part in enumerate(row)
        ]
        merged.append(joined)
    return merged


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
        cells.append(_cell(text, at, high, debris))
        at = high + 1
    return cells


def _cell(text: str, low: int, high: int, debris: Debris) -> Piece:
    words = text[low:high]
    start = low + len(words) - len(words.lstrip())
    end = max(start, low + len(words.rstrip()))
    return Piece(start, end, text[start:end], tuple(debris.within(start, end)))


def row_table(
    text: str, lines: Sequence[RawLine], at: int, debris: Debris, roles: Roles
) -> Found | None:
    """A header line with its rows on the lines below, cells parted by tabs or spaces.

    A table whose rows do not fit its header is a notice, never a guess.
    """
    words = text[lines[at].start : lines[at].end]
    if len(words) > _LONG or words.endswith(_END):
        return None
    cell = _TAB_CELL if "\t" in words else _WIDE_CELL if _WIDE_GAP.search(words) else _WORD
    header = _split(text, lines[at], cell, debris)
    least = 2 if cell is _TAB_CELL else 3
    if not least <= len(header) <= MOST_COLUMNS:
        return None
    if not looks_like_header([part.text for part in header], roles):
        return None
    return _rows_below(text, lines, at, header, cell, debris, roles)


def _rows_below(
    text: str,
    lines: Sequence[RawLine],
    at: int,
    header: list[Piece],
    cell: regex.Pattern[str],
    debris: Debris,
    roles: Roles,
) -> Found | None:
    names = [roles.role(part.text) for part in header]
    rows: list[Row] = [list(header)]
    i = at + 1
    while i < len(lines):
        line = lines[i]
        if line.blank:
            if i + 1 >= len(lines) or lines[i + 1].blank or not _rowlike(text, lines[i + 1], cell):
                break
            i += 1
            continue
        parts = _split(text, line, cell, debris)
        if (not _rowlike(text, line, cell) and len(parts) > 1) or len(
            text[line.start : line.end]
        ) > _LONG:
            break
        row = _place(parts, names, roles, len(rows) > 1, cell is _TAB_CELL)
        if row is None:
            if len(parts) == 1 and len(rows) > 1 and not _value_row(text, lines, i + 1):
                break
            return _failed(text, lines, at, cell) if _has_values(text, lines, at) else None
        rows.append(row)
        i += 1
    while len(rows) > 1 and len(rows[-1]) == 1:
        rows.pop()  # a lone line after the last row is no group
        i -= 1
    return (make_grid(rows, len(names), 1), i) if len(rows) > 1 else None


def _place(
    parts: list[Piece], names: Sequence[str | None], roles: Roles, started: bool, tabs: bool
) -> Row | None:
    """The row that ``parts`` are. Between spaces nothing shows an empty or a broken cell."""
    if len(parts) == len(names):
        return list(parts)
    if len(parts) == 1:
        short = len(parts[0].text) <= 20 and not parts[0].text.endswith(_END)
        group = short and (tabs or _GROUP.match(parts[0].text)) and not is_numeric(parts[0].text)
        return [parts[0]] if group else None
    if started and (row := inherit(parts, names)) is not None:
        return row
    row = align(parts, names, roles)
    return row if row is None or tabs or all(row) else None


def _value_row(text: str, lines: Sequence[RawLine], i: int) -> bool:
    """Line ``i`` is short and holds a value: the table goes on."""
    if i >= len(lines) or lines[i].blank:
        return False
    words = text[lines[i].start : lines[i].end]
    return len(words) < 60 and not words.endswith(_END) and any(map(is_numeric, words.split()))


def _rowlike(text: str, line: RawLine, cell: regex.Pattern[str]) -> bool:
    words = text[line.start : line.end]
    if not words or words.endswith(_END):
        return False
    return len(cell.findall(words)) > 1


def _has_values(text: str, lines: Sequence[RawLine], at: int) -> bool:
    """Short lines with values right below a header: a table, even if it cannot be rebuilt."""
    below = [text[line.start : line.end] for line in lines[at + 1 : at + 7] if not line.blank]
    return sum(1 for words in below if any(map(is_numeric, words.split())) and len(words) < 60) >= 2


def _failed(text: str, lines: Sequence[RawLine], at: int, cell: regex.Pattern[str]) -> Found:
    i = at
    while i < len(lines) and not lines[i].blank:
        words = text[lines[i].start : lines[i].end]
        if words.endswith(_END) or (
            len(words) > 30 and "，" in words and not cell.search(words, 30)
        ):
            break
        i += 1
    i = max(i, at + 1)
    return unreadable(lines[at].start, lines[i - 1].end), i


def _split(text: str, line: RawLine, cell: regex.Pattern[str], debris: Debris) -> list[Piece]:
    parts = [
        _cell(text, match.start(), match.end(), debris)
        for match in cell.finditer(text, line.start, line.end)
    ]
    joined: list[Piece] = []
    for part in parts:  # 指 标, 序 号: one character alone goes on with the next
        last = joined[-1] if joined else None
        if last and len(part.text) == 1 and len(last.text) == 1 and _is_han(last.text + part.text):
            joined[-1] = Piece(
                last.start,
                part.end,
                last.text + part.text,
                tuple(debris.within(last.start, part.end)),
            )
        else:
            joined.append(part)
    return joined


def _is_han(words: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in words)
