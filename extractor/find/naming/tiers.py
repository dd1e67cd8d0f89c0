"""Tiers of a payment: 获评五星级、四星级的，分别给予10万元、5万元补贴 is one name for each tier."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.find.naming import payments
from extractor.find.naming.nouns import right
from extractor.find.naming.phrases import lead, past_number
from extractor.find.naming.scene import Scene

Span = tuple[int, int]
Member = tuple[int, int, str]
_BACK = 4  # clauses in which the tiers stand before their sums
_SUBJECT = 24  # who is graded is no longer
_PREFIX = 2
_LONGEST = 16  # nor is a tier


def tiers(scene: Scene, first: int, last: int, clause: int, told: Sequence[Member]) -> list[Member]:
    """Spans and names of the tiers that the sums ``first``–``last`` are for, or nothing."""
    numbers, text = scene.quantities, scene.text
    if numbers[first].kind != "amount":
        return []
    start = scene.clauses.starts[clause]
    at = text.rfind(scene.words.only("each"), start, numbers[first].start)
    paid = _paid(scene, at, numbers[first].start, numbers[last].end, clause) if at >= 0 else ""
    if not paid:
        return []
    for begin, end in _clauses(scene, clause, at):
        if named := _named(scene, begin, end, last - first + 1, paid):
            return named
    same = [member for member in told if member[2].endswith(paid)]
    count = last - first + 1
    return same[-count:] if len(same) >= count else []  # 根据等级分别增加…


def _clauses(scene: Scene, clause: int, each: int) -> list[Span]:
    """The words before 分别 and the clauses of the sentence before, nearest first."""
    borders = scene.clauses
    found = [(borders.starts[clause], each)]
    for at in range(clause - 1, max(-1, clause - _BACK), -1):
        if borders.sentences[at] != borders.sentences[clause]:
            break
        found.append((borders.starts[at], borders.ends[at]))
    return found


def _paid(scene: Scene, each: int, number: int, end: int, clause: int) -> str:
    """分别给予|一次性|…|补贴, 分别|奖励|…: what is paid, or nothing."""
    given = scene.text[each + len(scene.words.only("each")) : number]
    given = scene.patterns.pay.hand.sub("", given).strip(scene.patterns.edge)
    noun = right(scene, end, scene.clauses.ends[clause], False)
    behind = scene.text[slice(*noun)] if noun else ""
    if payments.pays(scene, behind):
        return given + behind if scene.words.has("once", given) else behind
    return given if payments.pays(scene, given) else ""


def _named(scene: Scene, start: int, end: int, count: int, paid: str) -> list[Member]:
    """The tiers of ``[start, end)`` with what is paid, where they are ``count``."""
    text = scene.text
    start = lead(scene, past_number(scene, start, end), end)
    end = len(text[start:end].rstrip("的")) + start
    if text.find("、", start, end) < 0 or scene.numbers_in(start, end):
        return []
    graded = list(scene.patterns.pay.award.finditer(text, start, end))
    whom = ""
    if graded:
        whom = text[start : graded[-1].start()].strip(scene.patterns.edge)
        start = graded[-1].end()
    spans = _members(scene, start, end)
    if len(spans) != count or any(b - a > _LONGEST for a, b in spans[:-1]):
        return []
    whom = whom if len(whom) <= _SUBJECT else ""
    return [(a, b, whom + name + paid) for a, b, name in _complete(scene, spans)]


def _members(scene: Scene, start: int, end: int) -> list[Span]:
    """The members of a list whatever the words' borders: 五星级、四星级和三星级."""
    edges = [start]
    for mark in scene.patterns.tier_mark.finditer(scene.clauses.masked, start, end):
        edges += mark.span()
    edges.append(end)
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _complete(scene: Scene, spans: list[Span]) -> list[Member]:
    """Each tier with what the last shares: 优秀、良好、合格|等级; 国家级、省级|园区."""
    text, (a, b), before = scene.text, spans[-1], scene.text[slice(*spans[-2])]
    head, _, thing = text[a:b].partition("的")
    cut = head.find(before[-1], 1) + 1
    if cut != len(before) and before[-1] not in scene.words.roles["grade_end"]:
        cut = len(before)
    plain = 0 < cut < len(head) - 1 and a + cut in scene.borders
    if not plain and head[cut:] not in scene.words.roles["grade_end"]:
        cut = len(head)  # 博士、硕士、本科生
    whole = [text[slice(*span)] for span in spans[:-1]] + [head[:cut]]
    first, shared = _opening(whole), head[cut:] + thing
    return [
        (*span, name + shared) if not number else (*span, first + name + shared)
        for number, (span, name) in enumerate(zip(spans, whole, strict=True))
    ]


def _opening(whole: list[str]) -> str:
    """What the first tier has before it and all mean: 新引进的|博士、硕士; 国家|5A级、4A级."""
    if "的" in whole[0]:
        return whole[0][: whole[0].rfind("的") + 1]
    more = len(whole[0]) - len(whole[1])
    if more < _PREFIX:
        return ""
    other = sum(x != y for x, y in zip(whole[0][more:], whole[1], strict=True))
    return whole[0][:more] if other == 1 else ""
