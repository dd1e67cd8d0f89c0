"""Indicator tables → indicators. Columns are known by what their headers mean, not by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from extractor.build.calendar import Calendar
from extractor.build.cells import Value, split_name, unit_in, values
from extractor.build.drafts import IndicatorDraft, ObservationDraft
from extractor.build.yearrows import build_year_rows
from extractor.document import PlanDocument, TableBlock, TableCell
from extractor.find.periods import find_periods
from extractor.find.wording import wording_of
from extractor.lexicon.loader import Lexicon
from extractor.lexicon.roles import header_roles, is_empty
from extractor.plan import Period, Role

_VALUES = frozenset({"baseline", "target", "year", "growth"})
_NAMES = ("name", "title", "project", "content")


class _Column(msgspec.Struct, frozen=True):
    """A value column: what its numbers are, of when, in which unit."""

    index: int
    role: Role
    period: Period | None
    unit: str | None


class _Shape(msgspec.Struct, frozen=True):
    """Where a table keeps what."""

    names: tuple[int, ...]
    unit: int | None
    nature: int | None
    columns: tuple[_Column, ...]
    caption_unit: str | None


def build_table_indicators(
    document: PlanDocument, calendar: Calendar, lexicon: Lexicon
) -> Iterator[IndicatorDraft]:
    """Every indicator of every indicator table, row by row."""
    for index, table in enumerate(document.tables):
        if table.years >= 0:
            yield from build_year_rows(document, index, calendar, lexicon)
        elif table.kind == "indicators":
            yield from _Table(document, index, calendar, lexicon).indicators()


class _Table:
    def __init__(
        self, document: PlanDocument, index: int, calendar: Calendar, lexicon: Lexicon
    ) -> None:
        self.document, self.index, self.lexicon = document, index, lexicon
        self.table: TableBlock = document.tables[index]
        self.calendar = calendar
        self.raw = document.reading.raw
        self.text = document.reading.text
        self.shape = self._shape()

    def _shape(self) -> _Shape:
        roles = header_roles(self.lexicon)
        known = [roles.role(header) for header in self.table.header]
        names = next(
            ([i for i, r in enumerate(known) if r == want] for want in _NAMES if want in known), []
        )
        if not names:
            names = [i for i, role in enumerate(known) if role is None][:1]
        columns = [
            self._column(i, role or "", self.table.header[i], known)
            for i, role in enumerate(known)
            if role in _VALUES and i not in names
        ]
        caption = self.table.caption
        note = self.text[caption.start : caption.end] if caption else ""
        return _Shape(
            tuple(names),
            known.index("unit") if "unit" in known else None,
            known.index("nature") if "nature" in known else None,
            tuple(self._paired(columns)),
            unit_in(note, self.lexicon),
        )

    def _column(self, index: int, role: str, header: str, known: Sequence[str | None]) -> _Column:
        period = self._period(header)
        unit = unit_in(header, self.lexicon)
        if role == "growth":
            return _Column(index, "change", period or self.calendar.plan, unit)
        if role == "year":
            late = period is not None and self._is_late(period)
            return _Column(index, "target" if late else "baseline", period, unit)
        if role == "baseline":
            return _Column(index, "baseline", period, unit)
        return _Column(index, "target", period or self._table_period(), unit)

    def _period(self, words: str) -> Period | None:
        found = (self.calendar.resolve(m, None) for m in find_periods(words, self.lexicon))
        return next((period for period in found if period is not None), None)

    def _table_period(self) -> Period | None:
        """What the caption says a target without a year is for, else the plan's own period."""
        caption = self.table.caption
        words = self.text[caption.start : caption.end] if caption else ""
        return self._period(words) or self.calendar.plan

    def _is_late(self, period: Period) -> bool:
        year = int((period.end or period.start or "0")[:4])
        return self.calendar.base is None or year > self.calendar.base

    def _paired(self, columns: list[_Column]) -> Iterator[_Column]:
        """A completed value beside its own year's target is no baseline but a result."""
        ends = {c.period.end for c in columns if c.role == "target" and c.period is not None}
        targets = any(column.role == "target" for column in columns)
        for column in columns:
            own_year = column.period is not None and column.period.end in ends
            alone = not targets and column.role == "baseline"
            if column.role == "baseline" and (own_year or alone):
                yield msgspec.structs.replace(column, role="actual")
            else:
                yield column

    def indicators(self) -> Iterator[IndicatorDraft]:
        for number, row in enumerate(self.table.rows):
            if len({(cell.start, cell.end) for cell in row}) == 1:
                continue  # a group row: one cell across
            yield from self._row(number, row)

    def _row(self, number: int, row: Sequence[TableCell]) -> Iterator[IndicatorDraft]:
        cell = next((row[i] for i in reversed(self.shape.names) if self._words(row[i])), None)
        if cell is None:
            return
        name, own_unit, start, end = split_name(self._words(cell), self.lexicon)
        name = self._without_verb(name)
        unit = own_unit or self._column_unit(row) or self.shape.caption_unit
        place = (cell.start + start, cell.start + end)
        groups: dict[str, list[ObservationDraft]] = {}
        for column in self.shape.columns:
            for group, observation in self._observe(number, row[column.index], column, unit):
                groups.setdefault(group, []).append(observation)
        for group, observations in groups.items():
            shown = next(
                (o.quantity.unit for o in observations if o.quantity and o.role != "change"), None
            )
            yield IndicatorDraft(
                *place,
                group + name,
                unit or shown or next((o.quantity.unit for o in observations if o.quantity), None),
                self._nature(row),
                self.table.section,
                self.index,
                number,
                tuple(observations),
            )

    def _without_verb(self, name: str) -> str:
        """开展强企培育: the verb that governs a row's name is no part of it."""
        words = wording_of(self.lexicon)
        for length in words.first["row_verb"].get(name[:1], ()):
            if words.has("row_verb", name[:length]):
                return name[length:] if len(name) > length + 3 else name
        return name

    def _words(self, cell: TableCell) -> str:
        return self.raw[cell.start : cell.end]

    def _column_unit(self, row: Sequence[TableCell]) -> str | None:
        if self.shape.unit is None:
            return None
        words = self._words(row[self.shape.unit]).strip()
        return None if is_empty(words) else words

    def _nature(self, row: Sequence[TableCell]) -> str | None:
        if self.shape.nature is None:
            return None
        words = self._words(row[self.shape.nature]).strip().rstrip("。")
        return None if is_empty(words) else words

    def _observe(
        self, number: int, cell: TableCell, column: _Column, unit: str | None
    ) -> Iterator[tuple[str, ObservationDraft]]:
        words = self._words(cell)
        if is_empty(words.strip()):
            return
        own = column.unit if column.role == "change" else column.unit or unit
        found = values(words, own or (None if column.role == "change" else unit), self.lexicon)
        if not found:
            yield "", self._in_words(number, cell, column, words)
        for value in found:
            yield (value.group if len(found) > 1 else ""), self._number(number, cell, column, value)

    def _in_words(
        self, number: int, cell: TableCell, column: _Column, words: str
    ) -> ObservationDraft:
        return ObservationDraft(
            cell.start,
            cell.end,
            column.role,
            column.role == "change",
            column.period,
            None,
            words.strip(),
            None,
            number,
            column.index,
        )

    def _number(
        self, number: int, cell: TableCell, column: _Column, value: Value
    ) -> ObservationDraft:
        moved = value.moved or column.role == "change"
        planned = moved and column.role in ("target", "change")
        own = self.calendar.resolve(value.when, None) if value.when is not None else None
        return ObservationDraft(
            cell.start + value.quantity.start,
            cell.start + value.quantity.end,
            "change" if moved else column.role,
            planned,
            own or column.period,
            value.quantity,
            None,
            None,
            number,
            column.index,
        )
