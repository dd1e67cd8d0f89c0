"""Measures: the smallest titled or self-contained tasks of a plan, with all that is in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from extractor.build.areas import Links
from extractor.build.commitments import Inside, committed, spans_of
from extractor.build.outlines import Outline, outlines
from extractor.document import PlanDocument
from extractor.find.actions import find_actions
from extractor.find.labels import Labelled, find_labels
from extractor.find.programmes import find_programmes
from extractor.language.clauses import Clauses, clauses
from extractor.language.tokens import Tokens
from extractor.lexicon.loader import Lexicon
from extractor.mentions import ActionMention, LabelMention, PeriodMention, ProgrammeMention
from extractor.plan import Action, Instrument, Measure, Period, Programme, Theme

_NO_LINKS = Links()


class MeasureDraft(msgspec.Struct, frozen=True, gc=False):
    """A measure before its areas and targets are known, reading offsets.

    ``bodies`` are the spans of its words without titles and numbers; ``section`` and ``box`` are
    indices of headings, -1 for none; ``table`` and ``row`` are set for a row of a duty table.
    """

    start: int
    end: int
    title: str | None
    title_span: tuple[int, int] | None
    section: int
    box: int
    bodies: tuple[tuple[int, int], ...]
    table: int = -1
    row: int = -1
    actions: tuple[ActionMention, ...] = ()
    programmes: tuple[ProgrammeMention, ...] = ()
    labels: tuple[LabelMention, ...] = ()
    deadline: Period | None = None


def build_measures(
    document: PlanDocument,
    tokens: Tokens,
    lexicon: Lexicon,
    found: Clauses | None = None,
    periods: Sequence[PeriodMention] = (),
    programmes: Sequence[ProgrammeMention] | None = None,
    drawn: Sequence[Outline] | None = None,
) -> tuple[MeasureDraft, ...]:
    """Every measure of the plan in order. What was found already may be handed in.

    A part of a plan that is to hold measures but commits to nothing gives none.
    """
    text = document.reading.text
    found = found or clauses(text)
    if drawn is None:
        drawn = outlines(document, lexicon)
    acted = Inside(find_actions(text, bodies(drawn), tokens, lexicon, found))
    drawn = committed(drawn, acted, text, found, lexicon)
    if programmes is None:
        programmes = find_programmes(text, lexicon)
    named = Inside(programmes)
    labelled = find_labels(text, lexicon)
    dated = Inside(mention for mention in periods if mention.kind == "deadline")
    drafts = [_draft(outline, acted, named, labelled, dated) for outline in drawn]
    return tuple([draft for draft in drafts if draft.actions or draft.programmes])


def bodies(drawn: Sequence[Outline]) -> list[tuple[int, int]]:
    """All that is read for actions, in the order of ``drawn``: there words must be known."""
    return [span for outline in drawn for span in spans_of(outline)]


def _draft(
    outline: Outline,
    acted: Inside[ActionMention],
    named: Inside[ProgrammeMention],
    labelled: Labelled,
    dated: Inside[PeriodMention],
) -> MeasureDraft:
    start, end = outline.start, outline.end
    return MeasureDraft(
        start,
        end,
        outline.title,
        outline.title_span,
        outline.section,
        outline.box,
        outline.bodies,
        outline.table,
        outline.row,
        tuple([action for span in outline.bodies for action in acted.within(*span)]),
        named.within(start, end),
        tuple(labelled.within(start, end)),
        _deadline(dated.within(start, end)),
    )


def _deadline(dates: Sequence[PeriodMention]) -> Period | None:
    """The last date by which something is due; null where none stands in the measure."""
    due = [mention.period for mention in dates if mention.period and mention.period.end]
    return max(due, key=lambda period: period.end or "") if due else None


def complete_measures(
    drafts: Sequence[MeasureDraft],
    document: PlanDocument,
    indicators_by_span: Sequence[tuple[int, int, str]] = (),
    area_links: Mapping[str, Links] | None = None,
) -> tuple[Measure, ...]:
    """Records in source offsets, with ids ``m1``, ``m2`` … in the order of ``drafts``.

    ``indicators_by_span`` are reading spans of indicator evidence with the indicator's id;
    ``area_links`` gives, by measure id, the areas and those responsible (``build_areas``).
    """
    links = area_links or {}
    ordered = sorted(indicators_by_span)
    starts = [start for start, _, _ in ordered]
    writer = _Writer(document)
    records = []
    for number, draft in enumerate(drafts, 1):
        key = f"m{number}"
        near = ordered[bisect_left(starts, draft.start) : bisect_left(starts, draft.end)]
        records.append(writer.measure(key, draft, near, links.get(key) or _NO_LINKS))
    return tuple(records)


class _Writer:
    """Turns drafts into records; holds the two texts and the way from one to the other."""

    def __init__(self, document: PlanDocument) -> None:
        self.reading = document.reading
        self.raw, self.offsets = document.reading.raw, document.reading.offsets
        self.source = document.source.text

    def measure(
        self,
        key: str,
        draft: MeasureDraft,
        indicators: Sequence[tuple[int, int, str]],
        link: Links,
    ) -> Measure:
        span = self.reading.span(draft.start, draft.end)
        targets = dict.fromkeys([name for _, end, name in indicators if end <= draft.end])
        instruments, themes = self._labels(draft.labels)
        return Measure(
            key,
            f"s{draft.section + 1}" if draft.section >= 0 else None,
            f"s{draft.box + 1}" if draft.box >= 0 else None,
            draft.title,
            span.start,
            span.end,
            self._actions(draft.actions),
            tuple([Programme(p.name, *self._quote(p.start, p.end)) for p in draft.programmes]),
            instruments,
            themes,
            tuple(targets),
            link.areas,
            link.responsible,
            draft.deadline,
        )

    def _quote(self, start: int, end: int) -> tuple[int, int, str]:
        """Source span of the words at a reading span (never empty), and the words."""
        first, last = self.offsets[start], self.offsets[end - 1] + 1
        return first, last, self.source[first:last]

    def _actions(self, mentions: Sequence[ActionMention]) -> tuple[Action, ...]:
        # By far the most records of a plan: written out, without a call for each.
        raw, offsets, source = self.raw, self.offsets, self.source
        return tuple(
            [
                Action(
                    said.verb,
                    raw[said.object_start : said.object_end],
                    (first := offsets[said.start]),
                    (last := offsets[said.end - 1] + 1),
                    source[first:last],
                )
                for said in mentions
            ]
        )

    def _labels(
        self, mentions: Sequence[LabelMention]
    ) -> tuple[tuple[Instrument, ...], tuple[Theme, ...]]:
        instruments: list[Instrument] = []
        themes: list[Theme] = []
        for said in mentions:
            quote = self._quote(said.start, said.end)
            if said.field == "theme":
                themes.append(Theme(said.label, *quote))
            else:
                instruments.append(Instrument(said.group, said.label, *quote))  # type: ignore[arg-type]
        return tuple(instruments), tuple(themes)
