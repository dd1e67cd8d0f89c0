"""Quantities that are not digits and unit: fractions, ratios, ranks, 翻番, 一半."""

from __future__ import annotations

import re
from decimal import Context, Decimal

import msgspec

from extractor.language.numerals import HAN, Numeral, read_numeral
from extractor.plan import QuantityKind

_READABLE = Context(prec=16)
FIFTEEN = Context(prec=15)
_PARTS = {Decimal(100): ("%", Decimal(1)), Decimal(1000): ("‰", Decimal("0.1")),
          Decimal(10000): ("‱", Decimal("0.01"))}  # fmt: skip
_TO = re.compile(r"(?:至|到|[-~—]{1,2})(?:百分之)?")
_SLASH = re.compile(r"(?<![0-9/.])([1-9])/([1-9][0-9]?)(?![0-9/.])")
_FRACTION_BEFORE = re.compile(r"(?:[占达为的近约过超]|不[少低]于|至少|[超不]过|高于|低于)\Z")
_FRACTION_AFTER = re.compile(r"以[上下内]|左右|的|[，。；、]|\Z")
_RATE = re.compile(r"/(?:[0-9]{0,4}[十百千万亿]+|1000+)人?(?![元吨千平立个])")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?[:：比] ?([0-9]+(?:\.[0-9]+)?)(?![0-9.]*[:：])")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-4])[:：][0-5][0-9](?![0-9])")
_RATIO_BEFORE = re.compile(r"[比例按为达至到约率]\Z")
_RATIO_AFTER = re.compile(r"[，。的配]|\Z")
_FOLD = re.compile(rf"翻(?:了|上)?(?:(?P<n>[0-9.]+|[{HAN}]+)番|番)")
_HALF = re.compile(r"一半(?!径|导|岛)|半数|(?<=[过近])半(?=[的以，。；、\n]|\Z)")
_RANKED = re.compile(
    r"(?:居|列|排名?|位次?|名次?|跃升|升至|升到|上升到?|前移|跻身|进入|进位|保持|蝉联|荣获|获得?|夺得"
    r"|全[省市国区县州球自盟]|世界|全球|西部|中部|东部|东北|[川渝鲁苏浙粤湘鄂豫皖赣闽桂滇黔藏]省?|同类|地级市|城市中|县级|国内|国际|亚洲)"
    r"[^，。；：、\n]{0,8}\Z"
)
_PLACED = re.compile(r"(?:居|列|排名?|升至|升到|跃至|跃升|上升到|保持)[^，。；：、\n0-9]{0,12}\Z")
_RANK_END = re.compile(r"[，。；、：）)”\n]|\Z|和|且|及|的(?:位次|好成绩|城市|水平)")
_RANK_UNIT = re.compile(r"[位名](?!录|单|额|师|列第|者|的任务)")
_TOP_UNIT = re.compile(r"[位名强](?!录|单|额|师)")
RANK_FIRSTS = "位名强，。；、：）)”\n和且及的"
"""What may follow the number of a rank: the first characters of the three patterns above."""


class Special(msgspec.Struct, frozen=True, gc=False):
    """A quantity already read: span of digits, span of all, value and unit."""

    start: int
    end: int
    digits_start: int
    digits_end: int
    value: Decimal
    upper: Decimal | None
    unit: str | None
    kind: QuantityKind
    canonical_value: Decimal | None
    canonical_unit: str | None
    sign: str = "="


def fraction(text: str, number: Numeral) -> Special | None:
    """三分之二, 百分之五, 千分之三, 百分之三到五, 5分之2."""
    at = number.stop
    if not text.startswith("分之", at):
        return None
    part = read_numeral(text, at + 2)
    if part is None or (part.scale and not part.empty) or part.upper is not None:
        return None
    whole = number.value * number.factor
    to = _TO.match(text, part.stop)
    last = read_numeral(text, to.end()) if to else None
    upper = last.value if last and last.value > part.value and not last.scale else None
    end = last.stop if last is not None and upper is not None else part.stop
    if named := _PARTS.get(whole):
        unit, factor = named
        value = part.value * part.factor
        return Special(number.start, end, number.start, end, value, upper, unit, "share",
                       value * factor, "%")  # fmt: skip
    if whole <= 1:
        return None
    value = _READABLE.divide(part.value, whole)
    share = _READABLE.divide(part.value * 100, whole)
    return Special(number.start, part.stop, number.start, part.stop, value, None, None, "share",
                   share, "%")  # fmt: skip


def slash(text: str, number: Numeral) -> Special | None:
    """1/3 as a fraction, and 9.5/10万 as a rate; 3/15 as a date is neither."""
    if number.empty:
        return None
    if rate := _RATE.match(text, number.stop):
        size = re.sub(r"[^0-9十百千万亿]", "", rate[0])
        base = read_numeral("1" + size if size[0] not in "0123456789" else size, 0)
        if base is None:
            return None
        share = _READABLE.divide(number.value * 100, base.value * base.factor)
        return Special(number.start, rate.end(), number.start, number.end, number.value, None,
                       rate[0], "share", share, "%")  # fmt: skip
    match = _SLASH.match(text, number.start)
    if match is None or int(match[1]) >= int(match[2]):
        return None
    framed = _FRACTION_BEFORE.search(text, max(0, number.start - 4), number.start)
    closed = match.end() < len(text) and _FRACTION_AFTER.match(text, match.end())
    if not framed and not closed:
        return None
    value = _READABLE.divide(Decimal(match[1]), Decimal(match[2]))
    return Special(number.start, match.end(), number.start, match.end(), value, None, None,
                   "share", _READABLE.multiply(value, Decimal(100)), "%")  # fmt: skip


def ratio(text: str, number: Numeral) -> Special | None:
    """1:2.5, 2比1; a time of day (9:30) or a chain (5:3:2) is none."""
    match = _RATIO.match(text, number.start)
    if match is None or not Decimal(match[2]):
        return None
    if text[number.start - 1 : number.start] in ":：" and number.start:
        return None
    framed = _RATIO_BEFORE.search(text, max(0, number.start - 1), number.start)
    if _CLOCK.match(text, number.start) and not framed and match[1] != "1":
        return None
    if "比" in match[0] and not framed and not _RATIO_AFTER.match(text, match.end()):
        return None
    value = _READABLE.divide(Decimal(match[1]), Decimal(match[2]))
    return Special(number.start, match.end(), number.start, match.end(), value, None, None,
                   "ratio", None, None)  # fmt: skip


def fold(text: str, pos: int) -> Special | None:
    """翻一番 is 2 times, 翻两番 4 times, 翻番 2 times."""
    match = _FOLD.match(text, pos)
    if match is None:
        return None
    number = read_numeral(match["n"], 0) if match["n"] else None
    times = number.value if number else Decimal(1)
    if times != times.to_integral_value() or not 0 < times < 20:
        return None
    span = match.span("n") if match["n"] else match.span()
    value = Decimal(2) ** int(times)
    return Special(pos, match.end(), *span, value, None, "倍", "multiple", value, "倍")


def half(text: str, pos: int) -> Special | None:
    """一半, 半数, 过半."""
    match = _HALF.match(text, pos)
    if match is None:
        return None
    start, sign = pos, "="
    if text[pos - 1 : pos] in ("过", "近") and text[pos - 2 : pos] != "超过":
        start, sign = pos - 1, ">" if text[pos - 1] == "过" else "~"
    return Special(start, match.end(), pos, match.end(), Decimal("0.5"), None, None, "share",
                   Decimal(50), "%", sign)  # fmt: skip


def rank(text: str, number: Numeral) -> Special | None:
    """第17位, 全省第3, 居全国第一, 前10名; ordinals (第三批, 第一是) are none."""
    head = text[number.start - 1 : number.start]
    unit = _RANK_UNIT.match(text, number.stop)
    if head == "前":
        return _top(text, number)
    if number.scale or number.upper is not None:
        return None
    context = _RANKED.search(text, max(0, number.start - 16), number.start - 1)
    if unit is None and not (context and _RANK_END.match(text, number.stop)):
        return None
    if number.value == 1 and not context:
        return None
    end = unit.end() if unit else number.stop
    return _ranked(number, end, unit[0] if unit else None, "=")


def placed(text: str, number: Numeral) -> Special | None:
    """稳居全国百强区14位: a place without 第, behind a word of ranking."""
    end = number.stop + 1
    if number.scale or number.upper is not None or not _RANK_END.match(text, end):
        return None
    if _PLACED.search(text, max(0, number.start - 16), number.start) is None:
        return None
    found = _ranked(number, end, "位", "=")
    return msgspec.structs.replace(found, start=number.start)


def first_place(text: str, pos: int) -> Special | None:
    """居全省首位; the 首位度 of a city is none."""
    end = pos + 2
    if not _RANK_END.match(text, end) or not _PLACED.search(text, max(0, pos - 16), pos):
        return None
    one = Decimal(1)
    return Special(pos, end, pos, pos + 1, one, None, "位", "rank", None, None)


def _top(text: str, number: Numeral) -> Special | None:
    """前10名, 前三; 前三季度 and 前5个月 are periods."""
    unit = _TOP_UNIT.match(text, number.stop)
    context = _RANKED.search(text, max(0, number.start - 16), number.start - 1)
    if unit is None and not (context and _RANK_END.match(text, number.stop)):
        return None
    end = unit.end() if unit else number.stop
    return _ranked(number, end, unit[0] if unit else None, "<=")


def _ranked(number: Numeral, end: int, unit: str | None, sign: str) -> Special:
    return Special(number.start - 1, end, number.start, number.end, number.value, None, unit,
                   "rank", None, None, sign)  # fmt: skip
