"""Ruled tables of a PDF page: pdfplumber finds the cells, pdfium's characters fill them."""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from types import TracebackType
from typing import Any

import msgspec

from extractor.readers.limits import MAX_COLUMNS
from extractor.readers.pdf.glyphs import RULE_WIDTH, Page
from extractor.readers.sketch import GridCell, join

_EDGE = 4.0  # points within which two rules are one
_MAX_RULES = 6_000  # a drawing, no table

Box = tuple[float, float, float, float]


class PageTable(msgspec.Struct, frozen=True):
    """A table on a page: where it stands, and its cells."""

    box: Box
    cells: list[GridCell]


class TableFinder:
    """Opens pdfplumber on the first page that has rules, and closes it at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._plumber: Any = None

    def __enter__(self) -> TableFinder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        if self._plumber is not None:
            self._plumber.close()

    def tables(self, page: Page) -> list[PageTable]:
        """Tables of the page from top to bottom; none where pdfplumber cannot read it."""
        if not page.ruled:
            return []
        try:
            found = self._find(page)
        except Exception:  # pdfminer meets damage with many types; the words are read anyway
            return []
        tables = [
            table_of_boxes(page, [tuple(map(float, cell)) for cell in table.cells])  # type: ignore[misc]
            for table in found
        ]
        kept = [table for table in tables if table is not None]
        return sorted(kept, key=lambda table: table.box[1])

    def _find(self, page: Page) -> list[Any]:
        if self._plumber is None:
            import pdfplumber

            # pdfminer tells of every font without metrics
            logging.getLogger("pdfminer").setLevel(logging.ERROR)
            self._plumber = pdfplumber.open(io.BytesIO(self._data))
        plumbed = self._plumber.pages[page.index]
        try:
            ruled = plumbed.filter(_shows_rule)
            if len(ruled.edges) > _MAX_RULES:
                return []
            settings = {"snap_tolerance": 3, "join_tolerance": 3, "intersection_tolerance": 4}
            return list(ruled.find_tables(settings))
        finally:
            plumbed.close()  # pdfplumber keeps every object of every page otherwise


def _shows_rule(found: dict[str, Any]) -> bool:
    """False for what looks like a rule to pdfplumber only: white boxes behind words."""
    if found.get("object_type") not in ("rect", "line", "curve"):
        return True
    if found.get("stroke"):
        return not _white(found.get("stroking_color"))
    if not found.get("fill") or _white(found.get("non_stroking_color")):
        return False
    width, height = found["x1"] - found["x0"], found["bottom"] - found["top"]
    return bool(min(width, height) < RULE_WIDTH)


def _white(colour: Any) -> bool:
    if isinstance(colour, (int, float)):
        colour = (colour,)
    if not isinstance(colour, (tuple, list)) or not all(
        isinstance(part, (int, float)) for part in colour
    ):
        return False
    if len(colour) == 4:
        return bool(max(colour) < 0.04)
    return bool(colour and min(colour) > 0.96)


def table_of_boxes(page: Page, boxes: list[Box]) -> PageTable | None:
    """The table whose cells are ``boxes``, filled with the characters in them; None when
    it holds no words or is no table (a frame around the page, a drawing)."""
    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    if not boxes or len(columns) > MAX_COLUMNS + 1:
        return None
    around = (columns[0], rows[0], columns[-1], rows[-1])
    if len(boxes) == 1 and around[3] - around[1] > 0.8 * page.height:
        return None
    cells: list[GridCell] = []
    for box, glyphs in zip(boxes, _glyphs_by_cell(page, boxes, around), strict=True):
        row, column = _nearest(rows, box[1]), _nearest(columns, box[0])
        rowspan = max(1, _nearest(rows, box[3]) - row)
        colspan = max(1, _nearest(columns, box[2]) - column)
        cells.append(GridCell(row, column, _text(page, glyphs, box), rowspan, colspan))
    if not any(cell.text for cell in cells):
        return None
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return PageTable((columns[0], rows[0], columns[-1], rows[-1]), _without_overlaps(cells))


def _without_overlaps(cells: list[GridCell]) -> list[GridCell]:
    """Cells at distinct places: crooked rules can put two at one."""
    seen: dict[tuple[int, int], GridCell] = {}
    for cell in cells:
        known = seen.get((cell.row, cell.column))
        if known is None or (cell.text and not known.text):
            seen[cell.row, cell.column] = cell
    return list(seen.values())


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _EDGE:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    return max(0, bisect_right(edges, value + 0.01) - 1)


def _glyphs_by_cell(page: Page, boxes: list[Any], around: Any) -> list[list[int]]:
    """Indices of the characters whose middle lies in each cell."""
    inside: list[list[int]] = [[] for _ in boxes]
    left, top, right, bottom = around
    last = 0
    for index, (x0, y0, x1, y1) in enumerate(page.boxes):
        x, y = (x0 + x1) / 2, (y0 + y1) / 2
        if not (left <= x <= right and top <= y <= bottom) or page.text[index].isspace():
            continue
        for number in (last, *range(len(boxes))):
            box = boxes[number]
            if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                inside[number].append(index)
                last = number
                break
    return inside


def _text(page: Page, glyphs: list[int], cell: Box) -> str:
    """The words of a cell; a line that is as wide as the cell goes on in the next one."""
    lines: list[list[int]] = []
    for index in glyphs:
        box = page.boxes[index]
        if lines and _same_line(page, lines[-1], box):
            lines[-1].append(index)
        else:
            lines.append([index])
    lines.sort(key=lambda line: page.boxes[line[0]][1])
    text = ""
    full = True
    for line in lines:
        written = _line_text(page, line)
        text = written if not text else join(text, written) if full else f"{text}\n{written}"
        size = max(page.boxes[i][3] - page.boxes[i][1] for i in line)
        width = max(page.boxes[i][2] for i in line) - min(page.boxes[i][0] for i in line)
        full = width > cell[2] - cell[0] - 2.6 * max(size, 6.0)
    return text


def _line_text(page: Page, line: list[int]) -> str:
    """Characters of a line; a space where one stands between Latin words."""
    out = ""
    before = -1
    for index in line:
        spaced = before >= 0 and " " in page.text[before + 1 : index]
        char = page.text[index]
        if spaced and out[-1:].isascii() and char.isascii():
            out += " "
        out += char
        before = index
    return out


def _same_line(page: Page, line: list[int], box: Box) -> bool:
    top = min(page.boxes[i][1] for i in line[-3:])
    bottom = max(page.boxes[i][3] for i in line[-3:])
    middle = (box[1] + box[3]) / 2
    return top - 2 <= middle <= bottom + 2
