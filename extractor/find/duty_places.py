"""Where something is done: regions and zones that a clause of the plan works on.

在X建设…, 推动X开展…, 深化X、Y等园区试点工作, 以X为核心, 落户X, X重点发展…. A place that is only
a means (依托X), a partner (与X合作) or a goal (打造X) gets nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractor.find.duty_words import Where, said_before
from extractor.lexicon.gazetteer import gazetteer
from extractor.mentions import PlaceMention
from extractor.plan import Region

_CLAUSE_ENDS: Final = frozenset("，。；：！？,;:!?\n")
_CLAUSE_END = re.compile(f"[{''.join(sorted(_CLAUSE_ENDS))}]")
_LONGEST_HEAD: Final = 30
_LONGEST_WORD: Final = 7
# 入驻X时由Y签订Z: when something is done, not where.
_WHEN = re.compile("(?:时|后|前|期间)(?=[，,由须应])")
_NAMELIKE = frozenset("、和与及")


def works_on(text: str, run: Sequence[PlaceMention], after: int, words: Where) -> str | None:
    """``inside`` or ``own`` where the clause does something at a list of places, else None.

    ``inside``: a word of place leaves no doubt that places are meant; ``own``: short names of
    regions need company. ``after`` is where the words after the list (and its 等…) begin.
    """
    start = run[0].start
    last = text[start - 1] if start else "\n"
    signed = last in words.last_signs
    if signed and said_before(text, start, words.toward):
        barred = words.barred.search(text, max(0, start - _LONGEST_WORD), start)
        return None if barred or _WHEN.match(text, after) else "inside"
    if last == "以":
        return "inside" if words.core.match(following(text, after)) else None
    if last in "向到往":
        return "inside" if words.gather.match(following(text, after)) else None
    if signed and said_before(text, start, words.focus):
        return "inside" if _served(text, after, words) else None
    if last not in words.verb_ends and text[start - 2 : start] not in words.verb_ends:
        return None
    clause = following(text, after)
    verbs = _verbs_before(_leading(text, start), words) if clause else frozenset()
    if not verbs or is_aim(clause, words):
        return None  # 加快建设X, 推进X建设, 推动X高质量发展: the place itself is the goal.
    if clause[0] in _NAMELIKE or words.kinds.match(text, run[-1].end):
        return None  # 加快X、某厂等项目建设: one of several projects.
    return "own" if "govern" in verbs or not clause[0].isdigit() else None


def is_aim(clause: str, words: Where) -> bool:
    """Whether the rest of a clause says no more than that the place is to be worked on."""
    may = clause[0] in words.aim_starts and clause[-1] in words.aim_ends
    return may and words.aim.fullmatch(clause) is not None


def _verbs_before(head: str, words: Where) -> frozenset[str]:
    """``govern`` or ``goal`` where the clause so far is adverbs and verbs up to such a verb."""
    if head[-2:] not in words.verb_ends:
        return frozenset()
    heads, size = words.heads, len(head)
    # The verbs that end the words, by where they begin; most are all there is (推进X…).
    ends: dict[int, str] = {}
    for at in range(max(0, size - _LONGEST_WORD), size):
        if (form := heads.get(head[at:])) is not None:
            ends[at] = form
    if not any(ends):
        return frozenset(ends.values())
    reached = _reached(head, max(ends), words.openers)
    return frozenset(form for at, form in ends.items() if at in reached)


def _reached(head: str, until: int, openers: frozenset[str]) -> set[int]:
    """The places up to ``until`` before which only adverbs, verbs and numbers stand."""
    reached = {0}
    for start in range(until):
        if start in reached:
            for end in range(start + 1, min(start + _LONGEST_WORD, until) + 1):
                word = head[start:end]
                if word in openers or word.isdigit():
                    reached.add(end)
    return reached


def _served(text: str, after: int, words: Where) -> bool:
    """围绕X，打造… and 围绕X打造…: what follows must do something; 围绕X的历史 does not."""
    if clause := following(text, after):
        return words.act.match(clause) is not None
    return text[after : after + 1] in ("，", ",") and bool(words.act.match(text, after + 1))


def _leading(text: str, start: int) -> str:
    """The words of the clause before ``start``; too many are none that this module reads."""
    at, lowest = start, max(0, start - _LONGEST_HEAD)
    while at > lowest and text[at - 1] not in _CLAUSE_ENDS:
        at -= 1
    return text[at:start].lstrip(" \u3000—-")


def following(text: str, start: int) -> str:
    """What follows up to the end of the clause, at most 40 characters."""
    match = _CLAUSE_END.search(text, start, start + 40)
    return text[start : match.start() if match else start + 40]


def is_home(place: PlaceMention, home: Region | None) -> bool:
    """The plan's own region or one that it lies in: what the whole plan is about anyway."""
    if home is None or place.kind != "region":
        return False
    return (place.code is not None and place.code == home.code) or place.name in home.path


def is_own(place: PlaceMention, home: Region | None, alone: frozenset[str], *, short: bool) -> bool:
    """A part of the plan's own region; partners and models elsewhere are none.

    ``short`` names of regions (安岳) count as well; a single one before a noun rather names
    a product (推广安岳柠檬). A zone word ``alone`` (综合保税区) names one only where there are few.
    """
    if place.kind == "zone":
        many = home is not None and home.level in ("nation", "province")
        return not (many and place.name in alone) and not _elsewhere(place.name, home)
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
