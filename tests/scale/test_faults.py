"""Faults, a few of each; ``python -m benchmarks.faults`` puts many and prints the counts."""

from __future__ import annotations

import sys

import pytest

from benchmarks import faults

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and disks of Linux")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return faults.Bench(tmp_path_factory.mktemp("bench"), 40)


def survived(count):
    if not count.tried:
        pytest.skip(count.note)
    assert count.survived == count.tried, count


def test_kill_at_any_moment(bench):
    survived(faults.kills(bench, 6))


def test_a_killed_worker(bench):
    survived(faults.worker_kills(bench, 2))


def test_two_runs_into_one_folder(bench):
    survived(faults.two_runs(bench, 1))


def test_disk_full(bench, tmp_path):
    survived(faults.full_disks(bench, tmp_path, 2))


def test_read_only(bench, tmp_path):
    survived(faults.read_only(bench, tmp_path))


def test_vanishing_inputs(tmp_path):
    survived(faults.vanishing(tmp_path, 24))


def test_unreadable_inputs(tmp_path):
    survived(faults.unreadable(tmp_path))


def test_mutated_inputs():
    survived(faults.mutated(1300))
