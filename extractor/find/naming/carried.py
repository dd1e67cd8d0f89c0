"""新增甲2件，乙11件: which items of a list take the verb of something new from the first."""

from __future__ import annotations

from extractor.find.naming.scene import Piece, Scene, State

NEAR = 24


def continues(scene: Scene, index: int) -> bool:
    """True when only a list mark stands between this item and the number before."""
    if index == 0:
        return False
    start, end = scene.quantities[index - 1].end, scene.quantities[index].start
    mark = scene.text[start : start + 1]
    gap = scene.text[start:end]
    parted = "，" in gap[1:] and not any(word in gap for word in scene.words.roles["within"])
    if len(gap) >= NEAR or parted:
        return False
    return mark in "、，" or scene.words.has("and", mark)


def takes_verb(scene: Scene, index: int, piece: Piece, state: State, verb: str) -> bool:
    """新增A2件，B11件: the second item is 新增B, unless it is a level of its own."""
    if not state.verb or verb or piece.move or piece.ruled:
        return False
    if state.verb[:1] not in scene.words.roles["new"] or not continues(scene, index):
        return False
    ends = scene.text[max(piece.start, piece.end - 2) : piece.end]
    return not scene.words.ends("stock", ends) and not _predicated(scene, index, piece)


def _predicated(scene: Scene, index: int, piece: Piece) -> bool:
    """新创建示范村30个，家庭农场突破2万家: behind ， a clause that tells something of its own."""
    before, quantity = scene.quantities[index - 1], scene.quantities[index]
    if scene.opening("move", piece.start, piece.end) > 0 or _new(scene, piece):
        return True  # 新建绿道4条、提升改造公园16个
    if scene.text[before.end] != "，":
        return False
    gap = scene.text[before.end + 1 : piece.start]
    if gap.strip(scene.patterns.edge) and not any(w in gap for w in scene.words.roles["within"]):
        return True  # 新增贷款9亿元，保障|项目用能40万吨
    own = scene.trim(piece.end, quantity.start)[1] > piece.end
    own = own or not scene.text[quantity.start : quantity.start + 1].isdecimal()
    money = quantity.kind == "amount" and before.kind != "amount"
    return own or money or _opens_verb(scene, piece)


def _new(scene: Scene, piece: Piece) -> bool:
    """新增工作站20家，新|招收|博士后30人: a 新 of its own; 新能源 is none."""
    at = piece.start + 1
    own = scene.text[piece.start] in scene.words.roles["new"]
    return own and at in scene.borders and scene.tag(at) == "v"


def _opens_verb(scene: Scene, piece: Piece) -> bool:
    """实际|利用|内资: a manner word and a verb open the core."""
    to = scene.opening("how", piece.start, piece.end)
    return 0 < to < piece.end and (
        scene.opening("narrow", to, piece.end) > 0 or scene.opening("govern", to, piece.end) > 0
    )
