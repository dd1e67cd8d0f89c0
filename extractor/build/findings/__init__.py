"""What a careful reader would query. A finding quotes; it never corrects."""

from __future__ import annotations

import msgspec

from extractor.build.findings.conflicts import conflicts
from extractor.build.findings.parts import parts
from extractor.build.findings.totals import totals
from extractor.build.findings.values import levels
from extractor.build.findings.words import finding_words
from extractor.document import PlanDocument
from extractor.lexicon.loader import Lexicon
from extractor.plan import Finding, Plan
from extractor.spans import Evidence

__all__ = ["build_findings"]


def build_findings(plan: Plan, document: PlanDocument, lexicon: Lexicon) -> Plan:
    """The plan with its findings: what was not readable and what does not add up, in text order."""
    text, words = document.source.text, finding_words(lexicon)
    values = tuple(levels(plan, words))
    found = [
        *_noticed(document),
        *conflicts(values, text, words),
        *parts(values, text, words),
        *(_paged(finding, document) for finding in totals(plan, text, words)),
    ]
    found.sort(key=lambda finding: (finding.evidence[0].start, finding.kind))
    return msgspec.structs.replace(plan, findings=tuple(found))


def _paged(finding: Finding, document: PlanDocument) -> Finding:
    """A finding on a whole table, with the page on which the table starts."""
    pages = document.source.page_of
    evidence = tuple(msgspec.structs.replace(e, page=pages(e.start)) for e in finding.evidence)
    return msgspec.structs.replace(finding, evidence=evidence)


def _noticed(document: PlanDocument) -> list[Finding]:
    source, found = document.source, []
    for n in document.notices:
        words = source.text[n.start : n.end]
        evidence = Evidence(n.start, n.end, words, source.page_of(n.start))
        found.append(Finding(n.kind, n.message, (), (evidence,)))
    return found
