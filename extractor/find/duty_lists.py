"""Lists that say who does what: after a label, in a bracket, in a table cell.

（责任单位：A、B；配合单位：C）, （A牵头，B、C按职责分工负责）, （A、B）; and the
rules by which a plan says how such lists are read (逗号前为牵头单位).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec
import regex

from extractor.find.duty_words import Duty, duty_words
from extractor.find.organisations import classify, forms, split_names
from extractor.language.signs import positions
from extractor.lexicon.loader import Lexicon
from extractor.mentions import DutyMention, PlaceMention
from extractor.plan import Region

_INSIDE = r"(?:[^（(）)【】\[\]〔〕\n]|[（(][^（()）\n]{0,30}[）)]){2,400}+"
_BRACKET = regex.compile(
    rf"[（(](?P<in>{_INSIDE})[）)]|【(?P<in>{_INSIDE})】|\[(?P<in>{_INSIDE})\]|〔(?P<in>{_INSIDE})〕"
)
_SEGMENT = re.compile(r"(?:[^，,；;。：:\n（()）]|[（(][^（()）\n]{0,30}[）)])++")
_LIST_END = re.compile(r"(?:[^；;。\n：:（()）】\]〕]|[（(][^（()）\n]{0,30}[）)])*+")
_OPENINGS = "（(【[〔"
_HAN = re.compile(r"[\u4e00-\u9fff]")
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
_COLON = re.compile("[:：]")


class Rule(msgspec.Struct, frozen=True):
    """How the plan says its lists are to be read, from ``start`` on."""

    start: int
    effect: str


def rules(text: str, duty: Duty) -> tuple[Rule, ...]:
    """The reading rules of a plan, each from the bracket or line in which it stands."""
    if duty.rule_core not in text:
        return ()
    found = []
    for match in duty.rule.finditer(text):
        opening = max(text.rfind(mark, 0, match.start()) for mark in "（(\n")
        found.append(Rule(max(0, opening), duty.rules[match.group()]))
    return tuple(found)


def _rule_at(readings: tuple[Rule, ...], at: int) -> str | None:
    active = [rule.effect for rule in readings if rule.start <= at]
    return active[-1] if active else None


def find_names(
    text: str, start: int, end: int, role: str, lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    """The names of a list that is known to be one (after a label, in a table cell)."""
    duty = duty_words(lexicon)
    known, last = forms(lexicon), -1
    for at, stop in split_names(text, start, end, lexicon):
        if at == last + 1 and text[last] == "、":
            continue  # A局、B局等各产业、招商部门: what follows 等 is of one class.
        whole, name = stop, without_and_so_on(text[at:stop], lexicon)
        stop = at + len(name)
        rest = text[stop + 1 : whole]
        if rest.startswith(known.several) and not known.head.search(rest):
            last = whole
        own = role
        if role != "location" and (tail := duty.predicate.search(text, at, stop)):
            own, stop = duty.predicates[tail.group()], tail.start()
        name = text[at:stop]
        if len(name) < 2 or len(name) > 40:
            continue
        place = classify(name, lexicon, home)
        if place is None:
            if duty.stop.search(name) or not _HAN_WORD.search(name):
                continue
            several = name.startswith(known.several)
            place = PlaceMention(0, 0, name, "group" if several else "organisation")
        yield _mention(at, stop, own, place)


def without_and_so_on(name: str, lexicon: Lexicon) -> str:
    """市财政局等部门 → 市财政局; 市财政局等各招商部门 too."""
    if (at := name.find("等", 2)) > 0 and not name.startswith("等级", at):
        return name[:at]
    match = duty_words(lexicon).and_so_on.search(name)
    return name[: match.start()] if match and match.start() > 1 else name


def _mention(start: int, end: int, role: str, place: PlaceMention) -> DutyMention:
    located = PlaceMention(start, end, place.name, place.kind, place.code)
    return DutyMention(start, end, role, located)


def labelled(
    text: str, duty: Duty, readings: tuple[Rule, ...], lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    # Colons are rare: from each one the label is looked for on its left.
    colons = positions(text, ":：")
    hits = [m for at in colons if (m := duty.label.search(text, max(0, at - 24), at))]
    ends = [*(m.start() for m in hits[1:]), len(text)][: len(hits)]
    for match, limit in zip(hits, ends, strict=True):
        run = _LIST_END.match(text, match.end() + 1, limit)
        end = run.end() if run else match.end() + 1
        if end < len(text) and text[end] in ":：":
            # “…，完成时限：2025年”: the next label's words are not names.
            end = max(text.rfind(mark, match.end(), end) for mark in "，；,;")
            end = max(end, match.end())
        role = duty.labels[match["label"]]
        if role == "location":
            # 县区 in 各县区：… and 地址 in 联系地址：… are no labels of their own.
            if match.start() and _HAN.match(text, match.start() - 1):
                continue
            role = "area"
        if role == "responsible" and _rule_at(readings, match.start()):
            yield from _by_rule(
                text, match.end() + 1, end, _rule_at(readings, match.start()), lexicon, home
            )
        else:
            yield from find_names(text, match.end() + 1, end, role, lexicon, home)


def _by_rule(
    text: str, start: int, end: int, effect: str | None, lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    """A list under 逗号前为牵头单位 or 列首位的为牵头单位."""
    segments = list(_SEGMENT.finditer(text, start, end))
    comma = effect == "comma" and len(segments) > 1
    lead = True
    for number, segment in enumerate(segments):
        for mention in find_names(
            text, segment.start(), segment.end(), "responsible", lexicon, home
        ):
            if (comma and number == 0) or (effect == "first" and lead):
                mention = _mention(mention.start, mention.end, "lead", mention.place)
            lead = False
            yield mention


def _brackets(text: str) -> Iterator[regex.Match[str]]:
    """What ``finditer`` gives, but tried at opening brackets alone, which are rare."""
    end = 0
    for at in positions(text, _OPENINGS):
        if at >= end and (match := _BRACKET.match(text, at)):
            end = match.end()
            yield match


def bracketed(
    text: str, duty: Duty, readings: tuple[Rule, ...], lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    for match in _brackets(text):
        start, end = match.span("in")
        if any(
            duty.label.search(text, start, m.start()) for m in _COLON.finditer(text, start, end)
        ):
            continue
        effect = _rule_at(readings, start)
        if duty.keyword.search(text, start, end):
            yield from _predicated(text, start, end, duty, effect, lexicon, home)
        elif _closes_sentence(text, match.start(), match.end()) or effect:
            yield from _bare(text, start, end, effect, lexicon, home)


def _predicated(
    text: str,
    start: int,
    end: int,
    duty: Duty,
    effect: str | None,
    lexicon: Lexicon,
    home: Region | None,
) -> Iterator[DutyMention]:
    """（A牵头，B、C配合）; a segment without predicate takes the next one's (A，B负责)."""
    if rule := duty.rule.search(text, start, end):
        end = rule.start()
    parts: list[tuple[int, int, str | None]] = []
    for segment in _SEGMENT.finditer(text, start, end):
        at = segment.start()
        for inner in duty.inner.finditer(text, at, segment.end()):
            parts.append(_predicate(text, at, inner.start(1), duty))
            at = inner.end()
        parts.append(_predicate(text, at, segment.end(), duty))
    if not any(role for _, _, role in parts):
        parts = [(a, b, role) for a, b, role in parts if not duty.stop.search(text, a, b)]
        if not effect:
            return
    role: str | None = None if not effect else "responsible"
    resolved: list[tuple[int, int, str]] = []
    for a, b, own in reversed(parts):
        role = own or role
        if role and b - a > 1 and not duty.stop.search(text, a, b):
            resolved.append((a, b, role))
    resolved.reverse()
    yield from _listed(text, resolved, effect, lexicon, home)


def _listed(
    text: str,
    parts: list[tuple[int, int, str]],
    effect: str | None,
    lexicon: Lexicon,
    home: Region | None,
) -> Iterator[DutyMention]:
    spans = [(p, s) for p in parts for s in split_names(text, p[0], p[1], lexicon)]
    names = [without_and_so_on(text[a:b], lexicon) for _, (a, b) in spans]
    if not any(classify(n, lexicon, home) for n in names):
        return  # （由企业负责人…负责）: no name, no list.
    ranked = any(role != "responsible" for _, _, role in parts)
    lead = True
    for number, (a, b, role) in enumerate(parts):
        for mention in find_names(text, a, b, role, lexicon, home):
            if not ranked and (
                (effect == "comma" and number == 0 and len(parts) > 1)
                or (effect == "first" and lead)
            ):
                mention = _mention(mention.start, mention.end, "lead", mention.place)
            lead = False
            yield mention


def _predicate(text: str, start: int, end: int, duty: Duty) -> tuple[int, int, str | None]:
    """Cut 牵头, 按职责分工负责 … off the end of a segment."""
    start += len(text[start:end]) - len(text[start:end].lstrip("由 "))
    if text.startswith(duty.joining, start):
        word = next(w for w in duty.joining if text.startswith(w, start))
        start, joined = start + len(word), duty.befores[word].role
    else:
        joined = None
    match = duty.predicate.search(text, start, end)
    if match is None:
        return start, end, joined
    return start, match.start(), joined or duty.predicates[match.group()]


def _bare(
    text: str, start: int, end: int, effect: str | None, lexicon: Lexicon, home: Region | None
) -> Iterator[DutyMention]:
    """（市教育局、市财政局） after a measure: names and nothing else."""
    names = [
        without_and_so_on(text[a:b], lexicon) for a, b in split_names(text, start, end, lexicon)
    ]
    places = [classify(name, lexicon, home) for name in names]
    kinds = {place.kind if place else None for place in places}
    if kinds <= {"organisation", "group"} and kinds:
        yield from _by_rule(text, start, end, effect, lexicon, home)


def opens_duty_line(text: str, line: int, lexicon: Lexicon) -> bool:
    """Whether the line that begins at ``line`` is nothing but a list of bearers.

    A bracket around the whole line, or a label at its front (责任单位：…).
    """
    end = text.find("\n", line)
    stop = end if end >= 0 else len(text)
    words = text[line:stop]
    bracket = _BRACKET.match(text, stop - len(words.lstrip()), stop)
    if bracket is not None and not text[bracket.end() : stop].strip("。；; "):
        return True
    colon = _COLON.search(text, line, min(stop, line + 24))
    return colon is not None and bool(
        duty_words(lexicon).label_line.fullmatch(text, line, colon.start())
    )


def _closes_sentence(text: str, start: int, end: int) -> bool:
    """After a full stop, or before one at the end of its line; not （区知识产权局） in a title."""
    if start and text[start - 1] in "。；！;":
        return True
    after = text[end : end + 2]
    return bool(after) and after[0] in "。；" and (len(after) < 2 or after[1] == "\n")
