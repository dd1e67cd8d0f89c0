"""The physical lines of a text, trimmed of blanks and debris at their edges."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import regex

from extractor.readers.plain.debris import EDGE, EDGES, HEADING_MARK, MARK_OPENS

_BREAK = regex.compile(r"\r\n|[\n\r\f\u0085\u2028\u2029]")
_NO_BREAKS = "\x0b\x1c\x1d\x1e"  # str.splitlines cuts at them, a text does not
HEADING = regex.compile(
    r"第[\p{Han}\d]{1,4}[篇章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]"
)
"""What headings start with, and no cell but that of a group row."""
CONTINUED = regex.compile(r"[（(]?续\s?表|[^\n\t]{0,30}[（(]续\s?表?\s?\d{0,2}[）)]\s*?(?:\n|$)")
"""A table goes on here: 续表1, 表2（续）, 主要指标（续）."""
_BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_BLANKS += "\u202f\u205f\u3000\u200b\ufeff\x0b\x07"
_AFTER = _BLANKS + "\n\r\f\u0085\u2028\u2029"
_OPENS = frozenset(EDGES) | MARK_OPENS


class RawLine(msgspec.Struct, frozen=True, gc=False):
    """One physical line; ``start == end`` when it is blank.

    ``tab``: a tab stands before its text (a table cell as Word flattens it). ``indent``:
    blanks before the text. ``mark``: a contents bookmark stands in it, so it is a heading.
    """

    start: int
    end: int
    tab: bool = False
    indent: int = 0
    mark: bool = False

    @property
    def blank(self) -> bool:
        return self.start == self.end


def split_lines(text: str) -> tuple[list[RawLine], list[int]]:
    """All lines of ``text``, and the offsets after form feeds (where pages start)."""
    lines: list[RawLine] = []
    at = 0
    for line in _physical(text):
        stop = at + len(line.rstrip(_AFTER))
        if stop > at and line[0] not in _OPENS:  # most lines begin with their words
            lines.append(RawLine(at, stop))
        elif line == "\n":
            lines.append(RawLine(at, at))
        elif line[0] == "\t" and stop > at + 1 and line[1] not in _OPENS:  # a cell of Word
            lines.append(RawLine(at + 1, stop, True, 1))
        else:
            lines.append(_trim(text, line, at, stop))
        at += len(line)
    pages = [at for at, sign in enumerate(text, 1) if sign == "\f"] if "\f" in text else []
    return lines, ([0, *pages] if pages else [])


def _physical(text: str) -> list[str]:
    """The lines with their breaks."""
    if not any(sign in text for sign in _NO_BREAKS):
        return text.splitlines(keepends=True)
    return list(_cut(text))


def _cut(text: str) -> Iterator[str]:
    at = 0
    for match in _BREAK.finditer(text):
        yield text[at : match.end()]
        at = match.end()
    if at < len(text):
        yield text[at:]


def _trim(text: str, line: str, start: int, stop: int) -> RawLine:
    begin = start + len(line) - len(line.lstrip(EDGES))
    if begin < stop and text[begin] in MARK_OPENS and (edge := EDGE.match(text, start, stop)):
        begin = edge.end()
    if begin >= stop:
        return RawLine(stop, stop, "\t" in line)  # a lone tab is an empty cell of a Word table
    lead = text[start:begin]
    mark = "_Toc" in lead and HEADING_MARK.search(lead) is not None
    return RawLine(begin, stop, "\t" in lead, begin - start, mark)
