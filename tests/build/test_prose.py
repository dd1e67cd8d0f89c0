"""Prose observations: role, period, planned, relative_to and cumulative of small documents."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.lexicon.entries import NamingEntry
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.pipeline import extract
from extractor.plan import Observation, Period
from tests.effort import growth
from tests.without import Without

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "roles.toml").read_text(encoding="utf-8")
)["case"]


def observed(text: str) -> list[Observation]:
    """Every number of a document, in the order of the text."""
    plan = extract(text.encode())
    found = [o for i in plan.indicators for o in i.observations if o.quantity is not None]
    return sorted(found, key=lambda o: o.evidence.start)


def span(period: Period | None) -> list[str]:
    return ["", ""] if period is None else [period.start or "", period.end or ""]


def marks(observation: Observation) -> set[str]:
    """The marks a row may name; the comparator always, a row names it where it matters."""
    assert observation.quantity is not None
    found: set[str] = {observation.quantity.comparator}
    found.discard("=")
    if observation.planned:
        found.add("planned")
    if observation.cumulative:
        found.add("cumulative")
    if observation.quantity.relative_to is not None:
        found.add("rel=" + "-".join(span(observation.quantity.relative_to)))
    return found


@pytest.mark.parametrize("case", CASES, ids=[case["text"].split("\n")[-1] for case in CASES])
def test_document(case: dict[str, list[list[str]]]) -> None:
    found = observed(str(case["text"]))
    assert [o.evidence.text for o in found] == [row[0] for row in case["observations"]]
    for observation, row in zip(found, case["observations"], strict=True):
        assert [observation.role, *span(observation.period)] == row[1:4], case["why"]
        signs = {"<", "<=", ">", ">=", "~"}
        named = set(row[4:])
        assert marks(observation) - signs == named - signs, case["why"]
        assert named & signs <= marks(observation), case["why"]


JUDGED = {
    *("past", "past_weak", "aim", "at_least", "at_most"),
    *("reached", "ceiling", "from_when", "obliged", "restored", "term"),
}
TENSES = [
    (entry, text)
    for entry in default_lexicon().entries(NamingEntry)
    if entry.role in JUDGED
    for text in entry.examples
]


@pytest.mark.parametrize(("entry", "text"), TENSES, ids=[text for _, text in TENSES])
def test_tense_words_in_their_examples(entry: NamingEntry, text: str) -> None:
    """The words of tense and comparison judge the numbers of their own examples."""
    first = observed(text)[0]
    assert first.quantity is not None
    expected = {
        "past": first.role == "actual",
        "past_weak": first.role == "actual",
        "aim": first.role == "target" or first.planned,
        "at_least": first.quantity.comparator == ">=",
        "at_most": first.quantity.comparator == "<=",
        "reached": first.role == "criterion",
        "ceiling": first.role == "target",
        "from_when": first.role == "criterion",
        "obliged": first.role == "criterion",
        "restored": first.quantity.relative_to is not None,
        "term": first.role == "criterion",
    }
    assert expected[entry.role], text


@pytest.mark.parametrize("name", ["mean", "whole_year", "of_a_plan"])
def test_words_of_periods_matter_in_their_examples(name: str) -> None:
    """Without the entry's words the numbers of its example have other periods."""
    (entry,) = [e for e in default_lexicon().entries(NamingEntry) if e.name == name]

    def periods(text: str, lexicon: Lexicon) -> list[Period | None]:
        lines = f"清河市政府工作报告（2021年）\n一、2020年工作回顾\n{text}。"
        found = extract(lines.encode(), lexicon=lexicon).indicators
        return [o.period for indicator in found for o in indicator.observations]

    for text in entry.examples:
        assert periods(text, default_lexicon()) != periods(text, Without(name))


def test_table_is_broad() -> None:
    assert len(CASES) >= 100
    assert len({case["text"] for case in CASES}) == len(CASES)


def test_evidence_is_the_number_as_written() -> None:
    for case in CASES:
        text = str(case["text"])
        for o in observed(text):
            assert text[o.evidence.start : o.evidence.end] == o.evidence.text


def test_a_long_text_takes_effort_in_proportion() -> None:
    def work(count: int) -> None:
        text = "清河市规划\n一、发展回顾\n" + "到2020年，供水量达到3亿立方米。" * count
        extract(text.encode())

    assert growth(work, 300, 1200) < 1.5
