"""Line breaks inside a table cell: between two items, or within the words of one.

Officials press Enter both to wrap a name in a narrow cell (2020年⏎目标值) and to list names
without a mark between them (市水利局⏎市财政局): the latter must not run together.
"""

from __future__ import annotations

import functools

import regex

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import OrganisationEntry
from extractor.lexicon.loader import Lexicon

_OPEN_END = "，、；。：！？,;:!?—-－~～（([〔《“/／"
_CLOSED_START = "，、；。：！？,;:!?）)]〕》”/／%％"
_REGION_ENDS = "区县市旗州镇乡"
_ITEM = regex.compile(r"\d{1,2}[.．、)）](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[）)]|[①-⑳·●]")
# 改造管网120公里⏎新建泵站3座: a quantity ends an item, a year does not
_QUANTITY_END = regex.compile(r"\d[\p{Han}a-zA-Z%㎡]{0,4}(?<!年|月|日|第\d+)\Z")
_SHORTEST_ITEM = 6


def parts_items(before: str, after: str, lexicon: Lexicon) -> bool:
    """True when a line break of a cell between ``before`` and ``after`` parts two items."""
    before, after = before.strip(), after.strip()
    if not before or not after or before[-1] in _OPEN_END or after[0] in _CLOSED_START:
        return False
    if before[-1].isdigit() and after[0].isdigit():
        return True
    long = min(len(before), len(after)) >= _SHORTEST_ITEM
    if _ITEM.match(after) or (long and _QUANTITY_END.search(before) and not after[0].isascii()):
        return True
    if before[-1] in _REGION_ENDS:
        return after[-1] in _REGION_ENDS and len(before) > 2
    ends = _name_ends(lexicon)
    return ends.search(before) is not None and ends.search(after) is not None


@functools.lru_cache(maxsize=8)
def _name_ends(lexicon: Lexicon) -> regex.Pattern[str]:
    """How names of organisations end, with a second name in brackets perhaps."""
    words = {
        word
        for entry in lexicon.entries(OrganisationEntry)
        if entry.form in ("head", "suffix")
        for word in entry.aliases
    }
    return regex.compile(rf".{either(words)}(?:[（(][^（()）]{{1,20}}[）)])?\Z")
