"""What looks like a quantity and is none: one compiled pattern of the lexicon's look-alikes."""

from __future__ import annotations

import functools
import re

import regex

from extractor.find.patterns import compile_all
from extractor.language.numerals import HAN
from extractor.lexicon.entries import LookAlikeEntry
from extractor.lexicon.loader import Lexicon

# A run of digits, or of Chinese numerals, taken whole: no alternative may start inside one.
NUMBER = rf"(?>[0-9][0-9,.]*[{HAN}]*|[{HAN}]+)"

_MARKED = re.compile(
    r"《[^《》\n]{1,80}》"
    r"|https?://[^\s，。；、）)》”]++"
    r"|Https?://[^\s，。；、）)》”]++"  # not [hH]: literals at the head of all make the scan fast
    r"|“(?P<curly>[^“”\n]*)”"
    r"|‘(?P<single>[^‘’\n]*)’"
    r"|「(?P<corner>[^「」\n]*)」"
    r"|\"(?P<straight>[^\"\n]*)\""
    r"|〔[^〔〕\n]{1,10}〕"
)
_NAME_LENGTH = 12  # words in quotes up to this length are a name or slogan
_SENTENCE = re.compile(r"[，。；：%]|[0-9][万亿]?[余多]?[家个件元人户亩项](?!一|业|[0-9])")


def masks(text: str) -> list[tuple[int, int]]:
    """Spans in which no number is a quantity: 《titles》, “slogans” in quotes, 〔2021〕."""
    spans = []
    for match in _MARKED.finditer(text):
        inner = match[match.lastgroup] if match.lastgroup else ""
        if match.lastgroup is None or _is_name(inner):
            spans.append(match.span())
    return spans


def _is_name(inner: str) -> bool:
    return len(inner) <= _NAME_LENGTH and not _SENTENCE.search(inner)


@functools.lru_cache(maxsize=8)
def refusal(lexicon: Lexicon) -> regex.Pattern[str]:
    """Matches at the start of a number that is part of a look-alike."""
    return compile_all([(e.name, _fragment(e)) for e in lexicon.entries(LookAlikeEntry)])


def _fragment(entry: LookAlikeEntry) -> str:
    if not (entry.before or entry.after or entry.number):
        names = sorted((entry.name, *entry.aliases), key=len, reverse=True)
        return "(?:" + "|".join(map(regex.escape, names)) + ")"
    before = f"(?<={entry.before})" if entry.before else ""
    number = f"(?>{entry.number})(?![0-9{HAN}])" if entry.number else NUMBER
    return f"{before}{number}(?:{entry.after})" if entry.after else f"{before}{number}"
