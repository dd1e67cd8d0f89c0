"""Time limits of a procedure: 应在5个工作日内|完成初核 names what is to be done in that time."""

from __future__ import annotations

from extractor.find.naming.phrases import clean
from extractor.find.naming.scene import Piece, Scene, State
from extractor.mentions import NameMention

_LONGEST = 40
_SHORTEST = 2


def procedure(
    scene: Scene, index: int, start: int, piece: Piece, state: State
) -> NameMention | None:
    """What is to be done within a time, where no level of it stands before the number."""
    quantity = scene.quantities[index]
    if quantity.kind != "duration" or quantity.unit not in scene.words.roles["limit_unit"]:
        return None
    _, before = scene.trim(start, quantity.start)
    if before > start and not scene.patterns.limit_lead.search(scene.text, start, quantity.start):
        return None
    if 0 <= scene.ending("link", start, quantity.start) < quantity.start - 1:
        return None  # 响应时间|控制在|30分钟以内
    span = _done(scene, quantity.end)
    if span is None:
        return None
    name = clean(scene, scene.text[slice(*span)])
    state.core = name
    return NameMention(index, *span, name, "after", False, None, piece.versus)


def _done(scene: Scene, offset: int) -> tuple[int, int] | None:
    """The act behind the time limit, in its clause or the next; None where no verb opens it."""
    text, clauses = scene.text, scene.clauses
    at = clauses.at(offset - 1)
    if met := scene.patterns.limit_end.match(text, offset):
        offset = met.end()
    if offset >= clauses.ends[at]:
        following = (
            at + 1 < len(clauses.starts) and clauses.sentences[at + 1] == clauses.sentences[at]
        )
        if not following or text[clauses.ends[at]] not in "，,":
            return None
        at += 1
        offset = clauses.starts[at]
    end = clauses.ends[at]
    if met := scene.patterns.by_way.match(text, offset, end):
        offset = met.end()
    if offset >= end or not _acts(scene, offset, end):
        return None
    return offset, _first_act(scene, offset, min(end, offset + _LONGEST))


def _acts(scene: Scene, offset: int, end: int) -> bool:
    """True when a verb, or a word that only verbs follow, opens the words."""
    opened = any(scene.opening(role, offset, end) > 0 for role in ("govern", "narrow", "to_act"))
    return opened or (offset in scene.borders and scene.tag(offset) == "v")


def _first_act(scene: Scene, start: int, end: int) -> int:
    """完成初核|并提交区级核实: where the first act ends."""
    tokens = scene.tokens
    for at in range(tokens.at(start) + 1, tokens.at(end - 1) + 1):
        begin = tokens.starts[at]
        word = tokens.words[at]
        more = scene.words.has("and_then", word) or scene.words.has("or", word)
        if more and begin - start >= _SHORTEST:
            return begin
    return end
