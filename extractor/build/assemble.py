"""Mentions → plan: every builder once, then ids in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.build.areas import build_areas
from extractor.build.calendar import Calendar
from extractor.build.drafts import IndicatorDraft, ObservationDraft, to_quantity
from extractor.build.findings import build_findings
from extractor.build.header import build_header
from extractor.build.link import link_indicators
from extractor.build.measures import build_measures, complete_measures
from extractor.build.outlines import Outline
from extractor.build.periods import Periods
from extractor.build.projects import ProjectDraft, build_projects
from extractor.build.prose import ProseBuilder
from extractor.build.references import build_references
from extractor.build.roles import Judge
from extractor.build.tables import build_table_indicators
from extractor.document import PlanDocument
from extractor.find.periods import find_periods
from extractor.find.wording import wording_of
from extractor.lexicon.loader import Lexicon
from extractor.mentions import Mentions, PeriodMention
from extractor.plan import (
    Indicator,
    Observation,
    Period,
    Plan,
    Project,
    Section,
    Table,
)
from extractor.spans import Evidence, Span

# A year in a heading below these levels is a milestone, not the document's own year.
_REPORT_LEVELS = 2
_OUTLOOK = "远景"
_MANY_PLANS = 5


def build_plan(
    document: PlanDocument,
    mentions: Mentions,
    lexicon: Lexicon,
    drawn: Sequence[Outline] | None = None,
) -> Plan:
    """The plan's records, in source offsets, with ids in the order of the text.

    ``drawn`` are the plan's outlines of measures if they are known already.
    """
    return _Assembly(document, mentions, lexicon, drawn).plan()


class _Assembly:
    def __init__(
        self,
        document: PlanDocument,
        mentions: Mentions,
        lexicon: Lexicon,
        drawn: Sequence[Outline] | None,
    ) -> None:
        self.document, self.mentions, self.lexicon = document, mentions, lexicon
        self.drawn = drawn
        self.text = document.reading.text
        self.calendar = _calendar(document, mentions.periods, lexicon)

    def plan(self) -> Plan:
        document, mentions, lexicon = self.document, self.mentions, self.lexicon
        drafts = self._indicator_drafts()
        indicators = tuple([self._indicator(i, draft) for i, draft in enumerate(drafts, 1)])
        project_drafts = list(build_projects(document, lexicon))
        measure_drafts = build_measures(
            document,
            mentions.tokens,
            lexicon,
            mentions.clauses,
            mentions.periods,
            drawn=self.drawn,
        )
        areas, links = build_areas(
            document,
            [(f"m{i}", m.start, m.end) for i, m in enumerate(measure_drafts, 1)],
            [_place(i, project) for i, project in enumerate(project_drafts, 1)],
            mentions.duties,
            mentions.home,
            lexicon,
        )
        targets = [(draft.start, draft.end, f"i{i}") for i, draft in enumerate(drafts, 1)]
        plan = Plan(
            document.source.source,
            build_header(document, mentions.home, mentions.periods, self.calendar.plan, lexicon),
            tuple([self._section(i) for i in range(len(document.headings))]),
            tuple(self._table(i) for i in range(len(document.tables))),
            indicators,
            complete_measures(measure_drafts, document, targets, links),
            tuple(self._project(i, draft) for i, draft in enumerate(project_drafts, 1)),
            areas,
            build_references(document, mentions.citations),
        )
        return build_findings(plan, document, lexicon)

    def _indicator_drafts(self) -> list[IndicatorDraft]:
        document, mentions = self.document, self.mentions
        words = wording_of(self.lexicon)
        periods = Periods(document, mentions.periods, mentions.citations, self.calendar, words)
        judge = Judge(
            self.text,
            self.calendar,
            words,
            mentions.tokens,
            document.conditions,
        )
        prose = ProseBuilder(
            document,
            mentions.quantities,
            mentions.names,
            mentions.clauses,
            periods,
            judge,
            mentions.citations,
            mentions.places,
            mentions.home,
        )
        drafts = [
            *prose.build(),
            *build_table_indicators(document, self.calendar, self.lexicon),
        ]
        return link_indicators(sorted(drafts, key=lambda d: (d.observations[0].start, d.start)))

    # -- records ------------------------------------------------------------------

    def _indicator(self, number: int, draft: IndicatorDraft) -> Indicator:
        table = draft.table if draft.table >= 0 else None
        return Indicator(
            f"i{number}",
            draft.name,
            draft.unit,
            draft.nature,
            draft.region or self.mentions.home,
            _section_id(draft.section),
            "prose" if table is None else "table",
            None if table is None else f"t{table + 1}",
            draft.row,
            self._evidence(draft.start, draft.end, draft.row),
            tuple([self._observation(o) for o in draft.observations]),
            tuple([self._evidence(start, end) for start, end in draft.also]) if draft.also else (),
        )

    def _observation(self, draft: ObservationDraft) -> Observation:
        evidence = self._evidence(draft.start, draft.end, draft.row, draft.column)
        mention = draft.quantity
        return Observation(
            draft.role,
            draft.planned,
            draft.period,
            None if mention is None else to_quantity(mention, evidence.text, draft.relative_to),
            draft.qualitative,
            mention is not None and mention.cumulative,
            evidence,
        )

    def _evidence(
        self, start: int, end: int, row: int | None = None, column: int | None = None
    ) -> Evidence:
        words = self.document.evidence(start, end)
        if row is None or column is None:
            return words
        return Evidence(words.start, words.end, words.text, words.page, (row, column))

    def _span(self, start: int, end: int) -> Span:
        """Source span without the blanks and debris at either end."""
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and self.text[start].isspace():
            start += 1
        return self.document.reading.span(start, end)

    def _section(self, index: int) -> Section:
        heading = self.document.headings[index]
        span = self._span(heading.start, heading.end)
        return Section(
            f"s{index + 1}",
            heading.number,
            heading.title,
            heading.level,
            heading.kind,
            _section_id(heading.parent),
            span.start,
            span.end,
        )

    def _table(self, index: int) -> Table:
        table, raw = self.document.tables[index], self.document.reading.raw
        span = self._span(table.start, table.end)
        caption = table.caption
        return Table(
            f"t{index + 1}",
            raw[caption.start : caption.end].strip() if caption else None,
            _section_id(table.section),
            table.kind,
            table.header,
            tuple([tuple([raw[c.start : c.end].strip() for c in row]) for row in table.rows]),
            span.start,
            span.end,
        )

    def _project(self, number: int, draft: ProjectDraft) -> Project:
        words = self.document.evidence(draft.start, draft.end)
        investment = None
        if draft.investment is not None:
            mention, offset = draft.investment
            found = self.document.evidence(offset + mention.start, offset + mention.end)
            investment = to_quantity(mention, found.text)
        return Project(
            f"p{number}",
            f"t{draft.table + 1}",
            draft.row,
            draft.group,
            draft.number,
            draft.name,
            draft.location,
            draft.content,
            investment,
            draft.period,
            draft.responsible,
            draft.fields,
            words.start,
            words.end,
            words.text,
        )


def _section_id(index: int) -> str | None:
    return f"s{index + 1}" if index >= 0 else None


def _place(number: int, draft: ProjectDraft) -> tuple[str, int, int, Span | None, Span | None]:
    spans = (draft.location_span, draft.responsible_span)
    location, responsible = (Span(*span) if span else None for span in spans)
    return f"p{number}", draft.start, draft.end, location, responsible


def _calendar(
    document: PlanDocument, mentions: Sequence[PeriodMention], lexicon: Lexicon
) -> Calendar:
    """The plan's own period and the year it speaks from: title, headings, then the text."""
    front = document.front
    plan = _titled(front.title or "", lexicon) or _headed(document, lexicon)
    year = int(front.issued[:4]) if front.issued else None
    if plan is not None and plan.start == plan.end and plan.start:
        year = int(plan.start[:4])
    return Calendar(plan or _most_named(mentions), year)


def _titled(title: str, lexicon: Lexicon) -> Period | None:
    """The title's period; of “十四五”规划和2035年远景目标纲要 the plan's, not the outlook's."""
    found = [m for m in find_periods(title, lexicon) if m.period is not None]
    spans = [m.period for m in found if m.kind in ("plan", "span")]
    points = [m.period for m in found if not title.startswith(_OUTLOOK, m.end)]
    return next(iter(spans), None) or next(iter(points), None)


def _headed(document: PlanDocument, lexicon: Lexicon) -> Period | None:
    """The year of a yearly report, from 2024年重点工作 or the year after 2023年工作回顾."""
    for kinds, shift in ((("goals", "tasks"), 0), (("review",), 1)):
        for heading in document.headings:
            if heading.kind not in kinds or heading.level > _REPORT_LEVELS:
                continue
            for mention in find_periods(heading.title, lexicon):
                period = mention.period
                if period is not None and period.start == period.end and period.start:
                    year = str(int(period.start[:4]) + shift)
                    return Period(f"{year}年", year, year)
    return None


def _most_named(mentions: Sequence[PeriodMention]) -> Period | None:
    """The five-year period named most; a text that names none has no plan period."""
    counts: dict[tuple[str | None, str | None], int] = {}
    first: dict[tuple[str | None, str | None], Period] = {}
    for mention in mentions:
        if mention.kind == "plan" and mention.period is not None:
            key = (mention.period.start, mention.period.end)
            counts[key] = counts.get(key, 0) + 1
            first.setdefault(key, mention.period)
    if not counts:
        return None
    best = max(counts, key=lambda key: (counts[key], key[0] or ""))
    if len(counts) >= _MANY_PLANS and 2 * counts[best] < sum(counts.values()):
        return None  # a history or a table of many plans is of none of them
    return first[best]
