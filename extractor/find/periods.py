"""Periods: dates, spans, plan periods, deadlines and relative periods, at exact spans.

Every period in the text is found, also inside a title (《…（2021—2035年）》) or a quoted name:
callers drop what lies inside a citation or a name, which they know and this module does not.
Years inside the brackets of a document number (〔2021〕20号) carry no 年 and are not found.

``PeriodMention.kind``: ``point`` (2020年, 2019年9月, 截至2020年底), ``span`` (2021—2025年;
2015年以来, whose end is null), ``plan`` (“十四五”), ``plan_end`` (“十三五”末), ``deadline``
(2023年底前, 到2025年, 6月底前), ``relative`` (近三年 is ``past_years:3``) and ``annual`` (每年).
A mention covers the words that make it a deadline or a status date, and the quotes around a
plan period; its label does not.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from extractor.find.dates import find_dates
from extractor.find.patterns import alternatives, class_of, compile_entry, openings
from extractor.find.shadow import shadow
from extractor.language.numerals import read_numeral
from extractor.lexicon.entries import PeriodEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import PeriodMention
from extractor.plan import Period

_DIGITS = "0123456789一二两三四五六七八九十百"
_NUMBER = f"[{_DIGITS}]{{1,3}}"
_COUNTED = f"(?:{_NUMBER})"
_COUNT = re.compile(f"[{_DIGITS}]+")
_MONTH_NAME = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH_BEFORE = re.compile(
    rf"(?:(?P<year>今年|明年|当年|次年|每年|来年)|(?<![0-9年/.—-]))(?P<month>{_MONTH_NAME})\Z"
)
_MONTH_AFTER = re.compile(
    r"(?:(?:[0-9]{1,2}|[二三]?十?[一二三四五六七八九])日|份)?(?:[底末初]|[上中下]旬)?"
    r"(?P<before>以前|之前|前(?![三两后]))?"
)
_NO_MONTH = re.compile(r"份?[大小]|[球饼亮宫色季牙光嫂子三]")
_ORDINAL_PLAN = re.compile(
    r"第(?P<n>十[一二三四五六七]?|[一二三四五六七八九])个五年(?=规划|计划|时期)"
)
_OPEN, _CLOSE = "“\"‘'「『", "”\"’'」』"
_TAIL = re.compile(
    r"(?:规划)?(?:期|时期)?(?:末期?|初)(?!端|级|中|步)|(?:规划)?(?:收官|开局)之年"
    r"|规划期间|规划期|时期|期间|以来"
)
_SHORT_TAIL = re.compile(r"时期|期间|以来|末期?|计划")
_CAMPAIGN = "普法"  # “八五”普法 is the eighth campaign, not the eighth plan
_NOT_AFTER = "倍个家件折级"
_NEXT_YEAR = {"明年": "next_year_month", "次年": "next_year_month", "来年": "next_year_month"}


class PlanPeriod(msgspec.Struct, frozen=True):
    """A five-year period: first and last year."""

    start: str
    end: str


class Relative(msgspec.Struct, frozen=True):
    """What relative words mean: kind and id of the mention, and whether a number counts."""

    kind: str
    name: str
    numbered: bool


class PeriodWords(msgspec.Struct, frozen=True):
    """The period words of one lexicon: relative ones by first character, and plan names.

    ``heads`` finds where a relative one may start, ``pairs`` are what it may begin with.
    ``plan_end`` finds the end of a run of ``plan_characters``; the whole run must be a name.
    """

    heads: re.Pattern[str]
    pairs: frozenset[str]
    relatives: dict[str, re.Pattern[str]]
    meanings: dict[str, Relative]
    plans: dict[str, PlanPeriod]
    plan_end: re.Pattern[str]
    plan_characters: frozenset[str]
    plan_lengths: tuple[int, ...]


def find_periods(text: str, lexicon: Lexicon) -> tuple[PeriodMention, ...]:
    """Every period in ``text``, sorted and not overlapping."""
    plain = shadow(text)
    words = words_of(lexicon)
    found = find_dates(plain)
    found += _plans(plain, words)
    found += _relatives(plain, words)
    found += _months(plain)
    return _disjoint(found)


def _disjoint(found: list[PeriodMention]) -> tuple[PeriodMention, ...]:
    """Earliest first; of those that start together the longest; none inside another."""
    kept: list[PeriodMention] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return tuple(kept)


def _plans(text: str, words: PeriodWords) -> list[PeriodMention]:
    found = []
    for match in words.plan_end.finditer(text):
        name = _plan_name(text, match.end(), words)
        span = _plan_span(text, match.end() - len(name), match.end()) if name else None
        if span and not text.startswith(_CAMPAIGN, span[1]):
            tail = _TAIL.match(text, span[1])
            end = tail.end() if tail else span[1]
            found.append(_plan(span[0], end, name, words.plans[name], tail[0] if tail else ""))
    for match in _ORDINAL_PLAN.finditer(text):
        if plan := words.plans.get(match["n"] + "五"):
            found.append(_plan(match.start(), match.end(), match["n"] + "五", plan, ""))
    return found


def _plan_name(text: str, end: int, words: PeriodWords) -> str:
    """The plan name that a run of its characters is, up to ``end``; empty where it is none."""
    for length in words.plan_lengths:
        name = text[max(0, end - length) : end]
        if name in words.plans and text[end - len(name) - 1 : end - len(name)] not in (
            words.plan_characters
        ):
            return name
    return ""


def _plan_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Span with its quotes. 十四五 stands anywhere, 九五 and 十五 in quotes or before 时期, 末 …"""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in _OPEN and after and after in _CLOSE:
        return start - 1, end + 1
    if before == "第" or before.isdigit():
        return None
    if end - start > 2:
        return None if after and after in _NOT_AFTER else (start, end)
    return (start, end) if _SHORT_TAIL.match(text, end) else None


def _plan(start: int, end: int, name: str, plan: PlanPeriod, tail: str) -> PeriodMention:
    if "末" in tail or "收官" in tail:
        return PeriodMention(start, end, "plan_end", Period(name + "末", plan.end, plan.end))
    if tail.endswith("初") or "开局" in tail:
        return PeriodMention(start, end, "point", Period(name + "初", plan.start, plan.start))
    return PeriodMention(start, end, "plan", Period(name, plan.start, plan.end))


def _relatives(text: str, words: PeriodWords) -> list[PeriodMention]:
    found, done = [], 0
    pairs, relatives = words.pairs, words.relatives
    for first in words.heads.finditer(text):
        start = first.start()
        head = text[start]
        if start < done or (text[start : start + 2] not in pairs and head not in pairs):
            continue
        match = relatives[head].match(text, start)
        if match is None or match.lastgroup is None:
            continue
        meaning = words.meanings[match.lastgroup]
        done = match.end()
        number = _count(match[0]) if meaning.numbered else None
        name = f"{meaning.name}:{number}" if number else meaning.name
        kind = meaning.kind
        if kind == "relative" and match[0].endswith(("底前", "末前")):
            kind = "deadline"
        found.append(PeriodMention(start, done, kind, None, name))
    return found


def _count(words: str) -> str | None:
    """The last number in 近三年, 1-9月; null where there is none (近年来)."""
    runs = list(_COUNT.finditer(words))
    number = read_numeral(words, runs[-1].start()) if runs else None
    return None if number is None else str(number.upper or number.value)


def _months(text: str) -> list[PeriodMention]:
    """6月底前, 明年3月: a month without its year, which the context gives."""
    found = []
    at = text.find("月")
    while at >= 0:
        head = _MONTH_BEFORE.search(text, max(0, at - 4), at)
        number = read_numeral(head["month"].lstrip("0"), 0) if head else None
        if head and number and not _NO_MONTH.match(text, at + 1):
            tail = _MONTH_AFTER.match(text, at + 1)
            year = head["year"] or ""
            name = "annual_month" if year == "每年" else _NEXT_YEAR.get(year, "month")
            kind = "deadline" if tail and tail["before"] else "relative"
            end = tail.end() if tail else at + 1
            found.append(PeriodMention(head.start(), end, kind, None, f"{name}:{number.value}"))
        at = text.find("月", at + 1)
    return found


@functools.lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> PeriodWords:
    """The period words of a lexicon, compiled once; raises ``LexiconError`` for a bad pattern."""
    plans: dict[str, PlanPeriod] = {}
    meanings: dict[str, Relative] = {}
    starting: dict[str, list[str]] = defaultdict(list)
    heads: set[str] = set()
    counted: set[str] = set()
    named: set[str] = set()
    for index, entry in enumerate(lexicon.entries(PeriodEntry)):
        if entry.kind == "plan":
            period = PlanPeriod(entry.start or "", entry.end or "")
            plans |= dict.fromkeys((entry.name, *entry.aliases), period)
            continue
        pattern = entry.pattern or "|".join(map(re.escape, (entry.name, *entry.aliases)))
        for place, part in enumerate(alternatives(pattern.replace("#", _COUNTED))):
            compile_entry(entry.name, part)
            group = f"g{index}_{place}"
            meanings[group] = Relative(entry.kind, entry.relative or entry.name, entry.numbered)
            opened = openings(part.replace(_COUNTED, _NUMBER))
            for char in sorted({head[0] for head in opened if head}):
                starting[char].append(f"(?P<{group}>{part})")
            heads |= opened
            if part.startswith(_COUNTED):  # years are many, so what follows the digits is asked
                counted |= openings(part.removeprefix(_COUNTED), 1)
            else:
                named |= opened
    return PeriodWords(
        _heads(named, counted),
        frozenset(heads),
        {char: re.compile("|".join(parts)) for char, parts in starting.items()},
        meanings,
        plans,
        _plan_end(plans),
        frozenset("".join(plans)),
        tuple(sorted(set(map(len, plans)), reverse=True)),
    )


def _heads(named: set[str], counted: set[str]) -> re.Pattern[str]:
    """Where a relative period may start: at a first character before any second character.

    One class at the head lets the engine leap; an alternative for each pair is slower by far.
    ``counted`` are the characters behind a number that begins a period (3年间, 十余年来).
    """
    digits = _DIGITS if counted else ""
    pairs = {head[:2] for head in named if len(head) > 1}
    alone = {head for head in named if len(head) == 1}
    seconds = class_of(pair[1] for pair in pairs)
    behind_digit = class_of(pair[1] for pair in pairs if pair[0] in digits)
    numbers = rf"[{_DIGITS}]{{0,2}}{class_of(counted)}"
    ways = [rf"(?={seconds})(?<!{class_of(digits)})"]
    if counted:
        ways.append(rf"(?<={class_of(digits)})(?={behind_digit}|{numbers})")
    if alone:
        ways.append(rf"(?<={class_of(alone)})")
    return re.compile(
        f"{class_of({*digits, *(head[0] for head in named if head)})}(?:{'|'.join(ways)})"
    )


def _plan_end(plans: Iterable[str]) -> re.Pattern[str]:
    """The last character of a run of plan-name characters."""
    inside, last = class_of("".join(plans)), class_of(name[-1] for name in plans)
    return re.compile(f"{last}(?<={inside}{inside})(?!{inside})")
