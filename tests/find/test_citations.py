"""What is cited: the case table, the lexicon's examples, hostile text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.find.citations import find_citations
from extractor.lexicon.entries import CitationKindEntry
from extractor.lexicon.loader import default_lexicon
from tests.effort import growth

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/citations.toml").read_text("utf-8"))[
    "case"
]


def citations(text: str) -> list[str]:
    found = find_citations(text, default_lexicon())
    assert all(m.start < m.end <= len(text) for m in found)
    return [f"{m.kind} {m.title}" + (f" {m.number}" if m.number else "") for m in found]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_citations(case: dict[str, object]) -> None:
    assert citations(str(case["text"])) == case["expect"], case["why"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60


EXAMPLES = [
    (entry, example)
    for entry in default_lexicon().entries(CitationKindEntry)
    if entry.form == "kind"
    for example in entry.examples
]


@pytest.mark.parametrize(("entry", "example"), EXAMPLES, ids=[e for _, e in EXAMPLES])
def test_every_kind_is_found_in_its_example(entry: CitationKindEntry, example: str) -> None:
    assert [m.kind for m in find_citations(example, default_lexicon())] == [entry.name]


def test_works_are_left_out() -> None:
    for entry in default_lexicon().entries(CitationKindEntry):
        for text in entry.look_alikes:
            assert citations(text) == []


@pytest.mark.parametrize("unit", ["《", "《甲", "〔2021〕", "以下简称"])
def test_hostile_text_takes_linear_effort(unit: str) -> None:
    assert growth(lambda size: citations(unit * size), 4_000, 20_000) < 1.5
