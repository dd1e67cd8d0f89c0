"""Numbers of a row that share the unit behind the last (分别提高10.6、6.3、12.9个百分点)."""

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
_EACH = re.compile(_NUMBER)


def with_rows(
    text: str,
    found: Sequence[QuantityMention],
    read: Callable[[str], Sequence[QuantityMention]],
) -> tuple[QuantityMention, ...]:
    """``found`` and the bare numbers that share a unit with one of them, sorted.

    ``read`` reads a number with the unit that it shares, so that scale and kind are right.
    """
    if "分别" not in text:
        return tuple(found)
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
    return tuple(result)


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
