"""How lists are cut into names, and what a name is."""

from __future__ import annotations

import pytest

from extractor.find.organisations import classify, split_names
from extractor.find.places import find_places
from extractor.lexicon.entries import OrganisationEntry
from extractor.lexicon.loader import default_lexicon


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市教育局、市财政局", ["市教育局", "市财政局"]),
        ("省工业和信息化厅", ["省工业和信息化厅"]),
        ("省住房和城乡建设厅和省财政厅", ["省住房和城乡建设厅", "省财政厅"]),
        ("市委宣传部及各县（市、区）政府", ["市委宣传部", "各县（市、区）政府"]),
        ("市文化和旅游局与市商务局", ["市文化和旅游局", "市商务局"]),
        ("市公安局以及市司法局", ["市公安局", "市司法局"]),
        ("市教育局，市财政局；市审计局", ["市教育局", "市财政局", "市审计局"]),
        ("", []),
        ("、、", []),
        ("市教育局（市语委办）、市科协", ["市教育局（市语委办）", "市科协"]),
        ("省市场监管局 省药监局", ["省市场监管局", "省药监局"]),
    ],
)
def test_split_names(text: str, names: list[str]) -> None:
    found = [text[a:b] for a, b in split_names(text, 0, len(text), default_lexicon())]
    assert found == names


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市教育局", "organisation"),
        ("省发展和改革委员会", "organisation"),
        ("雁江区人民政府", "organisation"),
        ("高新区管委会", "organisation"),
        ("人行临江市中心支行", "organisation"),
        ("雁江工业园", "zone"),
        ("高新区", "zone"),
        ("四川省", "region"),
        ("成渝地区", "region"),
        ("各县（区）人民政府", "group"),
        ("有关部门", "group"),
        ("政府", None),
        ("2025年", None),
        ("基本建成", None),
    ],
)
def test_classify(name: str, kind: str | None) -> None:
    place = classify(name, default_lexicon(), None)
    assert (place.kind if place else None) == kind


EXAMPLES = [
    (entry, example)
    for entry in default_lexicon().entries(OrganisationEntry)
    for example in entry.examples
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_every_entry_is_found_in_its_example(entry: OrganisationEntry, example: str) -> None:
    kind = "group" if entry.form == "group" else "organisation"
    assert any(m.kind == kind for m in find_places(example, default_lexicon(), None))


LOOK_ALIKES = [
    text for entry in default_lexicon().entries(OrganisationEntry) for text in entry.look_alikes
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_name_no_organisation(text: str) -> None:
    assert all(m.kind != "organisation" for m in find_places(text, default_lexicon(), None))
