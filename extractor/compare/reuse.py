"""Text reuse: passages that several plans share, found over all plans at once.

Every run of ``_SEED`` letters is hashed and sorted once, so equal runs of all plans lie side by
side; runs that follow each other grow into passages. Work and memory grow with the texts, not with
the number of pairs: a run that more than ``_COMMON`` plans have is a formula (以…为指导) and no
evidence of copying.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from extractor.compare.types import Lineage, Place, Reuse, SharedPassage
from extractor.plan import Region

MIN_LENGTH = 20  # letters; shorter runs are turns of phrase that any two plans share
_SEED = 12
_COMMON = 12
_GAP = 12  # letters that may differ inside a passage: another place's name, one more word
_KEPT = 50  # passages kept per pair, the longest; shares count all

Ints = npt.NDArray[np.int64]
_MIX = 0x9E3779B97F4A7C15  # 2^64 over the golden ratio: spreads neighbouring code points


class Letters(msgspec.Struct, frozen=True):
    """A text's letters and digits as code points, and where each stands in the text."""

    codes: npt.NDArray[np.uint32]
    places: Ints


class Run(msgspec.Struct, frozen=True, order=True):
    """Equal letters of two texts; ``matched`` counts them, gaps left out."""

    a: int
    b: int
    a_end: int
    b_end: int
    matched: int


def shared_passages(
    texts: Sequence[str | None], places: Sequence[Place], regions: Sequence[Region | None]
) -> tuple[tuple[SharedPassage, ...], tuple[Reuse, ...]]:
    """Passages of ``MIN_LENGTH`` letters and more that two plans share, and how much they do."""
    letters = [letters_of(text or "") for text in texts]
    passages: list[SharedPassage] = []
    shares: list[Reuse] = []
    for (first, second), runs in _runs_by_pair(letters):
        kept = [run for run in _merged(runs) if run.matched >= MIN_LENGTH]
        if not kept:
            continue
        a, b = places[first], places[second]
        source, lineage = _lineage(a, b, regions[first], regions[second])
        covered_a = _covered([(r.a, r.a_end) for r in kept])
        covered_b = _covered([(r.b, r.b_end) for r in kept])
        alone = _without_repeats(kept)
        shares.append(
            Reuse(
                a=a.id,
                b=b.id,
                passages=len(alone),
                characters=covered_a,
                share_a=round(covered_a / len(letters[first].codes), 4),
                share_b=round(covered_b / len(letters[second].codes), 4),
                source=source,
                lineage=lineage,
            )
        )
        text = texts[first] or ""
        for run in alone[:_KEPT]:
            passages.append(_passage(a.id, b.id, run, letters[first], letters[second], text))
    return tuple(passages), tuple(shares)


def letters_of(text: str) -> Letters:
    """The letters and digits of a text: copies differ in punctuation and line breaks."""
    places = np.fromiter((i for i, c in enumerate(text) if c.isalnum()), dtype=np.int64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return Letters(codes[places] if len(places) else codes[:0], places)


def _runs_by_pair(
    letters: Sequence[Letters],
) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    """Maximal equal runs of two plans, pair by pair in order."""
    index = _Index(letters)
    for number in range(len(letters)):
        own, other, there = index.partners(number)
        runs: dict[int, list[Run]] = defaultdict(list)
        for begin, end in _stretches(own, other, there):
            size = int(own[end] - own[begin]) + _SEED
            a, b, second = int(own[begin]), int(there[begin]), int(other[begin])
            runs[second].append(Run(a, b, a + size, b + size, size))
        for second in sorted(runs):
            yield (number, second), runs[second]


class _Index:
    """All seeds of all texts, sorted by hash, so that equal ones stand side by side."""

    def __init__(self, letters: Sequence[Letters]) -> None:
        hashes = [_seeds(one.codes) for one in letters]
        self._bounds = np.cumsum([0, *map(len, hashes)])
        self._owners = np.repeat(np.arange(len(hashes), dtype=np.int32), [len(h) for h in hashes])
        values = np.concatenate(hashes)
        # Stable: within equal seeds the order is that of the plans.
        self._order = np.argsort(values, kind="stable")
        ordered = values[self._order]
        new = np.ones(len(ordered), dtype=bool)
        new[1:] = ordered[1:] != ordered[:-1]
        firsts = np.flatnonzero(new)
        sizes = np.diff(np.append(firsts, len(ordered)))
        self._slot = np.empty(len(values), np.int64)
        self._slot[self._order] = np.arange(len(values))
        common = self._owners_of(firsts) > _COMMON
        self._ends = np.repeat(np.where(common, 0, firsts + sizes), sizes)

    def _owners_of(self, firsts: Ints) -> Ints:
        """How many plans each group of equal seeds comes from."""
        owners = self._owners[self._order]
        changes = np.ones(len(owners), dtype=np.int64)
        changes[1:] = owners[1:] != owners[:-1]
        changes[firsts] = 1
        return np.add.reduceat(changes, firsts) if len(firsts) else firsts

    def partners(self, number: int) -> tuple[Ints, Ints, Ints]:
        """Seeds of one text with their equals in later texts: own place, other text, place there.

        Sorted by other text and distance between the places, so that a passage's seeds follow
        each other.
        """
        slots = self._slot[self._bounds[number] : self._bounds[number + 1]]
        counts = np.maximum(self._ends[slots] - slots - 1, 0)
        own = np.repeat(np.arange(len(slots)), counts)
        within = np.arange(len(own)) - np.repeat(np.cumsum(counts) - counts, counts)
        partner = self._order[np.repeat(slots, counts) + 1 + within]
        other = self._owners[partner].astype(np.int64)
        later = other > number
        own, other, partner = own[later], other[later], partner[later]
        there = partner - self._bounds[other]
        by = np.lexsort((own, there - own, other))
        return own[by], other[by], there[by]


def _seeds(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """A hash of every run of ``_SEED`` letters: of powers of two, joined."""
    if len(codes) < _SEED:
        return np.empty(0, np.uint64)
    with np.errstate(over="ignore"):
        one = codes.astype(np.uint64) * np.uint64(_MIX)
        one ^= one >> np.uint64(29)
        four = _doubled(_doubled(one, 1), 2)
        eight = _doubled(four, 4)
        size = len(codes) - _SEED + 1
        return _mixed(eight[:size], four[8 : 8 + size])


def _doubled(hashes: npt.NDArray[np.uint64], width: int) -> npt.NDArray[np.uint64]:
    return _mixed(hashes[:-width], hashes[width:])


def _mixed(left: npt.NDArray[np.uint64], right: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    joined = left * np.uint64(_MIX) + right
    return joined ^ (joined >> np.uint64(31))


def _stretches(own: Ints, other: Ints, there: Ints) -> Iterator[tuple[int, int]]:
    """First and last index of seeds that follow each other in the same two texts."""
    if not len(own):
        return
    follows = (np.diff(own) == 1) & (np.diff(there) == 1) & (np.diff(other) == 0)
    breaks = np.flatnonzero(~follows)
    begins = np.concatenate(([0], breaks + 1))
    ends = np.concatenate((breaks, [len(own) - 1]))
    yield from zip(begins.tolist(), ends.tolist(), strict=True)


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Runs joined over small gaps on both sides, where another word stands in one of the plans."""
    done: list[Run] = []
    open_runs: list[Run] = []
    for run in sorted(runs):
        done += [one for one in open_runs if run.a - one.a_end > _GAP]
        open_runs = [one for one in open_runs if run.a - one.a_end <= _GAP]
        for index, one in enumerate(open_runs):
            if run.a >= one.a_end and 0 <= run.b - one.b_end <= _GAP:
                matched = one.matched + run.matched
                open_runs[index] = Run(one.a, one.b, run.a_end, run.b_end, matched)
                break
        else:
            open_runs.append(run)
    return done + open_runs


def _without_repeats(runs: Sequence[Run]) -> list[Run]:
    """The longest first; what lies on both sides inside longer ones is left out."""
    kept: list[Run] = []
    for run in sorted(runs, key=lambda r: (-r.matched, r.a, r.b)):
        inside = any(
            (one.a <= run.a and run.a_end <= one.a_end)
            or (one.b <= run.b and run.b_end <= one.b_end)
            for one in kept
        )
        if not inside:
            kept.append(run)
    return kept


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    total = reached = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _passage(a: str, b: str, run: Run, own: Letters, there: Letters, text: str) -> SharedPassage:
    start, end = int(own.places[run.a]), int(own.places[run.a_end - 1]) + 1
    return SharedPassage(
        a=a,
        b=b,
        a_start=start,
        a_end=end,
        b_start=int(there.places[run.b]),
        b_end=int(there.places[run.b_end - 1]) + 1,
        length=run.matched,
        text=text[start:end],
    )


def _lineage(
    a: Place, b: Place, region_a: Region | None, region_b: Region | None
) -> tuple[str | None, Lineage | None]:
    """Which of two plans can have been copied from: the one above, else the one issued first."""
    if _above(region_a, region_b):
        return a.id, "higher_level"
    if _above(region_b, region_a):
        return b.id, "higher_level"
    if a.issued and b.issued and a.issued != b.issued:
        return (a.id if a.issued < b.issued else b.id), "earlier"
    return None, None


def _above(upper: Region | None, lower: Region | None) -> bool:
    if upper is None or lower is None or upper.name == lower.name:
        return False
    return upper.level == "nation" or upper.name in lower.path
