"""The canonical text of a plan as HTML: headings, paragraphs and tables, with painted spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from extractor.plan import Plan, Section, Table
from extractor.report.grids import Grid, GridCell, align
from extractor.report.html import esc, tag
from extractor.report.paint import Paint, Painter

_MAX_HEADING_LINES = 4


class _Line(msgspec.Struct, frozen=True, gc=False):
    start: int
    end: int


def render_text(text: str, plan: Plan | None, paints: Sequence[Paint], prefix: str = "") -> str:
    """The whole text. ``prefix`` keeps ids apart where a page holds several plans."""
    return "\n".join(_Writer(text, plan, paints, prefix).parts())


class _Writer:
    def __init__(self, text: str, plan: Plan | None, paints: Sequence[Paint], prefix: str) -> None:
        self._text = text
        self._painter = Painter(text, paints)
        self._prefix = prefix
        self._tables = sorted(plan.tables, key=lambda t: t.start) if plan else []
        self._heads = _heads(text, plan.sections if plan else ())

    def parts(self) -> Iterator[str]:
        """Lines and tables in their order; nothing of the text is left out but blank lines."""
        at = 0
        for table in self._tables:
            if table.start < at or table.end > len(self._text):
                continue  # tables that overlap: the first has the words
            yield from self._lines(at, table.start)
            yield self._table(table)
            at = table.end
        yield from self._lines(at, len(self._text))

    def _lines(self, start: int, end: int) -> Iterator[str]:
        for line in _split(self._text, start, end):
            heading = self._heads.get(line.start)
            words = self._painter.html(line.start, line.end)
            if heading is None:
                yield f'<p data-s="{line.start}">{words}</p>'
                continue
            section, first = heading
            level = min(6, max(2, section.level + 1))
            ident = f"{self._prefix}{section.id}" if first else None
            record = f"{self._prefix}{section.id}"
            yield tag(f"h{level}", words, class_="head", id=ident, data_r=record,
                      data_s=line.start)  # fmt: skip

    def _table(self, table: Table) -> str:
        grid = align(self._text, table)
        record = f"{self._prefix}{table.id}"
        if grid is None:
            lines = "\n".join(self._lines(table.start, table.end))
            return tag("div", lines, class_="rawtable", id=record, data_r=record)
        rows = [self._row(grid, number) for number in range(len(grid.rows))]
        body = tag("table", "\n".join(rows))
        return tag("div", body, class_="grid", id=record, data_r=record)

    def _row(self, grid: Grid, number: int) -> str:
        name = "th" if grid.has_header and number == 0 else "td"
        return tag("tr", "".join(self._cell(name, cell) for cell in grid.rows[number]))

    def _cell(self, name: str, cell: GridCell) -> str:
        if cell.ghost is not None:
            return tag(name, f'<i class="ghost" data-ghost="{esc(cell.ghost)}"></i>')
        return tag(name, self._painter.html(cell.start, cell.end))


def _split(text: str, start: int, end: int) -> Iterator[_Line]:
    """Lines between two offsets, white space at their ends and blank ones left out."""
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        first, last = at, stop
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield _Line(first, last)
        at = stop + 1


def _heads(text: str, sections: Sequence[Section]) -> dict[int, tuple[Section, bool]]:
    """Section and whether it is its first line, by the start of each line of a heading."""
    heads: dict[int, tuple[Section, bool]] = {}
    for section in sections:
        title = "".join(f"{section.number or ''}{section.title}".split())
        left = len(title)
        # From the start of its line: debris such as a bookmark may stand before the heading.
        begin = text.rfind("\n", 0, section.start) + 1
        stop = text.find("\n", min(section.end, section.start + 4 * left + 200))
        for count, line in enumerate(_split(text, begin, stop if stop >= 0 else len(text))):
            words = "".join(text[max(line.start, section.start) : line.end].split())
            if count and (words not in title or count >= _MAX_HEADING_LINES):
                break
            heads.setdefault(line.start, (section, count == 0))
            left -= len(words)
            if left <= 0:
                break
    return heads
