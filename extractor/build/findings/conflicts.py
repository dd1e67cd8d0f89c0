"""One indicator with values that cannot all hold; a target below its baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor.build.findings.values import COUNTED, Value, apart, years
from extractor.build.findings.words import FindingWords
from extractor.plan import Finding
from extractor.spans import Evidence

_TELLING = 4  # shorter names (项目, 企业) say too little to be the same thing twice
_MOST = 40  # values of one name that are laid side by side; a name said oftener is no indicator
_BEFORE = 10  # characters before a number in which a word shows that it is a level


def conflicts(values: Sequence[Value], text: str, words: FindingWords) -> Iterator[Finding]:
    """Values of one thing that differ though region, period and definition agree in words."""
    groups: dict[tuple[str, str, str | None], list[Value]] = {}
    for value in values:
        region = value.indicator.region.code if value.indicator.region else None
        groups.setdefault((value.key, value.unit, region), []).append(value)
    for group in groups.values():
        if len(group) > 1:
            yield from _differing(group, text, words)
            yield from _backwards(group, words)


def _differing(group: Sequence[Value], text: str, words: FindingWords) -> Iterator[Finding]:
    """One finding for all values of a group that contradict the first they contradict."""
    promised = sum(value.observation.role == "target" for value in group)
    if promised < 2 and len(group) - promised < 2:
        return  # a baseline and its target: no two values of one tense
    told: set[int] = set()
    bounds = [value.bounds for value in group]
    for i, one in enumerate(group[:-1]):
        others = [
            other
            for j, other in enumerate(group[i + 1 : i + _MOST], i + 1)
            if apart(bounds[i], bounds[j])
            and other.observation.evidence.start not in told
            and _comparable(one, other, text, words)
            and _same_time(one, other, text, words)
        ]
        if others and one.observation.evidence.start not in told:
            told.update(v.observation.evidence.start for v in (one, *others))
            yield _conflict((one, *others))


def _comparable(one: Value, other: Value, text: str, words: FindingWords) -> bool:
    """False within one sentence, whose numbers differ in scope (新增8家、总数96家)."""
    if len(one.indicator.name) < _TELLING or words.has("vague", one.key[-2:]):
        return False
    first, last = sorted((one.observation.evidence, other.observation.evidence), key=_start)
    if not any(text.find(mark, first.end, last.start) >= 0 for mark in "。\n"):
        return False
    units = {v.observation.quantity.unit for v in (one, other) if v.observation.quantity}
    return len(units) == 1 or one.unit != COUNTED or units <= set(words.roles["piece"])


def _start(evidence: Evidence) -> int:
    return evidence.start


def _same_time(one: Value, other: Value, text: str, words: FindingWords) -> bool:
    """Same period; or levels, not flows, at the end of the same year."""
    planned = {v.observation.role == "target" for v in (one, other)}
    if len(planned) == 2:
        return False
    first, last = years(one.observation), years(other.observation)
    if first[1] is None or first[1] != last[1]:
        return False
    if words.has("flow", one.indicator.name + other.indicator.name):
        origins = {one.indicator.origin, other.indicator.origin}
        return first == last and one.indicator.name == other.indicator.name and len(origins) == 2
    return first == last or any(_is_level(value, text, words) for value in (one, other))


def _is_level(value: Value, text: str, words: FindingWords) -> bool:
    start = value.observation.evidence.start
    return words.has("stock", text[max(0, start - _BEFORE) : start])


def _conflict(values: Sequence[Value]) -> Finding:
    quotes = "、".join(f"“{v.observation.evidence.text}”" for v in values)
    name = values[0].indicator.name
    return Finding(
        "value_conflict",
        f"“{name}”在文中数值不一致：{quotes}，时期相同，请核对口径",
        tuple(dict.fromkeys(v.indicator.id for v in values)),
        tuple(v.observation.evidence for v in values),
    )


def _backwards(group: Sequence[Value], words: FindingWords) -> Iterator[Finding]:
    """A target that lies below the baseline of its own record, where more is better."""
    name = group[0].indicator.name
    bases: dict[str, Value] = {}
    for value in group:
        if value.observation.role == "baseline":
            bases.setdefault(value.indicator.id, value)
    if not bases or words.has("falling", name):
        return
    for target in group:
        base = bases.get(target.indicator.id)
        if target.observation.role != "target" or base is None:
            continue
        least, most = base.low, target.high
        if least is not None and most is not None and most < least:
            yield Finding(
                "target_below_baseline",
                f"“{name}”的目标“{target.observation.evidence.text}”"
                f"低于基期“{base.observation.evidence.text}”",
                (target.indicator.id,),
                (base.observation.evidence, target.observation.evidence),
            )
