"""Pair what was labelled with what was predicted, one to one, best pairs first."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import accumulate
from typing import Any

import msgspec

from extractor.score.places import Path
from extractor.spans import Span

Rank = tuple[float, ...]


class Item(msgspec.Struct, frozen=True):
    """One thing to pair: where it stands in its plan, its record and what may pair it.

    ``spans`` and ``keys`` only nominate: two items are compared when spans overlap or a key is
    shared. ``owner`` is the record that holds this one (the indicator of an observation).
    """

    path: Path
    record: Any
    spans: tuple[Span, ...] = ()
    keys: tuple[Hashable, ...] = ()
    owner: Any = None
    group: str = ""


class Pairs(msgspec.Struct, frozen=True):
    """Indices into the two lists: pairs found, gold missed, predictions that are false.

    ``optional`` are pairs with optional gold: they count neither way.
    """

    found: tuple[tuple[int, int], ...]
    optional: tuple[tuple[int, int], ...]
    missed: tuple[int, ...]
    false: tuple[int, ...]


def pair(
    gold: Sequence[Item],
    predicted: Sequence[Item],
    closeness: Callable[[Item, Item], Rank | None],
    optional: Callable[[Item], bool],
) -> Pairs:
    """Greedy one-to-one pairing by falling ``closeness`` (None: no match), then by order.

    A gold item that is ``optional`` is left out of both sides, with all that matches it.
    """
    skip = [optional(item) for item in gold]
    ranked: list[tuple[Rank, bool, int, int]] = []
    for g, p in _candidates(gold, predicted):
        rank = closeness(gold[g], predicted[p])
        if rank is not None:
            ranked.append((tuple(-value for value in rank), skip[g], g, p))
    ranked.sort()
    made: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used: set[int] = set()
    for _, _, g, p in ranked:
        if g not in used_gold and p not in used:
            used_gold.add(g)
            used.add(p)
            made.append((g, p))
    # What matches an optional record beside the pair already made is no false alarm either.
    used.update(p for _, skipped, _, p in ranked if skipped)
    return Pairs(
        tuple(sorted(one for one in made if not skip[one[0]])),
        tuple(sorted(one for one in made if skip[one[0]])),
        tuple(g for g in range(len(gold)) if g not in used_gold and not skip[g]),
        tuple(p for p in range(len(predicted)) if p not in used),
    )


def overlapping(
    left: Sequence[tuple[Span, int]], right: Sequence[tuple[Span, int]]
) -> Iterator[tuple[int, int]]:
    """The numbers of every two spans that share a character, in near-linear time."""
    ordered = sorted(right)
    starts = [span.start for span, _ in ordered]
    reach = list(accumulate((span.end for span, _ in ordered), max))
    for span, number in left:
        k = bisect_left(starts, span.end) - 1
        while k >= 0 and reach[k] > span.start:
            if ordered[k][0].end > span.start:
                yield number, ordered[k][1]
            k -= 1


def _candidates(gold: Sequence[Item], predicted: Sequence[Item]) -> set[tuple[int, int]]:
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for p, item in enumerate(predicted):
        for key in item.keys:
            by_key[key].append(p)
    pairs = {(g, p) for g, item in enumerate(gold) for key in item.keys for p in by_key[key]}
    pairs.update(overlapping(_spans(gold), _spans(predicted)))
    return pairs


def _spans(items: Sequence[Item]) -> list[tuple[Span, int]]:
    return [(span, number) for number, item in enumerate(items) for span in item.spans]
