"""Floors: the quality once reached, pinned with the hash of the corpus it was reached on.

The file is ``CORPUS/floors.toml``. F1 per record type and accuracy per field may only rise;
to lower one, or to pin a changed corpus, takes a reason, which is kept in the file.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from extractor.errors import GoldError, UsageError
from extractor.score.report import ScoreReport

FILE_NAME = "floors.toml"
PLACES = 4  # floors are rounded down to so many decimals

_HEAD = """\
# The quality reached on this corpus, held by tests. Written by a program, not by hand:
#   extractor validate CORPUS --raise-floors           values may only rise
#   extractor validate CORPUS --lower-floors REASON    pins what is, and keeps the reason
"""


class Lowered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why floors were once pinned anew, and which ones fell."""

    reason: str
    changes: tuple[str, ...] = ()


class Floors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``f1`` by record type, ``accuracy`` by ``record.field``, of the corpus with this hash."""

    corpus: str
    f1: dict[str, float] = {}
    accuracy: dict[str, float] = {}
    lowered: tuple[Lowered, ...] = ()

    def to_toml(self) -> str:
        """The file's text; ``parse_floors`` reads it back."""
        lines = [_HEAD, f"corpus = {_quoted(self.corpus)}"]
        for name in ("f1", "accuracy"):
            lines += ["", f"[{name}]"]
            values: dict[str, float] = getattr(self, name)
            lines += [f"{_quoted(key)} = {value:.{PLACES}f}" for key, value in values.items()]
        for one in self.lowered:
            changes = ", ".join(map(_quoted, one.changes))
            lines += ["", "[[lowered]]", f"reason = {_quoted(one.reason)}"]
            lines.append(f"changes = [{changes}]")
        return "\n".join(lines) + "\n"


def parse_floors(text: str, place: str) -> Floors:
    """Read a floors file; raises ``GoldError``."""
    try:
        return msgspec.convert(tomllib.loads(text), Floors)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        remedy = "restore it from version control"
        raise GoldError(place, f"is no floors file: {error}", remedy) from None


def load_floors(path: Path) -> Floors | None:
    """The floors at ``path``, None where there is no such file."""
    if not path.is_file():
        return None
    return parse_floors(path.read_text(encoding="utf-8"), str(path))


def measure(report: ScoreReport, corpus: str) -> Floors:
    """What a report reached, rounded down."""
    f1 = {r.name: _down(r.f1) for r in report.records if r.f1 is not None}
    accuracy = {
        f"{record.name}.{name}": _down(field.accuracy)
        for record in report.records
        for name, field in record.fields.items()
        if field.accuracy is not None
    }
    return Floors(corpus, f1, accuracy)


def failures(floors: Floors, measured: Floors) -> Iterator[str]:
    """One line for each floor that does not hold, and for each value that has no floor."""
    if floors.corpus != measured.corpus:
        yield "the corpus is not the one the floors were pinned on; use --lower-floors REASON"
        return
    for name in ("f1", "accuracy"):
        pinned: dict[str, float] = getattr(floors, name)
        now: dict[str, float] = getattr(measured, name)
        for key, floor in pinned.items():
            if now.get(key) is None or now[key] < floor:
                yield f"{name} of {key} is {_shown(now.get(key))}, its floor is {floor:.4f}"
        for key in now.keys() - pinned.keys():
            yield f"{name} of {key} has no floor; use --raise-floors"


def raised(floors: Floors | None, measured: Floors) -> Floors:
    """Floors at the better of pinned and measured; raises ``UsageError`` on another corpus."""
    if floors is None:
        return measured
    if floors.corpus != measured.corpus:
        problem = "the corpus changed since the floors were pinned"
        raise UsageError(FILE_NAME, problem, "use --lower-floors REASON")
    return Floors(
        floors.corpus,
        _better(floors.f1, measured.f1),
        _better(floors.accuracy, measured.accuracy),
        floors.lowered,
    )


def lowered(floors: Floors | None, measured: Floors, reason: str) -> Floors:
    """Floors at what was measured, with the reason and every value that fell."""
    if not reason.strip():
        raise UsageError(FILE_NAME, "no reason is given", "say why floors may fall")
    before = floors or Floors("")
    falls = (
        f"{name} {key} {floor:.4f} -> {_shown(getattr(measured, name).get(key))}"
        for name in ("f1", "accuracy")
        for key, floor in getattr(before, name).items()
        if getattr(measured, name).get(key, -1.0) < floor
    )
    entry = Lowered(" ".join(reason.split()), tuple(falls))
    return Floors(measured.corpus, measured.f1, measured.accuracy, (*before.lowered, entry))


def _better(pinned: dict[str, float], now: dict[str, float]) -> dict[str, float]:
    keys = dict.fromkeys((*now, *pinned))
    return {key: max(pinned.get(key, 0.0), now.get(key, 0.0)) for key in keys}


def _down(value: float | None) -> float:
    # The small addend keeps 0.29 from becoming 0.2899: it is no exact binary fraction.
    steps: int = 10**PLACES
    return math.floor((value or 0.0) * steps + 1e-9) / steps


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"


def _quoted(text: str) -> str:
    quoted: Any = json.dumps(text, ensure_ascii=False)  # a JSON string is a TOML basic string
    return str(quoted).replace("\x7f", "\\u007f")
