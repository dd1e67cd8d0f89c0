"""Subjects: lists that open a clause, and what the words behind them give them to do.

各县区政府要…, 市教育局会同…, 高新区建设2家…, 教育、财政等部门要….
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractor.find.duty_words import Duty
from extractor.find.organisations import classify, forms
from extractor.language.signs import positions
from extractor.lexicon.loader import Lexicon
from extractor.mentions import DutyMention, PlaceMention
from extractor.plan import Region

WHERE: Final = frozenset({"region", "zone"})
WHO: Final = frozenset({"organisation", "group"})
OPENING: Final = frozenset("。；！？;!?\n")
_JOINS = frozenset("，,、")
SUBJECT: Final = OPENING | _JOINS
LABEL_ENDS: Final = frozenset("条)）.．、 \u3000\u00a0-—–●◆■·")
_STOP = re.compile("[。！？!?\n]")
_TIME = 18
_TIME_FIRST = re.compile(
    r"(?:\A|[。；！？;!?\n])[^。；，！？\n]{1,14}(?:前|内|后|期间|起|时)[，,]\Z"
)
_ALIAS = re.compile(r"[（(](?!以下|下称|简称)(?P<in>[\u4e00-\u9fff、]{2,20})[）)](?:办公室)?")
_NUMBER = re.compile(
    r"(?:[0-9]{1,2}[.．、]|[（(][一二三四五六七八九十0-9]+[）)]|第[一二三四五六七八九十百零0-9]+条)?\s*"
)
_DELEGATED = re.compile("或者?其(?:委托|授权|指定)的")
_LONGEST_DELEGATE = 26
_FIELD = r"[\u4e00-\u9fff]{2,12}"
_FIELDS = re.compile(rf"(?P<first>{_FIELD})(?:、{_FIELD})+")
_LONGEST_LIST = 120


def with_alias(text: str, place: PlaceMention, lexicon: Lexicon) -> PlaceMention:
    """市发展改革委（市能源局）: the second name in brackets belongs to an organisation's name."""
    if place.kind != "organisation" or text[place.end : place.end + 1] not in "（(":
        return place
    match = _ALIAS.match(text, place.end)
    if match is None or not forms(lexicon).head.search(match["in"]):
        return place
    return PlaceMention(place.start, match.end(), text[place.start : match.end()], place.kind)


def subject(
    text: str, run: list[PlaceMention], after: int, before: str, duty: Duty, told: int
) -> tuple[str, frozenset[str]] | None:
    """A list that opens a clause: quotas for places, tasks for organisations.

    ``told`` is the end of the last subject before that is told to do something, or -1.
    """
    if run[0].kind in WHERE:
        first = text[after : after + 1]
        if first in duty.quota_starts and duty.quota.match(text, after):
            return "area", WHERE
        turns = first in duty.turn_starts and duty.turn.match(text, after)
        return ("inside", WHERE) if turns else None
    if before in OPENING and run[-1].kind == "group" and text[after : after + 1] in "，,":
        after += 1  # 各区县政府，要…
    if modal := duty.modal.match(text, after):
        role = duty.modals[modal.group()]
        if before in OPENING or (before in _JOINS and _joins(text, run[0].start, role)):
            return role, WHO
        if before not in "，,":
            return None
        if run[-1].kind == "group" and modal.group() in duty.calls:
            return role, WHO  # 稳定种植面积，各地都要…
        if told >= 0 and _STOP.search(text, told, run[0].start) is None:
            return role, WHO  # 市教育局负责…，市财政局负责…
    return None


def _joins(text: str, start: int, role: str) -> bool:
    """Whether a list that opens a later clause is one that the clause before leads up to.

    …超过限额的，市水利局会同市财政局核查: who asks others to join leads in any clause.
    A牵头、B配合. 每年3月底前，市民政局应当…: when it is due stands before the subject.
    """
    if text.endswith("牵头", 0, start - 1):
        return True
    return (
        role != "support"
        and text[start - 1] != "、"
        and (role == "lead" or _TIME_FIRST.search(text, max(0, start - _TIME), start) is not None)
    )


def field_lists(
    text: str, duty: Duty, lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    """教育、财政等部门要…: departments by their fields alone are one group."""
    for ending in positions(text, duty.class_ends):
        end = ending + 2
        after = end + 1 if text[end : end + 1] in ("，", ",") else end
        modal = duty.modal.match(text, after)
        if modal is None or (after > end and modal.group() not in duty.calls):
            continue
        word = next((w for w in duty.classes if text.endswith(w, 0, end)), None)
        if word is None:
            continue
        at = end - len(word)
        lowest = max(0, at - _LONGEST_LIST)
        start = next((i for i in range(at, lowest, -1) if text[i - 1] in OPENING), lowest)
        number = _NUMBER.match(text, start, at)
        fields = _FIELDS.fullmatch(text, number.end() if number else start, at)
        if fields is None or fields["first"].startswith(duty.not_first):
            continue
        if classify(fields["first"], lexicon, home) is None:
            start = fields.start()
            place = PlaceMention(start, end, text[start:end], "group")
            yield DutyMention(start, end, duty.modals[modal.group()], place)


def delegates(
    text: str, duty: Duty, places: Sequence[PlaceMention], lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    """A或其委托的B负责X: both bear it, in whatever clause."""
    matches = list(_DELEGATED.finditer(text))
    ends = {place.end: place for place in places} if matches else {}
    for match in matches:
        first = ends.get(match.start())
        if first is None or first.kind not in WHO:
            continue
        if first.start and text[first.start - 1] not in SUBJECT | LABEL_ENDS:
            continue
        start = match.end()
        for modal in duty.modal.finditer(text, start, start + _LONGEST_DELEGATE):
            name = text[start : modal.start()]
            second = classify(name, lexicon, home)
            if second is None or second.kind not in WHO:
                continue
            role = duty.modals[modal.group()]
            place = PlaceMention(start, modal.start(), second.name, second.kind)
            yield DutyMention(first.start, first.end, role, first)
            yield DutyMention(place.start, place.end, role, place)
            break
