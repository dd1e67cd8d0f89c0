"""Plans side by side: indicators in one panel, nearest measures, words that were copied."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from extractor.compare.decisions import Decisions, read_decisions
from extractor.compare.inputs import PlanText, as_inputs, places_of, region_of
from extractor.compare.types import Comparison, Panel
from extractor.errors import UsageError
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.plan import Plan

__all__ = ["Comparison", "Decisions", "Panel", "PlanText", "compare", "read_decisions"]


def compare(
    plans: Iterable[Plan | PlanText | Path | str],
    *,
    decisions: Decisions | None = None,
    accept: float | None = None,
    lexicon: Lexicon | None = None,
) -> Comparison:
    """Compare any number of plans: extracted plans, plans with texts, or paths of plans.

    ``decisions`` are pairs of names that a person confirmed or refused (``read_decisions``);
    ``accept`` aligns proposals from this score (0–1) on, by default none. A bare ``Plan`` has no
    text: its measures are compared by their actions and no passages are found. The same plans in
    the same order give the same result. Raises ``UsageError`` without any plan.
    """
    inputs = as_inputs(plans)
    if not inputs:
        raise UsageError("compare", "there is no plan", "give plans to put side by side")
    _installed()
    from extractor.compare.measures import compare_measures, coverage_of
    from extractor.compare.panel import build_panel
    from extractor.compare.reuse import shared_passages

    words = lexicon or default_lexicon()
    places = places_of(inputs)
    matches, only_here = compare_measures(inputs, places, words)
    regions = [region_of(item.plan) for item in inputs]
    passages, reuse = shared_passages([item.text for item in inputs], places, regions)
    return Comparison(
        places=places,
        panel=build_panel(inputs, places, words, decisions or Decisions(), accept),
        coverage=coverage_of(inputs, places),
        matches=matches,
        only_here=only_here,
        passages=passages,
        reuse=reuse,
    )


def _installed() -> None:
    """Raise ``UsageError`` where the libraries of the extra ``compare`` are not installed."""
    import importlib.util

    for name in ("numpy", "rapidfuzz", "scipy"):
        if importlib.util.find_spec(name) is None:
            remedy = "install plan-extractor[compare]"
            raise UsageError("compare", f"needs the library {name}", remedy)
