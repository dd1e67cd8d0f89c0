"""Findings: what must be queried, and what must not because scope, period or wording differ."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from extractor.build.findings.totals import totals
from extractor.build.findings.words import finding_words
from extractor.lexicon.entries import FindingWordEntry
from extractor.lexicon.loader import default_lexicon
from extractor.pipeline import extract
from extractor.plan import Finding
from extractor.readers import read

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "findings.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()
WORDS = finding_words(LEXICON)
ENTRIES = LEXICON.entries(FindingWordEntry)


def findings(text: str) -> tuple[Finding, ...]:
    return extract(text.encode()).findings


@pytest.mark.parametrize(
    "case", CASES, ids=[case["why"] + " " + str(i) for i, case in enumerate(CASES)]
)
def test_plan(case: dict[str, Any]) -> None:
    assert [f.kind for f in findings(case["text"])] == case["findings"], case["why"]


def test_table_is_broad() -> None:
    assert len(CASES) >= 40
    assert sum(not case["findings"] for case in CASES) >= 20


def test_a_finding_quotes_what_it_queries() -> None:
    for case in CASES:
        text = case["text"]
        known = {i.id for i in extract(text.encode()).indicators}
        for finding in findings(text):
            assert set(finding.records) <= known
            for quote in finding.evidence:
                assert text[quote.start : quote.end] == quote.text
                assert quote.text in finding.message


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_lexicon_examples_hold_their_words(entry: FindingWordEntry) -> None:
    assert entry.examples, entry.name
    for example in entry.examples:
        assert any(word in example for word in entry.aliases) or entry.role == "empty", example
    for text in entry.look_alikes:
        assert not text.endswith(entry.aliases) or "毛" in text, text


@pytest.mark.parametrize(
    ("one", "other", "cumulative"),
    [
        ("高新技术企业数量", "高新技术企业", False),
        ("全市专利拥有量", "专利", False),
        ("知识产权贯标企业", "贯标企业", False),
        ("注册地理标志", "地理标志", True),
        ("“专利”的授权量", "专利授权量", False),
    ],
)
def test_wordings_that_meet(one: str, other: str, cumulative: bool) -> None:
    assert WORDS.key(one, cumulative) == WORDS.key(other, False)


@pytest.mark.parametrize(
    ("one", "other", "cumulative"),
    [
        ("注册地理标志", "地理标志", False),
        ("发明专利", "专利", False),
        ("专利申请量", "专利授权量", False),
    ],
)
def test_wordings_that_do_not_meet(one: str, other: str, cumulative: bool) -> None:
    assert WORDS.key(one, cumulative) != WORDS.key(other, False)


def total_table(last: str) -> list[Finding]:
    text = (
        "清河市“十四五”科技发展规划\n四、主要任务\n|项目名称|总投资（万元）|\n|---|---|\n"
        f"|东区水厂|300|\n|西区水厂|200|\n|合计|{last}|\n"
    )
    return list(totals(extract(text.encode()), text, WORDS))


def test_a_total_that_does_not_add_up() -> None:
    (found,) = total_table("600")
    assert found.kind == "total_differs"
    assert str(Decimal(500)) in found.message


def test_a_finding_on_a_table_carries_its_page() -> None:
    text = (
        "清河市“十四五”科技发展规划\n四、主要任务\n|项目名称|总投资（万元）|\n|---|---|\n"
        "|东区水厂|300|\n|西区水厂|200|\n|合计|600|\n"
    )
    source = read(text.encode(), "plan.md")
    paged = msgspec.structs.replace(source, pages=(0, source.text.index("四、")))
    (found,) = [f for f in extract(paged).findings if f.kind == "total_differs"]
    assert [evidence.page for evidence in found.evidence] == [2]


def test_a_total_that_adds_up() -> None:
    assert total_table("500") == []
