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
from functools import lru_cache
from itertools import accumulate
from typing import Literal, Protocol

import msgspec

from extractor.lexicon.entries import JargonEntry
from extractor.lexicon.loader import Lexicon

Engine = Literal["rjieba", "jieba"]


# A lone surrogate (half a character, from a broken decoder) is no Unicode text for the engines.
_SURROGATE = re.compile("[\ud800-\udfff]")


class Tagger(Protocol):
    """Anything that splits a text into (word, tag) pairs whose words join to the text."""

    def __call__(self, text: str) -> list[tuple[str, str]]: ...


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
        return min(bisect_right(self.starts, offset) - 1, len(self.words) - 1)


def tokenize(text: str, lexicon: Lexicon, engine: Engine = "rjieba") -> Tokens:
    """Split ``text`` into tagged words; every character belongs to exactly one token."""
    pairs = _tagger(lexicon, engine)(_SURROGATE.sub("\ufffd", text))
    words, tags = zip(*pairs, strict=True) if pairs else ((), ())
    return Tokens(words, tags, array("L", accumulate(map(len, words), initial=0)))


@lru_cache(maxsize=4)
def _tagger(lexicon: Lexicon, engine: Engine) -> Tagger:
    jargon = [(e.name, e.frequency, e.tag) for e in lexicon.entries(JargonEntry)]
    return _jieba_tagger(jargon) if engine == "jieba" else _rjieba_tagger(jargon)


def _rjieba_tagger(jargon: list[tuple[str, int, str]]) -> Tagger:
    import rjieba

    engine = rjieba.Jieba()
    for word, frequency, tag in jargon:
        engine.add_word(word, frequency, tag)
    tag_text: Tagger = engine.tag
    return tag_text


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

    def tag_text(text: str) -> list[tuple[str, str]]:
        return [(pair.word, pair.flag) for pair in tagger.cut(text)]

    return tag_text
