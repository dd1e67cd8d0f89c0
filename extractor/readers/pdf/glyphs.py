"""One PDF page as pdfium sees it: characters with boxes, runs on a line, rules.

Coordinates are points from the top left of the page as it is shown (rotation applied), the
same that pdfplumber uses.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any

import msgspec

_MAX_OBJECTS = 60_000
_PATH, _IMAGE, _FORM = 2, 3, 5
RULE_WIDTH = 4.0


class Run(msgspec.Struct, frozen=True, gc=False):
    """Characters that stand together on one line: ``[first, last)`` of the page's glyphs."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    first: int
    last: int

    @property
    def size(self) -> float:
        """Height of the writing: about the font size for Chinese."""
        return self.bottom - self.top


class Page(msgspec.Struct, frozen=True):
    """What stands on a page. ``words`` counts its Chinese characters."""

    index: int
    width: float
    height: float
    text: str
    boxes: list[tuple[float, float, float, float]]
    runs: list[Run]
    words: int
    ruled: bool
    pictures: bool


def read_page(document: Any, index: int) -> Page:
    """Characters, runs and signs of rules of page ``index``; an unreadable page is empty."""
    import pypdfium2

    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(index, 0.0, 0.0, "", [], [], 0, False, False)
    textpage = page.get_textpage()
    try:
        rotation = page.get_rotation()
        box = page.get_mediabox()
        text = _characters(textpage)
        boxes = _boxes(textpage, len(text), box, rotation)
        runs = _upright(textpage, _runs(text, boxes))
        ruled, pictures = _rules(page)
        words = sum("\u4e00" <= char <= "\u9fff" for char in text)
        width, height = box[2] - box[0], box[3] - box[1]
        if rotation in (90, 270):
            width, height = height, width
        return Page(index, width, height, text, boxes, runs, words, ruled, pictures)
    finally:
        textpage.close()
        page.close()


def _characters(textpage: Any) -> str:
    """The characters of a page; exactly one per index that pdfium counts."""
    import pypdfium2.raw as raw

    count = textpage.count_chars()
    text = str(textpage.get_text_range(0, count)) if count > 0 else ""
    if len(text) == count:
        return text
    # characters outside the basic plane or dropped ones: ask one by one
    codes = (raw.FPDFText_GetUnicode(textpage, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " " for c in codes)


def _boxes(
    textpage: Any, count: int, media: tuple[float, ...], rotation: int
) -> list[tuple[float, float, float, float]]:
    import pypdfium2.raw as raw

    rect = raw.FS_RECTF()
    get = raw.FPDFText_GetLooseCharBox
    x_low, y_low, x_high, y_high = media
    boxes: list[tuple[float, float, float, float]] = []
    for index in range(count):
        if not get(textpage, index, rect):
            boxes.append((0.0, 0.0, 0.0, 0.0))
            continue
        x0, x1, y0, y1 = rect.left, rect.right, rect.bottom, rect.top
        if y1 - y0 < 0.5 * (x1 - x0):  # fonts without metrics: 一 is as thin as its stroke
            middle, half = (y0 + y1) / 2, (x1 - x0) / 2
            y0, y1 = middle - half, middle + half
        if rotation == 0:
            boxes.append((x0 - x_low, y_high - y1, x1 - x_low, y_high - y0))
        elif rotation == 90:
            boxes.append((y0 - y_low, x0 - x_low, y1 - y_low, x1 - x_low))
        elif rotation == 180:
            boxes.append((x_high - x1, y0 - y_low, x_high - x0, y1 - y_low))
        else:
            boxes.append((y_high - y1, x_high - x1, y_high - y0, x_high - x0))
    return boxes


def _runs(text: str, boxes: list[tuple[float, float, float, float]]) -> list[Run]:
    """Runs of characters on one line; a wide gap or a jump parts them."""
    runs: list[Run] = []
    current: list[int] = []
    x0 = top = x1 = bottom = 0.0

    def close() -> None:
        if current:
            first, last = current[0], current[-1] + 1
            runs.append(Run(text[first:last], x0, top, x1, bottom, first, last))
            current.clear()

    for index, char in enumerate(text):
        if char in "\r\n\x02\ufffe":
            if char in "\r\n":
                close()
            continue
        if char.isspace() or char < " ":
            continue
        left, high, right, low = boxes[index]
        if current:
            size = max(bottom - top, low - high, 6.0)
            apart = left - x1 > 1.6 * size or left < x1 - 2.5 * size
            # punctuation can be low and small: it stays on the line that it nearly overlaps
            if apart or high >= bottom + 0.4 * size or low <= top - 0.4 * size:
                close()
        if not current:
            x0, top, x1, bottom = left, high, right, low
        else:
            x0, top = min(x0, left), min(top, high)
            x1, bottom = max(x1, right), max(bottom, low)
        current.append(index)
    close()
    return runs


def _upright(textpage: Any, runs: list[Run]) -> list[Run]:
    """Runs written in the direction of most of the page; stamps and side notes go."""
    import pypdfium2.raw as raw

    if not runs:
        return runs
    angles = [
        round(math.degrees(raw.FPDFText_GetCharAngle(textpage, run.first))) % 360 for run in runs
    ]
    weight: dict[int, int] = {}
    for run, angle in zip(runs, angles, strict=True):
        weight[angle] = weight.get(angle, 0) + len(run.text)
    main = max(weight, key=lambda angle: weight[angle])
    return [
        run
        for run, angle in zip(runs, angles, strict=True)
        if min((angle - main) % 360, (main - angle) % 360) <= 10
    ]


def _rules(page: Any) -> tuple[bool, bool]:
    """Whether the page has ruling lines both ways, and whether it has pictures."""
    import pypdfium2.raw as raw

    across = down = 0
    pictures = False
    left, bottom, right, top = bounds = [ctypes.c_float() for _ in range(4)]
    count = min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    for index in range(count):
        found = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(found)
        if kind == _IMAGE:
            pictures = True
        elif kind == _FORM:
            inner = raw.FPDFFormObj_CountObjects(found)
            kinds = [
                raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(found, i))
                for i in range(min(inner, 2000))
            ]
            pictures = pictures or _IMAGE in kinds
            if kinds.count(_PATH) >= 6:
                across, down = across + 3, down + 2
        elif kind == _PATH and raw.FPDFPageObj_GetBounds(found, *bounds):
            width, height = right.value - left.value, top.value - bottom.value
            if _is_rule(found, width, height):
                across += width > 20
                down += height > 8
    return across >= 3 and down >= 2, pictures


def _is_rule(found: Any, width: float, height: float) -> bool:
    """A stroked path, or a thin filled one; the white boxes behind words are neither."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(found, fill, stroke):
        return False
    if not stroke.value and not (fill.value and min(width, height) < RULE_WIDTH):
        return False
    red, green, blue, alpha = colour = [ctypes.c_uint() for _ in range(4)]
    get = raw.FPDFPageObj_GetStrokeColor if stroke.value else raw.FPDFPageObj_GetFillColor
    if not get(found, *colour):
        return True
    return alpha.value > 0 and min(red.value, green.value, blue.value) < 245
