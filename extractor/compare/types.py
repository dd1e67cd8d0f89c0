"""What a comparison of plans holds: frozen records that panels, exports and reports draw from.

A ``Place`` is one plan, that is one column group; every other record names it by ``Place.id``
(``c1``, ``c2`` …, in the order given). All offsets are source offsets of that plan's canonical
text, so evidence stays checkable. Numbers are ``Decimal``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from extractor.plan import Comparator, Period, Record, Role
from extractor.spans import Evidence

if TYPE_CHECKING:
    import pandas
    import polars

Aspect = Literal["level", "growth"]
Basis = Literal["concept", "name", "normalised", "confirmed", "accepted"]
Decision = Literal["proposed", "confirmed", "refused"]
Direction = Literal["up", "down"]
GrowthBasis = Literal["year", "average", "whole"]
Lineage = Literal["higher_level", "earlier"]


class Place(Record, frozen=True):
    """One plan of the comparison. ``label`` is unique and short: what a column head shows.

    ``level`` is the region's (province, prefecture …). ``has_text`` is false where only the
    JSON was at hand: then measures are compared by their actions and no passages are found.
    ``focus`` is the year that most of the plan's targets are set for, ``reviewed`` the last year
    that it mostly looks back on.
    """

    id: str
    label: str
    title: str | None
    region: str | None
    level: str | None
    period: Period | None
    focus: str | None
    reviewed: str | None
    issued: str | None
    source: str
    sha256: str
    characters: int
    indicators: int
    measures: int
    has_text: bool


class PanelValue(Record, frozen=True):
    """One number of a cell, in the unit of its row, with the words that gave it.

    ``text`` is the quantity as written (``3亿元以上``), ``evidence`` where it stands; both are
    empty for what was ``computed`` (target less baseline, growth per year). ``value`` is null
    for a target in words (``qualitative``). A fall is negative. ``unit`` is the row's unit, or
    个百分点 for a change of a share, % for growth. ``growth_basis``: for one ``year``, a yearly
    ``average``, or the ``whole`` of its period.
    """

    value: Decimal | None
    unit: str | None
    comparator: Comparator = "="
    upper: Decimal | None = None
    period: Period | None = None
    text: str = ""
    qualitative: str | None = None
    computed: bool = False
    role: Role | None = None
    planned: bool = False
    cumulative: bool = False
    indicator: str | None = None
    name: str = ""
    evidence: Evidence | None = None
    growth_basis: GrowthBasis | None = None


class PanelCell(Record, frozen=True):
    """What one place says of one concept.

    ``baseline``, ``target``, ``actual`` are levels in the row's unit (in a growth row: rates in %
    per year). ``change`` is the planned change, as stated or target less baseline; ``growth`` the
    growth per year towards the target in %, or in 个百分点 for shares. ``unit`` and
    ``nature`` are the plan's own words; ``names`` every wording met; ``indicators`` the record ids;
    ``others`` all further values of the concept that took no slot.
    """

    place: str
    unit: str | None
    nature: str | None
    names: tuple[str, ...]
    indicators: tuple[str, ...]
    baseline: PanelValue | None = None
    target: PanelValue | None = None
    change: PanelValue | None = None
    growth: PanelValue | None = None
    actual: PanelValue | None = None
    others: tuple[PanelValue, ...] = ()


class PanelRow(Record, frozen=True):
    """One indicator concept over all places.

    ``concept`` is the lexicon id where there is one; ``basis`` says how the names came together.
    ``dimension`` never differs within a row; ``unit`` is its one unit. ``aspect`` keeps a level
    and its growth rate apart. ``direction`` is where improvement lies. ``missing`` are the places
    that lack it.
    """

    id: str
    name: str
    concept: str | None
    aspect: Aspect
    basis: Basis
    dimension: str
    unit: str | None
    direction: Direction | None
    cells: tuple[PanelCell, ...]
    missing: tuple[str, ...]

    def cell(self, place: str) -> PanelCell | None:
        """The cell of one place, None where the place lacks the indicator."""
        return next((c for c in self.cells if c.place == place), None)


class Proposal(Record, frozen=True):
    """Two wordings that may mean the same: for a person to confirm or refuse.

    ``a`` and ``b`` are names in sorted order, ``rows`` the rows that they stand in. ``score`` runs
    from 0 to 1.
    """

    a: str
    b: str
    score: float
    decision: Decision = "proposed"
    rows: tuple[str, ...] = ()


class Panel(Record, frozen=True):
    """Indicators across places: rows by number of places that have them, then by first mention."""

    places: tuple[Place, ...]
    rows: tuple[PanelRow, ...]
    proposals: tuple[Proposal, ...]

    def row(self, name: str) -> PanelRow | None:
        """The row with this id or name, None where there is none."""
        return next((r for r in self.rows if name in (r.id, r.name)), None)

    def to_records(self) -> list[dict[str, Any]]:
        """Long form: one dictionary per row, place and slot that holds a value."""
        from extractor.compare.table import long_records

        return long_records(self)

    def to_polars(self) -> polars.DataFrame:
        """Long form as a polars frame; raises ``UsageError`` where polars is not installed."""
        from extractor.compare.frames import to_polars

        return to_polars(self)

    def to_pandas(self) -> pandas.DataFrame:
        """Long form as a pandas frame; raises ``UsageError`` where pandas is not installed."""
        from extractor.compare.frames import to_pandas

        return to_pandas(self)


class CoverageCell(Record, frozen=True):
    """How many measures of a place carry this theme and this instrument kind together.

    ``theme`` or ``instrument`` is the empty string where a measure carries none.
    """

    place: str
    theme: str
    instrument: str
    measures: tuple[str, ...]


class Coverage(Record, frozen=True):
    """Theme × instrument per place. ``instruments`` pairs class (supply …) with finer kind.

    A measure with two themes counts under both; empty cells are left out.
    """

    themes: tuple[str, ...]
    instruments: tuple[tuple[str, str], ...]
    cells: tuple[CoverageCell, ...]

    def count(self, place: str, theme: str | None = None, instrument: str | None = None) -> int:
        """Number of different measures of a place with this theme and instrument (None: any)."""
        found: set[str] = set()
        for cell in self.cells:
            asked = theme in (None, cell.theme) and instrument in (None, cell.instrument)
            if asked and cell.place == place:
                found.update(cell.measures)
        return len(found)


class MeasureRef(Record, frozen=True):
    """A measure of one place; ``text`` are its words (without the plan's text: its actions)."""

    place: str
    id: str
    title: str | None
    start: int
    end: int
    text: str


class SharedWords(Record, frozen=True):
    """The same wording in two measures; offsets count from each ``MeasureRef.text``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    text: str


class MeasureMatch(Record, frozen=True):
    """A measure ``a`` and its nearest measure ``b`` in one other place.

    ``similarity`` (0–1) weighs shared words by their rarity; ``shared`` marks common wording.
    ``mutual``: each is the other's nearest.
    """

    a: MeasureRef
    b: MeasureRef
    similarity: float
    mutual: bool
    shared: tuple[SharedWords, ...]


class OnlyHere(Record, frozen=True):
    """A measure to which no other place has anything near; ``nearest`` is the best met."""

    measure: MeasureRef
    nearest: float


class SharedPassage(Record, frozen=True):
    """The same words in two plans: ``a`` and ``b`` are place ids, ``a`` the earlier in order.

    ``text`` is the passage as ``a`` has it, line breaks included; ``length`` counts its letters
    and digits (punctuation and breaks do not count, and may differ between the two).
    """

    a: str
    b: str
    a_start: int
    a_end: int
    b_start: int
    b_end: int
    length: int
    text: str


class Reuse(Record, frozen=True):
    """How much two plans share: ``share_a`` is the part of ``a``'s letters that ``b`` has too.

    ``source`` is the place that can have been copied from, and ``lineage`` why it is taken for
    that: it is the ``higher_level`` plan (its region holds the other), or the ``earlier`` one by
    date of issue. Both null where neither is known. Not proof: both may copy a third text.
    """

    a: str
    b: str
    passages: int
    characters: int
    share_a: float
    share_b: float
    source: str | None = None
    lineage: Lineage | None = None


class Comparison(Record, frozen=True):
    """Everything that ``compare`` finds between plans; the same input gives the same object.

    ``matches`` hold each measure's nearest in every other place above the threshold, best first
    per measure; ``passages`` the longest first per pair; ``reuse`` every pair that shares any.
    """

    places: tuple[Place, ...]
    panel: Panel
    coverage: Coverage
    matches: tuple[MeasureMatch, ...]
    only_here: tuple[OnlyHere, ...]
    passages: tuple[SharedPassage, ...]
    reuse: tuple[Reuse, ...]

    def place(self, id: str) -> Place:
        """The place with this id; raises ``KeyError`` where there is none."""
        for place in self.places:
            if place.id == id:
                return place
        raise KeyError(id)
