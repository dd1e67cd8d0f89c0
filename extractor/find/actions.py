"""Actions: what the plan commits to, clause by clause (head verb and object)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractor.find.arguments import acts
from extractor.find.verbgroups import Act, Clause
from extractor.find.wordclasses import classify, verb_inside, word_classes
from extractor.language.clauses import Clauses, clauses
from extractor.language.tokens import Tokens
from extractor.lexicon.entries import VerbEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ActionMention

# 发挥好X: the particle belongs to neither verb nor object.
_PARTICLES = frozenset("着好")
# Tokens of a clause that are looked at: no clause of a plan is longer, hostile text is.
_LONGEST = 300
_RESPONSIBLE = re.compile(r"\s*[（(〔【][^（(〔【]*[）)〕】]$")


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
    codes = classify(tokens, found, lexicon)
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
        self.pairs = _pairs(lexicon)

    def read(self, start: int, end: int) -> Iterator[ActionMention]:
        """Actions of one measure's body."""
        spans = self.clauses
        first = max(spans.at(start), 0)
        acted = False
        means: list[ActionMention] = []
        sentence = -1
        for index in range(first, len(spans)):
            begin, stop = max(spans.starts[index], start), min(spans.ends[index], end)
            if spans.starts[index] >= end:
                break
            if begin >= stop:
                continue
            if spans.sentences[index] != sentence:
                yield from means
                acted, means, sentence = False, [], spans.sentences[index]
            for act, mention in self._clause(begin, stop):
                if act.code == "R" and acted:
                    continue
                if act.code == "E":
                    means.append(mention)
                    continue
                # 利用X，建立Y: the means only frames the act that follows.
                means = []
                acted = True
                yield mention
        yield from means

    def _clause(self, begin: int, stop: int) -> Iterator[tuple[Act, ActionMention]]:
        first = self.tokens.at(begin)
        last = min(self.tokens.at(stop - 1) + 1, first + _LONGEST)
        clause = Clause(
            self.codes[first:last],
            self.tokens.words[first:last],
            self.words.governing,
            self.words.disposal,
            self.words.weak_disposal,
            self.words.effects,
            self.pairs,
        )
        for act in acts(clause):
            mention = self._mention(act, first, begin, stop)
            if mention is not None:
                yield act, mention

    def _mention(self, act: Act, first: int, begin: int, stop: int) -> ActionMention | None:
        starts, words, tags = self.tokens.starts, self.tokens.words, self.tokens.tags
        head = first + act.head[0]
        last = first + act.head[1] - 1
        verb_start = starts[head] + verb_inside(words[head], tags[head], self.lexicon)[0]
        verb_end = starts[last] + verb_inside(words[last], tags[last], self.lexicon)[1]
        object_start = verb_end if act.object[0] == act.head[1] else starts[first + act.object[0]]
        object_end = min(starts[first + act.object[1]], stop)
        if act.object[1] == _LONGEST:
            object_end = stop
        if self.text.startswith("了", verb_end):
            return None  # 建成了X tells what was done
        if self.text[object_start : object_start + 1] in _PARTICLES:
            # 发挥好X, but 明确着力点: only where the particle is a word of its own.
            object_start += words[self.tokens.at(object_start)] in _PARTICLES
        object_start, object_end = _trim(self.text, object_start, object_end)
        if object_start >= object_end or self.text[object_start] in "、和":
            return None
        if self.text.startswith("相", verb_start):
            verb_start += 1  # 将X与Y相结合
        verb = self.text[verb_start:verb_end]
        if len(verb) < 2 and act.code in "vu":
            return None
        return ActionMention(begin, stop, verb_start, verb_end, verb, object_start, object_end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    if start < end and text[end - 1] in "）)〕】":
        tail = _RESPONSIBLE.search(text, start, end)
        if tail and any(word in tail[0] for word in ("负责", "牵头", "单位", "完成")):
            end = tail.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache(maxsize=8)
def _pairs(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Compounds of the lexicon (组织开展) as the two words that the segmenter sees."""
    return frozenset(
        (word[:2], word[2:])
        for entry in lexicon.entries(VerbEntry)
        for word in (entry.name, *entry.aliases)
        if len(word) == 4
    )
