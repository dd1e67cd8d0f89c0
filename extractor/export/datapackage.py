"""A Frictionless Data Package (v2): CSV files and a descriptor in English and Chinese."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from extractor.export.csvs import to_csv
from extractor.export.schema import Column, TableSpec
from extractor.export.tables import Table

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"


def to_datapackage(tables: Sequence[Table]) -> dict[str, bytes]:
    """File names and contents: the descriptor, and ``data/<table>.csv`` (UTF-8 without BOM)."""
    files = {f"data/{table.spec.name}.csv": to_csv(table, bom=False) for table in tables}
    present = {table.spec.name for table in tables}
    package = {
        "$schema": _PROFILE.format("datapackage"),
        "name": "plans",
        "title": "Chinese policy plans as data / 政策规划数据",
        "description": "Records read out of Chinese policy plans, each with its words and their "
        "place. Text that a spreadsheet would run as a formula has an apostrophe in front. / "
        "从政策规划文本中读出的记录，每条都附原文及其位置。可能被当作公式的文本前加了撇号。",
        "resources": [_resource(table.spec, files, present) for table in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=2)
    return {DESCRIPTOR: text.encode() + b"\n", **files}


def _resource(spec: TableSpec, files: dict[str, bytes], present: set[str]) -> dict[str, Any]:
    path = f"data/{spec.name}.csv"
    content = files[path]
    return {
        "$schema": _PROFILE.format("dataresource"),
        "name": spec.name,
        "type": "table",
        "title": spec.zh,
        "description": f"{spec.en} / {spec.zh}",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(spec, present),
    }


def _schema(spec: TableSpec, present: set[str]) -> dict[str, Any]:
    required = {column.name for column in spec.columns if column.required}
    foreign = [
        {"fields": list(names), "reference": {"resource": target, "fields": list(names)}}
        for names, target in spec.foreign
        # A key with an empty part points nowhere, which validators take for a broken one.
        if target in present and required.issuperset(names)
    ]
    schema: dict[str, Any] = {
        "$schema": _PROFILE.format("tableschema"),
        "fields": [_field(column) for column in spec.columns],
        "primaryKey": list(spec.key),
    }
    return schema | ({"foreignKeys": foreign} if foreign else {})


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.zh,
        "description": f"{column.en} / {column.zh}",
    }
    return field | ({"constraints": constraints} if constraints else {})
