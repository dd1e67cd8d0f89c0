"""Items: every word of ``measure_labels`` does what its role says."""

from __future__ import annotations

import re

import pytest

from extractor.build.items import Words, measure_words, read_item
from extractor.document import PlanDocument
from extractor.layout import lay_out
from extractor.lexicon.entries import MeasureLabelEntry
from extractor.lexicon.loader import default_lexicon
from extractor.readers.text import read_text

LEXICON = default_lexicon()
WORDS: Words = measure_words(LEXICON)
ENTRIES = LEXICON.entries(MeasureLabelEntry)
PATTERNS: dict[str, re.Pattern[str]] = {
    "item_label": WORDS.label,
    "ruling": WORDS.ruling,
    "overview": WORDS.overview,
    "past": WORDS.past,
    "narrating": WORDS.narrating,
}
SETS = {"general_title": WORDS.general, "excluded_title": WORDS.excluded}


def says(entry: MeasureLabelEntry, text: str) -> bool:
    """Whether ``text`` shows what the entry's role stands for."""
    if entry.role in SETS:
        return re.sub(r"^[一二三四五六七八九十]+、", "", text) in SETS[entry.role]
    if entry.role == "responsibility":
        return any(word in text for word in entry.aliases)
    return PATTERNS[entry.role].search(text) is not None


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_examples_show_the_role_and_look_alikes_do_not(entry: MeasureLabelEntry) -> None:
    assert entry.examples
    for example in entry.examples:
        assert says(entry, example), example
    for other in entry.look_alikes:
        assert not says(entry, other), other


def lines(text: str) -> PlanDocument:
    return lay_out(read_text(f"某市水网建设规划\n\n{text}".encode(), "plan.txt", LEXICON), LEXICON)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (
            "完善水源体系。新建备用水源地两处，完善预案。",
            "完善水源体系",
            "新建备用水源地两处，完善预案。",
        ),
        ("雁湖县：新建水厂一座，改造管网百里。", "雁湖县", "新建水厂一座，改造管网百里。"),
        ("任务2：进校园。开展节水宣讲。", "进校园", "开展节水宣讲。"),
        ("第三条【支持改造】对企业给予补助。", "支持改造", "对企业给予补助。"),
        ("1.新建村级监测点十处以上。（责任单位：市水务局）", None, None),
        ("第五条 申报单位不得弄虚作假。一经查实，追回资金。", None, None),
    ],
)
def test_run_in_titles(text: str, title: str | None, body: str | None) -> None:
    document = lines("一、重点任务\n（一）建设水网\n" + text + "\n改造管网。更新旧管，推广水表。")
    reading = document.reading.text
    line = next(line for line in document.lines if reading.startswith(text[:3], line.start))
    item = read_item(document, line, WORDS)
    assert (reading[slice(*item.title)] if item.title else None) == title
    if body is not None:
        assert reading[item.body : item.end] == body
