"""Tables with a year in each row and an indicator in each column → indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec
import regex

from extractor.build.calendar import Calendar
from extractor.build.cells import Value, split_name, unit_in, values
from extractor.build.drafts import IndicatorDraft, ObservationDraft
from extractor.document import PlanDocument, TableBlock, TableCell
from extractor.find.periods import find_periods
from extractor.find.wording import wording_of
from extractor.lexicon.loader import Lexicon
from extractor.lexicon.roles import header_roles, is_empty
from extractor.plan import Period, Role

_BRACKETS = regex.compile(r"[（(][^（()）]{1,16}[）)]|[%％‰\s]+")


class _Column(msgspec.Struct, frozen=True):
    """An indicator's column: the levels that name it, its unit, and whether it says by how much
    something moves."""

    index: int
    levels: tuple[tuple[str, int, int], ...]
    unit: str | None
    growth: bool


class _Row(msgspec.Struct, frozen=True):
    """A row's year, and whether its labels make its values ``target``, ``baseline`` or neither."""

    index: int
    period: Period
    role: Role


def build_year_rows(
    document: PlanDocument, index: int, calendar: Calendar, lexicon: Lexicon
) -> Iterator[IndicatorDraft]:
    """The indicators of table ``index``, in the order of its columns."""
    yield from _Table(document, index, calendar, lexicon).indicators()


class _Table:
    def __init__(
        self, document: PlanDocument, index: int, calendar: Calendar, lexicon: Lexicon
    ) -> None:
        self.index, self.calendar, self.lexicon = index, calendar, lexicon
        self.table: TableBlock = document.tables[index]
        self.raw, self.text = document.reading.raw, document.reading.text
        self.wording = wording_of(lexicon)
        self.roles = header_roles(lexicon)
        self.rows = self._rows()

    def indicators(self) -> Iterator[IndicatorDraft]:
        """One draft per named column; a column of growth joins the one it stands behind."""
        columns = [self._column(i) for i in range(self.table.years + 1, len(self.table.header))]
        leaves = Counter(c.levels[-1][0] for c in columns if c.levels and not c.growth)
        open_: IndicatorDraft | None = None
        last: tuple[tuple[str, int, int], ...] = ()
        for column in columns:
            found = tuple(self._observations(column))
            if open_ is not None and column.growth and column.levels in ((), last):
                open_ = msgspec.structs.replace(open_, observations=open_.observations + found)
                continue
            if open_ is not None and open_.observations:
                yield open_
            open_ = self._draft(column, leaves, found) if column.levels else None
            last = column.levels
        if open_ is not None and open_.observations:
            yield open_

    # columns -----------------------------------------------------------------------

    def _column(self, index: int) -> _Column:
        """The levels of a header that name something, from the widest."""
        cells: list[TableCell] = []
        for row in self.table.header_cells:
            if row[index].end > row[index].start and (not cells or row[index] != cells[-1]):
                cells.append(row[index])
        growth, unit = False, None
        if cells:
            words = self.raw[cells[-1].start : cells[-1].end]
            bare = _BRACKETS.sub("", self.text[cells[-1].start : cells[-1].end])
            exact = self.roles.exact(bare)
            growth = exact and self.roles.role(bare) == "growth"
            unit = unit_in(words, self.lexicon)
            if growth or self.wording.has("value_head", bare):
                cells.pop()
        levels = []
        for cell in cells:
            name, own, start, end = split_name(self.raw[cell.start : cell.end], self.lexicon)
            name = name.rstrip("%％‰ ")
            unit = unit if growth else unit or own
            levels.append((name, cell.start + start, cell.start + end))
        return _Column(index, tuple(levels), unit, growth)

    def _draft(
        self, column: _Column, leaves: Counter[str], found: tuple[ObservationDraft, ...]
    ) -> IndicatorDraft:
        _, start, end = column.levels[-1]
        name = self._name([name for name, _, _ in column.levels], leaves)
        shown = next((o.quantity.unit for o in found if o.quantity and o.role != "change"), None)
        unit = column.unit or shown
        row = found[0].row if found else None
        section = self.table.section
        return IndicatorDraft(start, end, name, unit, None, section, self.index, row, found)

    def _name(self, levels: Sequence[str], leaves: Counter[str]) -> str:
        """水路 under 客运量 is 水路客运量; a group that is no measure (工业) is no part of a name
        that stands once."""
        leaf, above = levels[-1], levels[-2] if len(levels) > 1 else ""
        bare = above.removeprefix("主要")  # 主要产品产量 over 钢, 发电量
        if not above or above == leaf:
            return leaf
        if self.roles.role(leaf) == "total" and self.roles.exact(leaf):
            return bare
        group = bare != above or not self._measures(above)
        if leaves[leaf] == 1 and (self._measures(leaf) or not self._measures(above)) and group:
            return leaf
        return leaf + bare if self._measures(above) and not self._measures(leaf) else bare + leaf

    def _measures(self, words: str) -> bool:
        return words.endswith(tuple(self.wording.roles["measure_end"]))

    # rows --------------------------------------------------------------------------

    def _rows(self) -> list[_Row]:
        rows: list[_Row] = []
        for number, cells in enumerate(self.table.rows):
            at = cells[self.table.years]
            words = self.text[at.start : at.end]
            found = (self.calendar.resolve(m, None) for m in find_periods(words, self.lexicon))
            period = next((p for p in found if p is not None), None) or _bare_year(words)
            if period is not None:
                labels = [self.text[c.start : c.end] for c in cells[: self.table.years + 1]]
                rows.append(_Row(number, period, self._role(labels, period)))
        planned = [row.index for row in rows if row.role == "target"]
        first = min(planned, default=-1)  # what lies after the first planned year is no baseline
        return [
            row
            if row.role == "target" or row.index < first
            else msgspec.structs.replace(row, role="actual")
            for row in rows
        ]

    def _role(self, labels: Sequence[str], period: Period) -> Role:
        for label in labels:
            if label.rstrip('”"）) ').endswith(tuple(self.wording.roles["plan_row"])):
                return "target"
        known = {self.roles.role(label) for label in labels}
        if known & {"target", "baseline"}:
            return "target" if "target" in known else "baseline"
        base = self.calendar.base
        return "target" if base is not None and int((period.end or "0")[:4]) > base else "baseline"

    # values ------------------------------------------------------------------------

    def _observations(self, column: _Column) -> Iterator[ObservationDraft]:
        """A value of each year; one cell over several years is one value of all of them."""
        at = 0
        while at < len(self.rows):
            first = last = self.rows[at]
            cell = self.table.rows[first.index][column.index]
            at += 1
            words = self.raw[cell.start : cell.end]
            if is_empty(words.strip()):
                continue
            while (
                at < len(self.rows) and self.table.rows[self.rows[at].index][column.index] == cell
            ):
                last = self.rows[at]
                at += 1
            period = first.period if first is last else _span(first, last)
            found = values(words, column.unit, self.lexicon)[:1]
            yield self._observation(cell, column, first, period, found)

    def _observation(
        self,
        cell: TableCell,
        column: _Column,
        row: _Row,
        period: Period,
        found: Sequence[Value],
    ) -> ObservationDraft:
        moved = column.growth or any(value.moved for value in found)
        quantity = found[0].quantity if found else None
        return ObservationDraft(
            cell.start + (quantity.start if quantity else 0),
            cell.start + quantity.end if quantity else cell.end,
            "change" if moved else row.role,
            moved and row.role == "target",
            period,
            quantity,
            None if quantity else self.raw[cell.start : cell.end].strip(),
            None,
            row.index,
            column.index,
        )


def _bare_year(words: str) -> Period | None:
    year = regex.fullmatch(r"\s*((?:19|20)\d\d)\s*", words)
    return Period(year[1], year[1], year[1]) if year else None


def _span(first: _Row, last: _Row) -> Period:
    start, end = first.period.start, last.period.end
    return Period(f"{start}-{end}", start, end)
