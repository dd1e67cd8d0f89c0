"""Word tables as grid cells: spans in both directions, nested tables, repeated headers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extractor.readers.canvas import Canvas, too_wide
from extractor.readers.docx.walk import CONTENT, SDT, Table, Walker
from extractor.readers.docx.xml import flag, integer, value, w
from extractor.readers.limits import MAX_COLUMNS
from extractor.readers.sketch import GridCell

_ROW, _CELL, _DROPPED = w("tr"), w("tc"), (w("del"), w("moveFrom"))


def write_table(node: Any, walker: Walker, canvas: Canvas) -> None:
    """Put a table on the canvas; a table nested in a box of one cell follows as its own."""
    rows = list(_rows(node))
    cells = [list(_children(row, _CELL)) for row in rows]
    if len(cells) == 1 and len(cells[0]) == 1 and cells[0][0].find(f".//{w('tbl')}") is not None:
        _write_frame(cells[0][0], walker, canvas)
        return
    canvas.grid(cells_of(rows, walker, canvas.name), _header_rows(rows))


def _write_frame(cell: Any, walker: Walker, canvas: Canvas) -> None:
    """A one-cell table around others is a frame: its words and tables in their order."""
    lines: list[str] = []
    for block in walker.blocks(cell, cell=True):
        if isinstance(block, Table):
            canvas.grid([GridCell(0, 0, "\n".join(lines))])
            lines = []
            write_table(block.node, walker, canvas)
        else:
            lines.append(block.text)
    canvas.grid([GridCell(0, 0, "\n".join(lines))])


def cells_of(rows: list[Any], walker: Walker, name: str) -> list[GridCell]:
    """Cells of table rows with their spans. Raises ``ReadError`` for too many columns."""
    cells: list[GridCell] = []
    open_at: dict[int, int] = {}  # column → index of the cell that a vertical merge goes on from
    for index, row in enumerate(rows):
        column = integer(value(row.find(w("trPr")), "gridBefore"))
        still_open: dict[int, int] = {}
        for node in _children(row, _CELL):
            properties = node.find(w("tcPr"))
            span = max(1, integer(value(properties, "gridSpan"), 1))
            if column < 0 or column + span > MAX_COLUMNS:
                raise too_wide(name)
            merge = _merge(properties)
            if merge == "continue" and column in open_at:
                above = open_at[column]
                grown = cells[above]
                cells[above] = GridCell(grown.row, column, grown.text, index - grown.row + 1,
                                        grown.colspan)  # fmt: skip
                still_open[column] = above
            elif _joins_left(properties) and cells and cells[-1].row == index:
                left = cells[-1]
                cells[-1] = GridCell(index, left.column, left.text, 1, left.colspan + span)
            else:
                if merge is not None:
                    still_open[column] = len(cells)
                cells.append(GridCell(index, column, _text(node, walker), 1, span))
            column += span
        open_at = still_open
    return cells


def _merge(properties: Any) -> str | None:
    node = properties.find(w("vMerge")) if properties is not None else None
    return None if node is None else node.get(w("val"), "continue")


def _joins_left(properties: Any) -> bool:
    """The old way of merging along a row: ``w:hMerge`` without ``restart``."""
    node = properties.find(w("hMerge")) if properties is not None else None
    return node is not None and node.get(w("val"), "continue") == "continue"


def _text(cell: Any, walker: Walker) -> str:
    """The words of a cell; each row of a table inside it is one line."""
    lines: list[str] = []
    for block in walker.blocks(cell, cell=True):
        if isinstance(block, Table):
            lines.extend(_nested_lines(block.node, walker))
        else:
            lines.append(block.text)
    return "\n".join(lines)


def _nested_lines(node: Any, walker: Walker) -> Iterator[str]:
    for row in _rows(node):
        texts = (_text(cell, walker) for cell in _children(row, _CELL))
        yield "　".join(" ".join(text.split()) for text in texts if text.strip())


def _header_rows(rows: list[Any]) -> int | None:
    count = 0
    while count < len(rows) and flag(rows[count].find(w("trPr")), "tblHeader"):
        count += 1
    return count or None


def _rows(table: Any) -> Iterator[Any]:
    for row in _children(table, _ROW):
        properties = row.find(w("trPr"))
        if properties is None or properties.find(w("del")) is None:
            yield row


def _children(node: Any, tag: str) -> Iterator[Any]:
    """Children of a tag, also those that controls or insertions wrap."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag == SDT:
            content = child.find(CONTENT)
            if content is not None:
                yield from _children(content, tag)
        elif child.tag in (w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
            yield from _children(child, tag)
