"""The panel as a data frame, for those who have polars or pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.compare.table import LONG, long_records
from extractor.compare.types import Panel
from extractor.errors import UsageError

if TYPE_CHECKING:
    import pandas
    import polars

_NUMBERS = ("value", "upper")
_FLAGS = ("computed", "cumulative", "planned")
_OFFSETS = ("evidence_start", "evidence_end")


def to_polars(panel: Panel) -> polars.DataFrame:
    """Long form, fixed column types, values as floats; ``UsageError`` without polars."""
    try:
        import polars
    except ImportError:
        raise _missing("polars") from None
    special: dict[str, Any] = dict.fromkeys(_NUMBERS, polars.Float64)
    special |= dict.fromkeys(_FLAGS, polars.Boolean) | dict.fromkeys(_OFFSETS, polars.Int64)
    schema = {name: special.get(name, polars.String) for name in LONG}
    return polars.DataFrame(_columns(panel), schema=schema)


def to_pandas(panel: Panel) -> pandas.DataFrame:
    """Long form, fixed column types, values as floats; ``UsageError`` without pandas."""
    try:
        import pandas
    except ImportError:
        raise _missing("pandas") from None
    types: dict[str, str] = dict.fromkeys(_NUMBERS, "Float64")
    types |= dict.fromkeys(_FLAGS, "boolean") | dict.fromkeys(_OFFSETS, "Int64")
    columns = _columns(panel)
    return pandas.DataFrame(
        {name: pandas.array(columns[name], dtype=types.get(name, "string")) for name in LONG}
    )


def _columns(panel: Panel) -> dict[str, list[Any]]:
    records = long_records(panel)
    columns = {name: [record[name] for record in records] for name in LONG}
    for name in _NUMBERS:
        columns[name] = [None if number is None else float(number) for number in columns[name]]
    return columns


def _missing(library: str) -> UsageError:
    return UsageError("panel", f"{library} is not installed", f"pip install {library}")
