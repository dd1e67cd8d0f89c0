"""No text makes the extraction slow: its cost grows with the length, not with its square."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

import pytest

from benchmarks.adversarial import shapes, text
from extractor.cli import main
from extractor.errors import ReadError
from extractor.pipeline import extract

_SHORT, _LONG = 2_000, 16_000
#: Eight times the text may cost so many times the seconds: linear is 8, quadratic 64.
_GROWTH = 24
#: Seconds under which a growth is noise, and microseconds that a character may cost at all.
_NOISE, _CHARACTER = 0.3, 60


def seconds(content: bytes) -> float:
    began = time.process_time()
    with contextlib.suppress(ReadError):
        extract(content)
    return time.process_time() - began


@pytest.mark.parametrize("part", range(8))
def test_cost_grows_with_the_length(part):
    extract(text("。", 100))
    slow = []
    for shape in shapes()[part::8]:
        long = seconds(text(shape, _LONG))
        if long < _NOISE:
            continue
        short = seconds(text(shape, _SHORT))
        growth, each = long / max(short, 0.001), long / _LONG * 1e6
        if growth > _GROWTH or each > _CHARACTER:
            slow.append(f"{shape!r}: {growth:.0f}-fold, {each:.0f} µs per character")
    assert not slow


@pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")
def test_one_line_of_fifty_megabytes_keeps_to_the_limits(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in/long.txt").write_bytes("的".encode() * (50 * 1024 * 1024 // 3))
    Path("in/short.txt").write_bytes(text("建设3座水库。", 1000))
    began = time.monotonic()
    limits = ["--timeout", "8", "--memory", "1500"]
    assert main(["extract", "in", "-o", "out", "--workers", "1", "--quiet", *limits]) == 1
    assert time.monotonic() - began < 60
    assert Path("out/short.json").exists()
    assert Path("out/failures.jsonl").read_bytes().count(b"\n") == 1
