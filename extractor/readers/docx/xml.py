"""Short names for WordprocessingML: tags, attribute values, on/off flags."""

from __future__ import annotations

from functools import cache
from typing import Any

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@cache
def w(name: str) -> str:
    """The full name of a tag or attribute of the main namespace."""
    return f"{{{_MAIN}}}{name}"


_VAL = w("val")


def value(node: Any | None, child: str) -> str | None:
    """``w:val`` of a child element, or None where there is none."""
    found = node.find(w(child)) if node is not None else None
    return None if found is None else found.get(_VAL)


def flag(node: Any | None, child: str) -> bool:
    """True when an on/off child stands and is not switched off."""
    found = node.find(w(child)) if node is not None else None
    return found is not None and found.get(_VAL, "1") not in ("0", "false", "off")


def integer(text: str | None, default: int = 0) -> int:
    """A decimal attribute, or ``default`` for what is no number; bounded to 9 digits."""
    try:
        number = int(float(text)) if text is not None else default
    except (ValueError, OverflowError):
        return default
    return max(-999_999_999, min(number, 999_999_999))
