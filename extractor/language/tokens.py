"""Words and their parts of speech: jieba behind one door.

Two engines give the same tokens from the same dictionary: ``rjieba`` (Rust, the default) and
``jieba`` (pure Python, some thirty times slower). They differ only inside runs of Latin
letters and digits, which no rule here looks at. The domain dictionary of the lexicon is
added to both.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from sys import intern
from typing import Literal, Protocol

import msgspec

from extractor.lexicon.entries import JargonEntry
from extractor.lexicon.loader import Lexicon

Engine = Literal["rjieba", "jieba"]


# A lone surrogate (half a character, from a broken decoder) is no Unicode text for the engines.
_SURROGATE = re.compile("[\ud800-\udfff]")
# Distinct words whose tags are kept (some MB); a plan has about 1,500.
_REMEMBERED = 50_000
# More words than these are not looked up line by line: the whole text is tagged.
_SEARCHED = 8


class Tagger(Protocol):
    """Anything that splits a text into words, which join to the text, and their tags."""

    def __call__(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]: ...


class Tokens(msgspec.Struct, frozen=True, gc=False):
    """The words of a text in order; ``starts`` has one more entry, the text's length.

    Tags are ICTCLAS letters (``n`` noun, ``v`` verb, ``vn`` verbal noun, ``d`` adverb,
    ``p`` preposition, ``m`` numeral, ``x`` anything that is no word).
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    starts: array[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Index of the token that covers ``offset``."""
        return bisect_right(self.starts, offset, 0, len(self.words)) - 1


def tokenize(text: str, lexicon: Lexicon, engine: Engine = "rjieba") -> Tokens:
    """Split ``text`` into tagged words; every character belongs to exactly one token."""
    words, tags = _tagger(lexicon, engine)(_SURROGATE.sub("\ufffd", text))
    return Tokens(words, tags, array("L", accumulate(map(len, words), initial=0)))


@lru_cache(maxsize=4)
def _tagger(lexicon: Lexicon, engine: Engine) -> Tagger:
    jargon = [(e.name, e.frequency, e.tag) for e in lexicon.entries(JargonEntry)]
    return _jieba_tagger(jargon) if engine == "jieba" else _MemoTagger(_rjieba(jargon))


class _Rjieba(Protocol):
    """What is used of ``rjieba.Jieba``."""

    def cut(self, text: str) -> list[str]: ...

    def tag(self, text: str) -> list[tuple[str, str]]: ...

    def add_word(self, word: str, freq: int, tag: str) -> int: ...


class _MemoTagger:
    """The words of ``rjieba.cut``, tagged from a memo: half the cost of ``rjieba.tag``.

    A word's tag depends on the word alone, so it is asked for once per distinct word. Plans
    share most of theirs; the memo is emptied where it has grown too long.
    """

    def __init__(self, engine: _Rjieba) -> None:
        self._engine = engine
        self._tags: dict[str, str] = {}

    def __call__(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        words = tuple(self._engine.cut(text))
        if len(self._tags) > _REMEMBERED:
            self._tags = {}
        tags = self._tags  # the same one to the end, whatever another thread empties
        if new := set(words).difference(tags):
            for word, tag in self._asked(new, text):
                tags[word] = intern(tag)  # some fifty tags, not one object per word
        return words, tuple(map(tags.__getitem__, words))

    def _asked(self, words: set[str], text: str) -> Iterator[tuple[str, str]]:
        """The tags of new words of ``text``, most of them asked for one by one.

        A few words hold together only beside their neighbours (同城 alone is 同|城); they are read
        in their lines, which the engine cuts apart from each other.
        """
        split = set()
        for word in words:
            pairs = self._engine.tag(word)
            if len(pairs) == 1:
                yield pairs[0]
            else:
                split.add(word)
        if 0 < len(split) <= _SEARCHED:
            lines = [line for line in text.split("\n") if any(word in line for word in split)]
            pairs = self._engine.tag("\n".join(lines))
            split.difference_update(word for word, _ in pairs)
            yield from pairs
        if split:
            yield from self._engine.tag(text)


def _rjieba(jargon: list[tuple[str, int, str]]) -> _Rjieba:
    import rjieba

    engine: _Rjieba = rjieba.Jieba()
    for word, frequency, tag in jargon:
        engine.add_word(word, frequency, tag)
    return engine


def _jieba_tagger(jargon: list[tuple[str, int, str]]) -> Tagger:
    import logging

    import jieba
    import jieba.posseg

    jieba.setLogLevel(logging.WARNING)
    engine = jieba.Tokenizer()
    engine.initialize()
    for word, frequency, tag in jargon:
        engine.add_word(word, frequency, tag)
    tagger = jieba.posseg.POSTokenizer(engine)

    def tag_text(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        pairs = list(tagger.cut(text))
        return tuple(pair.word for pair in pairs), tuple(pair.flag for pair in pairs)

    return tag_text
