"""Plans → tidy tables: the one flattening that all table formats write.

Values are ``str``, ``int``, ``bool``, ``Decimal``, lists and dictionaries of text, or None.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

import msgspec

from extractor.export import specs
from extractor.export.documents import Document
from extractor.export.marks import Mark, marks
from extractor.export.schema import TableSpec
from extractor.plan import Canonical, Period, Plan, Quantity, Region

Value = str | int | bool | Decimal | list[str] | dict[str, str] | None
Row = tuple[Value, ...]

_AROUND = 60  # characters of its line that are kept before and after a quote
_NO_QUOTE = frozenset(("sections", "tables"))  # their text is long, and has a table of its own


class Table(msgspec.Struct, frozen=True):
    """A table of the export: its columns, and its rows in the order of the plans."""

    spec: TableSpec
    rows: tuple[Row, ...]


def to_tables(documents: Iterable[Document], names: Sequence[str] = ()) -> tuple[Table, ...]:
    """All tables (or those named) over all documents, in the order of ``SPECS``."""
    flat = [_Flat(document) for document in documents]
    wanted = [spec for spec in specs.SPECS if not names or spec.name in names]
    return tuple(
        Table(spec, tuple(row for one in flat for row in one.rows(spec.name))) for spec in wanted
    )


class _Flat:
    """The rows of one document."""

    def __init__(self, document: Document) -> None:
        self._key = document.key
        self._plan: Plan = document.plan
        self._text = document.text
        self._sections = {section.id: section for section in document.plan.sections}
        self._areas = {area.id: area.name for area in document.plan.areas}

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of one table, each with the plan's key in front."""
        for row in getattr(self, f"{table}_rows")():
            yield (self._key, *row)

    def plans_rows(self) -> Iterator[Row]:
        head, source = self._plan.plan, self._plan.source
        region = head.region
        place = (
            (region.name, region.code, region.level, "/".join(region.path) or None)
            if region
            else ()
        )
        yield (
            head.title, *(place or (None,) * 4), head.issuer, head.document_number, head.issued,
            head.status, *_period(head.period), head.theme, source.name, source.media_type,
            source.sha256, source.encoding, source.characters, source.pages,
            self._plan.schema_version,
        )  # fmt: skip

    def indicators_rows(self) -> Iterator[Row]:
        for item in self._plan.indicators:
            region = item.region
            yield (
                item.id, item.name, item.unit, item.nature, _name(region),
                _code(region), *self._section(item.section), item.origin, item.table,
                item.row, len(item.observations), item.evidence.start, item.evidence.end,
                item.evidence.text,
            )  # fmt: skip

    def observations_rows(self) -> Iterator[Row]:
        for item in self._plan.indicators:
            for rank, one in enumerate(item.observations, 1):
                quote = one.evidence
                yield (
                    f"{item.id}.{rank}", item.id, item.name, item.origin, item.nature, one.role,
                    one.planned, *_period(one.period), _year(one.period), *_quantity(one.quantity),
                    *_period(one.quantity.relative_to if one.quantity else None), one.qualitative,
                    one.cumulative, quote.start, quote.end, quote.text, quote.page,
                    *(quote.cell or (None, None)),
                )  # fmt: skip

    def measures_rows(self) -> Iterator[Row]:
        for item in self._plan.measures:
            yield (
                item.id, item.title, *self._section(item.section), item.box,
                _joined(theme.name for theme in item.themes),
                _joined(tool.kind for tool in item.instruments),
                _joined(self._areas.get(a, a) for a in item.responsible),
                _joined(self._areas.get(a, a) for a in item.areas), *_period(item.deadline),
                len(item.actions), item.start, item.end, self._slice(item.start, item.end),
            )  # fmt: skip

    def actions_rows(self) -> Iterator[Row]:
        for item in self._plan.measures:
            for rank, one in enumerate(item.actions, 1):
                yield (f"{item.id}.a{rank}", item.id, one.verb, one.object, *_span(one))

    def programmes_rows(self) -> Iterator[Row]:
        for item in self._plan.measures:
            for rank, one in enumerate(item.programmes, 1):
                yield (f"{item.id}.p{rank}", item.id, one.name, *_span(one))

    def labels_rows(self) -> Iterator[Row]:
        for item in self._plan.measures:
            for rank, tool in enumerate(item.instruments, 1):
                label = ("instrument", tool.class_, tool.kind)
                yield (f"{item.id}.n{rank}", item.id, *label, *_span(tool))
            for rank, theme in enumerate(item.themes, 1):
                yield (f"{item.id}.h{rank}", item.id, "theme", None, theme.name, *_span(theme))

    def measure_indicators_rows(self) -> Iterator[Row]:
        for item in self._plan.measures:
            for target in dict.fromkeys(item.targets):
                yield (item.id, target)

    def projects_rows(self) -> Iterator[Row]:
        for item in self._plan.projects:
            yield (
                item.id, item.group, item.number, item.name, item.location, item.content,
                *_quantity(item.investment), *_period(item.period), item.responsible, item.table,
                item.row, dict(item.fields), *_span(item),
            )  # fmt: skip

    def areas_rows(self) -> Iterator[Row]:
        for item in self._plan.areas:
            yield (item.id, item.name, item.kind, item.code, len(item.assignments))

    def assignments_rows(self) -> Iterator[Row]:
        titles = record_titles(self._plan)
        for item in self._plan.areas:
            for rank, one in enumerate(item.assignments, 1):
                record = (one.record, titles.get(one.record))
                head = (f"{item.id}.{rank}", item.id, item.name, item.kind, one.role)
                yield (*head, *record, *_span(one))

    def references_rows(self) -> Iterator[Row]:
        for rank, one in enumerate(self._plan.references, 1):
            yield (f"r{rank}", one.title, one.kind, one.number, *_span(one))

    def findings_rows(self) -> Iterator[Row]:
        for rank, one in enumerate(self._plan.findings, 1):
            quotes = " ／ ".join(quote.text for quote in one.evidence) or None
            yield (f"f{rank}", one.kind, one.message, _joined(one.records), quotes)

    def sections_rows(self) -> Iterator[Row]:
        for item in self._plan.sections:
            path = " › ".join(self._path(item.id))
            head = (item.id, item.number, item.title, item.level, item.kind, item.parent)
            yield (*head, path, item.start, item.end)

    def tables_rows(self) -> Iterator[Row]:
        for item in self._plan.tables:
            yield (
                item.id, item.caption, *self._section(item.section), item.kind, len(item.header),
                len(item.rows), list(item.header), item.start, item.end,
            )  # fmt: skip

    def cells_rows(self) -> Iterator[Row]:
        for item in self._plan.tables:
            for number, row in enumerate(item.rows):
                for column, cell in enumerate(row):
                    header = item.header[column] if column < len(item.header) else None
                    yield (item.id, number, column, header, cell)

    def quotes_rows(self) -> Iterator[Row]:
        lines = _Lines(self._text)
        for mark in sorted(marks(self._plan), key=_by_record):
            if mark.type in _NO_QUOTE:
                continue
            place = (mark.record, mark.place, mark.type, mark.start, mark.end)
            quote = self._slice(mark.start, mark.end) if mark.text is None else mark.text
            yield (*place, quote, *lines.around(mark))

    def _section(self, ident: str | None) -> tuple[str | None, str | None]:
        section = self._sections.get(ident or "")
        return ident, section.title if section else None

    def _path(self, ident: str | None) -> list[str]:
        path: list[str] = []
        while ident in self._sections and len(path) < 32:  # a broken file may hold a ring
            path.append(self._sections[ident].title)
            ident = self._sections[ident].parent
        return path[::-1]

    def _slice(self, start: int, end: int) -> str | None:
        return None if self._text is None else self._text[start:end]


class _Lines:
    """The words around a quote in its line of the canonical text."""

    def __init__(self, text: str | None) -> None:
        self._text = text
        self._starts = [0]
        if text is not None:
            self._starts += [i + 1 for i, character in enumerate(text) if character == "\n"]

    def around(self, mark: Mark) -> tuple[str | None, str | None, int | None]:
        """Words before, words after, and the number of the line in which the mark starts."""
        if self._text is None:
            return None, None, None
        line = bisect_right(self._starts, mark.start)
        begin = max(self._starts[line - 1], mark.start - _AROUND)
        last = bisect_right(self._starts, max(mark.start, mark.end - 1))
        stop = self._starts[last] - 1 if last < len(self._starts) else len(self._text)
        after = self._text[mark.end : min(stop, mark.end + _AROUND)]
        return self._text[begin : mark.start].lstrip(), after.rstrip(), line


def record_titles(plan: Plan) -> dict[str, str | None]:
    """What to call each measure, project, indicator, section and table."""
    titles: dict[str, str | None] = {}
    titles.update((item.id, item.title) for item in plan.measures)
    titles.update((item.id, item.name) for item in plan.projects)
    titles.update((item.id, item.name) for item in plan.indicators)
    titles.update((item.id, item.title) for item in plan.sections)
    titles.update((item.id, item.caption) for item in plan.tables)
    return titles


def _by_record(mark: Mark) -> tuple[str, int, str, int]:
    letters = mark.record.rstrip("0123456789.")
    return mark.type, mark.start, letters, mark.place


def _period(period: Period | None) -> tuple[str | None, str | None, str | None]:
    return (period.label, period.start, period.end) if period else (None, None, None)


def _name(region: Region | None) -> str | None:
    return region.name if region else None


def _code(region: Region | None) -> str | None:
    return region.code if region else None


def _year(period: Period | None) -> int | None:
    end = (period and (period.end or period.start)) or ""
    return int(end[:4]) if end[:4].isascii() and end[:4].isdigit() else None


def _quantity(quantity: Quantity | None) -> Row:
    if quantity is None:
        return (None,) * 8
    unified: Canonical | None = quantity.canonical
    return (
        quantity.text, quantity.comparator, quantity.value, quantity.upper, quantity.unit,
        quantity.kind, unified.value if unified else None, unified.unit if unified else None,
    )  # fmt: skip


def _span(record: Any) -> tuple[int, int, str]:
    return record.start, record.end, record.text


def _joined(names: Iterable[str]) -> str | None:
    return "；".join(dict.fromkeys(names)) or None
