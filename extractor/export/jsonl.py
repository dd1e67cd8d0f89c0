"""JSON Lines: one object per row, numbers exact."""

from __future__ import annotations

import msgspec

from extractor.export.tables import Table

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def to_jsonl(table: Table) -> bytes:
    """One table; keys are the column names, empty cells are null."""
    names = table.spec.names
    rows = (dict(zip(names, row, strict=True)) for row in table.rows)
    return b"".join(_ENCODER.encode(row) + b"\n" for row in rows)
