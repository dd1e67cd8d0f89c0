"""Who is given which part: responsibility lines, lists before 牵头 and 负责, subjects, places.

Three shapes, each with its own function: labelled lists (责任单位：A、B), brackets that end in
a predicate （A牵头，B配合）, and prose (由A牵头, 会同B, A要…, 在C建设…). Words come from
``duty_words.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.find.duty_lists import (
    bracketed,
    find_names,
    labelled,
    opens_duty_line,
    rules,
    without_and_so_on,
)
from extractor.find.duty_places import following, is_aim, is_home, is_own, works_on
from extractor.find.duty_subjects import (
    LABEL_ENDS,
    SUBJECT,
    WHERE,
    WHO,
    delegates,
    field_lists,
    subject,
    with_alias,
)
from extractor.find.duty_words import Duty, column_role, duty_words, label_role, said_before
from extractor.find.organisations import classify, forms, split_names
from extractor.find.place_groups import EACH
from extractor.lexicon.loader import Lexicon
from extractor.mentions import DutyMention, PlaceMention
from extractor.plan import Region

__all__ = ["column_role", "find_duties", "find_names", "label_role", "opens_duty_line"]

_GAP = re.compile(r"[、，,\s]?(?:以及|和|与|及|、)?\Z")


def find_duties(
    text: str, lexicon: Lexicon, places: Sequence[PlaceMention], home: Region | None = None
) -> tuple[DutyMention, ...]:
    """Every part given to a named place or organisation, sorted; ``start``/``end`` cover its name.

    ``places`` are the mentions of ``find_places`` on the same text, ``home`` is the plan's own
    region.
    """
    duty = duty_words(lexicon)
    readings = rules(text, duty)
    found = [
        *labelled(text, duty, readings, lexicon, home),
        *bracketed(text, duty, readings, lexicon, home),
        *_prose(text, duty, places, lexicon, home),
    ]
    unique: dict[tuple[int, int], DutyMention] = {}
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        unique.setdefault((mention.start, mention.end), mention)
    return tuple(_without_nested(unique.values()))


def _without_nested(found: Iterable[DutyMention]) -> Iterator[DutyMention]:
    end = -1
    for mention in found:
        if mention.start >= end:
            yield mention
            end = mention.end


def _prose(
    text: str,
    duty: Duty,
    places: Sequence[PlaceMention],
    lexicon: Lexicon,
    home: Region | None,
) -> Iterator[DutyMention]:
    told = put = -1
    telling = SUBJECT | LABEL_ENDS | duty.where.last_works
    for run in _runs(text, places):
        at, end = run[0].start, run[-1].end
        also = at - put <= _NEAR and put >= 0 and _also(text, run, put, duty)
        if not (also or at == 0 or text[at - 1] in telling or text[end : end + 1] in _AFTER_LIST):
            continue  # no word before or behind the list that could give it a role
        run[-1] = with_alias(text, run[-1], lexicon)
        role_kinds = ("inside", _PLACES) if also else _prose_role(text, run, duty, told)
        if role_kinds is None or _in_title(text, run[0].start):
            continue
        role, kinds = role_kinds
        if role in _TOLD:
            told = end
        clause = following(text, run[-1].end) if role == "push" else ""
        for place in run:
            if place.kind not in kinds:
                continue
            own = role
            if own == "push":
                if _becomes(place, clause):
                    continue
                own = "area" if place.kind in ("region", "zone") else "responsible"
            if own == "area" and is_home(place, home):
                continue  # The whole plan is about its own region.
            if own in ("own", "inside") and place.kind == "group":
                own = "area"
            if own in ("own", "inside"):
                short = own == "inside" or len(run) > 1
                if not is_own(place, home, forms(lexicon).alone, short=short):
                    continue
                own = "area"
            if own == "area":
                put = end
            yield DutyMention(place.start, place.end, own, place)
    yield from _by(text, duty, lexicon, home)
    yield from field_lists(text, duty, lexicon, home)
    yield from delegates(text, duty, places, lexicon, home)


def _also(text: str, run: list[PlaceMention], put: int, duty: Duty) -> bool:
    """Whether a clause that puts something in a place goes on with this list of places.

    在A开展综合试点，其他县开展专项试点; 深化A…试点及B…建设、C…试点.
    """
    at, end = run[0].start, run[-1].end
    between = text[put:at]
    if run[0].kind == "group":
        other = run[0].name[-1] in EACH and between[-1:] in _COMMAS and len(run) == 1
        return other and not _STOPS.search(between) and bool(duty.verb.match(text, end))
    owning = _OWNING.fullmatch(between)
    owned = _OWNED.match(text, end)
    return bool(
        owning
        and owned
        and run[0].kind in WHERE
        and duty.verb.fullmatch(owning["what"])
        and duty.verb.fullmatch(owned["what"])
    )


def _in_title(text: str, at: int) -> bool:
    """Inside 《…》: a cited plan's title gives nobody anything."""
    opening = text.rfind("《", max(0, at - 60), at)
    return opening >= 0 and text.find("》", opening, at) < 0


def _runs(text: str, places: Sequence[PlaceMention]) -> Iterator[list[PlaceMention]]:
    """Mentions that stand in one list."""
    run: list[PlaceMention] = []
    for place in places:
        if run and not (
            place.start - run[-1].end <= 3 and _GAP.match(text, run[-1].end, place.start)
        ):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


_NEAR = 40
_COMMAS = frozenset("，,；;")
_STOPS = re.compile("[。！？\n]")
_OWNING = re.compile(r"[^，。；：\n]{2,40}?(?P<what>[\u4e00-\u9fff]{2})(?:、|以及|及|和|与)")
_OWNED = re.compile(r"[^，。；：、\n]{2,40}?(?P<what>[\u4e00-\u9fff]{2})(?=[，。；、\n]|\Z)")
_PLACES = WHERE | {"group"}
_ANY = frozenset({"region", "zone", "organisation", "group"})
_TOLD = frozenset({"lead", "responsible"})
_LABEL = 14  # characters of a label before a list, at most
_COLONS = frozenset("：:")
_AFTER_LIST = frozenset("等：:")


def _prose_role(
    text: str, run: list[PlaceMention], duty: Duty, told: int
) -> tuple[str, frozenset[str]] | None:
    """The role that the words around a list give it, and the kinds that can take it."""
    start, after = run[0].start, run[-1].end
    before = text[start - 1] if start else "\n"
    if before in LABEL_ENDS and duty.line_label.search(text, max(0, start - _LABEL), start):
        before = "\n"  # （一）市教育局负责…
    if text.startswith("等", after) and (tail := duty.tail.match(text, after)):
        after = tail.end()
    if text[after : after + 1] in _COLONS and duty.line_label.search(
        text, max(0, start - 8), start
    ):
        return "push", _ANY
    if before in duty.where.last_signs and (said := _after_sign(text, start, after, duty)):
        return said
    if before in SUBJECT:
        return subject(text, run, after, before, duty, told)
    if before in duty.where.last_works and (
        run[0].kind in WHERE or any(place.kind in WHERE for place in run)
    ):
        role = works_on(text, run, after, duty.where)
        return (role, WHERE) if role else None
    return None


def _after_sign(text: str, start: int, after: int, duty: Duty) -> tuple[str, frozenset[str]] | None:
    """The role after a word that announces names (会同, 在, 推动)."""
    announcing = duty.before.get(text[start - 1], ())
    if text.endswith(announcing, 0, start):
        word = next(w for w in announcing if text.endswith(w, 0, start))
        entry, at = duty.befores[word], start - len(word)
        alone = at == 0 or text[at - 1] not in "服厂经电招协工外客"
        if entry.needs is None and alone:
            return entry.role or "support", WHO
        return "none", frozenset()
    if said_before(text, start, duty.place):
        clause = following(text, after)
        if duty.verb.search(clause) and clause[:1] != "的":
            return "area", WHERE
    elif said_before(text, start, duty.push):
        clause = following(text, after)
        if _acts(clause, duty) and not _only_grows(clause, duty):
            return "push", _ANY
    return None


def _becomes(place: PlaceMention, clause: str) -> bool:
    """推动X大学建设高水平大学: what an organisation itself is to be gives it no task."""
    return place.kind == "organisation" and clause.endswith(place.name[-2:])


def _only_grows(clause: str, duty: Duty) -> bool:
    """加快发展, 做大做强; not 争创示范县, which is something to do."""
    heads = duty.where.heads
    return is_aim(clause, duty.where) and not any(
        form == "goal" and word in clause for word, form in heads.items()
    )


def _acts(clause: str, duty: Duty) -> bool:
    """开展试点 after 推动高新区; not 高质量发展 and not a bare 建设 (推动高新区建设)."""
    verb = duty.verb.search(clause)
    return (
        verb is not None
        and verb.start() <= 2
        and verb.end() < len(clause) - 1
        and clause[0] != "的"
    )


def _by(text: str, duty: Duty, lexicon: Lexicon, home: Region | None) -> Iterator[DutyMention]:
    """由A、B牵头 …: also names that no lexicon knows, as the words around them are enough."""
    for match in duty.by.finditer(text):
        start, end = match.span("list")
        if forms(lexicon).group.fullmatch(text, start, end):  # 市、区两级财政 is no list.
            place = PlaceMention(start, end, match["list"], "group")
            yield DutyMention(start, end, duty.bys[match["role"]], place)
            continue
        spans = list(split_names(text, start, end, lexicon))
        if not spans or not all(
            classify(without_and_so_on(text[a:b], lexicon), lexicon, home) for a, b in spans
        ):
            continue
        yield from find_names(text, start, end, duty.bys[match["role"]], lexicon, home)
