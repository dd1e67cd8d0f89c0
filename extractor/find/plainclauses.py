"""Clauses that one pattern decides: lead, one head, and all the rest is its object.

Three of four clauses that commit are such (持续完善X机制). This is no second grammar: the pattern
takes a clause only where ``arguments.acts`` can come to nothing else, and leaves the others to it.
``tests/find/test_plainclauses.py`` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.find.verbgroups import LEAD
from extractor.find.wordclasses import WordClasses, word_classes
from extractor.lexicon.loader import Lexicon

# What makes more of a clause than one head over the rest: a verb behind 、 or 和, or one that
# shares the object (X并调整). (X更加完善, a.$ below, may be a state.)
_TURN = r"[、+][aAi#]*(?:B|[VNRSDL][^de、+&Z#\n])|\+[aAi]*[VNuv]$"
# What tells a state where the head is as often a noun.
_STATE = r"[XMZ=]|a[aVNRuvi]{1,2}a?$|[ai]R$"
# What joins the word behind a verb to it, or another verb over the same object.
_JOINED = r"[VRSDL、+]|&[VNRSDLEaAi#、+&]|[Nuv](?:[de、+&Z#]|$)"
# One match per line: lead and head of a plain clause, nothing of any other.
_LINES = re.compile(
    rf"""((?>{LEAD})(?:
        [VR](?!{_JOINED})
      | D(?!{_JOINED}|[Nuv][mQr])
      | (?<!A)N(?!{_JOINED})(?!.*(?:{_STATE}))
      | S(?![S、+&])
      | L(?![t、+&])
    )(?=.)(?!.*(?:[d=]$|a.$|{_TURN})))?.*\n""",
    re.X | re.M,
)


def plain_leads(lines: Iterable[str]) -> list[str]:
    """Of each clause the letters up to its head that has all the rest for its object.

    ``lines`` are the class letters of the clauses; the answer is empty where the letters leave
    a doubt. All are read in one scan: a call for each clause costs more than the reading.
    """
    leads: list[str] = _LINES.findall("".join([f"{line}\n" for line in lines]))
    return leads


@lru_cache(maxsize=8)
def wary_words(lexicon: Lexicon) -> frozenset[str]:
    """Heads that may not be the whole verb: what ``in_doubt`` has to be asked about."""
    known = word_classes(lexicon)
    return frozenset({first for first, _ in known.pairs} | known.preparing | known.playing)


def in_doubt(
    codes: str, words: tuple[str, ...], first: int, head: int, known: WordClasses
) -> bool:
    """Whether the words of a clause that looks plain tell that there is more to it.

    ``codes`` are those of the clause, ``words`` of the whole text, where ``first`` begins it.
    """
    at = first + head
    word = words[at]
    # 组织开展X, 深入推进X: two words that the lexicon knows as one.
    if words[at : at + 2] in known.pairs:
        return True
    if head and codes[head - 1] == "A" and words[at - 1 : at + 1] in known.pairs:
        return True
    # 探索创新X may be one verb; 发挥X优势构建Y may be two acts.
    return word in known.playing or (word in known.preparing and codes[head + 1] in "Nuv")
