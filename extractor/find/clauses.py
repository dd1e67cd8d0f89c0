"""The clauses of ``extractor.language.clauses``, under the name that finders know."""

from __future__ import annotations

from extractor.language.clauses import FILL, Clauses, clauses, mask

__all__ = ["FILL", "Clauses", "clauses", "mask"]
