"""Project tables → projects: one record per row, every cell kept under its own header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from extractor.build.cells import unit_in, values
from extractor.document import PlanDocument, TableBlock, TableCell
from extractor.find.periods import find_periods
from extractor.lexicon.loader import Lexicon
from extractor.lexicon.roles import header_roles, is_empty
from extractor.mentions import QuantityMention
from extractor.plan import Period

_COUNTED = re.compile(r"(?:共?\d+[个项]?(?:项目)?)?[\s:：]*$")
_CHAPTER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.]?")


class ProjectDraft(msgspec.Struct, frozen=True):
    """A project in reading offsets; ``location_span``/``responsible_span`` are its cells."""

    table: int
    row: int
    group: str | None
    number: str | None
    name: str
    location: str | None
    content: str | None
    investment: tuple[QuantityMention, int] | None
    period: Period | None
    responsible: str | None
    fields: dict[str, str]
    start: int
    end: int
    location_span: tuple[int, int] | None
    responsible_span: tuple[int, int] | None


def build_projects(document: PlanDocument, lexicon: Lexicon) -> Iterator[ProjectDraft]:
    """Every row of every project table, in order."""
    for index, table in enumerate(document.tables):
        if table.kind == "projects":
            yield from _Table(document, index, table, lexicon).projects()


class _Table:
    def __init__(
        self, document: PlanDocument, index: int, table: TableBlock, lexicon: Lexicon
    ) -> None:
        self.raw, self.index, self.table, self.lexicon = document.reading.raw, index, table, lexicon
        self.roles = roles = header_roles(lexicon)
        known = [roles.role(header) for header in table.header]
        self.columns = {role: known.index(role) for role in reversed(known) if role is not None}
        self.caption = self._caption()
        name = self.columns.get("project", self.columns.get("title", self.columns.get("name")))
        self.name = 0 if name is None else name

    def _caption(self) -> str | None:
        span = self.table.caption
        return self.raw[span.start : span.end].strip() if span else None

    def projects(self) -> Iterator[ProjectDraft]:
        group = self.caption
        for number, row in enumerate(self.table.rows):
            places = {(cell.start, cell.end) for cell in row}
            if len(places) == 1 or self._is_group(row):
                group = self._words(row[0 if len(places) == 1 else self.name]) or group
                continue
            if self._words(row[self.name]) and not self._is_total(row):
                yield self._project(number, row, group)

    def _is_total(self, row: Sequence[TableCell]) -> bool:
        """合计, 小计（3个） in the place of number or name: a sum of projects, no project."""
        places = {0, self.name, self.columns.get("number", 0)}
        words = (_COUNTED.sub("", self._words(row[i])) for i in places)
        return any(self.roles.exact(w) and self.roles.role(w) == "total" for w in words)

    def _is_group(self, row: Sequence[TableCell]) -> bool:
        """一 | 水利类 | | 58000 over rows 1, 2, 3: a group with its sum."""
        number = self.columns.get("number")
        if number is None or not _CHAPTER.fullmatch(self._words(row[number])):
            return False
        counted = (self._words(other[number]) for other in self.table.rows)
        return sum(map(str.isdigit, counted)) > 1

    def _project(self, number: int, row: Sequence[TableCell], group: str | None) -> ProjectDraft:
        filled = [cell for cell in row if cell.end > cell.start]
        return ProjectDraft(
            self.index,
            number,
            group,
            self._text(row, "number"),
            self._words(row[self.name]),
            self._text(row, "location"),
            self._content(row),
            self._investment(row),
            self._period(row),
            self._text(row, "responsible"),
            {
                header or str(i): self._words(cell)
                for i, (header, cell) in enumerate(zip(self.table.header, row, strict=True))
            },
            min([cell.start for cell in filled]),
            max([cell.end for cell in filled]),
            self._span(row, "location"),
            self._span(row, "responsible"),
        )

    def _words(self, cell: TableCell) -> str:
        return self.raw[cell.start : cell.end].strip()

    def _text(self, row: Sequence[TableCell], role: str) -> str | None:
        if role not in self.columns:
            return None
        words = self._words(row[self.columns[role]])
        return None if is_empty(words) else words

    def _span(self, row: Sequence[TableCell], role: str) -> tuple[int, int] | None:
        if self._text(row, role) is None:
            return None
        cell = row[self.columns[role]]
        return cell.start, cell.end

    def _content(self, row: Sequence[TableCell]) -> str | None:
        """The content column, else the longest cell that no other role claims."""
        if "content" in self.columns:
            return self._text(row, "content")
        taken = {self.name, *self.columns.values()}
        rest = [self._words(cell) for i, cell in enumerate(row) if i not in taken]
        return max(rest, key=len, default=None) or None

    def _investment(self, row: Sequence[TableCell]) -> tuple[QuantityMention, int] | None:
        if "investment" not in self.columns:
            return None
        at = self.columns["investment"]
        unit = unit_in(self.table.header[at], self.lexicon) or unit_in(
            self.caption or "", self.lexicon
        )
        found = values(self.raw[row[at].start : row[at].end], unit, self.lexicon)
        return (found[0].quantity, row[at].start) if found else None

    def _period(self, row: Sequence[TableCell]) -> Period | None:
        words = self._text(row, "period")
        found = find_periods(words, self.lexicon) if words else ()
        return found[0].period if found else None
