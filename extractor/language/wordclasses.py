"""One letter per token: what it can be in a clause. The grammar of actions reads these.

Verbs: ``V`` commitment, ``N`` commitment that is as often a noun, ``D`` drive, ``R`` result,
``S`` support, ``L`` light, ``O`` role, ``F`` framing, ``E`` means, ``v``/``u`` a verb (verbal
noun) that no lexicon knows, ``A`` an adverb that may be a verb.
Others: ``a`` adverb, ``i`` idiom or adjective, ``M`` modal, ``X`` refusal, ``#`` connective,
``+`` and, ``&`` with, ``、``, ``T`` time, ``P`` location, ``t`` 对, ``w`` 为, ``y`` 以, ``g`` 由,
``B`` 将/把, ``Z`` passive, ``=`` copula, ``d`` 的, ``e`` 等, ``x`` word that closes a frame,
``k`` agent, ``m`` number, ``r`` pronoun, ``.`` sign, ``Q`` quoted or bracketed, ``n`` the rest.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from extractor.lexicon.entries import AdverbEntry, ClauseWordEntry, VerbEntry
from extractor.lexicon.loader import Lexicon

VERB_CODES = {
    "commitment": "V",
    "drive": "D",
    "result": "R",
    "support": "S",
    "light": "L",
    "role": "O",
    "framing": "F",
    "means": "E",
}
_ROLE_CODES = {
    "modal": "M",
    "refusal": "X",
    "aim": "X",
    "connective": "#",
    "joint": "+",
    "linking": "&",
    "time": "T",
    "location": "P",
    "toward": "t",
    "beneficiary": "w",
    "instrument": "y",
    "agent_marker": "g",
    "disposal_marker": "B",
    "passive": "Z",
    "copula": "=",
    "attributive": "d",
    "etcetera": "e",
    "closer": "x",
    "agent": "k",
    "thing": "n",
}
_TAG_CODES = {
    "v": "v", "vn": "u", "vi": "v", "d": "a", "ad": "a", "vd": "a", "a": "i", "an": "i", "b": "i",
    "z": "i", "i": "i", "l": "i", "m": "m", "r": "r", "p": "P", "c": "+", "f": "x", "uj": "d",
    "u": "e", "t": "T",
}  # fmt: skip


# Roles of verbs that with some ends come to something else.
_TWO_SIDED = (
    "raising", "meeting", "reaching", "promoting", "bettering", "choosing", "heralding",
    "undertaking",
)  # fmt: skip


class WordClasses(msgspec.Struct, frozen=True, gc=False):
    """What the lexicon says about words."""

    codes: dict[str, str]
    governing: frozenset[str]
    disposal: frozenset[str]
    weak_disposal: frozenset[str]
    effects: frozenset[str]
    agents: tuple[str, ...]
    adverbs: frozenset[str]
    doing: frozenset[str]
    preparing: frozenset[str]
    granting: frozenset[str]
    giving: frozenset[str]
    degrees: frozenset[str]
    effort: frozenset[str]
    adding: frozenset[str]
    playing: frozenset[str]
    openers: frozenset[str]
    binding: frozenset[str]
    raising: frozenset[str]
    entering: frozenset[str]
    meeting: frozenset[str]
    asked: frozenset[str]
    receiver: frozenset[str]
    standing: frozenset[str]
    manner: frozenset[str]
    framework: frozenset[str]
    reaching: frozenset[str]
    furthermore: frozenset[str]
    chiefly: frozenset[str]
    jointly: frozenset[str]
    shared: frozenset[str]
    works: frozenset[str]
    advancing: frozenset[str]
    promoting: frozenset[str]
    completed: frozenset[str]
    bettering: frozenset[str]
    bettered: frozenset[str]
    uniting: frozenset[str]
    choosing: frozenset[str]
    counted: frozenset[str]
    undertaking: frozenset[str]
    stances: frozenset[str]
    duly: frozenset[str]
    heralding: frozenset[str]
    announcing: frozenset[str]
    announced: frozenset[str]
    standpoints: frozenset[str]
    weights: frozenset[str]
    measured: frozenset[str]
    ordering: frozenset[str]
    aims: frozenset[str]
    purposes: frozenset[str]
    grounds: frozenset[str]
    extents: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    class_names: dict[tuple[str, str], str]
    # Verbs that with some ends come to something else.
    two_sided: frozenset[str]
    # Words without one of which no verb is inside a name of a class.
    telling: frozenset[str]


@lru_cache(maxsize=8)
def word_classes(lexicon: Lexicon) -> WordClasses:
    """The lexicon's words by class; a verb wins over an adverb, an adverb over a clause word."""
    codes: dict[str, str] = {"、": "、"}
    groups: dict[str, tuple[str, ...]] = {}
    for entry in lexicon.entries(ClauseWordEntry):
        groups[entry.role] = groups.get(entry.role, ()) + entry.aliases
        if entry.role in _ROLE_CODES:
            for word in entry.aliases:
                codes.setdefault(word, _ROLE_CODES[entry.role])
    adverbs: set[str] = set()
    verbs = _verb_codes(lexicon)
    for adverb in lexicon.entries(AdverbEntry):
        words = (adverb.name, *adverb.aliases)
        adverbs.update(words)
        codes.update(dict.fromkeys(words, "A" if adverb.verb else "a"))
    codes.update({word: code for word, code in verbs.items() if codes.get(word) != "A"})
    class_names = _class_names(lexicon)
    return WordClasses(
        codes,
        frozenset(
            word
            for entry in lexicon.entries(VerbEntry)
            if entry.governs
            for word in (entry.name, *entry.aliases)
        ),
        frozenset(groups.get("disposal", ())),
        frozenset(groups.get("weak_disposal", ())),
        frozenset(groups.get("effect", ())),
        groups.get("agent", ()),
        frozenset(adverbs),
        doing=frozenset(groups.get("doing", ())),
        preparing=frozenset(groups.get("preparing", ())),
        granting=frozenset(groups.get("granting", ())),
        giving=frozenset(groups.get("giving", ())),
        degrees=frozenset(groups.get("degree", ())),
        effort=frozenset(groups.get("effort", ())),
        adding=frozenset(groups.get("adding", ())),
        playing=frozenset(groups.get("playing", ())),
        openers=frozenset(
            word
            for role in ("toward", "beneficiary", "instrument", "disposal_marker", "location")
            for word in groups.get(role, ())
            if len(word) == 1
        ),
        binding=frozenset(groups.get("binding", ())),
        raising=frozenset(groups.get("raising", ())),
        entering=frozenset(groups.get("entering", ())),
        meeting=frozenset(groups.get("meeting", ())),
        asked=frozenset(groups.get("asked", ())),
        receiver=frozenset(groups.get("receiver", ())),
        standing=frozenset(groups.get("standing", ())),
        manner=frozenset(groups.get("manner", ())),
        framework=frozenset(groups.get("framework", ())),
        reaching=frozenset(groups.get("reaching", ())),
        furthermore=frozenset(groups.get("furthermore", ())),
        chiefly=frozenset(groups.get("chiefly", ())),
        jointly=frozenset(groups.get("jointly", ())),
        shared=frozenset(groups.get("shared", ())),
        works=frozenset(groups.get("works", ())),
        advancing=frozenset(groups.get("advancing", ())),
        promoting=frozenset(groups.get("promoting", ())),
        completed=frozenset(groups.get("completed", ())),
        bettering=frozenset(groups.get("bettering", ())),
        bettered=frozenset(groups.get("bettered", ())),
        uniting=frozenset(groups.get("uniting", ())),
        choosing=frozenset(groups.get("choosing", ())),
        counted=frozenset(groups.get("counted", ())),
        undertaking=frozenset(groups.get("undertaking", ())),
        stances=frozenset(groups.get("stance", ())),
        duly=frozenset(groups.get("duly", ())),
        heralding=frozenset(groups.get("heralding", ())),
        announcing=frozenset(groups.get("announcing", ())),
        announced=frozenset(groups.get("announced", ())),
        standpoints=frozenset(groups.get("standpoint", ())),
        weights=frozenset(groups.get("weight", ())),
        measured=frozenset(groups.get("measured", ())),
        ordering=frozenset(groups.get("ordering", ())),
        aims=frozenset(groups.get("aim", ())),
        purposes=frozenset(groups.get("purpose", ())),
        grounds=frozenset(groups.get("ground", ())),
        extents=frozenset(groups.get("extent", ())),
        pairs=_pairs(lexicon),
        class_names=class_names,
        two_sided=frozenset(word for role in _TWO_SIDED for word in groups.get(role, ())),
        telling=frozenset(
            (
                *(noun for _, noun in class_names),
                *groups.get("asked", ()),
                *groups.get("manner", ()),
            )
        ),
    )


def _class_names(lexicon: Lexicon) -> dict[tuple[str, str], str]:
    """Verb and noun that name a class together (申报单位), with the role that says when."""
    names: dict[tuple[str, str], str] = {}
    for entry in lexicon.entries(ClauseWordEntry):
        if entry.role == "class_name":
            names.update({(verb, entry.name): entry.role for verb in entry.aliases})
        elif entry.role in ("topic", "guided", "driven"):
            names.update({(word[:2], word[2:]): entry.role for word in entry.aliases})
    return names


def _pairs(lexicon: Lexicon) -> frozenset[tuple[str, str]]:
    """Compounds of the lexicon (组织开展) as the two words that the segmenter sees."""
    return frozenset(
        (word[at - 2 : at], word[at : at + 2])
        for entry in lexicon.entries(VerbEntry)
        for word in (entry.name, *entry.aliases)
        if len(word) in (4, 6)
        for at in range(2, len(word), 2)
    )


def _verb_codes(lexicon: Lexicon) -> dict[str, str]:
    codes: dict[str, str] = {}
    for entry in lexicon.entries(VerbEntry):
        code = VERB_CODES.get(entry.class_, "V")
        if entry.nominal and code == "V":
            code = "N"
        codes.update(dict.fromkeys((entry.name, *entry.aliases), code))
    return codes


def letter(word: str, tag: str, lexicon: Lexicon) -> str:
    """The class letter of one word."""
    return word_classes(lexicon).codes.get(word) or _unknown(word, tag, lexicon)


def _unknown(word: str, tag: str, lexicon: Lexicon) -> str:
    classes = word_classes(lexicon)
    if tag == "x" or not word.strip():
        return "."
    # 精心组织, 合理布局: no 组织, no 局.
    how = len(word) == 4 and word[:2] in classes.adverbs and classes.codes.get(word[2:], "n")
    if how and how in "VNDRSL":
        return how
    if word.endswith(classes.agents):
        # 由市 and 对区 are cut as one word.
        marked = len(word) == 2 and classes.codes.get(word[0], "k") in "gtwyB"
        return classes.codes[word[0]] if marked else "k"
    if classes.class_names.get((word[:2], word[2:])) == "class_name":
        return "n"
    if len(word) == 2 and tag[0] == "r" and classes.codes.get(word[0], "r") in "gtwB":
        return classes.codes[word[0]]  # 对本地区
    inner = _inner_verb(word, classes, tag)
    if inner:
        return classes.codes[inner[1][:2]]
    if tag[0] == "n" and tag != "ng":
        return "n"
    return _TAG_CODES.get(tag) or _TAG_CODES.get(tag[0], "n")


def verb_inside(word: str, tag: str, lexicon: Lexicon) -> tuple[int, int]:
    """Where the verb stands in a word of the dictionary: 深入开展 (2, 4), 明确责任 (0, 2)."""
    if len(word) < 3:
        return 0, len(word)
    classes = word_classes(lexicon)
    inner = None if word in classes.codes else _inner_verb(word, classes, tag)
    if inner is None or inner[0] + len(inner[1]) > len(word):
        return 0, len(word)
    return inner[0], inner[0] + len(inner[1])


def _inner_verb(word: str, classes: WordClasses, tag: str) -> tuple[int, str] | None:
    """Dictionaries hold 深入开展 or 化解矛盾 as one word: offset and verb, null where none is."""
    if not 3 <= len(word) <= 4 or (len(word) == 3 and tag[0] == "n"):
        return None  # 增加值, 增长率: a noun
    first, second = word[:2], word[2:]
    codes = classes.codes
    if first in classes.adverbs and codes.get(second, "n") in "VNDRSLEA":
        return 2, second
    if codes.get(first, "n") in "VDRSL" and codes.get(second, "n") == "n":
        return 0, first
    if codes.get(first, "n") in "VDR" and codes.get(second, "n") in "VDRN" and tag[0] in "ilv":
        return 0, word
    # Of words that are nouns too, only what the dictionary itself holds for a phrase.
    if codes.get(first) == "N" and second not in codes and tag[0] in "il":
        return 0, first
    return None
