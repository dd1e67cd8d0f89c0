"""Reports in a real browser: highlights, clicks, filters, phones; no error and no request."""

from __future__ import annotations

import pytest

from extractor.plan import Plan
from extractor.report import comparison_report, plan_report, validation_report
from extractor.score import validate
from tests.export.sample import EDITS, plan
from tests.report.sample import comparison
from tests.report.test_pages import EVIL, evil
from tests.score.sample import TEXT, edited, to_gold, to_json

# Long enough that what is selected is out of sight at first.
_FILL = "\n".join(f"第{n}段说明文字，与记录无关。" for n in range(120))
LONG = TEXT + _FILL + "\n"


@pytest.fixture(scope="module")
def html():
    return plan_report(plan(), LONG)


def lit(page):
    """The words that are lit up, and where they are."""
    return page.evaluate(
        "[...document.querySelectorAll('#text .on')].map(e => [e.textContent, +e.dataset.s])"
    )


def seen(page, selector):
    """True when the element is inside the window."""
    return page.evaluate(
        "s => { const r = document.querySelector(s).getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight && r.width > 0; }",
        selector,
    )


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ("i1", "节水车间"),
        ("i1.1", "12个"),
        ("i3.1", "3.5"),
        ("m1.a2", "改造老旧管网"),
        ("m1.p1", "“清渠”行动"),
        ("a1.1", "云溪水务局"),
        ("r1", "《水法》"),
    ],
)
def test_from_a_record_to_its_words(visit, html, record, words):
    page = visit(html)
    page.evaluate("document.getElementById('main').scrollTop = 1e6")
    page.click(f'#panel button[data-r="{record}"]')
    found = lit(page)
    assert "".join(text for text, _ in found) == words
    assert found[0][1] == LONG.index(words)
    assert seen(page, "#text .on")


def test_from_words_to_the_record_and_through_those_below(visit, html):
    page = visit(html)
    piece = '#text [data-r~="m1.p1"] >> nth=0'
    chosen = []
    for _ in range(3):
        page.click(piece)
        chosen.append(page.evaluate("document.querySelector('#panel .sel').dataset.r"))
    assert chosen == ["m1.p1", "m1.a3", "m1"]
    assert seen(page, "#panel .sel")


def test_findings_stand_on_top_and_lead_to_their_words(visit, html):
    page = visit(html)
    box = page.locator(".findings").bounding_box()
    assert box["y"] < page.locator("#text").bounding_box()["y"]
    page.click(".findings a >> text=无基期")
    assert [text for text, _ in lit(page)] == ["5%"]


def test_filter_by_type(visit, html):
    page = visit(html)
    action = "#text [data-r~='m1.a2']"
    line = f'getComputedStyle(document.querySelector("{action}")).textDecorationLine'
    assert page.evaluate(line) == "underline"
    page.click('[data-filter="type:actions"]')
    assert page.evaluate(line) == "none"
    assert not page.locator('#panel [data-r="m1.a2"]').is_visible()
    page.click(action)  # what is switched off cannot be chosen
    assert page.evaluate("document.querySelector('#panel .sel').dataset.r") == "m1"


def test_filter_by_role(visit, html):
    page = visit(html)
    page.click('[data-filter="role:actual"]')
    assert not page.locator('#panel .card[data-r="i1"]').is_visible()
    assert page.locator('#panel .card[data-r="i3"]').is_visible()


def test_search_counts_and_steps(visit, html):
    page = visit(html)
    page.fill("#search", "第119段")
    page.locator("#hits:text-is('1')").wait_for()
    assert page.locator("#panel .card:visible").count() == 0
    page.press("#search", "Enter")
    assert page.text_content("#hits") == "1/1"
    assert page.evaluate("document.getElementById('main').scrollTop") > 1000
    page.press("#search", "Escape")
    assert page.locator("#panel .card:visible").count() > 5


def test_search_finds_words_across_marks(visit, html):
    page = visit(html)
    page.fill("#search", "节水车间12个，用水")
    page.locator("#hits:text-is('1')").wait_for()


def test_outline_leads_to_the_heading(visit, html):
    page = visit(html)
    page.click("#outline >> text=附表")
    assert seen(page, "#s3")
    assert page.text_content("#s3") == "附表"


def test_a_link_to_a_record(visit, html):
    page = visit(html, fragment="#i1.1")
    assert lit(page) == [["12个", LONG.index("12个")]]


@pytest.mark.parametrize(("locale", "word"), [("zh-CN", "指标"), ("en-GB", "Indicators")])
def test_languages(visit, html, locale, word):
    page = visit(html, locale=locale)
    summary = "#panel [data-t=indicators] > summary"
    assert page.inner_text(summary).startswith(word)
    page.click("#lang")
    assert not page.inner_text(summary).startswith(word)


def test_on_a_phone_a_tap_opens_the_card(visit, html):
    page = visit(html, width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not page.locator("#panel").is_visible()
    page.click("#text [data-r~='i1.1']")
    assert "节水车间" in page.inner_text("#sheet")
    page.click("#tabs >> text=记录")
    assert page.locator("#panel").is_visible()
    page.click('#panel button[data-r="r1"]')
    assert seen(page, "#text .on")


def test_on_paper_text_and_records_are_there(visit, html):
    page = visit(html)
    page.emulate_media(media="print")
    assert page.locator("#panel").is_visible()
    assert not page.locator("#chips").is_visible()
    size = page.evaluate(
        "[document.body.scrollHeight, document.getElementById('text').scrollHeight]"
    )
    assert size[0] > size[1]  # nothing is cut off at the window's height


def test_a_script_in_a_plan_does_not_run(visit):
    page = visit(plan_report(evil(), TEXT + EVIL))
    assert page.evaluate("document.scripts.length") == 1
    assert page.locator("img").count() == 0
    assert EVIL in page.text_content("#text")


def test_tables_are_tables(visit, html):
    page = visit(html)
    cells = page.locator("#t1 td").all_inner_texts()
    assert cells == ["用水总量", "亿吨", "3.5", "水质", "", "持续改善"]


def test_comparison(visit):
    page = visit(comparison_report(comparison()))
    ring = page.locator("figure >> nth=0").locator("circle.base")
    disc = page.locator("figure >> nth=0").locator("[data-place=c1] circle.target")
    assert ring.bounding_box()["x"] < disc.bounding_box()["x"]
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator(".h8 >> nth=0").evaluate(colour) != page.locator(".h0 >> nth=0").evaluate(
        colour
    )
    page.fill("#search", "节水车间")
    page.locator(".passage.hide").wait_for(state="attached")
    assert page.locator("figure >> nth=0").is_visible()


def test_comparison_on_a_phone(visit):
    page = visit(comparison_report(comparison()), width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_validation(visit):
    read = Plan.from_json(to_json(edited([*EDITS, ["references", []]])))
    gold = to_gold([])
    page = visit(validation_report(validate([(read, gold)]), {gold.name: TEXT}, {gold.name: read}))
    page.click("#panel .card:has-text('references') button")
    assert [text for text, _ in lit(page)] == ["《水法》"]
    page.click('[data-filter="type:miss"]')
    assert not page.locator("#panel .card:has-text('references')").first.is_visible()
