"""OFD (GB/T 33190): text objects by position, rules as tables, pages in order.

A reader of our own: the standard's XML is small, and positions are needed for paragraphs
and tables, which the PDF reader's rules then build in the same way.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.canvas import Canvas
from extractor.readers.limits import MAX_PAGES, Package, parse_xml
from extractor.readers.pdf.blocks import write_blocks
from extractor.readers.pdf.glyphs import Page, Run
from extractor.readers.pdf.tables import PageTable

MEDIA_TYPE = "application/ofd"
_SCALE = 72 / 25.4  # the standard measures in millimetres, the page model in points
_SAVE_AGAIN = "export it again, or give it as PDF"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_MAX_GLYPHS = 2_000_000

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_ofd(data: bytes, name: str) -> SourceText:
    """Read an OFD document. Raises ``ReadError`` when it is damaged, encrypted, or holds
    pictures only."""
    package = Package(data, name)
    if "OFD.xml" not in package and "ofd.xml" not in package:
        raise ReadError(name, "it lacks OFD.xml", _SAVE_AGAIN)
    root = parse_xml(package.read(_spelling(package, "OFD.xml")), name)
    canvas = Canvas(name)
    pages: list[_OfdPage] = []
    for body in root.iter("{*}DocBody"):
        _properties(body, canvas)
        path = (body.findtext("{*}DocRoot") or "").strip()
        if path:
            pages += _document(package, _spelling(package, path), name, len(pages))
    if not any(page.page.runs for page in pages):
        problem = "its pages are pictures" if pages else "it holds no pages"
        raise ReadError(name, problem, "run it through OCR first, or give its text")
    write_blocks([page.page for page in pages], _Rules(pages), canvas)
    return canvas.finish(data, MEDIA_TYPE)


def _properties(body: Any, canvas: Canvas) -> None:
    title = (body.findtext("{*}DocInfo/{*}Title") or "").strip()
    if title and not re.search(r"\.(?:docx?|wps|ofd)$|^(?:无标题|未命名)", title):
        canvas.properties["title"] = title[:300]


def _spelling(package: Package, path: str) -> str:
    """The part as the container spells it; writers differ in case."""
    if path in package:
        return path
    wanted = path.strip("/").lower()
    return next((part for part in package.names() if part.lower() == wanted), path)


class _OfdPage:
    """A page of the shared model with its rules and the offset of its text."""

    def __init__(self, page: Page, rules: list[dict[str, Any]]) -> None:
        self.page = page
        self.rules = rules


def _document(package: Package, path: str, name: str, first: int) -> list[_OfdPage]:
    root = parse_xml(package.read(path), name)
    folder = posixpath.dirname(path)
    templates = {
        node.get("ID", ""): posixpath.join(folder, node.get("BaseLoc", ""))
        for node in root.iter("{*}TemplatePage")
    }
    usual = _box(root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox"))
    pages: list[_OfdPage] = []
    for node in root.iterfind("{*}Pages/{*}Page"):
        if first + len(pages) >= MAX_PAGES:
            raise ReadError(name, f"it has more than {MAX_PAGES} pages", "split the file")
        part = _spelling(package, posixpath.join(folder, node.get("BaseLoc", "")))
        pages.append(_page(package, part, first + len(pages), usual, templates, name))
    return pages


def _page(
    package: Package,
    path: str,
    index: int,
    usual: tuple[float, ...] | None,
    templates: dict[str, str],
    name: str,
) -> _OfdPage:
    maker = _PageMaker()
    box = usual
    if path in package:
        root = parse_xml(package.read(path), name)
        box = _box(root.findtext("{*}Area/{*}PhysicalBox")) or usual
        for used in root.iterfind("{*}Template"):
            part = _spelling(package, templates.get(used.get("TemplateID", ""), ""))
            if part in package:
                maker.read(parse_xml(package.read(part), name))
        maker.read(root)
    box = box or (0.0, 0.0, 210.0, 297.0)
    return maker.page(index, box[2] * _SCALE, box[3] * _SCALE)


class _PageMaker:
    """Collects characters and rules of one page in points."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.boxes: list[tuple[float, float, float, float]] = []
        self.runs: list[Run] = []
        self.rules: list[dict[str, Any]] = []
        self.pictures = False

    def read(self, root: Any) -> None:
        """Add the objects of a page or template in their order."""
        for node in root.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
            tag = node.tag.rsplit("}", 1)[-1]
            if tag == "ImageObject":
                self.pictures = True
            elif tag == "TextObject":
                self._text_object(node)
            else:
                self._path_object(node)

    def page(self, index: int, width: float, height: float) -> _OfdPage:
        """The page of what was read."""
        text = "".join(self.text)
        words = sum("\u4e00" <= char <= "\u9fff" for char in text)
        ruled = len(self.rules) >= 4
        runs = _joined(self.runs)
        page = Page(index, width, height, text, self.boxes, runs, words, ruled, self.pictures)
        return _OfdPage(page, self.rules)

    def _text_object(self, node: Any) -> None:
        if node.get("Visible") == "false":
            return
        boundary = _box(node.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
        matrix = _matrix(node.get("CTM"))
        size = _first(node.get("Size"), 4.0)
        if abs(matrix[1]) > abs(matrix[0]):
            return  # vertical or turned writing: stamps
        for code in node.iter("{*}TextCode"):
            text = (code.text or "").replace("\n", "").replace("\r", "")
            if text.strip() and len(self.boxes) + len(text) < _MAX_GLYPHS:
                self._place(code, text, boundary, matrix, size)

    def _place(
        self, code: Any, text: str, boundary: tuple[float, ...], matrix: Matrix, size: float
    ) -> None:
        x, y = _first(code.get("X"), 0.0), _first(code.get("Y"), 0.0)
        steps, drops = (
            _deltas(code.get("DeltaX"), len(text)),
            _deltas(code.get("DeltaY"), len(text)),
        )
        if any(drops) and not any(steps):
            return  # vertical writing
        height, width = size * abs(matrix[3] or 1.0), size * abs(matrix[0] or 1.0)
        first = len(self.boxes)
        for index, char in enumerate(text):
            left = boundary[0] + matrix[0] * x + matrix[2] * y + matrix[4]
            base = boundary[1] + matrix[1] * x + matrix[3] * y + matrix[5]
            advance = width * (0.5 if char.isascii() else 1.0)
            self._glyph(char, left, base - 0.85 * height, left + advance, base + 0.15 * height)
            step = steps[index] if index < len(steps) else 0.0
            x += step or size * (0.5 if char.isascii() else 1.0)
            y += drops[index] if index < len(drops) else 0.0
        self._close_run(first)

    def _glyph(self, char: str, x0: float, top: float, x1: float, bottom: float) -> None:
        self.text.append(char)
        self.boxes.append((x0 * _SCALE, top * _SCALE, x1 * _SCALE, bottom * _SCALE))

    def _close_run(self, first: int) -> None:
        last = len(self.boxes)
        part = "".join(self.text[first:last])
        if part.strip():
            boxes = self.boxes[first:last]
            self.runs.append(
                Run(
                    " ".join(part.split()) if part.isascii() else part.strip(),
                    min(b[0] for b in boxes),
                    min(b[1] for b in boxes),
                    max(b[2] for b in boxes),
                    max(b[3] for b in boxes),
                    first,
                    last,
                )
            )

    def _path_object(self, node: Any) -> None:
        boundary = _box(node.get("Boundary"))
        if boundary is None or len(self.rules) > 6000:
            return
        matrix = _matrix(node.get("CTM"))
        points: list[tuple[float, float]] = []
        start = (0.0, 0.0)
        for command, numbers in _commands(node.findtext("{*}AbbreviatedData") or ""):
            if command == "C" and points:
                self._rule(points[-1], start)
                points.append(start)
            elif command in "MSL" and len(numbers) >= 2:
                x, y = numbers[0], numbers[1]
                point = (
                    (boundary[0] + matrix[0] * x + matrix[2] * y + matrix[4]) * _SCALE,
                    (boundary[1] + matrix[1] * x + matrix[3] * y + matrix[5]) * _SCALE,
                )
                if command == "L" and points:
                    self._rule(points[-1], point)
                else:
                    start = point
                points.append(point)

    def _rule(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, x1 = sorted((a[0], b[0]))
        top, bottom = sorted((a[1], b[1]))
        if x1 - x0 < 1.5 and bottom - top > 4:
            self.rules.append(_edge("v", (x0 + x1) / 2, (x0 + x1) / 2, top, bottom))
        elif bottom - top < 1.5 and x1 - x0 > 4:
            self.rules.append(_edge("h", x0, x1, (top + bottom) / 2, (top + bottom) / 2))


def _edge(way: str, x0: float, x1: float, top: float, bottom: float) -> dict[str, Any]:
    return {"orientation": way, "x0": x0, "x1": x1, "top": top, "bottom": bottom}


class _Rules:
    """Tables of OFD pages, built from their rules; stands in for the PDF's finder."""

    def __init__(self, pages: list[_OfdPage]) -> None:
        self._rules = {page.page.index: page.rules for page in pages}

    def tables(self, page: Page) -> list[PageTable]:
        """Tables of the page from top to bottom."""
        from extractor.readers.pdf.rules import cells_of_rules
        from extractor.readers.pdf.tables import table_of_boxes

        found = (table_of_boxes(page, boxes) for boxes in cells_of_rules(self._rules[page.index]))
        return sorted((t for t in found if t is not None), key=lambda table: table.box[1])


def _joined(runs: list[Run]) -> list[Run]:
    """Text objects that follow one another on a line as one run; objects can be one character."""
    joined: list[Run] = []
    for run in runs:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.last == run.first
            and abs(last.bottom - run.bottom) < 0.3 * run.size
            and -0.5 * run.size < run.x0 - last.x1 < 0.9 * run.size
        ):
            joined[-1] = Run(
                last.text + run.text,
                min(last.x0, run.x0),
                min(last.top, run.top),
                max(last.x1, run.x1),
                max(last.bottom, run.bottom),
                last.first,
                run.last,
            )
        else:
            joined.append(run)
    return joined


def _floats(text: str | None) -> list[float]:
    return [max(-1e6, min(float(n), 1e6)) for n in _NUMBER.findall((text or "")[:100_000])]


def _first(text: str | None, default: float) -> float:
    numbers = _floats(text)
    return numbers[0] if numbers else default


def _box(text: str | None) -> tuple[float, ...] | None:
    numbers = _floats(text)
    return tuple(numbers[:4]) if len(numbers) >= 4 else None


def _matrix(text: str | None) -> Matrix:
    n = _floats(text)
    return (n[0], n[1], n[2], n[3], n[4], n[5]) if len(n) >= 6 else _IDENTITY


def _deltas(text: str | None, count: int) -> list[float]:
    """Distances between characters; ``g 5 4.23`` repeats 4.23 five times."""
    tokens = (text or "").replace(",", " ").split()[:20_000]
    found: list[float] = []
    index = 0
    while index < len(tokens) and len(found) < count:
        if tokens[index] == "g" and index + 2 < len(tokens):
            times = int(_first(tokens[index + 1], 0.0))
            found += [_first(tokens[index + 2], 0.0)] * max(0, min(times, count - len(found)))
            index += 3
        else:
            found.append(_first(tokens[index], 0.0))
            index += 1
    return found


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    """Commands of abbreviated path data: M x y, L x y, C (close) …"""
    for match in re.finditer(r"([A-Za-z])([^A-Za-z]*)", data[:200_000]):
        yield match[1].upper(), _floats(match[2])
