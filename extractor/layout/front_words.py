"""The words of front pages, compiled from the lexicon."""

from __future__ import annotations

import functools
import re

import msgspec
import regex

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import FrontEntry
from extractor.lexicon.loader import Lexicon


class FrontWords(msgspec.Struct, frozen=True):
    """Front words by role, and the patterns made of them."""

    roles: dict[str, str]
    title: re.Pattern[str]
    draft: re.Pattern[str]
    agency: regex.Pattern[str]
    addressee: re.Pattern[str]
    trailer: re.Pattern[str]
    notice: frozenset[str]
    wrapper: frozenset[str]
    seal: re.Pattern[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    about: re.Pattern[str]


@functools.lru_cache(maxsize=8)
def front_words(lexicon: Lexicon) -> FrontWords:
    """The compiled front words of ``lexicon``."""
    roles: dict[str, str] = {}
    for entry in lexicon.entries(FrontEntry):
        for word in (entry.name, *entry.aliases):
            roles.setdefault(word, entry.role)

    def some(*names: str) -> str:
        return either(word for word, role in roles.items() if role in names)

    agency = some("agency")
    bracket = r"(?:\s?[（(〔【][^（()）\n]{1,40}[）)〕】])*"
    return FrontWords(
        roles,
        re.compile(rf".*(?P<type>{some('plan_type', 'notice_type')}){bracket}$"),
        re.compile(rf"[（(〔【\[]\s?(?P<status>[^（()）\n]{{0,10}}?{some('draft')})\s?[）)〕】\]]"),
        regex.compile(
            rf"(?:[\p{{Han}}\s、，（）()]{{2,60}}{agency}"
            rf"|[（(][\p{{Han}}]{{2,20}}{agency}[）)]|{agency})(?:[（(]{some('seal')}[）)])?$"
        ),
        re.compile(rf"{some('addressee')}[^。\n]{{0,200}}[:：]$|[^。，\n]{{2,60}}[:：]$"),
        re.compile(rf"[（(]?{some('trailer')}|.*{some('trailer')}[）)]?$"),
        frozenset(word for word, role in roles.items() if role == "notice_type"),
        frozenset(word for word, role in roles.items() if role == "wrapper"),
        re.compile(rf"[（(]{some('seal')}[）)]$"),
        tuple(word for word, role in roles.items() if role == "names_before"),
        tuple(word for word, role in roles.items() if role == "names_after"),
        re.compile(rf".*{some('about_inside')}.*|.*{some('about_end')}{bracket}$"),
    )
