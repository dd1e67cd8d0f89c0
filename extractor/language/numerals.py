"""Numerals: Arabic, Chinese and financial, mixed forms, and neighbouring-digit ranges.

Reads one numeral at a position and says what it is worth. Nothing here knows units. The
numerals are a closed alphabet of the language, so they stand in code, not in the lexicon.
All arithmetic is decimal and exact.
"""

from __future__ import annotations

import functools
import re
from decimal import Context, Decimal

import msgspec

_ONES = {"零": 0, "〇": 0, "○": 0, "一": 1, "壹": 1, "二": 2, "两": 2, "贰": 2, "貳": 2, "三": 3,
         "叁": 3, "叄": 3, "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "陸": 6, "七": 7,
         "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_FINANCIAL = frozenset("壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟萬億")

HAN = "".join(_ONES) + "".join(_TENS) + "".join(_MYRIADS)
SCALES = "".join(_TENS) + "".join(_MYRIADS)
EXACT = Context(prec=80)
"""Context in which products and sums of accepted numerals never round."""

_MAX_DIGITS = 24  # longer digit strings are identifiers, and would make arithmetic slow

_ARABIC = re.compile(
    r"([0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)" + f"([{SCALES}]*)"
)
# Bounded: 5万5万5万… without end must not be read again from every number in it.
_MIXED = re.compile(
    rf"(?:[0-9]{{1,12}}(?:\.[0-9]{{1,8}})?[{SCALES}]{{1,2}}){{1,6}}[0-9]{{0,8}}(?![0-9.])"
)
_MIXED_PART = re.compile(rf"([0-9]+(?:\.[0-9]+)?)([{SCALES}]*)")
_HAN_RUN = re.compile(rf"[{HAN}]+(?:点[零〇○一二三四五六七八九]+[万亿]*)?")
_TAIL = re.compile(r"(?:[万萬]?[亿億]|[万萬])$")


class Numeral(msgspec.Struct, frozen=True, gc=False):
    """A numeral whose digits stand at ``[start, end)``, with its ``scale`` right behind them.

    ``value`` is what the digits say, ``scale`` the trailing 万, 亿, 万亿, 千 … (up to ``stop``),
    and ``factor`` what that multiplies by. ``upper`` ends a range of neighbouring digits (两三).
    ``han`` is true for Chinese numerals; ``empty`` when there is a scale and no digit (百, 千亿).
    """

    start: int
    end: int
    stop: int
    value: Decimal
    scale: str = ""
    factor: int = 1
    upper: Decimal | None = None
    han: bool = False
    empty: bool = False


def read_numeral(text: str, pos: int) -> Numeral | None:
    """The numeral that starts exactly at ``pos``, or null."""
    if "0" <= text[pos : pos + 1] <= "9":
        return _read_arabic(text, pos)
    return _read_han(text, pos)


def chinese_value(word: str) -> Decimal | None:
    """What a Chinese numeral is worth (三千零五 3005, 三点五 3.5), or null if it is none."""
    whole, dot, fraction = word.partition("点")
    if not dot:
        return _han_integer(whole)
    tail = _TAIL.search(fraction)
    digits = fraction[: tail.start()] if tail else fraction
    head = _han_integer(whole)
    if head is None or not digits or any(c not in _ONES for c in digits):
        return None
    value = Decimal(f"{head}.{''.join(str(_ONES[c]) for c in digits)}")
    return EXACT.multiply(value, Decimal(scale_factor(tail[0]))) if tail else value


def digit_string(word: str) -> str | None:
    """Arabic digits of a numeral spelt digit by digit (二〇三五 is ``2035``), or null."""
    digits = "".join(c if c in "0123456789" else str(_ONES.get(c, "")) for c in word)
    return digits if len(digits) == len(word) else None


def scale_factor(scale: str) -> int:
    """What a scale word multiplies by: 千亿 is 100,000,000,000."""
    factor = 1
    for char in scale:
        factor *= _TENS.get(char) or _MYRIADS.get(char) or 1
    return factor


def _read_arabic(text: str, pos: int) -> Numeral | None:
    match = _ARABIC.match(text, pos)
    if match is None:
        return None
    digits, scale = match.groups()
    end = pos + len(digits)
    if len(digits) > _MAX_DIGITS and _too_long(digits):
        return Numeral(pos, end, end, Decimal(0), empty=True)  # an identifier: worth nothing
    value = Decimal(digits.replace(",", "") if "," in digits else digits)
    if not scale:
        return Numeral(pos, end, end, value)
    after = match.end()
    if text[after : after + 1].isdigit() and (mixed := _read_mixed(text, pos)):
        return mixed
    scale, factor = _longest_scale(scale[:2])
    return Numeral(pos, end, end + len(scale), value, scale, factor)


def _too_long(digits: str) -> bool:
    return len(digits) > _MAX_DIGITS * 2 or sum(c.isdigit() for c in digits) > _MAX_DIGITS


@functools.lru_cache(maxsize=512)
def _longest_scale(scale: str) -> tuple[str, int]:
    """The longest sensible scale that two characters begin with, and its factor.

    5千万千瓦 leaves 千瓦 to the unit table's longer reading.
    """
    double = len(scale) == 2 and scale[1] in _MYRIADS and scale[0] not in "亿億"
    scale = scale if double else scale[:1]
    return scale, scale_factor(scale)


def _read_mixed(text: str, pos: int) -> Numeral | None:
    """3万5千, 2亿3456万: the sum of falling parts, without a scale of its own."""
    match = _MIXED.match(text, pos)
    if match is None or len(match[0]) > _MAX_DIGITS * 2:
        return None
    total, last = Decimal(0), None
    for number, scale in _MIXED_PART.findall(match[0]):
        factor = scale_factor(scale)
        if last is not None and factor >= last:
            return None
        last = factor
        total = EXACT.add(total, EXACT.multiply(Decimal(number), Decimal(factor)))
    return Numeral(pos, match.end(), match.end(), total)


def _read_han(text: str, pos: int) -> Numeral | None:
    match = _HAN_RUN.match(text, pos)
    if match is None or len(match[0]) > _MAX_DIGITS:
        return None
    word = match[0]
    if not _FINANCIAL.isdisjoint(word) and not _financial_ok(word, text, match.end()):
        return None
    worth = _han_worth(word)
    if worth is None:
        return None
    value, scale, factor, upper, empty = worth
    stop = match.end()
    return Numeral(pos, stop - len(scale), stop, value, scale, factor, upper, True, empty)


@functools.lru_cache(maxsize=4096)
def _han_worth(word: str) -> tuple[Decimal, str, int, Decimal | None, bool] | None:
    """Value, scale, factor, upper and empty (see ``Numeral``) of a run of Chinese digits."""
    tail = _TAIL.search(word)
    head = word[: tail.start()] if tail else word
    if tail and not any(c in _MYRIADS for c in head):
        scale, factor = tail[0], scale_factor(tail[0])
    else:
        head, scale, factor = word, "", 1
    if all(c in SCALES for c in head) and head not in ("十", "拾"):
        return Decimal(scale_factor(head)), scale, factor, None, True
    if pair := _neighbours(head):
        return pair[0], scale, factor, pair[1], False
    amount = chinese_value(head)
    return None if amount is None else (amount, scale, factor, None, False)


def _financial_ok(word: str, text: str, end: int) -> bool:
    """队伍 and 大陆 end in financial digits; only sums of money and long forms count."""
    return all(c in _FINANCIAL or c in "零万亿" for c in word) and (
        len(word) > 1 or text[end : end + 1] in ("元", "圆", "整")
    )


def _neighbours(head: str) -> tuple[Decimal, Decimal] | None:
    """两三, 三五, 七八十, 十七八, 二三百: two digits side by side that mean a range."""
    at = next((i for i in range(len(head) - 1) if _step(head[i], head[i + 1])), None)
    if at is None or sum(c in _ONES for c in head) > 2 + (at > 0):
        return None
    low = _han_integer(head[:at] + head[at] + head[at + 2 :])
    high = _han_integer(head[:at] + head[at + 1 :])
    return None if low is None or high is None else (low, high)


def _step(first: str, second: str) -> bool:
    low, high = _ONES.get(first, 0), _ONES.get(second, 0)
    return low > 0 and (high - low == 1 or (low, high) == (3, 5))


def _han_integer(word: str) -> Decimal | None:
    """Value of a well-formed Chinese integer; null for 一二三, 十十, 百万亿一 …"""
    if not word:
        return None
    total = section = digit = 0
    last_unit, last_myriad, pending = 10**4, 10**16, False
    for index, char in enumerate(word):
        if char in _ONES:
            if pending:
                return None
            digit, pending = _ONES[char], _ONES[char] > 0
            if digit == 0 and index == 0 and len(word) > 1:
                return None
        elif char in _TENS:
            unit = _TENS[char]
            if unit >= last_unit or (not pending and (unit != 10 or digit)):
                return None
            section += (digit or 1) * unit
            last_unit, digit, pending = unit, 0, False
        else:
            myriad = _MYRIADS.get(char, 0)
            if not myriad:
                return None
            section += digit
            if section == 0 and total and myriad == 10**8:
                total, last_myriad = total * myriad, myriad  # 一万亿
            elif section == 0 or myriad >= last_myriad:
                if not total or myriad != 10**8:
                    return None
                total, last_myriad = (total + section) * myriad, myriad  # 三万二千亿
            else:
                total, last_myriad = total + section * myriad, myriad
            section, digit, pending, last_unit = 0, 0, False, 10**4
    return Decimal(total + section + _colloquial(word, digit, last_unit, last_myriad))


def _colloquial(word: str, digit: int, last_unit: int, last_myriad: int) -> int:
    """一百五 is 150 and 两万五 is 25,000, but 一百零五 is 105."""
    if len(word) < 2 or word[-2] in "零〇○" or not digit:
        return digit
    if word[-2] in _MYRIADS:
        return digit * last_myriad // 10
    return digit * max(last_unit // 10, 1) if word[-2] in _TENS else digit
