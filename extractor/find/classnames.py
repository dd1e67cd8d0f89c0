"""Verbs that do not act: inside the name of a class (申报单位), or in what a clause is about.

Like the rest of the grammar this works on class letters; the words come from the lexicon.
"""

from __future__ import annotations

import re
from itertools import pairwise

from extractor.find.verbgroups import Act, Clause, governs, has_object, heads_of

_VERBS = frozenset("VNSDLRuv")
# 遴选条件较好的园区: the noun belongs to the words behind it.
_OF_ITS_OWN = re.compile("[aA]?[aiv]d")
# 申报产品应…, 申报技术已取得…, 申报产品运行稳定: something is said of it.
_SAID = re.compile("[aAi#]*[M=ZX]|[aiuvVN]+$")
# 申请补助应当…: a rule on an act; 开展X的企业应当…: a rule on those who act.
_RULED = re.compile("[VuvN][^dM、B=]{0,12}(M)[^d]+$")
_RULED_ON = re.compile("[VNLuv][^B=X]*d[^dB=]*(M)[^d]+$")
# 新建住宅项目实施X: no number, no quotes, no list before the verb.
_OF_THE_NEW = re.compile("[^mdBQ、+&e]*[nx](?=V)")
# What names those whom a rule is for.
_RECEIVER = re.compile("[nkxrQimeuNd、+]+$")
_DEFINED = re.compile("[nkxiNrQ、]+w")
# X由市财政列入预算, X原则上应当纳入考核: before this ends what is entered.
_BEFORE_ENTERING = re.compile("(?:g.*|[aA#MT]+)$")
_WHAT = re.compile("[aAirnk]*$")
# 考核未通过的企业: those who passed or failed.
_PASSED = re.compile("[NuvV]X?Fd[^d]*$")


def named(clause: Clause) -> Clause:
    """The clause with the verbs inside names of classes read as the nouns they are."""
    words, known = clause.words, clause.known
    if known.telling.isdisjoint(words):
        return clause
    asked = words[-1] in known.asked and not known.meeting.isdisjoint(words)
    framed = "F" in clause.codes and not known.manner.isdisjoint(words)
    if not (asked or framed) and known.class_names.keys().isdisjoint(pairwise(words)):
        return clause
    codes = list(clause.codes)
    for at, pair in enumerate(pairwise(words)):
        if codes[at] in _VERBS and _is_class(clause, at, known.class_names.get(pair)):
            codes[at] = "n"
            if codes[at + 1] == "D":  # 服务组织
                codes[at + 1] = "k"
            before = at and codes[at - 1] == "N"
            if before and (words[at - 1], words[at + 1]) in known.class_names:
                codes[at - 1] = "n"  # 管理服务机构
        elif asked and codes[at] in "VR" and words[at] in known.meeting:
            codes[at] = "="  # 满足以下条件
        elif framed and codes[at] == "S" and words[at] in known.manner and "F" in codes[:at]:
            codes[at] = "x"  # 按照国家要求建设X
    return Clause("".join(codes), words, known)


def _is_class(clause: Clause, at: int, role: str | None) -> bool:
    codes = clause.codes
    if role == "class_name":
        return not _OF_ITS_OWN.match(codes, at + 2)
    if role == "topic":
        return bool(_SAID.match(codes, at + 2))
    if role != "guided" or not at:
        return False
    return codes[at - 1] in "nNr" or (codes[at - 1] == "x" and at + 2 == len(codes))


def is_subject(clause: Clause, start: int) -> bool:
    """Whether the verb at ``start`` only tells what the rest of the clause is about."""
    codes = clause.codes
    if codes[start + 1 : start + 2] == "d":
        return True  # 新增的资金由…
    if "M" in codes[start:]:
        free = clause.words[start] in clause.known.raising or not governs(clause, start)
        ruled = _RULED.match(codes, start) if free else None
        ruled = ruled or _RULED_ON.match(codes, start)
        if ruled and _binds(clause, ruled.start(1)):
            return True
    return codes[start] in "Nu" and bool(entered(clause, start))


def _binds(clause: Clause, at: int) -> bool:
    """应当 always, 可 behind those who may (参保居民可自愿选择, but 可再生能源)."""
    codes, words, known = clause.codes, clause.words, clause.known
    if words[at] in known.binding:
        return True
    ruled = codes[at - 1] == "k" or words[at - 1][-2:] in known.receiver
    return ruled and codes[at + 1] in "VNSDLEFPvu="


def goes_on(clause: Clause) -> bool:
    """且当年营业收入达到X的企业: one more condition on whom 对 brought."""
    return clause.words[0] in clause.known.furthermore and receives(clause, 0)


def in_manner(clause: Clause, at: int) -> bool:
    """按照市场化方式建设X: 方式 ends the frame, and a verb that is a noun as well acts."""
    words, known = clause.words, clause.known
    return (
        words[at] in known.doing and words[at - 1] in known.manner and clause.codes[-1] not in "Nux"
    )


def defines(clause: Clause, start: int) -> bool:
    """申报单位为开展X的企业: who may apply."""
    codes = clause.codes
    subject = _DEFINED.match(codes, start) if "d" in codes else None
    return subject is not None and receives(clause, subject.end() - 1)


def stands(clause: Clause, start: int) -> bool:
    """居住在山区, 稳定在九成左右: what is and not what is done."""
    codes, known = clause.codes, clause.known
    if codes[start + 1 : start + 2] == "m" and clause.words[start] in known.reaching:
        return start > 0 and codes[start - 1] in "nxki"  # 产值突破100亿元
    return (
        codes[start] in "VNRuv"
        and not known.standing.isdisjoint(clause.words[start + 1 : start + 2])
        and (codes[start + 2 : start + 3] == "m" or codes[start : start + 2] in ("uP", "vP"))
    )


def of_the_new(clause: Clause, start: int) -> int:
    """Index of 实施 in 新建和改扩建项目实施X, which the projects are to do; else ``start``."""
    heads = heads_of(clause, start)
    begin = heads[-1][1]
    subject = _OF_THE_NEW.match(clause.codes, begin)
    if subject is None or any(clause.words[at] not in clause.known.raising for at, _ in heads):
        return start
    acting = governs(clause, subject.end()) and has_object(clause.codes, subject.end())
    return subject.end() if acting else start


def receives(clause: Clause, start: int) -> bool:
    """Whether 对 at ``start`` brings nothing but those whom a rule is for (对开展X的企业)."""
    codes = clause.codes
    mark = codes.rfind("d", start + 1)
    whom = codes[-1] == "k" or clause.words[-1] in clause.known.receiver
    return mark > 0 and whom and bool(_RECEIVER.match(codes, mark))


def entered(clause: Clause, start: int) -> list[Act]:
    """X由财政列入预算, X纳入考核: what is entered stands before the verb; else nothing."""
    codes, words, known = clause.codes, clause.words, clause.known
    if known.entering.isdisjoint(words):
        return []
    for at in range(start + 1, len(codes)):
        if codes[at] in "Bty" or (codes[at] in "FP" and codes[at - 1] in "kiT"):
            return []
        if words[at] not in known.entering or codes[at - 1] not in "nxkiaAMT#d":
            continue
        if codes[at] == "V" and has_object(codes, at):
            what = _BEFORE_ENTERING.search(codes, start, at)
            end = what.start() if what else at
            first = _WHAT.search(codes, 0, start)
            begin = first.start() if first else start
            alone = codes[begin:end] in ("k", "kk") and what
            if end <= start or alone or words[start][0] in known.openers:
                return []
            return [Act((at, at + 1), (begin, end), "V")]
    return []


def announces(clause: Clause, begin: int) -> bool:
    """做好以下几项工作 only announces; ``begin`` is where the object does."""
    words, known = clause.words, clause.known
    return (
        words[-1] in known.announced
        and words[begin - 1] in known.heralding
        and words[begin] in known.announcing
    )


def tells_of(clause: Clause, start: int) -> bool:
    """考核未通过的企业, 参加培训人数达到80人: no act, but who is meant or what is measured."""
    words, known, codes = clause.words, clause.known, clause.codes
    if _PASSED.match(codes, start):
        return codes[-1] == "k" or words[-1] in known.receiver
    return words[start] in known.undertaking and any(
        words[at] in known.measured and words[at + 1] in known.meeting and codes[at + 2] == "m"
        for at in range(start + 1, len(codes) - 2)
    )


def disposed(clause: Clause, start: int, words: frozenset[str]) -> list[int]:
    """Indices of the verbs of ``words`` that act on what 将 at ``start`` brings."""
    codes = clause.codes
    return [
        at
        for at in range(start + 2, len(codes))
        if clause.words[at] in words
        and codes[at] != "Q"
        and codes[at - 1] not in "d&"
        and (at + 1 == len(codes) or codes[at + 1] not in "d、e+&")
    ]


def ranks(clause: Clause, at: int) -> bool:
    """把X摆在重要位置 tells what counts; 把标牌放在醒目位置 does something."""
    words, known = clause.words, clause.known
    held = words[-1] in known.standpoints and words[at] in known.stances
    return held and not known.weights.isdisjoint(words[-3:])
