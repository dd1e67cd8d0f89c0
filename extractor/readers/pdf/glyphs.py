"""One PDF page as pdfium sees it: characters with boxes, runs on a line, rules.

Coordinates are points from the top left of the page as it is shown (rotation applied), the
same that pdfplumber uses.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from typing import Any

import msgspec

_MAX_OBJECTS = 60_000
_PATH, _IMAGE, _FORM = 2, 3, 5
RULE_WIDTH = 4.0
_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_HYPHEN = re.compile(r"(?<![a-zA-Z])[\x02\ufffe]")
_LINE = re.compile(r"[^\r\n]+")
_EVEN = re.compile(r"[\u4e00-\u9fff，。；：、（）《》“”]+")
# what pdfium puts between words, and marks of hyphens, have no box of their own
_NO_GLYPH = frozenset([*map(chr, range(0x21)), "\x7f", "\x85", "\xa0", "\u3000", "\ufffe"])

Box = tuple[float, float, float, float]


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
    """What stands on a page. ``words`` counts its Chinese characters; ``boxes`` of its
    characters are there where it has rules."""

    index: int
    width: float
    height: float
    text: str
    boxes: list[Box]
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
        media = page.get_mediabox()
        text = _characters(textpage)
        ruled, pictures = _rules(page)
        box_of = _boxer(textpage, media, rotation)
        # only tables need the place of every character, and each costs a call
        boxes = [box_of(i) for i in range(len(text))] if ruled else []
        found = _runs(text, boxes.__getitem__ if ruled else box_of)
        runs = _upright(textpage, found)
        words = sum(map(len, _HANZI.findall(text)))
        width, height = media[2] - media[0], media[3] - media[1]
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
        # pdfium marks a hyphen at a line's end; only between Latin letters does it part a word
        return _HYPHEN.sub("-", text)
    # characters outside the basic plane or dropped ones: ask one by one
    codes = (raw.FPDFText_GetUnicode(textpage, i) for i in range(count))
    return "".join(chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " " for c in codes)


def _boxer(textpage: Any, media: tuple[float, ...], rotation: int) -> Callable[[int], Box]:
    """What gives the box of the character at an index."""
    import pypdfium2.raw as raw

    rect = raw.FS_RECTF()
    get = raw.FPDFText_GetLooseCharBox
    handle, place = textpage.raw, ctypes.byref(rect)
    x_low, y_low, x_high, y_high = media

    def box_of(index: int) -> Box:
        if not get(handle, index, place):
            return (0.0, 0.0, 0.0, 0.0)
        x0, x1, y0, y1 = rect.left, rect.right, rect.bottom, rect.top
        if y1 - y0 < 0.5 * (x1 - x0):  # fonts without metrics: 一 is as thin as its stroke
            middle, half = (y0 + y1) / 2, (x1 - x0) / 2
            y0, y1 = middle - half, middle + half
        if rotation == 0:
            return (x0 - x_low, y_high - y1, x1 - x_low, y_high - y0)
        if rotation == 90:
            return (y0 - y_low, x0 - x_low, y1 - y_low, x1 - x_low)
        if rotation == 180:
            return (x_high - x1, y0 - y_low, x_high - x0, y1 - y_low)
        return (y_high - y1, x_high - x1, y_high - y0, x_high - x0)

    return box_of


def _runs(text: str, box_of: Callable[[int], Box]) -> list[Run]:
    """Runs of characters on one line; a wide gap or a jump parts them."""
    runs: list[Run] = []
    for line in _LINE.finditer(text):
        first, last = line.span()
        if (whole := _whole(text, first, last, box_of)) is not None:
            runs.append(whole)
        else:
            runs += _parted(text, first, last, box_of)
    return runs


def _whole(text: str, first: int, last: int, box_of: Callable[[int], Box]) -> Run | None:
    """An even line as one run, from a few of its boxes; None where it may have gaps.

    Chinese characters without a blank between them that are together as wide as so many
    characters of their size stand on one line without a gap.
    """
    count = last - first
    if count < 6 or not _EVEN.fullmatch(text, first, last):
        return None
    boxes = [box_of(first), box_of(first + count // 2), box_of(last - 1)]
    (x0, top, right, low), (_, high, _, bottom), (left, end, x1, below) = boxes
    sizes = (right - x0, boxes[1][2] - boxes[1][0], x1 - left)
    size = max(sizes)
    level = max(top, high, end) - min(top, high, end) < 0.2 * size
    level = level and max(low, bottom, below) - min(low, bottom, below) < 0.2 * size
    if not level or size <= 0 or abs((x1 - x0) / count / size - 1) > 0.12:
        return None
    return Run(text[first:last], x0, min(top, high, end), x1, max(low, bottom, below), first, last)


def _parted(text: str, first: int, last: int, box_of: Callable[[int], Box]) -> list[Run]:
    """The runs of a line, every character looked at."""
    runs: list[Run] = []
    start = -1
    end = 0
    x0 = top = x1 = bottom = 0.0
    for index in range(first, last):
        if text[index] in _NO_GLYPH:
            continue
        left, high, right, low = box_of(index)
        if start >= 0:
            size = max(bottom - top, low - high, 6.0)
            # punctuation can be low and small: it stays on the line that it nearly overlaps
            if (
                left - x1 > 1.6 * size
                or left < x1 - 2.5 * size
                or high >= bottom + 0.4 * size
                or low <= top - 0.4 * size
            ):
                runs.append(Run(text[start:end], x0, top, x1, bottom, start, end))
                start = -1
        if start < 0:
            start, x0, top, x1, bottom = index, left, high, right, low
        else:
            x0 = left if left < x0 else x0
            top = high if high < top else top
            x1 = right if right > x1 else x1
            bottom = low if low > bottom else bottom
        end = index + 1
    if start >= 0:
        runs.append(Run(text[start:end], x0, top, x1, bottom, start, end))
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
    return across >= 2 and down >= 2, pictures


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
