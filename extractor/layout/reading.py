"""Source blocks → the reading text with its offset map, and one draft per line."""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Sequence

import msgspec
import regex

from extractor.document import Cell, Grid, Paragraph, Reading, SourceText
from extractor.layout.cellbreaks import parts_items
from extractor.lexicon.loader import Lexicon
from extractor.spans import Span

_WIDE = {chr(c): chr(c - 0xFEE0) for c in range(0xFF10, 0xFF1A)}  # ０-９
_WIDE |= {chr(c): chr(c - 0xFEE0) for c in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE |= {"％": "%", "﹪": "%", "．": ".", "﹒": ".", "＋": "+", "－": "-", "−": "-", "～": "~"}
_WIDE |= {"〜": "~", "∼": "~", "＜": "<", "＞": ">", "＝": "=", "／": "/", "［": "[", "］": "]"}
_WIDE |= {"＃": "#", "＆": "&", "＊": "*", "\u3000": " ", "\u00a0": " ", "\u2002": " "}
_WIDE |= {"\u2003": " ", "\u2009": " ", "\u202f": " ", "\t": " "}
_ANY_WIDE = re.compile(f"[{re.escape(''.join(_WIDE))}]")
_BREAKS = "\n\r\x0b\x0c\u0085\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]")
# a line break of a cell that parts two items is one character of the reading
_ITEM_BREAK, _READ_AS, _SHOWN_AS = "\ufdd0", "；", " "
_CELL_BREAK = regex.compile(rf"[{_BREAKS}]|<br\s{{0,2}}/?>")


def half_width(text: str) -> str:
    """``text`` of the same length with full-width digits, letters and signs in half width.

    Replacing what is there one by one is ten times faster than ``str.translate``.
    """
    for wide in set(_ANY_WIDE.findall(text)):
        text = text.replace(wide, _WIDE[wide])
    return text


class Draft(msgspec.Struct, gc=False):
    """A line while layout is still finding out what it is; reading offsets.

    ``level`` and ``role`` are what the form said. ``grid`` is the index of the grid it stands
    in or -1; a line of a one-column grid is a ``box`` line and no cell. ``gap`` counts blank
    lines above it in the source, ``indent`` the blanks before it.
    """

    start: int
    end: int
    level: int | None
    role: str
    grid: int = -1
    cell: Cell | None = None
    box: bool = False
    gap: int = 0
    indent: int = 0
    kind: str = "body"


_USUAL = 1 << 16  # characters of most texts


@functools.cache
def _usual_counting() -> array[int]:
    return array("I", range(_USUAL))


class _Writer:
    """Collects the pieces of the reading text and where each character came from.

    Offsets are copied from 0, 1, 2 …: to count them anew for each text is far slower.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.offsets: array[int] = array("I")
        self.end = -1  # of the last line in the reading, and in the source
        self.last = 0
        usual = len(text) < _USUAL
        self.counting = _usual_counting() if usual else array("I", range(len(text)))

    def line(
        self, pieces: Sequence[tuple[int, int]], breaks: frozenset[int] = frozenset()
    ) -> tuple[int, int]:
        """Write one line from source ranges; gives its reading range.

        A piece that starts in ``breaks`` is a line break between the items of a cell.
        """
        parts, offsets = self.parts, self.offsets
        if self.end >= 0:
            parts.append("\n")
            offsets.append(self.last)
        start = end = self.end + 1
        for low, high in pieces:
            parts.append(self.text[low:high] if low not in breaks else _ITEM_BREAK)
            offsets.extend(self.counting[low:high])
            end += high - low
        self.end, self.last = end, pieces[-1][1]
        return start, end


def read_blocks(source: SourceText, lexicon: Lexicon) -> tuple[Reading, list[Draft], list[Grid]]:
    """The reading of all blocks, its lines as drafts, and the grids by index."""
    writer = _Writer(source.text)
    drafts: list[Draft] = []
    grids: list[Grid] = []
    before = 0
    for block in source.blocks:
        if isinstance(block, Grid):
            _read_grid(block, len(grids), writer, drafts, before, lexicon)
            grids.append(block)
        else:
            for pieces in _lines(source.text, block.start, block.end, block.holes):
                drafts.append(_draft(writer, pieces, block, before))
                before = pieces[-1][1]
        before = block.end
    raw = "".join(writer.parts)
    text = half_width(raw)
    if _ITEM_BREAK in raw:
        raw, text = raw.replace(_ITEM_BREAK, _SHOWN_AS), text.replace(_ITEM_BREAK, _READ_AS)
    return Reading(text, raw, writer.offsets), drafts, grids


def _draft(writer: _Writer, pieces: list[tuple[int, int]], block: Paragraph, before: int) -> Draft:
    text, first = writer.text, pieces[0][0]
    start, end = writer.line(pieces)
    breaks = text.count("\n", before, first)
    indent = first - (text.rfind("\n", before, first) + 1 if breaks else before)
    return Draft(start, end, block.level, block.role, gap=max(0, breaks - 1), indent=max(0, indent))


def _read_grid(
    grid: Grid,
    index: int,
    writer: _Writer,
    drafts: list[Draft],
    before: int,
    lexicon: Lexicon,
) -> None:
    gap = max(0, writer.text[before : grid.start].count("\n") - 1)
    for cell in grid.cells:
        if cell.start == cell.end:
            if grid.columns > 1:
                here = max(writer.end, 0)
                drafts.append(Draft(here, here, None, "body", index, cell))
            continue
        breaks: frozenset[int] = frozenset()
        if grid.columns > 1:
            lines, breaks = _one_line(writer.text, cell, lexicon)
        else:
            lines = _lines(writer.text, cell.start, cell.end, cell.holes)
        for pieces in lines:
            start, end = writer.line(pieces, breaks)
            place = None if grid.columns == 1 else cell
            role = "body"
            drafts.append(Draft(start, end, None, role, index, place, place is None, gap))
            gap = 0


def _one_line(
    text: str, cell: Cell, lexicon: Lexicon
) -> tuple[list[list[tuple[int, int]]], frozenset[int]]:
    """A cell of several lines is one line of the reading; breaks between items stay in it."""
    at = cell.start
    if _BREAK.search(text, at, cell.end) is None and text.find("<br", at, cell.end) < 0:
        if cell.holes:
            return _lines(text, at, cell.end, cell.holes), frozenset()
        return _whole(text, at, cell.end), frozenset()
    lines: list[list[tuple[int, int]]] = []
    starts: list[int] = []
    for found in [*_CELL_BREAK.finditer(text, cell.start, cell.end), None]:
        end = found.start() if found else cell.end
        holes = [hole for hole in cell.holes if hole.start < end and hole.end > at]
        for line in _lines(text, at, end, holes):
            lines.append(line)
            starts.append(at)
        at = found.end() if found else end
    if len(lines) < 2:
        return lines, frozenset()
    pieces = list(lines[0])
    breaks: set[int] = set()
    for before, after, start in zip(lines, lines[1:], starts[1:], strict=False):
        if parts_items(_words(text, before), _words(text, after), lexicon):
            breaks.add(start - 1)
            pieces.append((start - 1, start))
        pieces += after
    return [pieces], frozenset(breaks)


def _words(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    return "".join(text[low:high] for low, high in pieces)


def _lines(text: str, start: int, end: int, holes: Sequence[Span]) -> list[list[tuple[int, int]]]:
    """Source ranges of the words in ``[start, end)``, cut at breaks that are no holes."""
    if not holes and _BREAK.search(text, start, end) is None:
        return _whole(text, start, end)
    lines: list[list[tuple[int, int]]] = []
    pieces: list[tuple[int, int]] = []
    at = start
    for hole in (*holes, Span(end, end)):
        if hole.start > at:
            _cut(text, at, hole.start, pieces, lines)
        at = max(at, hole.end)
    if pieces:
        lines.append(pieces)
    return [trimmed for line in lines if (trimmed := _trim(text, line))]


def _whole(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The words in ``[start, end)`` as one line, without the blanks at its edges."""
    words = text[start:end].lstrip()
    low = end - len(words)
    high = low + len(words.rstrip())
    return [[(low, high)]] if low < high else []


def _cut(
    text: str,
    low: int,
    high: int,
    pieces: list[tuple[int, int]],
    lines: list[list[tuple[int, int]]],
) -> None:
    at = low
    words = text[low:high]
    if _BREAK.search(words) is None:
        pieces.append((low, high))
        return
    for line in words.splitlines(keepends=True):
        kept = len(line.rstrip(_BREAKS))
        if kept:
            pieces.append((at, at + kept))
        if kept < len(line) and pieces:
            lines.append(pieces.copy())
            pieces.clear()
        at += len(line)


def _trim(text: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept = list(pieces)
    while kept:
        low, high = kept[0]
        words = text[low:high]
        low += len(words) - len(words.lstrip())
        if low < high:
            kept[0] = (low, high)
            break
        kept.pop(0)
    while kept:
        low, high = kept[-1]
        high = low + len(text[low:high].rstrip())
        if low < high:
            kept[-1] = (low, high)
            break
        kept.pop()
    return kept
