"""Rows of a table that are said to add up and do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractor.build.findings.words import FindingWords
from extractor.plan import Finding, Plan, Table
from extractor.spans import Evidence

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def totals(plan: Plan, text: str, words: FindingWords) -> Iterator[Finding]:
    """A 合计 row at the head or foot of a table whose columns do not sum to it."""
    for table in plan.tables:
        if table.kind != "indicators":
            yield from _table(table, text, words)


def _table(table: Table, text: str, words: FindingWords) -> Iterator[Finding]:
    at = [i for i, row in enumerate(table.rows) if _is_total(row, words)]
    if len(at) != 1 or at[0] not in (0, len(table.rows) - 1) or len(table.rows) < 3:
        return
    rest = [row for i, row in enumerate(table.rows) if i != at[0]]
    for column, header in enumerate(table.header):
        said = _number(table.rows[at[0]][column])
        found = [_number(row[column]) for row in rest]
        if said is None or any(number is None for number in found):
            continue
        total = sum((n for n in found if n is not None), Decimal(0))
        if abs(total - said) > Decimal("0.5") and total != said:
            yield Finding(
                "total_differs",
                f"“{header}”列各行合计{total}，与合计行的{said}不符",
                (table.id,),
                (Evidence(table.start, table.end, text[table.start : table.end]),),
            )


def _is_total(row: tuple[str, ...], words: FindingWords) -> bool:
    return any(cell.replace(" ", "") in words.roles["total"] for cell in row[:3])


def _number(cell: str) -> Decimal | None:
    found = _NUMBER.fullmatch(cell.strip())
    return Decimal(found[0].replace(",", "")) if found else None
