"""The main verb behind a frame: 在X中建立Y, 依托X建设Y, 按照X要求开展Y."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from extractor.find.classnames import in_manner
from extractor.find.verbgroups import BARE, Clause, governs, has_object, skip

# The last word of a frame, then the verb: 在X中建立Y, 按照X要求开展Y, 围绕X等产业培育Y.
_CLOSED = re.compile(r"(?:x+|e)(?=[aAi]*(?:[VRSDLE][^de、+&=Z#]|N[mQ]))")
# 在高校培养和引进一批X: a number behind shows that both act.
_SEVERAL = re.compile("[VN][、+]V(?=m)")
_DONE_BY = re.compile("[xT](?=g)")
# 为激励企业做大做强: a purpose, where nothing but verbs is left.
GROWING = re.compile("V+$")


def main_verb(clause: Clause, start: int) -> int:
    """Index of the verb that a frame without closing word runs up to, 0 where there is none.

    A verb that also modifies nouns (配套产业, 合作平台) must show that it governs.
    """
    codes, words = clause.codes, clause.words
    several = _SEVERAL.search(codes, start + 2)
    if several:
        return several.start()
    # 成熟一个推进一个 is an idiom, 依托产业发展基础 has no verb.
    end, tail = len(codes), len(codes.rstrip("x"))
    if tail < end and not clause.known.grounds.isdisjoint((words[tail], words[-1])):
        end = tail - 1
    found = [
        at
        for at in candidates(codes, start, "VNRSDLE")
        if at < end
        and (codes[at - 1] != "m" or words[at - 1] != words[at + 1])
        and codes[at + 1 : at + 3] != "Tm"  # 公示后7日内
    ]
    if not found:
        return 0
    for at in found:
        if codes[at] == "V" and words[at] in clause.known.granting:
            return at
    for at in found:
        code = codes[at]
        if code in "SR" or (code == "E" and codes[at - 1] == "x"):
            return at
        if code != "N" and shown(clause, at):
            return at
        if code == "D" and _prepares(clause, at):
            return at
    # 根据工作量合理分配X: so only a verb is introduced.
    for at in found:
        if words[at - 1] in clause.known.duly and codes[-1] != "x":
            return at
    # 在家政服务、社区养老等领域: nothing but the frame.
    if codes.endswith("ex"):
        return 0
    # 依托高铁站建设Y: a noun that may be a verb, between nouns, and no …建设 at the end.
    tool = codes[start] in "P&AE" or words[start] == "依托"
    open_end = codes[-1] not in "Nu"
    for at in found:
        if codes[at] not in "VN":
            continue
        if codes[at + 1] in "mQ" or (tool and codes[at - 1] in "kx"):
            return at
        if codes[at - 1 : at + 1] == "xN" and in_manner(clause, at):
            return at
        if tool and open_end and codes[at] == "V" and codes[at - 1] == "n":
            return at
        if tool and open_end and words[at] in clause.known.doing:
            return at
    return 0


def closed(clause: Clause, frame: int) -> int:
    """Index of the verb after the frame's closing word, 0 where there is none."""
    codes, words = clause.codes, clause.words
    for match in _CLOSED.finditer(codes, frame + 2):
        at = skip(codes, match.end())
        # 资源集聚程度高的园区: a state of what the frame names.
        if codes[at + 2 : at + 3] != "i" or words[at + 1] not in clause.known.extents:
            return at
    return 0


def candidates(codes: str, frame: int, wanted: str) -> Iterator[int]:
    """Verbs after a frame word that can be the main verb: something between, an object behind."""
    for match in _main(wanted).finditer(codes, frame + 2):
        yield match.start()


@lru_cache(maxsize=32)
def _main(wanted: str) -> re.Pattern[str]:
    return re.compile(f"(?<![、+&d])[{wanted}](?=[^{BARE}])")


def shown(clause: Clause, at: int) -> bool:
    """True when the verb shows that it is none's modifier: by itself or by what follows."""
    return governs(clause, at) or clause.codes[at + 1] in "mQr"


def _prepares(clause: Clause, at: int) -> bool:
    """在山区试点布设X: 试点 and a verb that has an object."""
    codes = clause.codes
    after = codes[at + 1] in "VRL" and has_object(codes, at + 1)
    return after and clause.words[at] in clause.known.preparing and codes[-1] != "x"


def compound(clause: Clause, at: int) -> int:
    """根据实际情况研究制定X: the frame ends before 研究."""
    codes, words = clause.codes, clause.words
    beside = words[at - 1] in clause.known.preparing or words[at - 1 : at + 1] in clause.known.pairs
    return at - 1 if beside and codes[at - 1] in "VND" and codes[at - 2] in "xaAn" else at


def led(clause: Clause, at: int) -> bool:
    """负责建立X, 负责组织专家评审X: an act, unlike 负责组织工作."""
    codes, words = clause.codes, clause.words
    gathered = words[at] in clause.known.preparing and codes[at : at + 2] in ("Dn", "Dk", "Dr")
    named = words[at : at + 2] in clause.known.class_names
    acts = any(code in "VL" for code in codes[at + 2 : -1])
    return governs(clause, at) or (gathered and acts and not named)


def orders(clause: Clause, heads: list[tuple[int, int]]) -> bool:
    """促进和规范X, 提升完善X: an effect that is joined to an act is one."""
    words, known = clause.words, clause.known
    low, high = heads[0]
    if words[low:high] in known.pairs:
        return clause.codes[high - 1] == "V"
    return any(words[at] in known.ordering for at, _ in heads[1:])


def is_principle(clause: Clause, start: int) -> bool:
    """坚持以X推动Y tells how things are done; 坚持以X为抓手推动Y does something."""
    codes = clause.codes
    held = clause.words[start] == "坚持" and codes.startswith("Fy", start)
    return held and "w" not in codes


def done_by(clause: Clause, start: int) -> int:
    """Index of 由 in X验收后由Y拨付Z, which tells who does it when X is done; else 0."""
    by = _DONE_BY.search(clause.codes, start + 1)
    return by.end() if by else 0
