"""Indicators in the prose: every named number judged, with its period and role."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

import msgspec

from extractor.build.drafts import IndicatorDraft, ObservationDraft
from extractor.build.periods import Periods
from extractor.build.roles import Judge
from extractor.document import Line, PlanDocument
from extractor.language.clauses import Clauses
from extractor.mentions import CitationMention, NameMention, PlaceMention, QuantityMention
from extractor.plan import Period, Region, Role
from extractor.spans import covered

_PROSE = frozenset({"body"})
# Shorter cells hold values; longer ones hold sentences, which are read as prose.
_SENTENCE_CELL = 20
_START = attrgetter("start")
_COMPARED = 20  # characters before a number in which a comparing word may stand


class ProseBuilder:
    """Builds the indicators of one plan's prose."""

    def __init__(
        self,
        document: PlanDocument,
        quantities: Sequence[QuantityMention],
        names: Sequence[NameMention],
        clauses: Clauses,
        periods: Periods,
        judge: Judge,
        citations: Sequence[CitationMention],
        places: Sequence[PlaceMention],
        home: Region | None,
    ) -> None:
        self.document, self.quantities, self.names = document, quantities, names
        self.clauses, self.periods, self.judge, self.home = clauses, periods, judge, home
        self.text = document.reading.text
        self._citations = [(c.start, c.end) for c in citations]
        self._places = {p.start: p for p in places if p.kind == "region" and p.code}

    def build(self) -> Iterator[IndicatorDraft]:
        """One draft per indicator of a line, its numbers together, in order."""
        group: list[tuple[NameMention, ObservationDraft]] = []
        last: Line | None = None
        for name in self.names:
            start = self.quantities[name.quantity].start
            line = last if last is not None and start < last.end else self._line(start)
            if line is None or not self._counts(name):
                continue
            observation = self._observe(name, line)
            if last is not None and (line is not last or name.name != group[0][0].name):
                yield self._indicator(group, last)
                group = []
            group.append((name, observation))
            last = line
        if last is not None:
            yield self._indicator(group, last)

    def _line(self, start: int) -> Line | None:
        """The line of an offset, where numbers in it are read as prose."""
        lines = self.document.lines
        line = lines[bisect_right(lines, start, key=_START) - 1]
        if line.kind in _PROSE:
            return line
        if line.kind == "cell" and line.end - line.start > _SENTENCE_CELL and line.row >= 0:
            table = self.document.tables[line.table]
            return line if table.kind != "indicators" else None
        return None

    def _counts(self, name: NameMention) -> bool:
        """False for numbers that only announce or name: 与12个园区合作, 《…》 titles."""
        if name.shape == "apposed" or len(name.name) < 2:
            return False
        return not covered(self.quantities[name.quantity].start, self._citations)

    def _observe(self, name: NameMention, line: Line) -> ObservationDraft:
        quantity = self.quantities[name.quantity]
        start, end = self._clause(quantity.start)
        versus = self._versus(name, quantity, start)
        started = name.origin is not None and quantity.start < name.origin[1]
        without = versus if name.origin is None else [*versus, name.origin]
        period, own = self.periods.of(quantity.start, line, without)
        relative_to = self._period_in(*versus[0], period) if versus else None
        kind = self.document.headings[line.section].kind if line.section >= 0 else "other"
        planned = self.judge.planned(start, end, kind, period, own, (line.start, line.end))
        planned = planned or self.judge.promised(self.quantities[self._row(name.quantity)], kind)
        role = self.judge.role(name, quantity, planned, relative_to is not None)
        if started:
            role, period, own = self._started(name, role, period)
        if planned and not own:
            period = self.periods.calendar.ahead(period)
        if role == "criterion":
            period = None  # who qualifies does so at any time
        return ObservationDraft(
            quantity.start,
            quantity.end,
            role,
            planned and role == "change",
            period,
            self._marked(name.quantity, start),
            name.scope,
            relative_to,
        )

    def _started(
        self, name: NameMention, role: Role, around: Period | None
    ) -> tuple[Role, Period | None, bool]:
        """由2020年的58%提高到65%: what a target starts from has its own period or none."""
        assert name.origin is not None
        period = self._period_in(*name.origin, None)
        if role == "target":
            return "baseline", period, True
        return role, period or around, True

    def _marked(self, index: int, clause: int) -> QuantityMention:
        """累计 in the words just before marks a running total."""
        quantity = self.quantities[index]
        done = self.quantities[index - 1].end if index else 0
        low = max(clause, done, quantity.start - 30)
        if self.text.find("累计", low, quantity.end) >= 0:
            quantity = msgspec.structs.replace(quantity, cumulative=True)
        return self._compared(quantity, index, clause)

    def _compared(self, quantity: QuantityMention, index: int, clause: int) -> QuantityMention:
        """至少配备1名, 不超过投资额30%: a verb or noun parts the comparing word from its number.

        Before the first number of a row the word stands for all of them.
        """
        if quantity.comparator != "=":
            return quantity
        first = self._row(index)
        lead = self.quantities[first]
        low = max(clause, self.quantities[first - 1].end if first else 0, lead.start - _COMPARED)
        for role, sign in (("at_least", ">="), ("at_most", "<=")):
            if self.judge.words.inside(role, self.text, low, lead.start):
                return msgspec.structs.replace(quantity, comparator=sign)
        return quantity

    def _clause(self, offset: int) -> tuple[int, int]:
        at = self.clauses.at(offset)
        return self.clauses.starts[at], self.clauses.ends[at]

    def _versus(
        self, name: NameMention, quantity: QuantityMention, clause: int
    ) -> list[tuple[int, int]]:
        """Spans whose periods are only compared with: 比2020年, 是2015年的 before 1.6倍."""
        if name.versus is not None:
            return [name.versus]
        if quantity.kind not in ("multiple", "share") or not self._of_past(name.quantity):
            return []
        if quantity.kind == "share" and not self._restored(clause, name.quantity):
            return []
        return [(clause, quantity.start)]

    def _restored(self, clause: int, index: int) -> bool:
        """恢复到2019年的95%: a share of what that year was."""
        lead = self.quantities[self._row(index)].start
        return self.judge.words.inside("restored", self.text, clause, lead)

    def _of_past(self, index: int) -> bool:
        """是2015年的1.6倍和2.1倍: 的 stands before the first of a row."""
        return self.text[self.quantities[self._row(index)].start - 1] == "的"

    def _row(self, index: int) -> int:
        """The first of the numbers of a kind between which only a mark stands."""
        numbers = self.quantities
        while (
            index
            and numbers[index].start - numbers[index - 1].end == 1
            and numbers[index].kind == numbers[index - 1].kind
        ):
            index -= 1
        return index

    def _period_in(self, start: int, end: int, around: Period | None) -> Period | None:
        for mention in self.periods.within(start, end):
            if mention.end <= end:
                return self.periods.calendar.compared(mention, around)
        return None

    def _indicator(
        self, group: list[tuple[NameMention, ObservationDraft]], line: Line
    ) -> IndicatorDraft:
        name, first = group[0]
        shown = first.quantity
        for mention, observation in group:
            if not mention.move and observation.role != "rank":
                shown = observation.quantity
                break
        return IndicatorDraft(
            name.start,
            name.end,
            name.name,
            shown.unit if shown else None,
            None,
            line.section,
            -1,
            None,
            tuple([observation for _, observation in group]),
            self._region(first.start),
        )

    def _region(self, offset: int) -> Region | None:
        """A division other than the plan's own that leads the clause is what the number is of."""
        start, _ = self._clause(offset)
        place = self._places.get(start)
        if place is None or (self.home is not None and place.code == self.home.code):
            return None
        return Region(place.name, place.code)
