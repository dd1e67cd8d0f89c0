"""The command line: names of outputs, exit codes, one line per error."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import types
from pathlib import Path

import msgspec
import pytest

from extractor.cli import main
from extractor.commands import COMMANDS
from extractor.files import Input, collect, output_names, write_whole
from extractor.plan import Plan
from tests.score.sample import TEXT, edited, to_json

SAMPLE = Plan.from_json(to_json(edited([])))


class Result(msgspec.Struct, frozen=True):
    """What the pipeline gives per file."""

    plan: Plan | None = None
    text: str = ""
    error: str | None = None


class Options(msgspec.Struct, frozen=True):
    """What the pipeline takes."""

    lexicon: Path | None = None
    engine: str = "rjieba"


def _extract_many(paths, options, workers):
    for path in paths:
        content = path.read_bytes()
        if content.startswith(b"bad"):
            yield Result(error=f"{path}: is damaged; save it again")
            continue
        media = "text/plain" if path.suffix.lower() in (".txt", "") else "application/other"
        source = msgspec.structs.replace(SAMPLE.source, name=path.name, media_type=media)
        yield Result(plan=msgspec.structs.replace(SAMPLE, source=source), text=TEXT)


@pytest.fixture
def pipeline(monkeypatch):
    """A pipeline that knows one plan, so that only the command line is tested."""
    fake = types.ModuleType("extractor.pipeline")
    fake.Options, fake.Result, fake.extract_many = Options, Result, _extract_many
    monkeypatch.setitem(sys.modules, "extractor.pipeline", fake)
    many = types.ModuleType("extractor.scale.many")
    many.extract_many = _extract_many
    monkeypatch.setitem(sys.modules, "extractor.scale.many", many)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names, content="节水"):
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def written(out="out"):
    return sorted(p.relative_to(out).as_posix() for p in Path(out).rglob("*") if p.is_file())


@pytest.mark.parametrize(
    ("files", "arguments", "outputs"),
    [
        (["a.txt"], ["a.txt"], ["a.json"]),
        (["a.docx"], ["a.docx"], ["a.json", "a.txt"]),
        (["in/a.txt", "in/x/a.txt"], ["in"], ["a.json", "x/a.json"]),
        (
            ["a.docx", "a.pdf"],
            ["a.docx", "a.pdf"],
            ["a.docx.json", "a.docx.txt", "a.pdf.json", "a.pdf.txt"],
        ),
        (["x/a.txt", "y/a.txt"], ["x", "y"], ["a.txt.2.json", "a.txt.json"]),
        (["A.txt", "x/a.txt"], ["A.txt", "x/a.txt"], ["A.txt.json", "a.txt.2.json"]),
        (["a.txt"], ["a.txt", "./a.txt", "*.txt"], ["a.json"]),
        (["p/x/a.txt", "p/y/b.txt"], ["p/*/*.txt"], ["x/a.json", "y/b.json"]),
        (["p/a.txt", "p/q/b.txt"], ["p/**/*.txt"], ["a.json", "q/b.json"]),
        (["in/a.txt", "in/.b.txt", "in/~$c.docx", "in/d.json"], ["in"], ["a.json"]),
        (["规 划/节水 规划.txt"], ["规 划"], ["节水 规划.json"]),
        (["plan"], ["plan"], ["plan.json"]),
        (["[a].txt"], ["[a].txt"], ["[a].json"]),
        (["in/a.TXT", "in/b.odd"], ["in", "in/b.odd"], ["a.json", "b.json", "b.txt"]),
    ],
    ids=str,
)
def test_output_names(pipeline, folder, files, arguments, outputs):
    put(*files)
    assert main(["extract", *arguments, "-o", "out", "--quiet"]) == 0
    assert written() == sorted(outputs)


def test_a_name_taken_by_a_suffix_is_numbered():
    inputs = [Input(Path(n), n) for n in ("a.pdf", "a.docx", "a.docx.txt")]
    names = output_names(inputs)
    assert names[:2] == ["a.pdf", "a.docx"]
    assert len({n.casefold() for n in names}) == 3


def test_a_pipe_in_a_folder_is_not_waited_for(pipeline, folder):
    put("in/a.txt")
    os.mkfifo("in/b.txt")
    Path("in/c.txt").symlink_to("nowhere.txt")
    collected = collect(["in"], None, None)
    assert [item.name for item in collected.inputs] == ["a.txt", "c.txt"]


def test_paths_that_no_system_has(pipeline, folder, capsys):
    assert main(["extract", "x" * 5000, "a\0b", "", "-o", "out", "--quiet"]) == 1
    assert capsys.readouterr().err.count("\n") == 3


def test_output_is_the_plan_and_its_text(pipeline, folder):
    put("a.docx")
    main(["extract", "a.docx", "-o", "out"])
    assert Plan.from_json(Path("out/a.json").read_bytes()).source.name == "a.docx"
    assert Path("out/a.txt").read_bytes().decode() == TEXT


def test_a_bad_file_never_stops_the_others(pipeline, folder, capsys):
    put("a.txt", "c.txt")
    put("b.txt", content="bad")
    assert main(["extract", "a.txt", "b.txt", "none.txt", "n*.pdf", "c.txt", "-o", "out"]) == 1
    assert written() == ["a.json", "c.json"]
    assert capsys.readouterr().err.split("\n") == [
        "none.txt: there is no such file; check the path",
        "n*.pdf: no file matches; check the pattern",
        "b.txt: is damaged; save it again",
        "2 of 5 plans written to out",
        "",
    ]


def test_standard_input(pipeline, folder, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("节水".encode())))
    assert main(["extract", "-", "-o", "out", "--quiet"]) == 0
    assert written() == ["stdin.json", "stdin.txt"]


def test_lines_to_a_file_and_to_standard_output(pipeline, folder, capfdbinary):
    put("a.txt", "b.docx")
    assert main(["extract", "a.txt", "b.docx", "--jsonl", "-o", "out", "--quiet"]) == 0
    lines = Path("out/plans.jsonl").read_bytes()
    assert written() == ["b.txt", "plans.jsonl"]
    assert main(["extract", "a.txt", "b.docx", "--jsonl", "--quiet"]) == 0
    assert capfdbinary.readouterr().out == lines
    assert [json.loads(line)["source"]["name"] for line in lines.splitlines()] == [
        "a.txt",
        "b.docx",
    ]


def test_a_text_that_is_not_ours_is_never_overwritten(pipeline, folder, capsys):
    put("a.docx")
    put("a.txt", content="mine")
    assert main(["extract", "a.docx", "-o", "."]) == 1
    assert "would overwrite a.txt" in capsys.readouterr().err
    assert (Path("a.txt").read_text(), Path("a.json").exists()) == ("mine", False)


def test_a_second_run_overwrites_its_own_files(pipeline, folder):
    put("a.docx")
    assert main(["extract", "a.docx", "-o", ".", "--quiet"]) == 0
    first = Path("a.json").read_bytes()
    assert main(["extract", "a.docx", "-o", ".", "--quiet"]) == 0
    assert Path("a.json").read_bytes() == first


def test_the_output_folder_is_not_read(pipeline, folder):
    put("in/a.docx")
    for _ in range(2):
        assert main(["extract", "in", "-o", "in/out", "--quiet"]) == 0
    assert written("in/out") == ["a.json", "a.txt"]


def test_other_files_of_a_folder_are_counted(pipeline, folder, capsys):
    put("in/a.txt", "in/b.zip")
    assert main(["extract", "in", "-o", "out"]) == 0
    expected = "1 of 1 plans written to out, 1 files of other kinds left out\n"
    assert capsys.readouterr().err == expected


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: COMMAND"),
        (["fly"], "invalid choice: 'fly'"),
        (["extract"], "required: PATH"),
        (["extract", "a.txt"], "nowhere to write to"),
        (["extract", "a.txt", "-o", "a.txt"], "a.txt: is not a folder"),
        (["extract", "in", "-o", "in"], "both read and written to"),
        (["extract", "a.txt", "-o", "out", "--workers", "0"], "not a whole number above 0"),
        (["extract", "a.txt", "-o", "out", "--engine", "x"], "invalid choice"),
        (["show", "none.txt"], "no such file"),
        (["show", "in"], "is a folder"),
        (["validate", "none"], "no such file"),
        (["validate", "a.txt"], "its gold is not named"),
        (["validate", "a.txt", "g.json", "--check-floors"], "is no corpus"),
        (["validate", "in", "g.json"], "a corpus has its own gold"),
        (["validate", "in", "--fail-under", "2"], "not a number from 0 to 1"),
        (["validate", "in", "--record", "cats"], "no record type 'cats'"),
        (["schema", "--record", "cat"], "no record 'cat'"),
    ],
    ids=str,
)
def test_wrong_use_is_one_line_and_code_2(pipeline, folder, capsys, arguments, says):
    put("a.txt", "in/b.txt")
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = stop.code
    captured = capsys.readouterr()
    assert (code, captured.out, captured.err.count("\n")) == (2, "", 1)
    assert says in captured.err


def test_writing_is_whole_or_not_at_all(folder):
    write_whole(Path("x/a.json"), b"old")
    with pytest.raises(TypeError):
        write_whole(Path("x/a.json"), "no bytes")
    assert (written("x"), Path("x/a.json").read_bytes()) == (["a.json"], b"old")


def test_a_name_too_long_is_one_error(pipeline, folder, capsys):
    name = "划" * 83 + ".txt"  # 253 bytes; .json makes 254, .docx.json is past 255
    put(name)
    assert main(["extract", name, "-o", "out", "--quiet"]) == 0
    put("划" * 83 + ".md")
    assert main(["extract", name, "划" * 83 + ".md", "-o", "out2", "--quiet"]) == 1
    assert capsys.readouterr().err.count("cannot be written") == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_one_error(folder):
    put("in/a.txt", "in/shut/b.txt")
    Path("in/shut").chmod(0)
    collected = collect(["in"], None, None)
    Path("in/shut").chmod(0o700)
    assert [item.name for item in collected.inputs] == ["a.txt"]
    assert [problem.place for problem in collected.problems] == ["in/shut"]


# ------------------------------------------------------------------ validate, schema, show


def corpus(*edits):
    put("corpus/raw/a.txt", content=TEXT)
    put("corpus/gold/a.json", content=to_json(edited(list(edits))))


def test_validate_prints_slips_and_the_table(pipeline, folder, capsys):
    corpus(["references"])
    assert main(["validate", "corpus"]) == 0
    out = capsys.readouterr().out
    assert "false alarm references" in out
    counts = next(line.split() for line in out.split("\n") if line.startswith("references"))
    assert counts == ["references", "0", "0", "1", "0.0000", "none", "0.0000"]
    assert main(["validate", "corpus", "--summary"]) == 0
    assert "false alarm" not in capsys.readouterr().out


def test_validate_as_json(pipeline, folder, capfdbinary):
    corpus()
    assert main(["validate", "corpus", "--json", "--record", "actions"]) == 0
    (record,) = json.loads(capfdbinary.readouterr().out)["records"]
    assert (record["name"], record["f1"]) == ("actions", 1.0)


def test_fail_under(pipeline, folder, capsys):
    corpus(["references"])
    assert main(["validate", "corpus", "--fail-under", "0.9"]) == 1
    expected = "references: F1 0.0000 is under 0.9; look at its misses\n"
    assert capsys.readouterr().err == expected
    assert main(["validate", "corpus", "--fail-under", "0.9", "--record", "actions"]) == 0


def test_gold_that_is_wrong_is_one_line(pipeline, folder, capsys):
    corpus(["source.characters", 1])
    assert main(["validate", "corpus"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("corpus/gold/a.json:")
    assert err.count("\n") == 1


def test_floors_are_pinned_held_and_lowered(pipeline, folder, capsys):
    corpus()
    assert main(["validate", "corpus", "--check-floors"]) == 1
    assert "there are no floors" in capsys.readouterr().err
    assert main(["validate", "corpus", "--raise-floors"]) == 0
    assert main(["validate", "corpus", "--check-floors"]) == 0
    corpus(["references"])
    assert main(["validate", "corpus", "--check-floors"]) == 1
    assert "not the one the floors were pinned on" in capsys.readouterr().err
    assert main(["validate", "corpus", "--raise-floors"]) == 2
    assert main(["validate", "corpus", "--lower-floors", "gold was mended"]) == 0
    assert main(["validate", "corpus", "--check-floors"]) == 0
    assert "gold was mended" in Path("corpus/floors.toml").read_text(encoding="utf-8")


def test_validate_one_plan_and_an_extracted_one(pipeline, folder, capsys):
    corpus()
    put("plan.json", content=to_json(edited([])))
    assert main(["validate", "corpus/raw/a.txt", "corpus/gold/a.json"]) == 0
    first = capsys.readouterr().out
    extracted = ["plan.json", "corpus/gold/a.json", "--text", "corpus/raw/a.txt"]
    assert main(["validate", *extracted]) == 0
    assert capsys.readouterr().out == first
    assert main(["validate", "plan.json", "corpus/gold/a.json"]) == 2


def test_schema_writes_every_record(folder, capfdbinary):
    assert main(["schema", "-o", "s"]) == 0
    assert {"plan.schema.json", "action.schema.json"} <= set(written("s"))
    assert main(["schema"]) == 0
    assert capfdbinary.readouterr().out == Path("s/plan.schema.json").read_bytes()


def test_show_reads_a_document_and_its_json(pipeline, folder, capsys):
    put("a.txt", "b.json")
    Path("plan.json").write_bytes(SAMPLE.to_json())
    assert main(["show", "a.txt"]) == 0
    shown = capsys.readouterr().out
    assert main(["show", "plan.json"]) == 0
    assert capsys.readouterr().out.split("\n")[1:] == shown.split("\n")[1:]
    for words in ("云溪市节水行动规划", "目录 outline", "一、发展基础", "节水车间", "12个"):
        assert words in shown
    assert main(["show", "b.json"]) == 1
    assert "holds no extracted plan" in capsys.readouterr().err


# ------------------------------------------------------------------ the command itself


def _command(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "extractor", *arguments],
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_documents_its_exit_codes(name, capsys):
    with pytest.raises(SystemExit) as stop:
        main([name, "--help"])
    out = capsys.readouterr().out
    assert (stop.value.code, "exit codes: 0" in out) == (0, True)


def test_help_lists_the_commands_and_loads_nothing_heavy():
    done = _command("--help")
    assert done.returncode == 0
    assert all(name in done.stdout.decode() for name in COMMANDS)
    code = "import sys; from extractor.cli import build_parser; build_parser(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    heavy = {"msgspec", "jieba", "rjieba", "spacy", "lxml", "docx", "tqdm", "tomllib"}
    assert heavy & set(loaded.stdout.decode().split()) == set()


def test_version():
    done = _command("--version")
    assert (done.returncode, done.stdout.startswith(b"extractor ")) == (0, True)


# ------------------------------------------------------------------ bad inputs, real pipeline

BAD = {
    "空.txt": b"",
    "blank.txt": b" \n\t\n",
    "binary.txt": bytes(range(256)) * 40,
    "cut.txt": "节水行动规划\n一、基础\n全市节水。".encode()[:-2],
    "not a docx 文件.docx": b"PK\x03\x04 nothing",
    "not.pdf": b"%PDF-1.7 nothing",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_line_and_the_rest_is_done(folder, capsys, name):
    put("好 规划.txt", content=TEXT)
    Path(name).write_bytes(BAD[name])
    code = main(["extract", name, "好 规划.txt", "-o", "out", "--quiet"])
    lines = capsys.readouterr().err.splitlines()
    assert (code, len(lines), written()) == (1, 1, ["好 规划.json"])
    assert lines[0].startswith(f"{name}: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission_is_one_line(folder, capsys):
    put("a.txt", "b.txt", content=TEXT)
    Path("a.txt").chmod(0)
    assert main(["extract", "a.txt", "b.txt", "-o", "out", "--quiet"]) == 1
    assert (len(capsys.readouterr().err.splitlines()), written()) == (1, ["b.json"])
