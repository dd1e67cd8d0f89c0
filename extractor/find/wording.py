"""The naming lexicon compiled: words that may be taken off a phrase, at word borders."""

from __future__ import annotations

from functools import lru_cache

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
        self._longest = {
            role: max((len(word) for word in words), default=0)
            for role, words in self.roles.items()
        }
        self._last = {role: frozenset(w[-1] for w in ws if w) for role, ws in self.roles.items()}
        self._first = {role: frozenset(w[0] for w in ws if w) for role, ws in self.roles.items()}

    def has(self, role: str, word: str) -> bool:
        """True when ``word`` plays ``role``."""
        return word in self.roles[role]

    def only(self, role: str) -> str:
        """The word of a role that has one; the first in order where a user adds more."""
        return min(self.roles[role])

    def at_end(self, role: str, text: str, start: int, end: int, borders: frozenset[int]) -> int:
        """Start of the longest word of ``role`` that ends at ``end``, or -1.

        The word must start at a word border: 计 at the end of 审计 is no link. Links of two
        characters are taken anywhere, because 培训率达到 is split 率达|到.
        """
        if end <= start or text[end - 1] not in self._last[role]:
            return -1
        words = self.roles[role]
        for at in range(max(start, end - self._longest[role]), end):
            if text[at:end] in words and (at in borders or self._joined(role, text, at, end)):
                return at
        return -1

    def _joined(self, role: str, text: str, at: int, end: int) -> bool:
        """True for a link inside a token: 参保率达 is split 参保|率达; 年均增长 is one."""
        if role == "move":
            return text[max(0, at - 2) : at] in self.roles["how"]
        return role == "link" and (end - at > 1 or text[at - 1 : at] in self.roles["stock"])

    def at_start(self, role: str, text: str, start: int, end: int, borders: frozenset[int]) -> int:
        """End of the longest word of ``role`` that starts at ``start``, or -1."""
        if end <= start or text[start] not in self._first[role]:
            return -1
        words = self.roles[role]
        for to in range(min(end, start + self._longest[role]), start, -1):
            if to in borders and text[start:to] in words:
                return to
        return -1


@lru_cache(maxsize=4)
def wording_of(lexicon: Lexicon) -> Wording:
    """The compiled naming words of a lexicon."""
    return Wording(lexicon)
