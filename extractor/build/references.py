"""References: what the plan cites, each occurrence one record."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import PlanDocument
from extractor.mentions import CitationMention
from extractor.plan import Reference


def build_references(
    document: PlanDocument, mentions: Sequence[CitationMention]
) -> tuple[Reference, ...]:
    """One reference per mention, in order; the plan's own document number is none."""
    own = document.front.document_number
    spans = document.front.spans
    references = []
    for mention in mentions:
        in_front = any(s.start <= mention.start < s.end for s in spans)
        if mention.number == mention.title and (mention.number == own or in_front):
            continue
        words = document.evidence(mention.start, mention.end)
        references.append(
            Reference(
                title=mention.title,
                kind=mention.kind,
                start=words.start,
                end=words.end,
                text=words.text,
                number=mention.number,
            )
        )
    return tuple(references)
