"""Where measures begin and end: which lines of a plan form one, and what is its title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from extractor.build.items import Item, Words, measure_words
from extractor.build.parts import (
    Part,
    bare,
    mostly_titled,
    parts_of,
    plain_items,
    titled_levels_of,
    untitled_forms,
)
from extractor.document import Heading, PlanDocument
from extractor.layout.about import NOT_A_PLAN
from extractor.layout.kinds import kind_words
from extractor.lexicon.loader import Lexicon
from extractor.spans import without

# So many paragraphs in a part show its way of writing, and so large a share of them.
_FEW = 3
_MOST = 0.8


class Outline(msgspec.Struct, frozen=True, gc=False):
    """One measure's extent and title; fields as in ``MeasureDraft``.

    ``tentative``: it stands where measures are the exception, and its words must show one;
    ``lead``: it opens a part of titled items, and must commit to be more than their preface.
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
    tentative: bool = False
    lead: bool = False


def outlines(document: PlanDocument, lexicon: Lexicon) -> tuple[Outline, ...]:
    """Every stretch of the plan that can be a measure, in order of the text.

    A press conference or an explanation tells of measures; it sets none.
    """
    if any(notice.kind == NOT_A_PLAN for notice in document.notices):
        return ()
    words = measure_words(lexicon)
    parts = list(parts_of(document, words))
    titled_levels = titled_levels_of(parts)
    plain = untitled_forms(parts)
    found: list[Outline] = []
    for part in parts:
        found.extend(_of_part(document, plain_items(part, plain), words, titled_levels, lexicon))
    found.extend(_of_duty_tables(document))
    if document.conditions:
        found = [outline for one in found for outline in _unconditional(one, document.conditions)]
    return tuple(sorted(found, key=lambda outline: outline.start))


def _unconditional(outline: Outline, conditions: Sequence[tuple[int, int]]) -> Iterator[Outline]:
    """``outline`` with nothing to read where it only says who qualifies; none if that is all."""
    bodies = tuple([part for body in outline.bodies for part in without(body, conditions)])
    if bodies:
        yield msgspec.structs.replace(outline, bodies=bodies)


# ---- one part -------------------------------------------------------------------------------


def _of_part(
    document: PlanDocument,
    part: Part,
    words: Words,
    titled_levels: frozenset[tuple[int, int]],
    lexicon: Lexicon,
) -> Iterator[Outline]:
    items, heading = part.items, part.heading
    if not items:
        return
    titled = _titled(part, titled_levels)
    if not titled and _parallel(items):
        items, titled = tuple(map(_with_parallel_title, items)), True
        part = msgspec.structs.replace(part, items=items)
    if titled or len([item for item in items if item.numbered]) >= 2:
        yield from _by_item(document, part, titled, words)
    elif heading is not None and part.leaf and not _names_part(heading, part, words, lexicon):
        yield _of_heading(document, part, heading)
    else:
        for item in items:
            if not item.intro and not item.overview:
                yield _outline(document, part, [item], part.tentative)


def _names_part(heading: Heading, part: Part, words: Words, lexicon: Lexicon) -> bool:
    """Whether a heading only says what its part is for (重点任务), and so is no measure's title."""
    if bare(heading.title) in words.general:
        return True
    kind = kind_words(lexicon).kind(heading.title)
    if kind is None or heading.kind == "box":
        return False
    return part.tentative or kind == "goals" or heading.title.endswith(tuple(words.general))


def _of_heading(document: PlanDocument, part: Part, heading: Heading) -> Outline:
    """A leaf heading over untitled text."""
    items = [item for item in part.items if not item.overview] or list(part.items)
    return Outline(
        heading.start,
        items[-1].end,
        heading.title,
        _heading_title(document, heading),
        part.section,
        part.box,
        tuple([(item.told, item.end) for item in items if item.told < item.end]),
        tentative=part.tentative,
    )


def _titled(part: Part, titled_levels: frozenset[tuple[int, int]]) -> bool:
    """True when the paragraphs of a part have run-in titles, as most of them show."""
    long = [item for item in part.items if item.long]
    if len(long) != 1:
        return mostly_titled(long)
    # One paragraph under a heading: its first sentence may be short by chance.
    first, heading = long[0], part.heading
    if first.title is None or first.intro:
        return False
    if heading is None or part.items[0].numbered:
        return True
    if heading.kind == "box":
        return not first.sentence
    return (heading.parent, heading.level) in titled_levels


def _parallel(items: Sequence[Item]) -> bool:
    """坚持人民至上，办好民生实事。… in every paragraph: titles in two parts."""
    long = [item for item in items if item.long and not item.overview]
    titled = sum(bool(item.title or item.parallel) for item in long)
    return len(long) >= _FEW and titled >= _MOST * len(long)


def _with_parallel_title(item: Item) -> Item:
    if item.title or not item.parallel:
        return item
    return msgspec.structs.replace(
        item, title=item.parallel, body=item.parallel[1] + 1, sentence=True
    )


def _by_item(document: PlanDocument, part: Part, titled: bool, words: Words) -> Iterator[Outline]:
    """One measure per titled or numbered item; lines that continue one belong to it."""
    order = _Order(part.items, titled)
    group: list[Item] = []
    for item in part.items:
        if item.overview and not item.numbered:
            continue
        if order.begins(item, group):
            if group:
                yield from _grouped(document, part, group, words, titled)
            group = []
            if not item.numbered and not item.title:
                # A paragraph before the items: a task only if it commits as they do.
                if not item.intro and not part.tentative:
                    yield msgspec.structs.replace(
                        _outline(document, part, [item], False), lead=True
                    )
                continue
        group.append(item)
    if group:
        yield from _grouped(document, part, group, words, titled)


def _grouped(
    document: PlanDocument, part: Part, group: Sequence[Item], words: Words, titled: bool
) -> Iterator[Outline]:
    """``titled``: most items of the part have titles. Where they have none, a first sentence
    in several clauses is the task itself: 4.完善站点，优化线路。推广…"""
    title = group[0].title
    plain = title is not None and not titled and "，" in document.reading.text[slice(*title)]
    outline = _outline(document, part, group, not plain)
    if outline.title is None or bare(outline.title) not in words.excluded:
        yield outline


class _Order:
    """How the items of a part are told from each other: by number, by title, by both."""

    def __init__(self, items: Sequence[Item], titled: bool) -> None:
        self.titled = titled
        articles = [item for item in items if item.article]
        numbered = articles or [item for item in items if item.numbered]
        # A single number among titled paragraphs orders nothing.
        orders = bool(articles) or len(numbered) > 1 or len(items) == len(numbered)
        self.form = numbered[0].numbered if orders and numbered else ""
        self.article = bool(articles)
        plain = [item for item in items if item.long and not item.numbered and not item.overview]
        # （一）总起句。… with titled paragraphs below it, as work reports are written.
        self.runs = (
            len(plain) >= 2
            and not self.article
            and 2 * sum([item.sentence for item in plain]) > len(plain)
        )

    def begins(self, item: Item, group: Sequence[Item]) -> bool:
        """Whether ``item`` begins a measure of its own rather than continues the one before."""
        if not group:
            return True
        if item.numbered:
            if not self.form:
                return self.titled
            if item.numbered == self.form:
                return True
            if self.article:  # （一）星级补贴。被评为… in an article that pays for several things
                return item.title is not None and not item.only_title
            # 1. … under （一）标题: items of their own where the line above is only a title.
            return group[0].only_title and item.numbered != group[0].numbered
        if group[-1].intro:
            return False
        if self.form and not self.runs:
            return False
        return item.long and (self.runs or self.titled)


def _outline(document: PlanDocument, part: Part, group: Sequence[Item], titles: bool) -> Outline:
    first = group[0]
    # A title over nothing is the task itself.
    span = first.title if titles and not (first.only_title and len(group) == 1) else None
    body = first.body if span or not first.title else first.title[0]
    bodies = [(body, first.end)]
    for item in group[1:]:
        bodies.append((item.told, item.end))
    title = document.reading.raw[span[0] : span[1]].strip() if span else None
    return Outline(
        first.start,
        group[-1].end,
        title,
        span,
        part.section,
        part.box,
        tuple([body for body in bodies if body[0] < body[1]]),
        tentative=part.tentative,
    )


# ---- tables, boxes, headings ----------------------------------------------------------------


def _of_duty_tables(document: PlanDocument) -> Iterator[Outline]:
    """Each row of a table of duties: no title, all its cells."""
    for index, table in enumerate(document.tables):
        if table.kind != "duties":
            continue
        for number, row in enumerate(table.rows):
            cells = sorted({(cell.start, cell.end) for cell in row if cell.end > cell.start})
            if len(cells) < 2:
                continue
            yield Outline(
                cells[0][0],
                cells[-1][1],
                None,
                None,
                table.section,
                -1,
                tuple(cells),
                index,
                number,
            )


def _heading_title(document: PlanDocument, heading: Heading) -> tuple[int, int]:
    text = document.reading.text
    at = text.find(heading.title, heading.start, heading.head_end)
    return (at, at + len(heading.title)) if at >= 0 else (heading.start, heading.head_end)
