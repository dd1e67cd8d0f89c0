"""The pool: order, death, renewal, noise."""

from __future__ import annotations

import subprocess
import sys

import pytest

from extractor.scale.pool import ProcessPool, WorkerDied
from tests.scale import plans


def test_results_and_errors_come_back():
    with ProcessPool(2) as pool:
        assert list(pool.map(plans.square, range(20))) == [n * n for n in range(20)]
        with pytest.raises(LookupError, match="节水"):
            pool.submit(plans.fail, "节水").result()


def test_a_death_costs_only_its_call():
    with ProcessPool(2) as pool:
        calls = [pool.submit(plans.die if n == 5 else plans.square, n) for n in range(12)]
        for number, call in enumerate(calls):
            if number == 5:
                with pytest.raises(WorkerDied) as caught:
                    call.result()
                assert caught.value.code == -9
            else:
                assert call.result() == number * number


def test_children_are_renewed():
    with ProcessPool(1, calls_per_child=3) as pool:
        pids = list(pool.map(plans.my_pid, range(9)))
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [3, 3, 3]


def test_what_a_call_prints_is_not_an_answer(capfd):
    with ProcessPool(1) as pool:
        assert list(pool.map(plans.shout, range(3))) == [0, 1, 2]
    assert "noise" not in capfd.readouterr().out


def test_a_closed_pool_takes_no_calls():
    pool = ProcessPool(1)
    pool.submit(plans.nap, 30)
    pool.shutdown(cancel_futures=True)
    with pytest.raises(RuntimeError, match="closed"):
        pool.submit(plans.square, 1)


def test_a_call_that_cannot_travel_is_an_error():
    with ProcessPool(1) as pool, pytest.raises(Exception, match=r"pickle|local"):
        pool.submit(lambda: 1).result()


def test_a_script_without_a_main_guard_works(tmp_path):
    script = tmp_path / "script.py"
    (tmp_path / "a.txt").write_text(plans.plan(1), encoding="utf-8")
    script.write_text(
        "from pathlib import Path\n"
        "from extractor import extract_many\n"
        f"paths = [Path({str(tmp_path / 'a.txt')!r})] * 4\n"
        "print([r.error for r in extract_many(paths, workers=2)])\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    assert done.stdout == "[None, None, None, None]\n"
