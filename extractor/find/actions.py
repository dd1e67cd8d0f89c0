"""Actions: what the plan commits to, clause by clause (head verb and object)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from extractor.find.arguments import acts
from extractor.find.verbgroups import Act, Clause
from extractor.find.wordclasses import classify, verb_inside, word_classes
from extractor.language.clauses import Clauses, clauses
from extractor.language.tokens import Tokens
from extractor.lexicon.entries import MeasureLabelEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ActionMention

# 发挥好X: the particle belongs to neither verb nor object.
_PARTICLES = frozenset("着好起")
# Tokens of a clause that are looked at: no clause of a plan is longer, hostile text is.
_LONGEST = 300
_SPACES = " \t\u3000\xa0"
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
    codes = classify(tokens, found, lexicon, spans)
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
        spans = self.clauses
        starts, ends, sentences = spans.starts, spans.ends, spans.sentences
        first = max(spans.at(start), 0)
        last = bisect_left(starts, end, first)
        acted = False
        kept: list[ActionMention] = []
        means: list[ActionMention] = []
        sentence = -1
        for index in range(first, last):
            begin, stop = max(starts[index], start), min(ends[index], end)
            if begin >= stop:
                continue
            if sentences[index] != sentence:
                kept.extend(means)
                acted, means, sentence = False, [], sentences[index]
            for code, mention in self._clause(begin, stop):
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

    def _clause(self, begin: int, stop: int) -> list[tuple[str, ActionMention]]:
        starts = self.tokens.starts
        first = bisect_right(starts, begin) - 1
        last = min(bisect_left(starts, stop, first), first + _LONGEST)
        clause = Clause(self.codes[first:last], self.tokens.words[first:last], self.words)
        return [
            (act.code, mention)
            for act in acts(clause)
            if (mention := self._mention(act, first, begin, stop)) is not None
        ]

    def _mention(self, act: Act, first: int, begin: int, stop: int) -> ActionMention | None:
        text, starts = self.text, self.tokens.starts
        verb_start = self._verb(first + act.head[0])[0]
        verb_end = self._verb(first + act.head[1] - 1)[1]
        object_start = verb_end if act.object[0] == act.head[1] else starts[first + act.object[0]]
        object_end = stop
        if act.object[1] != _LONGEST:
            object_end = min(starts[first + act.object[1]], stop)
        if text.startswith("了", verb_end):
            return None  # 建成了X tells what was done
        if text[object_start : object_start + 1] in _PARTICLES:
            # 发挥好X, but 明确着力点: only where the particle is a word of its own.
            object_start += self.tokens.words[self.tokens.at(object_start)] in _PARTICLES
        object_start, object_end = self._trim(object_start, object_end)
        if object_start >= object_end or text[object_start] in "、和":
            return None
        if text.startswith("相", verb_start):
            verb_start += 1  # 将X与Y相结合
        verb = text[verb_start:verb_end]
        if act.code in "vu" and (len(verb) < 2 or verb[0] in self.words.openers):
            return None  # 对受灾家庭 is no verb 对受
        return ActionMention(begin, stop, verb_start, verb_end, verb, object_start, object_end)

    def _verb(self, token: int) -> tuple[int, int]:
        """Where the verb of a token stands in the text."""
        start, word = self.tokens.starts[token], self.tokens.words[token]
        if len(word) < 3:
            return start, start + len(word)
        low, high = verb_inside(word, self.tokens.tags[token], self.lexicon)
        return start + low, start + high

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        text = self.text
        while start < end and text[start] in _SPACES:
            start += 1
        if start < end and text[end - 1] in "）)〕】":
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
