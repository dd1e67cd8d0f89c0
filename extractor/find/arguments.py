"""The grammar of one clause: which verbs head it, and what stands behind each as its object.

It works on class letters (see ``wordclasses``), one per token of the clause, and knows no
words but those that change the verdict within a class. An ``Act`` is found, not judged: whether a
result trails or a means frames is for the sentence (``actions``).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractor.find.classnames import (
    announces,
    defines,
    disposed,
    entered,
    goes_on,
    is_subject,
    named,
    of_the_new,
    ranks,
    receives,
    stands,
    tells_of,
)
from extractor.find.mainverb import (
    GROWING,
    candidates,
    closed,
    compound,
    done_by,
    is_principle,
    led,
    main_verb,
    orders,
    shown,
)
from extractor.find.verbgroups import (
    LEAD,
    NOMINAL_END,
    STATE,
    Act,
    Clause,
    accelerates,
    builds,
    coordinated,
    evident,
    governs,
    has_object,
    heads_of,
    is_noun,
    is_state,
    light_object,
    nominal_acts,
    object_end,
    promoted,
    row_of_acts,
    ruled_on,
    share,
    skip,
    unskip,
    worked_for,
)

HEADS = "VNRSDLEvuA"

_LEAD = re.compile(LEAD, re.X)
# 建设X的要求 after 按照: the verb belongs to the frame's own noun phrase.
_FRAMED_NOUN = re.compile(r"d[^d]{0,4}x$")
_AS = re.compile(r"w[aijnNuvkxV]{1,3}?(?=[aAi]*[VNRSDLEA])")
# So far behind 进行 its nominal head may begin.
_NEAR = 3
# 符合条件的给予补助: the payer acts.
_GIVING = re.compile(r"(?<![、+&])V(?=[^de、+&Z#])")
# What may act behind a subject, or turn it to a frame.
_BEHIND_SUBJECT = re.compile("[=ZMFPtBOVSDLNAw]")
_GRANTED = re.compile(r"d[aAi]*(?=V)")


def acts(clause: Clause) -> list[Act]:
    """Every act of one clause in order; none for frames, states and bare noun phrases."""
    clause = named(clause)
    codes = clause.codes
    lead = _LEAD.match(codes)
    start = lead.end() if lead else 0
    # 营业收入达到一亿元的: a condition of what follows.
    if start >= len(codes) or codes[-1] == "d" or (codes[0] == "#" and goes_on(clause)):
        return []
    if start and (
        accelerates(clause, start)
        or (codes[start - 1] == "A" and clause.words[start - 1 : start + 1] in clause.known.pairs)
    ):
        start -= 1
    found = _from(clause, start)
    if not found or found[0].code in "vu":
        found = _given(clause, start) or found
    if (
        found
        and found[0].code == "R"
        and (
            worked_for(clause.words[:start], clause.known)
            or promoted(clause, clause.words[found[0].head[0]])
        )
    ):
        return [Act(act.head, act.object, "V") for act in found]
    return found


def _from(clause: Clause, start: int) -> list[Act]:
    code = clause.codes[start]
    if code in "X=Z" or clause.codes[-1] == "=":
        return _granted(clause, start)
    if code in HEADS:
        if by := done_by(clause, start):
            at = next(candidates(clause.codes, by, "VSDL"), 0)
            if found := _after_subject(clause, by) or (_group(clause, at) if at else []):
                return found
        if code == "A" and clause.words[start] == "深入":
            return _after_frame(clause, start)
        if code == "A" and clause.words[start + 1 : start + 2] == ("按",):
            return _after_frame(clause, start + 1)
        return _group(clause, start)
    if code == "O":
        return _after_role(clause, start)
    return _FRAMES.get(code, _after_subject)(clause, start)


# ---- ways to the main verb ------------------------------------------------------------------


def _after_role(clause: Clause, start: int) -> list[Act]:
    """牵头开展X is 开展 X; 负责 before a noun is itself the verb; 会同X开展Y is 开展 Y."""
    codes = clause.codes
    at = skip(codes, start + 1)
    while at < len(codes) and codes[at] in "O、+":
        at = skip(codes, at + 1)
    own = clause.words[start] == "负责"
    if codes[at : at + 1] == "t":
        return _after_target(clause, at)  # 负责对X进行清算
    acting = at < len(codes) and codes[at] in HEADS
    acting = acting and (has_object(codes, at) or coordinated(clause, at + 1) is not None)
    if acting and (not own or (codes[at] in "VSDRL" and led(clause, at))):
        return _group(clause, at)
    if own:
        return [Act((start, start + 1), (start + 1, len(codes)), "V")]
    for at in candidates(codes, start, "VSDRL"):
        return _group(clause, at)
    return []


def _after_frame(clause: Clause, start: int) -> list[Act]:
    codes, known = clause.codes, clause.known
    if is_principle(clause, start):
        return []
    if clause.words[start] == "坚持" and (
        coordinated(clause, start + 1) is not None or "领导" in clause.words[start:]
    ):
        # 坚持和加强X, 坚持党的领导 are acts; 坚持X原则 is a frame.
        return [Act(act.head, act.object, "V") for act in _group(clause, start)]
    moved = codes.find("B", start + 1)
    at = closed(clause, start)
    if moved > 0 and (moved == start + 1 or not at):
        found = _after_disposal(clause, moved)
        if clause.words[start] == "坚持":  # 坚持把X作为Y: a stance
            found = [act for act in found if clause.words[act.head[0]] not in known.stances]
        return found
    if not at:
        if _FRAMED_NOUN.search(codes, start + 1):
            return []
        at = main_verb(clause, start)
    return _group(clause, compound(clause, at)) if at else []


def _after_instrument(clause: Clause, start: int) -> list[Act]:
    """以X为重点加强Y is 加强 Y; 以X推动Y is 推动 Y; 以X为Y alone is none."""
    codes = clause.codes
    if "w" in codes[start + 1 :]:
        match = _AS.search(codes, start + 1)
        return _acts_from(clause, match.end()) if match else []
    for at in candidates(codes, start, "VSDL"):
        # 以场景开放带动X: the effect has the verb, 开放 is its subject.
        if governs(clause, at) or "R" not in codes[at:]:
            return _group(clause, at)
    return []


def _after_beneficiary(clause: Clause, start: int) -> list[Act]:
    """为X提供Y is 提供 Y; 为实现X is a purpose."""
    codes = clause.codes
    found = [
        at
        for at in candidates(codes, start, "VN")
        if codes[at] == "V" or (codes[at - 1] == "a" and codes[at + 1] == "m")
    ]
    if not found or (codes[start + 1] in "VSDR" and GROWING.match(codes, found[-1] + 1)):
        return []
    acts = _group(clause, found[-1])
    if clause.words[-1] in clause.known.effects:
        # 为X提供支撑 names an effect; alone it is an act all the same.
        return [Act(act.head, act.object, "R") for act in acts]
    return acts


def _after_target(clause: Clause, start: int) -> list[Act]:
    """对X进行改造 is 改造 X; 对X给予补贴 is 给予 补贴; 对X集中整治 is 整治 X."""
    codes = clause.codes
    if receives(clause, start):
        return []
    light = codes.find("L", start + 2)
    if light < 0:
        for at in candidates(codes, start, "VRSDE"):
            if clause.words[at] in clause.known.giving:
                light = at
                break
            # 社会关注度高的商品: only a verb that governs can be the main one here.
            if shown(clause, at) or codes[at] == "S" or codes[-1] not in "NuVv":
                return _group(clause, at)
    nominal = NOMINAL_END.search(codes, max(light, start + 1) + 1)
    if light >= 0:
        target = (start + 1, unskip(codes, light))
        granted = codes[light] == "V" and clause.words[light] in clause.known.granting
        if nominal and not granted and nominal.start() - light <= _NEAR:
            return nominal_acts(codes, nominal, target)
        row = [] if granted else row_of_acts(codes, light + 1, target)
        return row or _group(clause, light)
    if nominal and nominal.start() > start + 1 and codes[nominal.start()] in "aAiNVu":
        if codes[nominal.start()] not in "aAi" and codes[nominal.start("verbs") - 1] == "d":
            return []
        return nominal_acts(codes, nominal, (start + 1, nominal.start()))
    return []


def _after_disposal(clause: Clause, start: int) -> list[Act]:
    """将X纳入Y、融入Z: 纳入 X, 融入 X; 将 before a verb is only the future."""
    codes, words, known = clause.codes, clause.words, clause.known
    first = skip(codes, start + 1)
    if first < len(codes) and codes[first] in "VSD" and words[start] == "将":
        moving = clause.known.disposal | clause.known.weak_disposal
        later = any(word in moving for word in words[first + 1 :])
        if not later:
            return _group(clause, first)
    heads = disposed(clause, start, clause.known.disposal)
    weak = [] if heads else disposed(clause, start, clause.known.weak_disposal)
    reached = [at for at in weak if not known.standing.isdisjoint(words[at + 1 : at + 2])]
    heads = heads or reached[:1] or weak[-1:]
    heads = heads or list(candidates(codes, start, "VRDNv"))[-1:]
    if not heads:
        return []
    target = (start + 1, unskip(codes, heads[0]))
    if target[0] >= target[1] or ranks(clause, heads[0]):
        return []
    first_head = heads[0]
    if words[first_head] in clause.known.uniting and "&" in codes[target[0] + 1 : target[1]]:
        target = (target[0], codes.index("&", target[0] + 1))  # 把X与Y结合
    found = [Act((first_head, first_head + 1), target, "V")]
    for at in heads[1:]:
        before = unskip(codes, at) - 1
        if codes[before] in "、+":
            found.append(Act((at, at + 1), target, "V"))
    return found


def _granted(clause: Clause, start: int) -> list[Act]:
    moved = clause.codes.find("MB", start)
    if moved > 0:
        return _acts_from(clause, moved + 1)  # 经评估可将X延长至Y
    for match in _GRANTED.finditer(clause.codes, start):
        if clause.words[match.end()] in clause.known.granting:
            return _group(clause, match.end())
    # 经认定给予补助; 超过三百人的学校必须配备校医.
    for at in range(start + 1, len(clause.codes) - 1):
        if clause.codes[at] == "M" and "d" in clause.codes[start:at]:
            return _acts_from(clause, at + 1)
    return []


def _given(clause: Clause, start: int) -> list[Act]:
    """省级按设备购置额的10%给予奖补: the rule acts, whoever its subject is."""
    codes = clause.codes
    for match in _GIVING.finditer(codes, start + 1):
        at = match.start()
        if (
            clause.words[at] in clause.known.granting
            and "X" not in codes[codes.rfind("d", 0, at) + 1 : at]
        ):
            return _group(clause, at)
    return []


def _after_subject(clause: Clause, start: int) -> list[Act]:
    """各县区要把…; 教育局负责…; 街道建立…: an agent before the verb, or a modal after a noun."""
    codes = clause.codes
    found = entered(clause, start) if "V" in codes else []
    if found or ("w" in codes and defines(clause, start)):
        return found
    if codes[start] == "g":
        start += 1
    for match in _BEHIND_SUBJECT.finditer(codes, start + 1):
        at, code = match.start(), match[0]
        if code in "=Z":
            return _granted(clause, start)
        if code == "M" and at + 1 < len(codes):
            return _acts_from(clause, at + 1)
        if code in "FP" and codes[at - 1] in "ki":
            return _after_frame(clause, at)
        if code == "t" and codes[at - 1] in "krmTn" and "L" in codes[at:]:
            return _after_target(clause, at)
        if code == "B" or (code == "O" and codes[at - 1] in "kQ"):
            return _from(clause, at)
        if code == "w" and codes[at - 1] in "kn":
            return _after_beneficiary(clause, at)  # 街道为老人提供X
        work = builds(clause, at) if code in "VN" else -1
        if work > start and STATE.search(codes) is None:
            return _group(clause, work)
        aside = clause.words[at - 1] if codes[at - 1] == "a" else ""
        jointly = code == "V" and aside in clause.known.jointly
        if jointly or aside in clause.known.chiefly:
            by = has_object(codes, at) and code in "VNS"
            if by and STATE.search(codes) is None:
                return _group(clause, at)  # 化工产业重点发展X
        by = codes[start - 1 : start] == "g" or codes[at + 1 : at + 2] == "m"
        by = by or (codes[at + 1 : at + 2] == "r" and clause.words[at] in clause.known.doing)
        if code in "VSDL" or (code in "NA" and by):
            before = unskip(codes, at) - 1
            agent = (
                before >= start
                and not ruled_on(codes, at)
                and (codes[before] in "kQ" or (code in "VSDL" and evident(clause, before, at)))
            )
            if agent and has_object(codes, at):
                found = _group(clause, at)
                return [] if STATE.search(codes) else found
    return []


def _acts_from(clause: Clause, start: int) -> list[Act]:
    """Acts of the rest of a clause, after a modal."""
    lead = _LEAD.match(clause.codes, start)
    at = lead.end() if lead else start
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


def _group(clause: Clause, start: int, row: bool = False) -> list[Act]:
    """Heads at ``start`` (compounds, coordination) with their common object, and what follows."""
    codes = clause.codes
    start = skip(codes, start) if codes[start] in "ai#" else start
    if start >= len(codes):
        return []
    beside = codes[start + 1 : start + 2]
    if tells_of(clause, start) or (beside in ("P", "T", "m") and stands(clause, start)):
        return []
    noun = codes[start] in "Nu" and "V" in codes
    if (beside == "d" or noun or "M" in codes) and is_subject(clause, start):
        return _after_subject(clause, start)
    if clause.words[start] in clause.known.raising:
        start = of_the_new(clause, start)
    # What is joined is of one kind: 巩固和提升X commits to both.
    kind = codes[start]
    if kind == "A" and clause.words[start : start + 2] not in clause.known.pairs:
        heads = [(start, start + 1)]
    else:
        heads = heads_of(clause, start)
    begin = heads[-1][1]
    if begin < len(codes) and announces(clause, begin):
        return []
    kind = "V" if kind == "R" and orders(clause, heads) else kind
    if kind in "Nuv" and is_noun(clause, heads[0], begin):
        return _after_subject(clause, start)
    if kind == "L" and begin < len(codes) and codes[begin] == "t":
        turned = light_object(codes, begin)
        if turned:
            return turned
    if kind == "E":
        # 运用X技术开展Y: the means frames the verb behind it.
        at = closed(clause, start) or main_verb(clause, start)
        if at:
            return _group(clause, at)
    if kind in "VN" and codes[-2:-1] == "a" and is_state(clause):
        return []
    end, following = object_end(clause, heads, begin, row)
    if following is None and "+" in codes:
        end = share(clause, heads, begin, end)
    found = [Act(head, (begin, end), kind) for head in heads]
    if kind == "E":
        # 利用和发挥X: only the first is a means.
        found[1:] = [Act(act.head, act.object, codes[act.head[0]]) for act in found[1:]]
    return found + _group(clause, following, True) if following else found
