"""Sentence and clause borders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.language.clauses import FILL, clauses, mask

CASES = [
    ("修渠引水，植树造林。", ["修渠引水", "植树造林"], "， and 。 end clauses"),
    ("建站3.5座，引水1,200吨。", ["建站3.5座", "引水1,200吨"], "points inside numbers end nothing"),
    ("推行“免申，即享”办法，减负。", ["推行“免申，即享”办法", "减负"], "， in quotes"),
    ("依照《河湖，保护条例》执法；巡河。", ["依照《河湖，保护条例》执法", "巡河"], "， in a title"),
    ("修路（含桥，涵）；护坡", ["修路（含桥，涵）", "护坡"], "， in brackets"),
    ("修路(含桥，涵)；护坡", ["修路(含桥，涵)", "护坡"], "half-width brackets"),
    (
        "修路（含桥，涵\n护坡，植草",
        ["修路（含桥", "涵", "护坡", "植草"],
        "an open bracket ends there",
    ),
    (
        "办法（按《条例（试行），二版》）施行，备案",
        ["办法（按《条例（试行），二版》）施行", "备案"],
        "nested",
    ),
    ("任务：修渠:引水", ["任务", "修渠", "引水"], "colons end clauses"),
    ("配比3:2，达标", ["配比3:2", "达标"], "a ratio's colon does not"),
    ("修渠、引水、护坡", ["修渠、引水、护坡"], "、 ends nothing"),
    ("修渠,引水", ["修渠", "引水"], "half-width comma"),
    ("\n\n，，。", [], "empty clauses are left out"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_clauses(text: str, expected: list[str], why: str) -> None:
    found = clauses(text)
    assert [text[s:e] for s, e in zip(found.starts, found.ends, strict=True)] == expected, why


def test_sentences_end_at_semicolons_and_lines() -> None:
    found = clauses("甲，乙；丙。\n丁，戊")
    assert list(found.sentences) == [0, 0, 1, 2, 2]


def test_at_finds_the_clause_of_an_offset() -> None:
    found = clauses("甲乙，丙丁")
    assert [found.at(offset) for offset in (0, 1, 3, 4)] == [0, 0, 1, 1]
    assert clauses("").at(0) == -1


def test_blocks_are_outermost() -> None:
    masked, blocks = mask("甲（乙“丙”丁）戊“己”")
    assert blocks == ((1, 8), (9, 12))
    assert masked == "甲" + FILL * 7 + "戊" + FILL * 3


@given(st.text(alphabet="甲乙，。；：“”（）()《》、\n1.,: ", max_size=60))
def test_clauses_are_in_order_and_never_cross_a_line(text: str) -> None:
    found = clauses(text)
    assert len(found.masked) == len(text)
    last = 0
    for start, end in zip(found.starts, found.ends, strict=True):
        assert last <= start < end
        assert "\n" not in text[start:end]
        last = end
