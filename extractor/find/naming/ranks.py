"""Ranks: 空气质量|排名|全省|第3位 is the name, the verb, the scope and the number."""

from __future__ import annotations

import re

from extractor.find.naming.phrases import clean, join, lead
from extractor.find.naming.scene import Scene, State
from extractor.find.naming.topics import subject
from extractor.mentions import NameMention

_SCOPE = 16  # a scope is no longer
_NEAR = 8
_YEARS = 3  # in a row: 连续15年、16年
_ONE = re.compile(r"[^，。；、：\n]*$")


def rank(scene: Scene, index: int, left: int, state: State) -> NameMention | None:
    """The ranked indicator with its scope; what was spoken of before where none stands."""
    start, end = scene.trim(left, scene.quantities[index].start)
    among = index and ranked_among(scene, index - 1)
    stop, scope_from = rank_verb(scene, start, scene.quantities[index - 1].start if among else end)
    if among and scene.has("at", stop - 1, stop):
        stop -= 1  # 空气质量|在168个城市中
    begin, stop = scene.trim(start, stop)
    if scene.text[begin:stop].endswith("中") and (at := _amid(scene, begin, stop)) > begin:
        stop = at  # 总量|在投资中|跃居第二位
    begin = lead(scene, begin, stop)
    begin = max(begin, scene.opening("link", begin, stop - 1))  # 完成|投资规模|居第2位
    stop = _without_years(scene, index, begin, stop)
    while (at := scene.ending("how", begin, stop)) >= begin and at >= 0:
        stop = scene.trim(begin, at)[1]  # 连续|4个季度|居首位: no name of its own
    scope = scene.text[scope_from:end].strip(scene.patterns.edge) or None
    if stop > begin and not _own(scene, begin, stop):
        name = clean(scene, scene.text[begin:stop])
        if scene.has("bare", begin, stop):
            name = join(state.core or state.name or _spoken_of(scene, begin), name)
        return NameMention(index, begin, stop, name, "rank", False, scope)
    if headline := _headline(scene, index):
        return NameMention(
            index, *headline, clean(scene, scene.text[slice(*headline)]), "rank", False, scope
        )
    if stop > begin:
        name = clean(scene, scene.text[begin:stop])
        return NameMention(index, begin, stop, name, "rank", False, scope)
    if not state.name:
        return None
    return NameMention(index, state.start, state.end, state.name, "rank", False, scope)


def _spoken_of(scene: Scene, offset: int) -> str:
    """实际利用外资实现突破，|增速|居全省第一: what the clause before tells of, or nothing."""
    span = subject(scene, offset)
    return scene.text[slice(*span)] if span else ""


def _amid(scene: Scene, start: int, end: int) -> int:
    """Start of the 在 that 中 closes, or -1."""
    return next((at for at in range(end - 1, start, -1) if scene.has("at", at, at + 1)), -1)


def ranked_among(scene: Scene, index: int) -> bool:
    """在全国|100个|大中城市中排第15位: among how many is no indicator of its own."""
    numbers = scene.quantities
    if index + 1 >= len(numbers) or numbers[index + 1].kind != "rank":
        return False  # most often
    quantity, end = numbers[index], numbers[index + 1].start
    between = scene.clauses.masked[quantity.end : end]
    if quantity.kind != "count" or not 0 < len(between) <= _SCOPE or not _ONE.match(between):
        return False
    if scene.words.inside("contest", between, 0, len(between)):
        return False
    low = max(0, quantity.start - _NEAR)
    scoped = scene.patterns.rank_scope.search(scene.text, low, quantity.start)
    return (
        scoped is not None
        or scene.has("at", quantity.start - 1, quantity.start)
        or ("中" in between and scene.text[quantity.start - 1] in scene.patterns.row)
    )


def _without_years(scene: Scene, index: int, begin: int, stop: int) -> int:
    """货物吞吐量|连续15年、16年|位居全球第一: how long a place was held names nothing."""
    for years in reversed(scene.quantities[max(0, index - _YEARS) : index]):
        if years.end != stop or years.kind != "duration" or years.start <= begin:
            break
        stop = scene.trim(begin, years.start)[1]
    return stop


def _own(scene: Scene, start: int, end: int) -> bool:
    """True for the plan's own region, which is no indicator (清河居第40位)."""
    return scene.text[start:end] in scene.home


def _headline(scene: Scene, index: int) -> tuple[int, int] | None:
    """全球科技集群排名中，清河居第40位: the ranking that the clause before names."""
    clause = scene.clauses.at(scene.quantities[index].start)
    clauses = scene.clauses
    if clause < 1 or clauses.sentences[clause] != clauses.sentences[clause - 1]:
        return None
    start, end = clauses.starts[clause - 1], clauses.ends[clause - 1]
    if index and scene.quantities[index - 1].start >= start:
        return None
    while (at := scene.ending("among", start, end)) > start:
        end = at
    start = lead(scene, start, end)
    nominal = scene.tag(end - 1)[:1] == "n" or scene.text[end - 1] in scene.patterns.edge
    return (start, end) if end - start > 1 and nominal else None


def ranked_end(scene: Scene, start: int, end: int) -> int:
    """Where the ranked name ends, without the manner words behind it."""
    start, end = scene.trim(start, end)
    at = scene.ending("how", start, end)
    return scene.trim(start, at)[1] if at > start else end


def rank_verb(scene: Scene, start: int, end: int) -> tuple[int, int]:
    """Where the ranked name ends and where the scope starts (排名|全省|第17位)."""
    near = scene.borders_in(max(start, end - 2 * _SCOPE), end)
    for stop in [end, *reversed(near)]:
        at = scene.ending("rank", start, stop)
        if at >= 0:
            while (more := scene.ending("rank", start, at)) >= 0:
                at = more
            return at, stop
        if end - stop > _SCOPE:
            break
    met = scene.patterns.rank_scope.search(scene.text, max(start, end - _NEAR), end)
    at = met.start() if met else end
    return at, at
