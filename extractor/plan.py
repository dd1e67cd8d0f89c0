"""The output contract: the records of one extracted plan. JSON Schemas are made from these.

All offsets are source offsets (code points of the canonical text). Unknown fields are
refused on reading. Numbers are decimals, written as JSON numbers.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

import msgspec

from extractor.document import Source
from extractor.spans import Evidence

SCHEMA_VERSION = "1.0"

Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
QuantityKind = Literal[
    "count",
    "amount",
    "share",
    "points",
    "multiple",
    "rank",
    "duration",
    "score",
    "ratio",
    "measurement",
]
Role = Literal["actual", "baseline", "target", "change", "rank", "criterion"]
AreaKind = Literal["region", "zone", "organisation", "group"]
AreaRole = Literal["location", "area", "lead", "support", "responsible"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all records: frozen, and unknown fields are refused.

    Records that hold nothing but texts, numbers and records cannot be part of a cycle, so the
    garbage collector need not look at them.
    """


class Region(Record, frozen=True, gc=False):
    """An administrative division; ``code`` is GB/T 2260, ``path`` runs from province down."""

    name: str
    code: str | None = None
    level: Literal["nation", "province", "prefecture", "county", "township"] | None = None
    path: tuple[str, ...] = ()


class Period(Record, frozen=True, gc=False):
    """Years (``2020``), months (``2019-09``) or dates, both ends included."""

    label: str
    start: str | None
    end: str | None


class Canonical(Record, frozen=True, gc=False):
    """A quantity in its canonical unit (CNY, 件, %, m2 …)."""

    value: Decimal
    unit: str


class Quantity(Record, frozen=True, gc=False):
    """A number with its unit and comparator as the plan words it.

    ``value`` is what the unit as written multiplies (3亿元 is 3 亿元); ``upper`` ends a
    range. ``relative_to`` is what a multiple or change is measured against.
    """

    text: str
    comparator: Comparator
    value: Decimal
    upper: Decimal | None
    unit: str | None
    kind: QuantityKind
    canonical: Canonical | None = None
    relative_to: Period | None = None


class Observation(Record, frozen=True, gc=False):
    """One number (or qualitative target) of an indicator, at its words."""

    role: Role
    planned: bool
    period: Period | None
    quantity: Quantity | None
    qualitative: str | None
    cumulative: bool
    evidence: Evidence


class Indicator(Record, frozen=True, gc=False):
    """Something counted or measured, with all its observations.

    ``also`` lists further places where the name stands, when prose and table were linked.
    """

    id: str
    name: str
    unit: str | None
    nature: str | None
    region: Region | None
    section: str | None
    origin: Literal["table", "prose"]
    table: str | None
    row: int | None
    evidence: Evidence
    observations: tuple[Observation, ...]
    also: tuple[Evidence, ...] = ()


class Action(Record, frozen=True, gc=False):
    """What the plan commits to: head verb and object; the span is the clause."""

    verb: str
    object: str
    start: int
    end: int
    text: str


class Programme(Record, frozen=True, gc=False):
    """A named campaign, project or scheme."""

    name: str
    start: int
    end: int
    text: str


class Instrument(Record, frozen=True, gc=False, rename={"class_": "class"}):
    """A policy tool after Rothwell & Zegveld (1985), with the words that gave it."""

    class_: Literal["supply", "environment", "demand"]
    kind: str
    start: int
    end: int
    text: str


class Theme(Record, frozen=True, gc=False):
    """A theme of the plan's own field, with the words that gave it."""

    name: str
    start: int
    end: int
    text: str


class Measure(Record, frozen=True, gc=False):
    """The smallest titled or self-contained task of a plan."""

    id: str
    section: str | None
    box: str | None
    title: str | None
    start: int
    end: int
    actions: tuple[Action, ...] = ()
    programmes: tuple[Programme, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    themes: tuple[Theme, ...] = ()
    targets: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    deadline: Period | None = None


class Project(Record, frozen=True):
    """One row of a project table; ``fields`` keeps every cell under its own header."""

    id: str
    table: str
    row: int
    group: str | None
    number: str | None
    name: str
    location: str | None
    content: str | None
    investment: Quantity | None
    period: Period | None
    responsible: str | None
    fields: dict[str, str]
    start: int
    end: int
    text: str


class Assignment(Record, frozen=True, gc=False):
    """An area or organisation given a part in a record, at its words."""

    role: AreaRole
    record: str
    start: int
    end: int
    text: str


class Area(Record, frozen=True, gc=False):
    """An area or organisation that the plan gives something to do, or puts something in."""

    id: str
    name: str
    kind: AreaKind
    code: str | None
    assignments: tuple[Assignment, ...]


class Reference(Record, frozen=True, gc=False):
    """A law, plan, notice, standard or agreement that the plan cites."""

    title: str
    kind: str
    start: int
    end: int
    text: str
    number: str | None = None


class Finding(Record, frozen=True, gc=False):
    """What a careful reader would query; quotes, never corrects."""

    kind: str
    message: str
    records: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class Section(Record, frozen=True, gc=False):
    """A heading with all that stands under it; ``parent`` is a section id or null."""

    id: str
    number: str | None
    title: str
    level: int
    kind: str
    parent: str | None
    start: int
    end: int


class Table(Record, frozen=True, gc=False):
    """A table: one header text per column, and the rows below it."""

    id: str
    caption: str | None
    section: str | None
    kind: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int


class PlanHeader(Record, frozen=True):
    """What the plan says about itself."""

    title: str | None
    region: Region | None
    issuer: str | None
    document_number: str | None
    issued: str | None
    status: str | None
    period: Period | None
    theme: str | None
    evidence: tuple[Evidence, ...]


class Plan(Record, frozen=True):
    """Everything read out of one plan. ``Plan.to_json()`` is byte for byte reproducible."""

    source: Source
    plan: PlanHeader
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    measures: tuple[Measure, ...] = ()
    projects: tuple[Project, ...] = ()
    areas: tuple[Area, ...] = ()
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    schema_version: str = SCHEMA_VERSION

    def to_json(self) -> bytes:
        """UTF-8 JSON, two-space indent, final newline."""
        encoded = _ENCODER.encode(self)
        return msgspec.json.format(encoded, indent=2) + b"\n"

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries and lists; decimals stay ``Decimal``."""
        built: dict[str, Any] = msgspec.to_builtins(self, builtin_types=(Decimal,))
        return built

    def _repr_html_(self) -> str:
        """What a notebook shows: the header, how much was found, and the first targets."""
        from html import escape

        counts = "，".join(f"{label} {len(getattr(self, name))}" for name, label in _SHOWN.items())
        targets = [
            (i.name, o.quantity.text if o.quantity else o.qualitative or "", o.period)
            for i in self.indicators
            for o in i.observations
            if o.role == "target"
        ]
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{escape(words)}</td>"
            f"<td>{escape(period.end or '') if period else ''}</td></tr>"
            for name, words, period in targets[:10]
        )
        title = escape(self.plan.title or self.source.name)
        return f"<b>{title}</b><br>{counts}<table>{rows}</table>"

    @classmethod
    def from_json(cls, data: bytes | str) -> Plan:
        """Read a plan back; raises ``msgspec.ValidationError`` on unknown or wrong fields."""
        return _DECODER.decode(data)


_SHOWN = {
    "sections": "章节",
    "tables": "表格",
    "indicators": "指标",
    "measures": "举措",
    "projects": "项目",
    "areas": "地区和单位",
    "references": "引用",
    "findings": "疑点",
}
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(Plan)
