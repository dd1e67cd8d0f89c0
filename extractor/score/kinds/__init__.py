"""One rule set per record type: what its items are, when two match, which fields are compared.

The rules are SPEC.md's section Scoring. Where it is silent, the rule decided stands in the
docstring of the function that holds it. What gold leaves null or empty and is no statement
about the plan (canonical, section, header rows …) is not labelled, hence not compared.
"""

from __future__ import annotations

from extractor.score.kinds.base import Context, Kind, Link
from extractor.score.kinds.layout import PROJECTS, ROWS, SECTIONS, TABLES
from extractor.score.kinds.links import ASSIGNMENTS, FINDINGS, HEADER, REFERENCES
from extractor.score.kinds.numbers import OBSERVATIONS
from extractor.score.kinds.tasks import ACTIONS, INSTRUMENTS, MEASURES, PROGRAMMES, THEMES

__all__ = ["KINDS", "UNLABELLED_IF_EMPTY", "Context", "Kind", "Link"]

# The order matters: later kinds compare ids through the pairs that earlier ones made.
KINDS: tuple[Kind, ...] = (
    HEADER,
    SECTIONS,
    TABLES,
    ROWS,
    OBSERVATIONS,
    MEASURES,
    ACTIONS,
    PROGRAMMES,
    INSTRUMENTS,
    THEMES,
    PROJECTS,
    ASSIGNMENTS,
    REFERENCES,
    FINDINGS,
)
UNLABELLED_IF_EMPTY = frozenset({"instruments", "themes"})
