"""Self-contained HTML reports: one plan, a comparison, a validation."""

from __future__ import annotations

from extractor.report.comparison import comparison_report
from extractor.report.plan import plan_report
from extractor.report.validation import validation_report

__all__ = ["comparison_report", "plan_report", "validation_report"]
