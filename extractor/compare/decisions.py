"""``alignment.toml``: pairs of names that a person confirmed or refused, and proposals to decide.

The file is the person's: it is read, and extended at its end with pairs that it does not hold yet;
no line that stands in it is ever changed.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import msgspec

from extractor.compare.types import Decision, Proposal
from extractor.errors import ExtractorError

FILE_NAME = "alignment.toml"

_HEAD = """\
# Pairs of indicator names that may mean the same. Write "confirmed" or "refused" as the decision
# of a pair; the next comparison follows it. Pairs can be added by hand. New proposals are added
# at the end; nothing that stands here is ever changed by the program.
"""


class DecisionsError(ExtractorError):
    """``alignment.toml`` cannot be read; ``place`` names the file."""


class Pair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One ``[[pair]]``: two names as plans word them, and what was decided."""

    a: str
    b: str
    decision: Decision = "proposed"
    score: float | None = None
    why: str = ""


class Decisions(msgspec.Struct, frozen=True):
    """What a person decided, by unordered pair of names. The last word on a pair counts."""

    pairs: tuple[Pair, ...] = ()

    def of(self, decision: Decision) -> tuple[tuple[str, str], ...]:
        """The pairs with this decision, each with its names sorted."""
        return tuple(names for names, given in self._last().items() if given == decision)

    def decided(self, a: str, b: str) -> Decision | None:
        """The decision on two names, None where the file does not hold them."""
        return self._last().get(_sorted(a, b))

    def _last(self) -> dict[tuple[str, str], Decision]:
        return {_sorted(pair.a, pair.b): pair.decision for pair in self.pairs}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pair: tuple[Pair, ...] = ()


def read_decisions(path: Path) -> Decisions:
    """The decisions of a file, none where there is no file; raises ``DecisionsError``."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return Decisions(msgspec.convert(table, _File).pair)
    except FileNotFoundError:
        return Decisions()
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        kinds = ", ".join(get_args(Decision))
        remedy = f"mend it: [[pair]] with a, b and decision ({kinds})"
        raise DecisionsError(str(path), str(error), remedy) from None
    except OSError as error:
        raise DecisionsError(str(path), f"cannot be read ({error.strerror})", "check it") from None


def extended(content: bytes | None, proposals: Iterable[Proposal]) -> bytes:
    """The file's new content: all that stands in it, then the pairs that it does not hold."""
    held = content.decode("utf-8-sig") if content is not None else ""
    known = Decisions(msgspec.convert(tomllib.loads(held), _File).pair)
    new = [p for p in proposals if known.decided(p.a, p.b) is None]
    if content is not None and not new:
        return content
    start = content if content is not None else _HEAD.encode()
    if not start.endswith(b"\n"):
        start += b"\n"
    return start + "".join(map(_entry, new)).encode()


def _entry(proposal: Proposal) -> str:
    return (
        f"\n[[pair]]\na = {_quoted(proposal.a)}\nb = {_quoted(proposal.b)}\n"
        f'decision = "{proposal.decision}"\nscore = {proposal.score}\n'
    )


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, save that TOML wants DEL escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _sorted(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a <= b else (b, a)
