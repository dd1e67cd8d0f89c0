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


class MeasureDraft(msgspec.Struct, frozen=True):
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
    instruments: tuple[LabelMention, ...] = ()
    themes: tuple[LabelMention, ...] = ()
    deadline: Period | None = None


def build_measures(
    document: PlanDocument,
    tokens: Tokens,
    lexicon: Lexicon,
    found: Clauses | None = None,
    periods: Sequence[PeriodMention] = (),
    programmes: Sequence[ProgrammeMention] | None = None,
) -> tuple[MeasureDraft, ...]:
    """Every measure of the plan in order. What was found already may be handed in.

    A part of a plan that is to hold measures but commits to nothing gives none.
    """
    text = document.reading.text
    found = found or clauses(text)
    drawn = outlines(document, lexicon)
    spans = [span for outline in drawn for span in spans_of(outline)]
    acted = Inside(find_actions(text, spans, tokens, lexicon, found))
    drawn = committed(drawn, acted, text, found, lexicon)
    if programmes is None:
        programmes = find_programmes(text, lexicon)
    named = Inside(programmes)
    labelled = find_labels(text, lexicon)
    dated = Inside(mention for mention in periods if mention.kind == "deadline")
    drafts = (_draft(outline, acted, named, labelled, dated) for outline in drawn)
    return tuple(draft for draft in drafts if draft.actions or draft.programmes)


def _draft(
    outline: Outline,
    acted: Inside[ActionMention],
    named: Inside[ProgrammeMention],
    labelled: Labelled,
    dated: Inside[PeriodMention],
) -> MeasureDraft:
    start, end = outline.start, outline.end
    labels = labelled.within(start, end)
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
        actions=tuple(
            action for begin, stop in outline.bodies for action in acted.within(begin, stop)
        ),
        programmes=named.within(start, end),
        instruments=tuple([mention for mention in labels if mention.field == "instrument"]),
        themes=tuple([mention for mention in labels if mention.field == "theme"]),
        deadline=_deadline(dated.within(start, end)),
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
    records = []
    for number, draft in enumerate(drafts, 1):
        key = f"m{number}"
        link = links.get(key, Links())
        near = ordered[bisect_left(starts, draft.start) : bisect_left(starts, draft.end)]
        records.append(_record(key, draft, document, near, link))
    return tuple(records)


def _record(
    key: str,
    draft: MeasureDraft,
    document: PlanDocument,
    indicators: Sequence[tuple[int, int, str]],
    link: Links,
) -> Measure:
    span = document.reading.span(draft.start, draft.end)
    targets = dict.fromkeys(name for _, end, name in indicators if end <= draft.end)
    return Measure(
        id=key,
        section=f"s{draft.section + 1}" if draft.section >= 0 else None,
        box=f"s{draft.box + 1}" if draft.box >= 0 else None,
        title=draft.title,
        start=span.start,
        end=span.end,
        actions=tuple(_action(action, document) for action in draft.actions),
        programmes=tuple(_programme(mention, document) for mention in draft.programmes),
        instruments=tuple(_instrument(mention, document) for mention in draft.instruments),
        themes=tuple(_theme(mention, document) for mention in draft.themes),
        targets=tuple(targets),
        areas=link.areas,
        responsible=link.responsible,
        deadline=draft.deadline,
    )


def _action(action: ActionMention, document: PlanDocument) -> Action:
    quote = document.evidence(action.start, action.end)
    raw = document.reading.raw
    return Action(
        verb=action.verb,
        object=raw[action.object_start : action.object_end],
        start=quote.start,
        end=quote.end,
        text=quote.text,
    )


def _programme(mention: ProgrammeMention, document: PlanDocument) -> Programme:
    quote = document.evidence(mention.start, mention.end)
    return Programme(name=mention.name, start=quote.start, end=quote.end, text=quote.text)


def _instrument(mention: LabelMention, document: PlanDocument) -> Instrument:
    quote = document.evidence(mention.start, mention.end)
    return Instrument(
        class_=mention.group,  # type: ignore[arg-type]
        kind=mention.label,
        start=quote.start,
        end=quote.end,
        text=quote.text,
    )


def _theme(mention: LabelMention, document: PlanDocument) -> Theme:
    quote = document.evidence(mention.start, mention.end)
    return Theme(name=mention.label, start=quote.start, end=quote.end, text=quote.text)
