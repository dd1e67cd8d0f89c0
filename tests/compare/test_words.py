"""Names: every alias and example finds its concept, no look-alike does."""

from __future__ import annotations

import pytest

from extractor.compare.words import name_reader
from extractor.lexicon.entries import IndicatorEntry, IndicatorWordEntry
from extractor.lexicon.loader import default_lexicon

CONCEPTS = default_lexicon().entries(IndicatorEntry)
READER = name_reader(default_lexicon())


def concept_of(name: str) -> str | None:
    concept = READER.read(name).concept
    return concept.id if concept else None


@pytest.mark.parametrize("entry", CONCEPTS, ids=lambda e: e.id)
def test_names_of_a_concept(entry: IndicatorEntry) -> None:
    names = (entry.name, *entry.aliases, *entry.examples)
    assert {name: concept_of(name) for name in names} == dict.fromkeys(names, entry.id)
    assert entry.examples, "no rule without an example"


@pytest.mark.parametrize("entry", [e for e in CONCEPTS if e.look_alikes], ids=lambda e: e.id)
def test_look_alikes(entry: IndicatorEntry) -> None:
    assert entry.id not in {concept_of(name) for name in entry.look_alikes}


def test_there_are_enough_concepts_with_ids_of_their_own() -> None:
    assert len({e.id for e in CONCEPTS}) == len(CONCEPTS) >= 150


def test_words_of_every_role_have_examples() -> None:
    assert [e.name for e in default_lexicon().entries(IndicatorWordEntry) if not e.examples] == []


@pytest.mark.parametrize(
    ("before", "falls"),
    [
        ("能耗下降", True),
        ("同比减少约", True),
        ("降至", False),
        ("同比增长", False),
        ("缩短甲周期50%、乙周期", True),
        ("缩短周期50%、提高效率", False),
        ("", False),
    ],
)
def test_falls(before: str, falls: bool) -> None:
    assert READER.falls(before) is falls


@pytest.mark.parametrize("name", ["", "（）", "增长", "的", "新增", "=1+1", "\ud800", "地" * 500])
def test_strange_names_are_read(name: str) -> None:
    assert READER.read(name).concept is None


def test_what_is_added_is_said_of_every_member_of_a_joint_name() -> None:
    for name in ("高新技术企业、科技型中小企业新增", "新增高新技术企业、科技型中小企业"):
        parts = READER.parts(name)
        assert [part.concept.name for part in parts if part.concept] == [
            "新增高新技术企业",
            "新增科技型中小企业",
        ]
