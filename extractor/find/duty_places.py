"""Where something is done: regions and zones that a clause of the plan works on.

在X建设…, 推动X开展…, 深化X、Y等园区试点工作, 以X为核心, 落户X, X重点发展…. A place that is only
a means (依托X), a partner (与X合作) or a goal (打造X) gets nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import regex

from extractor.find.duty_words import Duty
from extractor.lexicon.gazetteer import gazetteer
from extractor.mentions import PlaceMention
from extractor.plan import Region

_CLAUSE_END = regex.compile(r"[，。；：！？,;:!?\n]")
_LONGEST_HEAD: Final = 30
_NAMELIKE = frozenset("、和与及")


def works_on(text: str, run: Sequence[PlaceMention], after: int, duty: Duty) -> bool:
    """Whether the clause around a list of places does something at them or with them.

    ``after`` is where the words after the list (and its 等…) begin.
    """
    start = run[0].start
    if duty.toward.search(text, max(0, start - 8), start):
        return True
    clause = _following(text, after)
    last = text[start - 1] if start else "\n"
    if last == "以":
        return duty.core.match(clause) is not None
    if last in "向到往":
        return duty.gather.match(clause) is not None
    if duty.focus.search(text, max(0, start - 6), start):
        return _served(text, after, clause, duty)
    if not clause or duty.aim.fullmatch(clause):
        return False  # 加快建设X, 推进X建设, 推动X高质量发展: the place itself is the goal.
    head = _leading(text, start)
    if duty.govern.fullmatch(head):
        return True
    return clause[0] not in _NAMELIKE and duty.goal.fullmatch(head) is not None


def _served(text: str, after: int, clause: str, duty: Duty) -> bool:
    """围绕X，打造… and 围绕X打造…: what follows must do something; 围绕X的历史 does not."""
    if clause:
        return duty.act.match(clause) is not None
    return text[after : after + 1] in ("，", ",") and bool(duty.act.match(text, after + 1))


def _leading(text: str, start: int) -> str:
    """The words of the clause before ``start``; too many are none that this module reads."""
    at = start
    lowest = max(0, start - _LONGEST_HEAD)
    while at > lowest and not _CLAUSE_END.match(text, at - 1):
        at -= 1
    return text[at:start].lstrip(" \u3000—-")


def _following(text: str, start: int) -> str:
    """What follows up to the end of the clause, at most 40 characters."""
    match = _CLAUSE_END.search(text, start, start + 40)
    return text[start : match.start() if match else start + 40]


def is_home(place: PlaceMention, home: Region | None) -> bool:
    """The plan's own region or one that it lies in: what the whole plan is about anyway."""
    if home is None or place.kind != "region":
        return False
    return place.code == home.code or place.name in home.path


def is_own(place: PlaceMention, home: Region | None, *, short: bool) -> bool:
    """A part of the plan's own region; partners and models elsewhere are none.

    ``short`` names of regions (安岳) count as well; a single one before a noun rather names
    a product (推广安岳柠檬).
    """
    if place.kind == "zone":
        return not _elsewhere(place.name, home)
    if place.code is None or not (short or place.end - place.start >= len(place.name)):
        return False
    if home is None or home.code is None:
        return True
    if home.level == "county":
        return False
    stem = home.code[:2] if home.level == "province" else home.code[:4]
    return place.code.startswith(stem) and place.code != home.code


def _elsewhere(name: str, home: Region | None) -> bool:
    """大足高新区 in a plan of 资阳: the name begins with a place of another province."""
    if home is None or home.code is None:
        return False
    for end in range(min(len(name), 6), 1, -1):
        division = gazetteer().resolve(name[:end], home)
        if division is not None and (division.level != "county" or division.name == name[:end]):
            return division.current[:2] != home.code[:2]
    return False
