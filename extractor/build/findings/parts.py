"""Parts larger than their whole, and shares that pass a hundred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractor.build.findings.values import Value, years
from extractor.build.findings.words import FindingWords
from extractor.plan import Finding

_STOP = re.compile("[。！？\n]")
_WHOLE = 3  # longer than 比, 比重: the whole is named
_NEAR = 5  # 其中 belongs to the number right before it
_HUNDRED = Decimal(100)
_ROUNDING = Decimal(1)  # shares are rounded one by one: 101 in all is no error


def parts(values: Sequence[Value], text: str, words: FindingWords) -> Iterator[Finding]:
    """Findings over the numbers of one sentence, and rates over a hundred."""
    prose = [v for v in values if v.indicator.origin == "prose"]
    prose.sort(key=lambda v: v.observation.evidence.start)
    for sentence in _sentences(prose, text):
        yield from _larger(sentence, text, words)
        yield from _shares(sentence)
    yield from _rates(values, words)


def _sentences(values: Sequence[Value], text: str) -> Iterator[list[Value]]:
    group: list[Value] = []
    for value in values:
        at = value.observation.evidence.start
        last = group[-1].observation.evidence.end if group else at
        if group and _STOP.search(text, last, at):
            yield group
            group = []
        group.append(value)
    if group:
        yield group


def _larger(sentence: Sequence[Value], text: str, words: FindingWords) -> Iterator[Finding]:
    """新增X100件，其中Y120件: a part that its whole cannot hold."""
    for whole, part in pairwise(sentence):
        quantity = part.observation.quantity
        if quantity is None or quantity.kind not in ("count", "amount", "measurement"):
            continue
        if whole.unit != part.unit:
            continue
        start = whole.observation.evidence.end
        near = text[start : min(start + _NEAR, part.observation.evidence.start)]
        if not words.has("within", near) or years(whole.observation) != years(part.observation):
            continue
        most, least = whole.high, part.low
        if most is not None and least is not None and least > most:
            yield Finding(
                "part_larger_than_whole",
                f"“{part.indicator.name}”{quantity.text}是“{whole.indicator.name}”"
                f"{whole.observation.evidence.text}的一部分，却大于总数",
                (whole.indicator.id, part.indicator.id),
                (whole.observation.evidence, part.observation.evidence),
            )


def _shares(sentence: Sequence[Value]) -> Iterator[Finding]:
    """A占用电量比重60%、B占用电量比重50%: shares of one whole that the names themselves tell.

    A bare 占比 does not: 工业投资 and 民间投资 cut across each other.
    """
    groups: dict[str, list[Value]] = {}
    for value in sentence:
        whole = value.indicator.name.partition("占")[2]
        if len(whole) > _WHOLE and value.unit == "%" and value.low is not None:
            groups.setdefault(whole, []).append(value)
    for group in groups.values():
        total = sum((v.low for v in group if v.low is not None), Decimal(0))
        if len(group) > 1 and total > _HUNDRED + _ROUNDING:
            yield Finding(
                "shares_over_hundred",
                "、".join(f"“{v.indicator.name}”{v.observation.evidence.text}" for v in group)
                + f"合计{total}%，超过100%",
                tuple(v.indicator.id for v in group),
                tuple(v.observation.evidence for v in group),
            )


def _rates(values: Sequence[Value], words: FindingWords) -> Iterator[Finding]:
    """A rate that cannot pass a hundred but does (covering, passing, handling rates)."""
    for value in values:
        name = value.indicator.name
        if value.unit != "%" or not name.endswith(words.roles["rate"]) or "毛" in name:
            continue
        least = value.low
        if least is not None and least > _HUNDRED:
            yield Finding(
                "rate_over_hundred",
                f"“{name}”为{value.observation.evidence.text}，超过100%",
                (value.indicator.id,),
                (value.observation.evidence,),
            )
