"""Gold: a plan labelled by hand, read and refused when it contradicts itself.

A gold file is a ``Plan`` as JSON in which any record may carry ``"optional": true``; the
header may instead list its optional fields (``"optional": ["theme"]``). ``canonical``,
``instruments`` and ``themes`` may be absent, null or empty: not labelled, hence not scored.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

import msgspec

from extractor.errors import GoldError
from extractor.plan import Plan
from extractor.score.checks import problems
from extractor.score.places import Path, error_path, json_line

_MAY_BE_NULL = ("instruments", "themes", "canonical")
_REMEDY = "mend the gold file by rereading the plan"


class Gold(msgspec.Struct, frozen=True):
    """A labelled plan: its canonical ``text``, its records and which of them are optional."""

    name: str
    text: str
    plan: Plan
    optional: frozenset[Path]

    def is_optional(self, path: Path) -> bool:
        """True when the record at ``path``, or one that holds it, is optional."""
        return any(path[:length] in self.optional for length in range(1, len(path) + 1))


def load_gold(path: FilePath | str, text: str) -> Gold:
    """Read the gold file of the plan whose canonical text is ``text``.

    Raises ``GoldError``, naming the line, for a file that is not gold, quotes that are not at
    their offsets, ids that clash or are unknown, and records that contradict themselves.
    """
    path = FilePath(path)
    return parse_gold(path.name, _read(path), text, place=str(path))


def parse_gold(name: str, source: str, text: str, *, place: str | None = None) -> Gold:
    """``load_gold`` of a JSON text; ``place`` is what errors call it (else ``name``)."""
    place = place or name
    raw = _decode(place, source)
    optional: set[Path] = set()
    data = _strip(raw, (), optional)
    try:
        plan = msgspec.convert(data, Plan)
    except msgspec.ValidationError as error:
        problem = str(error).partition(" - at `")[0]
        line = json_line(source, error_path(error))
        raise GoldError(f"{place}:{line}", problem, "give it the shape of a plan") from None
    found = list(problems(data, plan, text))
    if found:
        where, problem = found[0]
        more = f" (and {len(found) - 1} more problems)" if len(found) > 1 else ""
        raise GoldError(f"{place}:{json_line(source, where)}", problem + more, _REMEDY)
    return Gold(name, text, plan, frozenset(optional))


def _read(path: FilePath) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise GoldError(str(path), "there is no such gold file", "label the plan first") from None
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise GoldError(str(path), problem, "give a readable JSON file") from None
    except UnicodeDecodeError:
        raise GoldError(str(path), "is not UTF-8", "save it as UTF-8 JSON") from None


def _decode(place: str, source: str) -> Any:
    try:
        raw = json.loads(source, parse_float=Decimal)
    except json.JSONDecodeError as error:
        problem = f"is not JSON: {error.msg}"
        raise GoldError(f"{place}:{error.lineno}", problem, "mend this line") from None
    except RecursionError:
        raise GoldError(f"{place}:1", "is nested too deeply", "give a gold file") from None
    if not isinstance(raw, dict):
        raise GoldError(f"{place}:1", "is not a JSON object", "give it the shape of a plan")
    return raw


def _strip(node: Any, path: Path, optional: set[Path]) -> Any:
    """The data without gold's own keys; the paths of optional records go to ``optional``."""
    if isinstance(node, list):
        return [_strip(item, (*path, index), optional) for index, item in enumerate(node)]
    if not isinstance(node, dict):
        return node
    # The cells of a project row are under the plan's own headers: no key there is ours.
    if path[-1:] == ("fields",):
        return node
    header = path == ("plan",)
    mark = node.get("optional")
    if mark is True:
        optional.add(path)
    elif header and isinstance(mark, list):
        optional.update((*path, field) for field in mark)
    # Any other mark ("yes", 1) stays, and is refused as an unknown field.
    ours = isinstance(mark, bool) or (header and isinstance(mark, list))
    return {
        key: _strip(value, (*path, key), optional)
        for key, value in node.items()
        if not (key == "optional" and ours) and not (key in _MAY_BE_NULL and value is None)
    }
