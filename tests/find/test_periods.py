"""Periods: the table of phrases, the lexicon's examples, and hostile text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.find.periods import find_periods
from extractor.lexicon.entries import PeriodEntry
from extractor.lexicon.loader import default_lexicon
from extractor.mentions import PeriodMention
from tests.effort import growth

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "periods.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()


def shape(text: str, found: tuple[PeriodMention, ...]) -> list[list[str]]:
    return [
        [
            text[m.start : m.end],
            m.kind,
            (m.period.start if m.period else None) or "",
            (m.period.end if m.period else None) or "",
            m.relative or "",
        ]
        for m in found
    ]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_phrase(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert shape(text, find_periods(text, LEXICON)) == case["want"], case["why"]


def test_the_table_is_broad() -> None:
    assert len({c["text"] for c in CASES}) >= 80
    assert len({row[1] for c in CASES for row in c["want"]}) == 7


def test_every_entry_is_recognised_in_its_example() -> None:
    for entry in LEXICON.entries(PeriodEntry):
        assert entry.examples, entry.name
        for example in entry.examples:
            found = find_periods(example, LEXICON)
            assert found, (entry.name, example)
            if entry.relative:
                assert any((m.relative or "").startswith(entry.relative) for m in found), entry.name


@given(st.integers(1950, 2099), st.integers(1, 12), st.integers(1, 28))
def test_every_date_is_read_back(year: int, month: int, day: int) -> None:
    text = f"于{year}年{month}月{day}日印发"
    (found,) = find_periods(text, LEXICON)
    assert found.period is not None
    assert found.period.start == found.period.end == f"{year}-{month:02d}-{day:02d}"


@given(st.integers(1950, 2060), st.integers(1, 30), st.sampled_from("-—~至到"))
def test_every_span_is_read_back(year: int, length: int, separator: str) -> None:
    (found,) = find_periods(f"规划（{year}{separator}{year + length}年）", LEXICON)
    assert found.period is not None
    assert (found.period.start, found.period.end) == (str(year), str(year + length))


def check_spans(text: str, found: tuple[PeriodMention, ...]) -> None:
    last = 0
    for m in found:
        assert last <= m.start < m.end <= len(text)
        assert (m.period is None) == (m.relative is not None)
        last = m.end


@given(st.text())
def test_any_text_gives_true_spans(text: str) -> None:
    check_spans(text, find_periods(text, LEXICON))


ALPHABET = "0123456789二〇三五十一九年月日底末前初至到-—“”第个规划期时内近未来每上半季度同今明 "


@given(st.text(alphabet=ALPHABET, max_size=50))
def test_any_text_of_period_characters_gives_true_spans(text: str) -> None:
    check_spans(text, find_periods(text, LEXICON))


@pytest.mark.parametrize(
    "unit", ["2020年", "2021-", "二〇", "“十", "月", "每", "五", "1月", "近三", "第", "1", "一"]
)
def test_hostile_text_takes_linear_effort(unit: str) -> None:
    assert growth(lambda size: find_periods(unit * size, LEXICON), 2_000, 10_000) < 1.5
