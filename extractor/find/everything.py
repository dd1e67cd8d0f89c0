"""All finders over one plan, each once over the whole reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from extractor.document import PlanDocument
from extractor.find.citations import find_citations
from extractor.find.duties import find_duties
from extractor.find.home import resolve_plan_region
from extractor.find.names import find_names
from extractor.find.periods import find_periods
from extractor.find.places import PlaceHits
from extractor.find.quantities import find_quantities
from extractor.language.clauses import clauses
from extractor.language.tokens import Engine, tokenize
from extractor.lexicon.loader import Lexicon
from extractor.mentions import Mentions, PlaceMention, QuantityMention
from extractor.plan import Region

_STOP = re.compile("[\n。]")


def find_everything(
    document: PlanDocument,
    lexicon: Lexicon,
    engine: Engine,
    bodies: Sequence[tuple[int, int]] | None = None,
) -> Mentions:
    """The mentions of a plan, in reading offsets.

    ``bodies`` are the spans that will be read for actions, if known (default: all): words are told
    apart only there and in sentences with numbers; a third of a plan needs none.
    """
    text = document.reading.text
    home, places = _places(document, lexicon)
    quantities = find_quantities(text, lexicon)
    borders = clauses(text)
    spans = None if bodies is None else [*bodies, *_sentences(quantities, borders.masked)]
    tokens = tokenize(text, lexicon, engine, spans)
    periods = find_periods(text, lexicon)
    return Mentions(
        home,
        tokens,
        borders,
        quantities,
        periods,
        find_names(text, quantities, periods, borders, tokens, lexicon, _own_names(home)),
        places,
        find_duties(text, lexicon, places, home),
        find_citations(text, lexicon),
    )


def _sentences(quantities: Iterable[QuantityMention], masked: str) -> Iterator[tuple[int, int]]:
    """The sentences that have numbers; no 。 in quotes or brackets ends one."""
    end = 0
    for quantity in quantities:
        if quantity.end <= end:
            continue
        start, stop = quantity.start, _STOP.search(masked, quantity.end)
        start = max(end, *(masked.rfind(sign, end, start) + 1 for sign in "\n。"))
        end = stop.start() if stop else len(masked)
        yield start, end


def _places(
    document: PlanDocument, lexicon: Lexicon
) -> tuple[Region | None, tuple[PlaceMention, ...]]:
    """The plan's own region, and the places as they are read for it."""
    text = document.reading.text
    hits = PlaceHits(text, lexicon)
    home = resolve_plan_region(document.front.title or "", text, lexicon, hits)
    return home, hits.places(home)


def _own_names(home: Region | None) -> tuple[str, ...]:
    """The wordings of the plan's own region, longest first: 成都市郫都区, 郫都区, 郫都."""
    if home is None:
        return ()
    names = {home.name, *("".join(home.path[i:]) for i in range(len(home.path)))}
    if len(home.name) > 2:
        names.add(home.name[:-1])
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
