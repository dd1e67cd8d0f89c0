"""The builder that every reader of a form writes on: blocks in, ``SourceText`` out.

The canonical text it writes is the one Word writes for a plain-text copy, so reading it
again gives the same blocks: one paragraph per line; a table as a tab before each cell's
first line, one cell per line, a blank line after each row. A place covered by a merged
cell is written as an empty cell, so that every row has all its columns.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from msgspec.structs import replace

from extractor.document import Cell, Grid, Notice, Paragraph, Source, SourceText
from extractor.errors import ReadError
from extractor.readers.joining import join_tables
from extractor.readers.limits import MAX_CELLS, MAX_CHARACTERS, MAX_COLUMNS
from extractor.readers.plain.debris import Debris
from extractor.readers.sketch import GridCell, Line, PageStart, Sketch, join
from extractor.spans import Span

# controls, zero-width marks, soft hyphens and private symbols of broken fonts carry no words
_RANGES = ((0x00, 0x09), (0x0E, 0x20), (0x200B, 0x2010), (0x202A, 0x202F), (0xD800, 0xE000))
_SINGLE = (0x7F, 0xAD, 0x2060, 0xFEFF, 0xFFFC)
_DEBRIS = dict.fromkeys([*_SINGLE, *(code for ends in _RANGES for code in range(*ends))])
_TRANSLATE = {**_DEBRIS, 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n"}
_TRANSLATE |= {0x2029: "\n", 0xA0: " "}
_ENDS_PARAGRAPH = tuple("。；;：:！？!?…")
# a line that opens like an item or is indented starts a paragraph of its own
_OPENS_PARAGRAPH = re.compile(
    r"[ \t\u3000]{2}|\u3000|[ \t]*(?:第[一二三四五六七八九十百\d]+[章节条篇]"
    r"|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[.．、](?!\d)"
    r"|[^，。；：:\s]{1,12}[：:]|\d{4}年\d{1,2}月)"
)


def clean(text: str) -> str:
    """``text`` without control characters and invisible marks; all line breaks as ``\\n``."""
    return text.translate(_TRANSLATE)


def soft_lines(text: str) -> list[str]:
    """Paragraphs of a text with soft returns.

    Officials press Shift+Enter both to break a long title and to end a paragraph: a line is
    joined to the one before unless that one ends a sentence or this one opens like an item.
    Many short lines under one another are lines of their own (a signature, a list).
    """
    given = text.split("\n")
    kept = [line for line in given if line.strip()]
    if len(kept) > 3 and not _wrapped(kept):
        return [line.strip() for line in kept]
    lines: list[str] = []
    blank = True
    for line in given:
        if not line.strip():
            blank = True
        elif blank or lines[-1].rstrip().endswith(_ENDS_PARAGRAPH) or _OPENS_PARAGRAPH.match(line):
            lines.append(line)
            blank = False
        else:
            lines[-1] = join(lines[-1], line)
    return [line.strip() for line in lines]


def _wrapped(lines: list[str]) -> bool:
    """Lines cut at one width, as text copied out of a PDF is: all full but the last ones."""
    width = max(map(len, lines), default=0)
    full = [line for line in lines if len(line) > 0.85 * width]
    ended = sum(line.endswith(_ENDS_PARAGRAPH) for line in full)
    return width > 20 and len(full) > 0.6 * len(lines) and 2 * ended < len(full)


def place(rows: list[list[tuple[str, int, int]]], name: str) -> list[GridCell]:
    """Grid cells of rows of ``(text, rowspan, colspan)``, by the HTML table model.

    Spans are cut to the table; a table wider than ``MAX_COLUMNS`` is refused.
    """
    cells: list[GridCell] = []
    taken: dict[int, int] = {}  # column → first row that is free again
    for row, given in enumerate(rows):
        column = 0
        for text, rowspan, colspan in given:
            while taken.get(column, 0) > row:
                column += 1
            colspan = max(1, colspan)
            rowspan = max(1, min(rowspan or len(rows), len(rows) - row))
            if column + colspan > MAX_COLUMNS:
                raise too_wide(name)
            # a span never runs over a cell that hangs down from above
            free = 1
            while free < colspan and taken.get(column + free, 0) <= row:
                free += 1
            for step in range(free):
                taken[column + step] = row + rowspan
            cells.append(GridCell(row, column, text, rowspan, free))
            column += free
    return cells


def too_wide(name: str) -> ReadError:
    """The error for a table that no plan holds."""
    return ReadError(name, f"a table has more than {MAX_COLUMNS} columns", "split the table")


class Canvas:
    """Collects blocks in document order and writes the canonical text at the end."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.items: list[Line | Sketch | PageStart] = []
        self.properties: dict[str, str] = {}
        self._notices: list[Notice] = []
        self._cells = 0
        self._characters = 0

    def paragraph(
        self,
        text: str,
        level: int | None = None,
        role: str = "body",
        pages: tuple[int, ...] = (),
    ) -> None:
        """Add a paragraph; one with soft returns becomes several where it should."""
        if pages:
            self.items.append(Line(text, level, role, pages))
            return
        for line in soft_lines(clean(text)):
            self._characters += len(line)
            self.items.append(Line(line, level, role))
        if self._characters > MAX_CHARACTERS:
            raise ReadError(self.name, "the text is too long", "split the file")

    def grid(
        self,
        cells: list[GridCell],
        header_rows: int | None = None,
        pages: tuple[int, ...] = (),
    ) -> None:
        """Add a table. Empty rows and columns go; a table without words is no block."""
        cells = [_tidy(cell) for cell in cells]
        cells = self._captions(drop_empty(cells))
        if not cells:
            return
        columns = max(cell.column + cell.colspan for cell in cells)
        if columns == 1:
            cells = _box_rows(cells)
        self._cells += len(cells)
        if columns > MAX_COLUMNS:
            raise too_wide(self.name)
        if self._cells > MAX_CELLS:
            raise ReadError(self.name, "its tables have too many cells", "split the file")
        self.items.append(Sketch(tuple(cells), columns, header_rows, pages))

    def _captions(self, cells: list[GridCell]) -> list[GridCell]:
        """Cells without the top rows merged over all columns: those are captions, written
        above the table as they stand in other forms."""
        columns = max((cell.column + cell.colspan for cell in cells), default=0)
        while len(cells) > 1 and cells[0].colspan == columns > 1 and cells[0].rowspan == 1:
            for line in cells[0].text.split("\n"):
                self.paragraph(line)
            cells = [replace(cell, row=cell.row - 1) for cell in cells[1:]]
        return cells

    def page(self) -> None:
        """The next block starts a new page."""
        self.items.append(PageStart())

    def notice(self, kind: str, message: str) -> None:
        """Say what could not be rebuilt, of the whole file."""
        self._notices.append(Notice(kind, message, 0, 0))

    def finish(self, data: bytes, media_type: str, encoding: str | None = None) -> SourceText:
        """Write the canonical text. Raises ``ReadError`` when there is not a word in it."""
        writer = _Writer()
        for item in join_tables(self.items):
            writer.write(item)
        if not writer.blocks:
            raise ReadError(self.name, "the file holds no text", "check that it is the plan")
        text = "".join(writer.parts)
        digest = hashlib.sha256(data).hexdigest()
        pages = len(writer.pages) or None
        source = Source(self.name, media_type, digest, encoding, len(text), pages)
        blocks = _with_holes(text, writer.blocks)
        notices = tuple(self._notices)
        return SourceText(text, source, blocks, tuple(writer.pages), notices, self.properties)


class _Writer:
    """Canonical text and blocks as they grow."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0
        self.blocks: list[Paragraph | Grid] = []
        self.pages: list[int] = []

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.at += len(text)

    def write(self, item: Line | Sketch | PageStart) -> None:
        if isinstance(item, PageStart):
            self.pages.append(self.at)
        elif isinstance(item, Line):
            start = self.at
            self.pages.extend(start + page for page in item.pages)
            self.put(item.text)
            self.blocks.append(Paragraph(start, self.at, (), item.level, item.role))
            self.put("\n")
        else:
            self.write_grid(item)

    def write_grid(self, sketch: Sketch) -> None:
        at = {(cell.row, cell.column): cell for cell in sketch.cells}
        last = max(cell.row for cell in sketch.cells)
        written: list[Cell] = []
        start = self.at
        for row in range(last + 1):
            self.pages.extend(self.at for page in sketch.pages if page == row)
            for column in range(sketch.columns):
                self.put("\t")
                if (cell := at.get((row, column))) is not None:
                    written.append(self.write_cell(cell))
                self.put("\n")
            self.put("\n")
        end = max(cell.end for cell in written)
        self.blocks.append(Grid(start, end, tuple(written), sketch.columns, sketch.header_rows))
        self.put("\n")

    def write_cell(self, cell: GridCell) -> Cell:
        start = self.at
        self.put(cell.text)
        return Cell(start, self.at, cell.row, cell.column, cell.rowspan, cell.colspan)


def _with_holes(text: str, blocks: list[Paragraph | Grid]) -> tuple[Paragraph | Grid, ...]:
    """Blocks with the stray spaces and marks inside them as holes, as in plain text."""
    debris = Debris(text, markdown=False)

    def holed(span: Paragraph | Cell) -> Any:
        holes = [*debris.within(span.start, span.end)]
        if isinstance(span, Cell):
            at = text.find("\n", span.start, span.end)
            while at >= 0:  # lines of one cell are one reading line
                holes.append(Span(at, at + 1))
                at = text.find("\n", at + 1, span.end)
            holes.sort()
        return replace(span, holes=tuple(holes)) if holes else span

    return tuple(
        replace(block, cells=tuple(holed(cell) for cell in block.cells))
        if isinstance(block, Grid)
        else holed(block)
        for block in blocks
    )


def _box_rows(cells: list[GridCell]) -> list[GridCell]:
    """A box (one column): its paragraphs are rows, for each is an item of its own."""
    lines: list[str] = []
    for cell in cells:
        given = cell.text.split("\n")
        if _wrapped(given):
            lines += soft_lines(cell.text)
            continue
        for number, line in enumerate(given):
            # 专栏1 …工程 ends without a mark, and its first item must not run on from it
            if number and lines[-1].endswith(("，", "、")):
                lines[-1] = join(lines[-1], line)
            else:
                lines.append(line)
    return [GridCell(row, 0, line) for row, line in enumerate(lines) if line.strip()]


def _tidy(cell: GridCell) -> GridCell:
    lines = (line.replace("\t", " ").strip() for line in clean(cell.text).split("\n"))
    text = "\n".join(line for line in lines if line)
    return replace(cell, text=text) if text != cell.text else cell


def drop_empty(cells: list[GridCell]) -> list[GridCell]:
    """Cells without the rows and columns in which no cell with words starts.

    Converters leave ghost columns where cells of different rows do not share an edge.
    """
    rows = sorted({cell.row for cell in cells if cell.text})
    columns = sorted({cell.column for cell in cells if cell.text})
    if not rows:
        return []
    row_of = _renumber(rows, max(cell.row + cell.rowspan for cell in cells))
    column_of = _renumber(columns, max(cell.column + cell.colspan for cell in cells))
    kept_rows, kept_columns = set(rows), set(columns)
    return [
        GridCell(
            row_of[cell.row],
            column_of[cell.column],
            cell.text,
            max(1, row_of[cell.row + cell.rowspan] - row_of[cell.row]),
            max(1, column_of[cell.column + cell.colspan] - column_of[cell.column]),
        )
        for cell in cells
        if cell.row in kept_rows and cell.column in kept_columns
    ]


def _renumber(kept: list[int], size: int) -> list[int]:
    """New index of every old edge: how many kept rows (or columns) stand before it."""
    edges = [0] * (size + 1)
    marks = set(kept)
    for index in range(size):
        edges[index + 1] = edges[index] + (index in marks)
    return edges
