"""What gold refuses, and how it says so."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from extractor.errors import GoldError
from extractor.score import load_gold, parse_gold, score
from tests.score.sample import TEXT, edited, to_gold, to_json

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "score_gold.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_contradictions_are_refused(case):
    source = to_json(edited(case["edits"]))
    with pytest.raises(GoldError) as caught:
        parse_gold("g.json", source, TEXT)
    assert case["says"] in str(caught.value)
    assert "\n" not in str(caught.value)
    name, number = caught.value.place.split(":")
    line = source.split("\n")[int(number) - 1]
    assert (name, line.strip().startswith(case["line"])) == ("g.json", True)


@pytest.mark.parametrize(
    ("source", "place", "says"),
    [
        ("", "g.json:1", "is not JSON"),
        ("[]", "g.json:1", "is not a JSON object"),
        ('{\n"plan": nope}', "g.json:2", "is not JSON"),
        ("{}", "g.json:1", "missing required field"),
        ("[" * 100_000, "g.json:1", "nested too deeply"),
    ],
)
def test_what_is_no_plan_is_refused(source, place, says):
    with pytest.raises(GoldError, match=says) as caught:
        parse_gold("g.json", source, TEXT)
    assert caught.value.place == place


def test_a_missing_file_and_bytes_that_are_no_text_are_refused(tmp_path):
    with pytest.raises(GoldError, match="no such gold file"):
        load_gold(tmp_path / "none.json", TEXT)
    (tmp_path / "bytes.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GoldError, match="not UTF-8"):
        load_gold(tmp_path / "bytes.json", TEXT)


def test_null_labels_are_not_labelled():
    gold = to_gold(
        [
            ["measures.0.instruments", "null"],
            ["measures.0.themes", "null"],
            ["indicators.0.observations.0.quantity.canonical", "null"],
        ]
    )
    assert gold.plan.measures[0].instruments == ()


def test_optional_covers_what_the_record_holds():
    gold = to_gold([["indicators.0.optional", True], ["plan.optional", ["theme"]]])
    assert gold.is_optional(("indicators", 0, "observations", 0))
    assert not gold.is_optional(("indicators", 1))
    assert gold.is_optional(("plan", "theme"))
    assert not gold.is_optional(("plan", "title"))


def test_a_column_called_optional_is_the_plans_own():
    gold = to_gold([["projects.0.fields", {"optional": "是"}]])
    assert gold.plan.projects[0].fields == {"optional": "是"}


def test_a_merged_cell_gives_its_number_to_every_row():
    data = edited([["indicators.2.id", "i3"]])
    twin = edited([])["indicators"][2] | {"id": "i9", "row": 7}
    data["indicators"].append(twin)
    assert len(parse_gold("g.json", to_json(data), TEXT).plan.indicators) == 5


GOLD = sorted((Path(__file__).parents[2] / "corpus" / "gold").glob("*.json"))


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_the_corpus_is_gold_and_perfect_against_itself(path):
    text = (path.parents[1] / "raw" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    gold = load_gold(path, text)
    scored = score(gold.plan, gold)
    assert scored.slips == ()
    assert sum(record.found for record in scored.records) > 100


def test_the_corpus_has_gold():
    assert GOLD, "corpus/gold holds no labelled plan"
