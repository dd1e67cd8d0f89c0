"""The numbers that Word generates (第一章, 一、, （一）, 1.) as text, from ``numbering.xml``.

Counters belong to the abstract list, as in Word: two lists of one abstract list go on
counting, and a list with a start override counts anew from its first use.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from extractor.readers.docx.formats import render
from extractor.readers.docx.xml import flag, integer, value, w

_PLACE = re.compile(r"%([1-9])")
_PUNCTUATION = tuple("、，。．）】》：；")


class Level(msgspec.Struct, frozen=True):
    """One level of a list: how its number is made and written."""

    start: int
    style: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    linked: str | None
    width: int = 0


class Numbered(msgspec.Struct, frozen=True):
    """A list as a paragraph names it: its abstract list and its overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Counts through the document: ask ``next`` once per numbered paragraph, in order."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, Numbered] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        links: dict[str, str] = {}
        owners: dict[str, str] = {}
        for node in root.iter(w("abstractNum")):
            key = node.get(w("abstractNumId"), "")
            self._abstract[key] = {
                integer(level.get(w("ilvl"))): _level(level) for level in node.iter(w("lvl"))
            }
            if (link := value(node, "numStyleLink")) is not None:
                links[key] = link
            if (owner := value(node, "styleLink")) is not None:
                owners[owner] = key
        for node in root.iter(w("num")):
            key = value(node, "abstractNumId") or ""
            key = owners.get(links.get(key, ""), key)
            self._lists[node.get(w("numId"), "")] = self._numbered(node, key)

    def _numbered(self, node: Any, abstract: str) -> Numbered:
        levels = dict(self._abstract.get(abstract, {}))
        starts: dict[int, int] = {}
        for override in node.iter(w("lvlOverride")):
            index = integer(override.get(w("ilvl")))
            if (level := override.find(w("lvl"))) is not None:
                levels[index] = _level(level)
            if (start := value(override, "startOverride")) is not None:
                starts[index] = integer(start)
        return Numbered(abstract, levels, starts)

    def linked_level(self, num_id: str, style_id: str) -> int:
        """The level of a list that belongs to a paragraph style; 0 when none does."""
        numbered = self._lists.get(num_id)
        for index, level in (numbered.levels if numbered else {}).items():
            if level.linked == style_id:
                return index
        return 0

    def next(self, num_id: str, index: int) -> str:
        """The number of the next paragraph of a list at a level, with what parts it from
        the text; empty for bullets and unknown lists."""
        numbered = self._lists.get(num_id)
        level = numbered.levels.get(index) if numbered else None
        if numbered is None or level is None:
            return ""
        counters = self._counters.setdefault(numbered.abstract, {})
        self._count(num_id, numbered, index, level, counters)
        if level.style == "bullet":
            return ""
        return _shown(numbered, level, counters)

    def _count(
        self, num_id: str, numbered: Numbered, index: int, level: Level, counters: dict[int, int]
    ) -> None:
        if index in numbered.starts and (num_id, index) not in self._started:
            counters[index] = numbered.starts[index]
        elif index in counters:
            counters[index] += 1
        else:
            counters[index] = level.start
        self._started.add((num_id, index))
        for deeper in [other for other in counters if other > index]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            # lvlRestart 0 never restarts; n restarts only after level n (from 1) or above
            if restart is None or (restart and index < restart):
                del counters[deeper]


def _shown(numbered: Numbered, level: Level, counters: dict[int, int]) -> str:
    def fill(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        of = numbered.levels.get(index)
        number = counters.get(index, of.start if of else 1)
        if level.legal and (of is None or of.style != "none"):
            return str(number)
        if of is not None and of.width:
            return f"{number:0{of.width}d}"
        return render(number, of.style if of else "decimal")

    text = _PLACE.sub(fill, level.text)
    if not text.strip():
        return ""
    if level.suffix == "nothing" or text.endswith(_PUNCTUATION):
        return text
    return text.rstrip() + " "


def _level(node: Any) -> Level:
    style, width = "decimal", 0
    for found in node.iter(w("numFmt")):
        # WPS and Word write a custom format beside a fallback; the last one is understood by all
        style = found.get(w("val"), "decimal")
        if style == "custom":
            width = len(found.get(w("format"), "").split(",")[0].strip())
    restart = value(node, "lvlRestart")
    return Level(
        start=integer(value(node, "start"), 1 if style != "bullet" else 0),
        style="decimal" if style == "custom" else style,
        text=value(node, "lvlText") or "",
        suffix=value(node, "suff") or "tab",
        restart=None if restart is None else integer(restart),
        legal=flag(node, "isLgl"),
        linked=value(node, "pStyle"),
        width=min(width, 8),
    )
