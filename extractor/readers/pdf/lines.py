"""Runs of a page → lines in reading order, columns told apart, page furniture left out."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from statistics import median

import msgspec
from msgspec.structs import replace

from extractor.readers.pdf.glyphs import Page, Run

_PAGE_NUMBER = re.compile(
    r"[\s—―–\-_－─·~·|一]*(?:第\s*)?(?:\d{1,4}|[ivxlIVXL]{1,6})\s*(?:页)?"
    r"(?:\s*[/／,，]?\s*(?:共|of|/)?\s*\d{1,4}\s*(?:页)?)?[\s—―–\-_－─·~·|一]*"
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12  # furniture stands in the outer eighth of a page
_NUMBER_MARGIN = 0.2  # numbers between dashes stand further in on scans
_DASHED = re.compile(r"[—―–\-_－─一]{1,2}\s*\d{1,4}\s*[—―–\-_－─一]{1,2}")


class TextLine(msgspec.Struct, frozen=True, gc=False):
    """A line of text in a column: ``left`` and ``right`` are the edges of the column."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    left: float
    right: float
    column: bool = False

    @property
    def size(self) -> float:
        """Height of the writing in points."""
        return self.bottom - self.top


def furniture(pages: list[Page]) -> set[tuple[int, int]]:
    """``(page, index of the first glyph)`` of runs that are page numbers or running heads."""
    found: set[tuple[int, int]] = set()
    seen: Counter[tuple[str, int]] = Counter()
    edge_runs: list[tuple[int, Run, tuple[str, int]]] = []
    for page in pages:
        for run in _edge_runs(page):
            key = (_DIGITS.sub("#", "".join(run.text.split())), round(run.top / 6))
            edge_runs.append((page.index, run, key))
            seen[key] += 1
    for index, run, key in edge_runs:
        near = sum(seen[key[0], key[1] + step] for step in (-1, 0, 1))
        if _PAGE_NUMBER.fullmatch(run.text) or (near > 1 and near >= 0.3 * len(pages)):
            found.add((index, run.first))
    return found


def _edge_runs(page: Page) -> list[Run]:
    """Runs in the margins at the top and the bottom, and the outermost lines."""
    if not page.runs:
        return []
    top = min(run.top for run in page.runs)
    bottom = max(run.bottom for run in page.runs)
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    numbers = page.height * (1 - _NUMBER_MARGIN)
    return [
        run
        for run in page.runs
        if run.bottom < low
        or run.top > high
        or run.top < top + 2
        or run.bottom > bottom - 2
        or (run.top > numbers and _DASHED.fullmatch(run.text))
    ]


def page_lines(page: Page, runs: list[Run]) -> list[TextLine]:
    """Lines of the runs in reading order; two columns are read one after the other."""
    if not runs:
        return []
    gutter = _gutter(runs)
    if gutter is None:
        return _lines(page, runs, min(r.x0 for r in runs), max(r.x1 for r in runs))
    lines: list[TextLine] = []
    for band in _bands(runs, gutter):
        for side in (
            [r for r in band if r.x0 < gutter < r.x1],
            [r for r in band if r.x1 <= gutter],
            [r for r in band if r.x0 >= gutter],
        ):
            if side:
                edges = min(r.x0 for r in side), max(r.x1 for r in side)
                lines += [replace(line, column=True) for line in _lines(page, side, *edges)]
    return lines


def _gutter(runs: list[Run]) -> float | None:
    """The x of an empty lane between two columns of text, or None."""
    left, right = min(r.x0 for r in runs), max(r.x1 for r in runs)
    width = right - left
    if len(runs) < 20 or width <= 0:
        return None
    starts, ends = sorted(r.x0 for r in runs), sorted(r.x1 for r in runs)
    lanes = [left + width * step / 100 for step in range(35, 66)]
    # those that start before x, less those that end before it
    crossing, x = min((bisect_left(starts, x) - bisect_right(ends, x), x) for x in lanes)
    sides = [[r for r in runs if r.x1 <= x], [r for r in runs if r.x0 >= x]]
    # both columns hold long lines of prose; the halves of a form or a signature do not
    prose = [sum(r.x1 - r.x0 > 0.7 * width * 0.45 for r in side) for side in sides]
    if crossing > 0.15 * len(runs) or min(prose) < 8 or min(prose) < 0.25 * len(runs):
        return None
    return x


def _bands(runs: list[Run], gutter: float) -> list[list[Run]]:
    """Runs from top to bottom, cut where one runs over both columns (a title)."""
    ordered = sorted(runs, key=lambda run: run.top)
    bands: list[list[Run]] = [[]]
    for run in ordered:
        if run.x0 < gutter < run.x1:
            bands += [[run], []]
        else:
            bands[-1].append(run)
    return [band for band in bands if band]


def _lines(page: Page, runs: list[Run], left: float, right: float) -> list[TextLine]:
    """Runs joined along each line, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom) / 2):
        middle = (run.top + run.bottom) / 2
        if rows and _overlaps(rows[-1], middle):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines: list[TextLine] = []
    for row in rows:
        row.sort(key=lambda run: run.x0)
        text = row[0].text
        for before, run in itertools.pairwise(row):
            text += ("  " if run.x0 - before.x1 > run.size else "") + run.text
        top, bottom = min(r.top for r in row), max(r.bottom for r in row)
        lines.append(
            TextLine(page.index, text, row[0].x0, max(r.x1 for r in row), top, bottom, left, right)
        )
    return lines


def _overlaps(row: list[Run], middle: float) -> bool:
    top, bottom = min(run.top for run in row), max(run.bottom for run in row)
    return top + 0.15 * (bottom - top) <= middle <= bottom - 0.15 * (bottom - top)


def with_edges(pages: list[list[TextLine]]) -> list[list[TextLine]]:
    """Lines of pages of one column with the edges that text keeps to.

    A navigation bar or a wide picture title must not count as the right edge, and a page
    with a few short lines takes the edges of the document.
    """
    every = [line for lines in pages for line in lines if not line.column]
    usual = _edge_of(every, max(3, len(every) // 25))
    found: list[list[TextLine]] = []
    for lines in pages:
        left, right = _edge_of(lines, 4) or usual or (0.0, 0.0)
        if usual is not None and right - left < 0.8 * (usual[1] - usual[0]):
            left, right = usual
        found.append(
            [line if line.column else replace(line, left=left, right=right) for line in lines]
        )
    return found if usual is not None else pages


def _edge_of(lines: list[TextLine], enough: int) -> tuple[float, float] | None:
    """Left and right edges that at least ``enough`` lines share."""
    size = body_size(lines)
    starts, ends = sorted(line.x0 for line in lines), sorted(-line.x1 for line in lines)
    left = _shared(starts, 0.8 * size, enough)
    right = _shared(ends, 1.2 * size, enough)
    right = None if right is None else -right
    return (left, right) if left is not None and right is not None else None


def _shared(values: list[float], width: float, enough: int) -> float | None:
    """The first of sorted ``values`` that ``enough`` of them follow within ``width``."""
    for index, value in enumerate(values):
        if bisect_right(values, value + width) - index >= enough:
            return value
    return None


def body_size(lines: list[TextLine]) -> float:
    """The usual height of writing, weighed by length."""
    sizes = [line.size for line in lines for _ in range(1 + len(line.text) // 10)]
    return median(sizes) if sizes else 12.0
