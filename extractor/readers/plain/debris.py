"""What stands in a text without belonging to it: marks of Word, stray spaces, invisible signs.

Nothing is deleted: debris becomes holes of paragraphs and cells, so offsets hold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import regex

from extractor.spans import Span

SPACE = " \\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
MARK = r"""
    \[bookmark:[^\[\]\n]{0,80}\]            # Word's bookmarks, as converters write them
  | \bPAGEREF\s{1,3}_Toc\d{1,12}(?:\s{0,3}\\[a-z])*
  | \bHYPERLINK\s{1,3}(?:\\[a-z]\s{1,3})?"[^"\n]{0,200}"
  | \bTOC\s{1,3}(?:\\[a-z]\s{0,3}(?:"[^"\n]{0,20}"\s{0,3})?)+
  | _(?:Toc|Hlk|Ref|OLE_LINK)\d{1,12}
  | _GoBack\b
"""
INVISIBLE = r"[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]"
EDGE = regex.compile(rf"(?:[{SPACE}]|{INVISIBLE}|{MARK})*+", regex.VERBOSE)
HEADING_MARK = regex.compile(r"_Toc\d")

_MARK = regex.compile(MARK, regex.VERBOSE)
_FIRST = rf"[{SPACE}\[PHT_{INVISIBLE[1:-1]}]"
# A pattern that begins with one class of characters runs quickest through a text of Han.
_INNER = re.compile(rf"{_FIRST}(?:(?<=[{SPACE}])[{SPACE}]*+|(?<={INVISIBLE}){INVISIBLE}*+)?")
MARK_OPENS = frozenset("[PHT_")
"""The characters with which marks begin."""
EDGES = "".join(re.findall(rf"[{SPACE}]|{INVISIBLE}", "".join(map(chr, (*range(0x3001), 0xFEFF)))))
"""Blanks and invisible signs."""
_MARKDOWN = regex.compile(
    r"""
    \*\*(?=\S) | (?<=\S)\*\* | __(?=\S) | (?<=\S)__
  | ~~[^~\n]{1,300}~~                       # deleted words
  | <br\s{0,2}/?>
  | \[\^[\w-]{1,20}\](?!:)                  # the mark of a footnote
    """,
    regex.VERBOSE,
)
_LINK = regex.compile(r"(?<!!)(\[)[^\[\]\n]{1,200}(\]\([^()\s]{1,500}\))")
_HAN = re.compile(rf"[{HAN}]")
_NUMBER = regex.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}")
_CLOSED = frozenset("，。；：！？、“”‘’（）《》〈〉【】〔〕—…·％,;")
_SENTENCE = 40  # a line longer than this is a sentence, and no title of two halves


class Debris:
    """All debris inside the lines of one text, found in one pass and asked for by span."""

    def __init__(self, text: str, markdown: bool) -> None:
        self._starts: list[int] = []
        self._holes: list[Span] = []
        self._gaps: list[int] = []
        for start, end in _debris(text):
            first = text[start]
            if first == "\t" or (first > "\x1f" and first.isspace()):
                if not start or text[start - 1] in "\r\n\f":
                    continue  # the edges of lines are cut where lines are read
                self._gaps.append(start)
                if not _stray(text, start, end):
                    continue
            else:
                self._gaps += (start, end - 1)  # marks hold blanks, too
            self._starts.append(start)
            self._holes.append(Span(start, end))
        if markdown:
            marks = [Span(*m.span()) for m in _MARKDOWN.finditer(text)]
            links = _LINK.finditer(text)
            self._add(marks + [Span(*m.span(part)) for m in links for part in (1, 2)])

    def _add(self, more: list[Span]) -> None:
        self._holes = sorted(self._holes + more)
        self._starts = [hole.start for hole in self._holes]

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The holes that lie inside ``[start, end)``, in order."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        if first == last:
            return ()
        return tuple([hole for hole in self._holes[first:last] if hole.end <= end])

    def has_gap(self, start: int, end: int) -> bool:
        """False when surely no blank stands in ``[start, end)``, a line without its edges."""
        at = bisect_left(self._gaps, start)
        return at < len(self._gaps) and self._gaps[at] < end


def _debris(text: str) -> Iterator[tuple[int, int]]:
    """Runs of blanks, runs of invisible signs, and marks."""
    at, more = 0, True
    while more:
        more = False
        for match in _INNER.finditer(text, at):
            start, end = match.span()
            if text[start] not in MARK_OPENS:
                yield start, end
            elif mark := _MARK.match(text, start):
                yield mark.span()
                at, more = mark.end(), True  # what stands inside the mark is no debris of its own
                break


def _stray(text: str, start: int, end: int) -> bool:
    """True for a space that no word needs: between Han characters, at punctuation."""
    if start == 0 or end >= len(text):
        return False
    before, after = text[start - 1], text[end]
    if before in "\r\n\f" or after in "\r\n\f":
        return False  # the edges of lines are cut where lines are read
    if before in _CLOSED or after in _CLOSED:
        return True
    left, right = _HAN.match(before) is not None, _HAN.match(after) is not None
    if left and right:
        return _spaced_word(text, start, end) or _in_sentence(text, start, end)
    if left or right:
        return not (right and _numbers_line(text, start))
    return False


def _spaced_word(text: str, start: int, end: int) -> bool:
    """目 录, 指　标: one character stands alone on a side."""
    alone_left = start < 2 or text[start - 2].isspace()
    alone_right = end + 1 >= len(text) or text[end + 1].isspace()
    return alone_left or alone_right


def _in_sentence(text: str, start: int, end: int) -> bool:
    low, high = max(0, start - _SENTENCE), end + _SENTENCE
    left = text.rfind("\n", low, start) + 1 or low
    right = text.find("\n", end, high)
    if right < 0:
        right = min(high, len(text))
    return right - left > _SENTENCE


def _numbers_line(text: str, start: int) -> bool:
    """“3.1 总则”, “2 发展目标”: the space parts a heading's number from its title."""
    low = max(0, start - 16)
    line = text[low:start]
    line = line[line.rfind("\n") + 1 :].lstrip()
    return _NUMBER.fullmatch(line) is not None
