"""What a paragraph style says about its paragraphs: heading level, list, role."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from extractor.readers.docx.xml import integer, value, w

_HEADING = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*(?:\d|heading)", re.IGNORECASE)


class Style(msgspec.Struct, frozen=True):
    """A paragraph style with what it inherits. ``level`` counts from 1, null for body text."""

    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    num_style: str = ""
    role: str = "body"


class Styles:
    """Paragraph styles of a document by id, resolved along ``basedOn``."""

    def __init__(self, element: Any) -> None:
        self._nodes: dict[str, Any] = {}
        self._default = ""
        for node in element.iter(w("style")):
            if node.get(w("type"), "paragraph") == "paragraph":
                key = node.get(w("styleId"), "")
                self._nodes[key] = node
                if node.get(w("default")) in ("1", "true", "on"):
                    self._default = key
        self._known: dict[str, Style] = {}

    def of(self, style_id: str | None) -> Style:
        """The style of that id; the default paragraph style for null or an unknown id."""
        key = style_id if style_id in self._nodes else self._default
        assert key is not None
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, key: str) -> Style:
        chain: list[tuple[str, Any]] = []
        seen: set[str] = set()
        while key in self._nodes and key not in seen:  # a circle of basedOn ends here
            seen.add(key)
            chain.append((key, self._nodes[key]))
            key = value(self._nodes[key], "basedOn") or ""
        style = Style()
        for style_id, node in reversed(chain):
            style = _inherit(style, style_id, node)
        return style


def _inherit(base: Style, style_id: str, node: Any) -> Style:
    name = value(node, "name") or ""
    properties = node.find(w("pPr"))
    level, role = base.level, base.role
    if (outline := value(properties, "outlineLvl")) is not None:
        level = outline_level(outline)
    elif (heading := _HEADING.fullmatch(name.strip())) is not None:
        level = int(heading[1])
    if _CONTENTS.match(name.strip()):
        role, level = "contents", None
    elif name.strip().lower() in ("title", "标题"):
        role = "title"
    num_id, num_level, num_style = base.num_id, base.num_level, base.num_style
    listed = properties.find(w("numPr")) if properties is not None else None
    if listed is not None:
        num_id, num_style = value(listed, "numId") or num_id, style_id
        given = value(listed, "ilvl")
        num_level = integer(given) if given is not None else None
    return Style(level, num_id, num_level, num_style, role)


def outline_level(text: str) -> int | None:
    """Heading level from 1 of a ``w:outlineLvl``; 9 and above mean body text."""
    level = integer(text, 9)
    return level + 1 if 0 <= level < 9 else None
