"""Where a record stands in a JSON file: paths into the data, and the line of a path.

A path is what leads from the root to a value: ``("indicators", 3, "evidence")``.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

Path = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_STEP = re.compile(r"\.(?P<field>\w+)|\[(?P<index>\d+)\]|\[\.\.\.\]")
_UNKNOWN = re.compile(r"unknown field `([^`]*)`")


def json_line(text: str, path: Path) -> int:
    """Line (from 1) on which the value at ``path`` starts; of its nearest parent if absent."""
    deepest, line_start = -1, 0
    for here, start in _values(text):
        if len(here) > deepest and here == path[: len(here)]:
            deepest, line_start = len(here), start
            if deepest == len(path):
                break
    return text.count("\n", 0, line_start) + 1


def error_path(error: msgspec.ValidationError) -> Path:
    """The path that a validation error names, with the unknown field where it names one."""
    message = str(error)
    path: list[str | int] = []
    _, found, trail = message.rpartition(" - at `$")
    for step in _STEP.finditer(trail if found else ""):
        if step["field"] is None and step["index"] is None:
            break  # `[...]` is the value of some key: the message does not say which
        path.append(step["field"] if step["field"] is not None else int(step["index"]))
    unknown = _UNKNOWN.search(message)
    return (*path, unknown[1]) if unknown else tuple(path)


class Lines:
    """Line numbers of offsets into one text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        """Line (from 1) of the character at ``offset``."""
        return bisect_right(self._starts, offset)


def _values(text: str) -> Iterator[tuple[Path, int]]:
    """Every value of a JSON text with its path and where it starts, in file order."""
    stack: list[str | int | None] = []  # a list's index, or an object's key (None: still to come)
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "}]":
            if stack:
                stack.pop()
        elif mark == ",":
            if stack:
                top = stack[-1]
                stack[-1] = top + 1 if isinstance(top, int) else None
        elif mark == ":":
            continue
        elif stack and stack[-1] is None:
            if mark.startswith('"'):
                stack[-1] = json.loads(mark)
        else:
            yield tuple(step for step in stack if step is not None), token.start()
            if mark in "{[":
                stack.append(None if mark == "{" else 0)
