"""Dates on title pages: 2023年1月9日, 二〇二三年一月九日, 2023-01-09."""

from __future__ import annotations

import regex

from extractor.language.numerals import chinese_value, digit_string

_D = r"[〇○零一二三四五六七八九十\d]"
DATE = regex.compile(
    rf"(?P<y>(?:19|20)\d\d|[一二][{'〇○零一二三四五六七八九'}]{{3}})\s?"
    rf"(?:年\s?(?P<m>{_D}{{1,3}})\s?月(?:\s?(?P<d>{_D}{{1,3}})\s?日)?|[-./](?P<m>\d{{1,2}})(?:[-./](?P<d>\d{{1,2}}))?)"
)
"""A date in any of these ways."""
DAY = regex.compile(rf"{_D}\s?日|年\s?{_D}{{1,2}}\s?月")
"""A day or month, which no title ends with."""


def iso_date(text: str) -> str | None:
    """2023年1月9日, 二〇二三年一月九日, 2023-01-09 → 2023-01-09 (or 2023-01)."""
    match = DATE.search(text)
    if match is None:
        return None
    year = match["y"] if match["y"].isdigit() else digit_string(match["y"].replace("○", "〇"))
    month, day = _small(match["m"]), _small(match["d"])
    if year is None or month is None or not 1 <= month <= 12 or (day or 1) > 31:
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def _small(words: str | None) -> int | None:
    if not words:
        return None
    if words.isdigit():
        return int(words)
    value = chinese_value(words)
    return int(value) if value is not None else None
