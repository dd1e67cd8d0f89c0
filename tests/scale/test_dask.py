"""The same shards on Dask: same bytes, also when a worker is killed; and URLs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.cli import main
from tests.scale.plans import digests, put_plans

pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")
ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def cluster():
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, processes=True
    ) as one:
        yield one.scheduler_address


def test_a_local_cluster_gives_the_same_bytes(folder, cluster):
    put_plans(folder / "in", 30)
    assert main(["extract", "in", "-o", "here", "--workers", "1", "--quiet"]) == 0
    assert main(["extract", "in", "-o", "there", "--scheduler", cluster, "--quiet"]) == 0
    assert digests(folder / "here") == digests(folder / "there")


def test_urls_in_and_out(folder, cluster):
    put_plans(folder / "in", 6)
    assert main(["extract", "in", "-o", "here", "--batch", "--workers", "1", "--quiet"]) == 0
    out = f"file://{folder}/there"
    command = ["extract", f"file://{folder}/in", "-o", out, "--scheduler", cluster, "--quiet"]
    assert main(command) == 0
    here, there = digests(folder / "here"), digests(folder / "there")
    assert {k: v for k, v in here.items() if k.endswith("json")} == {
        k: v for k, v in there.items() if k.endswith("json")
    }
    assert main(command) == 0  # and again: nothing to do
    assert digests(folder / "there") == there


def start(*arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_a_killed_worker_loses_nothing_and_doubles_nothing(folder):
    put_plans(folder / "in", 200)
    assert main(["extract", "in", "-o", "here", "--workers", "2", "--quiet"]) == 0
    contact = folder / "scheduler.json"
    processes = [
        start("distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard",
              "--scheduler-file", str(contact))
    ]  # fmt: skip
    try:
        worker = ["distributed.cli.dask_worker", "--scheduler-file", str(contact), "--nthreads",
                  "1", "--no-nanny", "--no-dashboard"]  # fmt: skip
        processes += [start(*worker) for _ in range(2)]
        address = wait_for_workers(contact, 2)
        run = start("extractor", "extract", str(folder / "in"), "-o", str(folder / "there"),
                    "--scheduler", address, "--quiet")  # fmt: skip
        while run.poll() is None and len(list((folder / "there").rglob("*.json"))) < 20:
            time.sleep(0.01)
        assert run.poll() is None, "it ended before a worker could be killed"
        processes[1].send_signal(signal.SIGKILL)
        assert run.wait(timeout=120) == 0
    finally:
        for process in processes:
            process.kill()
            process.wait()
    assert len(list((folder / "there").rglob("*.json"))) == 200
    rows = [json.loads(line) for line in (folder / "there/manifest.jsonl").open("rb")]
    assert sorted({row["output"] for row in rows}) == [row["output"] for row in rows]
    assert len(rows) == 200
    there = digests(folder / "there")
    assert {k: v for k, v in there.items() if k != "manifest.jsonl"} == {
        k: v for k, v in digests(folder / "here").items() if k != "manifest.jsonl"
    }


def wait_for_workers(contact, count):
    from distributed import Client

    until = time.monotonic() + 60
    while not contact.exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(0.2)
    with Client(scheduler_file=str(contact), set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)
        return client.scheduler.address


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense"])
def test_no_scheduler_is_one_line(folder, address, capsys, monkeypatch):
    put_plans(folder / "in", 1)
    monkeypatch.setattr("extractor.scale.executors.SECONDS", 1)
    assert main(["extract", "in", "-o", "out", "--scheduler", address, "--quiet"]) == 2
    assert "no scheduler answers" in capsys.readouterr().err
