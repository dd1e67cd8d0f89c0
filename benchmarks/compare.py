"""Time and memory of comparing N plans of 18,000 characters: ``python benchmarks/compare.py``.

The plans are made up from one seed, so every run compares the same ones; each shares some
passages, measures and indicators with others, as real plans do. Each size runs in a process of its
own, since the highest memory of a process never falls.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from decimal import Decimal

_SIZES = (35, 70, 140, 280)
_CHARACTERS = 18_000
_MEASURES = 45
_SYLLABLES = (
    "产业企业创新服务平台体系建设发展推动加强完善科技人才"
    "数字绿色城市乡村市场项目资源环境安全教育医疗"
)


def main() -> None:
    """Run one size (``--plans``), or all sizes in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, help="one size only, in this process")
    args = parser.parse_args()
    if args.plans:
        _measure(args.plans)
        return
    print(f"{'plans':>6} {'characters':>11} {'seconds':>8} {'MB':>6} {'passages':>9} {'rows':>7}")
    for size in _SIZES:
        subprocess.run([sys.executable, __file__, "--plans", str(size)], check=True)


def _measure(size: int) -> None:
    from extractor.compare import compare

    plans = list(_plans(size))
    start = time.perf_counter()
    result = compare(plans)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    characters = sum(len(item.text or "") for item in plans)
    print(
        f"{size:>6} {characters:>11,} {seconds:>8.1f} {memory:>6} "
        f"{len(result.passages):>9} {len(result.panel.rows):>7}",
        flush=True,
    )


def _plans(size: int) -> Iterator[object]:
    rng = random.Random(6)
    words = ["".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))) for _ in range(6000)]
    # A passage in ten is lent by a stock that a few plans draw on; the stock grows with the plans.
    stock = [_sentence(rng, words) for _ in range(size * 12)]
    for number in range(size):
        yield _plan(rng, words, stock, number)


def _sentence(rng: random.Random, words: list[str]) -> str:
    return "，".join("".join(rng.choices(words, k=rng.randint(3, 6))) for _ in range(3)) + "。"


def _plan(rng: random.Random, words: list[str], stock: list[str], number: int) -> object:
    from extractor.compare import PlanText
    from extractor.document import Source
    from extractor.plan import Measure, Period, Plan, PlanHeader

    pieces: list[str] = []
    measures = []
    at = 0
    for index in range(_MEASURES):
        paragraph = ""
        while len(paragraph) < _CHARACTERS // _MEASURES:
            lent = rng.random() < 0.1
            paragraph += rng.choice(stock) if lent else _sentence(rng, words)
        measures.append(Measure(f"m{index}", None, None, paragraph[:8], at, at + len(paragraph)))
        pieces.append(paragraph)
        at += len(paragraph) + 1
    text = "\n".join(pieces)
    period = Period("十四五", "2021", "2025")
    plan = Plan(
        source=Source(f"plan{number}.txt", "text/plain", f"{number:064}", "utf-8", len(text)),
        plan=PlanHeader(None, None, None, None, None, None, period, None, ()),
        indicators=tuple(_indicators(rng, words)),
        measures=tuple(measures),
    )
    return PlanText(plan, text)


def _indicators(rng: random.Random, words: list[str]) -> Iterator[object]:
    from extractor.plan import Canonical, Indicator, Observation, Period, Quantity
    from extractor.spans import Evidence

    for index in range(200):
        # Half the names are common to many plans, half are a plan's own.
        known = index % 2 == 0
        name = words[rng.randrange(300)] if known else "".join(rng.choices(words, k=3))
        value = Decimal(rng.randint(1, 9999))
        quantity = Quantity(str(value), "=", value, None, "件", "count", Canonical(value, "件"))
        seen = Observation(
            "target", False, Period("2025年", "2025", "2025"), quantity, None, False,
            Evidence(0, 1, "x"),
        )  # fmt: skip
        where = Evidence(0, 1, "x")
        yield Indicator(
            f"i{index}", name, "件", None, None, None, "prose", None, None, where, (seen,)
        )


if __name__ == "__main__":
    main()
