"""Spans: what is covered, and what is left when stretches are taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.spans import covered, without

HOLES = ((2, 4), (6, 9))


@pytest.mark.parametrize(
    ("span", "left"),
    [
        ((0, 10), [(0, 2), (4, 6), (9, 10)]),
        ((2, 4), []),
        ((3, 7), [(4, 6)]),
        ((4, 6), [(4, 6)]),
        ((9, 12), [(9, 12)]),
        ((0, 2), [(0, 2)]),
    ],
)
def test_without(span: tuple[int, int], left: list[tuple[int, int]]) -> None:
    assert list(without(span, HOLES)) == left


@given(st.lists(st.integers(0, 60), min_size=2, max_size=12, unique=True), st.integers(0, 60))
def test_without_leaves_just_what_no_hole_covers(borders: list[int], length: int) -> None:
    marks = sorted(borders)[: len(borders) // 2 * 2]
    holes = tuple(zip(marks[::2], marks[1::2], strict=True))
    left = {at for low, high in without((0, length), holes) for at in range(low, high)}
    assert left == {at for at in range(length) if not covered(at, holes)}
    assert {at for low, high in holes for at in range(low, high)} == {
        at for at in range(61) if covered(at, holes)
    }
