"""Verb groups and their objects: what heads a clause together, and where its object ends.

All of it works on class letters (see ``wordclasses``), one per token of the clause.
"""

from __future__ import annotations

import re

import msgspec

from extractor.language.wordclasses import WordClasses

# What may stand before the head: adverbs, time, numbering, connectives, and one idiom, adjective
# or bare subject if a verb follows at once (因地制宜发展X, 系统构建X).
LEAD = r"""(?:
        [aAi]、(?=[aAi])
      | [#aTM.]
      | Q(?=T)
      | (?<![\w、])Q(?=[aA]*[VNRSDLE])       # （1）建设X
      | m+(?=[.T、])、?
      | \+(?=[aAi]*[VNRSDLEvuFBOPtwyg])
      | A(?=[aAi]*(?:[VNRSDLEvOBF]|u(?!n+$)))   # 严格考试纪律: 严格 heads
      | i{1,2}(?=[aA]*[VNRSDLEFBOt])
      | [nr](?=[aA]*[VSDL])
    )*"""

# Letters that are no object of the verb before them.
BARE = "de、+&Z#"
_NO_OBJECT = frozenset(BARE)
# Where an object may end: before a verb, behind a closing word or what joins another act.
_BREAK = re.compile("[x、+](?=[aAi#]*[BVDRSLN])")
# 服务质量显著提升, 水平不断提高: a state, nobody acts.
STATE = re.compile(r"(?<!d)a[aVNRuvi]{1,2}a?$|[ai]R$|Z[aAi]*[VNRuv]+$")
_STATED = re.compile(r"(?<!、)[XMZ][^d]*$|=[^d]*$")
_SKIP = re.compile(r"[aAi#]*")
NOMINAL_END = re.compile(r"[aAi]*(?P<verbs>[NuvVR](?:[、+&]?[aAi]*[NuvVR])*)$")
# 优化流程、简化手续: short acts in a row.
_ROW = re.compile(r"V[nkxuvT](?:、V[nkxuvT])+(?:$|、X)")
# 选取部分村组|开展X.
_CHOSEN = re.compile("[nkx][aA]*(?=[VDL])")
_ROW_OF_ACTS = re.compile(r"[aAi]*[nNuvVR](?:[、+&][aAi]*[nNuvVR])+")
# 、基本消除Y, with nothing in Y that could be a verb's own.
_ADDED = re.compile(r"、[aA]+V(?![NuvV]+$)[^d+]*[^d+NuvV]$")
_LISTED = re.compile(r"e[^、，]{0,3}$")

_KIND = "化"
_WHOLE = "全"
# 三级分别遴选建设一批X: what is counted was done, none modifies it.
_COUNTED = re.compile(r"V[VN]m")
# 确定X并动态调整: the second verb shares the object that stands before it.
_SHARED = re.compile(r"\+[aAi]*(?P<verb>[VNuv])$")


class Act(msgspec.Struct, frozen=True, gc=False):
    """A head and its object as token ranges of the clause; an empty object has start == end."""

    head: tuple[int, int]
    object: tuple[int, int]
    code: str


class Clause(msgspec.Struct, frozen=True, gc=False):
    """One clause for the grammar: its class letters, its words, and what is known of words."""

    codes: str
    words: tuple[str, ...]
    known: WordClasses


def heads_of(clause: Clause, start: int) -> list[tuple[int, int]]:
    codes = clause.codes
    heads = [(start, start + 1)]
    while True:
        first, end = heads[-1]
        if end < len(codes) and joins(clause, end - 1):
            heads[-1] = (first, end + 1)
            continue
        at = coordinated(clause, end)
        if at is None:
            return heads
        heads.append((at, at + 1))


def coordinated(clause: Clause, end: int) -> int | None:
    """Index of a verb joined to the head by 、和及与并 over the same object, or null."""
    codes = clause.codes
    if end >= len(codes) or codes[end] not in "、+&":
        return None
    at = end
    while at < len(codes) and codes[at] in "、+&":
        at = skip(codes, at + 1)
    if at >= len(codes) or codes[at] not in ("VNRSDLE" if "&" in codes[end:at] else "VNRSDLEvu"):
        return None
    if governs(clause, at) and has_object(codes, at):
        return at
    last = at + 1
    while last < len(codes) and codes[last] in "VNRSDvu、+&aA":
        last += 1
    # 加强监管和服务: nothing is left that the second word could govern.
    if last >= len(codes) or codes[last] in "de" or codes[last - 1] in "、+":
        return None
    return at


def joins(clause: Clause, at: int) -> bool:
    """Whether the verb after ``at`` belongs to the head: 探索建立X, but 开展培训, 完善激励机制."""
    codes, words = clause.codes, clause.words
    first, second = codes[at], codes[at + 1]
    word = words[at]
    if len(word) == 4 and word not in clause.known.codes:
        word = word[2:]  # 积极探索
    if second != "n" and (word, words[at + 1]) in clause.known.pairs:
        # 推进建设工程招标改革: what is pushed on is a class.
        return at + 2 < len(codes) and words[at + 1 : at + 3] not in clause.known.class_names
    if second not in "VNRSDLvu" or first in "LE" or (first == "S" and second != "S"):
        return False
    if not has_object(codes, at + 1):
        joined = at + 2 < len(codes) and coordinated(clause, at + 2) is not None
        return joined and second in "VDR" and governs(clause, at + 1)
    if words[at + 1] in clause.known.undertaking and _of_those(clause, at):
        return False
    if second in "VRDL" and governs(clause, at + 1):
        # 健全促进公平的机制: an effect after a building verb belongs to the object.
        return second != "R" or first != "V" or "d" not in codes[at + 2 :]
    if first == second == "S":
        return True
    if word in clause.known.preparing:
        counted = codes[at + 2] in "mQr" and second != "u"
        return second in "VR" or words[at + 1] in clause.known.doing or counted
    if first == "D":
        return codes[at + 2] in "mQr" and second != "u"
    return first == second == "V" and not governs(clause, at) and codes[at + 2] in "mQr"


def _of_those(clause: Clause, at: int) -> bool:
    """确定承担X的机构: the second verb tells which bodies."""
    last = clause.codes[-1] == "k" or clause.words[-1] in clause.known.receiver
    return last and "d" in clause.codes[at + 2 :]


def governs(clause: Clause, at: int) -> bool:
    return governing(clause.words[at], clause.codes[at], clause.known)


def governing(word: str, code: str, known: WordClasses) -> bool:
    """Whether a verb of class ``code`` always has an object (建立, unlike 合作)."""
    return word in known.governing or code == "L" or word[2:] in known.governing


def worked_for(lead: tuple[str, ...], known: WordClasses) -> bool:
    """着力促进X: an effect that is worked for is an act."""
    return not known.effort.isdisjoint(lead)


def object_end(
    clause: Clause, heads: list[tuple[int, int]], begin: int, row: bool
) -> tuple[int, int | None]:
    """Where the object ends, and where another act of the clause begins (抓住X、创新Y).

    In a ``row`` of acts that has begun, every verb after 、 begins another.
    """
    codes = clause.codes
    size, head = len(codes), heads[0][0]
    if codes[head] == "S":
        return size, None
    chosen = clause.words[head] in clause.known.choosing and _CHOSEN.search(codes, begin + 1)
    if chosen and _acts_behind(clause, chosen.end()):
        return chosen.start() + 1, chosen.start() + 1
    if _ROW.match(codes, head):
        return begin + 1, begin + 2
    for match in _BREAK.finditer(codes, begin + 1):
        at = match.start()
        if match[0] == "x":
            if words_play(clause, head, at):
                return at + 1, at + 1
            continue
        following = skip(codes, at + 1)
        if not (
            (row and codes[following] in "VDRS" and has_object(codes, following))
            or opens(clause, at, following)
            or (codes[head] in "VN" and _sets_out(clause, at, following))
        ):
            continue
        if inner_verb(codes, begin, at) or _LISTED.search(codes, following):
            continue
        return at, following
    return _outer_end(clause, head, begin), None


def _outer_end(clause: Clause, head: int, begin: int) -> int:
    """Where the object ends before an aim: 稳住X、力争Y; 开展X达到Y的目的."""
    codes, words, known = clause.codes, clause.words, clause.known
    aim = codes.find("、X", begin + 1)
    if aim > 0 and words[aim + 1] in known.aims:
        return aim
    if words[-1] in known.purposes and codes[head] in "VNL":
        effect = codes.find("R", begin + 1)
        if effect > 0 and "d" not in codes[begin:effect] and "d" in codes[effect:]:
            return effect
    return len(codes)


def _acts_behind(clause: Clause, at: int) -> bool:
    """选取部分村组开展X: whether the verb at ``at`` governs what is left."""
    codes = clause.codes
    prepares = clause.words[at] in clause.known.preparing and codes[at + 1 : at + 2] in ("V", "L")
    return has_object(codes, at) and (prepares or governs(clause, at))


def words_play(clause: Clause, head: int, at: int) -> bool:
    """发挥高铁优势构建Y: what is brought into play is followed by an act."""
    following = skip(clause.codes, at + 1)
    return (
        clause.words[head] in clause.known.playing
        and clause.codes[following : following + 1] == "V"
        and governs(clause, following)
        and has_object(clause.codes, following)
    )


def opens(clause: Clause, at: int, following: int) -> bool:
    codes = clause.codes
    if codes[following] == "B":
        return True
    if not has_object(codes, following):
        return False
    if codes[following] in "VDRSL":
        beside = governs(clause, following) or clause.words[at] in clause.known.adding
        return beside or (codes[following] == "V" and _counts(codes, at, following))
    if codes[following] != "N":
        return False
    if clause.words[following] in clause.known.counted and _counts(codes, at, following):
        named = clause.words[following : following + 2] in clause.known.class_names
        return not named  # 改造项目3个
    if clause.words[at] in clause.known.adding:
        return True
    # 抓住X、创新Y、破解Z: a noun that may be a verb, in a row of acts.
    more = codes.find("、", following)
    return 0 < more < len(codes) - 1 and codes[skip(codes, more + 1)] in "VDRS"


def _counts(codes: str, at: int, following: int) -> bool:
    """新建X 5座、筹集Y 10套: a row of acts, each with its number."""
    stop = codes.find("、", following)
    return (
        codes[at] == "、"
        and codes[at - 2] == "m"
        and "m" in codes[following : stop if stop > 0 else len(codes)]
    )


def _sets_out(clause: Clause, at: int, following: int) -> bool:
    """治理X、基本消除Y: an adverb shows the verb, if no 机制 waits for it behind."""
    codes = clause.codes
    return (
        _ADDED.match(codes, at) is not None
        and has_object(codes, following)
        and clause.words[-1] not in clause.known.framework
    )


def inner_verb(codes: str, begin: int, end: int) -> bool:
    """推动企业健全X、…: the object itself holds a verb, so what follows is part of it."""
    return any(
        codes[at] in "VRDSL"
        and codes[at - 1] in "nkrQxe"
        and has_object(codes, at)
        and at + 1 < end
        for at in range(begin + 1, end)
    )


def light_object(codes: str, begin: int) -> list[Act]:
    """开展对X的整治: 整治 X."""
    mark = codes.rfind("d", begin)
    if mark < 0:
        return []
    nominal = NOMINAL_END.match(codes, mark + 1)
    return nominal_acts(codes, nominal, (begin + 1, mark)) if nominal else []


def nominal_acts(codes: str, nominal: re.Match[str], target: tuple[int, int]) -> list[Act]:
    found: list[Act] = []
    for run in re.finditer(r"[NVR]+|[uv]+(?![uvNVR])", nominal["verbs"]):
        at = nominal.start("verbs") + run.start()
        found.append(Act((at, at + len(run[0])), target, "V"))
    return found


def row_of_acts(codes: str, start: int, target: tuple[int, int]) -> list[Act]:
    """对X进行清洗、校验和标识: each word of the row is an act, whatever else it may be."""
    row = _ROW_OF_ACTS.fullmatch(codes, start)
    places = range(row.start(), row.end()) if row else ()
    return [Act((at, at + 1), target, "V") for at in places if codes[at] in "nNuvVR"]


def is_statement(codes: str, begin: int) -> bool:
    """服务质量显著提升, 考核期限不得超过3个月, 建设单位要…: what looked like a verb is a noun."""
    return bool(STATE.search(codes, begin) or _STATED.search(codes, begin))


def has_object(codes: str, at: int) -> bool:
    return at + 1 < len(codes) and codes[at + 1] not in _NO_OBJECT


def skip(codes: str, at: int) -> int:
    match = _SKIP.match(codes, at)
    end = match.end() if match else at
    # An adverb that is a verb itself heads where no verb follows (统筹城乡布局).
    if end > at and codes[end - 1] == "A" and (end >= len(codes) or codes[end] not in "VNRSDLEvuO"):
        return end - 1
    return end


def unskip(codes: str, at: int) -> int:
    while at > 0 and codes[at - 1] in "aA":
        at -= 1
    return at


def is_state(clause: Clause) -> bool:
    """共建共享格局更加完善: a state, whatever its first word looks like."""
    return clause.codes[-1] in "VNRiuv" and clause.words[-2] in clause.known.degrees


def share(clause: Clause, heads: list[tuple[int, int]], begin: int, end: int) -> int:
    """Where the object ends before 并动态调整, which is added to ``heads``."""
    match = _SHARED.search(clause.codes, begin + 1, end)
    if match is None or clause.words[match.start()] not in clause.known.adding:
        return end
    heads.append(match.span("verb"))
    return match.start()


def evident(clause: Clause, before: int, at: int) -> bool:
    """多种方式配齐X, 三级分别遴选建设一批X: a verb that shows itself needs no known agent."""
    codes, words = clause.codes, clause.words
    if codes[before] == "x" and codes[at] == "V" and governs(clause, at):
        return True
    if codes[at - 1] == "m" and words[at - 1 : at] == words[at + 1 : at + 2]:
        return False  # 成熟一个推进一个
    # 校地共建X: who acts is many.
    if words[at] in clause.known.shared and codes[-1] not in "VNRDuvi" and "=" not in codes:
        return True
    return codes[at + 1 : at + 2] == "m" or _COUNTED.match(codes, at) is not None


def ruled_on(codes: str, at: int) -> bool:
    """财政安排资金要用于X: what stands before 要 is what it is about."""
    modal = codes.find("M", at)
    return modal > 0 and "d" not in codes[at:modal]


def builds(clause: Clause, at: int) -> int:
    """Index of the verb of 产业园|开工建设|X, 基地|建成投产|X, if ``at`` ends it; else -1."""
    words, works = clause.words, clause.known.works
    if not has_object(clause.codes, at):
        return -1
    if words[at] in works:
        return at
    return at - 1 if "".join(words[at - 1 : at + 1]) in works else -1


def promoted(clause: Clause, verb: str) -> bool:
    """促进X等项目开工, 改善X设施: works that are named, and what is bought or built, are acts."""
    known, last = clause.known, clause.words[-1]
    if last[-2:] in known.bettered:
        return verb in known.bettering
    named = not {"e", "m", "Q"}.isdisjoint(clause.codes)
    return last in known.completed and verb in known.promoting and named


def is_noun(clause: Clause, head: tuple[int, int], begin: int) -> bool:
    """服务质量显著提升: the first word is no verb, for what follows is a statement about it."""
    start, end = head
    codes = clause.codes
    doing = clause.words[start] in clause.known.doing
    if codes[-2:] in ("aN", "au"):
        # 发展专业化服务, 发展全链条服务: of which kind a noun is.
        kind = clause.words[-2]
        doing = kind.endswith(_KIND) or (doing and len(kind) > 2 and kind[0] == _WHOLE)
    else:
        doing = doing and codes[-1] == "i"
    return not doing and "S" not in codes[start:end] and is_statement(codes, begin)


def accelerates(clause: Clause, start: int) -> bool:
    """加快生产环节技术创新 is 加快 …创新; 加快建设X, 加快培育X are 建设, 培育."""
    codes = clause.codes
    return (
        codes[start - 1] == "A"
        and codes[start] in "Nuv"
        and codes[-1] in "NuV"
        and clause.words[start] not in clause.known.doing
    )
