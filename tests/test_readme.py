"""The README runs: its example is the program's output, its Python works, its commands exist."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.pipeline import extract

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.S)
    assert found, f"README.md has no {language} block"
    return found[1]


def test_the_json_shown_is_what_the_text_shown_gives():
    shown = json.loads(_block("json"))
    plan = json.loads(extract(_block("text").encode("utf-8")).to_json())
    made = next(i for i in plan["indicators"] if i["id"] == shown["id"])
    made.pop("region")
    assert made == shown


def test_the_python_guide_runs():
    done = subprocess.run(
        [sys.executable, "-c", _block("python")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    assert "资阳市“十四五”知识产权保护和运用规划 512000" in done.stdout
    assert "超过3亿元 > 3 None 亿元" in done.stdout


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_two_set_up_commands_stand_first(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    first = re.search(r"```sh\n(.*?)```", text, re.S)
    assert first
    assert re.findall(r"^make (\w+)", first[1], re.M) == ["demo", "test"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_command_named_exists(name: str):
    from extractor.cli import COMMANDS

    text = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"^extractor (\w+)", text, re.M))
    assert named
    assert named <= set(COMMANDS)


def test_the_scores_shown_are_the_pinned_ones():
    import tomllib

    pinned = tomllib.loads((ROOT / "corpus" / "floors.toml").read_text(encoding="utf-8"))
    table = re.search(r"<!-- scores -->(.*?)<!-- /scores -->", README, re.S)
    assert table
    shown = dict(re.findall(r"^\| ([a-z ]+) \| (\d\.\d{3}) \|$", table[1], re.M))
    names = {
        "plan header fields": "header",
        "table observations": "observations.table",
        "prose observations": "observations.prose",
        "area assignments": "assignments",
    }
    assert len(shown) == 12
    for name, figure in shown.items():
        assert figure == f"{pinned['f1'][names.get(name, name)]:.3f}"


def test_the_fidelity_table_is_what_the_command_wrote():
    written = (ROOT / "benchmarks" / "results" / "docx_fidelity.md").read_text(encoding="utf-8")
    shown = re.search(r"<!-- fidelity -->\n(.*?)<!-- /fidelity -->", README, re.S)
    assert shown
    assert shown[1].strip() == written.strip()
