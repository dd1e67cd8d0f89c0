"""Contents pages: lines that list headings and are none."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Reading
from extractor.layout.reading import Draft

_LEADERS = regex.compile(
    r".{1,90}?(?:[.·…‥．。]{4,}|[-—_]{6,}|\s{4,})\s*(?:\d{1,4}|[IVXivx]{1,6})?\s*$"
)
_LEADING = ("...", "…", "···")
_PAGE = regex.compile(r"[\s.·…]*\d{1,4}\s*$")
_LEAD = regex.compile(r"(?:[▪•●■·◆]|\d{1,2}(?=\p{Han}))\s*")
_SPACE = regex.compile(r"[\s.·…。：:]+")
_LONGEST = 60


def mark_contents(reading: Reading, drafts: Sequence[Draft], titles: frozenset[str]) -> None:
    """Set ``kind`` of contents lines. ``titles`` are the words that head a contents page."""
    text = reading.text
    leaders = any(sign[0] in text and sign in text for sign in _LEADING)
    firsts = frozenset(title[:1] for title in titles)
    for i, draft in enumerate(drafts):
        start, end = draft.start, draft.end
        if draft.role == "contents" or (
            leaders and draft.cell is None and end - start <= 260 and _leads(text[start:end])
        ):
            draft.kind = "contents"
        elif 0 < end - start <= 8 and draft.kind == "body":
            first = text[start]
            if first.isalnum() and first not in firsts:
                continue
            if _SPACE.sub("", text[start:end]) in titles:
                draft.kind = "contents"
                _mark_list(reading, drafts, i + 1)


def _leads(words: str) -> bool:
    return any(sign in words for sign in _LEADING) and bool(_LEADERS.fullmatch(words))


def _mark_list(reading: Reading, drafts: Sequence[Draft], start: int) -> None:
    """A list under 目录: titles until the first comes again or a text begins."""
    seen: list[str] = []
    for i in range(start, len(drafts)):
        words = reading.text[drafts[i].start : drafts[i].end]
        bare = _bare(words)
        if seen and bare == seen[0]:
            break
        text = len(words) > _LONGEST or words.endswith(("。", "；")) or drafts[i].cell is not None
        if text and drafts[i].kind != "contents" and not _leads(words):
            break
        seen.append(bare)
    if len(seen) < 3 or not _repeated(reading, drafts, start + len(seen), seen):
        return
    for draft in drafts[start : start + len(seen)]:
        draft.kind = "contents"


def _bare(words: str) -> str:
    """A title without page number, bullet and blanks, as it stands again in the text."""
    return str(_SPACE.sub("", _LEAD.sub("", _PAGE.sub("", words))))


def _repeated(reading: Reading, drafts: Sequence[Draft], after: int, seen: Sequence[str]) -> bool:
    """Half of the listed titles stand again below, or the form has page numbers."""
    below = {
        _bare(reading.text[draft.start : draft.end])
        for draft in drafts[after:]
        if draft.end - draft.start <= _LONGEST
    }
    return 2 * sum(1 for title in seen if title in below) >= len(seen)
