"""Faults put to a batch on purpose, and how many it survived.

``python -m benchmarks.faults`` prints the counts; the tests call the same functions with
smaller numbers. A fault is survived when nothing is lost, nothing is torn, and a run
afterwards gives the bytes of a run that nothing happened to.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from extractor.files import is_draft
from extractor.scale.pool import ProcessPool
from tests.readers import mutations
from tests.scale.plans import digests, put_plans

ROOT = Path(__file__).parents[1]


class Count(NamedTuple):
    """How often a fault was put, how often it was survived, and what else is to be said."""

    fault: str
    tried: int
    survived: int
    note: str = ""


def start(folder: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    """The command, on its way, in a process group of its own."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "extractor", "extract", str(folder), "-o", str(out)]
    return subprocess.Popen(
        [*command, "--workers", "2", "--quiet", *more],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder.parent,
    )


def finish(folder: Path, out: Path, *more: str) -> tuple[int, str]:
    """The command, to its end: exit code and what it said."""
    process = start(folder, out, *more)
    _, said = process.communicate(timeout=300)
    return process.returncode, said


class Bench:
    """A folder of plans and the bytes that they should give."""

    def __init__(self, home: Path, plans: int) -> None:
        self.plans = put_plans(home / "in", plans)
        began = time.monotonic()
        code, said = finish(self.plans, home / "truth")
        assert code == 0, said
        self.seconds = time.monotonic() - began
        self.truth = digests(home / "truth")
        self.out = home / "out"

    def whole(self) -> bool:
        """True when every output that is there is one of the right ones."""
        found = {name: d for name, d in digests(self.out).items() if name.endswith(".json")}
        return all(self.truth.get(name) == digest for name, digest in found.items())

    def done(self) -> bool:
        """True when all is there, with the right bytes, and nothing besides."""
        return digests(self.out) == self.truth

    def again(self) -> bool:
        """Run to the end; true when that gives what it should."""
        code, _ = finish(self.plans, self.out)
        return code == 0 and self.done()


def children(pid: int) -> list[int]:
    """The processes that a process started."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    own = [int(word) for word in text.split()]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with_error = task.read_text() if task.exists() else ""
        own += [int(word) for word in with_error.split()]
    return sorted(set(own))


def kills(bench: Bench, times: int, seed: int = 1) -> Count:
    """kill -9 of a run at random moments, every second time with its workers; then go on."""
    dice, survived, midway, drafts = random.Random(seed), 0, 0, 0
    for number in range(times):
        if not bench.out.exists() or bench.done():
            shutil.rmtree(bench.out, ignore_errors=True)
        process = start(bench.plans, bench.out)
        time.sleep(dice.uniform(0.0, bench.seconds))
        workers = children(process.pid) if number % 2 else []
        process.kill()
        for pid in workers:
            kill(pid)
        process.communicate()
        wait_for(children(process.pid))
        midway += not bench.out.exists() or not bench.done()
        drafts += sum(is_draft(path.name) for path in bench.out.rglob("*"))
        survived += bench.whole()
    good = bench.again()
    note = f"{midway} before its end, {drafts} drafts swept; the last run gave the same bytes"
    return Count("kill -9 of a run at a random moment", times, survived if good else 0, note)


def wait_for(pids: list[int]) -> None:
    """Give orphans the time to notice."""
    for _ in range(100):
        if not any(Path(f"/proc/{pid}").exists() for pid in pids):
            return
        time.sleep(0.02)


def kill(pid: int) -> None:
    """kill -9 of one process that may be gone."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def worker_kills(bench: Bench, times: int, seed: int = 2) -> Count:
    """kill -9 of one worker during a run: the run itself must end well."""
    dice, survived = random.Random(seed), 0
    for _ in range(times):
        shutil.rmtree(bench.out, ignore_errors=True)
        process = start(bench.plans, bench.out)
        time.sleep(dice.uniform(0.3, max(0.4, bench.seconds * 0.8)))
        for pid in children(process.pid)[:1]:
            kill(pid)
        process.communicate(timeout=300)
        survived += process.returncode == 0 and bench.done()
    return Count("kill -9 of one worker of a run", times, survived)


def two_runs(bench: Bench, times: int) -> Count:
    """Two runs into one folder at once: one is refused, the other does everything."""
    survived = 0
    for _ in range(times):
        shutil.rmtree(bench.out, ignore_errors=True)
        first, second = (start(bench.plans, bench.out) for _ in range(2))
        said = [p.communicate(timeout=300)[1] for p in (first, second)]
        codes = sorted((first.returncode, second.returncode))
        refused = any("another run is writing" in text for text in said)
        # Where the first had ended before the second began, both did well.
        survived += bench.done() and (codes == [0, 0] or (codes == [0, 1] and refused))
    return Count("two runs into one folder at once", times, survived)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[bool]:
    """A disk of its own of that size; false where this machine does not allow one."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    """Change a mounted disk."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def full_disks(bench: Bench, home: Path, sizes: int) -> Count:
    """The disk runs full at some file: one line, what is there is whole, then go on."""
    tried = survived = 0
    out, bench.out = bench.out, home / "disk"
    for number in range(sizes):
        with small_disk(home / "disk", f"{16 + number * 8}k") as mounted:
            if not mounted:
                break
            tried += 1
            code, said = finish(bench.plans, bench.out)
            fine = code == 1 and said.count("\n") == 1 and "No space left" in said
            fine = fine and bench.whole()
            remount(bench.out, "size=100m")
            survived += fine and bench.again()
    bench.out = out
    return Count("disk full during a run", tried, survived, "" if tried else "no tmpfs here")


def read_only(bench: Bench, home: Path) -> Count:
    """An output folder that cannot be written to: one line, nothing else."""
    with small_disk(home / "fixed", "10m") as mounted:
        if not mounted:
            return Count("output folder read-only", 0, 0, "no tmpfs here")
        remount(home / "fixed", "ro")
        tries = [finish(bench.plans, home / "fixed" / sub) for sub in ("", "sub")]
    good = sum(code == 1 and said.count("\n") == 1 for code, said in tries)
    return Count("output folder read-only", 2, good)


def vanishing(home: Path, plans: int, seed: int = 3) -> Count:
    """Inputs go while the run is on its way: each is a failure of its own."""
    folder = put_plans(home / "going", plans)
    files = sorted(folder.rglob("*.txt"))
    gone = sorted(random.Random(seed).sample(files, plans // 3))
    process = start(folder, home / "left")
    while process.poll() is None and not list((home / "left").glob("manifest-*")):
        time.sleep(0.005)
    for path in reversed(gone):
        path.unlink()
    process.communicate(timeout=300)
    written = {p.relative_to(home / "left").stem for p in (home / "left").rglob("*.json")}
    failures = home / "left" / "failures.jsonl"
    named = {
        Path(json.loads(line)["file"]).stem
        for line in (failures.read_text().splitlines() if failures.exists() else ())
    }
    good = sum((path.stem in written) != (path.stem in named) for path in files)
    missed = sum(path.stem not in written for path in files if path not in gone)
    note = f"{len(named)} of {len(gone)} gone before they were read"
    return Count("inputs that vanish (plans of the folder)", plans, good - missed, note)


def unreadable(home: Path) -> Count:
    """Things named like plans that are none: each one line, the good one done."""
    folder = home / "odd"
    folder.mkdir()
    (folder / "a.txt").write_text("青禾县规划\n到2025年，供水量达到3亿立方米。\n", encoding="utf-8")
    (folder / "link.txt").symlink_to("nowhere.txt")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(random.Random(4).randbytes(5000)))
    (folder / "bomb.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    os.mkfifo(folder / "pipe.txt")
    code, said = finish(folder, home / "odd-out")
    listed = home / "odd-out" / "failures.jsonl"
    failed = listed.read_bytes().count(b"\n") if listed.exists() else 0
    good = code == 1 and said.count("\n") == failed and (home / "odd-out" / "a.json").exists()
    return Count("unreadable inputs", 5, failed if good else 0)


def mutated(count: int, seed: int = 5) -> Count:
    """Files with bytes flipped, cut, swapped, repeated: a text or one line, and soon."""
    part = 100
    tried, survived, slow, bad = 0, 0, 0.0, []
    forms = [form for form in mutations.forms() if form != "rtf"]
    with ProcessPool(len(os.sched_getaffinity(0)), calls_per_child=200) as pool:
        calls = [
            pool.submit(mutations.run, forms[n % len(forms)], seed * 1_000_003 + n, part)
            for n in range(max(1, count // part))
        ]
        # Rich text goes through LibreOffice, a second each: a few of them.
        calls += [pool.submit(mutations.run, "rtf", seed, max(1, count // 5000))]
        for call in calls:
            result = call.result()
            tried += result.good + len(result.bad)
            survived += result.good
            slow = max(slow, result.slowest)
            bad += result.bad
    note = f"{len(forms) + 1} forms, slowest {slow:.2f} s" + (
        f", first bad: {bad[0]}" if bad else ""
    )
    return Count("mutated inputs over all readers", tried, survived, note)


def everything(home: Path, scale: float, mutations_count: int) -> Iterator[Count]:
    """All counts; ``scale`` 1 is the full number."""
    bench = Bench(home, 60)
    yield kills(bench, max(2, round(50 * scale)))
    yield worker_kills(bench, max(2, round(20 * scale)))
    yield two_runs(bench, max(1, round(5 * scale)))
    yield full_disks(bench, home, max(1, round(8 * scale)))
    yield read_only(bench, home)
    yield vanishing(home, max(12, round(90 * scale)))
    yield unreadable(home)
    yield mutated(mutations_count)


def main() -> int:
    """Print the counts; 1 when a fault was not survived."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full numbers")
    parser.add_argument("--mutations", type=int, default=100_000)
    args = parser.parse_args()
    lost = 0
    with tempfile.TemporaryDirectory() as home:
        for count in everything(Path(home), args.scale, args.mutations):
            lost += count.tried - count.survived
            print(
                f"{count.fault:42} {count.survived:>7} of {count.tried:>7}  {count.note}",
                flush=True,
            )
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
