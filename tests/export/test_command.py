"""``extractor export``: targets, files, errors."""

from __future__ import annotations

import pytest

from extractor.cli import main
from tests.export.sample import plan
from tests.score.sample import TEXT


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """The command with one extracted plan at hand; gives exit code and standard error."""
    monkeypatch.setattr("extractor.cli.COMMANDS", ("export",))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.json").write_bytes(plan().to_json())
    (tmp_path / "in" / "a.txt").write_bytes(TEXT.encode())

    def _run(*arguments):
        code = main(["export", *arguments])
        return code, capsys.readouterr().err

    return _run


def files(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["-o", "out", "--format", "csv", "--table", "plans"], ["out/plans.csv"]),
        (["-o", "x.csv"], ["x.csv"]),
        (["-o", "x.jsonl", "--table", "areas"], ["x.jsonl"]),
        (["-o", "x.db"], ["x.db"]),
        (["-o", "out", "--format", "sqlite"], ["out/plans.sqlite"]),
        (["-o", "x.spacy"], ["x.spacy"]),
        (["-o", "x.json", "--format", "labelstudio"], ["x.json"]),
        (["-o", "out", "--format", "doccano"], ["out/doccano.jsonl", "out/doccano_labels.json"]),
    ],
)
def test_files(run, tmp_path, arguments, written):
    assert run("in", *arguments) == (0, "")
    assert files(tmp_path) == sorted(["in/a.json", "in/a.txt", *written])


def test_a_csv_file_holds_observations(run, tmp_path):
    run("in/a.json", "-o", "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8-sig").startswith("plan_id,observation_id,")


def test_a_data_package_is_a_folder(run, tmp_path):
    assert run("in", "-o", "out", "--format", "datapackage")[0] == 0
    assert "datapackage.json" in files(tmp_path / "out")
    assert "data/plans.csv" in files(tmp_path / "out")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["in", "-o", "out"], 2, "tells no format"),
        (["in", "-o", "x.csv", "--table", "nothing"], 2, "there is no 'nothing'"),
        (["in", "-o", "x.csv", "--table", "plans", "--table", "areas"], 2, "cannot hold 2 tables"),
        (["in", "-o", "in/a.txt", "--format", "csv"], 2, "needs a folder"),
        (["nowhere.json", "-o", "x.csv"], 1, "there is no such file"),
        (["bad.json", "-o", "x.csv"], 1, "holds no extracted plan"),
    ],
)
def test_one_line_per_error(run, tmp_path, arguments, code, words):
    (tmp_path / "bad.json").write_text("{}")
    got, error = run(*arguments)
    assert (got, error.count("\n")) == (code, 1)
    assert words in error


def test_one_bad_input_does_not_stop_the_others(run, tmp_path):
    (tmp_path / "bad.json").write_text("{}")
    code, error = run("bad.json", "in", "-o", "x.csv")
    assert (code, error.count("\n")) == (1, 1)
    assert (tmp_path / "x.csv").exists()


def test_raw_plans_are_extracted(run, tmp_path):
    (tmp_path / "b.txt").write_text("云溪市节水规划\n到2025年，节水车间达到12个以上。\n")
    assert run("b.txt", "in/a.json", "-o", "x.csv") == (0, "")
    assert "12个以上" in (tmp_path / "x.csv").read_text("utf-8-sig")
