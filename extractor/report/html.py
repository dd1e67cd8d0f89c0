"""Escaping, tags and two languages: the small words that pages are written with."""

from __future__ import annotations

import html
from collections.abc import Iterable

_CONTROLS = {code: "\ufffd" for code in range(32) if code not in (9, 10, 13)} | {127: "\ufffd"}


def esc(text: object) -> str:
    """Text as HTML shows it, in element content and in double-quoted attributes.

    Control characters, which HTML cannot hold, become U+FFFD (one for one).
    """
    return html.escape(str(text).translate(_CONTROLS), quote=True)


def tag(name: str, content: str = "", **attributes: object) -> str:
    """An element around HTML ``content``: ``class_`` is class, ``data_r`` data-r, None left out."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def both(zh: str, en: str) -> str:
    """A label in both languages; the page shows the one that is switched on."""
    return f'<span class="zh" lang="zh">{esc(zh)}</span><span class="en" lang="en">{esc(en)}</span>'


def join(parts: Iterable[str]) -> str:
    """HTML parts, a line each."""
    return "\n".join(part for part in parts if part)


def _attributes(attributes: dict[str, object]) -> str:
    return "".join(
        f' {name.rstrip("_").replace("_", "-")}="{esc(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
