"""Actions: what the plan commits to, clause by clause (head verb and object)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from extractor.find.arguments import acts
from extractor.find.plainclauses import plain_head
from extractor.find.verbgroups import Clause, worked_for
from extractor.language.clauses import Clauses, clauses, hide
from extractor.language.tokens import Tokens
from extractor.language.wordclasses import verb_inside, word_classes
from extractor.lexicon.entries import MeasureLabelEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ActionMention

# 发挥好X: the particle belongs to neither verb nor object.
_PARTICLES = frozenset("着好起")
# Tokens of a clause that are looked at: no clause of a plan is longer, hostile text is.
_LONGEST = 300
_SPACES = " \t\u3000\xa0"
_CLOSING = "）)〕】"
# Only an object that starts or ends with one of these needs a second look.
_ODD_START = frozenset(_SPACES) | _PARTICLES | frozenset("、和")
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
    reader = _Reader(text, tokens, codes, found, lexicon)
    return tuple(action for start, end in spans for action in reader.read(start, end))


class _Reader:
    """Reads the clauses of one text; holds what is the same for all of them."""

    def __init__(
        self, text: str, tokens: Tokens, codes: str, found: Clauses, lexicon: Lexicon
    ) -> None:
        self.text, self.tokens, self.codes, self.clauses = text, tokens, codes, found
        self.lexicon = lexicon
        self.words = word_classes(lexicon)
        self.responsible = _responsible(lexicon)

    def read(self, start: int, end: int) -> list[ActionMention]:
        """Actions of one measure's body."""
        starts, ends, sentences = self.clauses.starts, self.clauses.ends, self.clauses.sentences
        first = max(self.clauses.at(start), 0)
        last = bisect_left(starts, end, first)
        acted = False
        kept: list[ActionMention] = []
        means: list[ActionMention] = []
        tokens, size = self.tokens.starts, len(self.tokens.starts)
        token = bisect_right(tokens, start) - 1
        sentence = -1
        for begin, stop, number in zip(
            starts[first:last], ends[first:last], sentences[first:last], strict=True
        ):
            if number != sentence:
                kept += means
                acted, means, sentence = False, [], number
            if begin < start or stop > end:
                begin, stop = max(begin, start), min(stop, end)
                if begin >= stop:
                    continue
            # From the token before: there are no more words than characters in between.
            high = token + begin - tokens[token] + 1
            token = bisect_right(tokens, begin, token, high if high < size else size) - 1
            for code, mention in self._clause(begin, stop, token):
                if code == "R" and acted:
                    continue
                if code == "E":
                    means.append(mention)
                    continue
                # 利用X，建立Y: the means only frames the act that follows.
                means = []
                acted = True
                kept.append(mention)
        return kept + means

    def _clause(self, begin: int, stop: int, first: int) -> list[tuple[str, ActionMention]]:
        """Acts of the clause ``[begin, stop)`` that starts with the token ``first``."""
        starts, words, known = self.tokens.starts, self.tokens.words, self.words
        longest = stop - starts[first]
        high = first + (longest if longest < _LONGEST else _LONGEST)
        size = len(words)
        last = bisect_left(starts, stop, first, high if high < size else size)
        codes = self.codes[first:last]
        head = plain_head(codes, words, first, known)
        if head < 0:
            return self._acts(Clause(codes, words[first:last], known), first, begin, stop)
        code = codes[head]
        if code == "R" and head and worked_for(words[first : first + head], known):
            code = "V"
        verb_start, verb_end = self._verb(first + head)
        mention = self._mention(code, verb_start, verb_end, verb_end, stop, begin, stop)
        return [(code, mention)] if mention else []

    def _acts(
        self, clause: Clause, first: int, begin: int, stop: int
    ) -> list[tuple[str, ActionMention]]:
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
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")
