"""Sentences as officials write them, in many fields: every number with its name and role."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.pipeline import extract

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "sentences.toml").read_text(encoding="utf-8")
)["case"]
HEADINGS = {"tasks": "一、主要任务", "review": "一、发展回顾"}


def cases() -> list[Any]:
    """Each row; one that is still read otherwise must fail, so that none is forgotten."""
    open_ = pytest.mark.xfail(strict=True, raises=AssertionError, reason="read otherwise so far")
    return [
        pytest.param(case, id=case["text"], marks=[open_] if case.get("miss") else [])
        for case in CASES
    ]


@pytest.mark.parametrize("case", cases())
def test_sentence(case: dict[str, Any]) -> None:
    heading = HEADINGS[case["section"]]
    plan = extract(f"清河市产业发展规划（2021—2025年）\n{heading}\n{case['text']}\n".encode())
    found = [(o.evidence.start, [i.name, o.role, o.evidence.text]) for i in plan.indicators
             for o in i.observations]  # fmt: skip
    assert sorted(row for _, row in found) == sorted(case["observations"])


def test_few_misses_remain() -> None:
    assert sum(case.get("miss", False) for case in CASES) <= len(CASES) // 15
