"""Plans within a document: annexes and second plans, each with numbers of its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

import msgspec

from extractor.layout.front_words import FrontWords
from extractor.layout.headings import Head, Page

_WIDE = ("part", "chapter", "cn")
_START = attrgetter("start")
_ABOVE = 6  # lines between a title and the first number under it
_LONGEST = 60
_OPEN = "。；：，、,:;"


class InnerPlan(msgspec.Struct, frozen=True):
    """The title line of a plan that starts within the document; ``label`` is its 附件2 or -1."""

    title: int
    label: int


def inner_plans(page: Page, words: FrontWords) -> list[InnerPlan]:
    """The plans after the first: a title above numbers that start anew."""
    found: list[InnerPlan] = []
    scheme, last, above = "", 0, 0
    for number in page.numbers.values():
        if number.scheme not in _WIDE or number.scheme != (scheme or number.scheme):
            continue
        i = bisect_right(page.drafts, number.start, key=_START) - 1
        draft = page.drafts[i]
        if draft.kind != "body" or draft.cell is not None:
            continue
        scheme = number.scheme
        if number.value == 1 and last >= 2 and (inner := _above(page, i, above, words)):
            found.append(inner)
        last, above = number.value, i
    return found


def _above(page: Page, line: int, stop: int, words: FrontWords) -> InnerPlan | None:
    """The title over the number on ``line``."""
    looked = 0
    for i in range(line - 1, stop, -1):
        draft = page.drafts[i]
        if draft.end == draft.start:
            continue
        looked += 1
        if looked > _ABOVE or draft.cell is not None or page.number(i) is not None:
            return None
        text = page.text(i)
        if not 4 < len(text) <= _LONGEST or text[-1] in _OPEN or not words.title.match(text):
            continue
        label = _label(page, i)
        if label < 0 and page.words.kind(text) is not None:
            return None  # 专项行动 may head a part
        return InnerPlan(i, label)
    return None


def _label(page: Page, title: int) -> int:
    """The line 附件2 right above a title that may stand on two lines."""
    for i in (title - 1, title - 2):
        number = page.number(i) if i >= 0 else None
        if number is not None and number.scheme == "annex":
            return i
    return -1


def first_label(page: Page, plans: Sequence[InnerPlan], until: int) -> int | None:
    """The 附件1 of the first plan, where both it and a later one are annexes of the notice."""
    if not any(plan.label >= 0 for plan in plans):
        return None
    for i in range(until):
        number = page.number(i)
        if number is None or number.scheme != "annex" or page.drafts[i].kind != "body":
            continue
        if not page.reading.text[number.body : page.drafts[i].end].strip():
            return i
    return None


def title_heads(page: Page, heads: Sequence[Head], titles: Sequence[int]) -> list[Head]:
    """``heads`` with those titles of plans that no 附件 announces as annexes of their own."""
    covered = {
        line for head in heads if head.scheme == "annex" for line in range(head.line, head.last + 1)
    }
    new = [
        Head(i, i, "annex", 0, (page.drafts[i].start, page.drafts[i].end))
        for i in titles
        if i not in covered and page.drafts[i].kind == "body"
    ]
    lines = {head.line for head in new}
    kept = [head for head in heads if head.line not in lines]
    return sorted([*kept, *new], key=lambda head: head.line)
