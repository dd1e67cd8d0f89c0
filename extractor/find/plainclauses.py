"""Clauses that one pattern decides: a head with all the rest for its object, or no act at all.

Most clauses are such (持续完善X机制; 围绕X). This is no second grammar: the pattern takes a clause
only where ``arguments.acts`` can come to nothing else, and leaves the others to it.
``tests/find/test_plainclauses.py`` holds the two against each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from extractor.find.verbgroups import BARE, LEAD, governing
from extractor.language.wordclasses import WordClasses, word_classes
from extractor.lexicon.loader import Lexicon

# A word behind a verb that leaves it an object.
_OBJECT = rf"[^{BARE}\n]"
# What makes more of a clause than one head over the rest: a verb behind 、 or 和, or one that
# shares the object (X并调整); who does it when X is done (X后由Y), those who passed (通过的X).
_TURN = rf"[、+][aAi#]*(?:B|[VNRSDL]{_OBJECT})|\+[aAi]*[VNuv]$|、X|R.*dn$|[xT]g|Fd"
# What tells a state where the head is as often a noun.
_STATE = r"[XMZ=]|a[aVNRuvi]{1,2}a?$|[ai]R$"
# What joins the word behind a verb to it, or another verb over the same object.
_JOINED = r"[VRSDLd、+]|&[VNRSDLEaAi#、+&]|[Nuv](?:[de、+&Z#]|$)"
# Before an effect, 加快 heads itself where a verbal noun ends the clause (加快X技术创新).
_HEAD = rf"""(?:
        V(?!{_JOINED}|[PT]|.*M)
      | R(?!{_JOINED}|[PT])
      | [VD][VDL](?![VNRSDLvu{BARE}]|.*M)                   # 探索建立X
      | D(?!{_JOINED}|[Nuv][mQr])
      | N(?!{_JOINED}|[PT]|.*[nxkiaAMT#d]V)(?!.*(?:{_STATE}))(?:(?<!AN)|(?!.*[NuV]$))
      | S(?![Sd、+&])
      | L(?![td、+&]|.*M)
      | A(?![d、+&P])                                       # 加快X建设
      | E(?![d、+&])(?!.*[VNRSDLE]{_OBJECT})
    )(?=.)(?!.*(?:=$|{_TURN}))"""
# Frames, states and noun phrases without any verb that could act.
_NOTHING = rf"""(?:
        (?=\n)
      | F(?!.*(?:=$|B|[VRSDLE]{_OBJECT}|N[mQ]|xN|aN{_OBJECT}))
      | [P&](?!.*(?:=$|B|[VNRSDLE]{_OBJECT}))
      | w(?!.*(?:=$|V{_OBJECT}|aNm))
      | y(?=.*w)(?!.*(?:=$|V{_OBJECT}|w[aijnNuvkxV]{{1,3}}[aAi]*[VNRSDLEA]))
      | [X=Z](?!.*[MV])
      | [nkxrQemi](?!.*(?:[=ZMFPtBOVSDL]|[NA]m|[av]N|Nr|[kn]w))
    )"""
# One match per line; a clause in 的 is a condition of what follows.
_LINES = re.compile(rf"(.*d(?=\n)|(?>{LEAD})(?:{_HEAD}|{_NOTHING}))?.*\n", re.X | re.M)
HEADS = frozenset("VNRSDLAE")
# Words for which the grammar has rules of their own.
_OWN_RULES = frozenset(("坚持", "依托", "深入"))


def plain_leads(lines: Iterable[str]) -> list[str]:
    """Of each clause the letters up to what decides it; empty where they leave a doubt.

    ``lines`` are the class letters of the clauses. Where the last letter of the answer is one of
    ``HEADS`` it is the head (with the letter before it, if that is V or D), and all the rest is its
    object; otherwise nobody acts. All are read in one scan: a call for each clause costs more than
    the reading.
    """
    leads: list[str] = _LINES.findall("\n".join([*lines, ""]))
    return leads


@lru_cache(maxsize=8)
def wary_words(lexicon: Lexicon) -> frozenset[str]:
    """Words that may decide otherwise than their letter: ``in_doubt`` has to be asked."""
    known = word_classes(lexicon)
    classes = (first for first, _ in (*known.pairs, *known.class_names))
    return _OWN_RULES.union(known.preparing, known.playing, known.two_sided, classes)


def in_doubt(
    codes: str,
    words: tuple[str, ...],
    first: int,
    lead: str,
    wary: frozenset[str],
    known: WordClasses,
) -> bool:
    """Whether the words of a clause that looks plain tell that there is more to it.

    ``codes`` are those of the clause, ``words`` of the whole text, where ``first`` begins it;
    ``wary`` are ``wary_words``. ``lead`` ends with one of ``HEADS``.
    """
    head = len(lead) - 1
    at = first + head
    word = words[at]
    if len(word) == 4 and word not in known.codes:
        word = word[2:]  # 积极探索
    if word not in wary and codes[-2] != "a" and (not head or lead[-2] not in "AVD"):
        return False
    # 组织开展X, 深入推进X: two words that the lexicon knows as one.
    beside = (word, words[at + 1])
    if word in _OWN_RULES or beside in known.pairs or beside in known.class_names:
        return True
    if word in known.two_sided and _tells(word, codes, words, first, head, known):
        return True
    # 探索创新X may be one verb; 探索建立X is one.
    if word in known.preparing and codes[head + 1] in "Nuv":
        return True
    if head and lead[-2] in "VD":
        if word in known.undertaking:
            return True  # 公布承担X的机构
        if words[at - 1 : at + 1] not in known.pairs and not governing(word, codes[head], known):
            return True
        at -= 1
    if at > first and codes[at - first - 1] == "A" and words[at - 1 : at + 1] in known.pairs:
        return True
    # 发挥X优势构建Y may be two acts; X更加完善 may be a state.
    return words[at] in known.playing or (
        codes[-2] == "a" and words[first + len(codes) - 2] in known.degrees
    )


def _tells(
    word: str, codes: str, words: tuple[str, ...], first: int, head: int, known: WordClasses
) -> bool:
    """新建项目实施X, 满足下列条件, 产值突破N, 促进X开工: what else such a verb can come to."""
    last = words[first + len(codes) - 1]
    return (
        word in known.raising
        or (word in known.meeting and last in known.asked)
        or (word in known.reaching and codes[head + 1] == "m")
        or (word in known.promoting and last in known.completed)
        or word in known.choosing
        or (word in known.heralding and last in known.announced)
        or (
            word in known.undertaking
            and not known.measured.isdisjoint(words[first : first + len(codes)])
        )
        or (word in known.bettering and last[-2:] in known.bettered)
    )
