"""Records compared field by field across forms, positions aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from extractor.plan import Plan

# where words stand, and what belongs to the file rather than to the plan
_POSITIONS = frozenset({"start", "end", "cell", "page", "source", "schema_version", "id"})
# words as they stand hold the line breaks and the cell borders of their form
_BLANK = re.compile(r"\s+|\||<br>")

Fields = Counter[str]


def flat(plan: Plan, only: tuple[str, ...] = ()) -> Fields:
    """Every field of every record as ``path=value``; ids are replaced by what they name."""
    records = plan.to_dict()
    names = _names(records)
    fields: Fields = Counter()
    for kind, found in records.items():
        if kind in _POSITIONS or (only and kind not in only):
            continue
        for record in found if isinstance(found, (list, tuple)) else [found]:
            label = _label(record)
            fields.update(f"{kind} {label}{path}={value}" for path, value in _leaves(record, names))
    return fields


def compare(ours: Fields, theirs: Fields) -> tuple[list[str], list[str], int]:
    """Fields that ``theirs`` lacks, fields that it has more, and how many there are."""
    return list((ours - theirs).elements()), list((theirs - ours).elements()), ours.total()


def _label(record: dict[str, Any]) -> str:
    """What tells a record without its place: its name, title or first words."""
    for key in ("name", "title", "text", "caption"):
        if record.get(key):
            return _BLANK.sub("", str(record[key]))[:24]
    actions = record.get("actions") or ()
    return _BLANK.sub("", actions[0]["text"])[:24] if actions else ""


def _names(records: dict[str, Any]) -> dict[str, str]:
    return {
        record["id"]: _label(record)
        for found in records.values()
        if isinstance(found, (list, tuple))
        for record in found
        if "id" in record
    }


def _leaves(value: Any, names: dict[str, str], path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _POSITIONS:
                yield from _leaves(inner, names, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _leaves(inner, names, f"{path}[]")
    elif isinstance(value, str):
        yield path, _BLANK.sub("", names.get(value, value))
    else:
        yield path, str(value)
