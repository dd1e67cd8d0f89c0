"""What a careful reader would query. A finding quotes; it never corrects."""

from __future__ import annotations

import msgspec

from extractor.document import PlanDocument
from extractor.lexicon.loader import Lexicon
from extractor.plan import Finding, Plan
from extractor.spans import Evidence


def build_findings(plan: Plan, document: PlanDocument, lexicon: Lexicon) -> Plan:
    """The plan with its findings: what readers could not rebuild, then what does not add up."""
    noticed = tuple(
        Finding(
            n.kind,
            n.message,
            (),
            (Evidence(n.start, n.end, document.source.text[n.start : n.end]),),
        )
        for n in document.notices
    )
    return msgspec.structs.replace(plan, findings=noticed)
