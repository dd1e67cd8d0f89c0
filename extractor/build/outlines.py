"""Where measures begin and end: which lines of a plan form one, and what is its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from extractor.build.items import SHORT, Item, Words, measure_words, read_item
from extractor.document import Heading, Line, PlanDocument
from extractor.layout.about import NOT_A_PLAN
from extractor.layout.kinds import kind_words
from extractor.lexicon.loader import Lexicon

TASK_KINDS = frozenset(("tasks", "box", "safeguards"))
# Parts that hold measures only where their paragraphs show it: 2024年主要目标任务 goes on
# with the tasks themselves, a lost heading leaves them under 总体要求 or under none.
_MIXED_KINDS = frozenset(("goals", "guidance"))
_MARKS = re.compile(r"[\s。：:]+")
# So many paragraphs in a part show its way of writing, and so large a share of them.
_FEW = 3
_MANY = 6
_SENTENCE = re.compile(r"[，。；]")
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


class _Part(msgspec.Struct, frozen=True, gc=False):
    """The body lines directly under one heading (null: before the first), and how to read them."""

    section: int
    heading: Heading | None
    items: tuple[Item, ...]
    leaf: bool
    tentative: bool
    box: int


def outlines(document: PlanDocument, lexicon: Lexicon) -> tuple[Outline, ...]:
    """Every stretch of the plan that can be a measure, in order of the text.

    A press conference or an explanation tells of measures; it sets none.
    """
    if any(notice.kind == NOT_A_PLAN for notice in document.notices):
        return ()
    words = measure_words(lexicon)
    parts = list(_parts(document, words))
    titled_levels = _titled_levels(parts)
    plain = _untitled_forms(parts)
    found: list[Outline] = []
    for part in parts:
        found.extend(_of_part(document, _plain_items(part, plain), words, titled_levels, lexicon))
    found.extend(_of_duty_tables(document))
    return tuple(sorted(found, key=lambda outline: outline.start))


# ---- parts and their lines ------------------------------------------------------------------


def _parts(document: PlanDocument, words: Words) -> Iterator[_Part]:
    headings = document.headings
    parents = {heading.parent for heading in headings if heading.kind != "box"}
    sure = TASK_KINDS | ({"annex"} if _tasks_are_annexed(document) else set())
    for section, lines in _lines(document, sure | _MIXED_KINDS).items():
        heading = headings[section] if section >= 0 else None
        if heading is not None and _bare(heading.title) in words.excluded:
            continue
        tentative = bool(headings) if heading is None else heading.kind not in sure
        items = [read_item(document, line, words) for line in lines]
        yield _Part(
            section,
            heading,
            # ——形成完整产业链。… is how goals and results are listed, not tasks.
            tuple(
                item for item in items if item.end > item.start and not (tentative and item.dashed)
            ),
            section >= 0 and section not in parents,
            tentative,
            _box(document, section),
        )


def _lines(document: PlanDocument, kinds: frozenset[str] | set[str]) -> Mapping[int, list[Line]]:
    """Body lines by the heading they stand under, where it can hold measures."""
    headings = document.headings
    lines: dict[int, list[Line]] = {}
    for line in document.lines:
        if line.kind != "body" and not _is_box_cell(document, line):
            continue
        if line.section < 0 or headings[line.section].kind in kinds:
            lines.setdefault(line.section, []).append(line)
    return lines


def _tasks_are_annexed(document: PlanDocument) -> bool:
    """A notice whose list of tasks is its annex: most numbered paragraphs stand there."""
    numbered = {"annex": 0, "tasks": 0}
    for line in document.lines:
        if line.kind != "body" or line.section < 0 or line.body == line.start:
            continue
        if _SENTENCE.search(document.reading.text, line.body, line.end):  # no name in a list
            kind = document.headings[line.section].kind
            numbered["annex" if kind == "annex" else "tasks"] += 1
    return numbered["annex"] > 2 * numbered["tasks"]


def _is_box_cell(document: PlanDocument, line: Line) -> bool:
    """A box that a form draws as a table of one column."""
    if line.kind != "cell" or line.section < 0:
        return False
    return document.headings[line.section].kind == "box" and (
        len(document.tables[line.table].header) <= 1 and document.tables[line.table].kind == "other"
    )


def _titled_levels(parts: Sequence[_Part]) -> frozenset[tuple[int, int]]:
    """Sets of sibling headings whose paragraphs have run-in titles."""
    votes: dict[tuple[int, int], int] = {}
    for part in parts:
        long = [item for item in part.items if item.long]
        if part.heading is None or part.heading.kind == "box" or len(long) < 2:
            continue
        key = (part.heading.parent, part.heading.level)
        votes[key] = votes.get(key, 0) + (1 if _mostly_titled(long) else -1)
    return frozenset(key for key, vote in votes.items() if vote > 0)


def _untitled_forms(parts: Sequence[_Part]) -> frozenset[str]:
    """Forms of numbers whose items go on without a title: 46．… to 67．… over many parts.

    The first sentence of some of them is short by chance.
    """
    numbered, titled = Counter[str](), Counter[str]()
    for part in parts:
        for item in part.items:
            if item.numbered and item.end - item.start > SHORT:
                numbered[item.numbered] += 1
                titled[item.numbered] += item.title is not None
    return frozenset(
        form for form, count in numbered.items() if count >= _MANY and 3 * titled[form] < count
    )


def _plain_items(part: _Part, forms: frozenset[str]) -> _Part:
    if not any(item.numbered in forms and item.title for item in part.items):
        return part
    items = [
        msgspec.structs.replace(item, title=None, body=item.title[0], sentence=False)
        if item.title and item.numbered in forms
        else item
        for item in part.items
    ]
    return msgspec.structs.replace(part, items=tuple(items))


def _mostly_titled(long: Sequence[Item]) -> bool:
    return 2 * sum(bool(item.title) and not item.intro for item in long) >= len(long) > 0


# ---- one part -------------------------------------------------------------------------------


def _of_part(
    document: PlanDocument,
    part: _Part,
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
    numbered = sum(bool(item.numbered) for item in items) >= 2 or (
        titled and any(item.numbered for item in items)
    )
    if titled or numbered:
        yield from _by_item(document, part, titled, words)
    elif heading is not None and part.leaf and not _names_part(heading, part, words, lexicon):
        yield _of_heading(document, part, heading)
    else:
        for item in items:
            if not item.intro and not item.overview:
                yield _outline(document, part, [item], part.tentative)


def _names_part(heading: Heading, part: _Part, words: Words, lexicon: Lexicon) -> bool:
    """Whether a heading only says what its part is for (重点任务), and so is no measure's title."""
    if _bare(heading.title) in words.general:
        return True
    kind = kind_words(lexicon).kind(heading.title)
    if kind is None or heading.kind == "box":
        return False
    return part.tentative or kind == "goals" or heading.title.endswith(tuple(words.general))


def _of_heading(document: PlanDocument, part: _Part, heading: Heading) -> Outline:
    """A leaf heading over untitled text."""
    items = [item for item in part.items if not item.overview] or list(part.items)
    return Outline(
        heading.start,
        items[-1].end,
        heading.title,
        _heading_title(document, heading),
        part.section,
        part.box,
        tuple((item.title[0] if item.title else item.body, item.end) for item in items),
        tentative=part.tentative,
    )


def _titled(part: _Part, titled_levels: frozenset[tuple[int, int]]) -> bool:
    """True when the paragraphs of a part have run-in titles, as most of them show."""
    long = [item for item in part.items if item.long]
    if len(long) != 1:
        return _mostly_titled(long)
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


def _by_item(document: PlanDocument, part: _Part, titled: bool, words: Words) -> Iterator[Outline]:
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
    document: PlanDocument, part: _Part, group: Sequence[Item], words: Words, titled: bool
) -> Iterator[Outline]:
    """``titled``: most items of the part have titles. Where they have none, a first sentence
    in several clauses is the task itself: 4.完善站点，优化线路。推广…"""
    title = group[0].title
    plain = title is not None and not titled and "，" in document.reading.text[slice(*title)]
    outline = _outline(document, part, group, not plain)
    if outline.title is None or _bare(outline.title) not in words.excluded:
        yield outline


class _Order:
    """How the items of a part are told from each other: by number, by title, by both."""

    def __init__(self, items: Sequence[Item], titled: bool) -> None:
        self.titled = titled
        articles = [item for item in items if item.article]
        numbered = articles or [item for item in items if item.numbered]
        # A single number among titled paragraphs orders nothing.
        orders = len(numbered) > 1 or len(items) == len(numbered)
        self.form = numbered[0].numbered if orders and numbered else ""
        self.article = bool(articles)
        plain = [item for item in items if item.long and not item.numbered and not item.overview]
        # （一）总起句。… with titled paragraphs below it, as work reports are written.
        self.runs = (
            len(plain) >= 2
            and not self.article
            and 2 * sum(item.sentence for item in plain) > len(plain)
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
            # 1. … under （一）标题: items of their own where the line above is only a title.
            return not self.article and group[0].only_title and item.numbered != group[0].numbered
        if group[-1].intro:
            return False
        if self.form and not self.runs:
            return False
        return item.long and (self.runs or self.titled)


def _outline(document: PlanDocument, part: _Part, group: Sequence[Item], titles: bool) -> Outline:
    first = group[0]
    # A title over nothing is the task itself.
    span = first.title if titles and not (first.only_title and len(group) == 1) else None
    body = first.body if span or not first.title else first.title[0]
    bodies = [(body, first.end)]
    for item in group[1:]:
        bodies.append((item.title[0] if item.title else item.body, item.end))
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


def _box(document: PlanDocument, section: int) -> int:
    at = section
    while at >= 0:
        heading = document.headings[at]
        if heading.kind == "box" and (
            heading.parent < 0 or document.headings[heading.parent].kind != "box"
        ):
            return at
        at = heading.parent
    return -1


def _heading_title(document: PlanDocument, heading: Heading) -> tuple[int, int]:
    text = document.reading.text
    at = text.find(heading.title, heading.start, heading.head_end)
    return (at, at + len(heading.title)) if at >= 0 else (heading.start, heading.head_end)


def _bare(title: str) -> str:
    return _MARKS.sub("", title)
