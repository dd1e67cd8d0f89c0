"""The words left of a number, taken apart from both ends at word borders.

From the right go links (达到), moving words (增长), manner words (同比) and periods; from the left
connectives, scopes, periods and the plan's own region; then the governing verb. What is left is
the name's core.
"""

from __future__ import annotations

import re
from bisect import bisect_left

import msgspec

from extractor.find.naming.scene import Piece, Scene
from extractor.find.naming.verbs import take_verb

# A name reaches no further back than this; clauses of lists can be a whole page.
_REACH = 160
_THAN = 3
_ROUND = 9  # 首次突破万亿大关
_VERB = 2
_EACH = 2
_STOPS = "，。；：、\n！？;,:"
_PAIRED = frozenset("（）()“”《》")
_NOTED = frozenset("）)]］〕")
_BRACKETS = (("（", "）"), ("(", ")"))
_OPENING, _CLOSING, _PER = "（(", "）)", "/／"
_NUMBER = re.compile(
    r"[①-⑳]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9])"
    r"|第[0-9〇零一二三四五六七八九十百]{1,7}条(?![款规件例约])\s*"
)
_NUMBERED = frozenset("第（(0123456789" + "".join(map(chr, range(ord("①"), ord("⑳") + 1))))
_OPENS = _NUMBERED | frozenset(_OPENING + _PER)
Span = tuple[int, int]


def left(scene: Scene, start: int, end: int) -> Piece:
    """The words of ``[start, end)``, which a number follows, taken apart."""
    first = max(start, end - _REACH)
    start, end = scene.trim(first, end)
    if start == first and start and scene.text[start - 1] not in _STOPS:
        closed = scene.opening("closer", start, end)  # …亿元|规模: it closes the number before
        closed = max(closed, scene.opening("or_else", start, end))  # …2000万元以上|或|从业人员
        start, end = scene.trim(max(start, closed), end)
    if start < end and scene.text[start] in _OPENS:  # seldom
        start = past_number(scene, start, end)
        start = after_bracket(scene, start, end)
    start, end, move, versus = _from_right(scene, start, end)
    start = _furthermore(scene, start, end)
    if scene.patterns.aside.search(scene.text, start, end):
        start, end, move, versus = _aside(scene, start, end, move, versus)
    start = lead(scene, start, end)
    return take_verb(scene, start, end, move, versus, lead)


def _aside(
    scene: Scene, start: int, end: int, move: bool, versus: tuple[int, int] | None
) -> tuple[int, int, bool, tuple[int, int] | None]:
    """Off the right end what opens with 在, 由 or 高于."""
    met = scene.patterns.amid.search(scene.text, start, end)
    if met and met.start() > start and scene.tokens.words[scene.tokens.at(met.start())] == "在":
        start, end = scene.trim(start, met.start())  # 产量|在大旱影响下, 面积|在
    if not move and (at := scene.origin(start, end)) >= 0:
        start, end = scene.trim(start, at)
    if (at := _exceeded(scene, start, end)) > 0:
        return start, scene.trim(start, at)[1], True, (at, end)
    return start, end, move, versus


def past_number(scene: Scene, start: int, end: int) -> int:
    """Past the number of an item or an article that opens the words."""
    numbered = start < end and scene.text[start] in _NUMBERED
    if numbered and (mark := _NUMBER.match(scene.text, start, end)):
        return scene.trim(mark.end(), end)[0]
    return start


def after_bracket(scene: Scene, start: int, end: int) -> int:
    """200万元|（不含税）|且研发投入: a bracket that opens the words belongs to those before.

    So does what is left of a unit (762元|／月).
    """
    if start < end and scene.text[start] in _PER:
        return scene.trim(min(start + _VERB, end), end)[0]
    if start >= end or scene.text[start] not in _OPENING:
        return start
    closed = max(scene.text.find(mark, start, end) for mark in _CLOSING)
    return scene.trim(closed + 1, end)[0] if closed > 0 else start


def _furthermore(scene: Scene, start: int, end: int) -> int:
    """建设体育公园|且|设备投资额: of two conditions the last one is measured."""
    word = scene.words.only("furthermore")
    at = scene.text.rfind(word, start, end)
    if at <= start or at not in scene.borders or end - at - len(word) < _VERB:
        return start
    opened = any(scene.text.count(a, at, end) < scene.text.count(b, at, end) for a, b in _BRACKETS)
    return start if opened else scene.trim(at + len(word), end)[0]


def _remark(scene: Scene, start: int, end: int) -> int:
    """Start of a bracket at the end that only remarks: 研发投入（不含税）, 示范企业[3]; or -1."""
    if scene.text[end - 1] in scene.patterns.crossed_last:  # 总额|突破百亿、达126亿元
        met = scene.patterns.crossed.search(scene.text, max(start, end - _ROUND), end)
        return met.start() if met and met.start() > start else -1
    if scene.text[end - 1] not in scene.patterns.remark_last:
        return -1  # most often
    met = scene.patterns.remark.search(scene.text, start, end)
    return met.start() if met and met.start() > start else -1


def _exceeded(scene: Scene, start: int, end: int) -> int:
    """Start of 高于全省平均水平: what a number lies above or below is no part of its name."""
    met = scene.patterns.exceed.search(scene.text, start, end)
    return met.start() if met and met.start() in scene.borders else -1


def _from_right(
    scene: Scene, start: int, end: int
) -> tuple[int, int, bool, tuple[int, int] | None]:
    """Links, moving words, manner words, periods and comparisons off the right end."""
    fold = scene.text.startswith(scene.words.only("fold"), end)
    versus = _apart(scene, start, end, fold)
    if move := versus is not None:
        start, end = scene.trim(start, versus[0])
    for _ in range(8):
        last, (at, moving) = end, _last_word(scene, start, end, move)
        if at < 0:
            break
        move = move or moving
        start, end = scene.trim(start, at)
        if versus is None and (begin := _versus(scene, start, end, at, move or fold)) >= 0:
            move, versus = True, (begin, last if at in scene.periods_at else end)
            start, end = scene.trim(start, begin)
    return start, end, move, versus


def _apart(scene: Scene, start: int, end: int, fold: bool) -> Span | None:
    """What is measured against where no word moves: 比上年|多|20件, 在2018年基础上|翻两番."""
    at = end if fold else scene.ending("differ", start, end)
    if at <= start or (at < end and scene.ending("move", start, end) >= 0):
        return None  # most often; 比上年增|长 is one word
    begin = _compared(scene, start, scene.trim(start, at)[1])
    return (begin, at) if begin > start else None


def _versus(scene: Scene, start: int, end: int, at: int, move: bool) -> int:
    """Where what a change is measured against starts, or -1; before a period 比 and 较 tell."""
    if move:
        return _compared(scene, start, end)
    if at != end or at not in scene.periods_at:
        return -1
    than = scene.ending("than", start, end)
    return than if than > start and scene.ending("share_end", start, end) < 0 else -1


def _compared(scene: Scene, start: int, end: int) -> int:
    """Start of 比上年, 与2020年相比 at the end of the words, or -1."""
    met = scene.patterns.versus.search(scene.text, start, end)
    while met and not _compares(scene, met.start()):  # 占比|较2020年
        met = scene.patterns.versus.search(scene.text, met.start() + 1, end)
    return met.start() if met else -1


def _compares(scene: Scene, at: int) -> bool:
    """True where 比, 较, 与 is a word of its own (not 比重)."""
    word = scene.tokens.words[scene.tokens.at(at)]
    own = any(scene.words.has(role, word) for role in ("versus", "versus_with"))
    return at in scene.borders and (own or scene.opening("versus", at, at + _THAN) > at + 1)


def _last_word(scene: Scene, start: int, end: int, moved: bool) -> tuple[int, bool]:
    """Start of the last word that is no part of a name, or -1, and whether it moves."""
    if end <= start:
        return -1, False
    if (at := _remark(scene, start, end)) >= 0:
        return at, False
    if scene.text[end - 1] not in scene.patterns.link_last and end not in scene.period_ends:
        return -1, False  # most often
    if _each(scene, start, end):
        return -1, False
    at = scene.ending("link", start, end)
    if at >= 0:
        return at, False
    if not moved and (at := scene.ending("move", start, end)) >= 0:
        if scene.ending("work", start, at) >= 0:
            return -1, False  # 旧厂房改造|提升|60个: a part of the work, no change
        return at, True
    at = scene.ending("how", start, end)
    return (at if at >= 0 else _period_ending(scene, start, end)), False


def _each(scene: Scene, start: int, end: int) -> bool:
    """一类对象|每人每月: no period; in 低保标准提高到|每人每月 it is what the link leads to."""
    at = scene.ending("each_payee", start, end)
    if at < start or end - at <= _EACH:
        return False
    return at == start or scene.text[at - 1] not in scene.patterns.link_last


def _period_ending(scene: Scene, start: int, end: int) -> int:
    """Start of a period mention that ends at ``end``, or -1."""
    at = bisect_left(scene.period_starts, end) - 1
    if at >= 0 and scene.periods[at].end == end and (begin := scene.periods[at].start) >= start:
        return begin + _reaches(scene, start, begin)
    return -1


def _reaches(scene: Scene, start: int, begin: int) -> bool:
    """提高|到2020年|的52%: what opens the period belongs to the moving word before it."""
    return scene.has("reach", begin, begin + 1) and any(
        scene.ending(role, start, begin) >= 0 for role in ("move", "turn_into")
    )


def lead(scene: Scene, start: int, end: int) -> int:
    """Past connectives, scopes, adverbs and periods at a phrase's start."""
    for _ in range(10):
        if start >= end:
            break
        if scene.text[start] not in scene.openers and start not in scene.periods_at:
            break  # most often
        begin = start
        if (past := _past_period(scene, start, end)) > start:
            start = past
            continue
        to = scene.opening("subject", start, end)
        if to > 0:
            if scene.telling(start, end) or scene.opening("abroad", start, end) > 0:
                break  # 在库项目, 对俄进出口
            to = max(to, scene.opening("in_place", start, end))  # 在津|新设机构
        if to > 0 and scene.has("and", start, to) and scene.text[start - 1] in _STOPS:
            to = -1  # 示范县1个、和美乡村3个: 和 after 、 joins nothing
        if to < 0:
            to = scene.opening("manner", start, end)
            to = to if to > 0 and _verb_at(scene, to, end) else -1
        start = to if to > 0 else _past_home(scene, start, end)
        start, _ = scene.trim(start, end)
        if start == begin:
            break
    return start


def _past_period(scene: Scene, start: int, end: int) -> int:
    """Past a period that opens the phrase (到2025年底，), or ``start``."""
    period = scene.periods_at.get(start)
    if period is None or period.end > end:
        return start
    if scene.words.has("norm", scene.text[start : period.end]):
        return start
    start = period.end
    while start < end and scene.text[start] in "，、：":
        start += 1
    return start


def _verb_at(scene: Scene, offset: int, end: int) -> bool:
    """True when a verb follows: 重点培育 against 重点行业."""
    if offset >= end:
        return True
    return any(
        scene.opening(role, offset, end) > 0 for role in ("govern", "narrow", "manner", "link")
    )


def _past_home(scene: Scene, start: int, end: int) -> int:
    """Past the name of the plan's own region, where more words follow."""
    if not scene.text.startswith(scene.home, start, end):
        return start  # most often
    to = next(start + len(name) for name in scene.home if scene.text.startswith(name, start, end))
    return start if _one_name(scene, to, end) else to


def _one_name(scene: Scene, offset: int, end: int) -> bool:
    """清河|港, 清河|籍, 清河|东山|港: what follows a region's name makes one name with it."""
    if offset >= end or offset not in scene.borders:
        return offset < end
    tokens, at = scene.tokens, scene.tokens.at(offset)
    at += tokens.tags[at] == "ns"  # 清河|东山|港
    name = tokens.starts[at] < end and tokens.starts[at + 1] < end
    return name and len(tokens.words[at]) == 1 and tokens.tags[at][:1] in "ngkj"


def governed(scene: Scene, piece: Piece) -> Piece:
    """在北京等地建设|8个|中央级库: a noun after the number makes the word before it a verb."""
    if scene.has("narrow", piece.start, piece.end):
        verb = scene.text[piece.start : piece.end]
        return msgspec.structs.replace(piece, shape="trailing", start=piece.end, verb=verb)
    if scene.ending("govern", piece.start, piece.end) >= 0:
        return msgspec.structs.replace(piece, shape="trailing", start=piece.end)
    at = _own_verb(scene, piece.start, piece.end)
    if at < 0:
        return piece
    if scene.has("narrow", piece.start, at):
        at = piece.start  # 新增|重组|4家|实验室
    if at > piece.start and scene.text[at - 1] in scene.words.roles["new"]:
        at -= 1
    verb = scene.text[at : piece.end]
    return msgspec.structs.replace(piece, shape="trailing", start=piece.end, verb=verb)


def _own_verb(scene: Scene, start: int, end: int) -> int:
    """Start of a verb no lexicon knows that a number with its noun follows (共建|10个|园区), or -1.

    It tells the counted things apart and stays in the name.
    """
    tokens = scene.tokens
    at = tokens.at(end - 1)
    word = tokens.words[at]
    if tokens.starts[at] < start or tokens.starts[at + 1] != end or len(word) < _VERB:
        return -1
    manner = any(scene.has(role, start, tokens.starts[at]) for role in ("manner", "narrow"))
    if not (tokens.tags[at] == "v" or (manner and tokens.tags[at] == "vn")) or any(
        scene.words.has(role, word) for role in ("bare", "noun_verb", "link", "move", "how")
    ):
        return -1
    return tokens.starts[at]


def whole(scene: Scene, start: int, end: int, piece: Piece) -> Piece:
    """强企培育20家: with no noun after the number a trailing verb is the name's head."""
    start, end = scene.trim(start, end)
    start = after_bracket(scene, start, end)
    start, end, _, _ = _from_right(scene, start, end)
    start = lead(scene, _furthermore(scene, start, end), end)
    to = scene.opening("govern", start, end)
    if 0 < to < end:
        start, _ = scene.trim(to, end)
    elif (at := scene.ending("govern", start, end)) > start:
        end = end if scene.has("noun_verb", at, end) else at
        while (how := scene.ending("how", start, end)) > start:
            end = scene.trim(start, how)[1]  # 班列|全年|开行
    verb = any(scene.has(role, start, end) for role in ("narrow", "govern"))
    if verb or start >= end:
        return piece
    return Piece("", start, end, "before", piece.move, piece.versus)


def narrowing(scene: Scene, start: int, end: int) -> str:
    """The verb at a core's start that narrows what is counted (新增, 受理), or nothing."""
    to = scene.opening("narrow", start, end)
    return scene.text[start:to] if to > 0 else ""


def join(prefix: str, head: str) -> str:
    """专利质押融资 + 融资额 → 专利质押融资额."""
    for size in range(min(len(prefix), len(head)), 0, -1):
        if prefix.endswith(head[:size]):
            return prefix + head[size:]
    return prefix + head


def clean(scene: Scene, name: str) -> str:
    """A name without edges and empty words; a bracket that lost its partner gets it back."""
    if not _NOTED.isdisjoint(name):
        name = scene.patterns.footnote.sub("", name)
    name = name.strip(scene.patterns.edge)
    for word in scene.words.roles["empty_word"]:
        name = name.replace(word, "")
    if _PAIRED.isdisjoint(name):
        return name
    for opening, closing in ("（）", "()", "“”", "《》"):
        if name.count(opening) > name.count(closing):
            name += closing
        elif name.count(closing) > name.count(opening):
            name = opening + name if name.find(closing) > 0 else name.replace(closing, "", 1)
    return name
