"""Where measures begin and end: which lines of a plan form one, and what is its title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from extractor.document import Heading, Line, PlanDocument
from extractor.lexicon.entries import MeasureLabelEntry
from extractor.lexicon.loader import Lexicon

TASK_KINDS = frozenset(("tasks", "box", "safeguards"))
_TITLE = re.compile(r"(?P<title>[^。；：，！？\n]{2,40})[。：](?=.)")
_LONG_TITLE = re.compile(r"(?P<title>[^。；：！？\n]{2,40})。(?=.)")
_LABEL = re.compile(r"(?P<title>[^。；：，！？\n]{2,25})：(?=.)")
# An article's first sentence (申报单位不得…) rules, it names nothing.
_RULING = re.compile(r"应当|不得|必须|可以|按照")
_INTRODUCING = ("：", ":")
_SHORT = 25


class Outline(msgspec.Struct, frozen=True):
    """One measure's extent and title; fields as in ``MeasureDraft``."""

    start: int
    end: int
    title: str | None
    title_span: tuple[int, int] | None
    section: int
    box: int
    bodies: tuple[tuple[int, int], ...]
    table: int = -1
    row: int = -1


class _Words(msgspec.Struct, frozen=True):
    general: frozenset[str]
    label: re.Pattern[str]
    duty: re.Pattern[str]


class _Item(msgspec.Struct, frozen=True):
    """A body line: ``title`` is the span of its run-in title, ``body`` starts the words after."""

    start: int
    end: int
    numbered: str
    title: tuple[int, int] | None
    body: int


def outlines(document: PlanDocument, lexicon: Lexicon) -> tuple[Outline, ...]:
    """Every stretch of the plan that can be a measure, in order of the text."""
    words = _words(lexicon)
    found: list[Outline] = []
    for section, lines in _sections(document):
        heading = document.headings[section] if section >= 0 else None
        items = [_item(document, line, words) for line in lines]
        found.extend(_of_section(document, section, heading, items, words))
    found.extend(_of_duty_tables(document))
    return tuple(sorted(found, key=lambda outline: outline.start))


def _sections(document: PlanDocument) -> Iterator[tuple[int, list[Line]]]:
    """Body lines that stand directly under each heading that can hold measures."""
    headings = document.headings
    kinds = TASK_KINDS | ({"annex"} if _tasks_are_annexed(document) else set())
    anywhere = not any(heading.kind in TASK_KINDS for heading in headings)
    lines: dict[int, list[Line]] = {}
    for line in document.lines:
        if line.kind != "body" and not _is_box_cell(document, line):
            continue
        if line.section < 0:
            if anywhere and not headings:
                lines.setdefault(-1, []).append(line)
        elif headings[line.section].kind in kinds:
            lines.setdefault(line.section, []).append(line)
    yield from lines.items()


def _tasks_are_annexed(document: PlanDocument) -> bool:
    """A notice whose list of tasks is its annex: most numbered paragraphs stand there."""
    numbered = {"annex": 0, "tasks": 0}
    for line in document.lines:
        if line.kind == "body" and line.section >= 0 and line.body > line.start:
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


def _item(document: PlanDocument, line: Line, words: _Words) -> _Item:
    text = document.reading.text
    body = line.body
    label = words.label.match(text, body, line.end)
    if label:
        body = label.end()
    numbered = _form(text[line.start : body])
    match = (
        _TITLE.match(text, body, line.end)
        or (_LONG_TITLE.match(text, body, line.end) if numbered else None)
        or _LABEL.match(text, body, line.end)
    )
    # A numbered line that is nothing but a title: (一)申报条件。
    if (
        match is None
        and numbered
        and line.end - body <= _SHORT
        and "，" not in text[body : line.end]
    ):
        end = line.end - (text[line.end - 1 : line.end] in "。：；")
        return _Item(line.start, line.end, numbered, (body, end), line.end)
    if match is None or match["title"].count("，") > 1 or _RULING.search(match["title"]):
        return _Item(line.start, line.end, numbered, None, body)
    return _Item(line.start, line.end, numbered, match.span("title"), match.end())


def _form(number: str) -> str:
    """The shape of a number: its digits and Chinese numerals made equal."""
    return re.sub(r"[0-9]+|[〇零一二三四五六七八九十百]+", "1", number.strip())


def _of_section(
    document: PlanDocument,
    section: int,
    heading: Heading | None,
    items: Sequence[_Item],
    words: _Words,
) -> Iterator[Outline]:
    text = document.reading.text
    items = [item for item in items if item.end > item.start]
    if not items:
        return
    titled = _titled(text, items, heading)
    numbered = sum(bool(item.numbered) for item in items) >= 2 or (
        titled and any(item.numbered for item in items)
    )
    leaf = heading is not None and not _has_children(document, section, items)
    named = leaf and heading is not None and _bare(heading.title) not in words.general
    if titled or numbered:
        yield from _by_item(document, section, items, titled, named)
    elif named and heading is not None:
        bodies = tuple((item.body if not item.title else item.title[0], item.end) for item in items)
        head = _heading_title(document, heading)
        yield Outline(
            heading.start,
            items[-1].end,
            heading.title,
            head,
            section,
            _box(document, section),
            bodies,
        )
    else:
        for item in items:
            if not text[item.start : item.end].endswith(_INTRODUCING):
                yield _outline(document, section, [item], False)


def _titled(text: str, items: Sequence[_Item], heading: Heading | None) -> bool:
    """True when the paragraphs of a section have run-in titles, as most of them show."""
    long = [item for item in items if item.end - item.start > _SHORT]
    with_title = [item for item in long if item.title and not _is_intro(text, item)]
    if heading is not None and heading.kind == "box":
        return 2 * len(with_title) >= len(long) > 0
    if len(long) == 1:
        # One paragraph under a heading: its first sentence may be short by chance.
        return bool(with_title and (items[0].numbered or heading is None))
    return 2 * len(with_title) >= len(long) > 0


def _is_intro(text: str, item: _Item) -> bool:
    return text[item.start : item.end].endswith(_INTRODUCING)


def _by_item(
    document: PlanDocument, section: int, items: Sequence[_Item], titled: bool, named: bool
) -> Iterator[Outline]:
    """One measure per titled or numbered item; lines that continue one belong to it."""
    text = document.reading.text
    forms = [item.numbered for item in items if item.numbered]
    # A single number among titled paragraphs orders nothing.
    form = forms[0] if len(forms) > 1 or (forms and len(items) == 1) else ""
    group: list[_Item] = []
    for item in items:
        if _begins(item, form, titled, group):
            if group:
                yield _outline(document, section, group, True)
            group = []
        elif not group and text[item.start : item.end].endswith(_INTRODUCING):
            continue
        group.append(item)
    if group:
        yield _outline(document, section, group, True)


def _begins(item: _Item, form: str, titled: bool, group: Sequence[_Item]) -> bool:
    """Whether ``item`` begins a measure of its own rather than continues the one before."""
    if not group:
        return True
    if form:
        if item.numbered == form:
            return True
        # 1. … under （一）标题: items of their own where the line above is only a title.
        only_title = group[0].body >= group[0].end
        return bool(item.numbered and only_title and item.numbered != group[0].numbered)
    return titled and (item.title is not None or bool(item.numbered))


def _outline(document: PlanDocument, section: int, group: Sequence[_Item], titles: bool) -> Outline:
    first = group[0]
    span = first.title if titles else None
    body = first.body if span or not first.title else first.title[0]
    bodies = [(body, first.end)]
    bodies.extend((item.title[0] if item.title else item.body, item.end) for item in group[1:])
    title = document.reading.raw[span[0] : span[1]].strip() if span else None
    return Outline(
        first.start,
        group[-1].end,
        title,
        span,
        section,
        _box(document, section),
        tuple((start, end) for start, end in bodies if start < end),
    )


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


def _has_children(document: PlanDocument, section: int, items: Sequence[_Item]) -> bool:
    """Whether other headings than boxes stand under this one."""
    return any(heading.parent == section and heading.kind != "box" for heading in document.headings)


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
    return re.sub(r"[\s。：:]", "", title)


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    groups: dict[str, list[str]] = {}
    for entry in lexicon.entries(MeasureLabelEntry):
        groups.setdefault(entry.role, []).extend(entry.aliases)
    labels = "|".join(map(re.escape, groups.get("item_label", [])))
    duty = "|".join(map(re.escape, groups.get("responsibility", [])))
    return _Words(
        frozenset(groups.get("general_title", [])),
        re.compile(rf"(?:{labels})[0-9一二三四五六七八九十]{{1,3}}\s*[：:、.]\s*"),
        re.compile(duty),
    )
