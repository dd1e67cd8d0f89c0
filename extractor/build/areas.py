"""Areas and organisations with what each is given: duties joined to measures and projects."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter

import msgspec

from extractor.document import PlanDocument
from extractor.find.duties import column_role, find_names, label_role, opens_duty_line
from extractor.find.organisations import own_zone, resolves
from extractor.lexicon.loader import Lexicon
from extractor.mentions import DutyMention, PlaceMention
from extractor.plan import Area, AreaKind, AreaRole, Assignment, Region
from extractor.spans import Span

MeasureSpan = tuple[str, int, int]
ProjectSpan = tuple[str, int, int, Span | None, Span | None]
_IN_PLACE = frozenset({"area", "location"})
_NEAR = 41  # records before an offset among which the one over it is looked for


class Links(msgspec.Struct, frozen=True, gc=False):
    """The area ids of one record: places it is for, and who is to do it."""

    areas: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()


class _Given(msgspec.Struct, frozen=True, gc=False):
    """One assignment before areas have ids; reading offsets."""

    record: str
    role: str
    start: int
    end: int
    place: PlaceMention


class _Nested:
    """Records by start, to find the one over an offset; they may stand in each other."""

    def __init__(self, records: Sequence[MeasureSpan]) -> None:
        self.records = sorted(records, key=lambda m: (m[1], -m[2]))
        self.starts = list(map(itemgetter(1), self.records))
        # How far a record and those before it reach: where that is not far enough, none is over.
        self.reach = list(accumulate(map(itemgetter(2), self.records), max))

    def innermost(self, at: int) -> str | None:
        """The shortest record over ``at``; nested ones begin shortly before."""
        index = bisect_right(self.starts, at) - 1
        best: str | None = None
        shortest = 0
        for i in range(index, max(-1, index - _NEAR), -1):
            if self.reach[i] <= at:
                break
            record, start, end = self.records[i]
            if at < end and (best is None or end - start < shortest):
                best, shortest = record, end - start
        return best

    def first(self, at: int) -> str | None:
        """The first record over ``at``."""
        return next((record for record, start, end in self.records if start <= at < end), None)


def build_areas(
    document: PlanDocument,
    measures: Sequence[MeasureSpan],
    projects: Sequence[ProjectSpan],
    duties: Sequence[DutyMention],
    region: Region | None,
    lexicon: Lexicon,
) -> tuple[tuple[Area, ...], dict[str, Links]]:
    """Areas in order of first appearance (``a1`` …), and the links of each record that has any.

    ``measures`` are (id, start, end) and ``projects`` (id, start, end, location cell, responsible
    cell), all in reading offsets. A duty outside every measure and project gives no area: a
    place that is only mentioned is none.
    """
    given = [
        *_in_projects(document, projects, region, lexicon),
        *_in_tables(document, measures, projects, region, lexicon),
        *_in_measures(document, measures, duties, lexicon),
    ]
    full = _full_names(document.reading.text, given, region, lexicon)
    given = [_named(one, full) for one in given]
    given.sort(key=lambda g: (g.start, g.end, g.record))
    return _areas(document, _unique(given))


def _named(one: _Given, full: Mapping[str, str]) -> _Given:
    if one.place.kind != "zone" or one.place.name not in full:
        return one
    place = msgspec.structs.replace(one.place, name=full[one.place.name])
    return msgspec.structs.replace(one, place=place)


def _full_names(
    text: str, given: Iterable[_Given], region: Region | None, lexicon: Lexicon
) -> dict[str, str]:
    """Short zone names (高新区, 市高新区) with the one full name that the plan has for them."""
    names = {one.place.name for one in given if one.place.kind == "zone"}
    full: dict[str, str] = {}
    for name in names:
        bare = own_zone(name, lexicon)
        if bare is not None and (found := _full_name(text, bare, names, region)) is not None:
            full[name] = found
    return full


def _full_name(text: str, bare: str, names: set[str], region: Region | None) -> str | None:
    """资阳高新区 where the text has it, else the only one of the given zones that ends so."""
    if region is None or region.code is None:
        return None
    own = [stem + bare for stem in (region.name[:-1], region.name) if len(stem) > 1]
    counts = [(text.count(name), name) for name in own]
    if (best := max(counts))[0]:
        return best[1]
    longer = [n for n in names if n.endswith(bare) and resolves(n[: -len(bare)], region)]
    return longer[0] if len(longer) == 1 else None


def _in_measures(
    document: PlanDocument,
    measures: Sequence[MeasureSpan],
    duties: Iterable[DutyMention],
    lexicon: Lexicon,
) -> Iterator[_Given]:
    nested = _Nested(measures)
    own_lines = frozenset(nested.starts)
    by_end = sorted(measures, key=lambda m: (m[2], m[1]))
    ends = [m[2] for m in by_end]
    heads = [heading.start for heading in document.headings]
    text, opened = document.reading.text, dict[int, bool]()  # a line has several duties
    for duty in duties:
        line = text.rfind("\n", 0, duty.start) + 1
        record = nested.innermost(duty.start)
        loose = record is None or line in own_lines
        if loose and line not in opened:
            opened[line] = opens_duty_line(text, line, lexicon)
        if loose and opened[line]:
            # The line itself may have been taken for an untitled measure.
            record = _before(by_end, ends, heads, line) or record
        if record is not None:
            yield _Given(record, duty.role, duty.start, duty.end, duty.place)


def _before(by_end: list[MeasureSpan], ends: list[int], heads: list[int], line: int) -> str | None:
    """The measure that a line of its own （…负责） closes: the last one, under the same heading."""
    index = bisect_right(ends, line) - 1
    if index < 0 or bisect_right(heads, ends[index] - 1) != bisect_right(heads, line):
        return None
    return by_end[index][0]


def _in_projects(
    document: PlanDocument,
    projects: Sequence[ProjectSpan],
    region: Region | None,
    lexicon: Lexicon,
) -> Iterator[_Given]:
    for record, _, _, location, responsible in projects:
        for span, role in ((location, "location"), (responsible, "responsible")):
            if span is not None:
                yield from _cell(document, record, span.start, span.end, role, region, lexicon)


def _in_tables(
    document: PlanDocument,
    measures: Sequence[MeasureSpan],
    projects: Sequence[ProjectSpan],
    region: Region | None,
    lexicon: Lexicon,
) -> Iterator[_Given]:
    """Columns 责任单位, 牵头单位 … of tables whose rows are measures or projects."""
    handled = {cell.start for p in projects for cell in p[3:] if isinstance(cell, Span)}
    nested = _Nested([*measures, *(p[:3] for p in projects)])
    for table in document.tables:
        roles = [label_role(header, lexicon) for header in table.header]
        if table.kind == "duties" and not any(roles):
            roles = [column_role(header, lexicon) for header in table.header]
        for row in table.rows:
            for cell, role in zip(row, roles, strict=False):
                if role is None or cell.end <= cell.start or cell.start in handled:
                    continue
                # A merged cell stands in several rows: the row itself tells the record.
                at = max(cell.start, min(c.start for c in row if c.end > c.start))
                record = nested.innermost(at) or nested.first(row[-1].start)
                if record is not None:
                    yield from _cell(document, record, cell.start, cell.end, role, region, lexicon)


def _cell(
    document: PlanDocument,
    record: str,
    start: int,
    end: int,
    role: str,
    region: Region | None,
    lexicon: Lexicon,
) -> Iterator[_Given]:
    for duty in find_names(document.reading.text, start, end, role, lexicon, region):
        place = duty.place
        if role == "location" and place.kind == "organisation":
            # 佛山镇双桥村 has no known form, but what stands in 建设地点 is a place.
            place = PlaceMention(place.start, place.end, place.name, "region")
        yield _Given(record, role, duty.start, duty.end, place)


def _unique(given: Iterable[_Given]) -> list[_Given]:
    """One assignment per record, area and role: the first words that give it."""
    seen: set[tuple[str, str, str, str]] = set()
    kept: list[_Given] = []
    for one in given:
        key = (one.record, one.role, one.place.kind, one.place.name)
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept


def _areas(
    document: PlanDocument, given: Iterable[_Given]
) -> tuple[tuple[Area, ...], dict[str, Links]]:
    by_area: dict[tuple[str, str, str | None], list[_Given]] = {}
    for one in given:
        by_area.setdefault((one.place.kind, one.place.name, one.place.code), []).append(one)
    areas: list[Area] = []
    links: dict[str, tuple[list[str], list[str]]] = {}
    for number, ((kind, name, code), parts) in enumerate(by_area.items(), 1):
        identity = f"a{number}"
        for one in parts:
            places, people = links.setdefault(one.record, ([], []))
            target = places if one.role in _IN_PLACE else people
            if identity not in target:
                target.append(identity)
        assignments = tuple([_assignment(document, one) for one in parts])
        areas.append(Area(identity, name, _kind(kind), code, assignments))
    return tuple(areas), {
        record: Links(tuple(places), tuple(people)) for record, (places, people) in links.items()
    }


def _assignment(document: PlanDocument, one: _Given) -> Assignment:
    words = document.evidence(one.start, one.end)
    return Assignment(_role(one.role), one.record, words.start, words.end, words.text)


@functools.lru_cache(maxsize=64)
def _kind(kind: str) -> AreaKind:
    known: AreaKind = msgspec.convert(kind, type=AreaKind)
    return known


@functools.lru_cache(maxsize=64)
def _role(role: str) -> AreaRole:
    known: AreaRole = msgspec.convert(role, type=AreaRole)
    return known
