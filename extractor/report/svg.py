"""Charts as plain inline SVG: presentation attributes only, no script, no style, no request."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from extractor.report.html import esc, tag
from extractor.terminal import shorten

_LEFT, _MIDDLE, _RIGHT, _ROW = 130, 330, 90, 24


class Dumbbell(msgspec.Struct, frozen=True):
    """One place's baseline, target and completed value, each with its label; any may be missing."""

    place: str
    label: str
    baseline: Decimal | None
    target: Decimal | None
    baseline_label: str = ""
    target_label: str = ""
    actual: Decimal | None = None
    actual_label: str = ""

    @property
    def values(self) -> list[Decimal]:
        """The values that there are."""
        return [v for v in (self.baseline, self.target, self.actual) if v is not None]


def dumbbells(rows: Sequence[Dumbbell], title: str) -> str:
    """Baseline (ring) to target (disc) per place on one scale, what is the case as a diamond.

    The scale starts at zero where values lie on one side of it and are not far apart from it, else
    at the smallest value.
    """
    scale = _Scale([value for row in rows for value in row.values])
    height = _ROW * len(rows) + 8
    total = _LEFT + _MIDDLE + _RIGHT
    body = "".join(_dumbbell(row, index, scale) for index, row in enumerate(rows))
    label = f"<title>{esc(title)}</title>"
    return (
        f'<svg class="dumbbell" role="img" viewBox="0 0 {total} {height}" '
        f'xmlns="http://www.w3.org/2000/svg">{label}{body}</svg>'
    )


class _Scale:
    def __init__(self, values: Sequence[Decimal]) -> None:
        numbers = [float(value) for value in values] or [0.0]
        low, high = min(numbers), max(numbers)
        self._low = min(0.0, low) if low < 0.6 * high or low == high else low - (high - low) * 0.3
        self._reach = max(high - self._low, 1e-9)

    def x(self, value: Decimal) -> float:
        share = (float(value) - self._low) / self._reach
        return round(_LEFT + 8 + share * (_MIDDLE - 90), 1)


def _dumbbell(row: Dumbbell, index: int, scale: _Scale) -> str:
    y = 4 + _ROW * index + _ROW // 2
    name = esc(shorten(row.label, 18))
    parts = [
        f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end" font-size="12">{name}</text>',
        f'<line x1="{_LEFT}" x2="{_LEFT + _MIDDLE + _RIGHT - 10}" y1="{y}" y2="{y}" '
        'stroke="#e5eaef"/>',
    ]
    if row.baseline is not None and row.target is not None:
        colour = "#e07a3f" if row.target >= row.baseline else "#3f8ae0"
        parts.append(
            f'<line class="reach" x1="{scale.x(row.baseline)}" x2="{scale.x(row.target)}" '
            f'y1="{y}" y2="{y}" stroke="{colour}" stroke-width="3"/>'
        )
    parts += _dots(row, y, scale)
    said = " → ".join(text for text in (row.baseline_label, row.target_label) if text)
    at = max((scale.x(value) for value in row.values), default=_LEFT) + 10
    words = esc(shorten(said or row.actual_label, 30))
    parts.append(f'<text x="{at}" y="{y + 4}" font-size="11" fill="#52606d">{words}</text>')
    return tag("g", "".join(parts), data_place=row.place)


def heat(count: int, most: int) -> str:
    """The class of a heat-map cell: ``h0`` for nothing, ``h1`` … ``h8`` by share of the most."""
    if count <= 0 or most <= 0:
        return "h0"
    return f"h{min(8, 1 + (count * 8 - 1) // most)}"


def _dots(row: Dumbbell, y: int, scale: _Scale) -> list[str]:
    parts = []
    if row.actual is not None:
        x = scale.x(row.actual)
        parts.append(
            f'<path class="actual" d="M{x - 5} {y}L{x} {y - 5}L{x + 5} {y}L{x} {y + 5}Z" '
            f'fill="#868e96"><title>{esc(row.actual_label)}</title></path>'
        )
    if row.baseline is not None:
        parts.append(
            f'<circle class="base" cx="{scale.x(row.baseline)}" cy="{y}" r="4.5" fill="#fff" '
            f'stroke="#52606d" stroke-width="2"><title>{esc(row.baseline_label)}</title></circle>'
        )
    if row.target is not None:
        parts.append(
            f'<circle class="target" cx="{scale.x(row.target)}" cy="{y}" r="5" '
            f'fill="#d9480f"><title>{esc(row.target_label)}</title></circle>'
        )
    return parts
