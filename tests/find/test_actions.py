"""Actions: tables of sentences, and properties that hold for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.find.actions import find_actions
from extractor.language.tokens import tokenize
from extractor.lexicon.entries import AdverbEntry, ClauseWordEntry, VerbEntry
from extractor.lexicon.loader import default_lexicon

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "actions.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()
ACTING = ("commitment", "drive", "result", "support", "means")


def actions_of(text: str) -> list[list[str]]:
    tokens = tokenize(text, LEXICON)
    found = find_actions(text, [(0, len(text))], tokens, LEXICON)
    return [[action.verb, text[action.object_start : action.object_end]] for action in found]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_actions_of_a_sentence(case: dict[str, object]) -> None:
    assert actions_of(str(case["text"])) == case["expected"], case["why"]


def test_cases_cover_many_fields() -> None:
    assert len(CASES) >= 250
    assert len({case["field"] for case in CASES}) >= 20
    assert len({case["text"] for case in CASES}) == len(CASES)


VERB_EXAMPLES = [
    (entry.class_, (entry.name, *entry.aliases), example)
    for entry in LEXICON.entries(VerbEntry)
    for example in entry.examples
]


@pytest.mark.parametrize(("kind", "words", "example"), VERB_EXAMPLES)
def test_verbs_head_their_examples(kind: str, words: tuple[str, ...], example: str) -> None:
    verbs = [verb for verb, _ in actions_of(example)]
    if kind in ACTING:
        assert verbs
        assert verbs[0] in words
    elif kind == "framing":
        assert not set(verbs) & set(words)
    elif kind == "role":
        assert not set(verbs) & set(words) - {"负责"}
    else:
        assert len(verbs) == 1


def test_every_verb_has_an_example() -> None:
    for entry in LEXICON.entries(VerbEntry):
        for word in (entry.name, *entry.aliases):
            assert any(example.startswith(word) for example in entry.examples), word


@pytest.mark.parametrize("entry", LEXICON.entries(AdverbEntry), ids=lambda entry: entry.name)
def test_adverbs_are_stripped(entry: AdverbEntry) -> None:
    for word in (entry.name, *entry.aliases):
        assert actions_of(f"{word}推进流域治理") == [["推进", "流域治理"]], word


@pytest.mark.parametrize("entry", LEXICON.entries(ClauseWordEntry), ids=lambda entry: entry.name)
def test_clause_words_fill_their_slot(entry: ClauseWordEntry) -> None:
    silent = entry.role in ("refusal", "aim", "degree", "passive", "copula")
    for example in entry.examples:
        assert bool(actions_of(example)) != silent, example


def test_only_the_given_spans_are_read() -> None:
    text = "完善制度。建设粮库。推广良种。"
    tokens = tokenize(text, LEXICON)
    found = find_actions(text, [(5, 10)], tokens, LEXICON)
    assert [action.verb for action in found] == ["建设"]
    assert (found[0].start, found[0].end) == (5, 9)


def test_a_result_is_an_act_again_in_the_next_sentence() -> None:
    assert [verb for verb, _ in actions_of("新建水厂，提升水质；提升供水能力。")] == [
        "新建",
        "提升",
    ]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "，，，", "（（（", "“" * 500, "、" * 300, "将将将把把"]
)
def test_hostile_text_gives_no_action(text: str) -> None:
    assert actions_of(text) == []
