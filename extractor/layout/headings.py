"""Which lines are headings: by number, title, what follows and how their siblings look."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from extractor.document import Reading
from extractor.layout.kinds import KindWords
from extractor.layout.numbering import ALWAYS, RANKS, Number
from extractor.layout.reading import Draft

LONGEST = 60  # characters of the longest title
_LONGEST_PLAIN = 32  # of a title that neither number nor form marks
_LONGEST_SENTENCE = 34  # of a title that ends with a full stop
_LONG_BODY = 40  # a line this long is text that a title may stand over
_FRAGMENT = 8
_PROBE = 4  # characters of a second line that show that it goes on with the first
_LISTED_ABOVE = 5000  # characters above an annex in which its name may be listed
_COLON_TITLE = 10  # （二）奖励标准： is a title, 申报需满足下列条件之一： announces a list
_INNER_STOP = regex.compile(r"[。！？；!?;](?=.)")
_NO_TITLE = regex.compile(
    r"[图表]\s?\d|注[：:]|\(?（?\d{4}年\d|.*\d{4}年\d{1,2}月\d{1,2}日$|https?:|.*[：:=＝÷×@]|\W*$|[\d\s.,%]+$"
)
_TURNED = regex.compile(r"[（(]上接第?")
_YEARS = regex.compile(r"[（(]\s?(?:19|20)\d\d[^（()）\n]{0,16}[）)]")
_FILE = regex.compile(r"\.(?:docx?|xlsx?|pdf|wps|ofd|zip|rar)\s*$", regex.IGNORECASE)
_LISTED = regex.compile(r"1\s?[.、](?!\d)")
_LISTING = frozenset({"dec2", "dec3", "dec4", "ar"})
_LOOSE = frozenset({"label", "point", "dash", "article"})


class Head(msgspec.Struct, gc=False):
    """A heading before its place in the tree is known. ``line`` to ``last`` are its lines."""

    line: int
    last: int
    scheme: str
    value: int
    title: tuple[int, int]
    number: Number | None = None
    level: int | None = None
    until: int = -1


class Page(msgspec.Struct, frozen=True):
    """What heading rules look at: the lines of one plan and the numbers before them."""

    reading: Reading
    drafts: Sequence[Draft]
    numbers: dict[int, Number]
    words: KindWords

    def number(self, index: int) -> Number | None:
        return self.numbers.get(self.drafts[index].start)

    def text(self, index: int) -> str:
        draft = self.drafts[index]
        return self.reading.text[draft.start : draft.end]

    def next_line(self, index: int) -> int:
        """The next line that is no empty cell, or -1."""
        for later in range(index + 1, len(self.drafts)):
            draft = self.drafts[later]
            if draft.end > draft.start:
                return later
        return -1

    def line_before(self, index: int) -> int:
        """The line before that is no empty cell, or -1."""
        for earlier in range(index - 1, -1, -1):
            if self.drafts[earlier].end > self.drafts[earlier].start:
                return earlier
        return -1


def find_heads(page: Page) -> list[Head]:
    """All headings in order. Lines already known as front, contents or cells are left out."""
    open_lines = [
        i
        for i, draft in enumerate(page.drafts)
        if draft.kind == "body"
        and draft.cell is None
        and draft.end > draft.start
        and draft.role != "note"
    ]
    drafts, numbers = page.drafts, page.numbers
    heads = []
    for i in open_lines:
        draft = drafts[i]
        number = numbers.get(draft.start)
        marked = draft.level is not None or draft.role == "heading"
        if (number is None and not marked) or draft.kind != "body":
            continue  # a heading above may have made it front matter
        if (head := _head(page, i, number, marked)) is not None:
            heads.append(head)
    heads = _drop_lists(page, heads)
    known = {line for head in heads for line in range(head.line, head.last + 1)}
    plain = _plain_heads(page, open_lines, known)
    return sorted(heads + plain, key=lambda head: head.line)


def _head(page: Page, index: int, number: Number | None, marked: bool) -> Head | None:
    draft = page.drafts[index]
    body = number.body if number else draft.start
    title = page.reading.text[body : draft.end]
    if number is None or number.scheme in _LOOSE:
        if not marked or not _short(title) or not title.strip():
            return None
        return Head(index, index, "plain", 0, (draft.start, draft.end), None, draft.level)
    if number.scheme in ("box", "annex"):
        return _named_head(page, index, number)
    if not title.strip():
        return _bare_number(page, index, number)
    if not _is_title(page, index, number, title, marked):
        return None
    return Head(index, index, number.scheme, number.value, (body, draft.end), number, draft.level)


def _bare_number(page: Page, index: int, number: Number) -> Head | None:
    """第一章 alone on its line: the title stands on the next."""
    following = page.next_line(index)
    if number.scheme not in ALWAYS or following < 0 or page.drafts[following].cell:
        return None
    below = page.drafts[following]
    if page.number(following) is not None or not _short(page.text(following)):
        return None
    return Head(
        index, following, number.scheme, number.value, (below.start, below.end), number, below.level
    )


def _named_head(page: Page, index: int, number: Number) -> Head | None:
    """专栏1：…, 附件2, 附表. Their title may stand on the next line."""
    draft = page.drafts[index]
    if number.scheme == "annex" and _names_files(page, index, number):
        return None
    title = page.reading.text[number.body : draft.end].strip()
    if (
        len(title) > LONGEST
        or _INNER_STOP.search(title)
        or title.endswith(("，", "、", "；", "。"))
    ):
        return None
    head = Head(index, index, number.scheme, number.value, (number.body, draft.end), number)
    if not title:
        following = page.next_line(index)
        if following < 0 or page.drafts[following].cell is not None:
            return head
        below = page.drafts[following]
        if page.number(following) is None and _short(page.text(following)):
            last = _title_end(page, following, draft.start)
            head.last, head.title = last, (below.start, page.drafts[last].end)
            years = page.next_line(last)
            if years >= 0 and _YEARS.fullmatch(page.text(years)):
                head.last, head.title = years, (below.start, page.drafts[years].end)
    return head


def _title_end(page: Page, line: int, start: int) -> int:
    """The last line of an annex's title: what 附件：… above writes in one goes on below."""
    following = page.next_line(line)
    if following < 0 or page.drafts[following].cell is not None or page.number(following):
        return line
    words = page.text(following)
    if not _short(words) or words[-1] in "。：:；，、":
        return line
    probe = page.text(line) + words[:_PROBE]
    named = page.reading.text.find(probe, max(0, start - _LISTED_ABOVE), start) >= 0
    return following if named else line


def _names_files(page: Page, index: int, number: Number) -> bool:
    """附件：1.…⏎2.…⏎3.… and 附件5：….doc list what is attached; such lines are front matter."""
    draft = page.drafts[index]
    title = page.reading.text[number.body : draft.end]
    if _FILE.search(title):
        draft.kind = "front"
        return True
    first = _LISTED.match(title)
    if first is None or len(title) > LONGEST:
        return False
    draft.kind = "front"
    value = 2
    while (index := page.next_line(index)) >= 0:
        item = page.number(index)
        if item is None or item.scheme != "ar" or item.value != value:
            break
        if page.drafts[index].end - item.body > LONGEST:
            break
        page.drafts[index].kind = "front"
        value += 1
    return True


def _short(title: str) -> bool:
    stripped = title.rstrip("。：:")
    return len(stripped) <= LONGEST and _INNER_STOP.search(stripped) is None


def _is_title(page: Page, index: int, number: Number, title: str, marked: bool) -> bool:
    if not _short(title) or title.endswith(("；", "，", "、", ";", ",")):
        return False
    if marked or number.scheme in ALWAYS:
        return True
    if title.endswith(("：", ":")):
        return len(title) <= _COLON_TITLE
    if title.endswith("。"):
        return len(title) <= _LONGEST_SENTENCE and _stands_over(page, index, number)
    return True


def _stands_over(page: Page, index: int, number: Number) -> bool:
    """Something that is no sibling stands below: text, a table, a deeper number."""
    following = page.next_line(index)
    if following < 0:
        return False
    if page.drafts[following].cell is not None or page.drafts[following].box:
        return True
    below = page.number(following)
    if below is None or below.scheme in _LOOSE:
        return below is None or below.scheme != "article"
    if number.prefix and below.scheme == "ar" and below.value == number.prefix[0] + 1:
        return False  # 1.2.4 before 2.: the list goes on with its next chapter
    return RANKS.get(below.scheme, -1) > RANKS.get(number.scheme, 99)


def _drop_lists(page: Page, heads: list[Head]) -> list[Head]:
    """Numbered titles with nothing under any of them are the items of a list."""
    groups: dict[int, list[Head]] = {}
    open_groups: dict[str, int] = {}
    for head in heads:
        if head.number is None or head.scheme in ALWAYS or head.scheme == "box":
            if head.scheme in ALWAYS:
                open_groups.clear()
            continue
        rank = RANKS[head.scheme]
        open_groups = {s: g for s, g in open_groups.items() if RANKS[s] <= rank}
        if head.value == 1 or head.scheme not in open_groups:
            open_groups[head.scheme] = head.line
        groups.setdefault(open_groups[head.scheme], []).append(head)
    dropped: set[int] = set()
    for group in groups.values():
        empty = [head for head in group if not _stands_over(page, head.last, _number(head))]
        marked = any(page.drafts[head.line].role == "heading" for head in group)
        if len(empty) == len(group) and not marked and group[0].scheme != "cn":
            dropped.update(head.line for head in empty)
        if group[0].value != 1:  # （二）奖励标准： beside a first item that is no title
            dropped.update(h.line for h in group if page.text(h.line).endswith(("：", ":")))
    kept = [head for head in heads if head.line not in dropped]
    return _drop_annex_lists(page, _drop_list_chapters(page, kept, dropped))


def _drop_list_chapters(page: Page, heads: list[Head], dropped: set[int]) -> list[Head]:
    """1.2 整地机械 over nothing but 1.2.1 圆盘耙, 1.2.2 起垄机: in an annex, a list of names."""
    chapters: set[int] = set()
    annexed = False
    for i, head in enumerate(heads):
        annexed = annexed or head.scheme == "annex"
        if not annexed or head.scheme not in _LISTING:
            continue
        until = heads[i + 1].line if i + 1 < len(heads) else len(page.drafts)
        under = [k for k in range(head.last + 1, until) if page.text(k)]
        if under and dropped.issuperset(under):
            chapters.add(head.line)
    return [head for head in heads if head.line not in chapters]


def _drop_annex_lists(page: Page, heads: list[Head]) -> list[Head]:
    """附件：1.… at the foot of a notice names what is attached and heads nothing."""
    kept: list[Head] = []
    for i, head in enumerate(heads):
        if head.scheme != "annex":
            kept.append(head)
            continue
        below = page.next_line(head.last)
        bare = below < 0 or page.drafts[below].kind != "body"
        again = i + 1 < len(heads) and heads[i + 1].scheme == "annex"
        again = again and heads[i + 1].line in (below, _after_fragment(page, below))
        listed = page.text(head.line).rstrip().endswith(("：", ":")) or head.line == head.last
        table = below >= 0 and page.drafts[below].cell is not None
        if not table and (bare or (again and listed)):
            last = heads[i + 1].line if again and listed else head.last + 1
            for line in range(head.line, last):
                page.drafts[line].kind = "front"
            continue
        kept.append(head)
    return kept


def _after_fragment(page: Page, line: int) -> int:
    """The line after a few characters that were cut off the name of what is attached; else -1."""
    if line < 0 or page.number(line) is not None or page.drafts[line].cell is not None:
        return -1
    fragment = len(page.text(line)) <= _FRAGMENT and not page.words.names_part(page.text(line))
    return page.next_line(line) if fragment else -1


def _number(head: Head) -> Number:
    assert head.number is not None
    return head.number


def _plain_heads(page: Page, open_lines: Sequence[int], known: set[int]) -> list[Head]:
    """Titles without number or mark: short lines that stand over text."""
    articles = _articles(page, open_lines)
    drafts = page.drafts
    found = [
        i
        for i in open_lines
        if 1 < drafts[i].end - drafts[i].start <= _LONGEST_PLAIN
        and i not in known
        and i not in articles
        and _is_plain(page, i, known)
    ]
    stops = [i for i in found if page.text(i).endswith("。")]
    if len(stops) < 3:  # a lone short sentence is a sentence; many are titles set on their own
        found = [i for i in found if not page.text(i).endswith("。")]
    chosen = set(found)
    taken = known | articles | chosen
    above = {page.line_before(i) for i in chosen}
    parts = {i for i in open_lines if i in above - taken and page.words.names_part(page.text(i))}
    found, chosen = sorted([*found, *parts]), chosen - parts
    return [
        Head(i, i, "plain", 0, (_words_from(page, i), page.drafts[i].end))
        for i in found
        if i in parts or page.next_line(i) not in chosen
    ]


def _articles(page: Page, open_lines: Sequence[int]) -> set[int]:
    """Lines that stand under 第X条: paragraphs of an article, never titles."""
    inside: set[int] = set()
    if all(number.scheme != "article" for number in page.numbers.values()):
        return inside
    article = False
    for i in open_lines:
        number = page.number(i)
        if number is not None and (number.scheme == "article" or number.scheme in ALWAYS):
            article = number.scheme == "article"
        elif article:
            inside.add(i)
    return inside


def _words_from(page: Page, index: int) -> int:
    number = page.number(index)
    return number.body if number is not None else page.drafts[index].start


def _is_plain(page: Page, index: int, known: set[int]) -> bool:
    draft = page.drafts[index]
    if draft.role != "body" or draft.kind != "body":
        return False
    text, number = page.text(index), page.number(index)
    if len(text) == 2 and not page.words.names_part(text):
        return False
    if number is not None and number.scheme != "dash":
        return False
    bare = text[:-1] if text.endswith("。") else text
    if _INNER_STOP.search(bare) or "，" in bare or bare[-1] in "，、；：:;,!?！？—…）)":
        return False
    if _NO_TITLE.match(bare):
        return False
    if index and _unfinished(page, index - 1) and not page.words.names_part(bare):
        return False  # 各位代表： stands before the first part
    if index > 1 and _in_list(page, index - 1, known) and _in_list(page, index - 2, known):
        return False
    following = page.next_line(index)
    if following < 0:
        return page.words.names_part(bare)
    below = page.drafts[following]
    if below.cell is not None or below.kind != "body" or below.box != draft.box:
        return False  # the line above a table is its caption
    if following in known:
        return True
    words = page.text(following)
    if _TURNED.match(words):
        return False  # the running head of a newspaper's next page
    return len(words) >= _LONG_BODY or (words.endswith("。") and len(words) > 1.5 * len(text))


def _in_list(page: Page, index: int, known: set[int]) -> bool:
    """A short line that is no heading and ends no sentence: a name or item in a list."""
    draft = page.drafts[index]
    if index in known or draft.kind != "body" or draft.cell is not None:
        return False
    text = page.text(index)
    return 0 < len(text) <= _LONGEST_PLAIN and text[-1] not in "。；"


def _unfinished(page: Page, index: int) -> bool:
    draft = page.drafts[index]
    return draft.kind == "body" and page.text(index).endswith(("，", "、", "：", ":"))
