"""``extractor report``: pages, names, errors."""

from __future__ import annotations

import pytest

from extractor.cli import main
from tests.export.sample import plan
from tests.score.sample import TEXT, edited, to_json


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """The command with an extracted plan and its gold; gives exit code and standard error."""
    monkeypatch.setattr("extractor.cli.COMMANDS", ("report",))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_bytes(plan().to_json())
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "sample.json").write_text(to_json(edited([])), "utf-8")
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "b.json").write_bytes(plan().to_json())

    def _run(*arguments):
        code = main(["report", *arguments])
        return code, capsys.readouterr().err

    return _run


def test_one_page(run, tmp_path):
    assert run("a.json", "-o", "x/a.html") == (0, "")
    assert "云溪市节水行动规划" in (tmp_path / "x" / "a.html").read_text("utf-8")


def test_several_pages(run, tmp_path):
    assert run("a.json", "bare/b.json", "--text", "a.txt", "-o", "out") == (0, "")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.html", "b.html"]


@pytest.mark.parametrize("gold", ["gold", "gold/sample.json"])
def test_validation(run, tmp_path, gold):
    assert run("a.json", "--gold", gold, "-o", "v.html") == (0, "")
    assert "验证 Validation" in (tmp_path / "v.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["bare/b.json", "-o", "x.html"], 1, "its text is not at hand"),
        (["nowhere.txt", "-o", "x.html"], 1, "there is no such file"),
        (["a.json", "--gold", "nowhere", "-o", "x.html"], 1, "there is no such file"),
        (["a.json", "a.json", "-o", "x.html"], 2, "give -o a folder"),
        (["a.json", "a.json", "-o", "a.txt"], 2, "give -o a folder"),
        (["a.json", "-o", "a.txt/x.html"], 1, "cannot be written"),
    ],
)
def test_one_line_per_error(run, arguments, code, words):
    got, error = run(*arguments)
    assert (got, error.count("\n")) == (code, 1)
    assert words in error
