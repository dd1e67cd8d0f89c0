"""Programmes: a table of phrases."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.find.programmes import find_programmes
from extractor.lexicon.entries import ProgrammeEntry
from extractor.lexicon.loader import default_lexicon

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "programmes.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()
NAMING = (
    "head",
    "quoted_head",
    "governor",
    "distant_governor",
    "carrier",
    "manner",
    "place_end",
    "own",
    "opener",
)


def names(text: str) -> list[str]:
    return [mention.name for mention in find_programmes(text, LEXICON)]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_programmes_of_a_phrase(case: dict[str, object]) -> None:
    assert names(str(case["text"])) == case["expected"], case["why"]


@pytest.mark.parametrize("entry", LEXICON.entries(ProgrammeEntry), ids=lambda entry: entry.name)
def test_examples_and_look_alikes(entry: ProgrammeEntry) -> None:
    assert entry.examples
    for example in entry.examples:
        assert bool(names(example)) == (entry.role in NAMING), example
    for phrase in entry.look_alikes:
        assert not names(phrase), phrase


def test_the_span_of_a_quoted_name_holds_its_quotes() -> None:
    text = "开展“利剑”“清风”专项行动"
    assert [text[m.start : m.end] for m in find_programmes(text, LEXICON)] == ["“利剑”", "“清风”"]


@pytest.mark.parametrize("text", ["", "工程", "“”工程", "“" * 300 + "行动", "行动" * 500])
def test_hostile_text_names_nothing_and_does_not_hang(text: str) -> None:
    assert isinstance(names(text), list)
