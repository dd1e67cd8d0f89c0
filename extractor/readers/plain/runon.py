"""Text whose line breaks were all lost: headings, sentences and tables in one long line."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence

import regex

from extractor.document import Notice
from extractor.language.numerals import chinese_value
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import LOOKING_BACK, FrontEntry, SectionEntry
from extractor.lexicon.loader import Lexicon
from extractor.lexicon.roles import Roles, is_numeric
from extractor.readers.plain.notices import unreadable
from extractor.spans import Span

LONG_LINE = 1500
"""A line this long holds more than one paragraph."""

_RANK = {"chapter": 0, "section": 1, "cn": 2, "cnp": 3, "ar": 4, "arp": 5, "circle": 6}
_H = "一二三四五六七八九十"
_MARK = regex.compile(
    rf"""
    (?P<chapter>第[{_H}百]{{1,4}}[篇编章])
  | (?P<section>第[{_H}]{{1,3}}节)
  | (?P<box>专栏\s?\d{{1,2}}(?=[：:\s]))
  | (?P<cn>(?<![第、{_H}])[{_H}]{{1,3}}、(?![{_H}]、))
  | (?P<cnp>[（(][{_H}]{{1,3}}[）)])
  | (?P<ar>(?<![\d.．第])\d{{1,2}}[.．、](?![\d.]))
  | (?P<arp>[（(]\d{{1,2}}[）)])
  | (?P<circle>[①-⑳])
    """,
    regex.VERBOSE,
)
_STOP = frozenset("。！？；：〕】）)”」》")
_HARD_STOP = regex.compile(r"[。！？；]")
_SECOND = regex.compile(r"[。）；][二三]、")
_YEAR = regex.compile(r"(?:19|20)\d\d年?")
_NUMERAL = regex.compile(rf"[{_H}百]+|\d+")
_LONGEST_TITLE = 60
_FRONT = 1500
_DATED = regex.compile(
    r"(?<=[。〕）)])(?P<who>[\p{Han}、（）]{2,40})(?P<date>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
)
_QUOTED = regex.compile(r"《([^《》]{4,80})》")
_ADDRESSEE = regex.compile(r"[^。：:]{4,200}[：:]")
_HEADER_RUN = 40


def split_run_on(
    text: str, start: int, end: int, lexicon: Lexicon, roles: Roles
) -> tuple[list[Span], list[Notice]]:
    """The headings and paragraphs of a long line, cut where numbers count on; tables as notices.

    Every character of ``[start, end)`` is in exactly one span.
    """
    cuts = {start, end}
    front = _front_cuts(text, start, min(end, start + _FRONT))
    cuts.update(front)
    cuts.update(_number_cuts(text, start, end, max(front, default=start), lexicon))
    cuts.update(_title_cuts(text, sorted(cuts), lexicon))
    edges = sorted(cuts)
    spans = [Span(a, b) for a, b in itertools.pairwise(edges)]
    return spans, _tables(text, spans, roles)


def looks_run_on(text: str, start: int, end: int) -> bool:
    """True when parts of a plan (一、 and 二、 or 三、 after a sentence) stand in one line."""
    first = text.find("一、", start, end)
    return first >= 0 and _SECOND.search(text, first, end) is not None


def _number_cuts(text: str, start: int, end: int, title_from: int, lexicon: Lexicon) -> list[int]:
    """Where a number goes on from the one before it of its kind, after a sentence or a title,
    or (after a table) before the name of a part.

    ``title_from`` is the place after which only words of a title have stood, or -1.
    """
    cuts: list[int] = []
    last: dict[str, int] = {}
    for match in _MARK.finditer(text, start, end):
        scheme = match.lastgroup or ""
        value = _value(match.group())
        before = text[match.start() - 1] if match.start() > start else "。"
        stopped = before in _STOP
        titled = title_from >= 0 and _is_title(text, title_from, match.start())
        named = scheme == "cn" and _part_titles(lexicon).match(text, match.end(), end)
        if not (stopped or titled or named):
            continue
        if scheme != "box" and not _counts_on(last, scheme, value):
            continue
        cuts.append(match.start())
        if scheme != "box":
            last[scheme] = value
        title_from = match.end()
    return cuts


def _is_title(text: str, low: int, high: int) -> bool:
    return high - low <= _LONGEST_TITLE and _HARD_STOP.search(text, low, high) is None


def _counts_on(last: dict[str, int], scheme: str, value: int) -> bool:
    """Many plans number their second level on through all chapters: 二、…（三）."""
    return value == last.get(scheme, 0) + 1 or (value == 1 and _RANK[scheme] > _RANK["cn"])


def _value(words: str) -> int:
    if "①" <= words[0] <= "⑳":
        return ord(words[0]) - ord("①") + 1
    numeral = _NUMERAL.search(words)
    if numeral is None:
        return 0
    digits = numeral.group()
    value = int(digits) if digits.isdigit() else chinese_value(digits)
    return int(value) if value is not None else 0


def _front_cuts(text: str, start: int, end: int) -> list[int]:
    """The addressee, the signature with its date, and the title that the notice quoted."""
    cuts: list[int] = []
    addressee = _ADDRESSEE.match(text, start, end)
    if addressee:
        cuts.append(addressee.end())
    signed = _DATED.search(text, start, end)
    if signed:
        cuts += [signed.start("who"), signed.start("date"), signed.end()]
        for quoted in _QUOTED.finditer(text, start, signed.start()):
            if text.startswith(quoted[1], signed.end()):
                cuts.append(signed.end() + len(quoted[1]))
                break
    return cuts


@functools.lru_cache(maxsize=8)
def _part_titles(lexicon: Lexicon) -> regex.Pattern[str]:
    """Whole titles of parts (指导思想, 基本原则): text may follow them with nothing between."""
    words = {
        word
        for entry in lexicon.entries(SectionEntry)
        if entry.kind != LOOKING_BACK
        for word in (entry.name, *entry.aliases)
        if len(word) >= 4
    }
    return regex.compile(either(words))


def _title_cuts(text: str, edges: Sequence[int], lexicon: Lexicon) -> list[int]:
    """After “二、基本原则” the text begins: known titles end where they end."""
    titles = _part_titles(lexicon)
    cuts: list[int] = []
    for low, high in itertools.pairwise(edges):
        number = _MARK.match(text, low, high)
        if number is None:
            continue
        title = titles.match(text, number.end(), high)
        if title and high > title.end() and text[title.end()] not in "。：:，、；和与及的":
            cuts.append(title.end())
    return cuts


def _tables(text: str, spans: Sequence[Span], roles: Roles) -> list[Notice]:
    """A run of header words in the middle of text is what a flattened table leaves."""
    found: list[Notice] = []
    for span in spans:
        at = text.find("序号", span.start, span.end)
        while at >= 0:
            run = text[at : at + _HEADER_RUN]
            if _is_header_run(run, roles):
                stop = _HARD_STOP.search(text, at + _HEADER_RUN, span.end)
                found.append(unreadable(at, stop.end() if stop else span.end))
                break
            at = text.find("序号", at + 2, span.end)
    return found


def _is_header_run(run: str, roles: Roles) -> bool:
    """序号项目名称责任单位…: three header words one after the other, and no sentence."""
    at, known = 0, 0
    while at < len(run) and known < 3:
        for length in range(min(10, len(run) - at), 1, -1):
            words = run[at : at + length]
            if (roles.exact(words) and not is_numeric(words)) or _YEAR.fullmatch(words):
                known, at = known + 1, at + length
                break
        else:
            return False
    return known >= 3


def front_roles(lexicon: Lexicon, role: str) -> tuple[str, ...]:
    """All front words of one role."""
    return tuple(
        word
        for entry in lexicon.entries(FrontEntry)
        if entry.role == role
        for word in (entry.name, *entry.aliases)
    )
