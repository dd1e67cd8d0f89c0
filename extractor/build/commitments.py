"""Which of the stretches that could be measures commit the plan to something."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Generic, TypeVar

from extractor.build.items import Words, measure_words
from extractor.build.outlines import Outline
from extractor.language.clauses import Clauses
from extractor.lexicon.entries import ClauseWordEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ActionMention, PeriodMention, ProgrammeMention

M = TypeVar("M", ActionMention, PeriodMention, ProgrammeMention)

# Acts per clause: paragraphs of tasks have 0.7 and more, goals and reviews mostly below 0.5.
_DENSE = 0.5


class Inside(Generic[M]):
    """Mentions by start, for quick look-up of those that begin inside a span."""

    def __init__(self, mentions: Iterable[M]) -> None:
        self.mentions: tuple[M, ...] = tuple(sorted(mentions, key=attrgetter("start")))
        self.starts: list[int] = [mention.start for mention in self.mentions]

    def within(self, start: int, end: int) -> tuple[M, ...]:
        """Mentions with ``start <= mention.start < end``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def spans_of(outline: Outline) -> tuple[tuple[int, int], ...]:
    """What has to be read for acts: the bodies, and a title that must show what it is."""
    if outline.tentative and outline.title_span:
        return (outline.title_span, *outline.bodies)
    return outline.bodies


def committed(
    drawn: Sequence[Outline],
    acted: Inside[ActionMention],
    text: str,
    found: Clauses,
    lexicon: Lexicon,
) -> tuple[Outline, ...]:
    """``drawn`` without those that tell a state, a goal or the past.

    A tentative one is kept when title and words both act (加快…。建设…，完善…), one without a
    title when it follows such a one in the same part.
    """
    words = measure_words(lexicon)
    means = _means(lexicon)
    kept: list[Outline] = []
    last = None
    for outline in drawn:
        if outline.tentative:
            if outline.title_span is None:
                named = last == outline.section
            else:
                start, end = outline.title_span
                named = bool(acted.within(start, end)) or text.startswith(means, start)
                named = named and not words.narrating.match(text, start)
            if not named or not _acting(outline, acted, text, found, words):
                continue
            last = outline.section
        elif outline.lead and not _acting(outline, acted, text, found, words):
            continue
        kept.append(outline)
    return tuple(kept)


def _acting(
    outline: Outline, acted: Inside[ActionMention], text: str, found: Clauses, words: Words
) -> bool:
    clauses = acts = 0
    for start, end in outline.bodies:
        if outline.section < 0 and words.past.search(text, start, end):
            return False
        clauses += found.at(end - 1) - found.at(start) + 1
        acts += len(acted.within(start, end))
    return acts >= _DENSE * clauses


@lru_cache(maxsize=8)
def _means(lexicon: Lexicon) -> tuple[str, ...]:
    """以X赋能Y heads a task as well as 赋能Y does."""
    return tuple(
        word
        for entry in lexicon.entries(ClauseWordEntry)
        if entry.role == "instrument"
        for word in entry.aliases
    )
