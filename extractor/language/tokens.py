"""Words and their parts of speech: jieba behind one door.

Two engines give the same tokens from the same dictionary: ``rjieba`` (Rust, the default) and
``jieba`` (pure Python, some thirty times slower). They differ only inside runs of Latin
letters and digits, which no rule here looks at. The domain dictionary of the lexicon is
added to both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, count
from sys import intern
from typing import Literal, Protocol, overload

import msgspec

from extractor.language.wordclasses import letter
from extractor.lexicon.entries import JargonEntry
from extractor.lexicon.loader import Lexicon

Engine = Literal["rjieba", "jieba"]


# A lone surrogate (half a character, from a broken decoder) is no Unicode text for the engines.
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Distinct words whose signs are kept (some MB); a plan has about 1,500.
_REMEMBERED = 50_000
# More words than these are not looked up line by line: the whole text is tagged.
_SEARCHED = 8
# What stands in a signature for a word that splits when alone; no class letter.
_UNKNOWN = "\0"
_SPLIT = 2 * _UNKNOWN
# The word that stands for all the text between two stretches.
_GAP = "\n"


class Tagger(Protocol):
    """Anything that splits a text into words, which join to the text.

    With them come their signs, two characters for each: its class letter, its tag's code.
    """

    signs: Signs

    def __call__(self, text: str) -> tuple[list[str], str]: ...


class Signs:
    """All that the rules ask about a word, in two characters: class letter and code of the tag.

    So one look-up per word in a memo gives both, for all words of a text at once.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.tags: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._next = count(1)  # two threads never draw the same number; a lost one is no harm

    def sign(self, word: str, tag: str) -> str:
        """The sign of one word with its tag."""
        code = self._codes.get(tag)
        if code is None:
            code = chr(next(self._next))
            self.tags[code] = tag
            code = self._codes.setdefault(tag, code)
        # Some 150 strings for all words: the memo stays small, and they are at hand.
        return intern(letter(word, tag, self.lexicon) + code)


class Tags(Sequence[str]):
    """The tags of words in order, spelt out where they are asked for: a few hundred times."""

    __slots__ = ("_codes", "_names")

    def __init__(self, codes: str, names: dict[str, str]) -> None:
        self._codes, self._names = codes, names

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...

    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        codes = self._codes[index]
        if isinstance(index, int):
            return self._names[codes]
        return tuple(map(self._names.__getitem__, codes))


class Tokens(msgspec.Struct, frozen=True, gc=False):
    """The words of a text in order; ``starts`` has one more entry, the end of the last one.

    Tags are ICTCLAS letters (``n`` noun, ``v`` verb, ``vn`` verbal noun, ``d`` adverb,
    ``p`` preposition, ``m`` numeral, ``x`` anything that is no word); ``letters`` holds the class
    letter of each word (``wordclasses``).
    """

    text: str
    tagger: Tagger
    words: tuple[str, ...]
    tags: Tags
    letters: str
    starts: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Index of the token that covers ``offset``."""
        return bisect_right(self.starts, offset, 0, len(self.words)) - 1

    def split(self, start: int, end: int) -> Tokens:
        """Tokens that hold the words of a stretch inside a line, even if it was passed over."""
        if _GAP not in self.words[self.at(start) : self.at(end - 1) + 1]:
            return self
        words, signature = self.tagger(self.text[start:end])
        return _tokens(
            self.text, self.tagger, words, signature, [*accumulate(map(len, words), initial=start)]
        )


def tokenize(
    text: str,
    lexicon: Lexicon,
    engine: Engine = "rjieba",
    spans: Iterable[tuple[int, int]] | None = None,
) -> Tokens:
    """Split ``text`` into tagged words; every character belongs to exactly one token.

    Only ``spans`` (default: all) are split. They begin and end where words do, and whatever lies
    between them is passed over: one token, and its word a mere line break.
    """
    text = _whole(text)
    tagger = _tagger(lexicon, engine)
    words: list[str] = []
    signs: list[str] = []
    starts = [0]
    gap = ""  # the sign of all the tokens between, asked for once
    for start, end in ((0, len(text)),) if spans is None else _stretches(spans):
        if start > starts[-1]:
            gap = gap or tagger(_GAP)[1]
            words.append(_GAP)
            signs.append(gap)
            starts.append(start)
        found, told = tagger(text[start:end])
        words += found
        signs.append(told)
        starts.pop()  # the border to the words before is among those of ``found``
        starts += accumulate(map(len, found), initial=start)
    if starts[-1] < len(text):
        words.append(_GAP)
        signs.append(gap or tagger(_GAP)[1])
        starts.append(len(text))
    return _tokens(text, tagger, words, "".join(signs), starts)


def _tokens(
    text: str, tagger: Tagger, words: Iterable[str], signature: str, starts: list[int]
) -> Tokens:
    tags = Tags(signature[1::2], tagger.signs.tags)
    return Tokens(text, tagger, tuple(words), tags, signature[::2], starts)


def _stretches(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, as one where nothing or a single sign parts them."""
    found: list[tuple[int, int]] = []
    first = last = -2
    for start, end in sorted(spans):
        if start > last + 1:
            if last >= 0:
                found.append((first, last))
            first, last = start, end
        elif end > last:
            last = end
    return [*found, (first, last)] if last >= 0 else found


def _whole(text: str) -> str:
    """The text with lone surrogates replaced; to encode it is the fastest way to find none."""
    try:
        text.encode("utf-16-le")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


@lru_cache(maxsize=4)
def _tagger(lexicon: Lexicon, engine: Engine) -> Tagger:
    jargon = [(e.name, e.frequency, e.tag) for e in lexicon.entries(JargonEntry)]
    signs = Signs(lexicon)
    if engine == "jieba":
        return _JiebaTagger(jargon, signs)
    return _MemoTagger(_rjieba(jargon), signs)


class _Rjieba(Protocol):
    """What is used of ``rjieba.Jieba``."""

    def cut(self, text: str) -> list[str]: ...

    def tag(self, text: str) -> list[tuple[str, str]]: ...

    def add_word(self, word: str, freq: int, tag: str) -> int: ...


class _MemoTagger:
    """The words of ``rjieba.cut``, with signs from a memo: half the cost of ``rjieba.tag``.

    A word's tag depends on the word alone, so it is asked for once per distinct word. Plans
    share most of theirs; the memo is emptied where it has grown too long.
    """

    def __init__(
        self,
        engine: _Rjieba,
        signs: Signs,
        remembered: int = _REMEMBERED,
        searched: int = _SEARCHED,
    ) -> None:
        self._engine, self.signs = engine, signs
        self._remembered, self._searched = remembered, searched
        self._memo = _Memo(engine, signs)

    def __call__(self, text: str) -> tuple[list[str], str]:
        words = self._engine.cut(text)
        if len(self._memo) > self._remembered:
            self._memo = _Memo(self._engine, self.signs)
        memo = self._memo  # the same one to the end, whatever another thread empties
        signature = "".join(map(memo.__getitem__, words))
        if _UNKNOWN in signature:
            split = {word for word in words if memo[word] == _SPLIT}
            for word, tag in self._in_context(split, text):
                memo[word] = self.signs.sign(word, tag)
            signature = "".join(map(memo.__getitem__, words))
        return words, signature

    def _in_context(self, split: set[str], text: str) -> Iterator[tuple[str, str]]:
        """The tags of words of ``text`` that hold together only beside their neighbours.

        They are read in their lines, which the engine cuts apart from each other.
        """
        if len(split) <= self._searched:
            lines = [line for line in text.split("\n") if any(word in line for word in split)]
            pairs = self._engine.tag("\n".join(lines))
            split = split.difference(word for word, _ in pairs)
            yield from pairs
        if split:
            yield from self._engine.tag(text)


class _Memo(dict[str, str]):
    """Signs of the words seen so far; a plain dict is the fastest look-up."""

    def __init__(self, engine: _Rjieba, signs: Signs) -> None:
        super().__init__()
        self._engine, self._signs = engine, signs

    def __missing__(self, word: str) -> str:
        pairs = self._engine.tag(word)
        if len(pairs) != 1:  # 同城 alone is 同|城
            return _SPLIT
        sign = self[word] = self._signs.sign(*pairs[0])
        return sign


def _rjieba(jargon: list[tuple[str, int, str]]) -> _Rjieba:
    import rjieba

    engine: _Rjieba = rjieba.Jieba()
    for word, frequency, tag in jargon:
        engine.add_word(word, frequency, tag)
    return engine


class _JiebaTagger:
    """The engine in pure Python; what it says of an unknown word may depend on its context."""

    def __init__(self, jargon: list[tuple[str, int, str]], signs: Signs) -> None:
        import logging

        import jieba
        import jieba.posseg

        jieba.setLogLevel(logging.WARNING)
        engine = jieba.Tokenizer()
        engine.initialize()
        for word, frequency, tag in jargon:
            engine.add_word(word, frequency, tag)
        self._tagger, self.signs = jieba.posseg.POSTokenizer(engine), signs

    def __call__(self, text: str) -> tuple[list[str], str]:
        pairs = list(self._tagger.cut(text))
        signature = "".join([self.signs.sign(pair.word, pair.flag) for pair in pairs])
        return [pair.word for pair in pairs], signature
