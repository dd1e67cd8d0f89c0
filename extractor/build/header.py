"""The plan's header: what it says about itself."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.document import PlanDocument
from extractor.find.labels import field_of
from extractor.lexicon.loader import Lexicon
from extractor.mentions import PeriodMention
from extractor.plan import Period, PlanHeader, Region


def build_header(
    document: PlanDocument,
    region: Region | None,
    periods: Sequence[PeriodMention],
    title_period: Period | None,
    lexicon: Lexicon,
) -> PlanHeader:
    """Title, region, issuer, dates, status, period and theme, with the words behind them."""
    front = document.front
    spans = sorted({(span.start, span.end) for span in front.spans})
    return PlanHeader(
        front.title,
        region,
        front.issuer,
        front.document_number,
        front.issued,
        front.status,
        title_period,
        field_of(document.reading.text, lexicon),
        tuple(document.evidence(start, end) for start, end in spans),
    )
