"""Where rare signs stand in a text."""

from __future__ import annotations

from collections.abc import Iterable


def positions(text: str, signs: Iterable[str]) -> list[int]:
    """The offsets of all ``signs`` (one or more characters each), sorted.

    ``str.find`` runs through a text ten times as fast as a pattern does: it pays where signs
    are rare and few.
    """
    found: list[int] = []
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            found.append(at)
            at = text.find(sign, at + 1)
    found.sort()
    return found
