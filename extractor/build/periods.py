"""Which period a number belongs to: its clause, sentence, paragraph, headings, in that order.

A period that stands in a citation, in a comparison (比2020年) or as a denominator (每年) gives
none. What stays open is null.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from extractor.build.calendar import Calendar, length
from extractor.document import Heading, Line, PlanDocument
from extractor.find.wording import Wording
from extractor.mentions import CitationMention, PeriodMention
from extractor.plan import Period

_STOPS = "。！？"  # and the end of the line
_CLAUSE_MARK = re.compile("[，；：]")
_ANY_MARK = re.compile("[。！？\n，；：]")
_STOP_MARK = re.compile("[。！？\n：]")
# A period so many characters behind a mark, or fewer, opens what the mark begins.
_COMPARING = frozenset("比较")
_MEASURED = frozenset("是为")
_CHANGE = frozenset("的增提下翻上减同")
_BEFORE_GOVERNING = frozenset(["", *"，。；：、\n到至在截自于从"])
_AFTER_GOVERNING = frozenset(["", *"，、："])
_USABLE = frozenset({"point", "span", "plan", "plan_end", "deadline", "relative"})
_OF_HEADINGS = frozenset({"plan", "point", "span", "plan_end"})
# The first words of a part, in which a period speaks for the whole part.
_HEAD = 30
_SINCE = 14
_LEAD = 6  # words before a period that opens a clause (全市在2020年)
_NEXT = 2  # letters between a year and the number it is said of (2020年的70%)
_MEAN_BEFORE = 40  # characters before a number in which its clause says so
# How far a goal's year reaches: headings of these kinds pass it on to their later siblings.
_GOALS = frozenset({"goals", "guidance"})


class _Bearing(msgspec.Struct, frozen=True, gc=False):
    """What a period's own surroundings say of it, whatever number asks.

    ``void``: it is no period of any number; ``first``: only of the number right behind it;
    ``governs``: it opens its clause; ``carries``: it holds for later sentences too.
    """

    void: bool
    first: bool
    governs: bool
    carries: bool


class Periods:
    """Period look-up for one plan; every answer is a period that the text states."""

    def __init__(
        self,
        document: PlanDocument,
        mentions: Sequence[PeriodMention],
        citations: Sequence[CitationMention],
        calendar: Calendar,
        words: Wording,
    ) -> None:
        self.document, self.calendar, self.words = document, calendar, words
        yearly = words.roles["whole_year"]
        self._yearly = tuple(sorted(mark + word for word in yearly for mark in "，；"))
        self.text = document.reading.text
        self.mentions = [m for m in _outside(mentions, citations) if m.kind in _USABLE]
        self._starts = [m.start for m in self.mentions]
        self._headings = self._heading_periods()
        self._goal = self._goal_years()
        self._bearings: dict[int, _Bearing] = {}
        self._opening = self._openings()
        self._sentence = (0, 0)
        self._paragraph: tuple[int, Period | None] | None = None

    def of(
        self, start: int, line: Line, without: Sequence[tuple[int, int]] = ()
    ) -> tuple[Period | None, bool]:
        """Period of what stands at ``start`` in a line, and whether the sentence itself says it."""
        section = line.section
        around = self.of_section(section)
        if self._any(line.start, start):
            sentence = self._sentence_start(start, line.start)
            own = self._last(sentence, start, without, around)
            if own is not None and length(own) == 1 and self._averaged(start, sentence):
                own = self._over(sentence, start) or own
            if own is not None:
                whole = around is not None and self._whole_year(own, sentence, start)
                return (around if whole else own), True
            if self._paragraph is None or self._paragraph[0] != sentence:
                found = self._last(line.start, sentence, without, around, leading=True)
                self._paragraph = (sentence, found)
            if self._paragraph[1] is not None:
                return self._paragraph[1], False
        return around or self._goal.get(section) or self._opening.get(section), False

    def _whole_year(self, own: Period, sentence: int, start: int) -> bool:
        """…自2022年8月以来的局面，全年完成20亿元: the heading's year, not the month before it."""
        if "-" not in (own.start or ""):
            return False
        clause = max(sentence, *(self.text.rfind(mark, sentence, start) + 1 for mark in "，；："))
        return self.text.startswith(tuple(self.words.roles["whole_year"]), clause)

    def _averaged(self, start: int, sentence: int) -> bool:
        """年均增速达5.6%: the clause of a number tells the mean of several years."""
        low = max(sentence, start - _MEAN_BEFORE)
        clause = max(low, *(self.text.rfind(mark, low, start) + 1 for mark in "，；："))
        return self.words.inside("mean", self.text, clause, start)

    def _over(self, low: int, high: int) -> Period | None:
        """“十三五”期间，…2020年达到3万亿元，年均增速5%: the years that a mean is of."""
        spans = [m.period for m in self.within(low, high) if m.kind in ("plan", "span")]
        return next((p for p in reversed(spans) if p is not None and length(p) > 1), None)

    def _any(self, low: int, high: int) -> bool:
        """True when a usable mention starts in a span."""
        at = bisect_left(self._starts, high)
        return at > 0 and self._starts[at - 1] >= low

    def within(self, start: int, end: int) -> list[PeriodMention]:
        """The usable mentions that start in a span."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _sentence_start(self, start: int, line: int) -> int:
        """Where the sentence of an offset in a line starts; kept, to search no text twice."""
        done, sentence = self._sentence if line <= self._sentence[0] <= start else (line, line)
        for mark in _STOPS:
            at = self.text.rfind(mark, done, start) + 1
            sentence = max(at, sentence)
        self._sentence = (start, sentence)
        return sentence

    def _last(
        self,
        low: int,
        high: int,
        without: Sequence[tuple[int, int]],
        around: Period | None,
        *,
        leading: bool = False,
    ) -> Period | None:
        """The nearest usable period before ``high``; ``leading``: one that opens its sentence."""
        for mention in reversed(self.within(low, high)):
            if mention.end > high or any(a <= mention.start < b for a, b in without):
                continue
            bearing = self._bearing(mention)
            if bearing.void or (bearing.first and (leading or high - mention.end > _NEXT)):
                continue
            if leading and not bearing.carries:
                continue
            apart = not leading and self._apart(mention, high)
            if apart and not bearing.governs:
                continue
            period = self.calendar.resolve(mention, around)
            whole = period is not None and length(period) == 1
            if apart and not whole and self._told_yearly(mention, high):
                continue
            if period is not None:
                return period
        return None

    def _bearing(self, mention: PeriodMention) -> _Bearing:
        """The bearing of a period, kept: one period is asked for every number behind it."""
        known = self._bearings.get(mention.start)
        if known is None:
            void = self._compared(mention) or self._recorded(mention)
            governs = self._governs(mention)
            carries = governs and self._carries(mention)
            known = _Bearing(void, self._from(mention), governs, carries)
            self._bearings[mention.start] = known
        return known

    def _compared(self, mention: PeriodMention) -> bool:
        """比2020年增长, 是“十二五”的3.2倍, 2020年版: no period of the number."""
        before = self.text[max(0, mention.start - 1) : mention.start]
        if before in _COMPARING:
            return True
        after = self.text[mention.end : mention.end + 2]
        if self.words.has("of_a_plan", after) or after[:1] == "版":
            return True
        return before in _MEASURED and after[:1] in _CHANGE

    def _from(self, mention: PeriodMention) -> bool:
        """由2020年的70%提高到75%: the year of the first number, of no other."""
        before, after = self.text[mention.start - 1], self.text[mention.end : mention.end + 1]
        return mention.start > 0 and before in "由从" and after == "的"

    def _told_yearly(self, mention: PeriodMention, offset: int) -> bool:
        """…以来下滑，全年投资增长5%: a clause of the whole year ends the months named before."""
        return any(self.text.find(word, mention.end, offset) >= 0 for word in self._yearly)

    def _governs(self, mention: PeriodMention) -> bool:
        """True for a period that its clause begins with (到2025年…), not for 举办2018年展会."""
        text = self.text
        before = text[max(0, mention.start - 1) : mention.start]
        after = text[mention.end : mention.end + 1]
        return (before in _BEFORE_GOVERNING or after in _AFTER_GOVERNING) and self._opens(mention)

    def _apart(self, mention: PeriodMention, offset: int) -> bool:
        """True when another clause begins between a period and its number."""
        return _CLAUSE_MARK.search(self.text, mention.end, offset) is not None

    def _recorded(self, mention: PeriodMention) -> bool:
        """1979年有记录以来, 2020年统一核算以来: since when it is measured, not when."""
        text = self.text[mention.end : mention.end + _SINCE]
        at = text.find("以来")
        return at > 0 and not any(mark in text[:at] for mark in "，。；")

    def _opens(self, mention: PeriodMention) -> bool:
        """True when a period stands at the head of its sentence, and so holds for what follows."""
        start = mention.start
        return start <= _LEAD or bool(_ANY_MARK.search(self.text, start - _LEAD - 1, start))

    def _carries(self, mention: PeriodMention) -> bool:
        """True where one that governs opens its sentence and is closed: it holds for the next.

        获得2026年赛事举办权 and 自2022年8月以来 tell of their own clause alone.
        """
        period, start = mention.period, mention.start
        if period is not None and period.end is None:
            return False
        return start <= _LEAD or bool(_STOP_MARK.search(self.text, start - _LEAD - 1, start))

    def of_section(self, section: int) -> Period | None:
        """The period that a heading or one above it names (“十三五”发展回顾)."""
        return self._headings[section] if section >= 0 else None

    def _heading_periods(self) -> list[Period | None]:
        """The period of each heading: its own, or that of the one above, which stands before it."""
        periods: list[Period | None] = []
        for heading in self.document.headings:
            own = self._in_heading(heading)
            if own is None and heading.parent >= 0:
                own = periods[heading.parent]
            periods.append(own)
        return periods

    def _in_heading(self, heading: Heading) -> Period | None:
        at = bisect_left(self._starts, heading.start)
        while at < len(self._starts) and self._starts[at] < heading.head_end:
            if self.mentions[at].kind in _OF_HEADINGS:
                return self.mentions[at].period
            at += 1
        return None

    def _openings(self) -> dict[int, Period]:
        """2023年，…: a period at the head of a review holds for what the review counts."""
        opened: dict[int, Period] = {}
        seen: set[int] = set()
        for line in self.document.lines:
            if line.kind != "body" or line.section in seen:
                continue
            seen.add(line.section)
            kind = self.document.headings[line.section].kind if line.section >= 0 else "other"
            if kind not in ("review", "other", "situation"):
                continue
            period = self._last(line.start, min(line.start + _HEAD, line.end), (), None)
            above = self.document.headings[line.section].parent if line.section >= 0 else -1
            period = period or opened.get(above)
            if period is not None:
                opened[line.section] = period
        return opened

    def _goal_years(self) -> dict[int, Period]:
        """到2025年 in a goal section holds for the goals of the same chapter that follow it."""
        years: dict[int, Period] = {}
        stated: dict[int, Period] = {}
        for index, heading in enumerate(self.document.headings):
            if heading.kind not in _GOALS:
                continue
            above = heading.parent
            if above in stated:
                years[index] = stated[above]
                stated[index] = stated[above]
            own = self._target(index)
            if own is not None:
                years[index] = stated[index] = own
                if above >= 0:
                    stated[above] = own
        return years

    def _target(self, index: int) -> Period | None:
        """What a goal section is for: a year of the plan, the plan itself, or a later year."""
        targets, plan = list(self._targets(index)), self.calendar.plan
        if plan is None or not plan.end:
            return next(iter(targets), None)
        near = (target for target in targets if target.end and target.end[:4] <= plan.end)
        return next(near, None) or next(iter(targets), None)

    def _targets(self, index: int) -> Iterator[Period]:
        """Target years stated in a section's own text, before its first child."""
        base = self.calendar.base or 0
        heading, following = (
            self.document.headings[index],
            self.document.headings[index + 1 : index + 2],
        )
        end = min([heading.end, *(after.start for after in following)])
        stated = self.within(heading.head_end, end)
        for mention in stated:
            period = mention.period
            to = self.text[max(0, mention.start - 2) : mention.start + 1]
            if (
                period is not None
                and period.end is not None
                and int(period.end[:4]) > base
                and (mention.kind == "deadline" or "到" in to)
                and self._opens(mention)
                and "为" not in to[:2]  # 为到2035年…打好基础 is what the goals lead to
            ):
                yield period
        # “十五五”时期…主要目标是： the plan's own period where no year is said
        plan = self.calendar.plan
        opening = stated[0] if stated and stated[0].start - heading.head_end <= _LEAD else None
        if plan is not None and opening and (opening.kind, opening.period) == ("plan", plan):
            yield plan


def _outside(
    mentions: Sequence[PeriodMention], citations: Sequence[CitationMention]
) -> Iterator[PeriodMention]:
    """Mentions that stand in no citation."""
    starts = [c.start for c in citations]
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or citations[at].end <= mention.start:
            yield mention
