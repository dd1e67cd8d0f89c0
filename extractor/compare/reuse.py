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
_HASH_BASE = 0x9E3779B97F4A7C15


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
    """Passages of ``MIN_LENGTH`` letters or more that two plans share, and how much each pair does."""
    letters = [letters_of(text or "") for text in texts]
    passages: list[SharedPassage] = []
    shares: list[Reuse] = []
    for (first, second), runs in _runs_by_pair(letters):
        kept = [run for run in _merged(runs) if run.matched >= MIN_LENGTH]
        if not kept:
            continue
        a, b = places[first], places[second]
        source, lineage = _lineage(a, b, regions[first], regions[second])
        covered_a, covered_b = _covered([(r.a, r.a_end) for r in kept]), _covered(
            [(r.b, r.b_end) for r in kept]
        )
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
    """The letters and digits of a text; punctuation and breaks differ between copies, words do not."""
    places = np.fromiter((i for i, c in enumerate(text) if c.isalnum()), dtype=np.int64)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return Letters(codes[places] if len(places) else codes[:0], places)


def _runs_by_pair(letters: Sequence[Letters]) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    """Maximal equal runs of two plans, pair by pair in order."""
    hashes = [_seeds(one.codes) for one in letters]
    owners = np.concatenate([np.full(len(h), n, np.int32) for n, h in enumerate(hashes)])
    starts = np.concatenate([np.arange(len(h), dtype=np.int32) for h in hashes])
    values = np.concatenate(hashes)
    order = np.argsort(values, kind="stable")
    ordered = values[order]
    group = np.cumsum(np.concatenate(([0], ordered[1:] != ordered[:-1]))) if len(values) else order
    sizes = np.bincount(group) if len(values) else group
    ends = np.cumsum(sizes)
    slot = np.empty(len(values), np.int64)
    slot[order] = np.arange(len(values))
    offset = 0
    for number, own in enumerate(hashes):
        mine = slot[offset : offset + len(own)]
        offset += len(own)
        # Sorting is stable: what stands after a seed in its group is of this plan or a later one.
        after = ends[group[mine]] - mine - 1
        useful = np.flatnonzero((after > 0) & (sizes[group[mine]] <= _COMMON))
        yield from _pairs_of(number, useful, mine, after, order, owners, starts, letters)


def _pairs_of(
    number: int,
    useful: Ints,
    mine: Ints,
    after: Ints,
    order: Ints,
    owners: npt.NDArray[np.int32],
    starts: npt.NDArray[np.int32],
    letters: Sequence[Letters],
) -> Iterator[tuple[tuple[int, int], list[Run]]]:
    counts = after[useful]
    own = np.repeat(useful, counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    within = np.arange(len(own)) - first
    partner = order[np.repeat(mine[useful], counts) + 1 + within]
    other, there = owners[partner].astype(np.int64), starts[partner].astype(np.int64)
    keep = other != number
    own, other, there = own[keep], other[keep], there[keep]
    by = np.lexsort((own, there - own, other))
    own, other, there = own[by], other[by], there[by]
    for begin, end in _stretches(own, other, there):
        second = int(other[begin])
        run = Run(int(own[begin]), int(there[begin]), int(own[end]), int(there[end]), 0)
        yield from _collect(number, second, run, letters)


def _stretches(own: Ints, other: Ints, there: Ints) -> Iterator[tuple[int, int]]:
    """First and last index of seeds that follow each other in the same two plans."""
    if not len(own):
        return
    same = (np.diff(own) == 1) & (np.diff(there) == 1) & (np.diff(other) == 0)
    breaks = np.flatnonzero(~same)
    begins = np.concatenate(([0], breaks + 1))
    finishes = np.concatenate((breaks, [len(own) - 1]))
    yield from zip(begins.tolist(), finishes.tolist(), strict=True)
