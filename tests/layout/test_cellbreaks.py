"""Line breaks of a cell: between items, or within the words of one."""

from __future__ import annotations

import pytest

from extractor.layout.cellbreaks import parts_items
from extractor.lexicon.loader import default_lexicon


@pytest.mark.parametrize(
    ("before", "after", "parted", "why"),
    [
        ("市水务局", "市林业局", True, "two organisations"),
        ("市市场监管局（市知识产权局）", "市科技局", True, "a second name in brackets"),
        ("青禾县", "白石县", True, "two regions"),
        ("市发展改革", "委", False, "one name wrapped"),
        ("青禾市", "水务局", False, "a region before its office"),
        ("2020年", "目标值", False, "a header wrapped"),
        ("市水务局、", "市林业局", False, "the mark itself parts them"),
        ("25", "20", True, "numbers never run together"),
        ("1.改造干渠", "2.建设泵站", True, "numbered items"),
        ("改造管网120公里", "新建泵站3座以上", True, "a quantity ends an item"),
        ("高新技术产业增加值占", "规模以上工业比重", False, "a name wrapped"),
        ("2021—", "2025年", False, "a range wrapped"),
        ("清理河道", "（含支流）", False, "brackets go on"),
    ],
)
def test_breaks(before: str, after: str, parted: bool, why: str) -> None:
    assert parts_items(before, after, default_lexicon()) is parted, why
