"""Boxes (专栏): which lines stand in them."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.layout.headings import Head, Page
from extractor.layout.numbering import RANKS


def close_boxes(page: Page, heads: Sequence[Head]) -> list[Head]:
    """Set where each box ends; numbered lines inside a box are its items, not headings."""
    kept: list[Head] = []
    titles = {head.line: head for head in heads}
    until = -1
    for i, head in enumerate(heads):
        if head.line <= until and head.scheme in RANKS:
            continue
        kept.append(head)
        if head.scheme == "box":
            head.until = until = _end(page, heads, i, titles)
    return kept


def _end(page: Page, heads: Sequence[Head], index: int, titles: dict[int, Head]) -> int:
    """The last line of the box that ``heads[index]`` opens."""
    head = heads[index]
    if page.drafts[head.line].box:
        last = _grid_end(page, head.line)
        below = heads[index + 1] if index + 1 < len(heads) else None
        return below.line - 1 if below and below.scheme == "box" and below.line <= last else last
    following = page.next_line(head.last)
    if following >= 0 and page.drafts[following].cell is not None:
        return _grid_end(page, following)
    return _loose_end(page, head, titles)


def _grid_end(page: Page, line: int) -> int:
    grid = page.drafts[line].grid
    last = line
    while last + 1 < len(page.drafts) and page.drafts[last + 1].grid == grid:
        last += 1
    return last


def _loose_end(page: Page, head: Head, titles: dict[int, Head]) -> int:
    """The end of a box that no table holds: its items run until something else begins.

    That is a wider gap, a heading, a paragraph indented unlike the box, or a number that
    goes on from the text around the box.
    """
    outer = _numbers_before(page, head.line)
    inner: dict[str, int] = {}
    first = page.next_line(head.last)
    for line in range(head.last + 1, len(page.drafts)):
        draft = page.drafts[line]
        if draft.kind != "body" or (line > first and _parted(page, first, line)):
            return line - 1
        number = page.number(line)
        if number is not None and number.scheme in RANKS:
            goes_on = inner.get(number.scheme, 0) == number.value - 1
            outside = outer.get(number.scheme, -1) == number.value - 1
            if not goes_on or (outside and number.value > 1 and number.scheme not in inner):
                return line - 1
            if line in titles and RANKS[number.scheme] < RANKS["ar"]:
                return line - 1
            inner[number.scheme] = number.value
        elif line in titles and titles[line].scheme != "plain":
            return line - 1
    return len(page.drafts) - 1


def _parted(page: Page, first: int, line: int) -> bool:
    """A wider gap than between the lines of the box, or another indent."""
    top, draft = page.drafts[first], page.drafts[line]
    if draft.gap > 1 and draft.gap > page.drafts[first + 1].gap:
        return True
    return top.indent == 0 and draft.indent > 0 and page.drafts[first - 1].indent == 0


def _numbers_before(page: Page, line: int) -> dict[str, int]:
    """The last value of each scheme above ``line``, as far as they still count."""
    seen: dict[str, int] = {}
    for above in range(line - 1, max(-1, line - 60), -1):
        number = page.number(above)
        if number is None or number.scheme not in RANKS:
            continue
        if all(RANKS[scheme] > RANKS[number.scheme] for scheme in seen) or not seen:
            seen.setdefault(number.scheme, number.value)
    return seen
