"""What the parts of a plan are for, by the words of their titles."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import regex

from extractor.lexicon.entries import LOOKING_BACK, SectionEntry
from extractor.lexicon.loader import Lexicon

_NOISE = regex.compile(r"[\s“”\"'《》]+|[（(][^（()）]{0,20}[）)]|[。：:；;，,、]+$")
_NOISY = re.compile(r"[\s“”\"'《》（(。：:；;，,、]")  # a quick look first
_CLAUSE = regex.compile(r"[，,、；]")
_HALF = 2
GOVERNOR = "governor"
MIXED = "mixed"
# 2024年…, “十四五”时期…
_WHEN = regex.compile(
    r"(?:(?:19|20)\d\d年度?|[一二三四五六七八九十]{2,3}五(?:时期|期间)|过去[一五]年|[今明]年|今后五年)(?=.)"
)
_YEARLY = regex.compile(r"[\s“\"]*[\d一二三四五六七八九十过今明]")  # a quick look first
_LONGEST_PART = 20
_DONE = frozenset({"tasks", "safeguards"})  # what 加强, 强化 before the words leaves as it is


def _bare(title: str) -> str:
    """A title without quotes, blanks, brackets and signs at its end."""
    return _NOISE.sub("", title) if _NOISY.search(title) else title


class KindWords:
    """The title words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._kinds = {
            alias: entry.kind
            for entry in lexicon.entries(SectionEntry)
            for alias in (entry.name, *entry.aliases)
            if entry.kind not in (GOVERNOR, LOOKING_BACK)
        }
        self._back = tuple(
            words
            for entry in lexicon.entries(SectionEntry)
            if entry.kind == LOOKING_BACK
            for words in entry.aliases
        )
        # A verb at the head of a title governs its last words: 优化…发展环境 is something to do.
        self._verbs = frozenset(
            verb
            for entry in lexicon.entries(SectionEntry)
            if entry.kind == GOVERNOR
            for verb in (entry.name, *entry.aliases)
        )
        lengths: dict[str, set[int]] = {}
        for word in self._kinds:
            lengths.setdefault(word[-1:], set()).add(len(word))
        # Last character → the lengths of the words that it ends, longest first.
        self._lengths = {last: sorted(sizes, reverse=True) for last, sizes in lengths.items()}
        self._not = frozenset(
            word for entry in lexicon.entries(SectionEntry) for word in entry.look_alikes
        )

    def kind(self, title: str) -> str | None:
        """The kind of the part that ``title`` heads, null when its words do not say.

        The last known word decides, when it ends the title and nothing governs it, or makes
        up half of it: 夯实…发展基础 names a task, 发展基础 a review.
        """
        bare = _bare(title)
        if not bare or bare in self._not:
            return None
        if bare in self._kinds:
            return self._kinds[bare]
        rest = bare[2:] if bare[:2] in self._verbs else bare[4:] if bare[2:4] in self._verbs else ""
        if self._kinds.get(rest) in _DONE:
            return self._kinds[rest]
        for start, end in self._known(bare):
            word = bare[start:end]
            if len(word) < len(bare) and self._governs(bare[:start]):
                return None
            if end == len(bare) or _HALF * len(word) >= len(bare):
                return self._kinds[word]
        return None

    def looks_back(self, text: str) -> bool:
        """True for a line that announces results: 一年来，主要做了以下工作：."""
        return any(words in text for words in self._back)

    def _known(self, bare: str) -> Iterator[tuple[int, int]]:
        """The known words in a title, from its end, not overlapping, the longest at each place.

        What stands before the middle cannot make up half of the title.
        """
        end, middle = len(bare), (len(bare) + 1) // _HALF
        while end >= middle:
            for size in self._lengths.get(bare[end - 1], ()):
                if size <= end and bare[end - size : end] in self._kinds:
                    yield end - size, end
                    end -= size
                    break
            else:
                end -= 1

    def _governs(self, before: str) -> bool:
        """优化…, 持续优化…: a verb opens the clause, or stands behind its adverb."""
        clause = _CLAUSE.split(before)[-1]
        return clause[:2] in self._verbs or clause[2:4] in self._verbs

    def governed(self, title: str) -> bool:
        """True when a verb opens the title (推进…, 构建…), as those of tasks do."""
        return _bare(title)[:2] in self._verbs

    def closes(self, title: str) -> bool:
        """True for 全面加强政府自身建设: a verb, before it perhaps an adverb, and a part's name."""
        bare = _bare(title)
        return len(bare) <= _LONGEST_PART and any(
            bare[at : at + 2] in self._verbs and self._kinds.get(bare[at + 2 :]) in _DONE
            for at in range(len(bare) - 3)
        )

    def names_part(self, title: str) -> bool:
        """True when the whole title is a known name of a part (指导思想, 2023年工作回顾)."""
        bare = _bare(title)
        return bare in self._kinds or self.dated_part(title)

    def dated_part(self, title: str) -> bool:
        """True for 2023年工作回顾, 2024年工作安排: a period and the name of a part."""
        if _YEARLY.match(title) is None:
            return False
        bare = _bare(title)
        when = _WHEN.match(bare)
        return when is not None and len(bare) <= _LONGEST_PART and self.kind(bare) is not None


@functools.lru_cache(maxsize=8)
def kind_words(lexicon: Lexicon) -> KindWords:
    """The compiled title words of ``lexicon``."""
    return KindWords(lexicon)
