"""The years that a plan speaks from, and what 今年, 五年来 and 期末 mean in it."""

from __future__ import annotations

import msgspec

from extractor.mentions import PeriodMention
from extractor.plan import Period


class Calendar(msgspec.Struct, frozen=True):
    """The years a plan speaks from: its own period, and the year in which it was written.

    ``year`` is the year that 今年 means; null where nothing says it.
    """

    plan: Period | None
    year: int | None

    @property
    def base(self) -> int | None:
        """The last year that lies behind the plan."""
        if self.plan is not None and self.plan.start is not None:
            first = int(self.plan.start[:4]) - 1
            return max(first, self.year - 1) if self.year and not self._running else first
        return self.year - 1 if self.year else None

    @property
    def _running(self) -> bool:
        """A plan of several years, under way when it was written."""
        return self.plan is not None and self.plan.end != self.plan.start

    def resolve(self, mention: PeriodMention, around: Period | None) -> Period | None:
        """The years a mention means; ``around`` is the period its heading or sentence gives."""
        if mention.period is not None:
            return mention.period
        if mention.relative is None:
            return None
        name, _, count = mention.relative.partition(":")
        return self._relative(name, int(count) if count.isdigit() else 0, around)

    def compared(self, mention: PeriodMention, period: Period | None) -> Period | None:
        """What a change over ``period`` is measured against: 较上年 in a review of 2023 is 2022."""
        if mention.relative == "last_year" and period is not None and length(period) == 1:
            year = str(int((period.start or "")[:4]) - 1)
            return Period(year, year, year)
        return self.resolve(mention, period)

    def _relative(self, name: str, count: int, around: Period | None) -> Period | None:
        if name == "past_years" and count:
            behind = around if around and self._is_behind(around) else None
            return _years_back(behind, count) or self._back(count)
        if name == "coming_years" and self.plan is not None and length(self.plan) == count:
            return self.plan
        if name == "plan":
            return self.plan
        if name in ("plan_end", "plan_start") and self.plan is not None:
            at = self.plan.end if name == "plan_end" else self.plan.start
            return Period(at or "", at, at) if at else None
        if name == "that_year" and around is not None and length(around) == 1:
            return around  # 当年 in a review of last year
        shift = _SHIFTS.get(name)
        if shift is None or self.year is None:
            return None
        year = str(self.year + shift)
        return Period(year, year, year)

    def _is_behind(self, period: Period) -> bool:
        """False for a period that is still to come: 过去一年 among the tasks of 2024 is 2023."""
        return self.base is None or not period.end or int(period.end[:4]) <= self.base

    def ahead(self, period: Period | None) -> Period | None:
        """The period of a promise: one that lies behind the plan is not meant.

        A yearly document (2024年政府工作报告) promises for its year.
        """
        base = self.base
        if period is not None and period.end and base and int(period.end[:4]) <= base:
            period = None
        if period is None and self.plan is not None and self.plan.start == self.plan.end:
            return self.plan
        return period

    def _back(self, count: int) -> Period | None:
        base = self.base
        if base is None:
            return None
        return Period(f"{base - count + 1}-{base}", str(base - count + 1), str(base))


_SHIFTS = {"last_year": -1, "this_year": 0, "that_year": 0, "next_year": 1, "before_last_year": -2}


def length(period: Period) -> int:
    """Years of a period, both ends included; 0 where an end is open."""
    if period.start is None or period.end is None:
        return 0
    return int(period.end[:4]) - int(period.start[:4]) + 1


def _years_back(around: Period | None, count: int) -> Period | None:
    """五年来 in a review of a five-year period is that period."""
    return around if around is not None and length(around) == count else None
