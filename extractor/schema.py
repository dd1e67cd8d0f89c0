"""JSON Schemas (draft 2020-12) of the output, generated from the types of ``plan.py``."""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec

from extractor import plan
from extractor.document import Source
from extractor.spans import Evidence

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NAME = re.compile(r"(?<=[a-z])(?=[A-Z])")


def record_types() -> dict[str, type[msgspec.Struct]]:
    """Every record type by its schema's name (``plan``, ``plan-header``, ``indicator`` …)."""
    records: list[type[msgspec.Struct]] = [
        value
        for value in vars(plan).values()
        if isinstance(value, type) and issubclass(value, plan.Record) and value is not plan.Record
    ]
    records += [Source, Evidence]
    return {_NAME.sub("-", record.__name__).lower(): record for record in records}


def schemas() -> dict[str, dict[str, Any]]:
    """Every schema by name, each complete in itself; ``additionalProperties`` is false."""
    return {name: schema(name) for name in record_types()}


def schema(name: str) -> dict[str, Any]:
    """The schema of one record type; raises ``KeyError`` for a name there is none of."""
    built = msgspec.json.schema(record_types()[name])
    head = {"$schema": DIALECT, "$id": f"{name}.schema.json"}
    numbered: dict[str, Any] = _mended({**head, **built})
    return numbered


def schema_bytes(name: str) -> bytes:
    """The schema's file: UTF-8 JSON, two-space indent, final newline."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2).encode() + b"\n"


def _mended(node: Any) -> Any:
    """Decimals as the JSON numbers they are written as; docstrings on one line."""
    if isinstance(node, list):
        return [_mended(item) for item in node]
    if not isinstance(node, dict):
        return node
    if node.get("type") == "string" and node.get("format") == "decimal":
        rest = {key: value for key, value in node.items() if key not in ("type", "format")}
        return {"type": "number", **rest}
    return {
        key: " ".join(value.split())
        if key == "description" and isinstance(value, str)
        else _mended(value)
        for key, value in node.items()
    }
