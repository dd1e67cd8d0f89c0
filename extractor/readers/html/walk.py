"""The walk over an article: paragraphs, headings and tables onto the canvas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from extractor.readers.canvas import Canvas, place
from extractor.readers.html.article import holds_page, own_table
from extractor.readers.limits import MAX_COLUMNS

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "main",
        "blockquote",
        "center",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "figure",
        "figcaption",
        "header",
        "address",
        "fieldset",
        "body",
        "html",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "caption",
        "form",
        "ucapcontent",
    ]
)
_HEADING = re.compile(r"h([1-6])")
_OUTLINE = re.compile(r"mso-outline-level\s*:\s*(\d)", re.IGNORECASE)
# a line end in the source is a space between Latin words and nothing between Chinese ones
_SOURCE_BREAK = re.compile(r"[ \t\r\n\f]*[\r\n]+[ \t\r\n\f]*")
_BLANKS = re.compile(r"[ \t\f]{2,}")
_CJK = re.compile(r"[\u2018-\u201d\u2026\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_DELETED = frozenset(("del", "s", "strike"))


class Writer:
    """Writes one article on a canvas. ``title`` is what the page's metadata call it."""

    def __init__(self, canvas: Canvas, title: str) -> None:
        self.canvas = canvas
        self.title = "".join(title.split())
        self._parts: list[str] = []
        self._level: int | None = None
        self._role = "body"

    def write(self, article: Any) -> None:
        """Walk the article and everything in it."""
        self._walk(article)
        self._flush()

    def _walk(self, node: Any) -> None:
        self._text(node.text)
        for child in node:
            tag = child.tag
            if not isinstance(tag, str) or tag in _DELETED:
                pass
            elif tag == "br":
                self._parts.append("\n")
            elif tag == "table":
                self._flush()
                self._table(child)
            elif tag in _BLOCKS:
                self._block(child)
            else:
                self._walk(child)
                if child.get("style") and "mso-list" in child.get("style", ""):
                    self._trim_list_mark(child)
            self._text(child.tail)

    def _block(self, node: Any) -> None:
        self._flush()
        level, role = self._level, self._role
        self._level, self._role = _level_of(node) or level, _role_of(node, role)
        self._walk(node)
        self._flush()
        self._level, self._role = level, role

    def _text(self, text: str | None) -> None:
        if text:
            self._parts.append(source_text(text))

    def _trim_list_mark(self, node: Any) -> None:
        """Word writes the number of a list item with a run of spaces after it."""
        while self._parts and not self._parts[-1].strip():
            self._parts.pop()
        if self._parts:
            mark = self._parts[-1].rstrip()
            self._parts[-1] = mark if mark[-1:] in "、）．】" else mark + " "

    def _flush(self) -> None:
        text = join_parts(self._parts)
        self._parts = []
        if not text.strip():
            return
        role = self._role
        if role == "body" and self.title and "".join(text.split()) == self.title:
            role = "title"
        self.canvas.paragraph(text, self._level, role)

    def _table(self, table: Any) -> None:
        if self._frame(table):
            self._walk_cells(table)
            return
        rows, headers = _rows(table)
        caption = table.find("caption")
        if caption is not None:
            self._block(caption)
        self.canvas.grid(place(rows, self.canvas.name), headers or None)

    def _frame(self, table: Any) -> bool:
        """A table around the tables of the page lays it out; so does a bare one of one cell."""
        cells = _own(table, ("td", "th"))
        bordered = any(_has_border(node) for node in (table, *cells[:1]))
        if next(table.iterdescendants("table"), None) is not None:
            return not bordered or holds_page(table)
        return len(cells) == 1 and not bordered

    def _walk_cells(self, table: Any) -> None:
        for cell in _own(table, ("td", "th", "caption")):
            self._block(cell)


def source_text(text: str) -> str:
    """Text of a page with the line ends of its source as a browser shows them."""

    def gap(match: re.Match[str]) -> str:
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        # at the edge of a node the neighbour is not seen: leave a space for ``join_parts``
        return "" if _CJK.match(before) and _CJK.match(after) else " "

    return _BLANKS.sub(" ", _SOURCE_BREAK.sub(gap, text).replace("\t", " "))


def join_parts(parts: list[str]) -> str:
    """Pieces of a paragraph as one; spaces at seams between Chinese characters go."""
    text = _BLANKS.sub(" ", "".join(parts))
    return text.replace("\u200b", "")


def _level_of(node: Any) -> int | None:
    if (heading := _HEADING.fullmatch(node.tag)) is not None:
        return int(heading[1])
    outline = _OUTLINE.search(node.get("style") or "")
    return int(outline[1]) if outline and 1 <= int(outline[1]) <= 9 else None


def _role_of(node: Any, role: str) -> str:
    name = node.get("class") or ""
    if name.startswith("MsoToc"):
        return "contents"
    if name.startswith(("MsoFootnote", "MsoEndnote")):
        return "note"
    return "title" if name == "MsoTitle" else role


def _has_border(node: Any) -> bool:
    style = node.get("style") or ""
    border = re.search(r"border[^:;]*:\s*[^;]*(?:solid|double|windowtext)", style)
    return node.get("border", "0") not in ("", "0") or border is not None


def _own(table: Any, tags: tuple[str, ...]) -> list[Any]:
    """Elements of a table that belong to no table inside it."""
    return [node for node in table.iter(*tags) if own_table(node) is table]


def _rows(table: Any) -> tuple[list[list[tuple[str, int, int]]], int]:
    """Rows of ``(text, rowspan, colspan)`` and how many of them are header rows."""
    rows: list[list[tuple[str, int, int]]] = []
    headers = 0
    for row in _own(table, ("tr",)):
        cells = [node for node in row if node.tag in ("td", "th")]
        head = row.getparent().tag == "thead" or (
            len(cells) > 1 and all(node.tag == "th" for node in cells)
        )
        if head and headers == len(rows):
            headers += 1
        rows.append([(_cell(n), _span(n, "rowspan"), _span(n, "colspan")) for n in cells])
    return rows, headers


def _span(node: Any, name: str) -> int:
    digits = re.match(r"\s*(\d{1,6})", node.get(name) or "")
    # HTML bounds column spans at 1000; ``place`` refuses wider tables
    return min(int(digits[1]), 65_534 if name == "rowspan" else 2 * MAX_COLUMNS) if digits else 1


def _nested_lines(table: Any) -> Iterator[str]:
    """Rows of a table inside a cell, a line each."""
    for row in _own(table, ("tr",)):
        texts = (" ".join(_cell(cell).split()) for cell in row if cell.tag in ("td", "th"))
        yield "　".join(text for text in texts if text)


def _cell(node: Any) -> str:
    parts: list[str] = []

    def walk(element: Any) -> None:
        parts.append(source_text(element.text or ""))
        for child in element:
            if child.tag == "table":
                parts.extend(f"\n{line}" for line in _nested_lines(child))
                parts.append("\n")
            elif isinstance(child.tag, str) and child.tag not in _DELETED:
                if child.tag == "br" or child.tag in _BLOCKS:
                    parts.append("\n")
                walk(child)
                if child.tag in _BLOCKS:
                    parts.append("\n")
            parts.append(source_text(child.tail or ""))

    walk(node)
    return join_parts(parts)
