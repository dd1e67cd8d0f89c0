"""Pages → paragraphs and tables on the canvas, in reading order."""

from __future__ import annotations

from typing import Protocol

from extractor.readers.canvas import Canvas, clean
from extractor.readers.pdf.glyphs import Page, Run
from extractor.readers.pdf.lines import TextLine, furniture, page_lines, with_edges
from extractor.readers.pdf.paragraphs import Measures, measure, paragraphs
from extractor.readers.pdf.tables import PageTable
from extractor.readers.pdf.website import index_fields, without_site


class Finder(Protocol):
    """Finds the tables of a page."""

    def tables(self, page: Page) -> list[PageTable]:
        """Tables of the page from top to bottom."""
        ...


def write_blocks(pages: list[Page], finder: Finder, canvas: Canvas) -> None:
    """Write the document; paragraphs and tables run on over pages, furniture is left out."""
    gone = furniture(pages)
    laid = _set_edges(without_site([_lay(page, gone, finder) for page in pages]))
    usual = measure([item for items in laid for item in items if isinstance(item, TextLine)])
    pending: list[TextLine] = []
    shown = -1
    for page, items in zip(pages, laid, strict=True):
        if not pending or not items or isinstance(items[0], PageTable):
            shown = _write(pending, usual, canvas, shown)
            pending = []
            shown = _show_page(canvas, shown, page.index)
        for item in items:
            if isinstance(item, TextLine):
                pending.append(item)
                continue
            shown = _write(pending, usual, canvas, shown)
            pending = []
            shown = _show_page(canvas, shown, page.index)
            canvas.grid(item.cells)
    shown = _write(pending, usual, canvas, shown)
    _show_page(canvas, shown, len(pages) - 1)


def _show_page(canvas: Canvas, shown: int, page: int) -> int:
    for _ in range(shown, page):
        canvas.page()
    return max(shown, page)


def _write(lines: list[TextLine], usual: Measures, canvas: Canvas, shown: int) -> int:
    """Write the paragraphs of ``lines``; gives the last page that has been started."""
    for paragraph in paragraphs(lines, usual):
        shown = _show_page(canvas, shown, paragraph.first.page)
        marks: list[int] = []
        for place, page in paragraph.pages:
            marks += [place] * max(0, page - shown)
            shown = max(shown, page)
        for text in index_fields(clean(paragraph.text)):
            canvas.paragraph(text, None, paragraph.role, tuple(marks))
            marks = []
    return shown


def _set_edges(
    laid: list[list[TextLine | PageTable]],
) -> list[list[TextLine | PageTable]]:
    lines = with_edges([[i for i in items if isinstance(i, TextLine)] for items in laid])
    given = [iter(page) for page in lines]
    return [
        [next(given[number]) if isinstance(item, TextLine) else item for item in items]
        for number, items in enumerate(laid)
    ]


def _lay(page: Page, gone: set[tuple[int, int]], finder: Finder) -> list[TextLine | PageTable]:
    """Lines and tables of a page from top to bottom."""
    runs = [run for run in page.runs if (page.index, run.first) not in gone]
    tables = finder.tables(page)
    if not tables:
        return list(page_lines(page, runs))
    free = [run for run in runs if not any(_inside(run, table) for table in tables)]
    items: list[TextLine | PageTable] = []
    above = 0.0
    for table in [*tables, None]:
        below = table.box[1] if table is not None else page.height + 1e6
        between = [run for run in free if above <= _middle(run) < below]
        items += page_lines(page, between)
        if table is not None:
            items.append(table)
            above = below
    return items


def _inside(run: Run, table: PageTable) -> bool:
    x, y = (run.x0 + run.x1) / 2, _middle(run)
    x0, top, x1, bottom = table.box
    return x0 - 2 <= x <= x1 + 2 and top <= y <= bottom


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2
