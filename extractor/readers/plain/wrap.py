"""Text copied from a PDF: sentences broken at the page's width, page numbers between lines."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence

import msgspec
import regex

from extractor.readers.plain.lines import RawLine

_STOPS = "。！？；：!?;:"
_CLOSERS = "”’）)】》〉」』"
_INDENT = 4  # half widths: two Han characters, lost in copying
_NARROWEST, _WIDEST = 24, 140
_LEADING = ("...", "……", "···")  # in lines of contents
_FEWEST = 6  # full lines in a text that is called wrapped
_NUMBERED = regex.compile(
    r"第[\p{Han}\d]{1,5}[篇编章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}\s?[“\p{Han}]|\d{1,2}[.．、](?!\d)|专栏|附[件表录]|[①-⑳]|——"
)
_PAGE_ALONE = regex.compile(
    r"(?P<mark>[-—–·~\s]*)(?:第\s?)?(?P<n>\d{1,4})(?:\s?页)?(?:\s?[/／共]\s?第?\s?\d{1,4}\s?页?)?[-—–·~\s]*"
)
_GLUED = regex.compile(r"\d{1,3}")
_AFTER_PAGE = regex.compile(r"\d{1,2}(?:\.\d{1,2}){1,2}\s?[“\p{Han}]|[“《（\p{Han}]")
_UNIT = regex.compile(r"[年月日个家项万亿元倍条名位所千百余多大小种座处次批人时分秒米公平岁期号至]")
_LEADERS = regex.compile(r"[.·…]{6,}")
_TOKEN = regex.compile(r"[\x21-\x7e]{1,12}|.[，。、；：！？）”’》】]?", regex.DOTALL)
_LONGEST_LISTED = 80
_SMALL = regex.compile(r"[\d.\s]{1,24}")
_SUBSCRIPT_GAP = regex.compile(r"[A-Za-z]\s?(?:[）)、，。年和]|$)")


class Furniture(msgspec.Struct, frozen=True):
    """What pages add to a text: lines to leave out, and page numbers glued to a line's start."""

    lines: frozenset[int]
    glued: dict[int, int]


def page_width(text: str, lines: Sequence[RawLine]) -> int | None:
    """The width, in half widths, at which sentences are broken; null for unbroken text."""
    widths = Counter[int]()
    whole = 0
    # One character is found far faster than three.
    leading = [sign for sign in _LEADING if sign[0] in text and sign in text]
    for line in lines:
        start, end = line.start, line.end
        if start == end:
            continue
        whole += 1
        if end - start > _WIDEST:
            continue
        if leading and any(text.find(sign, start, end) >= 0 for sign in leading):
            whole -= 1  # a line of contents
        elif 2 * (end - start) >= _NARROWEST and text[end - 1] not in _STOPS:
            width = cells(text[start:end])
            if width >= _NARROWEST:
                widths[width // 2 * 2] += 1
    if not widths:
        return None
    full = max(widths, key=lambda w: (widths[w] + widths[w + 2], w))
    broken = sum(count for width, count in widths.items() if full - 8 <= width <= full + 4)
    longer = sum(count for width, count in widths.items() if width > full + 8)
    if broken < _FEWEST or 4 * broken < whole or longer * 10 > broken:
        return None
    return full + 1


def cells(words: str) -> int:
    """Width in half widths: GBK writes what is two wide in two bytes, and does it in C."""
    return len(words.encode("gbk", "replace"))


_PAGE_OPENS, _PAGE_CLOSES = frozenset("-—–·~第"), frozenset("-—–·~页")


def find_furniture(text: str, lines: Sequence[RawLine], width: int | None) -> Furniture:
    """Page numbers and running heads. Bare digits count only where they count on regularly."""
    alone: dict[int, int] = {}
    decorated: list[int] = []
    glued: list[tuple[int, int]] = []
    sure: list[tuple[int, int]] = []
    for i, line in enumerate(lines):
        first = text[line.start : line.start + 1]
        if first not in _PAGE_OPENS and not first.isdigit():
            continue  # most lines begin with their words
        words = text[line.start : line.end]
        if not 0 < len(words) <= _WIDEST:
            continue
        last = words[-1]
        closes = last in _PAGE_CLOSES or last.isdigit() or last.isspace()
        match = _PAGE_ALONE.fullmatch(words) if closes else None
        if match:
            alone[i] = int(match["n"])
            if not words.isdigit() and (match["mark"].strip() or "页" in words):
                decorated.append(i)
        elif width and first.isdigit():
            numbers = _glued(text, line)
            glued += [(i, n) for n in numbers]
            sure += [(i, n) for n in numbers if _no_measure(text, line, n)]
    drop = set(decorated if len(decorated) > 1 else [])
    if width:
        chains = _chains(list(alone.items()), 3)
        drop |= {i for i, _ in chains}
        drop |= _subscripts(text, lines, alone)
    drop |= _running_heads(text, lines, drop)
    return Furniture(frozenset(drop), dict(_chains(sure, 3)) | dict(_chains(glued, 5)))


def _glued(text: str, line: RawLine) -> list[int]:
    digits = _GLUED.match(text, line.start, line.end)
    found = []
    for length in range(1, len(digits.group()) + 1 if digits else 1):
        number = int(text[line.start : line.start + length])
        rest = _AFTER_PAGE.match(text, line.start + length, line.end)
        if number and rest and len(str(number)) == length:
            found.append(number)
    return found


def _no_measure(text: str, line: RawLine, number: int) -> bool:
    """3“十四五”… is a page number before a sentence, 3个 may be a number of its own."""
    return _UNIT.match(text, line.start + len(str(number))) is None


def _chains(marks: Sequence[tuple[int, int]], least: int) -> list[tuple[int, int]]:
    """Marks whose numbers count on by one from page to page, in runs of ``least`` or more."""
    last: dict[int, int] = {}
    length: list[int] = []
    before: list[int] = []
    for k, (line, number) in enumerate(marks):
        above = last.get(number - 1)
        near = above is not None and 6 <= line - marks[above][0] <= 160
        length.append(length[above] + 1 if near and above is not None else 1)
        before.append(above if near and above is not None else -1)
        kept = last.get(number)
        if kept is None or length[k] >= length[kept] or line - marks[kept][0] > 160:
            last[number] = k
    chosen: set[int] = set()
    for k in range(len(marks) - 1, -1, -1):
        if length[k] >= least and k not in chosen:
            at = k
            while at >= 0 and at not in chosen:
                chosen.add(at)
                at = before[at]
    taken: dict[int, int] = {}
    for k in sorted(chosen, key=lambda k: length[k]):
        taken[marks[k][0]] = marks[k][1]
    return sorted(taken.items())


def _subscripts(text: str, lines: Sequence[RawLine], alone: dict[int, int]) -> set[int]:
    """PM⏎2.5: a lowered figure stands on a line of its own below the letters it belongs to."""
    found: set[int] = set()
    for i in range(1, len(lines) - 1):
        line, above = lines[i], lines[i - 1]
        if line.end - line.start > 24 or line.blank or above.blank or lines[i + 1].blank:
            continue
        if not _SMALL.fullmatch(text, line.start, line.end):
            continue
        if _SUBSCRIPT_GAP.search(text, above.start, above.end):
            found.add(i)
    return found


def _running_heads(text: str, lines: Sequence[RawLine], pages: set[int]) -> set[int]:
    """A short line that stands beside three page numbers is the head of the page."""
    beside: dict[str, list[int]] = {}
    for page in pages:
        for i in (page - 1, page + 1, page - 2, page + 2):
            if 0 <= i < len(lines) and not lines[i].blank and i not in pages:
                words = text[lines[i].start : lines[i].end]
                if len(words) <= 40 and words[-1] not in _STOPS:
                    beside.setdefault(words, []).append(i)
    return {i for found in beside.values() if len(set(found)) >= 3 for i in found}


def listed_titles(text: str, lines: Sequence[RawLine]) -> set[str]:
    """The titles of a contents page with leaders, without page numbers and blanks."""
    titles: set[str] = set()
    for line in lines:
        if line.blank or line.end - line.start > 4 * _WIDEST:
            continue
        leaders = _LEADERS.search(text, line.start, line.end)
        if leaders:
            titles.add(_bare(text[line.start : leaders.start()]))
    return titles


def _bare(words: str) -> str:
    return "".join(words.split())


class Joiner:
    """Says where a broken sentence goes on, from the width of the page."""

    def __init__(self, text: str, width: int, titles: Collection[str] = ()) -> None:
        self.text, self.width = text, width
        self.titles = sorted(titles)

    def goes_on(self, line: RawLine, start: int, below: RawLine, after: RawLine | None) -> bool:
        """True when ``line``, in the paragraph from ``start``, was broken before ``below``."""
        words = self.text[line.start : line.end]
        if _LEADERS.search(words) or self._leads(below):
            return False
        listed = self._listed(start, line.end, below)
        if listed is not None:
            return listed
        ended = words[-1] in _STOPS or (words[-1] in _CLOSERS and words[-2:-1] in tuple(_STOPS))
        if _NUMBERED.match(self.text, below.start, below.end):
            titled = _NUMBERED.match(self.text, start, line.end) is not None
            plain = not any(mark in self.text[start : line.end] for mark in "。；")
            if ended or (titled and plain):
                return False
        elif self._titled(start, line.end) and self._opens_paragraph(below, after):
            return False
        if not self._full(line, below, _INDENT if line.start == start else 0):
            return False
        return not (ended and self._opens_paragraph(below, after))

    def _listed(self, start: int, end: int, below: RawLine) -> bool | None:
        """What the contents page says of a title: it ends here, goes on below, or null."""
        if not self.titles or end - start > _LONGEST_LISTED:
            return None
        if not _NUMBERED.match(self.text, start, end):
            return None
        bare = _bare(self.text[start:end])
        at = bisect_left(self.titles, bare)
        if at < len(self.titles) and self.titles[at] == bare:
            return False
        longer = at < len(self.titles) and self.titles[at].startswith(bare)
        rest = self.titles[at][len(bare) :] if longer else ""
        return True if rest and _bare(self.text[below.start : below.end]).startswith(rest) else None

    def _titled(self, start: int, end: int) -> bool:
        """A numbered title so far: no sentence has begun."""
        if end - start > 70 or _NUMBERED.match(self.text, start, end) is None:
            return False
        return not any(mark in self.text[start:end] for mark in "。；：")

    def _leads(self, line: RawLine) -> bool:
        return _LEADERS.search(self.text, line.start, line.end) is not None

    def _full(self, line: RawLine, below: RawLine, indent: int) -> bool:
        """The first word below did not fit on the line."""
        token = _TOKEN.match(self.text, below.start, below.end)
        need = cells(token.group()) if token else 2
        return cells(self.text[line.start : line.end]) + indent + need > self.width

    def _opens_paragraph(self, below: RawLine, after: RawLine | None) -> bool:
        """A line that is broken although the next word would fit was indented once."""
        if after is None or after.blank:
            return self._full(below, below, 0) is False
        short = not self._full(below, after, 0)
        return short and self._full(below, after, _INDENT)
