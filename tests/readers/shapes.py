"""One structural description of a plan; ``render.py`` writes it as Word, web page, Markdown
and workbook, ``pages.py`` draws it as PDF and OFD.

The description is what an official has in mind: numbered headings, paragraphs with inserted
and deleted words, boxes, tables with merged cells. Each form writes it in its own way, and
the extractor must find the same records in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from extractor.document import Grid, Paragraph, SourceText

SCHEMES = ("chapter", "section", "comma", "paren", "point")
SHAPES = {
    "chapter": ("第%s章", " "),
    "section": ("第%s节", " "),
    "comma": ("%s、", ""),
    "paren": ("（%s）", ""),
    "point": ("%s.", ""),
}
_DIGITS = "零一二三四五六七八九"
_CHINESE = "[一二三四五六七八九十]{1,3}"
_NUMBER = re.compile(
    rf"第(?P<chapter>{_CHINESE})章[ \u3000]+|第(?P<section>{_CHINESE})节[ \u3000]+"
    rf"|(?P<comma>{_CHINESE})、|（(?P<paren>{_CHINESE})）|(?P<point>\d{{1,2}})[.．](?!\d)"
)
_LONGEST_HEADING = 40


class Part(msgspec.Struct, frozen=True):
    """A piece of a paragraph: ``plain``, ``ins``, ``del``, ``link``, ``field`` or ``control``."""

    text: str
    kind: str = "plain"


class Para(msgspec.Struct, frozen=True):
    """A paragraph. ``number`` is ``(scheme, value)``, ``note`` the footnote at its end.

    ``kind`` is ``body``, ``heading``, ``title``, ``centred``, ``right`` or ``textbox``.
    """

    parts: tuple[Part, ...]
    number: tuple[str, int] | None = None
    kind: str = "body"
    note: str | None = None

    @property
    def words(self) -> str:
        """The text without its number, as a reader of the final version sees it."""
        return "".join(part.text for part in self.parts if part.kind != "del")

    @property
    def text(self) -> str:
        """Number and words."""
        return (written(*self.number) if self.number else "") + self.words


class Field(msgspec.Struct, frozen=True):
    """A table cell; lines by ``\\n``, ``nested`` are the rows of a table inside it."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    nested: tuple[tuple[str, ...], ...] = ()


class Sheet(msgspec.Struct, frozen=True):
    """A table: rows of the cells that start in them. Before row ``cut`` a page ends, and the
    table goes on under 续表 with its header again."""

    rows: tuple[tuple[Field, ...], ...]
    header: int = 1
    cut: int | None = None

    @property
    def columns(self) -> int:
        """Number of columns."""
        return sum(cell.colspan for cell in self.rows[0])


class Box(msgspec.Struct, frozen=True):
    """A 专栏: a frame of one column."""

    lines: tuple[str, ...]


Block = Para | Sheet | Box


def plain(text: str, kind: str = "body", note: str | None = None) -> Para:
    """A paragraph of one piece; its number is taken off."""
    match = _NUMBER.match(text)
    number = None
    if match and match.lastgroup:
        digits = match[match.lastgroup]
        number = (match.lastgroup, int(digits) if digits.isdigit() else _value(digits))
        text = text[match.end() :]
        if kind == "body" and len(text) <= _LONGEST_HEADING and not re.search("[，；]", text):
            kind = "heading"
    return Para((Part(text),), number, kind, note)


def written(scheme: str, value: int) -> str:
    """第三章, 三、, （三）, 3. with what parts it from the words."""
    shape, gap = SHAPES[scheme]
    return shape % (value if scheme == "point" else chinese(value)) + gap


def chinese(value: int) -> str:
    """Chinese numerals up to 99."""
    tens, ones = divmod(value, 10)
    return ("" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "十") + (
        _DIGITS[ones] if ones or not tens else ""
    )


def _value(digits: str) -> int:
    tens, found, ones = digits.rpartition("十")
    return 10 * (_DIGITS.index(tens) if tens else 1) * bool(found) + _DIGITS.index(ones or "零")


def describe(source: SourceText) -> list[Block]:
    """The description of a plan that came as plain text."""
    blocks: list[Block] = []
    for block in source.blocks:
        if isinstance(block, Grid):
            blocks.append(_sheet(source.text, block))
        else:
            blocks.append(_para(source, block))
    return blocks


def _para(source: SourceText, block: Paragraph) -> Para:
    words = source.text[block.start : block.end]
    for hole in reversed(block.holes):
        words = words[: hole.start - block.start] + words[hole.end - block.start :]
    before = source.text[source.text.rfind("\n", 0, block.start) + 1 : block.start]
    aside = len(before) > 4 and not before.strip() and len(words) < 30
    return plain(words.strip(), "right" if aside else "body")


def _sheet(text: str, grid: Grid) -> Sheet | Box:
    if grid.columns == 1:
        return Box(tuple(text[cell.start : cell.end] for cell in grid.cells))
    depth = 1 + max(cell.row for cell in grid.cells)
    rows: list[list[Field]] = [[] for _ in range(depth)]
    for cell in grid.cells:
        words = text[cell.start : cell.end]
        rows[cell.row].append(Field(words, cell.rowspan, cell.colspan))
    return Sheet(tuple(tuple(row) for row in rows))


def pieces(sheet: Sheet) -> list[Sheet]:
    """The parts of a table that a page end cuts, each with the header."""
    if sheet.cut is None:
        return [sheet]
    head, body = sheet.rows[: sheet.header], sheet.rows[sheet.cut :]
    first = Sheet(sheet.rows[: sheet.cut], sheet.header)
    return [first, Sheet((*head, *body), sheet.header)]


def places(sheet: Sheet) -> list[list[str]]:
    """Every place of a table; those under a merged cell are empty, save in the header."""
    rows = [[""] * sheet.columns for _ in sheet.rows]
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(sheet.rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            for i in range(r, r + cell.rowspan):
                for j in range(column, column + cell.colspan):
                    taken.add((i, j))
                    if r < sheet.header:
                        rows[i][j] = cell.text
            nested = "\n".join("　".join(inner) for inner in cell.nested)
            rows[r][column] = cell.text + ("\n" + nested if nested else "")
            column += cell.colspan
    return rows


def merged(sheet: Sheet) -> Iterator[tuple[int, int, Field]]:
    """Merged cells with their places."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(sheet.rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            taken.update(
                (i, j)
                for i in range(r, r + cell.rowspan)
                for j in range(column, column + cell.colspan)
            )
            if cell.rowspan > 1 or cell.colspan > 1:
                yield r, column, cell
            column += cell.colspan
