"""What a spreadsheet shows in a cell: values under their number formats."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[0#?][0#?,]*(?:\.([0#?]+))?")


def shown(value: object, style: str) -> str:
    """The text of a value as the sheet shows it; numbers without thousands separators."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime.datetime | datetime.date):
        return _date(value, style)
    if isinstance(value, int | float):
        return _number(value, style)
    return str(value)


def _date(value: datetime.date, style: str) -> str:
    plain = _LITERAL.sub(lambda m: m[1] or "", style).lower()
    if "y" in plain and "d" not in plain:
        return f"{value.year}年{value.month}月" if "m" in plain else f"{value.year}年"
    return f"{value.year}年{value.month}月{value.day}日"


def _number(value: float, style: str) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    section = style.split(";")[0]
    before, after = _literals(section)
    plain = _LITERAL.sub("", section)
    digits = _DIGITS.search(plain)
    if digits is None or "general" in plain.lower() or "@" in plain or "e+" in plain.lower():
        return f"{before}{_general(value)}{after}"
    percent = "%" in plain
    places = digits[1] or ""
    exact = Decimal(repr(value)) * (100 if percent else 1)
    rounded = exact.quantize(Decimal(1).scaleb(-min(len(places), 15)), rounding=ROUND_HALF_UP)
    text = format(rounded, "f")
    optional = len(places) - len(places.rstrip("#?"))
    if optional and "." in text:
        kept = text.rstrip("0")
        text = text[: max(len(text) - optional, len(kept))].rstrip(".")
    return f"{before}{text}{'%' if percent else ''}{after}"


def _general(value: float) -> str:
    """Excel's General: at most ten digits that count."""
    if isinstance(value, int) or value == int(value):
        return str(int(value)) if abs(value) < 1e15 else f"{value:.10g}"
    return format(Decimal(f"{value:.10g}"), "f")


def _literals(section: str) -> tuple[str, str]:
    """Quoted words before and after the digits: 0.0"亿元"."""
    marked = _LITERAL.sub(lambda m: "\0" * len(m.group()), section)
    digits = _DIGITS.search(marked)
    split = digits.start() if digits else len(section)
    found = ["", ""]
    for match in _LITERAL.finditer(section):
        found[match.start() > split] += match[1] or match[2] or ""
    return found[0], found[1]
