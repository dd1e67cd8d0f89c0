"""``SourceText`` → ``PlanDocument``: the reading, its lines, headings, tables and front."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from extractor.document import Line, PlanDocument, SourceText
from extractor.layout.about import about_notice, about_span, find_about, told_headings
from extractor.layout.annexes import InnerPlan, first_label, inner_plans, title_heads
from extractor.layout.boxes import close_boxes
from extractor.layout.conditions import condition_words, find_conditions
from extractor.layout.contents import mark_contents
from extractor.layout.front import InnerTitles, read_front
from extractor.layout.front_words import front_words
from extractor.layout.headings import LONGEST, Head, Page, find_heads
from extractor.layout.kinds import kind_words
from extractor.layout.numbering import find_numbers
from extractor.layout.outline import build_outline
from extractor.layout.reading import read_blocks
from extractor.layout.tables import Laid, Place, lay_tables
from extractor.layout.wrapper import mark_wrapper
from extractor.lexicon.entries import FrontEntry
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.lexicon.roles import header_roles
from extractor.spans import Span

__all__ = ["lay_out"]

_NOWHERE = (-1, -1, -1)  # the table, row and column of a line that is no cell


def lay_out(source: SourceText, lexicon: Lexicon | None = None) -> PlanDocument:
    """The layout of a plan. Everything in the result is in reading offsets.

    In a table a merged cell stands in every place it covers: a group row (one cell across)
    repeats its text in all columns, so ``len(set(row)) == 1`` tells it.
    """
    lexicon = lexicon or default_lexicon()
    reading, drafts, grids = read_blocks(source, lexicon)
    numbers = find_numbers(reading.text, lexicon)
    mark_contents(reading, drafts, _contents_titles(lexicon))
    page = Page(reading, drafts, numbers, kind_words(lexicon))
    words = front_words(lexicon)
    low = mark_wrapper(reading, drafts, lexicon)
    plans, first = inner_plans(page, words), _first_heading(page)
    label = first_label(page, plans, first)
    told = find_about(reading, drafts, low, words)
    about = None if told is None else about_span(drafts, told)
    own = first if label is None else label
    front, inner = read_front(reading, drafts, low, own, _titles(page, plans, label), words, about)
    heads = close_boxes(page, title_heads(page, find_heads(page), inner))
    outline = build_outline(page, heads, words.title)
    headings = outline.headings if about is None else told_headings(outline.headings)
    titles = {line: Span(*head.title) for head in heads for line in range(head.line, head.last + 1)}
    tables = lay_tables(page, grids, outline.sections, titles, header_roles(lexicon))
    lines = _lines(page, heads, outline.sections, tables)
    return PlanDocument(
        source,
        reading,
        lines,
        headings,
        tuple(laid.table for laid in tables),
        front,
        source.notices if about is None else (*source.notices, about_notice(reading, about)),
        find_conditions(reading.text, lines, headings, numbers, condition_words(lexicon)),
    )


def _titles(page: Page, plans: Sequence[InnerPlan], label: int | None) -> InnerTitles:
    lines = tuple(plan.title for plan in plans if plan.label < 0)
    return InnerTitles(lines, tuple(page.text(line) for line in lines), label is not None)


@functools.lru_cache(maxsize=8)
def _contents_titles(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        word
        for entry in lexicon.entries(FrontEntry)
        if entry.role == "contents"
        for word in (entry.name, *entry.aliases)
    )


def _first_heading(page: Page) -> int:
    """The first line that is surely a heading: what stands above may be a front page."""
    opened = listed = False
    for i, draft in enumerate(page.drafts):
        if draft.kind != "body" or draft.cell is not None or draft.end == draft.start:
            continue
        if not opened and page.words.dated_part(page.text(i)) and not _dated_again(page, i):
            opened = True  # 2024年工作安排 as the first line, and alone, is the title
            continue
        opened = True
        number = page.number(i)
        listed = _is_listed(page, i, listed)
        if number is not None and number.scheme not in ("dash", "label", "annex") and not listed:
            return i
        if page.words.names_part(page.text(i)):
            return i
    return len(page.drafts)


def _dated_again(page: Page, first: int) -> bool:
    """2024年工作安排 stands below 2023年工作回顾: both are parts."""
    return any(
        draft.cell is None
        and draft.kind == "body"
        and draft.end - draft.start <= LONGEST
        and page.words.dated_part(page.text(i))
        for i, draft in enumerate(page.drafts[first + 1 :], first + 1)
    )


def _is_listed(page: Page, line: int, before: bool) -> bool:
    """附件：⏎1.…⏎2.… and 附件：1.…⏎2.… list what is attached."""
    number = page.number(line)
    if number is None:
        return False
    if number.scheme == "annex":
        words = page.reading.text[number.end : page.drafts[line].end]
        return ":" in words or "：" in words
    return before and number.scheme == "ar"


def _lines(
    page: Page, heads: list[Head], sections: list[int], tables: list[Laid]
) -> tuple[Line, ...]:
    kinds: dict[int, str] = {}
    for head in heads:
        for line in range(head.line, head.last + 1):
            kinds[line] = "heading"
    places: dict[int, Place] = {}
    for laid in tables:
        places |= laid.places
        for line in laid.captions:
            kinds.setdefault(line, "caption")
    lines: list[Line] = []
    for i, draft in enumerate(page.drafts):
        start, end = draft.start, draft.end
        if start == end:
            continue
        if draft.cell is not None and draft.kind != "front":
            table, row, column = places.get(i, _NOWHERE)
            lines.append(Line(start, end, "cell", sections[i], start, table, row, column))
            continue
        kind = kinds.get(i) or ("note" if draft.role == "note" else draft.kind)
        number = page.numbers.get(start)
        body = start if number is None else min(number.body, end)
        lines.append(Line(start, end, kind, sections[i], body))
    return tuple(lines)
