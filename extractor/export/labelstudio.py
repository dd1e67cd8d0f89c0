"""Label Studio: tasks with predictions, the labelling interface, and tasks back to marks.

Offsets count code points. A span's region id is ``record#place@type``, its meta names the record,
and relations lead from a record to its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from extractor.export.annotations import from_tag, spans, tag, tags, text_of
from extractor.export.documents import Document
from extractor.export.marks import Mark

MODEL = "plan-extractor"


def to_tasks(documents: Iterable[Document], types: Sequence[str] = ()) -> bytes:
    """JSON for import; one task per plan. Raises ``ExtractorError`` for a plan without text."""
    tasks = [_task(document, types) for document in documents]
    return msgspec.json.format(msgspec.json.encode(tasks), indent=1) + b"\n"


def to_config(documents: Iterable[Document], types: Sequence[str] = ()) -> bytes:
    """The labelling interface (XML) with every label in use and a colour per record type."""
    used = tags(mark for document in documents for mark in spans(document, types))
    labels = "\n".join(
        f"    <Label value={quoteattr(name)} background={quoteattr(colour)}/>"
        for name, colour in used
    )
    return (
        '<View>\n  <Labels name="label" toName="text">\n'
        f"{labels}\n"
        '  </Labels>\n  <Text name="text" value="$text" granularity="symbol"/>\n</View>\n'
    ).encode()


def from_tasks(data: bytes) -> dict[str, tuple[Mark, ...]]:
    """Marks per plan key, from what ``to_tasks`` wrote (or a Label Studio export of it).

    A task's ``annotations`` win over its ``predictions``; a span added by hand has its region id
    as record.
    """
    found: dict[str, tuple[Mark, ...]] = {}
    for task in msgspec.json.decode(data):
        results = (task.get("annotations") or task["predictions"])[0]["result"]
        text = task["data"]["text"]
        found[task["data"]["plan_id"]] = tuple(
            _mark(text, result) for result in results if result["type"] == "labels"
        )
    return found


def _task(document: Document, types: Sequence[str]) -> dict[str, Any]:
    text = text_of(document)
    found = spans(document, types)
    regions = [_region(text, mark) for mark in found]
    result = [*regions, *_relations(found)]
    return {
        "data": {"text": text, "plan_id": document.key, "title": document.plan.plan.title},
        "predictions": [{"model_version": MODEL, "result": result}],
    }


def _region(text: str, mark: Mark) -> dict[str, Any]:
    value = {"start": mark.start, "end": mark.end, "text": text[mark.start : mark.end]}
    return {
        "id": _ident(mark),
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {**value, "labels": [tag(mark)]},
        "meta": {"record": mark.record, "place": mark.place, "owner": mark.owner},
    }


def _relations(found: Sequence[Mark]) -> list[dict[str, Any]]:
    first: dict[str, str] = {}
    for mark in found:
        first.setdefault(mark.record, _ident(mark))
    return [
        {"type": "relation", "from_id": first[mark.owner], "to_id": _ident(mark),
         "direction": "right", "labels": ["has"]}
        for mark in found
        if mark.owner in first
    ]  # fmt: skip


def _ident(mark: Mark) -> str:
    return f"{mark.record}#{mark.place}@{mark.type}"


def _mark(text: str, result: dict[str, Any]) -> Mark:
    value, meta = result["value"], result.get("meta") or {}
    return from_tag(
        text,
        value["start"],
        value["end"],
        value["labels"][0],
        meta.get("record", result.get("id", "")),
        meta.get("place", 1),
        meta.get("owner"),
    )
