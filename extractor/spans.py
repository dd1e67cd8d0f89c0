"""Half-open code-point spans, and the quote that stands at one.

Offsets count code points of a plan's canonical text, so ``text[start:end]`` is
always the quote. Every other module builds on these two types.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

import msgspec


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when ``other`` lies inside this span (equal spans count)."""
        return self.start <= other.start and other.end <= self.end


class Evidence(
    msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True, omit_defaults=True
):
    """The words behind a value: ``canonical_text[start:end] == text``.

    ``page`` counts from 1 where the form has pages; ``cell`` is ``[row, column]``
    from 0 inside the table where the words stand in one.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    cell: tuple[int, int] | None = None


def covered(offset: int, spans: Sequence[tuple[int, int]]) -> bool:
    """True when one of ``spans``, in order and apart, holds ``offset``."""
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < spans[at][1]


def without(span: tuple[int, int], holes: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What is left of ``span`` where ``holes``, in order and apart, are taken out."""
    start, end = span
    for at in range(bisect_right(holes, start, key=lambda hole: hole[1]), len(holes)):
        low, high = holes[at]
        if low >= end:
            break
        if start < low:
            yield start, low
        start = high
    if start < end:
        yield start, end
