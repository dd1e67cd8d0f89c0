"""Numbers without a unit: where they are quantities all the same, and of which kind."""

from __future__ import annotations

import re

from extractor.find.terms import Term
from extractor.plan import QuantityKind

_BARE_BEFORE = re.compile(
    r"(比|系数|指数|率|PUE值?|值|得分|评分|比值|强度|深度|金额|总额|数量)"
    r"(?:[（(][^（）()\n]{0,12}[）)])?(?:已|约|将|要|均|分别)?"
    r"(?:[由从为达降提升控保稳缩下在都均][^，。；：\n0-9]{0,6})?\Z"
)
_BARE_KINDS: dict[str, QuantityKind] = {
    "比": "ratio", "比值": "ratio", "率": "ratio", "PUE": "ratio", "PUE值": "ratio",
    "得分": "score", "评分": "score", "金额": "amount", "总额": "amount", "数量": "count",
}  # fmt: skip
_BARE_END = re.compile(r"[，。；、）)\n]|\Z|以[上下内]|左右|[降提升下增]")
# 24万困难群众: a scale may stand right before the noun; 50亿级, 3万千亿 are names
_PEOPLE = re.compile(
    r"(?![级能象众向物像般事一二三四五六七八九十百千万亿两多余几])[一-鿿]|(?=[，。；、）])"
)
_CELL_END = re.compile(r"[ ，。；、：,;（()）\[\]【】〔〕/\n*]|\Z")


def may_be_bare(text: str, start: int, term: Term, stop: int, compared: bool, bare: bool) -> bool:
    """A number without unit: in a cell, after 系数, 比 …, or with a comparing word."""
    if term.han and not term.scale > 1:
        return False
    if bare and not term.empty:
        return bool(_CELL_END.match(text, stop)) or compared
    if term.empty:
        return False
    if not term.han and term.scale >= 10**4 and _PEOPLE.match(text, stop):
        return True
    if not _BARE_END.match(text, stop):
        return False
    if compared and (term.size >= 10 or term.value % 1 or text[start] in "<>≤≥"):
        return True
    return _BARE_BEFORE.search(text, max(0, start - 24), start) is not None


def bare_kind(text: str, start: int) -> QuantityKind:
    """What a number without unit is, by the word that it is a value of."""
    word = _BARE_BEFORE.search(text, max(0, start - 24), start)
    return _BARE_KINDS.get(word[1], "measurement") if word else "count"
