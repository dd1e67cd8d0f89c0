"""Labels: every word of the lexicons gives its label, and only the plan's field is used."""

from __future__ import annotations

import pytest

from extractor.find.labels import field_of, find_labels
from extractor.lexicon.entries import InstrumentEntry, ThemeEntry
from extractor.lexicon.loader import default_lexicon

LEXICON = default_lexicon()
INSTRUMENTS = LEXICON.entries(InstrumentEntry)
THEMES = LEXICON.entries(ThemeEntry)


def labels(text: str, field: str) -> set[tuple[str, str]]:
    found = find_labels(text, LEXICON).within(0, len(text))
    return {(mention.group, mention.label) for mention in found if mention.field == field}


@pytest.mark.parametrize("entry", INSTRUMENTS, ids=lambda entry: entry.name)
def test_instrument_examples(entry: InstrumentEntry) -> None:
    for example in entry.examples:
        assert (entry.class_, entry.name) in labels(example, "instrument"), example


@pytest.mark.parametrize("entry", THEMES, ids=lambda entry: entry.name)
def test_theme_examples(entry: ThemeEntry) -> None:
    field_words = "".join(entry.signs) * 3
    for example in entry.examples:
        found = labels(f"{field_words}。{example}", "theme")
        assert (entry.field, entry.name.rpartition("/")[2]) in found, example


def test_the_three_classes_of_rothwell_and_zegveld() -> None:
    assert {entry.class_ for entry in INSTRUMENTS} == {"supply", "environment", "demand"}


def test_the_field_is_the_one_most_spoken_of() -> None:
    assert field_of("专利和商标是知识产权，地理标志与版权也是。", LEXICON) == "知识产权"
    assert field_of("学校教师和学生的教育，高校教育。", LEXICON) == "教育"


def test_labels_stand_at_their_words() -> None:
    text = "设立专项资金，扩大政府采购。"
    found = find_labels(text, LEXICON).within(0, len(text))
    said = {text[m.start : m.end]: m.label for m in found if m.field == "instrument"}
    assert said == {"专项资金": "资金投入", "政府采购": "政府采购"}


def test_only_the_given_spans_are_labelled() -> None:
    text = "设立专项资金。扩大政府采购。"
    found = find_labels(text, LEXICON).within(7, len(text))
    assert {m.label for m in found if m.field == "instrument"} == {"政府采购"}
