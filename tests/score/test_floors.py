"""Floors only rise, and fall only with a reason; the corpus holds its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import GoldError, UsageError
from extractor.score import corpus_hash, floors, load_corpus, load_gold, validate
from extractor.score.floors import Floors, Lowered
from tests.score.sample import to_gold, to_plan

CORPUS = Path(__file__).parents[2] / "corpus"
PINNED = Floors("c1", {"measures": 0.9}, {"measures.title": 0.8})


def test_floors_are_measured_rounded_down():
    gold = to_gold([])
    measured = floors.measure(validate([(to_plan([["measures.0.actions.1"]]), gold)]), "c1")
    assert measured.f1["actions"] == 0.8
    assert measured.accuracy["actions.object"] == 1.0
    third = floors.measure(
        validate([(to_plan([["references.0.kind", "plan"]]), gold), (to_plan([]), gold)] * 1), "c"
    )
    assert third.accuracy["references.kind"] == 0.5


@pytest.mark.parametrize(
    ("measured", "says"),
    [
        (Floors("c1", {"measures": 0.9}, {"measures.title": 0.8}), []),
        (Floors("c1", {"measures": 0.95}, {"measures.title": 0.9}), []),
        (
            Floors("c1", {"measures": 0.8999}, {"measures.title": 0.8}),
            ["f1 of measures is 0.8999, its floor is 0.9000"],
        ),
        (
            Floors("c1", {}, {"measures.title": 0.8}),
            ["f1 of measures is none, its floor is 0.9000"],
        ),
        (
            Floors("c1", {"measures": 0.9, "actions": 0.5}, {"measures.title": 0.8}),
            ["f1 of actions has no floor; use --raise-floors"],
        ),
        (
            Floors("c2", {"measures": 1.0}, {"measures.title": 1.0}),
            ["the corpus is not the one the floors were pinned on; use --lower-floors REASON"],
        ),
    ],
)
def test_a_floor_holds_or_says_what_broke(measured, says):
    assert list(floors.failures(PINNED, measured)) == says


def test_raising_never_lowers():
    measured = Floors("c1", {"measures": 0.5, "actions": 0.4}, {"measures.title": 0.9})
    raised = floors.raised(PINNED, measured)
    assert raised.f1 == {"measures": 0.9, "actions": 0.4}
    assert raised.accuracy == {"measures.title": 0.9}


def test_another_corpus_cannot_raise():
    with pytest.raises(UsageError, match="corpus changed"):
        floors.raised(PINNED, Floors("c2", {"measures": 1.0}))


def test_lowering_keeps_the_reason_and_what_fell():
    measured = Floors("c2", {"measures": 0.7}, {"measures.title": 0.9})
    fallen = floors.lowered(PINNED, measured, "gold\ngrew")
    assert fallen.f1 == {"measures": 0.7}
    assert fallen.lowered == (Lowered("gold grew", ("f1 measures 0.9000 -> 0.7000",)),)
    with pytest.raises(UsageError, match="no reason"):
        floors.lowered(PINNED, measured, " ")


def test_the_file_reads_back():
    kept = Floors("c", {"observations.table": 0.5}, {"a.b": 1.0}, (Lowered('say "so"', ("x",)),))
    assert floors.parse_floors(kept.to_toml(), "floors.toml") == kept
    with pytest.raises(GoldError, match="no floors file"):
        floors.parse_floors("corpus = 1", "floors.toml")


def test_the_hash_changes_with_any_byte(tmp_path):
    for name in ("raw/a.txt", "gold/a.json"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    before = corpus_hash(load_corpus(tmp_path))
    assert before == corpus_hash(load_corpus(tmp_path))
    (tmp_path / "gold/a.json").write_text("y")
    assert before != corpus_hash(load_corpus(tmp_path))


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        (None, "holds no labelled plan"),
        ("[", "is no manifest"),
        ('{"plans": [{"file": "raw/a.txt"}]}', "is no manifest"),
        ('{"plans": [{"file": "raw/a.txt", "gold": "gold/a.json"}]}', "file is missing"),
    ],
)
def test_a_folder_that_is_no_corpus_is_refused(tmp_path, manifest, says):
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest)
    with pytest.raises(GoldError, match=says):
        load_corpus(tmp_path)


def test_the_corpus_holds_its_floors():
    from extractor.pipeline import Options
    from extractor.scale.many import extract_many

    pinned = floors.load_floors(CORPUS / floors.FILE_NAME)
    assert pinned is not None, "corpus/floors.toml is missing: pin it with --raise-floors"
    plans = load_corpus(CORPUS)
    results = list(extract_many([plan.raw for plan in plans], Options(), 1))
    report = validate(
        (result.plan, load_gold(plan.gold, result.text))
        for plan, result in zip(plans, results, strict=True)
    )
    measured = floors.measure(report, corpus_hash(plans))
    assert list(floors.failures(pinned, measured)) == []
