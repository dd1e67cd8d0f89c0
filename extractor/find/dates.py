"""Dates and spans of dates: the part of the period grammar that carries years."""

from __future__ import annotations

import re

from extractor.language.numerals import chinese_value, digit_string
from extractor.mentions import PeriodMention
from extractor.plan import Period

_YEAR = r"(?:(?:1[89]|20)[0-9]{2}|(?:一[八九]|二[〇零○0])[〇零○一二三四五六七八九0]{2})"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO = r"\x20?(?:[-~—─]{1,2}|至|到)\x20?"

# A year without 年 is a year only in front of another one (2021—2025年, 2025、2035年), or of
# the words of a table header (2020现状值); everything else may be a number of things.
_OPEN_YEAR = (
    rf"(?={_TO}{_YEAR}\x20?(?:年|[）)》]))|(?=[、和]{_YEAR}年)"
    r"|(?=目标|现状|[（(]现状|基准|基期|实际值|完成值|规划值|预期值)"
)


def _date(tag: str, open_year: str) -> str:
    return rf"""
        (?P<year{tag}>{_YEAR})
        (?: \x20?年\x20?(?:度(?!假))?
            (?: (?P<month{tag}>{_MONTH})\x20?月份?
                (?:\x20?(?P<day{tag}>{_DAY})\x20?[日号](?!线|楼))?
              | (?P<part{tag}>[上下]半年|前[三两二]季度|第?[一二三四1-4]季度)
            )?
          | (?P<sep{tag}>[-./])(?P<imonth{tag}>1[0-2]|0?[1-9])
            (?P=sep{tag})(?P<iday{tag}>3[01]|[12][0-9]|0?[1-9])(?![0-9])
          | {open_year}
        )"""


_DATE = re.compile(
    rf"""
    {_date("1", _OPEN_YEAR)}
    (?: {_TO} (?: {_date("2", r"(?=[^0-9.]|$)")}
                | (?P<month3>{_MONTH})\x20?月(?:份|(?P<day3>{_DAY})日)? )
    )?
    (?P<end>(?:年?[底末](?!端|梢)|年?初(?!中|级|始|步))?)
    (?P<tail>(?:期间|间)?(?:以来|起(?!草|步|点|伏|义)|开始|以后|之后)?
        (?:以前|之前|前(?![三两二后往沿述置景瞻提0-9]))?)
    """,
    re.VERBOSE,
)
_START = re.compile(r"[12一二][0-9〇零○九八](?<![0-9.〇零一二]..)[0-9〇零○一二三四五六七八九]{2}")
_LEAD = re.compile(
    r"(?:(?P<status>截[至止](?:到|至)?)|(?P<goal>(?:力争|争取|确保)?(?:到|至|在)?))\Z"
)
_PARTS = {"上半": (1, 6), "下半": (7, 12), "前三": (1, 9), "前两": (1, 6), "前二": (1, 6)}
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def find_dates(text: str) -> list[PeriodMention]:
    """Points, spans and deadlines with years, in order."""
    found, done = [], 0
    for start in _START.finditer(text):
        if start.start() < done:
            continue
        match = _DATE.match(text, start.start())
        if match is not None and (mention := _mention(text, match, done)):
            found.append(mention)
            done = mention.end
    return found


def _mention(text: str, match: re.Match[str], floor: int) -> PeriodMention | None:
    first = _ends(match, "1")
    if first is None:
        return None
    spanned = True
    if match["year2"]:
        last = _ends(match, "2")
    elif match["month3"]:
        last = _month_end(match)
    else:
        last, spanned = first, False
    if last is None or last[1] < first[0]:
        return None
    lead = _LEAD.search(text, max(floor, match.start() - 4), match.start())
    kind, until = _kind(match, lead, spanned=spanned), last[1]
    start = lead.start() if lead and (lead["status"] or kind == "deadline") else match.start()
    label = text[match.start() : match.end("end")].replace(" ", "")
    open_end = kind == "span" and not spanned and match["tail"] != ""
    period = Period(label, first[0], None if open_end else until)
    return PeriodMention(start, match.end(), kind, period)


def _kind(match: re.Match[str], lead: re.Match[str] | None, *, spanned: bool) -> str:
    if match["tail"].endswith("前"):
        return "deadline"
    if spanned or match["tail"] not in ("", "间", "期间"):
        return "span"
    if lead and lead["goal"] and lead["goal"] != "在":
        return "deadline"
    return "point"


def _ends(match: re.Match[str], tag: str) -> tuple[str, str] | None:
    """First and last date of the part ``tag``: years, months or days."""
    year = _number(match[f"year{tag}"], spelt=True)
    month = match[f"month{tag}"] or match[f"imonth{tag}"]
    day = match[f"day{tag}"] or match[f"iday{tag}"]
    if part := match[f"part{tag}"]:
        months = _PARTS.get(part[:2])
        if months is None:
            quarter = _QUARTERS[part.lstrip("第")[0]]
            months = (3 * quarter - 2, 3 * quarter)
        return f"{year}-{months[0]:02d}", f"{year}-{months[1]:02d}"
    date = f"{year}"
    if month:
        date += f"-{int(_number(month)):02d}"
        date += f"-{int(_number(day)):02d}" if day else ""
    return date, date


def _month_end(match: re.Match[str]) -> tuple[str, str]:
    """2023年1月至6月: the second month lies in the first one's year."""
    date = f"{_number(match['year1'], spelt=True)}-{int(_number(match['month3'])):02d}"
    date += f"-{int(_number(match['day3'])):02d}" if match["day3"] else ""
    return date, date


def _number(word: str, *, spelt: bool = False) -> str:
    if word[0] in "0123456789" and word.isascii():
        return word
    return (digit_string(word) or word) if spelt else str(chinese_value(word))
