"""The description of a plan laid out on pages, and the pages written as PDF and OFD."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import msgspec

from tests.readers import probes
from tests.readers.render import Block, Box, Field, Para, Sheet, pieces

WIDTH, HEIGHT = 595.0, 842.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 72.0, 523.0, 72.0, 770.0
_SIZE, _PITCH = 12.0, 22.0
_CELL_SIZE, _CELL_PITCH, _PAD = 10.5, 15.0, 4.0
_MILLIMETRES = 25.4 / 72

_NO_START = "，。、；：）”》%"

Rule = tuple[float, float, float, float]


class Drawn(msgspec.Struct):
    """A page: words as ``(x, top, size, text)`` and rules, in points from the top left."""

    words: list[tuple[float, float, float, str]]
    rules: list[Rule]


class _Layout:
    def __init__(self) -> None:
        self.pages: list[Drawn] = []
        self.notes: list[str] = []
        self.start_page()

    def start_page(self) -> None:
        self.pages.append(Drawn([], []))
        self.y = _TOP
        number = f"— {len(self.pages)} —"
        self.pages[-1].words.append((WIDTH / 2 - 20, HEIGHT - 50, 10.5, number))

    def put(self, x: float, size: float, text: str) -> None:
        self.pages[-1].words.append((x, self.y, size, text))

    def para(self, para: Para) -> None:
        size = 18.0 if para.kind == "title" else _SIZE
        for number, line in enumerate(para.text.split("\n")):
            indent = 2 * size if para.kind in ("body", "heading", "textbox") and not number else 0.0
            for text, first in wrapped(line, size, _RIGHT - _LEFT, indent):
                if self.y + size > _BOTTOM:
                    self.start_page()
                x = _LEFT + (indent if first else 0.0)
                if para.kind in ("title", "centred"):
                    x = (_LEFT + _RIGHT - width(text, size)) / 2
                elif para.kind == "right":
                    x = _RIGHT - width(text, size) - 2 * size
                self.put(x, size, text)
                self.y += _PITCH * size / _SIZE
        if para.note:
            self.notes.append(para.note)

    def sheet(self, sheet: Sheet) -> None:
        widths = column_widths(sheet)
        self.y += 4
        for index, row in enumerate(_heights(sheet, widths)):
            cells, height = row
            if self.y + height > _BOTTOM:
                self.start_page()
                if index >= sheet.header:  # Word writes the header rows again
                    for head, tall in _heights(sheet, widths)[: sheet.header]:
                        self._row(head, tall, widths)
            self._row(cells, height, widths)
        self.y += 12

    def _row(
        self, cells: list[tuple[int, Field, bool, bool]], height: float, widths: list[float]
    ) -> None:
        page = self.pages[-1]
        for column, cell, starts, ends in cells:
            x0 = _LEFT + sum(widths[:column])
            x1 = x0 + sum(widths[column : column + cell.colspan])
            top, bottom = self.y, self.y + height
            page.rules += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
            page.rules += [(x0, top, x1, top)] if starts else []
            page.rules += [(x0, bottom, x1, bottom)] if ends else []
            if starts:
                y = top + _PAD
                for text in cell_lines(cell, x1 - x0):
                    page.words.append((x0 + _PAD, y, _CELL_SIZE, text))
                    y += _CELL_PITCH
        self.y += height


def layout(blocks: Sequence[Block]) -> list[Drawn]:
    """Pages of the blocks, as a word processor would set them."""
    made = _Layout()
    for block in blocks:
        if isinstance(block, Para):
            made.para(block)
        elif isinstance(block, Box):
            made.sheet(Sheet(tuple((Field(line),) for line in block.lines), 0))
        else:
            for index, piece in enumerate(pieces(block)):
                if index:
                    made.start_page()
                    made.put(_LEFT + 200, _SIZE, "续表")
                    made.y += _PITCH
                made.sheet(piece)
    return made.pages


def width(text: str, size: float) -> float:
    """Width of a text: Latin letters and digits take half a square."""
    return sum(size * (0.5 if char.isascii() else 1.0) for char in text)


def wrapped(text: str, size: float, room: float, indent: float = 0.0) -> list[tuple[str, bool]]:
    """Lines of a paragraph, and whether each is the first."""
    lines: list[tuple[str, bool]] = []
    line = ""
    for char in text:
        space = room - (indent if not lines else 0.0)
        if line and width(line + char, size) > space:
            # a line does not begin with a full stop or comma, nor part a number
            kept = len(line)
            after = char
            while kept > 1 and (
                after in _NO_START or (after.isascii() and line[kept - 1].isascii())
            ):
                kept -= 1
                after = line[kept]
            lines.append((line[:kept], not lines))
            line = line[kept:]
        line += char
    return [*lines, (line, not lines)]


def column_widths(sheet: Sheet) -> list[float]:
    """Columns as wide as their longest words ask for, within the page."""
    needs = [3.0] * sheet.columns
    for cells in _grid(sheet):
        for column, cell, _, _ in cells:
            if cell.colspan == 1:
                longest = max(map(len, cell.text.split("\n")))
                needs[column] = max(needs[column], min(longest, 18))
    return [need * (_RIGHT - _LEFT) / sum(needs) for need in needs]


def cell_lines(cell: Field, room: float) -> list[str]:
    """The lines of a cell; a table inside it is set as lines."""
    texts = cell.text.split("\n") + ["　".join(row) for row in cell.nested]
    return [line for text in texts for line, _ in wrapped(text, _CELL_SIZE, room - 2 * _PAD)]


def _grid(sheet: Sheet) -> list[list[tuple[int, Field, bool, bool]]]:
    """Cells of every row with their column, and whether they start and end in it."""
    rows: list[list[tuple[int, Field, bool, bool]]] = [[] for _ in sheet.rows]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(sheet.rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            last = min(len(rows), r + cell.rowspan) - 1
            for i in range(r, last + 1):
                rows[i].append((column, cell, i == r, i == last))
                taken.update((i, column + j) for j in range(cell.colspan))
            column += cell.colspan
    return rows


def _heights(
    sheet: Sheet, widths: list[float]
) -> list[tuple[list[tuple[int, Field, bool, bool]], float]]:
    found = []
    for cells in _grid(sheet):
        lines = 1
        for column, cell, starts, _ in cells:
            if starts and (cell.rowspan == 1 or len(cells) == 1):
                room = sum(widths[column : column + cell.colspan])
                lines = max(lines, len(cell_lines(cell, room)))
        found.append((cells, lines * _CELL_PITCH + 2 * _PAD))
    return found


def to_pdf(blocks: Sequence[Block]) -> bytes:
    """A PDF with a text layer and ruled tables."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT))
    for page in layout(blocks):
        for x, top, size, text in page.words:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, HEIGHT - top - 0.88 * size, text)
        for x0, y0, x1, y1 in page.rules:
            canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def to_ofd(blocks: Sequence[Block]) -> bytes:
    """An OFD document: text objects with distances, rules as path objects."""
    members = {
        "OFD.xml": f'<ofd:OFD {_SPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    size = f"{WIDTH * _MILLIMETRES:.2f} {HEIGHT * _MILLIMETRES:.2f}"
    area = f"<ofd:PhysicalBox>0 0 {size}</ofd:PhysicalBox>"
    listed = ""
    for index, page in enumerate(layout(blocks)):
        listed += f'<ofd:Page ID="{index + 10}" BaseLoc="Pages/Page_{index}/Content.xml"/>'
        objects = "".join(_text_object(*word) for word in page.words)
        objects += "".join(map(_path_object, page.rules))
        members[f"Doc_0/Pages/Page_{index}/Content.xml"] = (
            f"<ofd:Page {_SPACE}><ofd:Area>{area}</ofd:Area><ofd:Content><ofd:Layer ID='1'>"
            f"{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    members["Doc_0/Document.xml"] = (
        f"<ofd:Document {_SPACE}><ofd:CommonData><ofd:PageArea>{area}</ofd:PageArea>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )
    return probes.zipped({name: content.encode() for name, content in members.items()})


def _text_object(x: float, top: float, size: float, text: str) -> str:
    left, up, high = (value * _MILLIMETRES for value in (x, top, size))
    steps = " ".join(f"{width(char, size) * _MILLIMETRES:.3f}" for char in text[:-1])
    return (
        f'<ofd:TextObject ID="1" Boundary="{left:.3f} {up:.3f} 190 {high * 1.2:.3f}" Font="1" '
        f'Size="{high:.3f}"><ofd:TextCode X="0" Y="{high * 0.88:.3f}" DeltaX="{steps}">'
        f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
    )


def _path_object(rule: Rule) -> str:
    x0, y0, x1, y1 = (value * _MILLIMETRES for value in rule)
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )
