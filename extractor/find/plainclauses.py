"""Clauses that one pattern decides: lead, one head, and all the rest is its object.

Three of four clauses that commit are such (持续完善X机制). This is no second grammar: the pattern
takes a clause only where ``arguments.acts`` can come to nothing else, and leaves the others to it.
``tests/find/test_plainclauses.py`` holds the two against each other.
"""

from __future__ import annotations

import re

from extractor.find.verbgroups import LEAD
from extractor.language.wordclasses import WordClasses

# What makes more of a clause than one head over the rest: a verb behind 、 or 和, or one that
# shares the object (X并调整).
_TURN = r"[、+][aAi#]*(?:B|[VNRSDL][^de、+&Z#])|\+[aAi]*[VNuv]$"
# What tells a state where the head is as often a noun.
_STATE = r"[XMZ=]|a[aVNRuvi]{1,2}a?$|[ai]R$"
# What joins the word behind a verb to it, or another verb over the same object.
_JOINED = r"[VRSDL、+]|&[VNRSDLEaAi#、+&]|[Nuv](?:[de、+&Z#]|$)"
_PLAIN = re.compile(
    rf"""(?>{LEAD})(?:
        [VR](?!{_JOINED})
      | D(?!{_JOINED}|[Nuv][mQr])
      | (?<!A)N(?!{_JOINED})(?!.*(?:{_STATE}))
      | S(?![S、+&])
      | L(?![t、+&])
    )(?=.)(?!.*(?:[d=]$|{_TURN}))""",
    re.X,
)


def plain_head(codes: str, words: tuple[str, ...], first: int, known: WordClasses) -> int:
    """Index in ``codes`` of the head that has all the rest for its object, -1 if in doubt.

    ``codes`` are those of one clause, ``words`` of the whole text, where ``first`` begins it.
    """
    match = _PLAIN.match(codes)
    if match is None:
        return -1
    head = match.end() - 1
    at = first + head
    word = words[at]
    # 组织开展X, 深入推进X: two words that the lexicon knows as one.
    if words[at : at + 2] in known.pairs:
        return -1
    if head and codes[head - 1] == "A" and words[at - 1 : at + 1] in known.pairs:
        return -1
    # 探索创新X may be one verb; 发挥X优势构建Y may be two acts; X更加完善 may be a state.
    if (
        (word in known.preparing and codes[head + 1] in "Nuv")
        or word in known.playing
        or words[first + len(codes) - 2] in known.degrees
    ):
        return -1
    return head
