"""How cost grows: with the number of plans, with the length of one, with the workers.

``python -m benchmarks.growth [--plans 10000] [--characters 10000000]``
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.faults import finish
from extractor.pipeline import extract
from tests.scale.plans import put_plans

ROOT = Path(__file__).parents[1]


def lengths(most: int) -> Iterator[tuple[int, float]]:
    """(characters, seconds) of one plan from 10 kB on: the corpus' plans, repeated."""
    body = "\n".join(p.read_text("utf-8") for p in sorted((ROOT / "corpus/raw").glob("*.txt")))
    extract(body.encode())
    size = 10_000
    while size <= most:
        text = (body * (size // len(body) + 1))[:size].encode()
        began = time.perf_counter()
        extract(text).to_json()
        yield size, time.perf_counter() - began
        size *= 10


def numbers(most: int, home: Path, workers: str) -> Iterator[tuple[int, float, float]]:
    """(plans, seconds of the first run, seconds of a second run that has nothing to do)."""
    count = 1
    while count <= most:
        folder = put_plans(home / f"in{count}", count)
        out = home / f"out{count}"
        times = []
        for _ in range(2):
            began = time.perf_counter()
            code, said = finish(folder, out, "--workers", workers)
            assert code == 0, said
            times.append(time.perf_counter() - began)
        yield count, times[0], times[1]
        shutil.rmtree(folder)
        shutil.rmtree(out)
        count *= 10


def speed_up(home: Path, copies: int) -> tuple[float, float]:
    """Seconds on one worker and on two, for copies of the corpus' plans."""
    folder = home / "copies"
    folder.mkdir()
    for path in sorted((ROOT / "corpus/raw").glob("*.txt")):
        for number in range(copies):
            shutil.copy(path, folder / f"{path.stem}{number:04}.txt")
    times = []
    for workers in ("1", "2"):
        began = time.perf_counter()
        finish(folder, home / f"copies{workers}", "--workers", workers)
        times.append(time.perf_counter() - began)
    return times[0], times[1]


def main() -> int:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--characters", type=int, default=10_000_000)
    parser.add_argument("--copies", type=int, default=150, help="of each corpus plan, for workers")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        one, two = speed_up(home, args.copies)
        print(f"{args.copies * 2} plans of the corpus' length: 1 worker {one:.1f} s, "
              f"2 workers {two:.1f} s, {one / two:.2f}×\n", flush=True)  # fmt: skip
        print(f"{'plans':>10} {'seconds':>9} {'ms/plan':>9} {'nothing to do':>14}")
        for count, first, again in numbers(args.plans, home, "2"):
            each = first / count * 1e3
            print(f"{count:10,} {first:9.2f} {each:9.2f} {again:12.2f} s", flush=True)
    print(f"\n{'characters':>10} {'seconds':>9} {'characters/s':>14}")
    for size, seconds in lengths(args.characters):
        print(f"{size:10,} {seconds:9.3f} {size / seconds:14,.0f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
