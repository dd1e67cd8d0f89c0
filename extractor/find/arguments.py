"""The grammar of one clause: which verbs head it, and what stands behind each as its object.

It works on class letters (see ``wordclasses``), one per token of the clause, and knows no
words but those that change the verdict within a class. An ``Act`` is found, not judged: whether a
result trails or a means frames is for the sentence (``actions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import msgspec

HEADS = "VNRSDLEvuA"
_STRONG = "VRSDLE"
_NO_OBJECT = frozenset("de、+&=Z#")

# What may stand before the head: adverbs, time, numbering, connectives, and one idiom, adjective
# or bare subject if a verb follows at once (因地制宜发展X, 系统构建X).
_LEAD = re.compile(
    r"""(?:
        [#aTM.]
      | Q(?=T)
      | (?<![\w、])Q(?=[aA]*[VNRSDLE])       # （1）建设X
      | m+(?=[.T、])、?
      | \+(?=[aAi]*[VNRSDLEvuFBOPtwyg])
      | A(?=[aAi]*[VNRSDLEvuO])
      | i{1,2}(?=[aA]*[VNRSDLEFBOt])
      | [aAi]、(?=[aAi])
      | [nr](?=[aA]*[VSDL])
    )*""",
    re.X,
)
# The last word of a frame, then the verb: 在X中建立Y, 按照X要求开展Y, 围绕X等产业培育Y.
_CLOSED = re.compile(r"(?:x+|e)(?=[aAi]*(?:[VRSDLE][^de、+&=Z#]|N[mQ]))")
# 建设X的要求 after 按照: the verb belongs to the frame's own noun phrase.
_FRAMED_NOUN = re.compile(r"d[^d]{0,4}x$")
_AS = re.compile(r"w[aijnNuvkxV]{1,3}?(?=[aAi]*[VNRSDLE])")
# 服务质量显著提升, 水平不断提高: a state, nobody acts.
_STATE = re.compile(r"a[VNRuvix]{1,2}a?$|[ai]R$|Z[aAi]*[VNRuv]+$")
# 符合条件的给予补助: the payer acts.
_GRANTED = re.compile(r"d[aAi]*(?=V)")
_STATED = re.compile(r"[XMZ]|=[^d]*$")
_SKIP = re.compile(r"[aAi#]*")
_NOMINAL_END = re.compile(r"[aAi]*(?P<verbs>[NuvVR](?:[、+&]?[aAi]*[NuvVR])*)$")
# 探索扩大X, 组织编印X: with these any verb beside them is part of the head.
_PREPARING = frozenset(("研究", "组织", "探索", "试点", "谋划"))
_LISTED = re.compile(r"e[^、，]{0,3}$")


class Act(msgspec.Struct, frozen=True, gc=False):
    """A head and its object as token ranges of the clause; an empty object has start == end."""

    head: tuple[int, int]
    object: tuple[int, int]
    code: str


class Clause(msgspec.Struct, frozen=True, gc=False):
    """One clause for the grammar: its class letters, its words, and the word sets that matter."""

    codes: str
    words: tuple[str, ...]
    governing: frozenset[str]
    disposal: frozenset[str]
    effects: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def acts(clause: Clause) -> list[Act]:
    """Every act of one clause in order; none for frames, states and bare noun phrases."""
    start = _skip_lead(clause.codes, 0)
    if start >= len(clause.codes):
        return []
    if start and _accelerates(clause, start):
        start -= 1
    return _from(clause, start)


def _skip_lead(codes: str, start: int) -> int:
    match = _LEAD.match(codes, start)
    return match.end() if match else start


def _accelerates(clause: Clause, start: int) -> bool:
    """加快生产环节技术创新 is 加快 …创新; 加快建设X, 加快培育X are 建设, 培育."""
    codes = clause.codes
    return (
        codes[start - 1] == "A"
        and codes[start] in "Nuv"
        and codes[-1] in "NuV"
        and clause.words[start] not in ("建设", "发展", "培育", "改造", "布局")
    )


def _from(clause: Clause, start: int) -> list[Act]:
    code = clause.codes[start]
    if code in "X=Z" or clause.codes[-1] == "=":
        return _granted(clause, start)
    if code in HEADS:
        if code == "A" and clause.words[start] == "深入":
            return _after_frame(clause, start)
        return _group(clause, start)
    if code == "O":
        return _after_role(clause, start)
    return _FRAMES.get(code, _after_subject)(clause, start)


# ---- ways to the main verb ------------------------------------------------------------------


def _after_role(clause: Clause, start: int) -> list[Act]:
    """牵头开展X is 开展 X; 负责 before a noun is itself the verb; 会同X开展Y is 开展 Y."""
    codes = clause.codes
    at = _skip(codes, start + 1)
    while at < len(codes) and codes[at] in "O、+":
        at = _skip(codes, at + 1)
    own = clause.words[start] == "负责"
    if at < len(codes) and codes[at] in HEADS and _has_object(codes, at):
        if not own or (codes[at] in "VSDRL" and _governs(clause, at)):
            return _group(clause, at)
    if own:
        return [Act((start, start + 1), (start + 1, len(codes)), "V")]
    for at in _candidates(codes, start, "VSDRL"):
        return _group(clause, at)
    return []


def _after_frame(clause: Clause, start: int) -> list[Act]:
    codes = clause.codes
    if clause.words[start] == "坚持":
        # 坚持和加强X, 坚持党的领导 are acts; 坚持X原则 is a frame.
        joined = _coordinated(codes, start + 1)
        if joined is not None or "领导" in clause.words[start:]:
            found = _group(clause, joined or start)
            return [Act(act.head, act.object, "V") for act in found] if found else []
    if _FRAMED_NOUN.search(codes, start + 1) and not _closed(codes, start):
        return []
    at = _closed(codes, start) or _main_verb(clause, start)
    return _group(clause, at) if at else []


def _main_verb(clause: Clause, start: int) -> int:
    """Index of the verb that a frame without closing word runs up to, 0 where there is none.

    A verb that also modifies nouns (配套产业, 合作平台) must show that it governs.
    """
    codes = clause.codes
    for at in _candidates(codes, start, "VRSDLE"):
        if _governs(clause, at) or codes[at] in "SR" or codes[at + 1] in "mQr":
            return at
    for at in _candidates(codes, start, "VN"):
        if codes[at + 1] in "mQ" or (codes[start] in "P&A" and codes[at - 1] in "kxe"):
            return at
    return 0


def _after_instrument(clause: Clause, start: int) -> list[Act]:
    """以X为重点加强Y is 加强 Y; 以X推动Y is 推动 Y; 以X为Y alone is none."""
    codes = clause.codes
    if "w" in codes[start + 1 :]:
        match = _AS.search(codes, start + 1)
        return _group(clause, _skip(codes, match.end())) if match else []
    for at in _candidates(codes, start, "VSD"):
        return _group(clause, at)
    return []


def _after_beneficiary(clause: Clause, start: int) -> list[Act]:
    """为X提供Y is 提供 Y; 为实现X is a purpose."""
    found = list(_candidates(clause.codes, start, "V"))
    if not found:
        return []
    acts = _group(clause, found[-1])
    if clause.words[-1] in clause.effects:
        # 为X提供支撑 names an effect; alone it is an act all the same.
        return [Act(act.head, act.object, "R") for act in acts]
    return acts


def _after_target(clause: Clause, start: int) -> list[Act]:
    """对X进行改造 is 改造 X; 对X给予补贴 is 给予 补贴; 对X集中整治 is 整治 X."""
    codes = clause.codes
    light = codes.find("L", start + 2)
    if light < 0:
        for at in _candidates(codes, start, "VRSDE"):
            if clause.words[at] in ("实行", "实施", "给予", "作出"):
                light = at
                break
            return _group(clause, at)
    nominal = _NOMINAL_END.search(codes, max(light, start + 1) + 1)
    if light >= 0:
        target = (start + 1, _unskip(codes, light))
        if nominal and nominal.start() - light <= 3:
            return _nominal_acts(codes, nominal, target)
        return _group(clause, light)
    if nominal and nominal.start() > start + 1 and codes[nominal.start()] in "aAiNVu":
        if codes[nominal.start()] not in "aAi" and codes[nominal.start("verbs") - 1] == "d":
            return []
        return _nominal_acts(codes, nominal, (start + 1, nominal.start()))
    return []


def _nominal_acts(codes: str, nominal: re.Match[str], target: tuple[int, int]) -> list[Act]:
    found: list[Act] = []
    for run in re.finditer(r"[NuvVR]+", nominal["verbs"]):
        at = nominal.start("verbs") + run.start()
        found.append(Act((at, at + len(run[0])), target, "V"))
    return found


def _after_disposal(clause: Clause, start: int) -> list[Act]:
    """将X纳入Y、融入Z: 纳入 X, 融入 X; 将 before a verb is only the future."""
    codes, words = clause.codes, clause.words
    first = _skip(codes, start + 1)
    if first < len(codes) and codes[first] in "VSD" and words[start] == "将":
        later = any(word in clause.disposal for word in words[first + 1 :])
        if not later:
            return _group(clause, first)
    heads = [
        at
        for at in range(start + 2, len(codes))
        if words[at] in clause.disposal and codes[at] != "Q" and codes[at - 1] not in "d&"
        and (at + 1 == len(codes) or codes[at + 1] not in "d、e+&")
    ]  # fmt: skip
    if not heads:
        heads = [
            at
            for at in _candidates(codes, start, "VRDNv")
        ][-1:]
    if not heads:
        return []
    target = (start + 1, _unskip(codes, heads[0]))
    if target[0] >= target[1]:
        return []
    first_head = heads[0]
    found = [Act((first_head, first_head + 1), target, "V")]
    for at in heads[1:]:
        before = _unskip(codes, at) - 1
        if codes[before] in "、+":
            found.append(Act((at, at + 1), target, "V"))
    return found


def _granted(clause: Clause, start: int) -> list[Act]:
    for match in _GRANTED.finditer(clause.codes, start):
        if clause.words[match.end()] in ("给予", "发放", "奖励", "授予", "实行"):
            return _group(clause, match.end())
    return []


def _after_subject(clause: Clause, start: int) -> list[Act]:
    """各县区要把…; 教育局负责…; 街道建立…: an agent before the verb, or a modal after a noun."""
    codes = clause.codes
    if codes[start] == "g":
        start += 1
    for at in range(start + 1, len(codes)):
        code = codes[at]
        if code in "=Z":
            return _granted(clause, start)
        if code == "M" and at + 1 < len(codes):
            return _acts_from(clause, at + 1)
        if code == "B" or (code == "O" and codes[at - 1] in "kQ"):
            return _from(clause, at)
        if code in "VSDL" or (code in "NA" and codes[start - 1 : start] == "g"):
            before = _unskip(codes, at) - 1
            if before >= start and codes[before] in "kQ" and _has_object(codes, at):
                found = _group(clause, at)
                return [] if _STATE.search(codes) else found
    return []


def _acts_from(clause: Clause, start: int) -> list[Act]:
    """Acts of the rest of a clause, after a modal."""
    at = _skip_lead(clause.codes, start)
    return _from(clause, at) if at < len(clause.codes) else []


_FRAMES: dict[str, Callable[[Clause, int], list[Act]]] = {
    "F": _after_frame,
    "P": _after_frame,
    "&": _after_frame,
    "t": _after_target,
    "w": _after_beneficiary,
    "y": _after_instrument,
    "B": _after_disposal,
}


# ---- verb groups and objects ----------------------------------------------------------------


def _group(clause: Clause, start: int) -> list[Act]:
    """Heads at ``start`` (compounds, coordination) with their common object, and what follows."""
    codes = clause.codes
    start = _skip(codes, start) if codes[start] in "ai#" else start
    if start >= len(codes):
        return []
    heads = [(start, start + 1)] if codes[start] == "A" else _heads(clause, start)
    begin = heads[-1][1]
    if codes[heads[0][0]] in "NuvR" and _is_statement(codes, begin):
        return _after_subject(clause, start)
    if codes[heads[0][0]] == "L" and begin < len(codes) and codes[begin] == "t":
        turned = _light_object(codes, begin)
        if turned:
            return turned
    if codes[heads[0][0]] == "E":
        # 运用X技术开展Y: the means frames the verb behind it.
        at = _closed(codes, heads[0][0]) or _main_verb(clause, heads[0][0])
        if at:
            return _group(clause, at)
    end, following = _object_end(clause, heads, begin)
    found = [Act(head, (begin, end), _code(codes, head)) for head in heads]
    return found + (_group(clause, following) if following else [])


def _code(codes: str, head: tuple[int, int]) -> str:
    return codes[head[0]]


def _heads(clause: Clause, start: int) -> list[tuple[int, int]]:
    codes = clause.codes
    heads = [(start, start + 1)]
    while True:
        first, end = heads[-1]
        if end < len(codes) and _joins(clause, end - 1):
            heads[-1] = (first, end + 1)
            continue
        at = _coordinated(codes, end)
        if at is None:
            return heads
        heads.append((at, at + 1))


def _coordinated(codes: str, end: int) -> int | None:
    """Index of a verb joined to the head by 、和及与并 over the same object, or null."""
    if end >= len(codes) or codes[end] not in "、+&":
        return None
    at = end
    while at < len(codes) and codes[at] in "、+&":
        at = _skip(codes, at + 1)
    if at >= len(codes) or codes[at] not in ("VNRSDLE" if "&" in codes[end:at] else "VNRSDLEvu"):
        return None
    last = at + 1
    while last < len(codes) and codes[last] in "VNRSDvu、+&aA":
        last += 1
    # 加强监管和服务: nothing is left that the second word could govern.
    if last >= len(codes) or codes[last] in "de=" or codes[last - 1] in "、+":
        return None
    return at


def _joins(clause: Clause, at: int) -> bool:
    """Whether the verb after ``at`` belongs to the head: 探索建立X, but 开展培训, 完善激励机制."""
    codes, words = clause.codes, clause.words
    first, second = codes[at], codes[at + 1]
    if second not in "VNRSDLvu" or first in "LE":
        return False
    if first == "S" and second != "S":
        return False
    if (words[at], words[at + 1]) in clause.pairs:
        return _has_object(codes, at + 1) or at + 2 < len(codes)
    if not _has_object(codes, at + 1):
        return at + 2 < len(codes) and _coordinated(codes, at + 2) is not None and second in "VDR" and _governs(clause, at + 1)
    if second in "VRDL" and _governs(clause, at + 1):
        return True
    if first == second == "S":
        return True
    if words[at] in _PREPARING:
        return second == "V" or (codes[at + 2] in "mQr" and second != "u")
    if first == "D":
        return codes[at + 2] in "mQr" and second != "u"
    if first == "V" and second == "V":
        return not _governs(clause, at)
    return False


def _governs(clause: Clause, at: int) -> bool:
    word = clause.words[at]
    return word in clause.governing or clause.codes[at] == "L" or word[2:] in clause.governing


def _object_end(
    clause: Clause, heads: list[tuple[int, int]], begin: int
) -> tuple[int, int | None]:
    """Where the object ends, and where another act of the clause begins (抓住X、创新Y)."""
    codes = clause.codes
    size = len(codes)
    if codes[heads[0][0]] == "S":
        return size, None
    for at in range(begin + 1, size - 1):
        code = codes[at]
        if code not in "、+":
            continue
        following = _skip(codes, at + 1)
        if following >= size or not _opens(clause, at, following):
            continue
        if _inner_verb(codes, begin, at) or _LISTED.search(codes, following):
            continue
        return at, following
    return size, None


def _opens(clause: Clause, at: int, following: int) -> bool:
    codes = clause.codes
    if codes[following] == "B":
        return True
    if not _has_object(codes, following):
        return False
    if codes[following] in "VDRSL":
        return _governs(clause, following) or clause.words[at] == "并"
    return codes[following] in "N" and clause.words[at] in ("并", "并且")


def _inner_verb(codes: str, begin: int, end: int) -> bool:
    """推动企业健全X、…: the object itself holds a verb, so what follows is part of it."""
    return any(
        codes[at] in "VRDSL" and codes[at - 1] in "nkrQxe" and _has_object(codes, at) and at + 1 < end
        for at in range(begin + 1, end)
    )


def _light_object(codes: str, begin: int) -> list[Act]:
    """开展对X的整治: 整治 X."""
    mark = codes.rfind("d", begin)
    if mark < 0:
        return []
    nominal = _NOMINAL_END.match(codes, mark + 1)
    return _nominal_acts(codes, nominal, (begin + 1, mark)) if nominal else []


def _is_statement(codes: str, begin: int) -> bool:
    """服务质量显著提升, 考核期限不得超过3个月, 建设单位要…: what looked like a verb is a noun."""
    return bool(_STATE.search(codes, begin) or _STATED.search(codes, begin))


# ---- small steps ----------------------------------------------------------------------------


def _candidates(codes: str, frame: int, wanted: str) -> Iterator[int]:
    """Verbs after a frame word that can be the main verb: something between, an object behind."""
    for at in range(frame + 2, len(codes) - 1):
        if codes[at] in wanted and codes[at - 1] not in "、+&d" and _has_object(codes, at):
            yield at


def _closed(codes: str, frame: int) -> int:
    """Index of the verb after the frame's closing word, 0 where there is none."""
    match = None
    for match in _CLOSED.finditer(codes, frame + 2):
        at = _skip(codes, match.end())
        return at
    return 0


def _has_object(codes: str, at: int) -> bool:
    return at + 1 < len(codes) and codes[at + 1] not in _NO_OBJECT


def _skip(codes: str, at: int) -> int:
    match = _SKIP.match(codes, at)
    end = match.end() if match else at
    # An adverb that is a verb itself heads where no verb follows (统筹城乡布局).
    if end > at and codes[end - 1] == "A" and (end >= len(codes) or codes[end] not in "VNRSDLEvuO"):
        return end - 1
    return end


def _unskip(codes: str, at: int) -> int:
    while at > 0 and codes[at - 1] in "aAi":
        at -= 1
    return at
