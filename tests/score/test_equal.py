"""When two values count as equal."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.score.equal import alike, name_key, same_edge, same_number

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "score_equal.toml").read_text(encoding="utf-8")
)


def why(case: dict[str, object]) -> str:
    return str(case["why"])


@pytest.mark.parametrize("case", CASES["name"], ids=why)
def test_names(case):
    strict = name_key(case["gold"]) == name_key(case["predicted"])
    assert (strict, alike(case["gold"], case["predicted"])) == (case["strict"], case["lenient"])


@pytest.mark.parametrize("case", CASES["number"], ids=why)
def test_numbers(case):
    assert same_number(Decimal(case["gold"]), Decimal(case["predicted"])) is case["equal"]


@pytest.mark.parametrize("case", CASES["edge"], ids=why)
def test_edges(case):
    assert same_edge(case["text"], case["from"], case["to"]) is case["same"]
    assert same_edge(case["text"], case["to"], case["from"]) is case["same"]


def test_null_is_equal_to_null_alone():
    assert same_number(None, None)
    assert not same_number(None, Decimal(0))
