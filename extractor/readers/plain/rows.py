"""Tables with a row on each line: Markdown pipes, tabs, columns of spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
import regex

from extractor.document import Grid, Notice
from extractor.lexicon.roles import Roles, is_numeric, looks_like_header
from extractor.readers.plain.align import Row, align, inherit, joined_piece, total_row
from extractor.readers.plain.broken import Partial, whole_rows
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.grid import MOST_COLUMNS, Piece, cell_piece, make_grid
from extractor.readers.plain.heads import (
    Header,
    exact_levels,
    is_second_level,
    one_level,
    two_levels,
)
from extractor.readers.plain.lines import CONTINUED, HEADING, RawLine
from extractor.readers.plain.notices import unreadable
from extractor.readers.plain.pipes import merged

_TAB_CELL = regex.compile(r"[^\t]++")
_WIDE_CELL = regex.compile(r"\S++(?:[ \u3000\u00a0]\S++)*+")
_WORD = regex.compile(r"\S++")
_WIDE_GAP = regex.compile(r"\S(?:[ \u3000\u00a0]{2,}|\t)(?=\S)")
_ORDINAL = regex.compile(r"(\d{1,3})\s?[.．、]?(?=\s|$)")
_LONG = 200
_MOST_WRAPPED = 5  # lines over which one row is broken
_GROUP = regex.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_END = ("。", "；", "：")

Found = tuple[Grid | Notice | Partial, int]


class _Lines(msgspec.Struct, frozen=True):
    """What cuts the lines of one table into cells."""

    text: str
    lines: Sequence[RawLine]
    cell: regex.Pattern[str]
    debris: Debris
    roles: Roles

    @property
    def tabs(self) -> bool:
        return self.cell is _TAB_CELL

    def words(self, i: int) -> str:
        return self.text[self.lines[i].start : self.lines[i].end]

    def parts(self, i: int) -> list[Piece]:
        return _split(self.text, self.lines[i], self.cell, self.debris)

    def broken_parts(self, i: int) -> list[Piece]:
        """The cells of a line that starts in the middle of one: 量 册 are no spaced-out word."""
        line = self.lines[i]
        found = self.cell.finditer(self.text, line.start, line.end)
        return [cell_piece(self.text, m.start(), m.end(), self.debris) for m in found]

    def rowlike(self, i: int) -> bool:
        words = self.words(i)
        return bool(words) and not words.endswith(_END) and len(self.cell.findall(words)) > 1


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
    source = _Lines(text, lines, cell, debris, roles)
    if source.tabs and (exact := _exact_table(source, at)):
        return exact
    for head, first in _headers(source, at, header):
        found = _rows_below(source, head, first)
        if found is not None:
            return found
    if not source.tabs and (partial := whole_rows(text, lines, at, debris, roles)):
        return partial
    return _failed(source, at) if _has_values(source, at) else None


def _headers(source: _Lines, at: int, header: list[Piece]) -> Iterator[tuple[Header, int]]:
    """The header in the ways it may be meant, and the line of the first row."""
    below = source.parts(at + 1) if at + 1 < len(source.lines) else []
    if is_second_level(below, source.roles):
        for head in two_levels(header, below, source.roles):
            yield head, at + 2
    else:
        yield one_level(header, source.roles), at + 1


def _exact_table(source: _Lines, at: int) -> Found | None:
    """A table of tabs that keeps its empty cells: every line has the same number of fields."""
    header = _fields(source, at, 0)
    skip = next((i for i, part in enumerate(header) if part.text), 0)
    header = header[skip:]
    while header and not header[-1].text:
        header.pop()
    rows: list[Row] = [list(header)]
    i = at + 1
    while i < len(source.lines) and not source.lines[i].blank and "\t" in _physical(source, i):
        fields = _fields(source, i, skip)
        while len(fields) > len(header) and not fields[-1].text:
            fields.pop()
        if len(fields) != len(header):
            break
        rows.append(list(fields))
        i += 1
    full = all(part and part.text for row in rows for part in row)
    ended = i >= len(source.lines) or source.lines[i].blank or not _goes_on(source, i)
    if len(rows) < 3 or full or not ended:
        return None
    leveled, header_rows = exact_levels(rows, source.roles)
    top, rest = leveled[:header_rows], leveled[header_rows:]
    named = [source.roles.role(part.text) if part else None for part in top[0]]
    reach = sum(1 for role in named if role in ("category", "number", "name"))
    filled = merged(rest, min(reach, len(header) - 1))
    return make_grid([*top, *filled], len(header), header_rows), i


def _goes_on(source: _Lines, i: int) -> bool:
    """The line after the last whole row still belongs to the table."""
    if CONTINUED.match(source.text, source.lines[i].start):
        return False
    return "\t" in _physical(source, i) or _value_row(source, i + 1)


def _physical(source: _Lines, i: int) -> str:
    line = source.lines[i]
    return source.text[line.start - line.indent : _line_end(source.text, line.end)]


def _line_end(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\u3000\u00a0":
        at += 1
    return at


def _fields(source: _Lines, i: int, skip: int) -> list[Piece]:
    line = source.lines[i]
    at, end = line.start - line.indent, _line_end(source.text, line.end)
    fields: list[Piece] = []
    for words in source.text[at:end].split("\t"):
        start = at + len(words) - len(words.lstrip())
        stop = max(start, at + len(words.rstrip()))
        holes = source.debris.within(start, stop)
        fields.append(Piece(start, stop, source.text[start:stop], holes))
        at += len(words) + 1
    return fields[skip:]


def _rows_below(source: _Lines, head: Header, first: int) -> Found | None:
    rows: list[Row] = list(head.rows)
    levels, columns, lines = len(rows), len(head.names), source.lines
    i = first
    while i < len(lines):
        if lines[i].blank:
            if i + 1 >= len(lines) or not source.rowlike(i + 1):
                break
            i += 1
            continue
        parts = source.parts(i)
        broken = not source.rowlike(i) and len(parts) > 1
        if broken or len(source.words(i)) > _LONG or CONTINUED.match(source.text, lines[i].start):
            break
        row, used = _place(source, parts, head, len(rows) > levels), 1
        if row is None:
            row, used = _wrapped(source, i, columns)
        if row is None:
            if len(parts) == 1 and len(rows) > levels and not _value_row(source, i + 1):
                break
            return None
        rows.append(row)
        i += used
    while len(rows) > levels and len(rows[-1]) == 1:
        rows.pop()  # a lone line after the last row is no group
        i -= 1
    return (make_grid(rows, columns, levels), i) if len(rows) > levels else None


def _place(source: _Lines, parts: list[Piece], head: Header, started: bool) -> Row | None:
    """The row that ``parts`` are. Between spaces nothing shows an empty or a broken cell."""
    names, roles, tabs = head.names, source.roles, source.tabs
    if len(parts) == len(names):
        return list(parts)
    if len(parts) == 1:
        short = len(parts[0].text) <= 20 and not parts[0].text.endswith(_END)
        group = short and (tabs or _GROUP.match(parts[0].text)) and not is_numeric(parts[0].text)
        return [parts[0]] if group else None
    if (total := total_row(parts, names, roles)) is not None:
        return total
    if len(parts) == 2 and _GROUP.match(parts[0].text) and is_numeric(parts[1].text):
        return [joined_piece(parts)]
    if started and (row := inherit(parts, names)) is not None:
        return row
    row = align(parts, names, roles)
    return row if row is None or tabs or all(part and part.text for part in row) else None


def _wrapped(source: _Lines, i: int, columns: int) -> tuple[Row | None, int]:
    """A row with an ordinal, one of whose cells is broken over lines: …拥⏎有量 件 3.2 5.6."""
    number = _ORDINAL.match(source.words(i))
    parts = source.parts(i)
    if number is None or len(parts) < 2:
        return None, 1
    following = int(number[1]) + 1
    for j in range(i + 1, min(len(source.lines), i + 1 + _MOST_WRAPPED)):
        if source.lines[j].blank or HEADING.match(source.words(j)):
            break
        start = _ORDINAL.match(source.words(j))
        if start and int(start[1]) == following:
            break
        more = source.broken_parts(j)
        if is_numeric(parts[-1].text) or is_numeric(more[0].text):
            break  # two cells, not one in two halves
        parts = [*parts[:-1], joined_piece([parts[-1], more[0]]), *more[1:]]
        if len(parts) == columns and _row_ends(source, j + 1, following):
            return list(parts), j + 1 - i
    return None, 1


def _row_ends(source: _Lines, i: int, following: int) -> bool:
    """The next row, or what is no table, starts on line ``i``."""
    if i >= len(source.lines) or source.lines[i].blank or HEADING.match(source.words(i)):
        return True
    start = _ORDINAL.match(source.words(i))
    return start is not None and int(start[1]) == following


def _value_row(source: _Lines, i: int) -> bool:
    """Line ``i`` is short and holds a value: the table goes on."""
    if i >= len(source.lines) or source.lines[i].blank:
        return False
    words = source.words(i)
    return len(words) < 60 and not words.endswith(_END) and any(map(is_numeric, words.split()))


def _has_values(source: _Lines, at: int) -> bool:
    """Short lines with values right below a header: a table, even if it cannot be rebuilt."""
    last = min(len(source.lines), at + 7)
    return sum(1 for i in range(at + 1, last) if _value_row(source, i)) >= 2


def _failed(source: _Lines, at: int) -> Found | None:
    i, lines = at, source.lines
    while i < len(lines) and not lines[i].blank:
        words = source.words(i)
        if words.endswith(_END) or (i > at and HEADING.match(words) and not _grouped(source, i)):
            break
        if len(words) > 30 and "，" in words and not source.cell.search(words, 30):
            break
        i += 1
    i = max(i, at + 1)
    return unreadable(lines[at].start, lines[i - 1].end), i


def _grouped(source: _Lines, i: int) -> bool:
    """一、水利工程 over rows is no heading."""
    return _value_row(source, i + 1) and source.rowlike(i + 1)


def _split(text: str, line: RawLine, cell: regex.Pattern[str], debris: Debris) -> list[Piece]:
    parts = [
        cell_piece(text, match.start(), match.end(), debris)
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
                debris.within(last.start, part.end),
            )
        else:
            joined.append(part)
    return joined


def _is_han(words: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in words)
