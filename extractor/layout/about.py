"""Pages that tell about a plan and are none: press conferences, explanations, interviews."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import msgspec

from extractor.document import Heading, Notice, Reading
from extractor.layout.front_words import FrontWords
from extractor.layout.reading import Draft
from extractor.spans import Span

NOT_A_PLAN = "not_a_plan"
"""The kind of the notice that such a text gets."""

_LINES = 6  # in which such a page says what it is
_LONGEST = 90
_BARE = 8  # 政策解读 alone may be a link of the page; below 《…》 it is the title's second line
_MESSAGE = (
    "文件标题表明这是介绍或解读政策的材料（发布会、访谈、解读、说明等），不是规划文本，请谨慎使用"
)


def find_about(
    reading: Reading, drafts: Sequence[Draft], low: int, words: FrontWords
) -> tuple[int, int] | None:
    """First and last line of a title that says that the text tells about a plan; else None.

    A title of a plan beside it decides against: the page then holds the plan, and its explanation
    is a link.
    """
    full = (
        i
        for i in range(low, len(drafts))
        if drafts[i].end > drafts[i].start and drafts[i].cell is None
    )
    lines = list(islice(full, _LINES))
    texts = {i: reading.text[drafts[i].start : drafts[i].end] for i in lines}
    for at, i in enumerate(lines):
        text = texts[i]
        if len(text) > _LONGEST or text[-1] in "。；，：" or not words.about.fullmatch(text):
            continue
        if words.title.match(text) or _holds_plan([texts[k] for k in lines if k != i], words):
            continue
        above = lines[at - 1] if at and texts[lines[at - 1]].endswith(("》", "的")) else i
        if len(text) > _BARE or above != i:
            return above, i
    return None


def _holds_plan(texts: Sequence[str], words: FrontWords) -> bool:
    return any(
        len(text) <= _LONGEST
        and "》" not in text
        and text[-1] not in "。；，：、"
        and words.title.match(text) is not None
        for text in texts
    )


def about_span(drafts: Sequence[Draft], lines: tuple[int, int]) -> Span:
    """The reading span of the title's lines."""
    return Span(drafts[lines[0]].start, drafts[lines[1]].end)


def about_notice(reading: Reading, span: Span) -> Notice:
    """What the analyst is told; ``span`` is the title in the reading."""
    place = reading.span(span.start, span.end)
    return Notice(NOT_A_PLAN, _MESSAGE, place.start, place.end)


def told_headings(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings of a text about a plan: what it tells of tasks sets none."""
    return tuple(
        msgspec.structs.replace(h, kind="other") if h.kind in ("tasks", "annex") else h
        for h in headings
    )
