"""The words of ``finding_words.toml``, and names evened out so that wordings of one thing meet."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import FindingWordEntry
from extractor.lexicon.loader import Lexicon

_NOISE = re.compile(r"[的\s（）()“”\"、·]")


class FindingWords(msgspec.Struct, frozen=True):
    """Words by role, the synonyms of evened names, and one pattern for the words of a role."""

    roles: dict[str, tuple[str, ...]]
    synonyms: dict[str, str]
    patterns: dict[str, re.Pattern[str]]

    def has(self, role: str, text: str) -> bool:
        """True when a word of ``role`` stands in ``text``."""
        return self.patterns[role].search(text) is not None

    def key(self, name: str, cumulative: bool) -> str:
        """The name as it is compared: without words that say nothing, synonyms joined.

        The running total of a registering verb is the stock: 累计注册X is read as X.
        """
        bare = _NOISE.sub("", name)
        if self.has("empty", bare):
            for word in self.roles["empty"]:
                if word in bare and len(bare) > len(word) + 1:
                    bare = bare.replace(word, "") or bare
        if cumulative:
            for verb in self.roles["registering"]:
                if bare.startswith(verb) and len(bare) > len(verb) + 1:
                    bare = bare[len(verb) :]
        return self.synonyms.get(bare, bare)


@lru_cache(maxsize=4)
def finding_words(lexicon: Lexicon) -> FindingWords:
    """The finding words of a lexicon, compiled once."""
    roles: dict[str, tuple[str, ...]] = {}
    synonyms: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.entries(FindingWordEntry):
        if entry.role == "synonym":
            synonyms[entry.name] = entry.aliases
        else:
            longest = sorted(entry.aliases, key=lambda word: (-len(word), word))
            roles[entry.role] = (*roles.get(entry.role, ()), *longest)
    patterns = {role: re.compile(either(roles[role])) for role in roles}
    words = FindingWords(roles, {}, patterns)
    joined = {
        key: name
        for name, aliases in synonyms.items()
        for alias in aliases
        for key in (_NOISE.sub("", alias), words.key(alias, False))
    }
    return FindingWords(roles, joined, patterns)
