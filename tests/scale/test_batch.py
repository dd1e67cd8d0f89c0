"""Batches: same bytes, going on, only what changed, failures, limits, executors."""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.commands.batch import make_jobs
from extractor.files import collect
from extractor.scale import shard as shard_module
from extractor.scale.batch import run_batch
from extractor.scale.jobs import Limits, Settings
from extractor.scale.pool import ProcessPool
from tests.scale.plans import digests, plan, put_plans

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="limits are those of Linux")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def lines(path):
    return [json.loads(line) for line in Path(path).read_bytes().splitlines()]


def batch(executor, out, workers=2, paths=("in",), **settings):
    jobs = make_jobs(collect(paths, Path(out), None).inputs, str(out))
    return run_batch(jobs, Settings(str(out), "v1", **settings), executor, workers)


def test_the_bytes_are_the_same_for_any_workers(folder):
    put_plans(folder / "in", 40)
    for workers in ("1", "2", "3"):
        assert main(["extract", "in", "-o", workers, "--workers", workers, "--quiet"]) == 0
    assert main(["extract", "in", "-o", "plain", "--quiet"]) == 0
    first = digests(folder / "1")
    assert digests(folder / "2") == first == digests(folder / "3")
    assert len(first) == 41
    assert digests(folder / "plain") == {k: v for k, v in first.items() if k != "manifest.jsonl"}


@pytest.mark.parametrize(
    "make",
    [
        lambda: ThreadPoolExecutor(2),
        lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
        lambda: ProcessPool(2),
    ],
    ids=["threads", "processes", "own"],
)
def test_any_executor_will_do(folder, make):
    put_plans(folder / "in", 12)
    with make() as executor:
        summary = batch(executor, folder / "out")
    assert (summary.plans, summary.written, summary.failed) == (12, 12, 0)
    assert len(digests(folder / "out")) == 13


def test_a_second_run_does_only_what_changed(folder, capsys):
    put_plans(folder / "in", 9)
    command = ["extract", "in", "-o", "out", "--batch", "--workers", "1"]
    assert main(command) == 0
    before = {p: p.stat().st_mtime_ns for p in Path("out").rglob("*.json")}
    Path("in/d0/p0000.txt").write_text(plan(100), encoding="utf-8")  # changed
    Path("in/new.txt").write_text(plan(101), encoding="utf-8")  # new
    Path("out/d1/p0001.json").unlink()  # lost
    Path("out/d2/p0002.json").write_bytes(b"{}")  # spoilt
    assert main(command) == 0
    assert "4 of 10 plans written" in capsys.readouterr().err
    changed = {p.as_posix() for p, at in before.items() if p.stat().st_mtime_ns != at}
    assert changed == {"out/d0/p0000.json", "out/d1/p0001.json", "out/d2/p0002.json"}


def test_another_version_does_everything_anew(folder):
    put_plans(folder / "in", 4)
    jobs = make_jobs(collect(["in"], None, None).inputs, "out")
    with ThreadPoolExecutor(1) as pool:
        first = run_batch(jobs, Settings("out", "v1"), pool, 1)
        again = run_batch(jobs, Settings("out", "v1"), pool, 1)
        newer = run_batch(jobs, Settings("out", "v2"), pool, 1)
    assert [(s.written, s.unchanged) for s in (first, again, newer)] == [(4, 0), (0, 4), (4, 0)]


def test_failures_are_listed_and_can_be_retried_alone(folder, capsys):
    put_plans(folder / "in", 3)
    Path("in/bad.pdf").write_bytes(b"%PDF-1.4 nothing")
    Path("in/empty.txt").write_bytes(b"")
    command = ["extract", "in", "-o", "out", "--batch", "--workers", "1"]
    assert main(command) == 1
    assert [
        (r["file"], bool(r["reason"] and r["remedy"])) for r in lines("out/failures.jsonl")
    ] == [
        ("in/bad.pdf", True),
        ("in/empty.txt", True),
    ]
    assert "3 of 5 plans written" in capsys.readouterr().err
    Path("in/empty.txt").write_text(plan(7), encoding="utf-8")
    assert main([*command, "--retry-failed"]) == 1
    assert "1 of 2 plans written" in capsys.readouterr().err
    assert [r["file"] for r in lines("out/failures.jsonl")] == ["in/bad.pdf"]
    Path("in/bad.pdf").unlink()
    Path("in/bad.txt").write_text(plan(8), encoding="utf-8")
    assert main(command) == 0
    assert not Path("out/failures.jsonl").exists()


def test_a_fault_of_a_rule_is_one_file_failed(folder, monkeypatch):
    put_plans(folder / "in", 5)
    whole = shard_module.attempt

    def attempt(data, options, name):
        if name == "p0002.txt":
            raise MemoryError
        return whole(data, options, name)

    monkeypatch.setattr(shard_module, "attempt", attempt)
    with ThreadPoolExecutor(1) as pool:
        summary = batch(pool, folder / "out")
    assert (summary.written, summary.failed) == (4, 1)


@ON_LINUX
def test_a_poisonous_file_is_cut_off_and_named(folder, monkeypatch):
    put_plans(folder / "in", 10)
    (folder / "poison.py").write_text(_POISON, encoding="utf-8")
    (folder / "sitecustomize.py").write_text("import poison\n", encoding="utf-8")
    monkeypatch.setenv("POISON", "p0003.txt:hang,p0006.txt:memory,p0007.txt:die,p0008.txt:bug")
    monkeypatch.syspath_prepend(str(folder))
    code = main(
        [
            "extract",
            "in",
            "-o",
            "out",
            "--workers",
            "2",
            "--timeout",
            "2",
            "--memory",
            "800",
            "--quiet",
        ]
    )
    assert code == 1
    failed = {Path(r["file"]).name: r["reason"] for r in lines("out/failures.jsonl")}
    assert failed == {
        "p0003.txt": "took longer than 2 seconds",
        "p0006.txt": "needs more than 800 MB of memory",
        "p0007.txt": "its process was ended by signal 11, twice",
        "p0008.txt": failed["p0008.txt"],
    }
    assert "a fault of the extractor (ZeroDivisionError at " in failed["p0008.txt"]
    assert len(list(Path("out").rglob("*.json"))) == 6


_POISON = """
import os, re, sys

def _hook(event, args):
    pass

def poison():
    import extractor.pipeline as pipeline
    whole = pipeline.extract
    what = dict(pair.split(":") for pair in os.environ["POISON"].split(","))
    def extract(source, **options):
        kind = what.get(source.source.name)
        if kind == "hang":  # holds the interpreter's lock for ever
            re.match(r"(a+)+$", "a" * 60 + "b")
        if kind == "memory":
            bytearray(3 * 1024 ** 3)
        if kind == "die":
            os.kill(os.getpid(), 11)
        if kind == "bug":
            1 / 0
        return whole(source, **options)
    pipeline.extract = extract

if os.environ.get("POISON") and any("child" in a for a in sys.orig_argv):
    import importlib.abc, importlib.machinery
    poison()
"""


def test_limits_hold_in_threads_too(folder):
    put_plans(folder / "in", 3)
    with ThreadPoolExecutor(1) as pool:
        summary = batch(pool, folder / "out", 1, limits=Limits(60, 2048))
    assert summary.written == 3


def test_two_runs_into_one_folder(folder, capsys):
    fcntl = pytest.importorskip("fcntl")
    put_plans(folder / "in", 2)
    Path("out").mkdir()
    handle = os.open("out", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert main(["extract", "in", "-o", "out", "--batch", "--quiet"]) == 1
    assert "another run is writing to it" in capsys.readouterr().err
    os.close(handle)
    assert main(["extract", "in", "-o", "out", "--batch", "--quiet"]) == 0


def test_inputs_that_vanish_or_cannot_be_read(folder):
    put_plans(folder / "in", 6)
    jobs = make_jobs(collect(["in"], None, None).inputs, "out")
    Path("in/d0/p0000.txt").unlink()
    Path("in/d1/p0001.txt").unlink()
    Path("in/d1/p0001.txt").mkdir()
    with ThreadPoolExecutor(1) as pool:
        summary = run_batch(jobs, Settings("out", "v1"), pool, 1)
    assert (summary.written, summary.failed) == (4, 2)
    reasons = sorted(r["reason"] for r in lines("out/failures.jsonl"))
    assert reasons == [
        "cannot be opened (Is a directory)",
        "cannot be opened (No such file or directory)",
    ]


def test_a_text_of_the_users_is_left_alone(folder):
    Path("a.html").write_text(f"<html><body><p>{plan(1)}</p></body></html>", encoding="utf-8")
    Path("a.txt").write_text("mine", encoding="utf-8")
    assert main(["extract", "a.html", "-o", ".", "--batch", "--quiet"]) == 1
    assert (Path("a.txt").read_text(), Path("a.json").exists()) == ("mine", False)


def test_machines_read_the_progress(folder, capsys):
    put_plans(folder / "in", 3)
    Path("in/bad.txt").write_bytes(b"")
    assert main(["extract", "in", "-o", "out", "--log-json"]) == 1
    events = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [event["event"] for event in events] == ["start", "failure", "end"]
    assert events[1]["file"] == "in/bad.txt"
    end = events[-1]
    assert (end["done"], end["of"], end["failed"], end["seconds_left"]) == (4, 4, 1, 0)


def test_lines_in_the_order_of_the_inputs(folder):
    put_plans(folder / "in", 7)
    assert main(["extract", "in", "-o", "out", "--jsonl", "--workers", "2", "--quiet"]) == 0
    names = [row["source"]["name"] for row in lines("out/plans.jsonl")]
    assert names == [p.name for p in sorted(Path("in").rglob("*.txt"))]


@pytest.mark.parametrize("text", ["", "{", "[]\n{}", '{"output": 3}', "\0\n" * 3])
def test_a_damaged_manifest_costs_time_and_nothing_else(folder, text):
    put_plans(folder / "in", 2)
    assert main(["extract", "in", "-o", "out", "--batch", "--quiet"]) == 0
    whole = Path("out/manifest.jsonl").read_bytes()
    Path("out/manifest.jsonl").write_text(text)
    assert main(["extract", "in", "-o", "out", "--batch", "--quiet"]) == 0
    assert Path("out/manifest.jsonl").read_bytes() == whole


def test_few_plans_leave_no_manifest(folder):
    put_plans(folder / "in", 3)
    assert main(["extract", "in", "-o", "out", "--quiet"]) == 0
    assert {p.suffix for p in Path("out").rglob("*") if p.is_file()} == {".json"}


def test_a_batch_needs_a_folder(folder, capsys):
    put_plans(folder / "in", 1)
    assert main(["extract", "in", "--jsonl", "--retry-failed"]) == 2
    assert "give -o DIR" in capsys.readouterr().err
