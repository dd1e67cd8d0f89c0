"""Clauses that one pattern decides: lead, one head, and all the rest is its object.

Three of four clauses that commit are such (持续完善X机制). This is no second grammar: the pattern
takes a clause only where ``arguments.acts`` can come to nothing else, and leaves the others to it.
``tests/find/test_plainclauses.py`` holds the two against each other.
"""

from __future__ import annotations

import re

from extractor.find.verbgroups import LEAD

# What makes more of a clause than one head over the rest: a verb behind 、 or 和, an act behind a
# closing word (发挥X优势构建Y), a verb that shares the object (X并调整).
_TURN = r"[、+][aAi#]*(?:B|[VNRSDL][^de、+&Z#])|x[aAi#]*V|\+[aAi]*[VNuv]$"
# What tells a state where the head is as often a noun.
_STATE = r"[XMZ=]|a[aVNRuvi]{1,2}a?$|[ai]R$"
_PLAIN = re.compile(
    rf"""(?>{LEAD})(?<!A)(?:
        [DR](?![VNRSDLvu、+&])
      | V(?![VNRSDLvu、+&])(?!.*a.$)
      | N(?![VNRSDLvu、+&])(?!.*(?:a.$|{_STATE}))
      | S(?![S、+&])
      | L(?![t、+&])
    )(?=.)(?!.*(?:[d=]$|{_TURN}))""",
    re.X,
)


def plain_head(codes: str) -> int:
    """Index of the head that has all the rest of the clause for its object, -1 if in doubt.

    Two words that the lexicon knows as one compound (组织 开展) are for the caller to tell.
    """
    match = _PLAIN.match(codes)
    return match.end() - 1 if match else -1
