"""Functions for callers that have no home of their own: quantities in a text, and validation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractor.build.drafts import to_quantity
from extractor.find.quantities import find_quantities
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.plan import Plan, Quantity

if TYPE_CHECKING:
    from extractor.score.report import ScoreReport


class FoundQuantity(Quantity, frozen=True):
    """A quantity with its place in the text: ``text[start:end]`` are its words."""

    start: int = 0
    end: int = 0


def quantities(text: str, lexicon: Lexicon | None = None) -> list[FoundQuantity]:
    """Every quantity in any text, in order, with code-point offsets.

    Values are decimals of the unit as written; ``canonical`` brings them to one unit where
    one is known. Names, dates and list numbers are none. Never raises on any text.
    """
    found = []
    for mention in find_quantities(text, lexicon or default_lexicon()):
        plain = to_quantity(mention, text[mention.start : mention.end])
        fields = {field: getattr(plain, field) for field in plain.__struct_fields__}
        found.append(FoundQuantity(**fields, start=mention.start, end=mention.end))
    return found


def validate(plan: Plan, gold: Path | str, text: str) -> ScoreReport:
    """Score a plan against a gold file; ``text`` is the canonical text both point into.

    Raises ``GoldError`` where the gold file contradicts itself or the text.
    """
    from extractor.score.gold import load_gold
    from extractor.score.match import validate as score

    return score([(plan, load_gold(gold, text))])


__all__ = ["FoundQuantity", "quantities", "validate"]
