"""The alignment of the two corpus plans against the pairs judged by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.compare import PlanText, compare
from extractor.compare.score import GoldPair, mixed_rows, read_pairs, score_alignment
from extractor.errors import GoldError
from extractor.readers import read
from extractor.score.gold import load_gold
from tests.compare.sample import Draft

CORPUS = Path(__file__).parents[2] / "corpus"


def test_alignment_of_the_corpus() -> None:
    inputs = []
    for name in ("pidu", "ziyang"):
        text = read(CORPUS / "raw" / f"{name}.txt").text
        inputs.append(PlanText(load_gold(CORPUS / "gold" / f"{name}.json", text).plan, text))
    panel = compare(inputs).panel
    score = score_alignment(panel, read_pairs(CORPUS / "gold" / "alignment.toml"))
    assert score.f1 is not None
    assert score.f1 >= 0.97, (score.missed, score.wrong)
    assert set(mixed_rows(panel)) <= {"ip_satisfaction"}  # judged one concept on two scales


def test_right_missed_and_wrong() -> None:
    a = (
        Draft("x")
        .say("专利授权", "为", "5件")
        .say("专利申请", "为", "5件")
        .say("城市书房", "为", "1家")
    )
    b = (
        Draft("y")
        .say("新增专利授权", "为", "5件")
        .say("专利申请量", "为", "5件")
        .say("书吧", "为", "1家")
    )
    pairs = (
        GoldPair("专利授权", "新增专利授权", True),
        GoldPair("专利申请", "专利申请量", False),
        GoldPair("城市书房", "书吧", True),
    )
    score = score_alignment(compare([a.done(), b.done()]).panel, pairs)
    assert score.right == (("专利授权", "新增专利授权"),)
    assert score.missed == (("城市书房", "书吧"),)
    assert score.wrong == (("专利申请", "专利申请量"),)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_nothing_to_align_gives_no_figures() -> None:
    panel = compare([Draft("x").done(), Draft("y").done()]).panel
    score = score_alignment(panel, ())
    assert (score.precision, score.recall, score.f1) == (None, None, None)


def test_gold_that_contradicts_itself(tmp_path: Path) -> None:
    path = tmp_path / "alignment.toml"
    path.write_text(
        "".join(f'[[pair]]\na="x"\nb="y"\nsame={s}\n' for s in ("true", "false")), "utf-8"
    )
    with pytest.raises(GoldError, match="both the same and not"):
        read_pairs(path)
