"""Lines → paragraphs, over the ends of columns and pages.

A paragraph ends where a line stops short of the right edge, where the next one is indented,
where the gap is wider than between lines, or where the size of the writing changes.
"""

from __future__ import annotations

import itertools
import re
from statistics import median

import msgspec

from extractor.readers.pdf.lines import TextLine, body_size
from extractor.readers.sketch import join

_OPENS = re.compile(
    r"\s*(?:第[一二三四五六七八九十百零〇\d]{1,5}[章节条篇部编]|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]|附件|附表|专栏|表\s*\d|——)"
)
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){0,3}[.．、\s](?!\d)")
_LEADER = re.compile(r"(?:[.．·…。]\s*){4,}[\s\-—]*[\divxIVX]{1,4}\s*$")
_DOCUMENT_NUMBER = re.compile(r"\S{2,12}\s?[〔\[（(【]\d{4}[〕\]）)】]\s?第?\d{1,5}\s?号")
# （…委员会） is part of an issuer's name in a title, （试行） stands under it
_BRACKET_LINE = re.compile(r"\s*[（(][^（()）]*(?:(?<![会局办厅室委])[）)]\s*)?$")
_UNBROKEN = re.compile(r"[《“（(]?[\x21-\x7e]+(?: ?[%℃])?")
_FINAL = tuple("。！？；：…”）")


class Measures(msgspec.Struct, frozen=True):
    """What is usual in the document: heights, distances, whether paragraphs are indented."""

    size: float
    pitch: float
    indented: bool


class PdfParagraph(msgspec.Struct, frozen=True):
    """A paragraph; ``pages`` are ``(place in text, page)`` where it runs on to a page."""

    text: str
    first: TextLine
    role: str
    pages: tuple[tuple[int, int], ...]


def measure(lines: list[TextLine]) -> Measures:
    """Usual size and distances of the lines of a document."""
    size = body_size(lines)
    gaps = [
        b.top - a.top
        for a, b in itertools.pairwise(lines)
        if a.page == b.page and 0.8 * size < b.top - a.top < 4 * size
    ]
    starts = sum(1.2 * size < line.x0 - line.left < 3.5 * size for line in lines)
    return Measures(size, median(gaps) if gaps else 1.5 * size, starts > 0.06 * len(lines))


def paragraphs(lines: list[TextLine], usual: Measures) -> list[PdfParagraph]:
    """Lines that follow one another joined into paragraphs."""
    found: list[PdfParagraph] = []
    text = ""
    group: list[TextLine] = []
    pages: list[tuple[int, int]] = []

    def close() -> None:
        nonlocal text
        if group:
            role = "contents" if _LEADER.search(text) else "body"
            found.append(PdfParagraph(text.strip(), group[0], role, tuple(pages)))
        text = ""
        group.clear()
        pages.clear()

    for line in lines:
        if group and starts_paragraph(group, line, usual):
            close()
        if group:
            joined = join(text, line.text)
            if line.page != group[-1].page:
                pages.append((len(joined) - len(line.text.strip()), line.page))
            text = joined
        else:
            text = line.text.strip()
        group.append(line)
    close()
    return found


def starts_paragraph(group: list[TextLine], line: TextLine, usual: Measures) -> bool:
    """True when ``line`` does not go on with the paragraph of ``group``."""
    last = group[-1]
    size = usual.size
    if _LEADER.search(last.text) or _LEADER.search(line.text):
        return bool(_LEADER.search(last.text))
    if len(group) == 1 and _DOCUMENT_NUMBER.fullmatch(last.text.strip()):
        return True
    same_page = line.page == last.page and line.top > last.top
    if same_page and line.top - last.top > 1.75 * max(usual.pitch, last.size):
        return True
    if abs(line.size - last.size) > 0.3 * size and max(line.size, last.size) > 1.25 * size:
        return True
    if _centred(last, size) and _centred(line, size):
        return not _title_goes_on(last, line, usual)
    if last.x1 < last.right - 2.2 * size and not _wraps_early(last, line, usual):
        return True
    if len(group) == 1 and last.x0 - last.left > 0.4 * (last.right - last.left):
        return True  # a signature or date at the right edge; no paragraph begins there
    if _centred(line, size) and last.text.rstrip().endswith(_FINAL):
        return True
    if _indented(last, line, usual):
        return True
    if _OPENS.match(line.text) or _NUMBERED.match(line.text):
        # 一、 at the start of a wrapped line is rare: believe it after the end of a sentence
        return last.text.rstrip().endswith(_FINAL)
    return False


def _wraps_early(last: TextLine, line: TextLine, usual: Measures) -> bool:
    """A line that stops short but goes on: what follows did not fit as a whole (a number with
    its unit, a word after a bracket), and where paragraphs are indented the next line is not."""
    if last.text.rstrip().endswith(_FINAL) or last.x1 - last.left < 0.7 * (last.right - last.left):
        return False
    flush = abs(line.x0 - line.left) < 0.6 * usual.size
    if usual.indented and flush:
        return True
    word = _UNBROKEN.match(line.text.lstrip())
    wide = 0.55 * usual.size * len(word[0]) if word else 0.0
    return flush and last.x1 + wide > last.right - 2.2 * usual.size


def _indented(last: TextLine, line: TextLine, usual: Measures) -> bool:
    depth = (line.x0 - line.left) / usual.size
    if depth > 3.2 and not last.text.rstrip().endswith(_FINAL):
        return False  # an item goes on under its own words, not under its number
    return usual.indented and depth > 1.2


def _centred(line: TextLine, size: float) -> bool:
    before, after = line.x0 - line.left, line.right - line.x1
    return before > 2.6 * size and after > 2.6 * size and abs(before - after) < 2.5 * size


def _title_goes_on(last: TextLine, line: TextLine, usual: Measures) -> bool:
    """Lines of one centred title: larger than the body, of one size, close together."""
    if line.page != last.page or _OPENS.match(line.text) or _BRACKET_LINE.match(line.text):
        return False
    larger = min(last.size, line.size) > 1.12 * usual.size
    return larger and line.top - last.top < 2.2 * line.size
