"""The naming lexicon compiled: words that may be taken off a phrase, at word borders."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import NamingEntry
from extractor.lexicon.loader import Lexicon

_NEW = 3


class Wording:
    """Word sets by role, with longest-first look-up at the ends of a phrase."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.roles: dict[str, frozenset[str]] = {}
        for entry in lexicon.entries(NamingEntry):
            words = frozenset(entry.aliases)
            self.roles[entry.role] = self.roles.get(entry.role, frozenset()) | words
        # 新组建 narrows as 新建 does, whatever the verb behind 新.
        new = {lead + verb for lead in self.roles["new"] for verb in self.roles["govern"]}
        self.roles["narrow"] |= frozenset(word for word in new if len(word) == _NEW)
        self._inside: dict[tuple[str, int], re.Pattern[str]] = {}
        #: By role, its words of one character.
        self.short = {r: frozenset(w for w in ws if len(w) == 1) for r, ws in self.roles.items()}
        #: By role, the first (last) characters of its words, and how long words of such a one are.
        self.first = {role: _lengths(words, 0) for role, words in self.roles.items()}
        self.last = {role: _lengths(words, -1) for role, words in self.roles.items()}

        self._only = {role: min(words, default="") for role, words in self.roles.items()}
        self._endings = {role: tuple(words) for role, words in self.roles.items()}

    def ends(self, role: str, text: str) -> bool:
        """True when ``text`` ends in a word of ``role``."""
        return text[-1:] in self.last[role] and text.endswith(self._endings[role])

    def has(self, role: str, word: str) -> bool:
        """True when ``word`` plays ``role``."""
        return word in self.roles[role]

    def only(self, role: str) -> str:
        """The word of a role that has one; the first in order where a user adds more."""
        return self._only[role]

    def inside(self, role: str, text: str, start: int, end: int, least: int = 1) -> bool:
        """True when a word of ``role`` of ``least`` characters or more stands in the span."""
        pattern = self._inside.get((role, least))
        if pattern is None:
            pattern = re.compile(either(w for w in self.roles[role] if len(w) >= least))
            self._inside[role, least] = pattern
        return pattern.search(text, start, end) is not None

    def joined(self, role: str, text: str, at: int, end: int) -> bool:
        """True for a word that may end a token: 参保率达 is split 参保|率达.

        年均增长 and 持续保持 are one. Links of two characters may stand anywhere, because
        培训率达到 is split 率达|到.
        """
        if role == "differ":  # 比改革|前少: what is compared with stands before it anyhow
            return True
        if role in ("move", "rank"):
            if role == "move" and end - at > 1:
                return True  # 价格上涨|0.3%: a number follows, so the word moves what is before
            rate = role == "rank" and text[at - 1 : at] in self.roles["stock"]  # 交付|率居
            return rate or text[max(0, at - 2) : at] in self.roles["how"]
        if end - at == 1 and text[at] in self.roles["link_alone"]:  # 友城|达, 竣工数|均
            return text[at - 1 : end] not in self.roles["no_link"]
        return role == "link" and (end - at > 1 or text[at - 1 : at] in self.roles["stock"])


def _lengths(words: frozenset[str], at: int) -> dict[str, tuple[int, ...]]:
    """By the character at ``at``, the lengths of the words that have it, longest first."""
    found: dict[str, set[int]] = {}
    for word in filter(None, words):
        found.setdefault(word[at], set()).add(len(word))
    return {character: tuple(sorted(found[character], reverse=True)) for character in found}


@lru_cache(maxsize=4)
def wording_of(lexicon: Lexicon) -> Wording:
    """The compiled naming words of a lexicon."""
    return Wording(lexicon)
