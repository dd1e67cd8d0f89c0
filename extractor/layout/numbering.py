"""The numbers that stand before headings and items, in every way officials write them."""

from __future__ import annotations

import functools
import re

import msgspec
import regex

from extractor.language.numerals import chinese_value
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import FrontEntry
from extractor.lexicon.loader import Lexicon

RANKS = {
    "part": 0,
    "chapter": 1,
    "section": 2,
    "cn": 3,
    "dec2": 4,
    "cnp": 5,
    "dec3": 6,
    "ar": 7,
    "dec4": 8,
    "arp": 9,
    "circle": 10,
}
"""Schemes that number headings, from the widest; ``box`` and ``annex`` stand beside them."""

ALWAYS = frozenset({"part", "chapter", "section", "annex"})
"""Schemes that number nothing but headings (when the line is a title)."""

_H = r"[〇零一二三四五六七八九十百]"
_GRAMMAR = r"""
^(?:
    (?P<part>第\s?(?:{H}{{1,5}}|\d{{1,3}})\s?(?:篇|编|部分))
  | (?P<chapter>第\s?(?:{H}{{1,5}}|\d{{1,3}})\s?章)
  | (?P<section>第\s?(?:{H}{{1,5}}|\d{{1,3}})\s?节)
  | (?P<article>第\s?(?:{H}{{1,7}}|\d{{1,3}})\s?条)
  | (?P<box>(?:{box})\s?(?:{H}{{1,3}}|\d{{1,3}}(?:-\d{{1,2}})?)?(?=[:：\s“《]|\p{{Han}}|$))
  | (?P<annex>(?:{annex})\s?(?:{H}{{1,3}}|\d{{1,2}}(?:-\d{{1,2}})?)?
      (?=[:：\s.、“《]|$|(?<=\d)\p{{Han}}))
  | (?P<dec>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?(?=\s?[“《\p{{Han}}]|\s)(?!{unit}))
  | (?P<cn>{H}{{1,3}}\s?[、.](?!\s?[一二三四五六七八九十]、))
  | (?P<cnp>[（(]\s?{H}{{1,3}}\s?[）)]\s?[、.]?)
  | (?P<ar>\d{{1,3}}\s?(?:[.、](?!\d)|,(?=\p{{Han}})))
  | (?P<arp>[（(]\s?\d{{1,3}}\s?[）)]|\d{{1,3}}[）)])
  | (?P<circle>[①-⑳❶-❿⑴-⒇㈠-㈩])
  | (?P<point>{H}{{1,2}}是(?!否)|第{H}{{1,2}}[，,、])
  | (?P<label>\p{{Han}}{{2,6}}\s?(?:\d{{1,2}}|{H}{{1,2}})\s?[:：])
  | (?P<dash>[-—–─]{{1,3}}(?=[\p{{Han}}“])|[●■◆▲★•▪·※➢]\s?)
)\s*+[:：]?\s*+
"""
# 2.5亿元 at the start of a line is a number with its unit; 2.5人才 and 2.5平台 are headings
_UNIT = (
    r"\s?(?:[万亿倍元吨米]|年(?![度轻龄])|个?百分点|千[万亿米克瓦]|百[万亿]"
    r"|公[里顷斤分]|[平立]方|小时|分钟)"
)
_CIRCLES = {
    **{chr(0x2460 + i): i + 1 for i in range(20)},
    **{chr(0x2776 + i): i + 1 for i in range(10)},
    **{chr(0x2474 + i): i + 1 for i in range(20)},
    **{chr(0x3220 + i): i + 1 for i in range(10)},
}
_OPENS = frozenset("第〇零一二三四五六七八九十百（(-—–─●■◆▲★•▪·※➢").union(_CIRCLES)
"""What numbers begin with; also digits, and the lexicon's words for boxes and annexes."""
_COUNTED = r"\d{1,3}\s?[.、,）)]"
"""A quick look: a line that begins with digits and has a number goes on like this."""
_LABELLED = r"[^\n:：]{1,10}[:：]"
"""The same for a label, which ends so early."""
_DIGITS = re.compile(r"\d+")
_HAN_DIGITS = re.compile(rf"{_H}+")


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number or label at ``start``; ``end`` ends it, ``body`` starts the words after it.

    ``value`` is its last place (1.2.3 → 3), ``prefix`` the places before; 0 where it has none.
    """

    scheme: str
    value: int
    start: int
    end: int
    body: int
    prefix: tuple[int, ...] = ()


@functools.lru_cache(maxsize=8)
def grammar(lexicon: Lexicon) -> regex.Pattern[str]:
    """The compiled grammar of numbers at line starts, with the lexicon's box and annex words."""
    box, annex = (either(_front_words(lexicon, role)) for role in ("box", "attachment"))
    pattern = _GRAMMAR.format(H=_H, box=box, annex=annex, unit=_UNIT)
    return regex.compile(pattern, regex.VERBOSE | regex.MULTILINE)


def find_numbers(text: str, lexicon: Lexicon) -> dict[int, Number]:
    """Every number that starts a line of ``text``, by the offset of the line."""
    found: dict[int, Number] = {}
    pattern = grammar(lexicon)
    for start in _starts(lexicon).finditer("\n" + text):  # so the first line has a break, too
        at = start.start()
        end = text.find("\n", at)
        match = pattern.match(text, at, end if end >= 0 else len(text))
        if match is None:
            continue
        scheme = match.lastgroup or ""
        words = match.group(scheme)
        scheme, value, prefix = _value(scheme, words)
        found[at] = Number(scheme, value, at, at + len(words), match.end(), prefix)
    return found


@functools.lru_cache(maxsize=8)
def _starts(lexicon: Lexicon) -> re.Pattern[str]:
    """The breaks before the lines that may have a number: far faster to find than ``^``."""
    words = (*_front_words(lexicon, "box"), *_front_words(lexicon, "attachment"))
    opens = "".join(_OPENS.union(word[:1] for word in words))
    return re.compile(rf"\n(?=[{re.escape(opens)}]|{_COUNTED}|{_LABELLED})")


@functools.lru_cache(maxsize=2048)  # 一、 and （三） stand in every plan
def _value(scheme: str, words: str) -> tuple[str, int, tuple[int, ...]]:
    if scheme == "circle":
        return scheme, _CIRCLES.get(words, 0), ()
    if scheme == "dec":
        places = tuple(int(place) for place in _DIGITS.findall(words))
        return f"dec{len(places)}", places[-1], places[:-1]
    digits = _DIGITS.search(words)
    if digits:
        return scheme, int(digits.group()), ()
    numeral = _HAN_DIGITS.search(words)
    return scheme, _han_value(numeral.group()) if numeral else 0, ()


@functools.lru_cache(maxsize=512)
def _han_value(numeral: str) -> int:
    value = chinese_value(numeral)
    return int(value) if value is not None else 0


def _front_words(lexicon: Lexicon, role: str) -> set[str]:
    return {
        word
        for entry in lexicon.entries(FrontEntry)
        if entry.role == role
        for word in (entry.name, *entry.aliases)
    }
