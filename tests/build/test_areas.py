"""Duties joined to records: innermost measure, table cells, links, ids."""

from __future__ import annotations

from array import array

from extractor.build.areas import Links, build_areas
from extractor.document import (
    Front,
    PlanDocument,
    Reading,
    Source,
    SourceText,
    TableBlock,
    TableCell,
)
from extractor.find.duties import find_duties
from extractor.find.places import find_places
from extractor.lexicon.gazetteer import gazetteer
from extractor.lexicon.loader import default_lexicon
from extractor.plan import Area, Region
from extractor.spans import Span

FRONT = Front(None, None, None, None, None, ())


def document(text: str, tables: tuple[TableBlock, ...] = ()) -> PlanDocument:
    """A plan whose reading stands two characters into its source."""
    source = Source("plan.txt", "text/plain", "0" * 64, "utf-8", len(text) + 2)
    reading = Reading(text, text, array("l", range(2, len(text) + 3)))
    return PlanDocument(SourceText("##" + text, source, ()), reading, (), (), tables, FRONT, ())


def home() -> Region:
    division = gazetteer().resolve("资阳市")
    assert division is not None
    return gazetteer().region(division)


def build(
    text: str,
    measures: list[tuple[str, int, int]],
    projects: list[tuple[str, int, int, Span | None, Span | None]] | None = None,
    tables: tuple[TableBlock, ...] = (),
) -> tuple[tuple[Area, ...], dict[str, Links]]:
    lexicon = default_lexicon()
    duties = find_duties(text, lexicon, find_places(text, lexicon, home()), home())
    plan = document(text, tables)
    areas, links = build_areas(plan, measures, projects or [], duties, home(), lexicon)
    for area in areas:
        for given in area.assignments:
            assert plan.source.text[given.start : given.end] == given.text
    return areas, links


def table(text: str, header: tuple[str, ...], rows: list[list[str]]) -> TableBlock:
    """A table whose cells are found in the text in order."""
    at, cells = 0, []
    for row in rows:
        line = []
        for word in row:
            at = text.index(word, at)
            line.append(TableCell(at, at + len(word)))
            at += len(word)
        cells.append(tuple(line))
    return TableBlock("duties", None, 0, header, (), tuple(cells), 0, len(text))


def test_a_duty_belongs_to_the_innermost_measure() -> None:
    text = "推进改革。\n雁江区：建设新馆。（责任单位：市水务局）"
    areas, links = build(text, [("m1", 0, len(text)), ("m2", 6, len(text))])
    assert [(a.id, a.kind, a.name, a.code) for a in areas] == [
        ("a1", "region", "雁江区", "512002"),
        ("a2", "organisation", "市水务局", None),
    ]
    assert {g.record for a in areas for g in a.assignments} == {"m2"}
    assert links == {"m2": Links(("a1",), ("a2",))}


def test_what_stands_in_no_measure_is_no_area() -> None:
    assert build("在高新区建设新馆。", []) == ((), {})


def test_one_area_collects_its_assignments_once_per_record() -> None:
    text = "在高新区建设新馆，在高新区设立站点。\n高新区：开展试点。"
    areas, _ = build(text, [("m1", 0, 19), ("m2", 19, len(text))])
    assert [(a.name, [g.record for g in a.assignments]) for a in areas] == [
        ("高新区", ["m1", "m2"])
    ]


def test_project_cells_give_location_and_responsible() -> None:
    text = "新馆项目\n雁江区、高新区\n市水务局"
    place, who = Span(5, 12), Span(13, 17)
    areas, links = build(text, [], [("p1", 0, len(text), place, who)])
    assert [(a.kind, a.name, a.assignments[0].role) for a in areas] == [
        ("region", "雁江区", "location"),
        ("zone", "高新区", "location"),
        ("organisation", "市水务局", "responsible"),
    ]
    assert links["p1"] == Links(("a1", "a2"), ("a3",))


def test_an_unknown_place_in_a_location_cell_is_a_region_without_code() -> None:
    text = "新馆项目\n双桥村"
    areas, _ = build(text, [], [("p1", 0, len(text), Span(5, 8), None)])
    assert [(a.kind, a.name, a.code) for a in areas] == [("region", "双桥村", None)]


def test_columns_of_a_duty_table_give_roles() -> None:
    text = "建设新馆\n市水务局\n市财政局\n改造旧馆\n市水务局\n市审计局"
    rows = [["建设新馆", "市水务局", "市财政局"], ["改造旧馆", "市水务局", "市审计局"]]
    block = table(text, ("任务", "牵头单位", "配合单位"), rows)
    areas, links = build(text, [("m1", 0, 14), ("m2", 15, len(text))], tables=(block,))
    assert [(a.name, [(g.role, g.record) for g in a.assignments]) for a in areas] == [
        ("市水务局", [("lead", "m1"), ("lead", "m2")]),
        ("市财政局", [("support", "m1")]),
        ("市审计局", [("support", "m2")]),
    ]
    assert links["m2"].responsible == ("a1", "a3")


def test_a_bracket_on_its_own_line_belongs_to_the_measure_before() -> None:
    text = "建设新馆。\n（市水务局牵头，市财政局配合）\n改造旧馆。\n责任单位：市审计局"
    areas, _ = build(text, [("m1", 0, 5), ("m2", 23, 28)])
    assert [(a.name, [(g.role, g.record) for g in a.assignments]) for a in areas] == [
        ("市水务局", [("lead", "m1")]),
        ("市财政局", [("support", "m1")]),
        ("市审计局", [("responsible", "m2")]),
    ]


def test_a_duty_line_taken_for_a_measure_still_belongs_to_the_one_before() -> None:
    text = "建设新馆。\n（市水务局、市财政局负责）"
    areas, links = build(text, [("m1", 0, 5), ("m2", 6, len(text))])
    assert {g.record for a in areas for g in a.assignments} == {"m1"}
    assert list(links) == ["m1"]


def test_running_text_between_measures_gives_nothing() -> None:
    text = "建设新馆。\n在高新区建设站点。\n改造旧馆。"
    assert build(text, [("m1", 0, 5), ("m2", 16, len(text))]) == ((), {})


def test_a_short_zone_name_takes_the_plans_full_one() -> None:
    text = "资阳高新区水网老旧。\n在高新区建设新馆。\n支持市高新区改造旧馆。"
    areas, _ = build(text, [("m1", 11, 20), ("m2", 21, len(text))])
    assert [(a.name, [g.text for g in a.assignments]) for a in areas] == [
        ("资阳高新区", ["高新区", "市高新区"])
    ]


def test_the_bearers_column_of_a_duty_table_needs_no_other_word() -> None:
    text = "市水务局\n建设新馆\n市审计局\n改造旧馆"
    block = table(
        text, ("部门", "职责与任务"), [["市水务局", "建设新馆"], ["市审计局", "改造旧馆"]]
    )
    areas, _ = build(text, [("m1", 0, 9), ("m2", 10, len(text))], tables=(block,))
    assert [(a.name, [(g.role, g.record) for g in a.assignments]) for a in areas] == [
        ("市水务局", [("responsible", "m1")]),
        ("市审计局", [("responsible", "m2")]),
    ]
