"""The tidy tables: every column's type, and what it means in English and Chinese.

Names avoid SQL's reserved words where they can (``char_end``, not ``end``). ``references``
cannot, and is quoted in SQL.
"""

from __future__ import annotations

from typing import Literal

import msgspec

#: ``array`` and ``object`` are written as JSON text wherever a format has no such type.
ColumnType = Literal["string", "integer", "number", "boolean", "array", "object"]


class Column(msgspec.Struct, frozen=True):
    """A column: ``en`` and ``zh`` say what it holds, ``values`` which words it may hold."""

    name: str
    type: ColumnType
    en: str
    zh: str
    values: tuple[str, ...] = ()
    required: bool = False


class TableSpec(msgspec.Struct, frozen=True):
    """A table: its key columns, and the tables that its columns point to."""

    name: str
    en: str
    zh: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[tuple[tuple[str, ...], str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in order."""
        return tuple(column.name for column in self.columns)


def text(name: str, en: str, zh: str, *values: str) -> Column:
    """A column of text that may be empty."""
    return Column(name, "string", en, zh, values)


def ident(name: str, en: str, zh: str) -> Column:
    """A column of text that is never empty."""
    return Column(name, "string", en, zh, required=True)


def integer(name: str, en: str, zh: str) -> Column:
    """A column of whole numbers."""
    return Column(name, "integer", en, zh)


def number(name: str, en: str, zh: str) -> Column:
    """A column of decimal numbers."""
    return Column(name, "number", en, zh)


def flag(name: str, en: str, zh: str) -> Column:
    """A column of yes and no."""
    return Column(name, "boolean", en, zh, required=True)


PLAN_ID = ident("plan_id", "key of the plan in this export", "规划在本次导出中的编号")
SPAN = (
    Column(
        "char_start",
        "integer",
        "where the words start in the canonical text (code points from 0)",
        "原文起始位置（从0起的字符序号）",
        required=True,
    ),
    Column(
        "char_end",
        "integer",
        "where the words end (not included)",
        "原文结束位置（不含）",
        required=True,
    ),
)
QUOTE = text("quote", "the words as they stand in the plan", "原文")


def period(prefix: str, en: str, zh: str) -> tuple[Column, ...]:
    """Label, start and end of a period."""
    return (
        text(f"{prefix}_label", f"{en}, as worded", f"{zh}（原文说法）"),
        text(f"{prefix}_start", f"{en}, first year, month or date", f"{zh}起（年、月或日）"),
        text(f"{prefix}_end", f"{en}, last year, month or date", f"{zh}止（含）"),
    )


def quantity(prefix: str, en: str, zh: str) -> tuple[Column, ...]:
    """The parts of a quantity; ``prefix`` is empty or ends in ``_``."""
    return (
        text(f"{prefix}quantity", f"{en} with unit, as written", f"{zh}（含单位，原文）"),
        text(
            f"{prefix}comparator",
            f"how the number of the {en} is meant",
            f"{zh}的比较方式",
            "=",
            ">=",
            ">",
            "<=",
            "<",
            "~",
        ),
        number(
            f"{prefix}value", f"number of the {en}, in the unit as written", f"{zh}（以原单位计）"
        ),
        number(f"{prefix}upper", "upper end where a range is given", "区间上限"),
        text(f"{prefix}unit", "unit as written", "原单位"),
        text(
            f"{prefix}quantity_kind",
            "kind of number",
            "数值类别",
            "count",
            "amount",
            "share",
            "points",
            "multiple",
            "rank",
            "duration",
            "score",
            "ratio",
            "measurement",
        ),
        number(f"{prefix}canonical_value", f"the {en} in the canonical unit", f"换算后的{zh}"),
        text(f"{prefix}canonical_unit", "canonical unit", "换算单位"),
    )
