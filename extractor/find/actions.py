"""Actions: what the plan commits to, clause by clause (head verb and object)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

import msgspec

from extractor.find.arguments import acts
from extractor.find.plainclauses import HEADS, in_doubt, plain_leads, wary_words
from extractor.find.verbgroups import Clause, worked_for
from extractor.language.clauses import Clauses, clauses, hide
from extractor.language.tokens import Tokens
from extractor.language.wordclasses import verb_inside, word_classes
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import MeasureLabelEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ActionMention

# 发挥好X: the particle belongs to neither verb nor object.
_PARTICLES = frozenset("着好起")
# Tokens of a clause that are looked at: no clause of a plan is longer, hostile text is.
_LONGEST = 300
# A clause that begins nearer than this behind another is the next one.
_NEXT = 3
_SPACES = " \t\u3000\xa0"
_CLOSING = "）)〕】"
# Only an object that starts or ends with one of these needs a second look.
_ODD_START = frozenset(_SPACES) | _PARTICLES | frozenset("了、和")
_ODD_END = frozenset(_SPACES + _CLOSING)
_BRACKET = re.compile(r"\s*[（(〔【][^（(〔【]*[）)〕】]$")


def find_actions(
    text: str,
    spans: Sequence[tuple[int, int]],
    tokens: Tokens,
    lexicon: Lexicon,
    found: Clauses | None = None,
) -> tuple[ActionMention, ...]:
    """Actions inside ``spans`` (bodies of measures, reading offsets), in order of the text.

    ``found`` are the clauses of ``text`` if they are known already.
    """
    found = found or clauses(text)
    codes = hide(tokens.letters, tokens.starts, found.blocks)
    cut = _cut(found, spans)
    return tuple(_Reader(text, tokens, codes, lexicon).read(cut))


# Begin and end, sentence, first token, class letters and plain lead of a clause.
_Row = tuple[int, int, int, int, str, str]
# Acts with their class letters.
_Found = Sequence[tuple[str, ActionMention]]


class _Cut(msgspec.Struct, frozen=True, gc=False):
    """The clauses of some spans, as columns; ``counts`` says how many are of each span."""

    begins: list[int]
    stops: list[int]
    sentences: list[int]
    counts: list[int]


def _cut(found: Clauses, spans: Sequence[tuple[int, int]]) -> _Cut:
    """The clauses inside ``spans``; one that goes over a border of its span is cut there."""
    cut = _Cut([], [], [], [])
    for start, end in spans:
        first = max(found.at(start), 0)
        last = bisect_left(found.starts, end, first)
        if first < last and found.ends[first] <= start:
            first += 1
        if first >= last or start >= end:
            continue
        cut.begins.extend(found.starts[first:last])
        cut.stops.extend(found.ends[first:last])
        cut.sentences.extend(found.sentences[first:last])
        cut.counts.append(last - first)
        cut.begins[first - last] = max(cut.begins[first - last], start)
        cut.stops[-1] = min(cut.stops[-1], end)
    return cut


class _Reader:
    """Reads the clauses of one text; holds what is the same for all of them."""

    def __init__(self, text: str, tokens: Tokens, codes: str, lexicon: Lexicon) -> None:
        self.text, self.tokens, self.codes = text, tokens, codes
        self.lexicon = lexicon
        self.words = word_classes(lexicon)
        self.wary = wary_words(lexicon)
        self.responsible = _responsible(lexicon)

    def read(self, cut: _Cut) -> list[ActionMention]:
        """Actions of all spans."""
        firsts, lines = self._lines(cut)
        leads = plain_leads(lines)
        rows = zip(cut.begins, cut.stops, cut.sentences, firsts, lines, leads, strict=True)
        kept: list[ActionMention] = []
        for count in cut.counts:
            self._read(islice(rows, count), kept)
        return kept

    def _lines(self, cut: _Cut) -> tuple[list[int], list[str]]:
        """Index of the first token and the class letters of every clause."""
        starts, codes = self.tokens.starts, self.codes
        size = len(codes)
        safe = size - _LONGEST
        firsts, lines = [], []
        first = last = 0
        for begin, stop in zip(cut.begins, cut.stops, strict=True):
            # Mostly behind the sign that ends the clause before.
            first = last + 1
            if first > size or starts[first] != begin:
                first = bisect_right(starts, begin, 0, size) - 1
            last = bisect_left(starts, stop, first, first + _LONGEST if first < safe else size)
            firsts.append(first)
            lines.append(codes[first:last])
        return firsts, lines

    def _read(self, rows: Iterable[_Row], kept: list[ActionMention]) -> None:
        """Add the actions of one span to ``kept``."""
        words, known, wary = self.tokens.words, self.words, self.wary
        acted = False
        means: list[ActionMention] = []
        held: ActionMention | None = None
        sentence = -1
        for begin, stop, number, first, codes, lead in rows:
            if number != sentence:
                kept += means
                acted, means, held, sentence = False, [], None, number
            if lead and lead[-1] not in HEADS and words[first + len(lead) - 1] not in wary:
                continue
            if lead and lead[-1] in HEADS and not in_doubt(codes, words, first, lead, wary, known):
                found = self._plain(lead, first, begin, stop)
            else:
                clause = Clause(codes, words[first : first + len(codes)], known)
                found = self._acts(clause, first, begin, stop)
            end = stop
            for code, mention in found:
                # 扩大X、促进Y: in a row behind an act, an effect is one too.
                # 促进和保障X: two effects on one object stand or trail together.
                trails = code == "R" and acted and not self.text.startswith("、", end, stop)
                if trails and not (kept and kept[-1].object_start == mention.object_start):
                    held = mention
                    continue
                end = mention.object_end
                if code == "E":
                    means.append(mention)
                    continue
                # 利用X，建立Y: the means only frames the act that follows.
                means = []
                acted = True
                # 建设X，提升Y，打造Z: between two acts, what sounds like an effect is a third.
                if held:
                    if code not in "RS" and 0 < begin - held.end < _NEXT and self._advances(held):
                        kept.append(held)
                    held = None
                kept.append(mention)
        kept += means

    def _advances(self, effect: ActionMention) -> bool:
        """Whether an effect may be an act in a row of acts: 提升X, but not 显著提升X."""
        lead = self.text[effect.start : effect.verb_start]
        return effect.verb in self.words.advancing and not any(
            word in lead for word in self.words.degrees
        )

    def _plain(self, lead: str, first: int, begin: int, stop: int) -> _Found:
        """The act of a plain clause that starts with token ``first``: its head ends the lead."""
        text, words, head = self.text, self.tokens.words, first + len(lead) - 1
        code, word, start = lead[-1], words[head], self.tokens.starts[head]
        if code == "R" and worked_for(words[first:head], self.words):
            code = "V"
        if len(word) < 3:
            end = start + len(word)
        else:
            start, end = self._verb(head)
        if lead[-2:-1] in ("V", "D"):  # 探索建立X
            start = self._verb(head - 1)[0]
        # Nearly all have nothing about them that needs a second look.
        if text[end] in _ODD_START or text[stop - 1] in _ODD_END or text[start] == "相":
            mention = self._mention(code, start, end, end, stop, begin, stop)
            return ((code, mention),) if mention else ()
        return ((code, ActionMention(begin, stop, start, end, text[start:end], end, stop)),)

    def _acts(self, clause: Clause, first: int, begin: int, stop: int) -> _Found:
        """Acts of a clause that starts with token ``first``, by the whole grammar."""
        starts = self.tokens.starts
        found = []
        for act in acts(clause):
            (head, head_end), (low, high) = act.head, act.object
            verb_start, verb_end = self._verb(first + head)
            if head_end > head + 1:
                verb_end = self._verb(first + head_end - 1)[1]
            object_start = verb_end if low == head_end else starts[first + low]
            object_end = stop if high == _LONGEST else min(starts[first + high], stop)
            mention = self._mention(
                act.code, verb_start, verb_end, object_start, object_end, begin, stop
            )
            if mention:
                found.append((act.code, mention))
        return found

    def _mention(
        self,
        code: str,
        start: int,
        end: int,
        object_start: int,
        object_end: int,
        begin: int,
        stop: int,
    ) -> ActionMention | None:
        """The act of the verb ``[start, end)`` on an object in the clause ``[begin, stop)``."""
        text = self.text
        # 建成了X tells what was done.
        if object_start >= object_end or text.startswith("了", end):
            return None
        if text[object_start] in _ODD_START or text[object_end - 1] in _ODD_END:
            object_start, object_end = self._trim(object_start, object_end)
            if object_start >= object_end or text[object_start] in "、和":
                return None
        if text[start] == "相":
            start += 1  # 将X与Y相结合
        verb = text[start:end]
        if code in "vu" and (len(verb) < 2 or verb[0] in self.words.openers):
            return None  # 对受灾家庭 is no verb 对受
        return ActionMention(begin, stop, start, end, verb, object_start, object_end)

    def _verb(self, token: int) -> tuple[int, int]:
        """Where the verb of a token stands in the text."""
        start, word = self.tokens.starts[token], self.tokens.words[token]
        if len(word) < 3:
            return start, start + len(word)
        low, high = verb_inside(word, self.tokens.tags[token], self.lexicon)
        return start + low, start + high

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """An object's span without particle, spaces, and the bracket that names who acts."""
        text = self.text
        if text[start] in _PARTICLES:
            # 发挥好X, but 明确着力点: only where the particle is a word of its own.
            start += self.tokens.words[self.tokens.at(start)] in _PARTICLES
        while start < end and text[start] in _SPACES:
            start += 1
        if start < end and text[end - 1] in _CLOSING:
            tail = _BRACKET.search(text, start, end)
            if tail and self.responsible.search(tail[0]):
                end = tail.start()
        while end > start and text[end - 1] in _SPACES:
            end -= 1
        return start, end


@lru_cache(maxsize=8)
def _responsible(lexicon: Lexicon) -> re.Pattern[str]:
    """Words that make a bracket one of duties: （市水务局牵头）."""
    words = [
        word
        for entry in lexicon.entries(MeasureLabelEntry)
        if entry.role == "responsibility"
        for word in entry.aliases
    ]
    return re.compile(either(words))
