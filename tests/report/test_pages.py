"""Reports as HTML: nothing from the plan is left out, doubled or run."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser

import msgspec
import pytest

from extractor.plan import Plan, Table
from extractor.report import plan_report, validation_report
from extractor.report.grids import align
from extractor.report.html import both, esc, tag
from extractor.report.paint import Paint, Painter
from extractor.report.svg import Dumbbell, dumbbells, heat
from extractor.report.text import render_text
from extractor.score import validate
from tests.export.sample import EDITS, plan
from tests.score.sample import TEXT, edited, to_gold, to_json


class Reader(HTMLParser):
    """The text content, and for every marked piece its start, records and words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.pieces: list[tuple[int, set[str], str]] = []
        self.links: list[str] = []
        self._open: list[tuple[str, dict]] = []
        self.feed(page)

    def handle_starttag(self, name, attributes):
        values = dict(attributes)
        self.links += [v for k, v in values.items() if k in ("src", "href", "action", "srcset")]
        if name not in ("meta", "link", "br", "input"):
            self._open.append((name, values))

    def handle_startendtag(self, name, attributes):
        pass  # shapes of a chart

    def handle_endtag(self, name):
        assert self._open.pop()[0] == name

    def handle_data(self, data):
        self.text.append(data)
        values = self._open[-1][1] if self._open else {}
        if "m" in values.get("class", "").split():
            self.pieces.append((int(values["data-s"]), set(values["data-r"].split()), data))


def solid(text):
    return "".join(text.split())


def test_text_is_complete_and_once():
    for one in (plan(), None):
        page = Reader(render_text(TEXT, one, []))
        assert solid("".join(page.text)) == solid(TEXT)


def test_every_record_lies_on_its_words():
    page = Reader(plan_report(plan(), TEXT))
    assert page.pieces
    for start, _, words in page.pieces:
        assert TEXT[start : start + len(words)] == words

    def words_of(record):
        return solid("".join(w for _, records, w in page.pieces if record in records))

    assert words_of("i1") == "节水车间"
    assert words_of("i1.1") == "12个"
    assert words_of("m1.a1") == "推广滴灌设备"
    assert words_of("m1.p1") == "“清渠”行动"
    assert words_of("a1.1") == "云溪水务局"
    assert words_of("r1") == "《水法》"
    assert words_of("f1") == "5%"
    assert words_of("m1") == "推广滴灌技术。推广滴灌设备，改造老旧管网。开展“清渠”行动。"
    assert words_of("p1") == "管网改造东湖县"


def test_a_file_needs_nothing_from_elsewhere():
    page = plan_report(plan(), TEXT)
    links = [link for link in Reader(page).links if not link.startswith(("#", "data:,"))]
    assert links == []
    styles = "".join(re.findall(r"<style>(.*?)</style>", page, re.S))
    assert "url(" not in styles
    assert "@import" not in styles
    assert "default-src 'none'" in page


EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">\'"&lt;</style></article>'


def evil():
    """The sample with markup in every text that a plan may hold."""

    def poison(value):
        if isinstance(value, dict):
            return {k: v if k in _KEPT else poison(v) for k, v in value.items()}
        if isinstance(value, list):
            return [poison(item) for item in value]
        return value + EVIL if isinstance(value, str) else value

    return Plan.from_json(to_json(poison(edited(EDITS))))


_KEPT = ("id", "kind", "role", "origin", "comparator", "record", "class", "level", "schema_version")


def test_markup_in_a_plan_is_words():
    text = TEXT + EVIL
    page = plan_report(evil(), text)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert page.count("<script") == page.count("</script>") == 1
    read = Reader(page)  # asserts that all tags are closed in their order
    assert EVIL in "".join(read.text)


def test_control_characters_are_shown_one_for_one():
    assert esc("a\x00b\x1b\x7f\t\n") == "a\ufffdb\ufffd\ufffd\t\n"


def test_tags():
    assert tag("p", "x", class_="a", data_r='"', id=None) == '<p class="a" data-r="&quot;">x</p>'
    assert (
        both("一", "one")
        == '<span class="zh" lang="zh">一</span><span class="en" lang="en">one</span>'
    )


@pytest.mark.parametrize(
    ("spans", "pieces"),
    [
        ([(0, 2, "a")], [(0, "ab", "a")]),
        ([(0, 3, "a"), (1, 2, "b")], [(0, "a", "a"), (1, "b", "a b"), (2, "c", "a")]),
        ([(0, 2, "a"), (1, 3, "b")], [(0, "a", "a"), (1, "b", "a b"), (2, "c", "b")]),
        ([(0, 2, "a"), (0, 2, "b")], [(0, "ab", "a b")]),
        ([(1, 1, "a"), (2, 9, "b"), (-1, 1, "c")], []),
        ([(0, 2, "a"), (2, 4, "b")], [(0, "ab", "a"), (2, "cd", "b")]),
    ],
)
def test_overlapping_spans_are_cut(spans, pieces):
    painter = Painter("abcd", [Paint(s, e, r, "k") for s, e, r in spans])
    read = Reader(painter.html(0, 4))
    assert "".join(read.text) == "abcd"
    assert [(s, w, " ".join(sorted(r))) for s, r, w in read.pieces] == pieces


def test_the_shortest_span_comes_first():
    painter = Painter("abcd", [Paint(0, 4, "long", "k"), Paint(1, 2, "short", "k")])
    assert 'data-r="short long"' in painter.html(0, 4)


def test_a_stretch_of_a_span():
    painter = Painter("abcd", [Paint(0, 4, "a", "k", pin="a")])
    assert painter.html(1, 3) == '<span class="m k" data-r="a" data-s="1">bc</span>'
    assert painter.html(0, 1).startswith('<a class="pin" data-r="a" data-n="a"></a>')


def _table(header, rows, text):
    return Table("t1", None, None, "other", tuple(header), tuple(map(tuple, rows)), 0, len(text))


@pytest.mark.parametrize(
    ("text", "header", "rows", "found"),
    [
        ("甲\t乙\n1\t2\n", ["甲", "乙"], [["1", "2"]], [["甲", "乙"], ["1", "2"]]),
        ("甲\n\t乙 \n丙\n\n1\n\t2", ["甲", "乙丙"], [["1", "2"]], [["甲", "乙 \n丙"], ["1", "2"]]),
        ("甲\t乙\n1\t2\n\t3", ["甲", "乙"], [["1", "2"], ["1", "3"]],
         [["甲", "乙"], ["1", "2"], ["(1)", "3"]]),
        ("甲\t\t\n1\t2", ["甲", "甲"], [["1", "2"]], [["甲", "(甲)"], ["1", "2"]]),
        ("甲\t乙\n1\t\n", ["甲", "乙"], [["1", ""]], [["甲", "乙"], ["1", ""]]),
        ("甲\t乙\n1\t2\n注：略", ["甲", "乙"], [["1", "2"]], None),
        ("甲\t乙\n1\t2", ["甲", "乙"], [["1", "9"]], None),
        ("甲\t乙\n1\t2", ["甲", "乙"], [["2", "1"]], None),
    ],
)  # fmt: skip
def test_grids(text, header, rows, found):
    grid = align(text, _table(header, rows, text))
    if found is None:
        assert grid is None
        return
    assert [
        [f"({c.ghost})" if c.ghost else text[c.start : c.end] for c in row] for row in grid.rows
    ] == found


def test_a_heading_after_debris_on_two_lines():
    text = "[x]一、发展\n基础\n正文。\n"
    data = edited([])
    section = {"id": "s1", "number": "一、", "title": "发展基础", "level": 1, "kind": "review",
               "parent": None, "start": 3, "end": len(text)}  # fmt: skip
    empty = {key: [] for key, value in data.items() if isinstance(value, list)}
    one = Plan.from_json(to_json({**data, **empty, "sections": [section]}))
    html = render_text(text, one, [])
    assert '<h2 class="head" id="s1" data-r="s1" data-s="0">[x]一、发展</h2>' in html
    assert '<h2 class="head" data-r="s1" data-s="8">基础</h2>' in html
    assert "<p" in html.split("\n")[2]


def test_reports_are_the_same_every_time():
    assert plan_report(plan(), TEXT) == plan_report(plan(), TEXT)


def test_validation_shows_slips_in_their_place():
    read = Plan.from_json(to_json(edited([["indicators.0.observations.0.evidence@", "5%"]])))
    gold = to_gold([])
    report = validate([(read, gold)])
    page = validation_report(report, {gold.name: TEXT})
    pieces = Reader(page).pieces
    for number, slip in enumerate(report.plans[0].slips, 1):
        if slip.start is not None and slip.end > slip.start:
            words = "".join(w for _, r, w in pieces if f"d1-{number}" in r)
            assert solid(words) == solid(TEXT[slip.start : slip.end])
    assert any(slip.kind == "miss" for slip in report.slips)


def test_validation_without_text_lists_slips():
    report = validate([(Plan.from_json(to_json(edited([["references", []]]))), to_gold([]))])
    assert "The text is not at hand." in validation_report(report, {})


def test_dumbbell_ends_and_words():
    bell = Dumbbell("c1", "云溪市", Decimal(10), Decimal(20), "10个", "20个以上")
    other = Dumbbell("c2", "<b>", None, Decimal(15), "", "15个")
    svg = dumbbells([bell, other], "车间")
    assert "10个 → 20个以上" in svg
    assert "&lt;b&gt;" in svg
    base = float(re.search(r'class="base" cx="([\d.]+)"', svg)[1])
    ends = [float(x) for x in re.findall(r'class="target" cx="([\d.]+)"', svg)]
    assert base < ends[1] < ends[0]


@pytest.mark.parametrize("values", [(0, 0), (5, 5), (-3, 4), (1, 10**15)])
def test_scales_hold_any_values(values):
    low, high = map(Decimal, values)
    svg = dumbbells([Dumbbell("c1", "a", low, high)], "x")
    for x in re.findall(r'c?x1?="([\d.]+)"', svg):
        assert 0 <= float(x) <= 550


@pytest.mark.parametrize(
    ("count", "most", "name"),
    [(0, 5, "h0"), (1, 8, "h1"), (8, 8, "h8"), (5, 5, "h8"), (1, 0, "h0")],
)
def test_heat(count, most, name):
    assert heat(count, most) == name


def test_page_of_a_plan_with_nothing_in_it():
    one = plan()
    empty = Plan(one.source, msgspec.structs.replace(one.plan, title=None, evidence=()))
    assert "sample.txt" in plan_report(empty, "无。")
