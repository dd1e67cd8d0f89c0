"""The comparison report, drawn from records made by hand."""

from __future__ import annotations

import msgspec
import pytest

from extractor.compare.types import Coverage, Panel, PanelValue
from extractor.report import comparison_report
from extractor.report.panels import MOST_ROWS, panel_table, value_text
from extractor.report.wording import MOST, only_here
from tests.report.sample import EVIL, cell, comparison, place, row, value
from tests.report.test_pages import Reader

PAGE = comparison_report(comparison())


def test_what_it_says():
    words = "".join(Reader(PAGE).text)
    for wanted in ("12个 → 20个以上", "8.45%*", "25.0%", "50.0%", "推广滴灌技术", "甲"):
        assert wanted in words, wanted


def test_missing_indicators_are_said():
    assert "没有：" in PAGE
    panel = comparison().panel
    three = Panel((*panel.places, place(3, "东湖县")), panel.rows, ())
    assert panel_table(three).count("无此指标") == 1


def test_shared_wording_is_marked_once_per_pair():
    assert PAGE.count('class="match"') == 1
    assert PAGE.count(">推广滴灌技术</span>") == 2


def test_markup_in_names_is_words():
    assert "<script>alert" not in PAGE
    assert PAGE.count("<script") == 1
    assert EVIL in "".join(Reader(PAGE).text)


def test_nothing_to_compare():
    one = comparison()
    empty = msgspec.structs.replace(
        one, panel=Panel(one.places, (), ()), matches=(), only_here=(), passages=(), reuse=(),
        coverage=Coverage((), (), ()),
    )  # fmt: skip
    assert "没有发现共有文字" in comparison_report(empty)


def test_long_lists_are_cut_and_say_so():
    one = comparison()
    many = msgspec.structs.replace(one, only_here=one.only_here * (MOST + 1))
    assert f"{MOST} of {MOST + 1} shown" in only_here(many)
    rows = tuple(
        row(f"r{n}", f"指标{n}", cell(1, target=value("3座", "3"))) for n in range(MOST_ROWS + 1)
    )
    assert f"{MOST_ROWS} of {MOST_ROWS + 1} shown" in panel_table(Panel(one.places, rows, ()))


@pytest.mark.parametrize(
    ("slot", "text"),
    [
        (None, ""),
        (value("20个以上", "20"), "20个以上"),
        (PanelValue(None, None, qualitative="持续提升"), "持续提升"),
        (PanelValue(value("1", "-12.5").value, "%", computed=True), "-12.5%*"),
        (PanelValue(value("1", "18206").value, "件", computed=True), "18,206件*"),
    ],
)
def test_values_as_read(slot, text):
    assert value_text(slot) == text
