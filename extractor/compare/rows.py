"""Which values stand in one row: by concept, by evened name, then as a person decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from extractor.compare.decisions import Decisions
from extractor.compare.slots import build_cell
from extractor.compare.types import Basis, PanelRow, Place
from extractor.compare.values import WORDS, Placed, RowKey, Units, concept_unit

_GROWTH = "增速"

Grouped = dict[RowKey, dict[str, list[Placed]]]


def group(placed: Mapping[str, Sequence[Placed]], decisions: Decisions) -> Grouped:
    """All values by row and place; confirmed pairs join, refused ones take rows of their own."""
    refused = _refused(placed, decisions)
    rows: Grouped = defaultdict(lambda: defaultdict(list))
    for place, values in placed.items():
        for one in values:
            key = one.row
            if (key.key, one.reading.exact) in refused:
                key = RowKey(f"{key.key}~{one.reading.exact}", key.aspect, key.dimension)
            rows[key][place].append(one)
    return _join(_settle_words(rows), decisions)


def _refused(placed: Mapping[str, Sequence[Placed]], decisions: Decisions) -> set[tuple[str, str]]:
    """Names that must leave their row, since a person refused them another name of it."""
    pairs = decisions.of("refused")
    if not pairs:
        return set()
    known = {one.indicator.name: one for values in placed.values() for one in values}
    leaving = set()
    for a, b in pairs:
        if a in known and b in known and known[a].row.key == known[b].row.key:
            first, second = known[a].reading, known[b].reading
            # The name that is the concept's own stays; of two others the second leaves.
            own = second.concept is not None and second.name == second.concept.name
            leaving.add((known[a].row.key, (first if own else second).exact))
    return leaving


def _settle_words(rows: Grouped) -> Grouped:
    """Values without a number join the one row of their name, where there is just one."""
    dimensions: dict[tuple[str, str], list[RowKey]] = defaultdict(list)
    for key in rows:
        if key.dimension != WORDS:
            dimensions[key.key, key.aspect].append(key)
    settled: Grouped = defaultdict(lambda: defaultdict(list))
    for key, places in rows.items():
        others = dimensions[key.key, key.aspect] if key.dimension == WORDS else []
        target = others[0] if len(others) == 1 else key
        for place, values in places.items():
            settled[target][place] += values
    for places in settled.values():
        for values in places.values():
            values.sort(key=lambda v: v.order)
    return settled


def _join(rows: Grouped, decisions: Decisions) -> Grouped:
    """Join the rows of confirmed pairs; rows of different dimensions never join."""
    confirmed = decisions.of("confirmed")
    if not confirmed:
        return rows
    named: dict[str, list[RowKey]] = defaultdict(list)
    for key, places in rows.items():
        for name in {v.indicator.name for values in places.values() for v in values}:
            named[name].append(key)
    leader = {key: key for key in rows}

    def find(key: RowKey) -> RowKey:
        while leader[key] != key:
            key = leader[key]
        return key

    for a, b in confirmed:
        for one in named.get(a, ()):
            for other in named.get(b, ()):
                if (one.aspect, one.dimension) == (other.aspect, other.dimension):
                    first, second = sorted((find(one), find(other)))
                    leader[second] = first
    joined: Grouped = defaultdict(lambda: defaultdict(list))
    for key, places in rows.items():
        for place, values in places.items():
            joined[find(key)][place] += values
    return joined


def build_rows(grouped: Grouped, places: Sequence[Place], units: Units) -> tuple[PanelRow, ...]:
    """The rows, those of most places first, then by where they are first met."""
    rank = {place.id: index for index, place in enumerate(places)}
    by_id = {place.id: place for place in places}
    main = _main_dimensions(grouped)
    built = []
    for key, by_place in grouped.items():
        cells = {place: by_place[place] for place in sorted(by_place, key=rank.__getitem__)}
        values = [v for one in cells.values() for v in one]
        if all(v.slot == "other" for v in values) and key.dimension == WORDS:
            continue  # only ranks and multiples of something that has no level here
        first = next(iter(cells))
        sorting = (-len(cells), rank[first], cells[first][0].order, key)
        built.append((sorting, _row(key, cells, by_id, units, main[key.key] == key)))
    return tuple(row for _, row in sorted(built, key=lambda b: b[0]))


def _main_dimensions(grouped: Grouped) -> dict[str, RowKey]:
    """Per name the level row that most places have: it alone bears the bare id."""
    main: dict[str, RowKey] = {}
    for key, _ in sorted(grouped.items(), key=lambda kv: (-len(kv[1]), kv[0])):
        if key.aspect == "level":
            main.setdefault(key.key, key)
    return defaultdict(lambda: RowKey("", "level", ""), main)


def _row(
    key: RowKey,
    cells: Mapping[str, list[Placed]],
    places: Mapping[str, Place],
    units: Units,
    main: bool,
) -> PanelRow:
    values = [v for one in cells.values() for v in one]
    reading = values[0].reading
    concept = reading.concept
    name = concept.name if concept else _commonest(v.reading.exact for v in values)
    if key.aspect == "growth" and not name.endswith(_GROWTH):
        name += _GROWTH
    suffix = ".growth" if key.aspect == "growth" else "" if main else f"@{key.dimension}"
    return PanelRow(
        id=key.key + suffix,
        name=name,
        concept=concept.id if concept else None,
        aspect=key.aspect,
        basis=_basis(key, values),
        dimension=key.dimension,
        unit=_unit(key, values, units),
        direction=concept.direction if concept else None,
        cells=tuple(build_cell(places[place], one) for place, one in cells.items()),
        missing=tuple(place for place in places if place not in cells),
    )


def _basis(key: RowKey, values: Sequence[Placed]) -> Basis:
    if len({v.row.key for v in values}) > 1:
        return "confirmed"
    if values[0].reading.concept:
        return "concept"
    return "name" if len({v.reading.exact for v in values}) == 1 else "normalised"


def _unit(key: RowKey, values: Sequence[Placed], units: Units) -> str | None:
    if key.aspect == "growth":
        return "%"
    own = concept_unit(values[0].reading, key.dimension, units)
    if own is not None:
        return own
    fitting = [v.value.unit for v in values if v.slot != "other" and v.value.unit]
    return _commonest(fitting) if fitting else None


def _commonest(words: Iterable[str]) -> str:
    """The word met most often; of equals the first."""
    counts = Counter(words)
    return max(counts, key=counts.__getitem__)


def with_accepted(row: PanelRow) -> PanelRow:
    """The row, marked as joined by its score alone."""
    return msgspec.structs.replace(row, basis="accepted")
