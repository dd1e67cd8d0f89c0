"""Names: the table of sentences, the lexicon's examples, and text that repeats."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.find.names import find_names
from extractor.find.periods import find_periods
from extractor.find.quantities import find_quantities
from extractor.language.clauses import clauses
from extractor.language.tokens import tokenize
from extractor.lexicon.entries import NamingEntry
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.mentions import NameMention
from tests.effort import growth
from tests.without import Without

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "names.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()
ENTRIES = LEXICON.entries(NamingEntry)
# Roles whose words show in the tense of a whole document, in payments' tense or in table rows:
# tests/build runs their examples.
TABLES = {"row_verb", "value_head", "plan_row", "measure_end"}
#: Roles that judge a number and name nothing: test_prose shows them.
JUDGED = {"future", "past", "past_weak", "aim", "at_least", "at_most"} | TABLES
JUDGED |= {"reached", "ceiling", "from_when", "obliged", "restored", "term"}
JUDGED |= {"mean", "whole_year", "of_a_plan"}


def names_in(text: str, lexicon: Lexicon = LEXICON, home: tuple[str, ...] = ()) -> list[list[str]]:
    """Quantity, name and how it stands, for every number that counts something."""
    quantities = find_quantities(text, lexicon)
    found = find_names(
        text,
        quantities,
        find_periods(text, lexicon),
        clauses(text),
        tokenize(text, lexicon),
        lexicon,
        home,
    )
    return [
        [text[quantities[m.quantity].start : quantities[m.quantity].end], m.name, how(m)]
        for m in found
        if m.shape != "apposed"
    ]


def how(mention: NameMention) -> str:
    if mention.shape in ("rank", "threshold"):
        return mention.shape
    return "move" if mention.move else ""


def even(rows: list[list[str]]) -> list[list[str]]:
    """Names as the scoring compares them: without 的."""
    return [[quantity, name.replace("的", ""), kind] for quantity, name, kind in rows]


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_sentence(case: dict[str, list[list[str]]]) -> None:
    text = str(case["text"])
    assert even(names_in(text)) == even(case["names"]), case["why"]


def test_table_is_broad() -> None:
    assert len(CASES) >= 200
    assert len({case["field"] for case in CASES}) >= 20
    assert len({case["text"] for case in CASES}) == len(CASES)


TOLD = [entry for entry in ENTRIES if entry.role not in JUDGED]


@pytest.mark.parametrize("entry", TOLD, ids=[entry.name for entry in TOLD])
def test_entry_matters_in_its_examples(entry: NamingEntry) -> None:
    """Without the entry's words at least one of its examples is named otherwise."""
    assert entry.examples, entry.name
    bare = Without(entry.name)
    assert any(names_in(text) != names_in(text, bare) for text in entry.examples)


LOOK_ALIKES = [(entry, text) for entry in TOLD for text in entry.look_alikes]


@pytest.mark.parametrize(
    ("entry", "text"), LOOK_ALIKES, ids=[f"{e.name} {text}" for e, text in LOOK_ALIKES]
)
def test_look_alike_is_not_touched(entry: NamingEntry, text: str) -> None:
    assert names_in(text) == names_in(text, Without(entry.name))


def test_own_region_is_no_part_of_a_name() -> None:
    text = "清河县森林覆盖率达到45%"
    assert names_in(text, home=("清河县",)) == [["45%", "森林覆盖率", ""]]
    assert names_in(text) == [["45%", "清河县森林覆盖率", ""]]


def test_a_full_stop_ends_what_was_spoken_of() -> None:
    assert names_in("专利申请量100件。增长5%。") == [["100件", "专利申请量", ""]]
    assert names_in("专利申请量100件；增长5%。")[-1] == ["5%", "专利申请量", "move"]


def test_every_mention_points_at_its_words() -> None:
    for case in CASES:
        text = str(case["text"])
        quantities = find_quantities(text, LEXICON)
        for mention in find_names(
            text,
            quantities,
            find_periods(text, LEXICON),
            clauses(text),
            tokenize(text, LEXICON),
            LEXICON,
        ):
            assert 0 <= mention.start <= mention.end <= len(text)
            assert 0 <= mention.quantity < len(quantities)


@pytest.mark.parametrize(
    "unit",
    ["3亿元，", "3家、", "建设3座水库，", "A、B分别为1个、2个、", "对企业给予3万元、", "约3~5家、"],
)
def test_repeated_text_takes_effort_in_proportion(unit: str) -> None:
    def work(size: int) -> None:
        names_in(unit * (size // len(unit)))

    assert growth(work, 4_000, 16_000) < 1.5


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="建设新增20个家、，。；：%达到分别和的企业（）《“”》增长占比第3位给予奖励\n",
        max_size=60,
    )
)
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for quantity, name, _ in names_in(text):
        assert quantity in text
        assert "\n" not in name
