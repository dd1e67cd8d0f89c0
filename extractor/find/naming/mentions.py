"""One name per number: each clause read once, with what its sentence spoke of before."""

from __future__ import annotations

import re

import msgspec

from extractor.find.naming import payments
from extractor.find.naming.classes import (
    class_noun,
    in_class,
    inner,
    of_age,
    of_class,
    of_inner,
    of_threshold,
    rated,
    threshold,
)
from extractor.find.naming.cores import (
    after,
    before,
    beside,
    inherited,
    lasting,
    listed,
    made,
    per_head,
)
from extractor.find.naming.lists import dealt, distributed, moves
from extractor.find.naming.nouns import apposed, occasion, right, shared, sums_up
from extractor.find.naming.phrases import governed, left, whole
from extractor.find.naming.procedures import procedure
from extractor.find.naming.ranks import rank, ranked_among
from extractor.find.naming.scene import Piece, Scene, State
from extractor.find.naming.topics import scope_before
from extractor.mentions import NameMention, QuantityMention

_BRACKET = re.compile("[（）()“”《》【】]")
_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"), ("【", "】"))
_DIGIT = re.compile("[0-9]")
# 5000人（含）|—|10000人: the second number only ends the range.
_TO = re.compile(r"[（(][^（()）]{1,4}[）)]\s*[—–~～-]+\s*")
_TO_LAST = frozenset(" —–~～-")
_STOP = re.compile("[。！？\n]")


def mentions(scene: Scene) -> list[NameMention]:
    """The names of a text's numbers, in order; numbers that count nothing have none."""
    state, sentence, done = State(), -1, 0
    found: list[NameMention] = []
    for first, last, clause in _clauses(scene):
        own = scene.clauses.sentences[clause]
        if own != sentence:
            if sentence < 0 or _full_stop(scene, done, scene.clauses.starts[clause]):
                state = State()
            sentence, state.listed, state.scope = own, False, ""
            state.told, state.gate, state.row = [], "", []
        _clause(scene, first, last, clause, state, found)
        done = scene.quantities[last].end
    return found


def _clauses(scene: Scene) -> list[tuple[int, int, int]]:
    """First and last number of every clause that has numbers."""
    of = [scene.clauses.at(quantity.start) for quantity in scene.quantities]
    firsts = [index for index, at in enumerate(of) if not index or at != of[index - 1]]
    lasts = [first - 1 for first in firsts[1:]] + [len(of) - 1]
    return [(a, b, of[a]) for a, b in zip(firsts, lasts, strict=False) if of[a] >= 0]


def _full_stop(scene: Scene, start: int, end: int) -> bool:
    """True when a sentence ends between two offsets; a ；lets names be inherited."""
    return _STOP.search(scene.text, start, end) is not None


def _clause(
    scene: Scene, first: int, last: int, clause: int, state: State, found: list[NameMention]
) -> None:
    """Add the names of the numbers of one clause to ``found``."""
    start, end = scene.clauses.starts[clause], scene.clauses.ends[clause]
    state.scope = scope_before(scene, clause)
    row, members, move = first, [], False
    if first < last:
        row = _past_limits(scene, first, last)
        members = distributed(scene, row, last, start, state.told, state.row)
        state.row = members or state.row
        move = bool(members) and moves(scene, row)
    for index in range(first, last + 1):
        if members and index >= row:
            mention: NameMention | None = dealt(scene, index, members[index - row], move, state)
        else:
            left, right, followed = _room(scene, index, first, last, start, end)
            mention = _one(scene, index, left, right, followed, state)
        if mention is not None:
            mention = of_class(scene, mention, scene.quantities[index].start)
            mention = _carried(scene, mention, state)
            _remember(scene, mention, state)
            found.append(mention)


def _past_limits(scene: Scene, first: int, last: int) -> int:
    """Past the ages that open a clause: 5岁以下|儿童患病率和死亡率分别为3%和1%."""
    while first < last and of_age(scene, scene.quantities[first]):
        first += 1
    return first


def _carried(scene: Scene, mention: NameMention, state: State) -> NameMention:
    """由58%|提高到65%: the span of the value started from goes to it and to the one reached."""
    numbers, index = scene.quantities, mention.quantity
    end = numbers[index].end
    origin, state.origin = state.origin, None
    if origin is not None and scene.reached(origin[1]):
        return msgspec.structs.replace(mention, origin=origin)
    if index + 1 < len(numbers) and scene.reached(end):
        start = scene.origin(mention.end, numbers[index].start)
        state.origin = (start if start >= 0 else numbers[index].start, end)
        return msgspec.structs.replace(mention, origin=state.origin)
    return mention


def _remember(scene: Scene, mention: NameMention, state: State) -> None:
    if mention.shape == "goal":
        return
    state.name, state.start, state.end = mention.name, mention.start, mention.end
    state.moved = mention.move
    if mention.shape != "apposed":
        state.counted = mention.quantity
    if mention.shape == "threshold":
        state.gate = mention.name
        return
    state.unit = scene.quantities[mention.quantity].unit
    state.told.append((mention.start, mention.end, mention.name))


def _room(
    scene: Scene, index: int, first: int, last: int, start: int, end: int
) -> tuple[int, int, bool]:
    """Where a number's own words start and end, and whether another number follows them."""
    numbers = scene.quantities
    back = index
    while back > first and (
        inner(scene, back - 1, end)
        or _passed(scene, numbers[back - 1])
        or ranked_among(scene, back - 1)
    ):
        # 新引进5亿元以上项目71个: the threshold is part of the class's name; 连续五年 of none
        back -= 1
    left = max(start, numbers[back - 1].end) if back > first else start
    followed = index < last and numbers[index + 1].start > numbers[index].end
    return (
        *_inside(scene, left, numbers[index], numbers[index + 1].start if followed else end),
        followed,
    )


def _passed(scene: Scene, quantity: QuantityMention) -> bool:
    """连续五年, 220千伏 before a noun: numbers that count nothing and part no words."""
    return lasting(scene, quantity) or rated(scene, quantity)


def _counts_nothing(scene: Scene, quantity: QuantityMention) -> bool:
    """True for these, and for ages that are part of a class's name (60岁以上)."""
    if quantity.kind != "duration" and quantity.unit not in scene.patterns.part_units:
        return False  # most often
    return _passed(scene, quantity) or of_age(scene, quantity)


def _ends_range(scene: Scene, index: int) -> bool:
    end = scene.quantities[index].start
    if not index or scene.text[end - 1] not in _TO_LAST:
        return False  # most often
    return _TO.fullmatch(scene.text, scene.quantities[index - 1].end, end) is not None


def _inside(scene: Scene, left: int, quantity: QuantityMention, right: int) -> tuple[int, int]:
    """Stay inside the bracket that the number stands in."""
    text = scene.text
    if not _BRACKET.search(text, left, right):
        return left, right
    opened = max(text.rfind(mark, left, quantity.start) for mark in "（(“《【")
    if opened >= 0 and not any(text.find(mark, opened, quantity.start) >= 0 for mark in "）)”》】"):
        left = opened + 1
    closed = [
        at
        for opening, closing in _PAIRS
        if (at := text.find(closing, quantity.end, right)) >= 0
        and text.find(opening, quantity.end, at) < 0
    ]
    return left, min([right, *closed])


def _one(
    scene: Scene, index: int, start: int, end: int, followed: bool, state: State
) -> NameMention | None:
    """The name of a number that stands for itself."""
    quantity = scene.quantities[index]
    if _counts_nothing(scene, quantity) or _ends_range(scene, index) or ranked_among(scene, index):
        return None
    if state.after >= start and scene.only_marks(state.after, quantity.start):
        start = quantity.start
    elif start < state.after < quantity.start and scene.text[state.after] in "、，":
        start = state.after  # 21个|风光项目|、总装机: the noun belongs to the number before it
    piece = left(scene, start, quantity.start)
    if mention := procedure(scene, index, start, piece, state):
        return mention
    noun = right(scene, quantity.end, end, followed) or shared(scene, index)
    if done := occasion(scene, quantity, end):
        return made(scene, index, done, scene.text[slice(*done)], piece, state)
    if scene.has("not_counted", piece.start, piece.end):
        return None
    if noun and sums_up(scene, start, noun, quantity):
        return None
    if quantity.kind == "rank":
        return rank(scene, index, start, state)
    if found := threshold(scene, index, piece):
        return of_threshold(scene, index, piece, found, state.gate)
    if noun and (in_class(scene, index) or (followed and inner(scene, index, end + 1))):
        return of_inner(scene, index, piece, class_noun(scene, index, noun), state.gate)
    if quantity.kind == "multiple" and not piece.named and state.name:
        return inherited(scene, index, piece, state, move=True)
    if piece.shape == "trailing" and noun is None and piece.end > start:
        piece = whole(scene, start, quantity.start, piece)
    if noun and piece.shape == "before" and quantity.kind not in ("share", "points"):
        piece = governed(scene, piece)
        if scene.patterns.kinds.fullmatch(scene.text, piece.start, piece.end):
            piece = msgspec.structs.replace(piece, start=piece.end)  # 十大类|49项|民生实事
    if noun and quantity.kind == "share" and _of_all(scene, quantity, piece):
        return after(scene, index, msgspec.structs.replace(piece, verb=""), noun, state)
    if piece.shape == "trailing" or not piece.named:
        return after(scene, index, piece, noun, state)
    return _with_core(scene, index, piece, noun, state)


def _joined(scene: Scene, index: int, state: State) -> bool:
    """A number behind 、 or 和 counts as the one before it in the clause does."""
    quantity = scene.quantities[index]
    if scene.text[quantity.start - 1] not in scene.patterns.joins:
        return False
    before = index - 1
    start, _ = scene.after_clause(quantity.start)
    if before >= 0 and scene.quantities[before].start >= start:
        return state.counted == before
    # 与12个生态圈、66个功能区合作: what only names is no quantity at all
    return _DIGIT.search(scene.text, start, quantity.start) is None


def _of_all(scene: Scene, quantity: QuantityMention, piece: Piece) -> bool:
    """加强|15%|的中医馆建设: a share of what stands behind 的; what stands before only governs."""
    if scene.text[quantity.end : quantity.end + 1] != "的" or piece.move:
        return False
    return not piece.named or scene.tag(piece.end - 1)[:1] in "vpd"


def _with_core(
    scene: Scene, index: int, piece: Piece, noun: tuple[int, int] | None, state: State
) -> NameMention | None:
    quantity = scene.quantities[index]
    if noun and (each := payments.per_head(scene, quantity, piece)):
        return per_head(scene, index, piece, noun, each, state)
    paid = scene.text[slice(*noun)] if noun else ""
    if noun and scene.has("once", piece.start, piece.end) and payments.pays(scene, paid):
        name = scene.text[piece.start : piece.end] + paid  # 给予|一次性|最高10万元|奖励
        return made(scene, index, noun, name, piece, state)
    if noun and payments.pays(scene, paid) and (to := payments.receiver(scene, quantity, piece)):
        return made(scene, index, noun, to + paid, piece, state, to)
    if noun and scene.text[quantity.start - 1] == "的" and not piece.move:
        return after(scene, index, piece, noun, state, verbless=True)
    if noun and scene.words.has("list_end", scene.text[piece.end - 1]):
        return listed(scene, index, piece, noun, state)
    if not piece.move and state.moving and beside(scene, index, piece):
        piece = msgspec.structs.replace(piece, move=True)
    state.moving = piece.move and (quantity.kind in ("share", "points") or piece.ruled)
    if noun and _joined(scene, index, state):  # 县级规划和|896个|村庄规划
        return after(scene, index, msgspec.structs.replace(piece, verb=""), noun, state)
    if noun and apposed(scene, piece, quantity):
        return after(scene, index, piece, noun, state, verbless=True)
    return before(scene, index, piece, state)
