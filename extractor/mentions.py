"""What ``find`` locates in a plan, all in reading offsets. A mention is found, not judged."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extractor.language.clauses import Clauses
from extractor.language.tokens import Tokens
from extractor.plan import Comparator, Period, QuantityKind, Region


class QuantityMention(msgspec.Struct, frozen=True, gc=False):
    """A number with unit and comparator words; ``[start, end)`` covers exactly these.

    ``number_start``/``number_end`` cover the digits alone. ``canonical_value`` and
    ``canonical_unit`` are null for units without a canonical form.
    ``per`` is the denominator of an “every X” quantity (每万人) where it stands in the unit.
    """

    start: int
    end: int
    number_start: int
    number_end: int
    comparator: Comparator
    value: Decimal
    upper: Decimal | None
    unit: str | None
    kind: QuantityKind
    canonical_value: Decimal | None
    canonical_unit: str | None
    cumulative: bool = False


class PeriodMention(msgspec.Struct, frozen=True, gc=False):
    """A period's words. ``kind``: point | span | plan | plan_end | relative | annual | deadline.

    ``period`` is null for a relative one (近三年, 同期) that only its context can resolve;
    ``relative`` then holds the lexicon id that says how.
    """

    start: int
    end: int
    kind: str
    period: Period | None
    relative: str | None = None


class NameMention(msgspec.Struct, frozen=True, gc=False):
    """What a quantity counts. ``quantity`` is its index; ``[start, end)`` are the telling words.

    ``name`` is complete: words inherited from the sentence are joined to it. ``shape`` says how it
    was found: before, after, apposed, inherited, rank. ``move`` is true where the number says by
    how much something moves. ``scope`` is a rank's scope; ``versus`` the span of what a change is
    measured against; ``origin`` the span of the value that another started from (从2020年的41%),
    on both.
    """

    quantity: int
    start: int
    end: int
    name: str
    shape: str
    move: bool
    scope: str | None = None
    versus: tuple[int, int] | None = None
    origin: tuple[int, int] | None = None


class ActionMention(msgspec.Struct, frozen=True, gc=False):
    """A head verb and its object; ``[start, end)`` is the clause."""

    start: int
    end: int
    verb_start: int
    verb_end: int
    verb: str
    object_start: int
    object_end: int


class ProgrammeMention(msgspec.Struct, frozen=True, gc=False):
    """A named campaign, project or scheme."""

    start: int
    end: int
    name: str


class PlaceMention(msgspec.Struct, frozen=True, gc=False):
    """A region, zone, organisation or group as written, with its full name and code."""

    start: int
    end: int
    name: str
    kind: str
    code: str | None = None


class DutyMention(msgspec.Struct, frozen=True, gc=False):
    """Words that give a place or organisation a role (责任单位：…, 由…牵头, …负责)."""

    start: int
    end: int
    role: str
    place: PlaceMention


class CitationMention(msgspec.Struct, frozen=True, gc=False):
    """《…》 with its brackets, or a document number standing alone."""

    start: int
    end: int
    title: str
    kind: str
    number: str | None = None


class LabelMention(msgspec.Struct, frozen=True, gc=False):
    """A lexicon word that labels a measure: ``field`` is ``instrument`` or ``theme``."""

    start: int
    end: int
    field: str
    group: str
    label: str


class Mentions(msgspec.Struct, frozen=True):
    """Everything found in one plan, each kind sorted by start.

    ``home`` is the plan's own region, by which places are resolved. ``tokens`` and ``clauses``
    are the words and clause borders that finders share.
    """

    home: Region | None
    tokens: Tokens
    clauses: Clauses
    quantities: tuple[QuantityMention, ...] = ()
    periods: tuple[PeriodMention, ...] = ()
    names: tuple[NameMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    duties: tuple[DutyMention, ...] = ()
    citations: tuple[CitationMention, ...] = ()
