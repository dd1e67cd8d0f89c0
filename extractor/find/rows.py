"""Numbers of a row: they share the unit behind the last and the comparing word of either end.

分别提高10.6、6.3、12.9个百分点; 分别增长10%、5%以上; 最高给予20万元、10万元.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from extractor.mentions import QuantityMention

_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
# 分别 deals the row out; a row without it may be a list of names or of clauses.
_ROW = re.compile(
    rf"分别(?P<lead>[^0-9，。；：\n]{{0,14}})(?P<row>{_NUMBER}(?:[、，和及与]{_NUMBER})*)(?P<mark>[、，和及与])$"
)
_LOOK = 80
_MARKS = frozenset("、和及或与")
_EACH = re.compile(_NUMBER)


def with_rows(
    text: str,
    found: Sequence[QuantityMention],
    read: Callable[[str], Sequence[QuantityMention]],
) -> tuple[QuantityMention, ...]:
    """``found`` and the bare numbers that share a unit with one of them, sorted.

    ``read`` reads a number with the unit that it shares, so that scale and kind are right.
    """
    return tuple(_compared(text, _united(text, found, read)))


def _compared(text: str, found: Sequence[QuantityMention]) -> list[QuantityMention]:
    """A comparing word before the first or behind the last of a row holds for all of it."""
    result = list(found)
    first = 0
    for index in range(1, len(found) + 1):
        if index < len(found) and _beside(text, found[index - 1], found[index]):
            continue
        if index - first > 1:
            result[first:index] = _one_sign(text, found[first:index])
        first = index
    return result


def _beside(text: str, one: QuantityMention, other: QuantityMention) -> bool:
    gap = other.start - one.end
    return gap == 1 and text[one.end] in _MARKS and one.kind == other.kind


def _one_sign(text: str, row: Sequence[QuantityMention]) -> list[QuantityMention]:
    one = row[0]
    # 最高给予20万元、10万元: a verb may part the word from the first number.
    opens = one.start < one.number_start or text.endswith(one.unit or "\n", one.start, one.end)
    closes = row[-1].start == row[-1].number_start
    sign = one.comparator if opens and one.comparator != "=" else "="
    if sign == "=" and closes:
        sign = row[-1].comparator
    return [
        msgspec.structs.replace(one, comparator=sign) if one.comparator == "=" else one
        for one in row
    ]


def _united(
    text: str,
    found: Sequence[QuantityMention],
    read: Callable[[str], Sequence[QuantityMention]],
) -> Sequence[QuantityMention]:
    """With the bare numbers that share a unit."""
    if "分别" not in text:
        return found
    result: list[QuantityMention] = []
    done = 0
    for quantity in found:
        low = max(done, quantity.start - _LOOK)
        met = _ROW.search(text, low, quantity.start) if quantity.unit is not None else None
        if met:
            tail = text[quantity.number_end : quantity.end]
            result.extend(_shared(met, tail, read))
        result.append(quantity)
        done = quantity.end
    return result


def _shared(
    met: re.Match[str], tail: str, read: Callable[[str], Sequence[QuantityMention]]
) -> list[QuantityMention]:
    made = []
    for number in _EACH.finditer(met.string, *met.span("row")):
        start, end = number.span()
        for one in read(number[0] + tail)[:1]:
            made.append(
                msgspec.structs.replace(
                    one, start=start, end=end, number_start=start, number_end=end
                )
            )
    return made
