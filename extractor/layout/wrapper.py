"""What a web page puts around a plan."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Reading
from extractor.layout.front_words import front_words
from extractor.layout.reading import Draft
from extractor.lexicon.loader import Lexicon

_WRAPPED = 0.4  # of the lines at most stand above the plan
_FEW = 12  # … or so many, in a short text
_LISTED = regex.compile(r"(?P<n>\d{1,2})\s?[.、]?\s?(?P<title>\p{Han}[^\d\n]{1,28})")


def mark_wrapper(reading: Reading, drafts: Sequence[Draft], lexicon: Lexicon) -> int:
    """Mark what a web page puts above the plan, up to a line that says 正文; where that ends."""
    wrapper = front_words(lexicon).wrapper
    reach = max(int(len(drafts) * _WRAPPED), min(len(drafts) - 1, _FEW))
    for i in range(reach, -1, -1):
        if i < len(drafts) and reading.text[drafts[i].start : drafts[i].end] in wrapper:
            _mark_after(reading, drafts, i)
            for draft in drafts[: i + 1]:
                draft.kind = "front"
            return i + 1
    return 0


def _mark_after(reading: Reading, drafts: Sequence[Draft], wrapper: int) -> None:
    """Mark what follows the plan on a page whose own contents list it: 5规划全文, 6影响意义."""
    words = [reading.text[draft.start : draft.end] for draft in drafts[:wrapper]]
    listed = {match["n"]: match["title"] for text in words if (match := _LISTED.fullmatch(text))}
    own = reading.text[drafts[wrapper].start : drafts[wrapper].end]
    after = next((int(n) + 1 for n, title in listed.items() if title == own), None)
    title = listed.get(str(after))
    if title is None:
        return
    for i in range(wrapper + 1, len(drafts)):
        draft = drafts[i]
        if draft.cell is None and reading.text[draft.start : draft.end] == title:
            for rest in drafts[i:]:
                rest.kind = "front"
            return
