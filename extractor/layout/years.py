"""Tables that turn the usual shape: a row for each year, an indicator in each column."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.lexicon.roles import Roles, is_empty, is_numeric

# 2025, 2025年, 2025年目标, “十四五”, “十四五”末; a date or 2025年建成投产 is no such cell
_YEAR = regex.compile(
    r"[“\"]?(?:(?:19|20)\d\d(?:\s?年)?|[一二三四五六七八九十]{1,2}五)[”\"]?"
    r"(?:时期|期间|年?[末底])?\s?[（(]?(?P<word>\p{Han}{0,5})[）)]?"
)
_TIME = frozenset({None, "year", "period", "name", "category"})
_VALUES = frozenset({"year", "baseline", "target"})
_NO_INDICATORS = frozenset({"project", "title", "responsible", "content", "location"})
_FIRST_COLUMNS = 4  # group columns may stand before the years
MOST_HEADER = 6
"""Rows above the first year; a table whose first rows hold no year has none."""

_MOSTLY = 0.6


def year_column(rows: Sequence[Sequence[str]], roles: Roles) -> tuple[int, int] | None:
    """The column that holds a year in each row, and its first row; null where none does.

    ``rows`` are texts with merged cells repeated. Years that only tell something about the row's
    own name (the year of each project) make no such column.
    """
    for column in range(min(_FIRST_COLUMNS, len(rows[0]) - 1)):
        first = _first_year(rows, column, roles)
        if not first:
            continue
        top, body = rows[:first], [row for row in rows[first:] if not is_empty(row[column])]
        years = [row[column] for row in body if _is_year(row[column], roles)]
        if len(set(years)) < 2 or len(years) < len(body) - 1:
            continue
        if _names_indicators(top, column, roles) and _holds_values(body, column, roles):
            return column, first
    return None


def may_hold_years(top: Sequence[Sequence[str]], roles: Roles) -> bool:
    """Whether the first rows (``MOST_HEADER`` and one) show a year below a header."""
    columns = range(min(_FIRST_COLUMNS, len(top[0]) - 1))
    return any(_first_year(top, column, roles) for column in columns)


def _first_year(rows: Sequence[Sequence[str]], column: int, roles: Roles) -> int:
    top = enumerate(rows[: MOST_HEADER + 1])
    return next((r for r, row in top if _is_year(row[column], roles)), 0)


def _is_year(text: str, roles: Roles) -> bool:
    match = _YEAR.fullmatch(text.strip()) if text else None
    return match is not None and (not match["word"] or roles.role(match["word"]) in _VALUES)


def _names_indicators(top: Sequence[Sequence[str]], column: int, roles: Roles) -> bool:
    """The header over the years is about time, and words that are no years head the rest."""
    corner = next((row[column] for row in reversed(top) if row[column]), "")
    heads = {text for row in top for text in row[column + 1 :] if text}
    known = {roles.role(text) for row in top for text in row if text and roles.exact(text)}
    if roles.role(corner) not in _TIME or known & _NO_INDICATORS or not heads:
        return False
    return not any(is_numeric(text) or _YEAR.fullmatch(text) for text in heads)


def _holds_values(body: Sequence[Sequence[str]], column: int, roles: Roles) -> bool:
    """Values stand beside the years, and no row has a name of its own before its year."""
    labels = {tuple(row[:column]) for row in body if any(row[:column])}
    named = [label for label in labels if not any(roles.role(t) in _VALUES for t in label)]
    if 2 * len(named) > len(body):
        return False
    full = [text for row in body for text in row[column + 1 :] if not is_empty(text)]
    return bool(full) and sum(map(is_numeric, full)) >= _MOSTLY * len(full)
