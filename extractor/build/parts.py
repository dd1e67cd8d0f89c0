"""Parts of a plan that can hold measures: the body lines under one heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from extractor.build.items import Item, Words, read_item
from extractor.document import Heading, Line, PlanDocument

TASK_KINDS = frozenset(("tasks", "box", "safeguards"))
# Parts that hold measures only where their paragraphs show it: 2024年主要目标任务 goes on
# with the tasks themselves, a lost heading leaves them under 总体要求 or under none.
_MIXED_KINDS = frozenset(("goals", "guidance"))
_MARKS = re.compile(r"[\s。：:]+")
# So many numbered items show how those of their form are written.
_MANY = 6
_SENTENCE = re.compile(r"[，。；]")


class Part(msgspec.Struct, frozen=True, gc=False):
    """The body lines directly under one heading (null: before the first), and how to read them."""

    section: int
    heading: Heading | None
    items: tuple[Item, ...]
    leaf: bool
    tentative: bool
    box: int


def parts_of(document: PlanDocument, words: Words) -> Iterator[Part]:
    """Every part whose kind can hold measures, in order of the text."""
    headings = document.headings
    parents = {heading.parent for heading in headings if heading.kind != "box"}
    sure = TASK_KINDS | ({"annex"} if _tasks_are_annexed(document) else set())
    for section, lines in _lines(document, sure | _MIXED_KINDS).items():
        heading = headings[section] if section >= 0 else None
        if heading is not None and bare(heading.title) in words.excluded:
            continue
        tentative = bool(headings) if heading is None else heading.kind not in sure
        items = [read_item(document, line, words) for line in lines]
        if tentative:  # ——形成完整产业链。… is how goals and results are listed, not tasks
            items = [item for item in items if not item.dashed]
        yield Part(
            section,
            heading,
            tuple(items),
            section >= 0 and section not in parents,
            tentative,
            _box(document, section),
        )


def _lines(document: PlanDocument, kinds: frozenset[str] | set[str]) -> Mapping[int, list[Line]]:
    """Body lines by the heading they stand under, where it can hold measures."""
    headings = document.headings
    lines: dict[int, list[Line]] = {}
    for line in document.lines:
        if line.kind != "body" and not (line.kind == "cell" and _in_box(document, line)):
            continue
        if line.section < 0 or headings[line.section].kind in kinds:
            lines.setdefault(line.section, []).append(line)
    return lines


def _tasks_are_annexed(document: PlanDocument) -> bool:
    """A notice whose list of tasks is its annex: most numbered paragraphs stand there."""
    if not any(heading.kind == "annex" for heading in document.headings):
        return False
    numbered = {"annex": 0, "tasks": 0}
    for line in document.lines:
        if line.kind != "body" or line.section < 0 or line.body == line.start:
            continue
        if _SENTENCE.search(document.reading.text, line.body, line.end):  # no name in a list
            kind = document.headings[line.section].kind
            numbered["annex" if kind == "annex" else "tasks"] += 1
    return numbered["annex"] > 2 * numbered["tasks"]


def _in_box(document: PlanDocument, cell: Line) -> bool:
    """A box that a form draws as a table of one column."""
    if cell.section < 0 or document.headings[cell.section].kind != "box":
        return False
    table = document.tables[cell.table]
    return len(table.header) <= 1 and table.kind == "other"


def titled_levels_of(parts: Sequence[Part]) -> frozenset[tuple[int, int]]:
    """Sets of sibling headings whose paragraphs have run-in titles."""
    votes: dict[tuple[int, int], int] = {}
    for part in parts:
        long = [item for item in part.items if item.long]
        if part.heading is None or part.heading.kind == "box" or len(long) < 2:
            continue
        key = (part.heading.parent, part.heading.level)
        votes[key] = votes.get(key, 0) + (1 if mostly_titled(long) else -1)
    return frozenset(key for key, vote in votes.items() if vote > 0)


def untitled_forms(parts: Sequence[Part]) -> frozenset[str]:
    """Forms of numbers whose items go on without a title: 46．… to 67．… over many parts.

    The first sentence of some of them is short by chance.
    """
    numbered, titled = Counter[str](), Counter[str]()
    for part in parts:
        for item in part.items:
            if item.numbered and item.long:
                numbered[item.numbered] += 1
                titled[item.numbered] += item.title is not None
    return frozenset(
        form for form, count in numbered.items() if count >= _MANY and 3 * titled[form] < count
    )


def plain_items(part: Part, forms: frozenset[str]) -> Part:
    """``part`` whose items of these forms have no titles."""
    if not forms or not any(item.numbered in forms and item.title for item in part.items):
        return part
    items = [
        msgspec.structs.replace(item, title=None, body=item.title[0], sentence=False)
        if item.title and item.numbered in forms
        else item
        for item in part.items
    ]
    return msgspec.structs.replace(part, items=tuple(items))


def mostly_titled(long: Sequence[Item]) -> bool:
    """True when half of these paragraphs or more have a title."""
    titled = [item for item in long if item.title and not item.intro]
    return 2 * len(titled) >= len(long) > 0


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


def bare(title: str) -> str:
    """A title without blanks, stops and colons."""
    return _MARKS.sub("", title)
