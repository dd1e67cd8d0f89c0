"""A page printed by a browser: the menus of the site around the document are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.readers.pdf.lines import TextLine
from extractor.readers.pdf.tables import PageTable

Item = TextLine | PageTable

# the registration that every Chinese site shows at its foot, and the path 首页 > … > …
_REGISTERED = re.compile(r"ICP\s?备\s?\d|公网安备|网站标识码")
_FOOT_WORD = re.compile(rf"[|｜@]|{_REGISTERED.pattern}")
_PATH = re.compile(r"(?:[^\s>＞»]{1,12}\s*[>＞»]\s*){2,}[^\s>＞»]{1,20}$")
_MENU_GAP = re.compile(r"\s*[|｜]\s*|\s+")
_LONGEST_WORD = 8  # of a menu
_FINAL = re.compile(r"[。；！？]\s*$|\d{1,2}\s*日\s*$|[）)]\s*$")
_HEAD, _FOOT = 12, 25  # lines of a site above and below the document
_PAIR = re.compile(r"[^：:，。\s]{1,4}\s?[^：:，。\s]{1,4}[：:]\s*\S")


def without_site(pages: list[list[Item]]) -> list[list[Item]]:
    """Pages without the menus above the document and the site's foot below it.

    Only where a path or a registration shows that a site was printed.
    """
    lines = [item for page in pages for item in page if isinstance(item, TextLine)]
    head, foot = _head(lines[:_HEAD]), _foot(lines[-_FOOT:])
    if not head and not foot:
        return pages
    gone = {id(line) for line in (*head, *foot)}
    return [[item for item in page if id(item) not in gone] for page in pages]


def _head(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines up to the path, when menus stand there; a title above a path stays."""
    for index, line in enumerate(lines):
        if _PATH.search(line.text):
            above = lines[: index + 1]
            return above if index == 0 or any(_menu(one.text) for one in above[:-1]) else [line]
    return []


def _menu(text: str) -> bool:
    words = [word for word in _MENU_GAP.split(text.strip()) if word]
    return len(words) > 2 and all(len(word) <= _LONGEST_WORD for word in words)


def _foot(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines after the end of the last sentence, when the site's registration is in them."""
    last = max((i for i, line in enumerate(lines) if _FINAL.search(line.text)), default=-1)
    below = lines[last + 1 :]
    if last < 0 or not any(_REGISTERED.search(line.text) for line in below):
        return []
    # the list of annexes stands below the last sentence and above the site's foot
    starts = (i for i, line in enumerate(below) if _FOOT_WORD.search(line.text))
    return below[next(starts) :]


def index_fields(text: str) -> list[str]:
    """文号：…  发布日期：… on one line of an index box: each field is a paragraph."""
    parts = re.split(r"\s{2,}", text.strip())
    if len(parts) > 1 and all(_PAIR.match(part) for part in parts):
        return parts
    return [text]
