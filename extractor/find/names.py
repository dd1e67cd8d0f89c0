"""What each number in the prose counts: its name's words, found from the clause around it.

The words left of a number are taken apart at word borders (``naming.phrases``, ``naming.verbs``);
where nothing is left, the noun after the number does (``naming.nouns``: 建设20家工作站), or what
the sentence spoke of before (…，同比增长5%).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.find.naming.mentions import mentions
from extractor.find.naming.patterns import patterns_of
from extractor.find.naming.scene import Borders, Scene, runs
from extractor.find.wording import wording_of
from extractor.language.clauses import Clauses
from extractor.language.tokens import Tokens
from extractor.lexicon.loader import Lexicon
from extractor.mentions import NameMention, PeriodMention, QuantityMention


def find_names(
    text: str,
    quantities: Sequence[QuantityMention],
    periods: Sequence[PeriodMention],
    clauses: Clauses,
    tokens: Tokens,
    lexicon: Lexicon,
    home: Sequence[str] = (),
) -> tuple[NameMention, ...]:
    """One mention per quantity whose counted thing is named, in order; others have none.

    ``home`` are the names of the plan's own region, which are no part of a name.
    """
    patterns = patterns_of(lexicon)
    openers = patterns.lead_first.union(name[:1] for name in home)
    scene = Scene(
        text,
        quantities,
        periods,
        clauses,
        tokens,
        wording_of(lexicon),
        patterns,
        tuple(home),
        Borders(tokens.starts),
        [period.start for period in periods],
        runs(clauses.masked, quantities, patterns),
        {period.start: period for period in reversed(periods)},
        frozenset([period.end for period in periods]),
        openers,
        [met.end() for met in patterns.gate.finditer(text)],
    )
    return tuple(mentions(scene))
