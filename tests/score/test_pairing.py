"""Overlaps against the plain definition, and one-to-one pairing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractor.score.equal import shared
from extractor.score.pairing import Item, overlapping, pair
from extractor.spans import Span

SPANS = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda s: Span(s[0], s[0] + s[1])),
    max_size=12,
)


@given(SPANS, SPANS)
def test_overlaps_are_all_overlaps(left, right):
    numbered = [(span, n) for n, span in enumerate(left)], [(s, n) for n, s in enumerate(right)]
    expected = {(i, j) for i, a in enumerate(left) for j, b in enumerate(right) if a.overlaps(b)}
    found = list(overlapping(*numbered))
    assert set(found) == expected
    assert len(found) == len(expected)


@given(SPANS, SPANS)
def test_every_item_is_counted_once(left, right):
    gold, predicted = _items(left), _items(right)
    pairs = pair(gold, predicted, _close, lambda item: False)
    assert sorted([g for g, _ in pairs.found] + list(pairs.missed)) == list(range(len(left)))
    assert sorted([p for _, p in pairs.found] + list(pairs.false)) == list(range(len(right)))


def test_the_closest_pair_comes_first():
    gold, predicted = _items([Span(0, 4), Span(4, 8)]), _items([Span(3, 8), Span(0, 4)])
    assert pair(gold, predicted, _close, lambda item: False).found == ((0, 1), (1, 0))


def test_required_gold_comes_before_optional_gold_at_the_same_words():
    gold = _items([Span(0, 4), Span(0, 4)])
    pairs = pair(gold, _items([Span(0, 4)]), _close, lambda item: item is gold[0])
    assert (pairs.found, pairs.missed, pairs.false) == (((1, 0),), (), ())


def _items(spans):
    return [Item(("x", n), None, (span,)) for n, span in enumerate(spans)]


def _close(gold, predicted):
    return (shared(gold.spans[0], predicted.spans[0]),)
