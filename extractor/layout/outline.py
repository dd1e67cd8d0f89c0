"""The heading tree: levels, parents, ends and kinds, also of headings that lost their number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from extractor.document import Heading
from extractor.layout.headings import Head, Page
from extractor.layout.kinds import MIXED
from extractor.layout.numbering import RANKS

_AHEAD = 200  # headings to look ahead for the next number
_CARRIED = frozenset({"box", "annex"})
_OUTSIDE = frozenset({"front", "contents", "title"})  # lines that stand under no heading
_TOP = "top"  # a part without number over parts with numbers: 2024年工作安排


class _Open(msgspec.Struct, gc=False):
    """A heading under which lines may still stand; the ``value`` of a box is its last line."""

    scheme: str
    value: int
    level: int
    index: int
    form: int | None


class Outline(msgspec.Struct, frozen=True):
    """The headings, and for every line the index of the innermost one over it."""

    headings: tuple[Heading, ...]
    sections: list[int]


def build_outline(
    page: Page, heads: Sequence[Head], plan_title: re.Pattern[str] | None = None
) -> Outline:
    """Place every heading, then give every line its section.

    ``plan_title`` matches the titles of plans: an annex with such a title and with parts of
    its own has the kinds of a plan.
    """
    levels, parents = _place(page, heads)
    sections, ends = _sections(page, heads, parents)
    kinds = _kinds(page, heads, parents, plan_title)
    raw = page.reading.raw
    headings = []
    for i, head in enumerate(heads):
        start = page.drafts[head.line].start
        number = head.number
        title = raw[head.title[0] : head.title[1]].replace("\n", "").strip(" \t\u3000")
        shown = raw[start : number.end].strip() if number else None
        headings.append(
            Heading(
                number=shown,
                title=title.rstrip("。：:").strip(),
                level=levels[i],
                kind=kinds[i],
                parent=parents[i],
                start=start,
                head_end=page.drafts[head.last].end,
                end=max(ends[i], page.drafts[head.last].end),
            )
        )
    return Outline(tuple(headings), sections)


def _place(page: Page, heads: Sequence[Head]) -> tuple[list[int], list[int]]:
    levels: list[int] = []
    parents: list[int] = []
    stack: list[_Open] = []
    for i, head in enumerate(heads):
        _leave_boxes(stack, head)
        if head.scheme == "plain":
            _open_plain(stack, head, heads, i, page)
        elif head.scheme == "box":
            _pop_plain_leaf(stack)
        elif head.scheme == "annex":
            stack.clear()
        else:
            _open_numbered(stack, head)
        parent = stack[-1].index if stack else -1
        level = stack[-1].level + 1 if stack else 1
        until = head.until if head.scheme == "box" else head.value
        stack.append(_Open(head.scheme, until, level, i, head.level))
        levels.append(level)
        parents.append(parent)
    return levels, parents


def _leave_boxes(stack: list[_Open], head: Head) -> None:
    """What comes after a box stands beside it, unless it stands inside (``until``)."""
    for depth, item in enumerate(stack):
        if item.scheme == "box" and head.line > item.value:
            del stack[depth:]
            return


def _pop_plain_leaf(stack: list[_Open]) -> None:
    while stack and stack[-1].scheme == "plain":
        stack.pop()


def _open_numbered(stack: list[_Open], head: Head) -> None:
    for depth, item in enumerate(stack):
        if item.scheme == head.scheme:
            del stack[depth:]
            return
    rank = RANKS[head.scheme]
    while stack and stack[-1].scheme not in _CARRIED and _rank(stack[-1]) >= rank:
        stack.pop()


def _rank(item: _Open) -> int:
    # A title without number stands as deep as the number above it, or deeper than all.
    return -1 if item.scheme == _TOP else RANKS.get(item.scheme, 99)


def _open_plain(
    stack: list[_Open], head: Head, heads: Sequence[Head], index: int, page: Page
) -> None:
    """Find the level of a heading without number from the numbers around it."""
    if stack and stack[-1].scheme == "box":
        return
    if head.level is not None and _open_by_form(stack, head):
        return
    ahead = (heads[k] for k in range(index + 1, min(len(heads), index + _AHEAD)))
    following = next((h for h in ahead if h.scheme != "plain"), None)
    if _is_top(stack, head, following, page):
        head.scheme = _TOP
        stack.clear()
        return
    adjacent = index + 1 < len(heads) and heads[index + 1] is following
    depths = {item.scheme: depth for depth, item in enumerate(stack)}
    if following is not None and following.scheme in depths:
        depth = depths[following.scheme]
        if following.value == 1 and adjacent and depth > 0:
            _continue_as(stack, depth - 1, head)  # it is the parent of the numbers that restart
            return
        if following.value == stack[depth].value + 2:
            _continue_as(stack, depth, head)  # it is the number that is missing between two
            return
    elif following is not None and following.value == 2 and following.scheme in RANKS:
        rank = RANKS[following.scheme]
        while stack and stack[-1].scheme not in _CARRIED and _rank(stack[-1]) >= rank:
            stack.pop()
        head.scheme, head.value = following.scheme, 1  # the missing first of the numbers to come
        return
    if "plain" in depths:
        del stack[depths["plain"] :]
    elif page.words.kind(page.text(head.line)) == "other" and stack:
        stack.clear()


def _is_top(stack: Sequence[_Open], head: Head, following: Head | None, page: Page) -> bool:
    """2023年工作回顾, 2024年工作安排 in a report whose own numbers start anew under each."""
    title = page.reading.text[slice(*head.title)]
    if page.words.dated_part(title):
        if following is None or following.scheme not in RANKS:
            return not stack or stack[0].scheme == _TOP
        widest = next((item for item in stack if item.scheme in RANKS), None)
        new = widest is None or RANKS[following.scheme] <= RANKS[widest.scheme]
        return following.value == 1 and new
    numbered = any(item.scheme in RANKS for item in stack)
    if (following is None or following.scheme in _CARRIED) and not numbered:
        # No numbers at all: known parts stand over the rest.
        last = bool(stack) and stack[0].scheme == _TOP and page.words.closes(title)
        return last or page.words.names_part(title)
    closing = following is None and bool(stack) and stack[0].scheme == _TOP
    return closing and page.words.closes(title)


def _open_by_form(stack: list[_Open], head: Head) -> bool:
    for depth, item in enumerate(stack):
        if item.form is not None and head.level is not None and item.form >= head.level:
            head.scheme = item.scheme if item.form == head.level else head.scheme
            del stack[depth:]
            return True
    return any(item.form is not None for item in stack)


def _continue_as(stack: list[_Open], depth: int, head: Head) -> None:
    head.scheme, head.value = stack[depth].scheme, stack[depth].value + 1
    if head.scheme in _CARRIED:
        head.scheme = "plain"
    del stack[depth:]


def _sections(
    page: Page, heads: Sequence[Head], parents: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The heading over each line, or -1, and where the text under each heading ends."""
    drafts = page.drafts
    sections, ends = [-1] * len(drafts), [0] * len(heads)
    outside = {i for i, draft in enumerate(drafts) if draft.kind in _OUTSIDE}
    below = [*[head.line for head in heads[1:]], len(drafts)]
    for i, (head, after) in enumerate(zip(heads, below, strict=False)):
        at, current = head.line, i
        while current >= 0 and at < after:
            until = heads[current].until
            stop = min(after, until + 1) if until >= 0 else after
            sections[at:stop] = [current] * (stop - at)
            last = next((line for line in range(stop - 1, at - 1, -1) if line not in outside), -1)
            if last >= 0:
                ends[current] = drafts[last].end
            at, current = max(at, stop), parents[current]
    for line in outside:
        sections[line] = -1
    for i in range(len(heads) - 1, -1, -1):
        if (above := parents[i]) >= 0 and ends[i] > ends[above]:
            ends[above] = ends[i]
    return sections, ends


def _kinds(
    page: Page,
    heads: Sequence[Head],
    parents: Sequence[int],
    plan_title: re.Pattern[str] | None,
) -> list[str]:
    kinds: list[str] = []
    plans = _plan_annexes(page, heads, parents, plan_title)
    said = _said(page, heads)
    for i, head in enumerate(heads):
        inherited = kinds[parents[i]] if parents[i] >= 0 and parents[i] not in plans else None
        if head.scheme in _CARRIED or inherited == "box":
            kinds.append("annex" if head.scheme == "annex" else "box")
            continue
        own = said[i]
        if inherited == "review" and own in ("tasks", "safeguards"):
            own = None  # 政府自身建设全面加强 looks back, too
        if own == MIXED:
            own = "tasks" if _holds_tasks(page, heads, i, parents, said) else "goals"
        kinds.append(own or inherited or _default(page, heads, i, parents, said))
    return kinds


def _said(page: Page, heads: Sequence[Head]) -> list[str | None]:
    """The kind that the words of each title say."""
    text, kind = page.reading.text, page.words.kind
    return [kind(text[slice(*head.title)]) for head in heads]


def _plan_annexes(
    page: Page,
    heads: Sequence[Head],
    parents: Sequence[int],
    plan_title: re.Pattern[str] | None,
) -> set[int]:
    """Annexes that are plans of their own: a plan's title over two wide parts or more."""
    wide = Counter(
        parent
        for head, parent in zip(heads, parents, strict=True)
        if parent >= 0 and RANKS.get(head.scheme, 99) <= RANKS["cn"]
    )
    return {
        i
        for i, count in wide.items()
        if count > 1
        and heads[i].scheme == "annex"
        and plan_title is not None
        and plan_title.match(page.reading.text[slice(*heads[i].title)])
    }


def _holds_tasks(
    page: Page,
    heads: Sequence[Head],
    index: int,
    parents: Sequence[int],
    said: Sequence[str | None],
) -> bool:
    """What is to be done stands under the title: parts of its own, or several paragraphs."""
    for later in range(index + 1, len(heads)):
        if parents[later] == index:
            return said[later] not in _AIMS | {MIXED}
        if parents[later] < parents[index]:
            break  # the part around it has ended
        beside = parents[later] == parents[index] and said[later] == "tasks"
        if beside and not page.words.closes(page.reading.text[slice(*heads[later].title)]):
            return False
    after = heads[index + 1].line if index + 1 < len(heads) else len(page.drafts)
    lines = page.drafts[heads[index].last + 1 : after]
    long = [d for d in lines if d.cell is None and d.end - d.start >= _PARAGRAPH]
    return len(long) >= _SEVERAL


_PARAGRAPH, _SEVERAL = 80, 5
_AIMS = frozenset({"guidance", "principles", "goals"})


def _default(
    page: Page,
    heads: Sequence[Head],
    index: int,
    parents: Sequence[int],
    said: Sequence[str | None],
) -> str:
    """Chapters without a telling title are tasks; before a plan's aims they set the scene."""
    if _listed_as_done(page, heads, index, parents):
        return "review"
    if page.words.governed(page.reading.text[slice(*heads[index].title)]):
        return "tasks"
    for later in range(index + 1, len(heads)):
        if parents[later] < parents[index]:
            break
        if parents[later] == parents[index]:
            return "situation" if said[later] in _AIMS else "tasks"
    return "tasks"


def _listed_as_done(page: Page, heads: Sequence[Head], index: int, parents: Sequence[int]) -> bool:
    """一年来，主要做了以下工作： over the first of the numbers makes all of them results."""
    first, scheme = index, heads[index].scheme
    while heads[first].value > 1:
        before = first - 1
        while before >= 0 and (parents[before], heads[before].scheme) != (parents[index], scheme):
            before -= 1
        if before < 0 or heads[before].value != heads[first].value - 1:
            return False
        first = before
    above = page.line_before(heads[first].line)
    return above >= 0 and page.words.looks_back(page.text(above))
