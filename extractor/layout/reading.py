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


def _counting(count: int) -> array[int]:
    return array("I", range(count))


@functools.cache
def _usual_counting() -> array[int]:
    return _counting(_USUAL)


class _Writer:
    """Collects the lines of the reading text and where each character came from.

    Offsets are copied from 0, 1, 2 …: to count them anew for each text is far slower. Each line
    brings the offset of the break after it along, the last one too.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str] = []
        self.offsets = array("I")
        self.end = -1  # of the last line in the reading
        usual = len(text) < _USUAL
        self.counting = _usual_counting() if usual else _counting(len(text) + 1)
        self.breaks = [sign for sign in _BREAKS if sign in text]
        self.tags = "<br" in text
        self.odd = self.tags or any(sign != "\n" for sign in self.breaks)

    def broken(self, start: int, end: int) -> bool:
        """Whether a line break stands in a span of the source."""
        return any(self.text.find(sign, start, end) >= 0 for sign in self.breaks)

    def before(self, last: int, first: int) -> tuple[int, int]:
        """How many blank lines and blanks stand before ``first``, what ended at ``last`` above."""
        if first == last + 1 and self.text[last] == "\n":  # most lines follow at once
            return 0, 0
        gap = self.text.count("\n", last, first) - 1
        start = self.text.rfind("\n", last, first) + 1 or last
        return gap if gap > 0 else 0, first - start if first > start else 0

    def whole(self, start: int, end: int) -> int:
        """Write a span that is one line as it stands, as most are; where it starts, or -1."""
        words = self.text[start:end]
        if self.odd or not words or "\n" in words or words.strip() != words:
            return -1
        self.offsets += self.counting[start : end + 1]
        self.lines.append(words)
        at = self.end + 1
        self.end = at + end - start
        return at

    def line(
        self, pieces: Sequence[tuple[int, int]], breaks: frozenset[int] = frozenset()
    ) -> tuple[int, int]:
        """Write one line from source ranges; gives its reading range.

        A piece that starts in ``breaks`` is a line break between the items of a cell.
        """
        start = self.end + 1
        if len(pieces) == 1:
            low, high = pieces[0]
            words = self.text[low:high]
            self.offsets += self.counting[low : high + 1]
        else:
            text = self.text
            words = "".join([_ITEM_BREAK if a in breaks else text[a:b] for a, b in pieces])
            for low, high in (*pieces, (pieces[-1][1], pieces[-1][1] + 1)):
                self.offsets += self.counting[low:high]
        self.lines.append(words)
        self.end = start + len(words)
        return start, self.end

    def reading(self) -> Reading:
        """All that was written."""
        if self.offsets:
            self.offsets.pop()  # no break ends the last line
        raw = "\n".join(self.lines)
        text = half_width(raw)
        if _ITEM_BREAK in raw:
            raw, text = raw.replace(_ITEM_BREAK, _SHOWN_AS), text.replace(_ITEM_BREAK, _READ_AS)
        return Reading(text, raw, self.offsets)


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
        elif not block.holes and (at := writer.whole(block.start, block.end)) >= 0:
            gap, indent = writer.before(before, block.start)
            level, role = block.level, block.role
            drafts.append(Draft(at, writer.end, level, role, -1, None, False, gap, indent))
        else:
            for pieces in _lines(writer, block.start, block.end, block.holes):
                drafts.append(_draft(writer, pieces, block, before))
                before = pieces[-1][1]
        before = block.end
    return writer.reading(), drafts, grids


def _draft(writer: _Writer, pieces: list[tuple[int, int]], block: Paragraph, before: int) -> Draft:
    gap, indent = writer.before(before, pieces[0][0])
    start, end = writer.line(pieces)
    return Draft(start, end, block.level, block.role, -1, None, False, gap, indent)


def _read_grid(
    grid: Grid,
    index: int,
    writer: _Writer,
    drafts: list[Draft],
    before: int,
    lexicon: Lexicon,
) -> None:
    gap = max(0, writer.text[before : grid.start].count("\n") - 1)
    box = grid.columns == 1
    for cell in grid.cells:
        if cell.start == cell.end:
            if not box:
                here = max(writer.end, 0)
                drafts.append(Draft(here, here, None, "body", index, cell))
            continue
        if not cell.holes and (at := writer.whole(cell.start, cell.end)) >= 0:
            place = None if box else cell
            drafts.append(Draft(at, writer.end, None, "body", index, place, box, gap))
            gap = 0
            continue
        breaks: frozenset[int] = frozenset()
        if box:
            lines = _lines(writer, cell.start, cell.end, cell.holes)
        else:
            lines, breaks = _one_line(writer, cell, lexicon)
        for pieces in lines:
            start, end = writer.line(pieces, breaks)
            place = None if box else cell
            drafts.append(Draft(start, end, None, "body", index, place, box, gap))
            gap = 0


def _one_line(
    writer: _Writer, cell: Cell, lexicon: Lexicon
) -> tuple[list[list[tuple[int, int]]], frozenset[int]]:
    """A cell of several lines is one line of the reading; breaks between items stay in it."""
    text, at = writer.text, cell.start
    tags = writer.tags and text.find("<br", at, cell.end) >= 0
    if not tags and not writer.broken(at, cell.end):
        if cell.holes:
            return _lines(writer, at, cell.end, cell.holes), frozenset()
        return _whole(text, at, cell.end), frozenset()
    lines: list[list[tuple[int, int]]] = []
    starts: list[int] = []
    for found in [*_CELL_BREAK.finditer(text, cell.start, cell.end), None]:
        end = found.start() if found else cell.end
        holes = [hole for hole in cell.holes if hole.start < end and hole.end > at]
        for line in _lines(writer, at, end, holes):
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


def _lines(
    writer: _Writer, start: int, end: int, holes: Sequence[Span]
) -> list[list[tuple[int, int]]]:
    """Source ranges of the words in ``[start, end)``, cut at breaks that are no holes."""
    text = writer.text
    if not holes and not writer.broken(start, end):
        return _whole(text, start, end)
    lines: list[list[tuple[int, int]]] = []
    pieces: list[tuple[int, int]] = []
    at = start
    for hole in (*holes, Span(end, end)):
        if hole.start > at:
            _cut(writer, at, hole.start, pieces, lines)
        at = max(at, hole.end)
    if pieces:
        lines.append(pieces)
    return [trimmed for line in lines if (trimmed := _trim(text, line))]


def _whole(text: str, start: int, end: int) -> list[list[tuple[int, int]]]:
    """The words in ``[start, end)`` as one line, without the blanks at its edges."""
    if start < end and not text[start].isspace() and not text[end - 1].isspace():
        return [[(start, end)]]
    words = text[start:end].lstrip()
    low = end - len(words)
    high = low + len(words.rstrip())
    return [[(low, high)]] if low < high else []


def _cut(
    writer: _Writer,
    low: int,
    high: int,
    pieces: list[tuple[int, int]],
    lines: list[list[tuple[int, int]]],
) -> None:
    at = low
    words = writer.text[low:high]
    if not writer.broken(low, high):
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
