"""What each number in the prose counts: its name's words, found from the clause around it.

The words left of a number are taken apart from both ends at word borders: links (达到), moving words (增长), manner words (同比) from the
right; connectives, periods, scopes and the governing verb from the left. What is left is the name; where nothing is left,
the noun after the number is (建设20家工作站), or the name the sentence spoke of before (…，同比增长5%).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from extractor.language.clauses import FILL, Clauses
from extractor.find.wording import Wording, wording_of
from extractor.language.tokens import Tokens
from extractor.lexicon.loader import Lexicon
from extractor.mentions import NameMention, PeriodMention, QuantityMention

_LIST_MARK = re.compile(r"[、，,和及与]|以及")
_EDGE = " \t“”\"'：:，,、；;（(）)的了—-–·。"
_VERSUS = re.compile(
    r"(?:比|较|相比于?|相较于?|对比)[^，。；、]{0,18}?(?:相比)?$|(?:同|与|跟)[^，。；、]{1,18}?相比$"
)
_FROM = re.compile(r"(?:由|从)[^，。；]{0,14}$")
_SHARE_OF = re.compile(
    r"(?P<verb>集中在|来自于?|用于|分布在|投向|属于|流向|集中于)(?P<whole>[^，。；、]{2,24}?)(?:上|中|内)?(?=[，。；、]|$)"
)
# 超过1000人规模的学校, 投资1000万元以上的项目: the class stands behind 的.
_THRESHOLD = re.compile(r"(?:规模)?(?:及?以[上下])?的(?P<noun>[^，。；、的]{1,12})")
_BARE_PAY = 8
_PAYEE = re.compile(r"(?:对于?|支持|鼓励)(?P<whom>[^，。；：]{2,50}?)(?=，|给予|按|一次性|省级|市级|区级|分别|$)")
_GIVEN = re.compile(
    r"(?:给予|予以)(?P<noun>[一-鿿]{0,5}(?:奖补|补助|补贴|奖励|资助|贴息|支持|扶持))"
)
_PAID = re.compile(r"(?:的比例|比例|的标准)?，?(?:一次性)?给予(?P<noun>[一-鿿]{0,4}(?:奖补|补助|补贴|奖励|资助|贴息|支持|扶持))")
_CLASS = re.compile(r"(?P<who>[^，。；：\n]{2,20}?)的?(?:目标|标准|条件|要求|门槛)(?:是|为|如下)?：")
# 省级按照不超过项目投资额, 各高校按师生比: what is measured stands behind 按.
_BY = re.compile(r"(?:按照|按(?![期时需规劳份揭比季月年]))(?:不超过|不低于|不少于|其)?(?P<noun>[^按，]{2,20})$")
_GIVING = re.compile(r"(?:[省市区县]级)?(?:财政)?(?:分别)?(?:给予|予以)(?:其|企业|单位)?")
_ENUMERATED = re.compile(r"[^、]{2,20}(?:、[^、]{2,20})*、[^、]{2,20}等(?P<noun>[^等、]{2,12})$")
_RANK = re.compile(r"(?:在|于)?(?:全|同类|[省市国]内|世界|亚洲|[东中西]+部)[^，。；、]{0,4}$")
_NOT_COUNTED = re.compile(r"(?:等|连续|为期|历时|其他|其余|这|该|上述|以下|如下|之|前|后)$")
_TEN = re.compile(r"[中内上]$")
_VERBISH = ("v",)


class _Piece(msgspec.Struct, frozen=True, gc=False):
    """A name taken apart: narrowing verb, core span, and how it was found."""

    verb: str
    start: int
    end: int
    shape: str
    move: bool
    scope: str | None = None
    versus: tuple[int, int] | None = None
    subject: str = ""


class _State(msgspec.Struct):
    """What the sentence has spoken of so far."""

    name: str = ""
    verb: str = ""
    core: str = ""
    start: int = 0
    end: int = 0
    scope: str = ""
    listed: bool = False
    moving: bool = False
    after: int = -1
    whole: str = ""


def find_names(
    text: str,
    quantities: Sequence[QuantityMention],
    periods: Sequence[PeriodMention],
    clauses: Clauses,
    tokens: Tokens,
    lexicon: Lexicon,
    home: Sequence[str] = (),
) -> tuple[NameMention, ...]:
    """One mention per quantity whose counted thing is named, in order; others have none.

    ``home`` are the names of the plan's own region, which are no part of a name.
    """
    finder = _Finder(text, quantities, periods, clauses, tokens, wording_of(lexicon), home)
    return tuple(finder.run())


class _Finder:
    def __init__(
        self,
        text: str,
        quantities: Sequence[QuantityMention],
        periods: Sequence[PeriodMention],
        clauses: Clauses,
        tokens: Tokens,
        words: Wording,
        home: Sequence[str],
    ) -> None:
        self.text, self.quantities, self.clauses, self.words = text, quantities, clauses, words
        self.periods, self.tokens, self.home = periods, tokens, home
        self.period_starts = [period.start for period in periods]
        self.borders: frozenset[int] = frozenset(tokens.starts)

    def run(self) -> Iterator[NameMention]:
        state, sentence, done = _State(), -1, 0
        clause_of = [self.clauses.at(q.start) for q in self.quantities]
        index = 0
        while index < len(self.quantities):
            clause = clause_of[index]
            if clause < 0:
                index += 1
                continue
            if self.clauses.sentences[clause] != sentence:
                if sentence < 0 or self._full_stop(done, self.clauses.starts[clause]):
                    state = _State()
                sentence, state.listed, state.scope = self.clauses.sentences[clause], False, ""
            last = index
            while last + 1 < len(clause_of) and clause_of[last + 1] == clause:
                last += 1
            yield from self._clause(index, last, clause, state)
            done = self.quantities[last].end
            index = last + 1

    def _full_stop(self, start: int, end: int) -> bool:
        """True when a sentence ends between two offsets; a ；lets names be inherited."""
        return any(self.text.find(mark, start, end) >= 0 for mark in "。！？\n")

    # -- one clause ---------------------------------------------------------------

    def _clause(self, first: int, last: int, clause: int, state: _State) -> Iterator[NameMention]:
        start, end = self.clauses.starts[clause], self.clauses.ends[clause]
        state.scope = self._scope_before(clause, state)
        shared = self._distributed(first, last, start)
        for index in range(first, last + 1):
            quantity = self.quantities[index]
            if shared:
                mention = self._shared(index, shared[index - first], state)
            else:
                left = max(start, self.quantities[index - 1].end if index > first else start)
                followed = index < last and self.quantities[index + 1].start > quantity.end
                right = self.quantities[index + 1].start if followed else end
                mention = self._one(index, quantity, left, min(right, end), followed, state)
            if mention is not None:
                mention = self._of_class(mention, quantity.start)
                state.name, state.start, state.end = mention.name, mention.start, mention.end
                yield mention

    def _of_class(self, mention: NameMention, offset: int) -> NameMention:
        """成长型企业的目标是：拥有专利8件以上，…: what each member of a class must have."""
        line = self.text.rfind("\n", 0, offset) + 1
        low = max(line, self.text.rfind("；", line, offset), self.text.rfind("。", line, offset))
        found = _CLASS.search(self.text, low, offset)
        if not found or not any(found["who"].endswith(w) for w in self.words.roles["member"]):
            return mention
        name = found["who"] + mention.name
        return msgspec.structs.replace(mention, name=name, shape="threshold")

    def _scope_before(self, clause: int, state: _State) -> str:
        """“拥有专利的主体中，国有企业占比…”: the clause before says within what."""
        if clause == 0:
            return ""
        start, end = self.clauses.starts[clause - 1], self.clauses.ends[clause - 1]
        same = self.clauses.sentences[clause - 1] == self.clauses.sentences[clause]
        if not same or self.text[end - 1] != "中" or self.text[start:end] in ("其中",):
            return ""
        if end - start < 4 or any(start <= q.start < end for q in self._near(start)):
            return ""
        return self.text[start:end]

    def _near(self, offset: int) -> Sequence[QuantityMention]:
        at = bisect_left(self.quantities, offset, key=lambda q: q.start)
        return self.quantities[at : at + 2]

    # -- A、B分别为1、2 -----------------------------------------------------------

    def _distributed(self, first: int, last: int, start: int) -> list[tuple[int, int, str]]:
        """Names for a list of numbers that follow a list of subjects, one each, or nothing."""
        if last == first:
            return []
        gaps = [
            self.text[self.quantities[i].end : self.quantities[i + 1].start]
            for i in range(first, last)
        ]
        if any(gap.strip("、，,和及与以至 ") for gap in gaps):
            return []
        piece = self._left(start, self.quantities[first].start)
        if piece.end <= piece.start:
            return []
        members = self._members(piece.start, piece.end)
        count = last - first + 1
        if len(members) == count:
            return self._heads(members, piece)
        if "分别" not in self.text[start : self.quantities[first].start]:
            return []
        return self._earlier(self.clauses.at(start), count, piece)

    def _earlier(self, clause: int, count: int, piece: _Piece) -> list[tuple[int, int, str]]:
        """A、B、C等产业加快升级，分别实现产值1、2、3: the list stands in a clause before."""
        core = self.text[piece.start : piece.end]
        sentence, at = self.clauses.sentences[clause], clause - 1
        while at >= 0 and self.clauses.sentences[at] == sentence:
            start, end = self.clauses.starts[at], self.clauses.ends[at]
            cut = self.text.find("等", start, end)
            start = self._lead(start, end)
            members = self._members(start, cut if cut > start else end)
            if len(members) == count:
                return [(a, b, self.text[a:b] + core) for a, b in members]
            at -= 1
        return []

    def _members(self, start: int, end: int) -> list[tuple[int, int]]:
        """Spans of a list's members; 、和及与 part them where a word border stands."""
        cuts = [
            found
            for found in _LIST_MARK.finditer(self.clauses.masked, start, end)
            if found.start() in self.borders
        ]
        edges = [start, *(edge for cut in cuts for edge in cut.span()), end]
        return [
            (a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a
        ]

    def _heads(
        self, members: list[tuple[int, int]], piece: _Piece
    ) -> list[tuple[int, int, str]]:
        """Each member's name; 城镇、农村居民收入 gives the first the head of the last."""
        text, (a, b) = self.text, members[-1]
        cut = next((at for at in range(a + 1, b) if at in self.borders), b)
        head = text[cut:b]
        named = []
        for start, end in members:
            own = text[start:end]
            whole = own if own[-1:] == text[b - 1] or len(own) > len(head) + 1 else own + head
            named.append((start, end, whole if (start, end) != (a, b) else own))
        return [(s, e, piece.verb + name) for s, e, name in named]

    def _shared(self, index: int, member: tuple[int, int, str], state: _State) -> NameMention:
        start, end, name = member
        move = self._left(start, self.quantities[index].start).move
        before = self._move_before(index)
        state.core, state.verb = name, ""
        return NameMention(index, start, end, _clean(name), "before", move or before)

    def _move_before(self, index: int) -> bool:
        """True when the words before the first number of a list move (分别增长5%、7%)."""
        at = index
        while at > 0 and not self.text[
            self.quantities[at - 1].end : self.quantities[at].start
        ].strip("、，,和及与以至 "):
            at -= 1
        start = max(self.clauses.starts[self.clauses.at(self.quantities[at].start)], 0)
        return self._left(start, self.quantities[at].start).move

    # -- one quantity -------------------------------------------------------------

    def _one(
        self,
        index: int,
        quantity: QuantityMention,
        left: int,
        right: int,
        followed: bool,
        state: _State,
    ) -> NameMention | None:
        left, right = self._inside(left, quantity, right)
        if state.after >= left and not self.text[state.after : quantity.start].strip("、，,和及与以至 "):
            left = quantity.start
        piece = self._left(left, quantity.start)
        after = self._right(quantity.end, right, followed) or self._shared_noun(index)
        if quantity.kind == "rank":
            return self._rank(index, left, quantity, state)
        threshold = _THRESHOLD.match(self.text, quantity.end)
        if threshold and self._is_class(quantity, piece, threshold):
            return self._class(index, quantity, piece, threshold, state)
        if quantity.kind == "multiple" and piece.end <= piece.start and state.name:
            return self._inherit(index, piece, state, quantity, move=True)
        if piece.shape == "trailing" and after is None and piece.end > left:
            piece = self._whole(left, quantity.start, piece)
        if after and piece.shape == "before" and quantity.kind != "share":
            piece = self._governed(piece)
        if piece.shape == "trailing" or piece.end <= piece.start:
            return self._after(index, quantity, piece, after, state)
        if piece.start < piece.end and not piece.move and state.moving and self._beside(index, quantity):
            piece = msgspec.structs.replace(piece, move=True)
        state.moving = piece.move and quantity.kind in ("share", "points")
        if after and self._apposed(piece, after, quantity):
            return self._after(index, quantity, piece, after, state, verbless=True)
        return self._before(index, quantity, piece, after, state)

    def _governed(self, piece: _Piece) -> _Piece:
        """在北京等地建设|8个|中央级库: a noun after the number makes the word before it a verb."""
        at = self.words.at_end("govern", self.text, piece.start, piece.end, self.borders)
        if at < 0:
            return piece
        return msgspec.structs.replace(piece, shape="trailing", start=piece.end)

    def _whole(self, start: int, end: int, piece: _Piece) -> _Piece:
        """强企培育20家: with no noun after the number a trailing verb is the name's head."""
        start, end = self._trim(start, end)
        start = self._lead(start, end)
        to = self.words.at_start("govern", self.text, start, end, self.borders)
        if 0 < to < end:
            start, _ = self._trim(to, end)
        elif (at := self.words.at_end("govern", self.text, start, end, self.borders)) > start:
            end = at
        if self.words.has("narrow", self.text[start:end]) or start >= end:
            return piece
        if self.words.has("govern", self.text[start:end]):
            return piece
        return _Piece("", start, end, "before", piece.move, None, piece.versus)

    def _is_class(
        self, quantity: QuantityMention, piece: _Piece, found: re.Match[str]
    ) -> bool:
        """False for 不超过30%的比例: the noun behind 的 only rounds the number off."""
        if quantity.comparator in ("=", "~"):
            return False
        if any(found["noun"].startswith(w) for w in self.words.roles["closer"]):
            return False
        return quantity.kind != "share" or piece.end > piece.start

    def _class(
        self,
        index: int,
        quantity: QuantityMention,
        piece: _Piece,
        found: re.Match[str],
        state: _State,
    ) -> NameMention:
        """营业收入2000万元以上的企业: what a thing must reach to belong to a class."""
        start, end = found.span("noun")
        own = piece.end > piece.start and piece.shape == "before"
        name = self.text[piece.start : piece.end] if own else found["noun"]
        if own:
            start, end = piece.start, piece.end
        return NameMention(index, start, end, _clean(name), "threshold", False, None, None)

    def _inside(self, left: int, quantity: QuantityMention, right: int) -> tuple[int, int]:
        """Stay inside the bracket that the number stands in."""
        text = self.text
        opened = max(text.rfind(mark, left, quantity.start) for mark in "（(“《【")
        if opened >= 0 and not any(
            text.find(mark, opened, quantity.start) >= 0 for mark in "）)”》】"
        ):
            left = opened + 1
        closed = [
            at
            for opening, mark in ("（）", "()", "“”", "《》", "【】")
            if (at := text.find(mark, quantity.end, right)) >= 0
            and text.find(opening, quantity.end, at) < 0
        ]
        return left, min([right, *closed])

    def _left(self, start: int, end: int) -> _Piece:
        """The words before a number, taken apart."""
        text, words = self.text, self.words
        start, end = self._trim(start, end)
        closed = words.at_start("closer", text, start, end, self.borders)
        start, end = self._trim(max(start, closed), end)
        move, versus = False, None
        for _ in range(8):
            at = words.at_end("link", text, start, end, self.borders)
            if at < 0 and not move:
                at = words.at_end("move", text, start, end, self.borders)
                move = at >= 0
            if at < 0:
                at = words.at_end("how", text, start, end, self.borders)
            if at < 0 and (found := self._period_ending(start, end)) is not None:
                at = found
            if at < 0:
                break
            start, end = self._trim(start, at)
            met = _VERSUS.search(text, start, end) if move and versus is None else None
            if met and met.start() in self.borders:
                versus = (met.start(), end)
                start, end = self._trim(start, met.start())
        if not move and (met := _FROM.search(text, max(start, end - 16), end)):
            start, end = self._trim(start, met.start())
        start = self._lead(start, end)
        return self._verb(start, end, move, versus)

    def _period_ending(self, start: int, end: int) -> int | None:
        """Start of a period mention that ends at ``end``."""
        at = bisect_left(self.period_starts, end) - 1
        if at >= 0 and self.periods[at].end == end and self.periods[at].start >= start:
            return self.periods[at].start
        return None

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while end > start and text[end - 1] in "， 、：:,“的了之" :
            end -= 1
        while start < end and text[start] in "， 、：:,”）)的了；—-–":
            start += 1
        return start, end

    def _lead(self, start: int, end: int) -> int:
        """Past connectives, scopes, adverbs and periods at a phrase's start."""
        for _ in range(10):
            begin = start
            at = bisect_left(self.period_starts, start)
            if at < len(self.periods) and self.periods[at].start <= start + 1 < end:
                period = self.periods[at]
                if period.end <= end and (
                    period.start == start or self.text[start] in "到至在"
                ):
                    start = period.end
                    while start < end and self.text[start] in "底末前，、：期间内":
                        start += 1
                    continue
            to = self.words.at_start("subject", self.text, start, end, self.borders)
            if to < 0:
                to = self.words.at_start("manner", self.text, start, end, self.borders)
                to = to if to > 0 and self._verb_at(to, end) else -1
            start = to if to > 0 else self._past_home(start, end)
            start, _ = self._trim(start, end)
            if start == begin:
                break
        return start

    def _verb_at(self, offset: int, end: int) -> bool:
        """True when a verb follows: 重点培育 against 重点行业."""
        if offset >= end:
            return True
        return any(
            self.words.at_start(role, self.text, offset, end, self.borders) > 0
            for role in ("govern", "narrow", "manner", "link")
        )

    def _past_home(self, start: int, end: int) -> int:
        """Past the name of the plan's own region, where more words follow."""
        for name in self.home:
            to = start + len(name)
            if to <= end and self.text.startswith(name, start):
                return to
        return start

    def _verb(
        self, start: int, end: int, move: bool, versus: tuple[int, int] | None
    ) -> _Piece:
        """Take the governing verb off; keep a narrowing one apart."""
        text, words = self.text, self.words
        if start >= end:
            return _Piece("", start, end, "empty", move, None, versus)
        if (verbs := self._only_verbs(start, end)) is not None:
            return _Piece(verbs, end, end, "trailing", move, None, versus)
        lead, start = start, self._inner_verb(start, end)
        subject = self._subject(lead, start)
        verb = ""
        for _ in range(3):
            to = words.at_start("narrow", text, start, end, self.borders)
            if to > 0 and to < end:
                break
            if to == end and not words.has("bare", text[start:end]):
                return _Piece(text[start:end], end, end, "trailing", move, None, versus)
            to = words.at_start("govern", text, start, end, self.borders)
            if to < 0 or (to < end and self._relative_clause(to, end)):
                break
            start, _ = self._trim(to, end)
            start = self._lead(start, end)
            if start >= end:
                return _Piece("", end, end, "trailing", move, None, versus)
        to = words.at_start("move", text, start, end, self.borders)
        if to > 0 and to < end and not move and text[start:to] not in ("节约", "加快", "提前"):
            start, move = self._trim(to, end)[0], True
        at = words.at_end("govern", text, start, end, self.borders)
        if at > start and self._is_verb(at):
            return _Piece("", end, end, "trailing", move, None, versus)
        at = words.at_end("narrow", text, start, end, self.borders)
        if at > start and self._is_verb(at) and text[at:end].startswith("新"):
            return _Piece(text[at:end], end, end, "trailing", move, None, versus)
        return _Piece(verb, start, end, "before", move, None, versus, subject)

    def _only_verbs(self, start: int, end: int) -> str | None:
        """新引进和培育 before a number: several verbs, of which a narrowing one stays."""
        core = self.text[start:end]
        parts = re.split("[和、及与]", core)
        if len(parts) < 2 or not all(
            self.words.has("govern", part) or self.words.has("narrow", part) for part in parts
        ):
            return None
        return core if self.words.has("narrow", parts[0]) else ""

    def _subject(self, start: int, end: int) -> str:
        """What stood before the verb, if it can carry a name: 白酒产业|实现|营收."""
        for _ in range(3):
            at = max(
                self.words.at_end(role, self.text, start, end, self.borders)
                for role in ("push", "how", "link")
            )
            if at < 0:
                break
            end = at
        start, end = self._trim(start, end)
        if end - start < 2 or self.tokens.tags[self.tokens.at(end - 1)] in ("nt", "ns", "r", "d"):
            return ""
        return self.text[start:end]

    def _relative_clause(self, start: int, end: int) -> bool:
        """达到国家标准的企业: the verb stands in the noun's own clause and stays."""
        at = self.text.find("的", start, end)
        return 0 <= at < end - 1 and not self.words.has("govern", self.text[start : start + 2])

    def _inner_verb(self, start: int, end: int) -> int:
        """Start of the last strong verb that a subject or 共/已 stands before."""
        tokens = self.tokens
        best = start
        at = tokens.at(start)
        while at < len(tokens) and (
            tokens.words[at] == "、" or self.words.has("narrow", tokens.words[at])
        ):
            at += 1  # 调处、查处专利案件: verbs in a row are no subject
        while at < len(tokens) and tokens.starts[at] < end:
            begin = tokens.starts[at]
            word = tokens.words[at]
            if begin > start and begin + len(word) < end and tokens.tags[at][:1] == "v":
                before = tokens.words[at - 1]
                strong = self.words.has("strong", word)
                pushed = self.words.has("push", before) or tokens.tags[at - 1] in ("nt", "d")
                known = self.words.has("govern", word) or self.words.has("narrow", word)
                if known and (strong or pushed) and "的" not in self.text[begin:end]:
                    best = begin
            at += 1
        return best

    def _is_verb(self, offset: int) -> bool:
        at = self.tokens.at(offset)
        return self.tokens.tags[at] == "v" or self.words.has("strong", self.tokens.words[at])

    # -- shapes -------------------------------------------------------------------

    def _right(self, start: int, end: int, followed: bool) -> tuple[int, int] | None:
        """The noun after a number, or None."""
        text = self.text
        if start < end and text[start] in "、，和及与；":
            return None
        if followed:
            cut = max(text.rfind("、", start, end), text.rfind("，", start, end))
            if cut > start:
                first = text.find("、", start, end)
                end = first if first > start else cut
            elif end > start and text[end - 1] in "和及与":
                end -= 1
            elif (at := text.find("和", start, end)) > start and at in self.borders:
                end = at
        start, end = self._trim(start, end)
        end = self._noun_end(start, end)
        if end > start and self.words.has("closer", text[start:end]):
            return None
        return (start, end) if end > start else None

    def _shared_noun(self, index: int) -> tuple[int, int] | None:
        """给予最高3000万元、1000万元奖补: numbers in a row share the noun after the last."""
        quantities, masked = self.quantities, self.clauses.masked
        last = index
        while last + 1 < len(quantities) and masked[
            quantities[last].end : quantities[last + 1].start
        ] in ("、", "和", "及", "或", "，", "与"):
            last += 1
        if last == index or self.clauses.at(quantities[last].start) != self.clauses.at(
            quantities[index].start
        ):
            return None
        end = self.clauses.ends[self.clauses.at(quantities[last].start)]
        return self._right(quantities[last].end, end, False)

    def _noun_end(self, start: int, end: int) -> int:
        """Cut a following noun before a preposition or a verb that goes on (…在/通过/实现)."""
        tokens = self.tokens
        at = tokens.at(start)
        while at < len(tokens) and tokens.starts[at] < end:
            begin = max(tokens.starts[at], start)
            if self.clauses.masked[begin] != FILL and self.words.has("break", tokens.words[at]):
                return begin
            at += 1
        return end

    def _apposed(
        self, piece: _Piece, after: tuple[int, int], quantity: QuantityMention
    ) -> bool:
        """A number between two nouns counts the one after it: 全县6个乡镇."""
        if quantity.kind not in ("count", "measurement", "amount"):
            return False
        if self.text[quantity.start - 1] in "、和及与":
            return True
        tag = self.tokens.tags[self.tokens.at(piece.end - 1)]
        return tag in ("ns", "nz", "r", "nt") or self.text[piece.end - 1] in "县市区省乡镇村级"

    def _after(
        self,
        index: int,
        quantity: QuantityMention,
        piece: _Piece,
        after: tuple[int, int] | None,
        state: _State,
        verbless: bool = False,
    ) -> NameMention | None:
        text = self.text
        if after is None:
            if quantity.kind == "amount" and (paid := self._paid_before(quantity.start)):
                return self._made(index, *paid, state=state, piece=piece)
            if state.name and (piece.move or piece.shape != "trailing" or piece.verb):
                return self._inherit(index, piece, state, quantity, move=piece.move)
            return None
        start, end = after
        if _NOT_COUNTED.search(text, max(0, quantity.start - 4), quantity.start):
            return None
        if quantity.kind == "share" and text[quantity.end] == "的":
            end = self.clauses.ends[self.clauses.at(start)]
        noun = self._turned(start, end)
        verb = piece.verb or (state.verb if state.listed and not verbless else "")
        name = verb + (self._label(start) if len(noun) < 5 and not verb else "") + noun
        state.listed = bool(piece.verb) or state.listed
        state.verb, state.after = verb, end
        mention = self._made(index, start, end, name, piece, state, core=text[start:end])
        return msgspec.structs.replace(mention, shape="apposed") if verbless else mention

    def _turned(self, start: int, end: int) -> str:
        """A noun with what it does, turned into one phrase: 案件通过调解化解 → 通过调解化解的案件."""
        text, tokens = self.text, self.tokens
        has = re.search(r"(?:拥有|共有|有|包含|包括)$", text[max(0, start - 14) : start].rstrip("0123456789余多家个户名所支项件"))
        at = tokens.at(start) + 1
        stop = tokens.at(end - 1)
        verbal = tokens.tags[stop][:1] == "v"
        while at <= stop:
            word, begin = tokens.words[at], tokens.starts[at]
            head, rest = text[start:begin], text[begin:end]
            if word == "的" and has and len(rest) > 1:
                return rest[1:] + head
            acting = self.clauses.masked[begin] != FILL and len(rest) > 1
            if acting and verbal and self.words.has("turn", word):
                return rest + ("的" if self.words.has("break", word) else "") + head
            if acting and tokens.tags[at][:1] == "v" and self.words.has("strong", word):
                return rest + head
            if at == stop and tokens.tags[at] == "v" and not self.words.has("govern", word):
                first = tokens.starts[tokens.at(start) + 1]
                return text[first:end] + text[start:first]
            at += 1
        return text[start:end]

    def _before(
        self,
        index: int,
        quantity: QuantityMention,
        piece: _Piece,
        after: tuple[int, int] | None,
        state: _State,
    ) -> NameMention | None:
        text, start, end = self.text, piece.start, piece.end
        core = text[start:end]
        if quantity.kind == "share" and (met := _SHARE_OF.match(text, quantity.end)):
            state.whole = core
            return self._made(index, start, end, f"{met['whole']}{core}占比", piece, state)
        met = _ENUMERATED.match(core) or _BY.search(core)
        if met:
            start, core = start + met.start("noun"), met["noun"]
        elif met := _GIVING.match(core):
            start, core = start + met.end(), core[met.end() :]
        if core[:1] in "占与比较" and state.name and not piece.move:
            cut = re.split("[占与比较]", state.name)[0]
            return self._made(index, start, end, cut + core, piece, state, core=cut + core)
        paid = _PAID.match(self.text, quantity.end) if quantity.kind == "share" else None
        if len(core) <= _BARE_PAY and self._pays(core):
            core = self._payee(start) + core
            return self._made(index, start, end, core, piece, state, core=core)
        if paid is not None:
            core = self._payee(end) + core
            return self._made(index, start, end, core + paid["noun"], piece, state, core=core)
        if state.whole and core.endswith("占比") and state.whole not in core:
            return self._made(index, start, end, core[:-2] + state.whole + "占比", piece, state)
        verb = self._narrowing(start, end)
        bare = self.words.has("bare", core.removeprefix("其")) or core == verb
        name = core
        if bare and piece.subject:
            state.core, state.listed = piece.subject, False
        elif bare and (topic := self._topic(start)) and (
            not state.core or any(topic.endswith(w) for w in self.words.roles["topic"])
        ):
            state.core = topic
        if bare and state.core and not piece.move:
            name = _join(state.core, core.removeprefix("其")) if core != verb else verb + state.core
        elif bare and state.core and piece.move:
            name = _join(state.core, core)
        elif self._takes_verb(index, piece, state, verb):
            name = state.verb + core
        if state.scope:
            name, state.scope = state.scope + name, ""
        if not bare:
            state.core = core[len(verb) :] or core
            if verb or not self._continues(index):
                state.verb = verb
        state.listed = bool(state.verb)
        return NameMention(
            index, start, end, _clean(name), "before", piece.move, None, piece.versus
        )

    def _label(self, offset: int) -> str:
        """消防救援物资：在北京建设8个中央级库: an item's label says of what."""
        clause = self.clauses.at(offset)
        topic = self._topic(offset)
        if not topic:
            return ""
        while clause > 0 and not self.text.startswith(topic, self.clauses.starts[clause]):
            clause -= 1
        return topic if self.text[self.clauses.ends[clause]] in "：:" else ""

    def _topic(self, offset: int) -> str:
        """机械制造产业，重点推动…，实现产值80亿元: the noun that opens the sentence."""
        clause = first = self.clauses.at(offset)
        low = max(self.text.rfind("。", 0, offset), self.text.rfind("\n", 0, offset))
        while first > 0 and self.clauses.starts[first - 1] > low:
            first -= 1
        start, end = self.clauses.starts[first], self.clauses.ends[first]
        if first == clause or not 2 < end - start <= 14:
            return ""
        low, high = self.tokens.at(start), self.tokens.at(end - 1)
        tags = self.tokens.tags[low : high + 1]
        noun = all(tag[:1] in "nvajmx" and tag not in ("v", "ns", "nt") for tag in tags)
        return self.text[start:end] if noun and tags[-1][:1] in "nv" else ""

    def _narrowing(self, start: int, end: int) -> str:
        to = self.words.at_start("narrow", self.text, start, end, self.borders)
        return self.text[start:to] if to > 0 else ""

    def _continues(self, index: int) -> bool:
        """True when only a list mark stands between this item and the number before."""
        if index == 0:
            return False
        gap = self.text[self.quantities[index - 1].end : self.quantities[index].start]
        return gap[:1] in "、，和及" and len(gap) < 24

    def _beside(self, index: int, quantity: QuantityMention) -> bool:
        """缩短A周期50%、B周期40%: an item after 、 of the same kind moves as well."""
        before = self.text[self.quantities[index - 1].end] if index else ""
        return quantity.kind in ("share", "points") and before in ("、", "和", "及")

    def _takes_verb(self, index: int, piece: _Piece, state: _State, verb: str) -> bool:
        """新增A2件，B11件: the second item is 新增B, unless it is a level of its own."""
        if verb or piece.move or not state.verb.startswith("新") or not self._continues(index):
            return False
        ends = self.text[max(piece.start, piece.end - 2) : piece.end]
        return not any(ends.endswith(word) for word in self.words.roles["stock"])

    def _rank(
        self, index: int, left: int, quantity: QuantityMention, state: _State
    ) -> NameMention | None:
        text = self.text
        start, end = self._trim(left, quantity.start)
        stop, scope_from = self._rank_verb(start, end)
        begin, stop = self._trim(start, stop)
        begin = self._lead(begin, stop)
        at = self.words.at_end("how", text, begin, stop, self.borders)
        stop = at if at > begin else stop
        scope = text[scope_from:end].strip(_EDGE)
        if stop <= begin:
            if not state.name:
                return None
            return NameMention(
                index, state.start, state.end, state.name, "rank", False, scope or None
            )
        name = _clean(text[begin:stop])
        return NameMention(index, begin, stop, name, "rank", False, scope or None)

    def _rank_verb(self, start: int, end: int) -> tuple[int, int]:
        """Where the ranked name ends and where the scope starts (排名|全省|第17位)."""
        ends = [at for at in sorted(self.borders_in(start, end), reverse=True)]
        for stop in [end, *ends]:
            at = self.words.at_end("rank", self.text, start, stop, self.borders)
            if at >= 0:
                while (more := self.words.at_end("rank", self.text, start, at, self.borders)) >= 0:
                    at = more
                return at, stop
            if end - stop > 16:
                break
        met = _RANK.search(self.text, max(start, end - 8), end)
        at = met.start() if met else end
        return at, at

    def borders_in(self, start: int, end: int) -> list[int]:
        """Word borders inside a span, in order."""
        starts = self.tokens.starts
        return list(starts[bisect_left(starts, start) : bisect_left(starts, end)])

    def _inherit(
        self, index: int, piece: _Piece, state: _State, quantity: QuantityMention, *, move: bool
    ) -> NameMention:
        name = state.name
        if piece.verb and piece.shape == "trailing":
            name = piece.verb + (state.core or state.name)
        return NameMention(
            index, state.start, state.end, name, "inherited", move, None, piece.versus
        )

    def _made(
        self,
        index: int,
        start: int,
        end: int,
        name: str,
        piece: _Piece,
        state: _State,
        core: str = "",
    ) -> NameMention:
        state.core = core or name
        if len(name) <= _BARE_PAY and self._pays(name):
            name = self._payee(start) + name
        return NameMention(
            index, start, end, _clean(name), "after", piece.move, None, piece.versus
        )

    def _pays(self, words: str) -> bool:
        return any(words.endswith(noun) for noun in self.words.roles["pay"])

    def _paid_before(self, offset: int) -> tuple[int, int, str] | None:
        """对X给予奖补，最高300万元: what the clause before pays, and to whom."""
        clause = self.clauses.at(offset)
        low = self.clauses.starts[max(0, clause - 2)]
        low = max(low, self.text.rfind("。", 0, offset) + 1, self.text.rfind("\n", 0, offset) + 1)
        found = list(_GIVEN.finditer(self.text, low, offset))
        if not found:
            return None
        start, end = found[-1].span("noun")
        return start, end, self._payee(start) + found[-1]["noun"]

    def _payee(self, offset: int) -> str:
        """对X，给予…奖补: whom or what the payment is for."""
        clause = self.clauses.at(offset)
        first, sentence = clause, self.clauses.sentences[clause]
        while first > 0 and self.clauses.sentences[first - 1] == sentence:
            first -= 1
        before = self.clauses.masked[self.clauses.starts[first] : offset]
        found = list(_PAYEE.finditer(before))
        if not found:
            return ""
        start = self.clauses.starts[first] + found[-1].start("whom")
        return self.text[start : start + len(found[-1]["whom"])].rstrip("的")


def _join(prefix: str, head: str) -> str:
    """专利质押融资 + 融资额 → 专利质押融资额."""
    for size in range(min(len(prefix), len(head)), 0, -1):
        if prefix.endswith(head[:size]):
            return prefix + head[size:]
    return prefix + head


def _clean(name: str) -> str:
    name = name.strip(_EDGE).replace("各类", "")
    for opening, closing in ("（）", "()", "“”", "《》"):
        if name.count(opening) > name.count(closing):
            name += closing
        elif name.count(closing) > name.count(opening):
            name = opening + name if name.find(closing) > 0 else name.replace(closing, "", 1)
    return name
