"""Programmes: named campaigns, projects and schemes, quoted or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import ProgrammeEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ProgrammeMention
from extractor.spans import covered

_QUOTED = r"“[^“”\n]{1,24}”"
_ONE_QUOTED = re.compile(_QUOTED)
_ENDS = frozenset("，。；：、！？\n“”《》（）()[]　 \t.")
_STOP = r"，。；：、！？\n“”《》（）()\[\]"
# A name begins after the last verb that governs it; these join two names (实施A工程和B行动).
_LONG = 8
_SHORT = 4
# “点”: quotes around a single sign.
_ONE_SIGN = 3
_BRACKET = re.compile(r"[（(][^（()）\n]{1,20}[）)]$")
_BOX = re.compile(r"专栏\s*[0-9一二三四五六七八九十]{0,3}\s*")
# 高等学校 and 均等化 hold no 等 of a list.
_AND_SO_ON = re.compile(r"(?<![高中初平同均优特])等(?![级额])")
_JOINT = re.compile(r"(?<=程|动|划|战)[和与及]")


class _Words(msgspec.Struct, frozen=True):
    bare: re.Pattern[str]
    listed: re.Pattern[str]
    counted: re.Pattern[str]
    inside: re.Pattern[str]
    governor: re.Pattern[str]
    carrier: re.Pattern[str]
    distant: re.Pattern[str]
    manner: re.Pattern[str]
    own: re.Pattern[str]
    opener: re.Pattern[str]
    generic: tuple[str, ...]
    plain: tuple[str, ...]
    several: tuple[str, ...]
    places: frozenset[str]
    only_generic: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    groups: dict[str, list[str]] = {}
    for entry in lexicon.entries(ProgrammeEntry):
        groups.setdefault(entry.role, []).extend(entry.aliases)
    heads = sorted(groups.get("head", []), key=len, reverse=True)
    quoted = sorted({*heads, *groups.get("quoted_head", [])}, key=len, reverse=True)
    tail = either(groups.get("tail", []))
    return _Words(
        # The head first, so that one scan for a few words finds every candidate.
        re.compile(rf"(?P<head>{either(heads)})(?!{tail})(?<![^促改]进行动)"),
        re.compile(
            rf"(?P<names>{_QUOTED}(?:[、和]?{_QUOTED}){{0,9}})等?(?P<between>[^{_STOP}的等将按可为]{{0,12}}?)"
            rf"(?P<head>{either(quoted)})(?!{tail})"
        ),
        # 新建项目“甲”、续建项目“乙”三大行动: nouns before the names, and their number behind.
        re.compile(
            rf"{_QUOTED}(?:[、和](?:[^{_STOP}]{{1,12}})?{_QUOTED}|{_QUOTED}){{1,9}}等?"
            rf"(?:[两二三四五六七八九十]|[0-9]+)[大项个][^{_STOP}的]{{0,6}}?(?:{either(quoted)})(?!{tail})"
        ),
        # “113工程”: the head inside the quotes.
        re.compile(
            rf"“(?P<stem>[0-9一二三四五六七八九十+]+[^“”\n]{{0,10}}?)(?P<head>{either(heads)})”"
        ),
        re.compile(either(groups.get("governor", [])) + "[了好]?"),
        re.compile(either(groups.get("carrier", [])) + "[了好]?"),
        re.compile(either(groups.get("distant_governor", [])) + "[了好]?"),
        re.compile(either(groups.get("manner", []))),
        re.compile(either(groups.get("own", []))),
        re.compile(either(groups.get("opener", []))),
        tuple(sorted(groups.get("generic", []), key=len, reverse=True)),
        tuple(groups.get("plain", [])),
        tuple(groups.get("several", [])),
        frozenset(groups.get("place_end", [])),
        # Possessive: each place takes its longest word for good.
        re.compile(f"(?>{either(groups.get('generic', []))})*+" if "generic" in groups else ""),
    )


def find_programmes(text: str, lexicon: Lexicon) -> tuple[ProgrammeMention, ...]:
    """Every programme in ``text``: a list of quoted names gives one each, without quotes."""
    words = _words(lexicon)
    counted = [match.span() for match in words.counted.finditer(text)]
    found = list(_quoted(text, words, counted))
    taken = {*counted, *((mention.start, mention.end) for mention in found)}
    found.extend(_bare(text, words, sorted(taken)))
    return tuple(sorted(found, key=lambda mention: (mention.start, mention.end)))


def _quoted(
    text: str, words: _Words, counted: Sequence[tuple[int, int]]
) -> Iterator[ProgrammeMention]:
    for low, high in counted:
        for name in _ONE_QUOTED.finditer(text, low, high):
            yield ProgrammeMention(*name.span(), name[0][1:-1])
    for match in words.inside.finditer(text):
        if _tells(match["stem"], words):  # no “三年行动计划”
            yield ProgrammeMention(*match.span(), match["stem"] + match["head"])
    for match in words.listed.finditer(text):
        if counted and covered(match.start(), counted):
            continue
        # “专利周”等节点开展宣传活动: the quotes name days, and the head belongs to another verb.
        if match["between"] and words.carrier.search(match["between"]):
            continue
        names = list(_ONE_QUOTED.finditer(match["names"]))
        if len(names) > 1:
            yield from _each(text, match, names)
            continue
        if len(names[0][0]) == _ONE_SIGN:
            continue  # “点”项目 is a class of projects
        start, _ = _left(text, match.start(), match.start(), words)
        if start < match.start():
            start = _border(text, start, match.start(), words)
        # “童声”行动 is named by its quotes, 城乡“手拉手”行动 by the whole.
        whole = start < match.start() or match["between"]
        title = text[start : match.end()] if whole else names[0][0][1:-1]
        yield ProgrammeMention(start, match.end(), title)


def _border(text: str, start: int, quote: int, words: _Words) -> int:
    """Where a name begins that goes on in quotes: 以重大项目|“X”工程, 要落实|“X”工程."""
    stem = text[start:quote]
    if "的" in stem or stem in words.several:
        return quote
    opener = words.opener.match(stem)
    if opener is None:
        return start
    governor = words.governor.match(stem, opener.end())
    rest = (governor or opener).end()
    if not _tells(stem[rest:], words):
        return quote
    return start + rest if governor else start


def _each(
    text: str, match: re.Match[str], names: list[re.Match[str]]
) -> Iterator[ProgrammeMention]:
    """One for each quoted name; in “A”和“B”农产品进城工程 the last one goes on."""
    for name in names:
        start = match.start("names") + name.start()
        end = start + len(name[0])
        joined = name is names[-1] and text[start - 1] in "和、" and text[end] != "等"
        if joined and len(match["between"]) >= _SHORT:
            yield ProgrammeMention(start, match.end(), text[start : match.end()])
        else:
            yield ProgrammeMention(start, end, name[0][1:-1])


def _bare(text: str, words: _Words, taken: list[tuple[int, int]]) -> Iterator[ProgrammeMention]:
    at = 0
    last = -1
    for match in words.bare.finditer(text):
        end = match.end()
        while at < len(taken) and taken[at][1] < match.start():
            at += 1
        if at < len(taken) and taken[at][0] <= match.start() < taken[at][1]:
            continue
        start, governed = _left(text, match.start(), match.start() - 2, words)
        # 桥梁工程 in a list of works is no scheme; A工程、B工程 after one verb are.
        listed = text[start - 1 : start] == "、"
        if listed and not governed and last != start - 1 and not _carried(text, start, end, words):
            continue
        # 抓好哈工程: one character behind a verb is short for something else.
        verb = words.governor.match(text, start, match.start())
        if verb and match.start() - verb.end() < 2:
            continue
        beside = text[end : end + 1] in ("、", "等", "”") or listed
        if _names(text[start : match.start()], words, beside):
            yield ProgrammeMention(start, end, text[start:end])
            last = end


def _carried(text: str, start: int, end: int, words: _Words) -> bool:
    """True when the clause opens with a verb that runs schemes (实施A推广、B促进计划).

    For a long name any governor will do (推进A培训、骨干教师知识更新工程).
    """
    low = max(0, start - 60)
    begin = max(low, *(text.rfind(mark, low, start) for mark in "，。；：\n"))
    if end - start > _LONG and not text.startswith(words.generic, start):
        return bool(words.governor.search(text, begin, start))
    return bool(words.carrier.search(text, begin, start))


def _left(text: str, end: int, limit: int, words: _Words) -> tuple[int, bool]:
    """Where the name that ends at ``end`` starts, and whether a governor stands before it.

    ``limit`` is the last offset at which the name may start.
    """
    low = max(0, end - 40)
    start = end
    while start > low and text[start - 1] not in _ENDS:
        start -= 1
    # 智慧社区（养老、托育）提升行动: a bracket inside a name does not end it.
    closed = text[start - 1 : start] in ("）", ")") and end - start <= _SHORT
    bracket = _BRACKET.search(text, low, start) if closed else None
    if bracket and start < end and not words.governor.search(text, start, end):
        start = bracket.start()
        while start > low and text[start - 1] not in _ENDS:
            start -= 1
    governed = False
    for joint in _JOINT.finditer(text, start, limit):
        start = joint.end()
    for match in _BOX.finditer(text, start, limit):
        start, governed = match.end(), True
    for match in words.distant.finditer(text, start, limit):
        start, governed = match.end(), True
    carried = False
    for match in words.governor.finditer(text, start, limit):
        if carried and match.start() == start and words.own.match(match[0]):
            break  # 实施|加快X三年行动
        carried = bool(words.carrier.match(match[0]))
        # 建设 or 推进 far inside a name (农村公路建设工程) belongs to it, and so does an adverb
        # that stands behind a noun (古茶高质量倍增工程).
        gap = match.start() - start
        of_place = text[match.start() - 1] in words.places  # 西川县|创建|X行动
        near = 0 < gap <= 4 and (of_place or not words.manner.match(match[0]))
        # 电网建设三年攻坚行动: a verb behind which only 三年攻坚 is left is part of the name.
        if gap == 0 or (near and _tells(text[match.end() : end], words)):
            start, governed = match.end(), True
    return start, governed


def _names(stem: str, words: _Words, beside: bool) -> bool:
    """True when ``stem`` tells one scheme from others: not 重大, not 本, not an open phrase.

    ``beside`` other names two characters are enough (春雷行动、龙腾行动).
    """
    if not (2 if beside else 3) <= len(stem) <= 28 or stem.endswith(words.plain):
        return False
    if stem.startswith(words.several):
        return False  # 一批重大创新工程
    if (
        "的" in stem
        or _AND_SO_ON.search(stem)
        or stem[0] in "和与及是为对将以按在"
        or stem[0].isdigit()
    ):
        return False
    return _tells(stem, words)


def _tells(stem: str, words: _Words) -> bool:
    """True when a stem is more than generic words (三年攻坚, 年度重点)."""
    return not words.only_generic.fullmatch(stem)
