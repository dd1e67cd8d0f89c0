"""No text makes the extraction slow: its cost grows with the length, not with its square."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

import pytest

from benchmarks.adversarial import shapes, text
from extractor.cli import main
from extractor.errors import ReadError
from extractor.pipeline import extract
from tests.effort import NOISE, calls, steps

CORPUS = sorted((Path(__file__).parents[2] / "corpus" / "raw").glob("*.txt"))
_SHORT, _HALF, _LONG = 3_000, 4_000, 8_000
#: Twice the text may take so many times the calls: linear is 2, quadratic 4.
_GROWTH = 3


def effort(content: bytes) -> int:
    """Function calls of one extraction, whether it ends in a plan or in a refusal."""

    def work() -> None:
        with contextlib.suppress(ReadError):
            extract(content)

    return calls(work)


@pytest.mark.parametrize("part", range(8))
def test_cost_grows_with_the_length(part):
    for plan in CORPUS:
        extract(plan)  # what is loaded once is no cost of a text
    steep = []
    for shape in shapes()[part::8]:
        half, long = effort(text(shape, _HALF)), effort(text(shape, _LONG))
        growth = long / half
        if long > NOISE and growth > _GROWTH:
            steep.append(f"{shape!r}: {growth:.1f}-fold")
    assert not steep


def _lines_run(content: bytes) -> int:
    return steps(lambda: extract(content))


@pytest.mark.parametrize("part", range(8))
def test_no_loop_grows_with_the_square(part):
    """A walk through all numbers of a row for each of them calls nothing, but runs lines."""
    for plan in CORPUS:
        extract(plan)
    steep = []
    for shape in shapes()[part::8]:
        half, long = (_lines_run(text(shape, size)) for size in (_SHORT, 2 * _SHORT))
        if long > NOISE and long / half > _GROWTH:
            steep.append(f"{shape!r}: {long / half:.1f}-fold")
    assert not steep


@pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")
def test_one_line_of_fifty_megabytes_keeps_to_the_limits(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/long.txt").write_bytes("的".encode() * (50 * 1024 * 1024 // 3))
    Path("in/short.txt").write_bytes(text("建设3座水库。", 1000))
    limits = ["--timeout", "8", "--memory", "1500"]
    assert main(["extract", "in", "-o", "out", "--workers", "1", "--quiet", *limits]) == 1
    assert Path("out/short.json").exists()
    assert Path("out/failures.jsonl").read_bytes().count(b"\n") == 1
