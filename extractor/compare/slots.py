"""One cell from all the values that a place has for a row: which value takes which slot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from extractor.compare.types import PanelCell, PanelValue, Place
from extractor.compare.values import Placed, Slot, rounded, tidy
from extractor.plan import Comparator

_POINTS = "个百分点"
# 突破300亿元大关、达313.9亿元: the number itself before the mark that it passed.
_ROUGH = frozenset({">", "<"})
_TURNED: dict[Comparator, Comparator] = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_UP, _DOWN = frozenset({">", ">="}), frozenset({"<", "<="})


def build_cell(place: Place, placed: Sequence[Placed]) -> PanelCell:
    """The cell of one place, out of all the values that it has for the row.

    A target for a year that the plan looks back on was the last plan's, and takes no slot.
    """
    ahead = [p for p in placed if not _is_past(p, place.reviewed)]
    target = _best(ahead, "target", _target_order(place.focus))
    actual = _best(placed, "actual", _latest(place.focus))
    baseline = _best(placed, "baseline", _latest(_year(target.value) if target else None))
    change = _best(ahead, "change", _target_order(place.focus))
    chosen = [p for p in (baseline, target, actual, change) if p is not None]
    stated = change.value if change else None
    start = baseline or _earlier(actual, target)
    moved, growth = _computed(start, target)
    return PanelCell(
        place=place.id,
        unit=next((p.indicator.unit for p in (*chosen, *placed) if p.indicator.unit), None),
        nature=next((p.indicator.nature for p in placed if p.indicator.nature), None),
        names=_unique(p.indicator.name for p in placed),
        indicators=_unique(p.indicator.id for p in placed),
        baseline=baseline.value if baseline else None,
        target=target.value if target else None,
        change=stated or moved,
        growth=growth,
        actual=actual.value if actual else None,
        others=tuple(p.value for p in placed if not any(p is c for c in chosen)),
    )


def _is_past(placed: Placed, reviewed: str | None) -> bool:
    year = _year(placed.value)
    return year is not None and reviewed is not None and year <= reviewed


def _best(
    placed: Sequence[Placed], slot: Slot, order: Callable[[Placed], tuple[int, ...]]
) -> Placed | None:
    return min((p for p in placed if p.slot == slot), key=order, default=None)


def _target_order(focus: str | None) -> Callable[[Placed], tuple[int, ...]]:
    """Targets for the plan's main year first, then those without a year, then the latest.

    A whole region's target stands before those of its parts (zones, counties), so the first wins.
    """

    def order(placed: Placed) -> tuple[int, ...]:
        year = _year(placed.value)
        away = 0 if year == focus and year is not None else 1 if year is None else 2
        late = -int(year) if year and away == 2 else 0
        words = placed.value.value is None
        return (
            away,
            late,
            placed.part,
            words,
            placed.value.cumulative,
            not placed.table,
            placed.order,
        )

    return order


def _latest(limit: str | None) -> Callable[[Placed], tuple[int, ...]]:
    """The latest year not after ``limit``; one year's value before the sum of several."""

    def order(placed: Placed) -> tuple[int, ...]:
        year = _year(placed.value)
        number = int(year) if year else 0
        beyond = limit is not None and number > int(limit)
        period = placed.value.period
        several = period is not None and (period.start or "")[:4] != (period.end or "")[:4]
        words = placed.value.value is None
        rough = placed.value.comparator in _ROUGH
        keys = (beyond, -number, placed.part, words, several, placed.value.cumulative, rough)
        return (*map(int, keys), not placed.table, placed.order)

    return order


def _earlier(actual: Placed | None, target: Placed | None) -> Placed | None:
    """The present value as the start of a target, where it is of an earlier year."""
    if actual is None or target is None or actual.row.aspect == "growth":
        return None
    start, end = _year(actual.value), _year(target.value)
    return actual if start and end and start < end else None


def _computed(
    start: Placed | None, target: Placed | None
) -> tuple[PanelValue | None, PanelValue | None]:
    """Planned change and growth per year from two levels in the same unit."""
    if start is None or target is None or target.row.aspect == "growth":
        return None, None
    a, b = start.value, target.value
    if a.value is None or b.value is None or a.unit != b.unit:
        return None, None
    share = b.unit in ("%", "‰")
    unit = _POINTS if b.unit == "%" else b.unit
    sign = _difference(a.comparator, b.comparator)
    change = _made(tidy(b.value - a.value), unit, b, sign)
    years = _years_between(a, b)
    if not years:
        return change, None
    if share:
        return change, _made(rounded((b.value - a.value) / years), unit, b, sign)
    if a.value <= 0 or b.value <= 0:
        return change, None
    ratio = (b.value / a.value) ** (Decimal(1) / years)
    return change, _made(rounded((ratio - 1) * 100), "%", b, sign)


def _difference(start: Comparator, end: Comparator) -> Comparator:
    """How exact a difference is: from more than 100 to 120 is a rise of less than 20."""
    if start == "=" or (end in _UP and start in _DOWN) or (end in _DOWN and start in _UP):
        return end
    if end == "=" and start in _UP | _DOWN:
        return _TURNED[start]
    return "~"


def _made(
    number: Decimal, unit: str | None, target: PanelValue, comparator: Comparator
) -> PanelValue:
    return PanelValue(
        value=number,
        unit=unit,
        comparator=comparator,
        period=target.period,
        computed=True,
        planned=True,
        growth_basis=None,
    )


def _years_between(a: PanelValue, b: PanelValue) -> int | None:
    start, end = _year(a), _year(b)
    if start is None or end is None or int(end) <= int(start):
        return None
    return int(end) - int(start)


def _year(value: PanelValue) -> str | None:
    end = value.period.end if value.period else None
    return end[:4] if end else None


def _unique(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
