"""The noun after a number: 建设20家|工作站, and how it is turned into one phrase."""

from __future__ import annotations

from bisect import bisect_left

from extractor.find.naming.phrases import after_bracket
from extractor.find.naming.scene import Piece, Scene
from extractor.language.clauses import FILL
from extractor.mentions import QuantityMention

Span = tuple[int, int]
_BACK = 14
_COMPOUND = 3
_TOLD_WHOLE = 4  # 项目|建成投产, but 企业上云
_TOLD = 28  # what tells the counted things apart is no longer


def right(scene: Scene, start: int, end: int, followed: bool) -> Span | None:
    """The noun in ``[start, end)`` after a number; ``followed``: up to the next number."""
    start = after_bracket(scene, start, end)  # 500万元|（不含税）
    if start < end and scene.text[start] in scene.patterns.ends:
        return None
    if scene.reached(start, end):
        return None  # 45%提高到52%: the number goes on
    if followed:
        end = _before_next(scene, start, end)
        followed = scene.text[end : end + 1] not in "、，"  # 新增3个县|通过评估|、2个县…
    start, end = scene.trim(start, end)
    end = noun_end(scene, start, _before_period(scene, start, end), followed)
    if end > start and scene.has("closer", start, end):
        return None
    return (start, end) if end > start else None


def _before_next(scene: Scene, start: int, end: int) -> int:
    """Where the noun ends when another number follows in the clause: at its list mark."""
    text, words = scene.text, scene.words
    cut = max(text.rfind("、", start, end), text.rfind("，", start, end))
    if cut > start:
        first = text.find("、", start, end)
        return first if first > start else cut
    if end > start and words.has("and", text[end - 1]):
        return end - 1
    at = text.find("和", start, end)
    if at > start and (to := scene.opening("compound", start, end)) > at:
        return to  # 16个国家和地区|近1500名
    return at if at > start and at in scene.borders else end


def _before_period(scene: Scene, start: int, end: int) -> int:
    """Where 30户危房重建|10月20日前|全部完成 ends: the period says when it is done."""
    starts = scene.period_starts
    at = bisect_left(starts, start + 1)
    while at < len(starts) and starts[at] < end:
        to = scene.periods[at].end
        by = scene.words.ends("by_then", scene.text[starts[at] : to])
        if by and (to >= end or scene.tag(to)[:1] in "vd" or scene.opening("break", to, end) > 0):
            return scene.trim(start, starts[at])[1]
        at += 1
    return end


def shared(scene: Scene, index: int) -> Span | None:
    """给予最高3000万元、1000万元奖补: numbers in a row share the noun after the last."""
    last = scene.runs[index]
    if last == index:
        return None
    clause = scene.clauses.at(scene.quantities[last].start)
    if clause != scene.clauses.at(scene.quantities[index].start):
        return None
    return right(scene, scene.quantities[last].end, scene.clauses.ends[clause], False)


def noun_end(scene: Scene, start: int, end: int, followed: bool = True) -> int:
    """Cut a following noun before a preposition or a verb that goes on (…在/通过/实现).

    A verb that tells the nouns apart stays when nothing else follows: 200家企业|通过能力评估.
    """
    tokens, masked, breaks = scene.tokens, scene.clauses.masked, scene.words.roles["break"]
    words, starts, alternatives = tokens.words, tokens.starts, scene.words.roles["or"]
    end = min(end, len(masked))
    at, last = tokens.at(start), len(words) - 1
    while at < last and starts[at] < end:
        if words[at] not in breaks and words[at] not in alternatives:
            at += 1
            continue
        begin = max(starts[at], start)
        if scene.telling(begin, end):  # 20个|在谈项目
            at += 1
            continue
        if words[at] in breaks and begin == start and (to := _relative(scene, begin, end)):
            at = tokens.at(to)
            continue
        if words[at] in breaks and masked[begin] != FILL and begin < end:
            if scene.words.has("become", words[at]) and _verb_before(scene, at, start):
                return starts[at - 1]
            tells = not followed and scene.words.has("turn", tokens.words[at])
            return end if tells and begin > start and end - begin < _TOLD else begin
        if begin > start and words[at] in alternatives and tokens.tags[at + 1][:1] == "v":
            return begin  # 购房补贴|或提供公寓
        at += 1
    return end


def _relative(scene: Scene, start: int, end: int) -> int:
    """3家|在国内具有影响力的|平台: where the noun behind a clause of its own starts, or 0."""
    at = scene.clauses.masked.rfind("的", start, end) + 1
    return at if start < at < end - 1 and at in scene.borders else 0


def levelled(scene: Scene, index: int, noun: Span) -> str:
    """6项|国家级、15项省级标准化试点: what a level alone is a level of stands behind the next."""
    numbers = scene.quantities
    if not scene.has("level", *noun) or index + 1 >= len(numbers):
        return scene.text[slice(*noun)]  # most often
    clause, end = scene.after_clause(numbers[index + 1].start)
    behind = right(scene, numbers[index + 1].end, end, followed=False)
    if behind is None or numbers[index].start < clause:
        return scene.text[slice(*noun)]
    to = scene.opening("level", *behind)
    return scene.text[slice(*noun)] + (scene.text[to : behind[1]] if to > 0 else "")


def occasion(scene: Scene, quantity: QuantityMention, end: int) -> Span | None:
    """先后三次|召开专题会议: what was done so often, or None."""
    if not scene.words.has("occasion", quantity.unit or ""):
        return None  # most often
    if scene.tag(quantity.start)[:1] != "m" or scene.tag(quantity.start - 1)[:1] == "v":
        return None  # 每季度至少联系1次|签约居民
    start, end = scene.trim(quantity.end, end)
    follows = start == quantity.end and end - start > _COMPOUND and scene.tag(start) == "v"
    return (start, end) if follows else None


def _verb_before(scene: Scene, at: int, start: int) -> bool:
    """15个村|评|为|文明村: the verb of 为 stands before it."""
    tokens = scene.tokens
    return tokens.starts[at - 1] > start and tokens.tags[at - 1][:1] == "v"


def apposed(scene: Scene, piece: Piece, quantity: QuantityMention) -> bool:
    """A number between two nouns counts the one after it: 全县6个乡镇."""
    if quantity.kind not in ("count", "measurement", "amount"):
        return False
    before = scene.text[quantity.start - 1]
    if before == "、" or scene.words.has("and", before):
        return True
    if any(tag == "v" for tag in _tags(scene, piece.start, piece.end)):
        return False  # 班列通达欧洲|20个|国家
    place = scene.words.has("place_end", scene.text[piece.end - 1])
    return place or scene.tag(piece.end - 1) in ("ns", "nz", "r", "nt")


def sums_up(scene: Scene, start: int, noun: Span, quantity: QuantityMention) -> bool:
    """甲、乙、丙3个行业: as many kinds as were just listed are no count of anything."""
    if quantity.kind != "count" or quantity.comparator != "=":
        return False
    if scene.text.find("、", start, quantity.start) < 0:
        return False  # most often
    start, end = scene.trim(start, quantity.start)
    marks = scene.patterns.list_mark.finditer(scene.text, start, end)
    listed = sum(mark.start() in scene.borders for mark in marks)
    if not listed or quantity.value != listed + 1:
        return False
    kind = scene.text[quantity.start : quantity.end].endswith(tuple(scene.words.roles["kind"]))
    head = scene.text[noun[0] : noun_end(scene, *noun)]
    return kind or any(word in head for word in scene.words.roles["topic"])


def _tags(scene: Scene, start: int, end: int) -> tuple[str, ...]:
    return scene.tokens.tags[scene.tokens.at(start) : scene.tokens.at(end - 1) + 1]


def turned(scene: Scene, start: int, end: int) -> str:
    """A noun with what it does, turned into one phrase: 案件通过调解化解 → 通过调解化解的案件."""
    tokens, text = scene.tokens, scene.text
    owned = _owned(scene, start)
    stop = tokens.at(end - 1)
    for at in range(tokens.at(start) + 1, stop + 1):
        begin = tokens.starts[at]
        if tokens.words[at] == "的" and owned and end - begin > 1:
            return text[begin + 1 : end] + text[start:begin]
        if (phrase := _acting(scene, at, stop, start, end)) is not None:
            return phrase
    return text[start:end]


def _acting(scene: Scene, at: int, stop: int, start: int, end: int) -> str | None:
    """The phrase turned at a verb, or None: 企业|开展贯标 → 开展贯标企业."""
    tokens, text, words = scene.tokens, scene.text, scene.words
    word, begin = tokens.words[at], tokens.starts[at]
    head, rest = text[start : plain_end(scene, start, begin)], text[begin:end]
    if scene.clauses.masked[begin] != FILL and len(rest) > 1:
        if (
            at == stop
            and words.has("govern", word)
            and (how := plain_end(scene, start, begin)) < begin
        ):
            return text[start:how]  # 60个项目稳步|实施: what is done to them tells nothing
        told = tokens.tags[stop][:1] in ("v", "l") or words.has("break", word)
        if told and words.has("turn", word):
            return rest + ("的" if words.has("break", word) else "") + head
        far = len(rest) > len(word) + _COMPOUND  # 培育基地 is one noun
        if far and tokens.tags[at][:1] == "v" and words.has("strong", word):
            return rest + head
    verb = tokens.tags[at] == "v" or (len(word) >= _TOLD_WHOLE and words.has("narrow", word))
    if at != stop or not verb or FILL in scene.clauses.masked[start:end]:
        return None
    if _nominal(scene, word) or scene.ending("work", start, begin) > start:
        return None  # 旧厂房改造提升: what is counted
    if not (first := _done(scene, tokens.at(start), at)):
        return None
    begin, manner = tokens.starts[first], first
    while manner < at and words.has("how", tokens.words[manner]):
        manner += 1  # 事项|平稳|划转 → 划转事项
    return text[tokens.starts[manner] : end] + text[start:begin]


def plain_end(scene: Scene, start: int, end: int) -> int:
    """Where the manner words at a noun's end start: 村庄|基本|完成改厕."""
    for _ in range(3):
        at = scene.ending("how", start, end)
        if at < 0 and (at := scene.ending("manner", start, end)) > start and scene.tag(at) == "n":
            break  # 村庄规划|形成…
        if at <= start or scene.text[at - 1] in "（(":
            break
        end = at
    return end


def _done(scene: Scene, first: int, stop: int) -> int:
    """The word at which what is done begins: 许可事项|平稳划转, 案件|一审终审; 0 to turn nothing.

    Behind more than one word only a preposition or adverb shows it: 重大技术攻关 is one noun.
    """
    tags, words = scene.tokens.tags, scene.tokens.words
    if scene.words.has("doer", words[first]):
        return first + 1
    at = first + 1
    while at < stop and (tags[at][:1] in "najbkxcul" or tags[at] == "vn"):
        if scene.words.has("how", words[at]):
            return at
        at += 1
    noun = tags[first][:1] == "n"  # not 灵活就业人员|就近就业
    return 0 if not noun or (at > first + 1 and tags[at] == "v") else at


def _nominal(scene: Scene, word: str) -> bool:
    """培训体系建设, 生活补助, 旧厂房改造: a verb at a noun's end that heads it."""
    if scene.words.has("bare", word) and not scene.words.has("narrow", word):
        return True  # 电池片产能
    return any(scene.words.has(role, word) for role in ("govern", "pay", "noun_verb", "work"))


def _owned(scene: Scene, start: int) -> bool:
    """True when 拥有, 包含 govern the number: what follows 的 is the thing (40家企业的库)."""
    before = scene.text[max(0, start - _BACK) : start]
    before = before.rstrip("0123456789" + "".join(scene.words.roles["counter"]))
    return scene.patterns.owning.search(before) is not None
