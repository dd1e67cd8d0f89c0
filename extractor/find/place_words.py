"""The words by which places are found, in one automaton per lexicon."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

import ahocorasick_rs
import msgspec

from extractor.find.organisations import departments
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import (
    OrganisationEntry,
    PlaceBorderEntry,
    RegionGroupEntry,
    ZoneEntry,
)
from extractor.lexicon.gazetteer import Division, gazetteer
from extractor.lexicon.loader import Lexicon

REGION, JOINT, DEPARTMENT, STATE, ZONE, ALONE, OPEN, BORDER, NEUTRAL = range(9)
#: Signs that no name reaches across.
HARD = frozenset('，。；：、！？,;:!?\n\t 《》〈〉“”"‘’…【】[]〔〕/|　+=')
_BRACKETS = frozenset("）)（(")
_NUMERALS, _COUNTED = "0123456789一二三四五六七八九十百两几首若多", "个家大批类座处"
_COUNT = r"(?:[0-9]+|[一二三四五六七八九十百两几首若多]+)(?:个|家|大|批|类|座|处)"
_LINKS = "和与及等的—－-"
# 市场, 区域, 国内 begin like a level and are none.
STARTS_LIKE_ONE = re.compile(
    r"省(?![内外际])|市(?![场民域政值面外内])|区(?![域块内外间别])|县(?![域内])|州|国家|国务院|国网"
)


class Known(msgspec.Struct, frozen=True, gc=False):
    """What a region's word means in the plans of one home; ``plain`` whatever stands beside it."""

    division: Division | None
    plain: bool
    name: str
    code: str


class Words(msgspec.Struct, frozen=True):
    """The automaton of one lexicon, with the kind of each of its words but the border words.

    Only border words that could hide the start of another word (建成 before 都市圈) are in it;
    they come last, so that their index tells them. The others, ``ends`` by their last character,
    are looked for where they matter: before the few names that have an open start.
    """

    automaton: ahocorasick_rs.AhoCorasick
    words: list[str]
    kinds: list[int]
    ends: dict[str, tuple[str, ...]]
    stops: frozenset[str]
    generic: re.Pattern[str]
    generic_starts: frozenset[str]
    generic_ends: frozenset[str]
    determiner: re.Pattern[str]
    determiner_starts: frozenset[str]
    tails: frozenset[str]
    fronts: dict[str, tuple[str, ...]]
    vague: re.Pattern[str]
    divisions: dict[str | None, dict[str, Known]]


@functools.lru_cache(maxsize=8)
def place_words(lexicon: Lexicon) -> Words:
    """The words of a lexicon and of the gazetteer, compiled once."""
    table: dict[str, int] = {}

    def add(words: Iterable[str], kind: int) -> None:
        for word in words:
            table.setdefault(word, kind)

    zones = lexicon.entries(ZoneEntry)
    add((w for e in zones if e.form == "neutral" for w in e.aliases), NEUTRAL)
    add((w for e in lexicon.entries(RegionGroupEntry) for w in e.aliases), JOINT)
    book = gazetteer()
    add((w for w in book.full if len(w) > 1), REGION)
    add((w for w in departments(lexicon, level=False)), DEPARTMENT)
    add((w for w in departments(lexicon, level=True)), STATE)
    for entry in zones:
        if entry.form == "suffix":
            add(entry.aliases, ALONE if entry.alone else ZONE)
    suffixes = (e for e in lexicon.entries(OrganisationEntry) if e.form == "suffix")
    add((w for e in suffixes for w in e.aliases), OPEN)
    add((w for e in lexicon.entries(PlaceBorderEntry) for w in e.aliases), BORDER)
    # 新城 ends the names of zones everywhere and is 新城区 in two cities: short names come last,
    # also after 会同, a county of Hunan.
    # 市中 of 市中区 would hide 中级人民法院 in 市中级人民法院.
    add((w for w in book.short if len(w) > 1 and not STARTS_LIKE_ONE.match(w)), REGION)
    borders = [w for w, kind in table.items() if kind == BORDER]
    words = [w for w, kind in table.items() if kind != BORDER]
    ends = _by_end(borders)
    generic = [w for e in zones if e.form == "generic" for w in e.aliases]
    determiner = [w for e in zones if e.form == "determiner" for w in e.aliases]
    tails = (e for e in lexicon.entries(OrganisationEntry) if e.form == "tail")
    fronts = (e for e in lexicon.entries(OrganisationEntry) if e.form == "front")
    vague = either(w for e in zones if e.form == "vague" for w in e.aliases)
    return Words(
        vague=re.compile(vague),
        fronts=_by_end(w for e in fronts for w in e.aliases),
        automaton=ahocorasick_rs.AhoCorasick(
            words + _hiding(borders, words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        ),
        words=words,
        kinds=[table[w] for w in words],
        ends=ends,
        stops=HARD | _BRACKETS | frozenset(ends),
        generic=re.compile(f"(?:{either(generic)}|{_COUNT})+"),
        generic_starts=frozenset(w[:1] for w in generic) | frozenset(_NUMERALS),
        generic_ends=frozenset(w[-1:] for w in generic) | frozenset(_COUNTED),
        determiner=re.compile(f"(?:[{_LINKS}]|{_COUNT}|{either(determiner)})*+"),
        determiner_starts=frozenset(w[:1] for w in determiner) | frozenset(_LINKS + _NUMERALS),
        tails=frozenset(w for e in tails for w in e.aliases),
        divisions={},
    )


def _hiding(borders: list[str], words: list[str]) -> list[str]:
    """The border words in or at the end of which another word can begin."""
    sizes = range(1, max(map(len, borders), default=0))
    fronts = {word[:size] for size in sizes for word in words}
    whole = frozenset(words)
    return [
        b
        for b in borders
        if any(b[at:] in fronts for at in range(1, len(b)))
        or any(b[at:end] in whole for end in range(len(b)) for at in range(end))
    ]


def _by_end(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their last character, the longest first."""
    ends: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        ends[word[-1]] = (*ends.get(word[-1], ()), word)
    return ends
