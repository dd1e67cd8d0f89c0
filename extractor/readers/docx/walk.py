"""The walk over a Word body in document order: paragraphs and tables with all their words.

What other readers drop is kept: generated numbers, content controls, text boxes, inserted
runs, hyperlinks, field results. What is no text of the plan is left out: deletions, field
instructions, hidden text, placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from extractor.readers.docx.numbering import Numbering
from extractor.readers.docx.styles import Style, Styles, outline_level
from extractor.readers.docx.symbols import symbol
from extractor.readers.docx.xml import MATH, MC, flag, integer, value, w
from extractor.readers.sketch import Line

P, TBL, R, T, PPR, RPR = w("p"), w("tbl"), w("r"), w("t"), w("pPr"), w("rPr")
SDT, CONTENT, BOX = w("sdt"), w("sdtContent"), w("txbxContent")
_DROPPED = frozenset(
    w(name) for name in ("del", "moveFrom", "pPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid")
)
_RUN_TEXT = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
}
_ALTERNATE, _CHOICE, _FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
# a line of a contents table ends in its page number
_PAGE_AT_END = re.compile(r"[\divxlIVXL]\s*$")


class Table(msgspec.Struct, frozen=True):
    """A table met on the walk; ``tables.cells_of`` reads it."""

    node: Any


Block = Line | Table


class Walker:
    """Walks containers of one document; counters and open fields go on between calls."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering
        self.notes: list[tuple[str, str]] = []
        self._fields: list[_Field] = []
        self._contents = 0
        self._met_contents = False
        self._carried = ""

    def blocks(self, container: Any, cell: bool = False) -> Iterator[Block]:
        """Paragraphs and tables of a container in document order.

        In a ``cell`` a number without words is kept: it is the 序号 of its row.
        """
        for node in container:
            tag = node.tag
            if tag == P:
                yield from self._paragraph(node, cell)
            elif tag == TBL:
                yield Table(node)
            elif tag == SDT:
                yield from self._control(node, cell)
            elif tag == _ALTERNATE:
                if (branch := _branch(node)) is not None:
                    yield from self.blocks(branch, cell)
            elif isinstance(tag, str) and tag not in _DROPPED and len(node):
                yield from self.blocks(node, cell)

    def _control(self, node: Any, cell: bool) -> Iterator[Block]:
        properties, content = node.find(w("sdtPr")), node.find(CONTENT)
        if content is None or flag(properties, "showingPlcHdr"):
            return
        gallery = next(node.iter(w("docPartGallery")), None)
        listed = gallery is not None and gallery.get(w("val")) == "Table of Contents"
        self._contents += listed
        yield from self.blocks(content, cell)
        self._contents -= listed

    def _paragraph(self, node: Any, cell: bool) -> Iterator[Block]:
        properties = node.find(PPR)
        style_id = value(properties, "pStyle")
        style = self.styles.of(style_id)
        parts: list[str] = []
        boxes: list[Any] = []
        in_contents = self._contents or any(field.contents for field in self._fields)
        self._met_contents = False
        self._inline(node, parts, boxes)
        # a field whose instruction never ends must not swallow the rest of the document
        self._fields = [field for field in self._fields if field.result]
        text = self._carried + "".join(parts)
        self._carried = ""
        mark = properties.find(RPR) if properties is not None else None
        if mark is not None:
            if mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None:
                self._carried = text
                return
            if not text.strip() and flag(mark, "vanish"):
                return
        number = self._number(properties, style)
        in_contents = in_contents or self._met_contents
        if text.strip() or (cell and number):
            yield self._line(number + text.lstrip() if number else text, properties, style,
                             bool(in_contents))  # fmt: skip
        for box in boxes:
            yield from self.blocks(box, cell)

    def _line(self, text: str, properties: Any, style: Style, in_contents: bool) -> Line:
        role, level = style.role, style.level
        if (outline := value(properties, "outlineLvl")) is not None:
            level = outline_level(outline)
        if in_contents and (self._contents or _PAGE_AT_END.search(text)):
            role = "contents"
        return Line(text, None if role == "contents" else level, role)

    def _number(self, properties: Any, style: Style) -> str:
        listed = properties.find(w("numPr")) if properties is not None else None
        num_id, index = style.num_id, style.num_level
        if index is None and num_id is not None:
            index = self.numbering.linked_level(num_id, style.num_style)
        if listed is not None:
            num_id = value(listed, "numId") or num_id
            given = value(listed, "ilvl")
            index = integer(given) if given is not None else (index or 0)
        if num_id is None or num_id == "0":
            return ""
        return self.numbering.next(num_id, index or 0)

    def _inline(self, node: Any, parts: list[str], boxes: list[Any]) -> None:
        for child in node:
            tag = child.tag
            if tag == R:
                self._run(child, parts, boxes)
            elif tag == SDT:
                content = child.find(CONTENT)
                if content is not None and not flag(child.find(w("sdtPr")), "showingPlcHdr"):
                    self._inline(content, parts, boxes)
            elif tag == _ALTERNATE:
                if (branch := _branch(child)) is not None:
                    self._inline(branch, parts, boxes)
            elif tag == f"{MATH}t":
                parts.append(child.text or "")
            elif tag == BOX:
                boxes.append(child)
            elif isinstance(tag, str) and tag not in _DROPPED:
                self._inline(child, parts, boxes)

    def _run(self, run: Any, parts: list[str], boxes: list[Any]) -> None:
        properties = run.find(RPR)
        if properties is not None and flag(properties, "vanish"):
            self._fields_only(run)
            return
        for child in run:
            tag = child.tag
            if tag == T:
                if all(field.result for field in self._fields):
                    parts.append(child.text or "")
            elif tag in _RUN_TEXT:
                parts.append(_RUN_TEXT[tag])
            elif tag != RPR:
                self._special(child, tag, parts, boxes)

    def _special(self, child: Any, tag: Any, parts: list[str], boxes: list[Any]) -> None:
        if tag == w("br"):
            parts.append("\n")
        elif tag == w("fldChar"):
            self._field_mark(child)
        elif tag == w("instrText"):
            if self._fields:
                self._fields[-1].instruction += (child.text or "")[:200]
        elif tag == w("sym"):
            parts.append(symbol(child.get(w("font"), ""), child.get(w("char"), "")))
        elif tag in (w("footnoteReference"), w("endnoteReference")):
            kind = "endnote" if tag == w("endnoteReference") else "footnote"
            self.notes.append((kind, child.get(w("id"), "")))
        elif tag == w("ruby"):
            base = child.find(w("rubyBase"))
            if base is not None:
                self._inline(base, parts, boxes)
        elif tag == _ALTERNATE:
            if (branch := _branch(child)) is not None:
                boxes.extend(_outermost_boxes(branch))
        elif tag in (w("drawing"), w("pict"), w("object")):
            boxes.extend(_outermost_boxes(child))

    def _fields_only(self, run: Any) -> None:
        for child in run:
            if child.tag == w("fldChar"):
                self._field_mark(child)

    def _field_mark(self, node: Any) -> None:
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
            self._met_contents = self._met_contents or self._fields[-1].contents
        elif kind == "end" and self._fields:
            self._fields.pop()


class _Field:
    """An open field: its instruction, and whether its result has begun."""

    def __init__(self) -> None:
        self.instruction = ""
        self.result = False

    @property
    def contents(self) -> bool:
        return self.instruction.lstrip()[:4].upper().rstrip("\\ ") == "TOC"


def _branch(node: Any) -> Any | None:
    """One branch of alternate content: the first that holds words, since they are copies."""
    branches = [child for child in node if child.tag in (_CHOICE, _FALLBACK)]
    for branch in branches:
        if next(branch.iter(T, BOX), None) is not None:
            return branch
    return branches[0] if branches else None


def _outermost_boxes(node: Any) -> list[Any]:
    """Text boxes of a drawing in order; boxes inside a box are met when that is walked."""
    found: list[Any] = []
    for child in node:
        if child.tag == BOX:
            found.append(child)
        elif child.tag == _ALTERNATE:
            if (branch := _branch(child)) is not None:
                found.extend(_outermost_boxes(branch))
        elif isinstance(child.tag, str):
            found.extend(_outermost_boxes(child))
    return found
