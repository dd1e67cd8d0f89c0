"""outputs/ is what the program writes now: `make outputs` makes it anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cli import main

ROOT = Path(__file__).resolve().parents[1]
RAW = str(ROOT / "corpus" / "raw")
OUTPUTS = ROOT / "outputs"

MADE_BY = {
    "plans": (["extract", RAW, "-o", "{out}", "--quiet"], "."),
    "comparison": (["compare", RAW, "-o", "{out}"], "comparison"),
    "reports": (["report", RAW, "-o", "{out}"], "reports"),
    "datapackage": (["export", RAW, "-o", "{out}", "--format", "datapackage"], "datapackage"),
}


@pytest.mark.parametrize("name", MADE_BY)
def test_outputs_are_current(name: str, tmp_path: Path):
    command, folder = MADE_BY[name]
    assert main([part.format(out=tmp_path) for part in command]) == 0
    made = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert made
    for path in made:
        kept = OUTPUTS / folder / path
        assert kept.is_file(), f"outputs/{folder}/{path} is missing: make outputs"
        assert (tmp_path / path).read_bytes() == kept.read_bytes(), f"{path} is old: make outputs"


def test_outputs_hold_nothing_else():
    known = {"comparison", "reports", "datapackage", "pidu.json", "ziyang.json"}
    assert {path.name for path in OUTPUTS.iterdir()} == known
