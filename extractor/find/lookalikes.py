"""What looks like a quantity and is none: one compiled pattern of the lexicon's look-alikes."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec
import regex

from extractor.find.patterns import alternatives, compile_all
from extractor.language.numerals import HAN
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import LookAlikeEntry
from extractor.lexicon.loader import Lexicon

# A run of digits, or of Chinese numerals, taken whole: no alternative may start inside one.
NUMBER = rf"(?>[0-9][0-9,.]*[{HAN}]*|[{HAN}]+)"

# Words in quotes without any numeral (most) need no look: ``idle`` takes them at one go.
_NUMERALS = f"0-9{HAN}翻半"
_MARKED = re.compile(
    r"《[^《》\n]{1,80}》"
    r"|https?://[^\s，。；、）)》”]++"
    r"|Https?://[^\s，。；、）)》”]++"  # not [hH]: literals at the head of all make the scan fast
    rf"|“(?:[^“”\n{_NUMERALS}]*+(?P<idle>”)|(?P<curly>[^“”\n]*)”)"
    r"|‘(?P<single>[^‘’\n]*)’"
    r"|「(?P<corner>[^「」\n]*)」"
    r"|\"(?P<straight>[^\"\n]*)\""
    r"|〔[^〔〕\n]{1,10}〕"
)
_NAME_LENGTH = 12  # words in quotes up to this length are a name or slogan
_SENTENCE = re.compile(r"[，。；：%]|[0-9][万亿]?[余多]?[家个件元人户亩项](?!一|业|[0-9])")


def masks(text: str) -> list[tuple[int, int]]:
    """Spans in which no number is a quantity: 《titles》, “slogans” in quotes, 〔2021〕.

    Names in quotes that hold no numeral are left out.
    """
    spans = []
    for match in _MARKED.finditer(text):
        kind = match.lastgroup
        if kind == "idle":
            continue
        if kind is None or _is_name(match[kind]):
            spans.append(match.span())
    return spans


def _is_name(inner: str) -> bool:
    return len(inner) <= _NAME_LENGTH and not _SENTENCE.search(inner)


class Refusal(msgspec.Struct, frozen=True):
    """Look-alikes of a lexicon, by the engine that reads them.

    ``re`` is many times faster than ``regex``, but looks back over fixed lengths only. So what
    needs ``regex`` (``led``) is tried where number and words after it (``likely``) fit already.
    """

    certain: re.Pattern[str]
    likely: re.Pattern[str]
    led: regex.Pattern[str]

    def at(self, text: str, pos: int) -> bool:
        """True when the number that starts at ``pos`` is part of a look-alike."""
        if self.certain.match(text, pos):
            return True
        return bool(self.likely.match(text, pos) and self.led.match(text, pos))


@functools.lru_cache(maxsize=8)
def refusal(lexicon: Lexicon) -> Refusal:
    """The look-alikes of a lexicon; raises ``LexiconError`` for a bad pattern."""
    afters: dict[str, list[str]] = defaultdict(list)
    likely, led = [], []
    for entry in lexicon.entries(LookAlikeEntry):
        lead, number = _lead(entry.before), _number(entry)
        if _compiles(f"{lead}{number}(?:{entry.after})"):
            afters[lead + number].append(entry.after)
            continue
        led.append((entry.name, f"(?<={entry.before}){number}(?:{entry.after})"))
        simple = f"{number}(?:{entry.after})"
        likely.append(simple if _compiles(simple) else "")
    certain = (f"{head}(?:{'|'.join(tails)})" for head, tails in afters.items())
    return Refusal(_any(certain), _any(likely), compile_all(led))


def _any(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(parts) or "(?!)")


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _lead(before: str) -> str:
    """The words before a number, each looked back for by itself: they differ in length."""
    if not before:
        return ""
    return "(?:" + "|".join(f"(?<={part})" for part in alternatives(before)) + ")"


def _number(entry: LookAlikeEntry) -> str:
    """The number itself, or the words that an entry without patterns names."""
    if not (entry.before or entry.after or entry.number):
        return either((entry.name, *entry.aliases))
    return f"(?>{entry.number})(?![0-9{HAN}])" if entry.number else NUMBER
