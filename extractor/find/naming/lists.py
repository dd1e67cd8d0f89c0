"""A、B分别为1、2: names for a list of numbers that follows a list of subjects, one each."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from extractor.find.naming.levels import bearer
from extractor.find.naming.payments import without_receiver
from extractor.find.naming.phrases import clean, lead, left, whole
from extractor.find.naming.ranks import rank_verb, ranked_end
from extractor.find.naming.scene import Piece, Scene, State
from extractor.find.naming.tiers import tiers
from extractor.mentions import NameMention

Member = tuple[int, int, str]
_BACK = 12  # clauses in which the list of subjects may stand before its numbers
_ROW = 20
_BOTH = 2
_DIGIT = re.compile(r"[0-9]")


def distributed(
    scene: Scene, first: int, last: int, start: int, told: Sequence[Member], row: Sequence[Member]
) -> list[Member]:
    """Spans and names of the subjects of the numbers ``first``–``last``, or nothing.

    ``told`` are the numbers' names that the sentence has had so far, ``row`` its last list's.
    """
    numbers = scene.quantities
    if last == first or not all(
        scene.only_marks(numbers[i].end, numbers[i + 1].start) for i in range(first, last)
    ):
        return []
    end = numbers[first].start
    ranked = numbers[first].kind == "rank"
    stop = rank_verb(scene, start, end)[0] if ranked else end
    piece = left(scene, start, stop)
    if ranked:  # …增速|居全省第2位: what is ranked keeps its head
        piece = msgspec.structs.replace(piece, end=max(piece.end, ranked_end(scene, start, stop)))
    before = scene.text[start : numbers[first].start]
    each = any(word in before for word in scene.words.roles["each"])
    if each and (named := tiers(scene, first, last, scene.clauses.at(start), told)):
        return named
    if each and (not piece.named or scene.opening("per", piece.start, piece.end) == piece.end):
        per = scene.text[piece.start : piece.end]
        named = _again(scene, before, per, _told(told, last - first + 1))
        if named or piece.named:
            return named
        piece = whole(scene, start, stop, piece)  # 最低生活保障|分别上调45元、38元
    if not piece.named and len(row) == last - first + 1:
        return _again(scene, before, "", row)  # 城乡居民收入分别为6万元和3万元，增长5%和8%
    if not piece.named or (ranked and _DIGIT.search(scene.text, piece.start, piece.end)):
        return []
    piece, tail = _dealing(scene, piece)
    if summed := scene.patterns.summed.search(scene.text, piece.start, piece.end):
        piece = msgspec.structs.replace(piece, end=summed.start())  # 甲、乙|两项指标
    found = members(scene, piece.start, piece.end)
    count = last - first + 1
    if len(found) == count and (level := _level_of_all(scene, *found[-1])):
        end, word = level
        found[-1] = (found[-1][0], end)
        return [(a, b, piece.verb + scene.text[a:b] + word) for a, b in found]
    if tail and len(found) == count:
        return [(a, b, name + tail) for a, b, name in _heads(scene, found, piece)]
    if len(found) == count:
        named = _heads(scene, found, piece)
        return _borne(scene, named) if numbers[first].kind == "measurement" else named
    if not each:
        return []
    if len(found) < count and (named := _governed(scene, start, piece.end, count)):
        return named
    if count == _BOTH and len(found) == 1 and (pair := _both(scene, *found[0], piece)):
        return pair
    return _earlier(scene, scene.clauses.at(start), count, piece, tail)


def _dealing(scene: Scene, piece: Piece) -> tuple[Piece, str]:
    """总部、研发中心|分别|新增: the subjects with their narrowing verb, and what else follows."""
    each = scene.words.only("each")
    at = scene.text.rfind(each, piece.start, piece.end)
    if at <= piece.start:
        return piece, ""
    begin = at + len(each)
    begin = max(begin, scene.opening("link", begin, piece.end - 1))  # 分别|稳定|播种
    verb = scene.text[begin : piece.end]
    end = scene.trim(piece.start, at)[1]
    if scene.words.has("narrow", verb):
        return msgspec.structs.replace(piece, end=end, verb=verb), ""
    dropped = scene.words.has("govern", verb)
    return msgspec.structs.replace(piece, end=end), "" if dropped else verb


def _governed(scene: Scene, start: int, end: int, count: int) -> list[Member]:
    """接待游客人次、|实现|旅游收入|分别增长: members of which some have a verb of their own."""
    found = members(scene, lead(scene, start, end), end)
    if len(found) != count:
        return []
    starts = [max(a, scene.opening("govern", a, b - 1)) for a, b in found]
    return [(a, b, scene.text[a:b]) for a, (_, b) in zip(starts, found, strict=True)]


def _level_of_all(scene: Scene, start: int, end: int) -> tuple[int, str] | None:
    """甲、乙等“新三样”|出口, 甲、乙等|产业产值: where the last member ends, and what each has."""
    closed = _closing(scene, start, end)
    if closed >= end:
        return None  # most often
    at = max(scene.ending(role, closed + 1, end) for role in ("bare", "alone"))
    if at <= closed:
        return None
    quoted = "”" in scene.text[closed:at]  # a name of the list itself
    return closed, scene.text[at if quoted else closed + 1 : end]


def _both(scene: Scene, start: int, end: int, piece: Piece) -> list[Member]:
    """城乡居民收入分别增长5%、8%: one word for two subjects."""
    name = scene.text[start:end]
    for pair in scene.patterns.pairs:
        both, *each = pair
        if name.startswith(both):
            return [(start, end, piece.verb + own + name[len(both) :]) for own in each]
    return []


def _again(scene: Scene, before: str, per: str, names: Sequence[Member]) -> list[Member]:
    """The names told again; a running total (累计分别达到…) drops 新增."""
    if any(word in before for word in scene.words.roles["running"]):
        new = scene.words.only("new_verb")
        names = [(a, b, name.removeprefix(new)) for a, b, name in names]
    return [(a, b, per + name) for a, b, name in names]


def _told(told: Sequence[Member], count: int) -> list[Member]:
    """甲达3亿元，乙达5亿元，分别增长5%、7%: each number is of what stood before, in order."""
    names = list(dict.fromkeys(told))
    return names[-count:] if len(names) >= count else []


def _earlier(scene: Scene, clause: int, count: int, piece: Piece, tail: str) -> list[Member]:
    """A、B、C等产业加快升级，分别实现产值1、2、3: the list stands in a clause before."""
    text, borders = scene.text, scene.clauses
    core, sentence = text[piece.start : piece.end] + tail, borders.sentences[clause]
    if given := scene.patterns.pay.giving.match(core):
        core = core[given.end() :]
    core = without_receiver(scene, core)
    for at in range(clause - 1, max(-1, clause - _BACK), -1):
        if borders.sentences[at] != sentence:
            break
        start, end = borders.starts[at], borders.ends[at]
        if scene.numbers_in(start, end):
            continue  # 产值增长5%和6%: a list of numbers, none of subjects
        start = lead(scene, start, end)
        found = members(scene, start, _closing(scene, start, end))
        if len(found) == count:
            tail = _class_of(scene, found[-1], end)
            return [(a, b, text[a:b] + (tail if b < end else "") + core) for a, b in found]
    return []


def _class_of(scene: Scene, last: tuple[int, int], end: int) -> str:
    """评估等级在3A、4A级的企业: the class behind 的 is that of every member."""
    at = scene.text.find("的", *last)
    if last[1] < end or at < 0 or at + 1 == end:
        return ""
    cut = next((b for b in range(last[0] + 1, at) if b in scene.borders), at)
    return scene.text[cut:end]


def _closing(scene: Scene, start: int, end: int) -> int:
    """Where 等 closes a list; the 等 of 等级 closes none."""
    cut = scene.text.find("等", start, end)
    word = scene.tokens.words[scene.tokens.at(cut)] if cut > start else ""
    return cut if word == "等" else end


def members(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of a list's members; 、和及与 part them where a word border stands."""
    cuts = [
        found
        for found in scene.patterns.list_mark.finditer(scene.clauses.masked, start, end)
        if found.start() in scene.borders
    ]
    edges = [start, *(edge for cut in cuts for edge in cut.span()), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _heads(scene: Scene, found: list[tuple[int, int]], piece: Piece) -> list[Member]:
    """Each member's name; 城镇、农村居民收入 gives the first the head of the last."""
    text, (a, b) = scene.text, found[-1]
    cut = next((at for at in range(a + 1, b) if at in scene.borders), b)
    size = found[-2][1] - found[-2][0]
    aligned = size > 1 and _part(scene, a, a + size, b)
    if 1 < size < cut - a or size == 1 < b - a or aligned:
        cut = a + size  # 养老、失业、工伤|保险: the words are as long as their neighbours
    head = text[cut:b]
    named = []
    for start, end in found:
        own = text[start:end]
        if start != a and (tail := _common(scene, start, end, a, b)):
            named.append((start, end, piece.verb + own + tail))
            continue
        complete = own[-1:] == text[b - 1] or (start, end) == (a, b)
        complete = complete or (len(own) > len(head) + 1 and not aligned)
        complete = (
            complete or own.isascii() or own.endswith(_ends(scene)) or scene.has("how", a, cut)
        )  # 进出口、实际|利用外资
        complete = complete and own[-1:] != text[cut - 1]  # 高速公路、铁路|里程
        complete = complete or head in own  # 数字化产业、产业|数字化
        named.append((start, end, piece.verb + (own if complete else own + head)))
    return named


def _part(scene: Scene, start: int, at: int, end: int) -> bool:
    """用电、用气、|用热|价格: whether a member as long as its neighbour ends at ``at``."""
    return start < at < end and at in scene.borders


def _borne(scene: Scene, named: list[Member]) -> list[Member]:
    """水稻种植面积和产量: a bare member is of what the first is of."""
    of = bearer(scene, named[0][2])
    if of == named[0][2]:
        return named
    rest = [(a, b, of + n if scene.words.has("bare", n) else n) for a, b, n in named[1:]]
    return [named[0], *rest]


def _common(scene: Scene, start: int, end: int, a: int, b: int) -> str:
    """较大事故、重特大事故|起数: what stands behind the word both end in."""
    at = scene.tokens.starts[scene.tokens.at(end - 1)]
    last = scene.text[max(at, start) : end]
    for word in (last, scene.text[end - 2 : end]):
        found = scene.text.find(word, a, b) if len(word) > 1 else -1
        if found > a:
            break
    return scene.text[found + len(word) : b] if found > a else ""


def _ends(scene: Scene) -> tuple[str, ...]:
    return tuple(word for word in scene.words.roles["stock"])


def _scope(scene: Scene, index: int) -> str | None:
    """The scope of a rank in a list: it stands before the first number of the row."""
    at = index
    while at > 0 and scene.only_marks(scene.quantities[at - 1].end, scene.quantities[at].start):
        at -= 1
    end = scene.quantities[at].start
    _, scope_from = rank_verb(scene, scene.after_clause(end)[0], end)
    return scene.text[scope_from:end].strip(scene.patterns.edge) or None


def moves(scene: Scene, first: int) -> bool:
    """True when the words before the first number of a list move (分别增长5%、7%)."""
    at = first
    while at > max(0, first - _ROW) and scene.only_marks(
        scene.quantities[at - 1].end, scene.quantities[at].start
    ):
        at -= 1
    start, _ = scene.after_clause(scene.quantities[at].start)
    return left(scene, start, scene.quantities[at].start).move


def dealt(scene: Scene, index: int, member: Member, move: bool, state: State) -> NameMention:
    """The mention of one number of a list and its member."""
    start, end, name = member
    clause, _ = scene.after_clause(start)
    own = left(scene, clause, scene.quantities[index].start).move
    state.core, state.verb = name, ""
    if scene.quantities[index].kind == "rank":
        return NameMention(
            index, start, end, clean(scene, name), "rank", False, _scope(scene, index)
        )
    return NameMention(index, start, end, clean(scene, name), "before", move or own)
