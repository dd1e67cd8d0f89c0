"""Where a plan says who or what qualifies: there nothing is done, and its numbers are thresholds.

Three ways to write it: a part that a heading names (申报条件), a list that a clause announces
(应同时满足以下条件：⏎（1）…), and the words behind the colon of such a clause in its own line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from extractor.document import Heading, Line
from extractor.language.signs import positions
from extractor.layout.numbering import RANKS, Number
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import ConditionEntry
from extractor.lexicon.loader import Lexicon

Stretch = tuple[int, int]

_AHEAD, _BEHIND = 12, 8  # characters around the noun in which its announcement stands
_MOST = 100  # lines of the longest list
_CLAUSE = 80  # characters to the ends of the clause that announces
_TOLD = 400  # characters behind its colon in the same line
_BORDERS = "，。；：:\n"
_COLONS = ("：", ":")
_GOING_ON = ("；", ";", "、", *_COLONS)
_LOOSEST = max(RANKS.values()) + 1


class ConditionWords(msgspec.Struct, frozen=True):
    """The patterns of one lexicon: titles, announcements, and what grants something."""

    title: re.Pattern[str]
    title_ends: tuple[str, ...]
    nouns: tuple[str, ...]
    announcing: re.Pattern[str]
    granting: re.Pattern[str]


@lru_cache(maxsize=8)
def condition_words(lexicon: Lexicon) -> ConditionWords:
    """The compiled words of ``lexicon``."""
    roles: dict[str, list[str]] = {}
    for entry in lexicon.entries(ConditionEntry):
        roles.setdefault(entry.role, []).extend(entry.aliases)

    def some(role: str) -> str:
        return either(roles.get(role, ()))

    pointer, noun = some("pointer"), some("noun")
    return ConditionWords(
        re.compile(rf"(?:[^{_BORDERS}]{{0,10}}{some('owner')})?{some('title')}[\s。：:]*"),
        tuple(word + mark for word in roles.get("title", ()) for mark in ("", "。", "：")),
        tuple(roles.get("noun", ())),
        # 下列条件之一, 以下基本条件; 条件如下
        re.compile(rf"{pointer}[^{_BORDERS}]{{0,8}}?{noun}|{noun}{some('pointer_after')}"),
        re.compile(some("granting")),
    )


def find_conditions(
    text: str,
    lines: Sequence[Line],
    headings: Sequence[Heading],
    numbers: dict[int, Number],
    words: ConditionWords,
) -> tuple[Stretch, ...]:
    """The stretches of conditions in reading offsets, in order and apart."""
    found = [
        (heading.head_end, heading.end)
        for heading in headings
        if heading.title.endswith(words.title_ends) and words.title.fullmatch(heading.title)
    ]
    starts: list[int] = []
    done = 0
    for noun in positions(text, words.nouns):  # rare: far faster than a pattern for the whole
        match = words.announcing.search(text, max(done, noun - _AHEAD), noun + _BEHIND)
        if match is None:
            continue
        done = match.end()
        starts = starts or [line.start for line in lines]
        at = bisect_right(starts, match.start()) - 1
        if at >= 0 and match.start() < lines[at].end:
            found.extend(_announced(text, match, at, lines, numbers, words))
    return _joined(found)


def _announced(
    text: str,
    match: re.Match[str],
    at: int,
    lines: Sequence[Line],
    numbers: dict[int, Number],
    words: ConditionWords,
) -> Iterator[Stretch]:
    """The clause that announces, what follows it in its line, and the items below."""
    line = lines[at]
    low, high = max(line.body, match.start() - _CLAUSE), min(line.end, match.end() + _CLAUSE)
    start = max(low, *(text.rfind(mark, low, match.start()) + 1 for mark in _BORDERS))
    ends = (text.find(mark, match.end(), high) for mark in _BORDERS)
    end = min((found for found in ends if found >= 0), default=high)
    # 对达到下列条件的企业给予支持 grants in the same clause.
    granting = words.granting.search(text, match.end(), end)
    yield start, match.end() if granting else end
    if end + 1 < line.end and text[end] in _COLONS:
        told = min(line.end, end + _TOLD)
        if not words.granting.search(text, end, told):
            yield end, told
    elif end + 1 >= line.end or text[line.end - 1] in _COLONS:
        for item in _items(text, at, lines, numbers):
            if not words.granting.search(text, item.start, item.end):
                yield item.start, item.end


def _items(text: str, at: int, lines: Sequence[Line], numbers: dict[int, Number]) -> Iterator[Line]:
    """The lines of the list below line ``at``: numbered deeper than it, or parted by ；."""
    own = _rank(lines[at], numbers)
    least = own + 1 if own < _LOOSEST else -1
    going_on = True
    for line in lines[at + 1 : at + 1 + _MOST]:
        number = numbers.get(line.start)
        if line.table >= 0 or (number.scheme == "article" if number else line.kind == "heading"):
            return
        rank = _rank(line, numbers)
        if least < 0:
            least = rank  # below a line without number the first item shows how they go
        if rank < least or (rank == _LOOSEST and not going_on):
            return
        yield line
        going_on = text.endswith(_GOING_ON, line.start, line.end)


def _rank(line: Line, numbers: dict[int, Number]) -> int:
    """How deep the number of a line is; the deepest where it has none."""
    number = numbers.get(line.start)
    return RANKS.get(number.scheme, _LOOSEST) if number is not None else _LOOSEST


def _joined(found: list[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, those that overlap as one."""
    joined: list[Stretch] = []
    for start, end in sorted(found):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return tuple(joined)
