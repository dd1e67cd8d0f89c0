"""The article of a page without navigation: the smallest container of nearly all its prose.

No class names of one publishing system: text is weighed by sentence punctuation and tables,
links weigh nothing, and the walk goes down while one child holds nearly all the weight.
"""

from __future__ import annotations

import re
from typing import Any

_GONE = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "nav",
        "footer",
        "aside",
        "button",
        "select",
        "input",
        "textarea",
        "head",
        "link",
        "meta",
        "title",
        "audio",
        "video",
        "map",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_MARKS = re.compile(r"[，。；！？]")
_SHARE = 0.92
_CONTAINERS = frozenset(
    [
        "html",
        "body",
        "div",
        "article",
        "section",
        "main",
        "td",
        "tr",
        "tbody",
        "table",
        "center",
        "span",
        "font",
        "ul",
        "ol",
        "dl",
        "dd",
        "form",
        "fieldset",
        "figure",
        "blockquote",
        "ucapcontent",
    ]
)


def prune(root: Any) -> None:
    """Take out what shows no words of the page. Hidden parts stay when all words are in them."""
    for node in [n for n in root.iter() if n.tag in _GONE]:
        _remove(node)
    hidden = [
        node
        for node in root.iter()
        if isinstance(node.tag, str)
        and ("hidden" in node.attrib or _HIDDEN.search(node.get("style") or ""))
    ]
    inside = set(hidden)
    top = [node for node in hidden if not any(up in inside for up in node.iterancestors())]
    whole = len(_MARKS.findall("".join(root.itertext())))
    # sites hide a second copy of the article for printing; some hide the only one for a script
    if sum(len(_MARKS.findall("".join(node.itertext()))) for node in top) <= whole * 0.8:
        for node in top:
            _remove(node)


def _remove(node: Any) -> None:
    parent = node.getparent()
    if parent is None or node.tag in ("html", "body"):
        return
    before = node.getprevious()
    if node.tail:
        if before is not None:
            before.tail = (before.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def find_article(root: Any) -> Any:
    """The element that holds the document. Falls back to the body."""
    weights = _weigh(root)
    node = root.find("body")
    node = root if node is None else node
    whole = weights.get(node, 0)
    while whole:
        best = max(node, key=lambda child: weights.get(child, 0), default=None)
        if best is None or best.tag not in _CONTAINERS or weights.get(best, 0) < _SHARE * whole:
            break
        # the rows of a data table are its content, not containers of the article
        if best.tag in ("tr", "tbody") and _is_data(node):
            break
        if best.tag == "table" and _is_data(best):
            break
        node = best
    return node


def _weigh(root: Any) -> dict[Any, int]:
    """Characters of prose and of data tables under every element, links left out."""
    weights: dict[Any, int] = {}
    for node in reversed(list(root.iter())):
        if not isinstance(node.tag, str):
            continue
        own = weights.get(node, 0) + _weight(node.text)
        if node.tag == "a":
            own = 0
        elif node.tag in ("td", "th") and not len(node):
            own = max(own, len((node.text or "").strip()))
        weights[node] = own
        parent = node.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + own + _weight(node.tail)
    return weights


def _weight(text: str | None) -> int:
    """Length of a piece of text that reads as prose; short labels weigh nothing."""
    if not text:
        return 0
    text = text.strip()
    return len(text) if len(text) > 4 and _MARKS.search(text) else 0


def _is_data(table: Any) -> bool:
    """True for a table of rows and columns, false for one that only lays out the page."""
    node = table
    while node is not None and node.tag != "table":
        node = node.getparent()
    if node is None or holds_page(node):
        return False
    rows = [row for row in node.iter("tr") if own_table(row) is node]
    wide = sum(len(row) > 1 for row in rows)
    return wide > len(rows) // 2 and (len(rows) > 1 or len(rows[0]) > 3)


def holds_page(table: Any) -> bool:
    """True for a table that holds most of its words in tables inside it, or has tables in
    it and no columns of its own: it lays out the page."""
    inner = [node for node in table.iterdescendants("table") if own_table(node) is table]
    if not inner:
        return False
    rows = [row for row in table.iter("tr") if own_table(row) is table]
    wide = sum(len(row) > 1 for row in rows)
    held = sum(_length(node) for node in inner)
    return wide <= max(1, len(rows) // 2) or 2 * held > _length(table)


def own_table(node: Any) -> Any:
    """The table that an element stands in, or None."""
    return next(node.iterancestors("table"), None)


def _length(node: Any) -> int:
    return len("".join("".join(node.itertext()).split()))
