"""Regions, zones, organisations and groups, and the region a plan is made for."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from extractor.find.home import NATION, resolve_plan_region
from extractor.find.places import find_places
from extractor.lexicon.entries import RegionGroupEntry, ZoneEntry
from extractor.lexicon.gazetteer import gazetteer, level_of
from extractor.lexicon.loader import default_lexicon
from extractor.plan import Region

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/places.toml").read_text("utf-8"))["case"]


def home(name: str = "资阳市") -> Region:
    division = gazetteer().resolve(name)
    assert division is not None
    return gazetteer().region(division)


def places(text: str, own: Region | None = None) -> list[str]:
    found = find_places(text, default_lexicon(), own or home())
    assert all(m.start < m.end <= len(text) for m in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    return [f"{m.kind} {m.name}" + (f" {m.code}" if m.code else "") for m in found]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_places(case: dict[str, object]) -> None:
    assert places(str(case["text"])) == case["expect"], case["why"]


ENTRIES = [
    (entry, example)
    for kind in (ZoneEntry, RegionGroupEntry)
    for entry in default_lexicon().entries(kind)
    for example in entry.examples
]


@pytest.mark.parametrize(("entry", "example"), ENTRIES, ids=[e for _, e in ENTRIES])
def test_every_entry_is_found_in_its_example(
    entry: ZoneEntry | RegionGroupEntry, example: str
) -> None:
    kind = "zone" if isinstance(entry, ZoneEntry) else "region"
    found = find_places(example, default_lexicon(), None)
    assert any(m.kind == kind and m.name.endswith(entry.aliases) for m in found)


def test_home_decides_between_places_of_one_name() -> None:
    assert places("朝阳区", home("北京市")) == ["region 朝阳区 110105"]
    assert places("朝阳区", home("长春市")) == ["region 朝阳区 220104"]


def test_short_names_are_safe_only_at_home() -> None:
    assert places("推进安岳发展") == ["region 安岳县 512021"]
    assert places("推进安岳发展", home("广州市")) == []


@pytest.mark.parametrize(
    ("code", "name", "path"),
    [
        ("510117", "郫都区", ("四川省", "成都市", "郫都区")),
        ("512000", "资阳市", ("四川省", "资阳市")),
        ("110105", "朝阳区", ("北京市", "朝阳区")),
        ("419001", "济源市", ("河南省", "济源市")),
        ("710000", "台湾省", ("台湾省",)),
        ("810000", "香港特别行政区", ("香港特别行政区",)),
    ],
)
def test_paths(code: str, name: str, path: tuple[str, ...]) -> None:
    region = gazetteer().region(gazetteer().codes[code])
    assert (region.name, region.path, region.level) == (name, path, level_of(code))


def test_gazetteer_is_complete() -> None:
    levels = [level_of(code) for code in gazetteer().codes]
    assert levels.count("province") == 34
    assert levels.count("prefecture") == 333
    assert levels.count("county") > 2800


def test_former_names_lead_to_present_divisions() -> None:
    for divisions in gazetteer().full.values():
        for division in divisions:
            assert division.current in gazetteer().codes or division.current == division.code


@pytest.mark.parametrize(
    ("title", "text", "path"),
    [
        ("成都市郫都区“十四五”水利规划", "", ("四川省", "成都市", "郫都区")),
        ("资阳市“十四五”水利规划", "", ("四川省", "资阳市")),
        ("资阳市人民政府办公室关于印发《水利规划》的通知", "", ("四川省", "资阳市")),
        ("上海关于支持夜间经济的意见", "", ("上海市",)),
        ("广州开发区促进人才发展的措施", "", ("广东省", "广州市")),
        ("广州开发区 广州市黄埔区促进文旅发展的措施", "", ("广东省", "广州市", "黄埔区")),
        ("郫都区水利规划", "", ("四川省", "成都市", "郫都区")),
        ("内蒙古自治区阿拉善盟草原规划", "", ("内蒙古自治区", "阿拉善盟")),
        ("水利规划", "为推进资阳市水利发展，制定本规划。", ("四川省", "资阳市")),
    ],
)
def test_plan_region(title: str, text: str, path: tuple[str, ...]) -> None:
    region = resolve_plan_region(title, text)
    assert region is not None
    assert region.path == path


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("“十四五”现代物流规划", "国务院办公厅关于印发规划的通知"),
        ("国务院关于支持贵州发展的意见", ""),
        ("国家水网建设规划纲要", ""),
        ("水利部办公厅关于推进节水的意见", "新疆、内蒙古率先开展。"),
        ("2020年中央一号文件", "全文由新华社受权发布。"),
    ],
)
def test_national_plans(title: str, text: str) -> None:
    assert resolve_plan_region(title, text) == NATION


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("吉林经济回升。全市投资增长，我市获批试点。" * 5, ("吉林省", "吉林市")),
        ("吉林经济回升。全省投资增长，我省获批试点。" * 5, ("吉林省",)),
        (
            "新疆是个好地方。全市投资增长，我市获批试点，乌鲁木齐更美。" * 5,
            ("新疆维吾尔自治区", "乌鲁木齐市"),
        ),
        ("上海经济回升。全市投资增长，我市获批试点。" * 5, ("上海市",)),
    ],
)
def test_a_report_that_speaks_of_our_city_is_the_citys(text: str, path: tuple[str, ...]) -> None:
    region = resolve_plan_region("", text)
    assert region is not None
    assert region.path == path


def test_a_text_that_says_nothing_has_no_region() -> None:
    assert resolve_plan_region("水利规划", "推进水利发展。") is None


@pytest.mark.parametrize(
    ("speaker", "path"),
    [
        ("市人民政府", ("四川省", "资阳市")),
        ("市政府", ("四川省", "资阳市")),
        ("省人民政府", ("四川省",)),
        ("县人民政府", ("四川省", "资阳市", "安岳县")),
    ],
)
def test_an_untitled_report_says_for_which_level_it_speaks(
    speaker: str, path: tuple[str, ...]
) -> None:
    named = "四川省加快发展。" * 9 + "资阳市建成水厂。" * 6 + "安岳县建成泵站。" * 6
    region = resolve_plan_region(
        "", f"现在，我代表{speaker}向大会报告工作。在四川省委领导下，{named}"
    )
    assert region is not None
    assert region.path == path
