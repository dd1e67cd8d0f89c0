"""Text with overlapping spans: cut where any span starts or ends, each piece naming its records."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from extractor.report.html import esc


class Paint(msgspec.Struct, frozen=True, gc=False):
    """A span to show: ``record`` is what a click on it selects, ``classes`` how it looks.

    ``pin`` puts a mark in front of its first character.
    """

    start: int
    end: int
    record: str
    classes: str
    pin: str | None = None


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A run of text under the same spans, shortest span first."""

    start: int
    end: int
    paints: tuple[Paint, ...]


class Painter:
    """Renders any stretch of a text with the spans that lie on it."""

    def __init__(self, text: str, paints: Iterable[Paint]) -> None:
        self._text = text
        self._pieces = _pieces(len(text), list(paints))
        self._starts = [piece.start for piece in self._pieces]

    def html(self, start: int, end: int) -> str:
        """``text[start:end]`` as HTML; the text content is the slice, character for character."""
        parts = []
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._pieces) and self._pieces[index].start < end:
            piece = self._pieces[index]
            begin, stop = max(piece.start, start), min(piece.end, end)
            if begin < stop:
                parts.append(self._piece(piece, begin, stop))
            index += 1
        return "".join(parts)

    def _piece(self, piece: Piece, start: int, end: int) -> str:
        words = esc(self._text[start:end])
        if not piece.paints:
            return words
        pins = "".join(
            f'<a class="pin" data-r="{esc(p.record)}" data-n="{esc(p.pin)}"></a>'
            for p in reversed(piece.paints)
            if p.pin is not None and p.start == start
        )
        classes = " ".join(dict.fromkeys(p.classes for p in piece.paints))
        records = " ".join(dict.fromkeys(p.record for p in piece.paints))
        return (
            f'{pins}<span class="m {esc(classes)}" data-r="{esc(records)}" data-s="{start}">'
            f"{words}</span>"
        )


def _pieces(length: int, paints: Sequence[Paint]) -> list[Piece]:
    opening: dict[int, list[Paint]] = {}
    closing: dict[int, list[Paint]] = {}
    for paint in paints:
        if 0 <= paint.start < paint.end <= length:
            opening.setdefault(paint.start, []).append(paint)
            closing.setdefault(paint.end, []).append(paint)
    cuts = sorted({0, length, *opening, *closing})
    active: dict[int, Paint] = {}
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        for paint in closing.get(start, ()):
            active.pop(id(paint), None)
        for paint in opening.get(start, ()):
            active[id(paint)] = paint
        here = sorted(active.values(), key=lambda p: (p.end - p.start, p.start, p.record))
        pieces.append(Piece(start, end, tuple(here)))
    return pieces
