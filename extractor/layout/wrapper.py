"""What a web page puts around a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import regex

from extractor.document import Reading
from extractor.layout.front_words import front_words
from extractor.layout.reading import Draft
from extractor.lexicon.loader import Lexicon

_WRAPPED = 0.4  # of the lines at most stand above the plan
_FEW = 12  # … or so many, in a short text
_LISTED = regex.compile(r"(?P<n>\d{1,2})\s?[.、]?\s?(?P<title>\p{Han}[^\d\n]{1,28})")
_METADATA = regex.compile(
    r"[-*\s]*[【]?(?P<key>[\p{Han}_A-Za-z]{2,14}(?:\s[\p{Han}])?)[】]?[*]{0,2}\s?[:：]\s*(?P<value>.*)"
)
_MORE = regex.compile(r"\s*(?<=[\s\d号日局厅委府室部会])(?P<key>[\p{Han}]{2,6})\s?[:：]\s*")
_LONGEST_LINE = 400


def metadata(text: str, roles: Mapping[str, str]) -> list[tuple[str, int, int]]:
    """The roles and value spans in a line of metadata: 文号：… 发布日期：… are two; else empty."""
    named = len(text) < _LONGEST_LINE and ("：" in text or ":" in text)
    match = _METADATA.fullmatch(text) if named else None
    role = _role(match["key"], roles) if match else None
    if match is None or role is None:
        return []
    found: list[tuple[str, int, int]] = []
    low = match.start("value")
    for more in _MORE.finditer(text, low):
        if (following := _role(more["key"], roles)) is not None:
            found.append((role, low, max(low, more.start())))
            role, low = following, more.end()
    return [*found, (role, low, low + len(text[low:].rstrip()))]


def _role(key: str, roles: Mapping[str, str]) -> str | None:
    role = roles.get("".join(key.split()))
    return role if role and role.endswith("_key") else None


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
