"""Files of other file systems, by URL."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from extractor.commands.batch import make_jobs
from extractor.files import collect
from extractor.scale.batch import run_batch
from extractor.scale.jobs import Settings
from tests.scale.plans import plan

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def run(*urls, out="memory://out"):
    collected = collect(urls, None, None)
    with ThreadPoolExecutor(2) as pool:
        return run_batch(make_jobs(collected.inputs, out), Settings(out, "v1"), pool, 2)


def test_there_and_back(memory):
    for number in range(5):
        memory.pipe_file(f"/in/d{number % 2}/p{number}.txt", plan(number).encode())
    memory.pipe_file("/in/bad.txt", b"")
    memory.pipe_file("/in/other.bin", b"x")
    first = run("memory://in")
    assert (first.plans, first.written, first.failed) == (6, 5, 1)
    assert sorted(memory.find("/out")) == [
        *("/out/d0/p0.json", "/out/d0/p2.json", "/out/d0/p4.json"),
        *("/out/d1/p1.json", "/out/d1/p3.json", "/out/failures.jsonl", "/out/manifest.jsonl"),
    ]
    again = run("memory://in")
    assert (again.written, again.unchanged, again.failed) == (0, 5, 1)


@pytest.mark.parametrize(
    ("url", "names"),
    [
        ("memory://in/a.txt", ["a.txt"]),
        ("memory://in/*.txt", ["a.txt", "b.txt"]),
        ("memory://in/**/*.txt", ["a.txt", "b.txt", "x/c.txt"]),
        ("memory://in", ["a.txt", "b.txt", "x/c.txt"]),
    ],
)
def test_names_at_urls(memory, url, names):
    for name in ("a.txt", "b.txt", "x/c.txt", ".hidden.txt", "d.bin"):
        memory.pipe_file(f"/in/{name}", b"1")
    assert [item.name for item in collect([url], None, None).inputs] == names


def test_nothing_there_is_a_line(memory):
    (problem,) = collect(["memory://none"], None, None).problems
    assert str(problem) == "memory://none: there is no such file; check the URL"
