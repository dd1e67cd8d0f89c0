"""What readers give (``SourceText``) and what layout makes of it (``PlanDocument``).

Two coordinate systems, never mixed:

* **source offsets** point into the canonical text, ``SourceText.text``. Readers work in
  them, and every output record carries them.
* **reading offsets** point into ``Reading.text``: the same words without debris, hard
  line breaks and stray spaces, digits and letters in half width. Layout from the heading
  tree on, ``find`` and ``build`` work in them; ``Reading.span`` maps back.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right

import msgspec

from extractor.spans import Evidence, Span


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file a plan came from. ``pages`` is null where the form has none."""

    name: str
    media_type: str
    sha256: str
    encoding: str | None
    characters: int
    pages: int | None = None


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """One paragraph in source offsets.

    ``holes`` are debris inside it that reading leaves out: bookmark marks, hard line
    breaks of a PDF, stray spaces. ``level`` is the heading level (1 = topmost) where the form
    itself says so (Word style or outline level, HTML h1..h6), else null. ``role`` is ``body``,
    or ``heading`` (the form marks a heading but not its level: a contents bookmark),
    ``contents`` (a line of a table of contents), ``note`` (footnote, endnote, or words of a
    table that could not be rebuilt), ``title`` (the form says that this is the document's title).
    """

    start: int
    end: int
    holes: tuple[Span, ...] = ()
    level: int | None = None
    role: str = "body"


class Cell(msgspec.Struct, frozen=True, gc=False):
    """One cell of a grid in source offsets; an empty cell has ``start == end``.

    ``row`` and ``column`` count from 0; a merged cell stands once, at its top left.
    """

    start: int
    end: int
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    holes: tuple[Span, ...] = ()


class Grid(msgspec.Struct, frozen=True, gc=False):
    """A table as the reader saw it: cells in row order, source offsets."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    columns: int
    header_rows: int | None = None


class Notice(msgspec.Struct, frozen=True):
    """Something a reader or layout could not rebuild with certainty; becomes a finding.

    ``kind`` is an English key (``unreadable_table``, ``wrong_extension`` …), ``message``
    is Chinese for the analyst.
    """

    kind: str
    message: str
    start: int
    end: int


class SourceText(msgspec.Struct, frozen=True):
    """A plan as read: canonical text, and its blocks in document order, not overlapping.

    What stands in no block (page numbers, running heads) is debris. ``pages`` holds the
    offset at which each page starts, empty where the form has none. ``properties`` are
    what the form's own metadata say (``title``, ``issuer``, ``issued``, ``document_number``).
    """

    text: str
    source: Source
    blocks: tuple[Paragraph | Grid, ...]
    pages: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()
    properties: dict[str, str] = {}

    def page_of(self, offset: int) -> int | None:
        """The page, counted from 1, on which a source offset stands; null without pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


class Reading(msgspec.Struct, frozen=True, gc=False):
    """The words of a plan in reading order, one paragraph or cell per line (``\\n``).

    ``text`` has full-width digits, letters and signs in half width; ``raw`` is the same
    length with the characters as they stand; ``offsets[i]`` is the source offset of
    character ``i`` (for the ``\\n`` between lines: of the end of the line before).
    """

    text: str
    raw: str
    offsets: array[int]

    def span(self, start: int, end: int) -> Span:
        """Source span of the reading span ``[start, end)``."""
        if end <= start:
            at = self.offsets[start] if start < len(self.offsets) else self.offsets[-1]
            return Span(at, at)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


class Line(msgspec.Struct, frozen=True, gc=False):
    """One line of the reading (a paragraph or a table cell), reading offsets.

    ``kind``: ``heading`` | ``title`` | ``front`` | ``contents`` | ``body`` | ``caption`` |
    ``cell`` | ``note``. ``section`` is the index of the innermost section or -1; ``table`` the
    index of the table or -1, with ``row``/``column`` of the cell.
    ``body`` is where the words after a heading number or item label start.
    """

    start: int
    end: int
    kind: str
    section: int
    body: int
    table: int = -1
    row: int = -1
    column: int = -1


class Heading(msgspec.Struct, frozen=True, gc=False):
    """One node of the heading tree, reading offsets.

    ``[start, end)`` is the heading with all that stands under it; ``head_end`` ends the
    heading line itself. ``parent`` is an index or -1. ``kind`` says what the part is for,
    inherited downwards: review, situation, guidance, principles, goals, tasks, safeguards, box,
    annex, other.
    """

    number: str | None
    title: str
    level: int
    kind: str
    parent: int
    start: int
    head_end: int
    end: int


class TableCell(msgspec.Struct, frozen=True, gc=False):
    """A cell in reading offsets; merged cells are repeated in every place they cover."""

    start: int
    end: int


class TableBlock(msgspec.Struct, frozen=True, gc=False):
    """A table in reading offsets. ``rows`` excludes header rows; every row has ``columns`` cells.

    ``header`` is one joined text per column (levels joined with a space). ``kind``:
    ``indicators`` | ``projects`` | ``duties`` | ``other``. ``caption`` is a reading span or null.
    ``years`` is the column that holds a year in each row, where the other columns are indicators;
    else -1.
    """

    kind: str
    caption: Span | None
    section: int
    header: tuple[str, ...]
    header_cells: tuple[tuple[TableCell, ...], ...]
    rows: tuple[tuple[TableCell, ...], ...]
    start: int
    end: int
    years: int = -1


class Front(msgspec.Struct, frozen=True):
    """What the front matter says about the plan; each value with its reading span or null."""

    title: str | None
    issuer: str | None
    document_number: str | None
    issued: str | None
    status: str | None
    spans: tuple[Span, ...]


class PlanDocument(msgspec.Struct, frozen=True):
    """A plan with its layout known; everything in reading offsets.

    ``conditions`` are the stretches that say who or what qualifies (申报条件).
    """

    source: SourceText
    reading: Reading
    lines: tuple[Line, ...]
    headings: tuple[Heading, ...]
    tables: tuple[TableBlock, ...]
    front: Front
    notices: tuple[Notice, ...]
    conditions: tuple[tuple[int, int], ...] = ()

    def evidence(self, start: int, end: int) -> Evidence:
        """The words at a reading span, as they stand in the canonical text."""
        source, offsets = self.source, self.reading.offsets
        if end > start:  # as Reading.span does, without a span for each of a plan's many quotes
            first, last = offsets[start], offsets[end - 1] + 1
        else:
            first = last = self.reading.span(start, end).start
        page = source.page_of(first) if source.pages else None
        return Evidence(first, last, source.text[first:last], page)
