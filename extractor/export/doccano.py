"""doccano: JSONL with labels, entities and relations, the label set, and lines back to marks.

``label`` serves a sequence-labelling project (with overlapping spans allowed), ``entities`` and
``relations`` one with relations. ``records`` names the record of each entity; doccano keeps it
as metadata.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from extractor.export.annotations import from_tag, spans, tag, tags, text_of
from extractor.export.documents import Document
from extractor.export.marks import Mark


def to_doccano(documents: Iterable[Document], types: Sequence[str] = ()) -> bytes:
    """One line per plan. Raises ``ExtractorError`` for a plan without text."""
    lines: list[bytes] = []
    ident = relation = 1  # doccano wants numbers that are unique over the file
    for document in documents:
        line = _line(document, spans(document, types), ident, relation)
        ident += len(line["entities"])
        relation += len(line["relations"])
        lines.append(msgspec.json.encode(line) + b"\n")
    return b"".join(lines)


def to_labels(documents: Iterable[Document], types: Sequence[str] = ()) -> bytes:
    """The label set to import first: names and colours."""
    used = tags(mark for document in documents for mark in spans(document, types))
    labels = [
        {"text": name, "background_color": colour, "text_color": "#ffffff"} for name, colour in used
    ]
    return msgspec.json.format(msgspec.json.encode(labels), indent=1) + b"\n"


def from_doccano(data: bytes) -> dict[str, tuple[Mark, ...]]:
    """Marks per plan key from the lines of ``to_doccano``.

    An entity added by hand, which ``records`` does not know, has its number as record.
    """
    found: dict[str, tuple[Mark, ...]] = {}
    for line in data.splitlines():
        if line.strip():
            task = msgspec.json.decode(line)
            found[task["plan_id"]] = tuple(_mark(task, entity) for entity in task["entities"])
    return found


def _line(document: Document, found: Sequence[Mark], ident: int, relation: int) -> dict[str, Any]:
    numbers = {mark: ident + index for index, mark in enumerate(found)}
    first: dict[str, int] = {}
    for mark, number in numbers.items():
        first.setdefault(mark.record, number)
    owned = [(first[m.owner], n) for m, n in numbers.items() if m.owner in first]
    return {
        "text": text_of(document),
        "plan_id": document.key,
        "label": [[mark.start, mark.end, tag(mark)] for mark in found],
        "entities": [
            {"id": number, "label": tag(mark), "start_offset": mark.start, "end_offset": mark.end}
            for mark, number in numbers.items()
        ],
        "relations": [
            {"id": relation + index, "from_id": owner, "to_id": part, "type": "has"}
            for index, (owner, part) in enumerate(owned)
        ],
        "records": {str(n): [m.record, m.place, m.owner] for m, n in numbers.items()},
    }


def _mark(task: dict[str, Any], entity: dict[str, Any]) -> Mark:
    number = str(entity["id"])
    record, place, owner = task.get("records", {}).get(number, (number, 1, None))
    start, end = entity["start_offset"], entity["end_offset"]
    return from_tag(task["text"], start, end, entity["label"], record, place, owner)
