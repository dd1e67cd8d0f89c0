"""What annotation tools share: marks as labelled spans, the tags they carry, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractor.errors import ExtractorError
from extractor.export.documents import Document
from extractor.export.marks import MARK_TYPES, Mark, marks

#: Marks whose words are long: they carry no quote.
BLOCKS = frozenset(("sections", "tables", "measures"))

COLOURS: Mapping[str, str] = {
    "sections": "#9aa5b1",
    "tables": "#7b8794",
    "measures": "#5c7cfa",
    "projects": "#b08968",
    "actions": "#2f9e44",
    "plans": "#495057",
    "references": "#9c36b5",
    "programmes": "#e67700",
    "assignments": "#0c8599",
    "instruments": "#a61e4d",
    "themes": "#66a80f",
    "indicators": "#1971c2",
    "observations": "#e03131",
    "findings": "#d6336c",
}


def text_of(document: Document) -> str:
    """The canonical text; raises ``ExtractorError`` where only the JSON is at hand."""
    if document.text is None:
        problem = "its text is not at hand"
        raise ExtractorError(document.key, problem, "name it with --text, or give the raw plan")
    return document.text


def spans(document: Document, types: Sequence[str] = ()) -> tuple[Mark, ...]:
    """The marks to annotate: all, or those of the types named; empty spans have no place."""
    return tuple(
        mark
        for mark in marks(document.plan)
        if mark.end > mark.start and (not types or mark.type in types)
    )


def tag(mark: Mark) -> str:
    """The label that a person sees: ``observations:target``, ``measures`` …"""
    plain = mark.label in ("", mark.type.removesuffix("s"))
    return mark.type if plain else f"{mark.type}:{mark.label}"


def from_tag(
    text: str, start: int, end: int, tagged: str, record: str, place: int, owner: str | None
) -> Mark:
    """The mark that ``tag`` and the rest were made from."""
    kind, _, label = tagged.partition(":")
    quote = None if kind in BLOCKS else text[start:end]
    return Mark(start, end, kind, record, place, label or kind.removesuffix("s"), owner, quote)


def tags(found: Iterable[Mark]) -> list[tuple[str, str]]:
    """Every tag in use with its colour, by type and name."""
    rank = {name: index for index, name in enumerate(MARK_TYPES)}
    used = {tag(mark): mark.type for mark in found}
    return [(t, COLOURS[used[t]]) for t in sorted(used, key=lambda t: (rank[used[t]], t))]
