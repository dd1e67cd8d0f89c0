"""A、B分别为1、2: names for a list of numbers that follows a list of subjects, one each."""

from __future__ import annotations

from extractor.find.naming.phrases import clean, lead, left
from extractor.find.naming.scene import Piece, Scene, State
from extractor.mentions import NameMention

Member = tuple[int, int, str]
_BACK = 12  # clauses in which the list of subjects may stand before its numbers
_ROW = 20


def distributed(scene: Scene, first: int, last: int, start: int) -> list[Member]:
    """Spans and names of the subjects of the numbers ``first``–``last``, or nothing."""
    numbers = scene.quantities
    if last == first or not all(
        scene.only_marks(numbers[i].end, numbers[i + 1].start) for i in range(first, last)
    ):
        return []
    piece = left(scene, start, numbers[first].start)
    if not piece.named:
        return []
    found = members(scene, piece.start, piece.end)
    count = last - first + 1
    if len(found) == count:
        return _heads(scene, found, piece)
    before = scene.text[start : numbers[first].start]
    if not any(word in before for word in scene.words.roles["each"]):
        return []
    return _earlier(scene, scene.clauses.at(start), count, piece)


def _earlier(scene: Scene, clause: int, count: int, piece: Piece) -> list[Member]:
    """A、B、C等产业加快升级，分别实现产值1、2、3: the list stands in a clause before."""
    text, borders = scene.text, scene.clauses
    core, sentence = text[piece.start : piece.end], borders.sentences[clause]
    for at in range(clause - 1, max(-1, clause - _BACK), -1):
        if borders.sentences[at] != sentence:
            break
        start, end = borders.starts[at], borders.ends[at]
        cut = text.find("等", start, end)
        start = lead(scene, start, end)
        found = members(scene, start, cut if cut > start else end)
        if len(found) == count:
            return [(a, b, text[a:b] + core) for a, b in found]
    return []


def members(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of a list's members; 、和及与 part them where a word border stands."""
    cuts = [
        found
        for found in scene.patterns.list_mark.finditer(scene.clauses.masked, start, end)
        if found.start() in scene.borders
    ]
    edges = [start, *(edge for cut in cuts for edge in cut.span()), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _heads(scene: Scene, found: list[tuple[int, int]], piece: Piece) -> list[Member]:
    """Each member's name; 城镇、农村居民收入 gives the first the head of the last."""
    text, (a, b) = scene.text, found[-1]
    cut = next((at for at in range(a + 1, b) if at in scene.borders), b)
    head = text[cut:b]
    named = []
    for start, end in found:
        own = text[start:end]
        complete = own[-1:] == text[b - 1] or len(own) > len(head) + 1 or (start, end) == (a, b)
        named.append((start, end, piece.verb + (own if complete else own + head)))
    return named


def moves(scene: Scene, first: int) -> bool:
    """True when the words before the first number of a list move (分别增长5%、7%)."""
    at = first
    while at > max(0, first - _ROW) and scene.only_marks(
        scene.quantities[at - 1].end, scene.quantities[at].start
    ):
        at -= 1
    start, _ = scene.after_clause(scene.quantities[at].start)
    return left(scene, start, scene.quantities[at].start).move


def dealt(
    scene: Scene, index: int, member: Member, move: bool, state: State
) -> NameMention:
    """The mention of one number of a list and its member."""
    start, end, name = member
    clause, _ = scene.after_clause(start)
    own = left(scene, clause, scene.quantities[index].start).move
    state.core, state.verb = name, ""
    return NameMention(index, start, end, clean(scene, name), "before", move or own)
