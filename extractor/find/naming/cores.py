"""Names made of the words found: the core before a number, the noun after it, or what was spoken of."""

from __future__ import annotations

import msgspec

from extractor.find.naming import payments
from extractor.find.naming.nouns import turned
from extractor.find.naming.phrases import clean, join, narrowing
from extractor.find.naming.scene import Piece, Scene, State
from extractor.find.naming.topics import label, topic
from extractor.mentions import NameMention, QuantityMention

_SHORT = 5  # a shorter noun after the number takes its item's label
_NEAR = 24


def inherited(
    index: int, piece: Piece, state: State, *, move: bool
) -> NameMention:
    """The name the sentence spoke of before (…，同比增长5%)."""
    name = state.name
    if piece.verb and piece.shape == "trailing":
        name = piece.verb + (state.core or state.name)
    return NameMention(index, state.start, state.end, name, "inherited", move, None, piece.versus)


def made(
    scene: Scene, index: int, span: tuple[int, int], name: str, piece: Piece, state: State, core: str = ""
) -> NameMention:
    """A mention with a complete name; ``core`` is what later items may inherit."""
    state.core = core or name
    name = clean(scene, payments.completed(scene, name, span[0]))
    return NameMention(index, *span, name, "after", piece.move, None, piece.versus)


def after(
    scene: Scene,
    index: int,
    piece: Piece,
    noun: tuple[int, int] | None,
    state: State,
    verbless: bool = False,
) -> NameMention | None:
    """The name from the noun after the number, else from the sentence."""
    quantity = scene.quantities[index]
    if noun is None:
        return _without_noun(scene, index, piece, state)
    start, end = noun
    if scene.patterns.not_counted.search(scene.text, max(0, quantity.start - 4), quantity.start):
        return None
    if quantity.kind == "share" and scene.text[quantity.end] == "的":
        _, end = scene.after_clause(start)
    words = turned(scene, start, end)
    verb = piece.verb or (state.verb if state.listed and not verbless else "")
    of = label(scene, start) if len(words) < _SHORT and not verb else ""
    state.listed = bool(piece.verb) or state.listed
    state.verb, state.after = verb, end
    name = verb + of + words
    mention = made(scene, index, (start, end), name, piece, state, scene.text[start:end])
    return msgspec.structs.replace(mention, shape="apposed") if verbless else mention


def _without_noun(scene: Scene, index: int, piece: Piece, state: State) -> NameMention | None:
    quantity = scene.quantities[index]
    if quantity.kind == "amount" and (paid := payments.announced(scene, quantity.start)):
        return made(scene, index, paid[:2], paid[2], piece, state)
    if state.name and (piece.move or piece.shape != "trailing" or piece.verb):
        return inherited(index, piece, state, move=piece.move)
    return None


def before(scene: Scene, index: int, piece: Piece, state: State) -> NameMention:
    """The name from the core before the number, completed from the sentence where it is bare."""
    start, core = _narrowed(scene, piece)
    span = (start, piece.end)
    special = _of_share(scene, index, core, piece, state) or _of_payment(scene, start, piece, core, index)
    if special is not None:
        name, kept = special
        return made(scene, index, span, name, piece, state, kept)
    verb = narrowing(scene, start, piece.end)
    bare = scene.words.has("bare", _without_own(scene, core)) or core == verb
    name = _completed(scene, index, core, verb, bare, start, piece, state)
    if state.scope:
        name, state.scope = state.scope + name, ""
    if not bare:
        state.core = core[len(verb) :] or core
        if verb or not _continues(scene, index):
            state.verb = verb
    state.listed = bool(state.verb)
    return NameMention(
        index, *span, clean(scene, name), "before", piece.move, None, piece.versus
    )


def _narrowed(scene: Scene, piece: Piece) -> tuple[int, str]:
    """The core without the list, the 按 or the 给予 before what is measured."""
    start, core = piece.start, scene.text[piece.start : piece.end]
    met = scene.patterns.enumerated.match(core) or scene.patterns.by.search(core)
    if met:
        return start + met.start("noun"), met["noun"]
    if given := scene.patterns.giving.match(core):
        return start + given.end(), core[given.end() :]
    return start, core


def _of_share(
    scene: Scene, index: int, core: str, piece: Piece, state: State
) -> tuple[str, str] | None:
    """Name and core of a share of a whole: 专利60%集中在…, …，占总产值30%, A占比."""
    quantity, head = scene.quantities[index], next(iter(scene.words.roles["share_head"]))
    if quantity.kind == "share" and (
        met := scene.patterns.share_of.match(scene.text, quantity.end)
    ):
        state.whole = core
        return f"{met['whole']}{core}{head}", ""
    if scene.words.has("share_verb", core[:1]) and state.name and not piece.move:
        name = scene.patterns.share_cut.split(state.name)[0] + core
        return name, name
    if state.whole and core.endswith(head) and state.whole not in core:
        return core.removesuffix(head) + state.whole + head, ""
    return None


def _of_payment(
    scene: Scene, start: int, piece: Piece, core: str, index: int
) -> tuple[str, str] | None:
    """Name and core of a payment or of a rate that is paid."""
    quantity = scene.quantities[index]
    if payments.bare(scene, core):
        core = payments.payee(scene, start) + core
        return core, core
    paid = scene.patterns.paid.match(scene.text, quantity.end) if quantity.kind == "share" else None
    if paid is None:
        return None
    core = payments.payee(scene, piece.end) + core
    return core + paid["noun"], core


def _without_own(scene: Scene, core: str) -> str:
    return core[1:] if scene.words.has("own", core[:1]) else core


def _completed(
    scene: Scene,
    index: int,
    core: str,
    verb: str,
    bare: bool,
    start: int,
    piece: Piece,
    state: State,
) -> str:
    """A bare core joined to what the sentence speaks of; a listed one with its verb."""
    if not bare:
        return state.verb + core if _takes_verb(scene, index, piece, state, verb) else core
    if piece.subject:
        state.core, state.listed = piece.subject, False
    elif (found := topic(scene, start)) and (
        not state.core or found.endswith(tuple(scene.words.roles["topic"]))
    ):
        state.core = found
    if not state.core:
        return core
    if piece.move:
        return join(state.core, core)
    return verb + state.core if core == verb else join(state.core, _without_own(scene, core))


def _continues(scene: Scene, index: int) -> bool:
    """True when only a list mark stands between this item and the number before."""
    if index == 0:
        return False
    start, end = scene.quantities[index - 1].end, scene.quantities[index].start
    mark = scene.text[start : start + 1]
    return end - start < _NEAR and (mark in "、，" or scene.words.has("and", mark))


def _takes_verb(scene: Scene, index: int, piece: Piece, state: State, verb: str) -> bool:
    """新增A2件，B11件: the second item is 新增B, unless it is a level of its own."""
    new = state.verb[:1] in scene.words.roles["new"]
    if verb or piece.move or not new or not _continues(scene, index):
        return False
    ends = scene.text[max(piece.start, piece.end - 2) : piece.end]
    return not ends.endswith(tuple(scene.words.roles["stock"]))


def beside(scene: Scene, index: int) -> bool:
    """缩短A周期50%、B周期40%: an item after 、 of the same kind moves as well."""
    if index == 0:
        return False
    mark = scene.text[scene.quantities[index - 1].end]
    return _of_rate(scene.quantities[index]) and (mark == "、" or scene.words.has("and", mark))


def _of_rate(quantity: QuantityMention) -> bool:
    return quantity.kind in ("share", "points")
