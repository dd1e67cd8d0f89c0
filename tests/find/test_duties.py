"""Who is given which part: the case table, the lexicon's examples, table headers, hostile text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.find.duties import find_duties, label_role
from extractor.find.places import find_places
from extractor.lexicon.entries import DutyWordEntry
from extractor.lexicon.gazetteer import gazetteer
from extractor.lexicon.loader import default_lexicon
from extractor.plan import Region
from tests.effort import growth

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/areas.toml").read_text("utf-8"))["case"]


def duties(text: str) -> list[str]:
    lexicon = default_lexicon()
    division = gazetteer().resolve("资阳市")
    home: Region | None = gazetteer().region(division) if division else None
    found = find_duties(text, lexicon, find_places(text, lexicon, home), home)
    assert all((m.start, m.end) == (m.place.start, m.place.end) for m in found)
    return [f"{m.role} {m.place.kind} {m.place.name}" for m in found]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_duties(case: dict[str, object]) -> None:
    assert duties(str(case["text"])) == case["expect"], case["why"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 150


EXAMPLES = [
    (entry, example)
    for entry in default_lexicon().entries(DutyWordEntry)
    for example in entry.examples
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_every_entry_gives_its_role_in_its_example(entry: DutyWordEntry, example: str) -> None:
    text = example.replace("临河区", "雁江区")
    roles = {found.split()[0] for found in duties(text)}
    wanted = {"location": "area"}.get(entry.role or "", entry.role)
    # 由市教育局牵头: the predicate after 由 decides which role it is.
    assert wanted in roles or (entry.name == "由" and "lead" in roles)


LOOK_ALIKES = [
    example for entry in default_lexicon().entries(DutyWordEntry) for example in entry.look_alikes
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_give_nothing(text: str) -> None:
    assert duties(text.replace("临河区", "雁江区")) == []


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("责任单位", "responsible"),
        ("牵头单位（部门）", "lead"),
        ("配合单位", "support"),
        ("建设地址", "location"),
        ("建设 地点", "location"),
        ("市级牵头单位", "lead"),
        ("项目名称", None),
        ("序号", None),
    ],
)
def test_label_role(header: str, role: str | None) -> None:
    assert label_role(header, default_lexicon()) == role


@pytest.mark.parametrize("unit", ["（", "（、", "责任单位：", "由", "各县（", "市", ""])
def test_hostile_text_takes_linear_effort(unit: str) -> None:
    assert growth(lambda size: duties(unit * size), 4_000, 20_000) < 1.5


def test_joint_regions_are_not_the_nations_own_region() -> None:
    lexicon = default_lexicon()
    nation = Region(name="全国", code=None, level="nation", path=())
    text = "在京津冀建设水情中心。"
    found = find_duties(text, lexicon, find_places(text, lexicon, nation), nation)
    assert [m.place.name for m in found] == ["京津冀"]
