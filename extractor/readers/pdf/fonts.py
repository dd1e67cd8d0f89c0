"""Fonts that a PDF names but does not hold, while its text is read.

pdfium looks for a substitute among the fonts of the machine and draws the outline of every
character of it twice, to know how far it reaches: with a large Chinese font that is nine tenths
of the time. And without a Chinese font on the machine (a small container) characters reach
nowhere, and pdfium drops lines and pages. So a font of boxes takes their place: fast, and the
same text on every machine. Fonts that the PDF holds are not concerned.

Which fonts pdfium uses belongs to the process. It is changed only while text is read: whoever
draws pages in this process (OCR, the program around this library) needs the real fonts.
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from extractor.readers.pdf.boxfont import box_font

# Windows numbers of character sets: Shift JIS, Hangul, Johab, GB 2312, Big 5
_CHINESE = frozenset([128, 129, 130, 134, 136])
_FONT = 1  # what stands for the font between pdfium and us; anything but null
# pdfium keeps loaded fonts by name: no other font may have it
_NAME = b"extractor boxes\0"
_PER_REQUEST = 2  # version of the interface in which no list of fonts is asked for


# pdfium is not made for threads, and its fonts are one choice for the process
_turn = threading.RLock()
if hasattr(os, "register_at_fork"):
    # a child forked in the middle of a page would find pdfium broken and the turn never free
    os.register_at_fork(
        before=_turn.acquire, after_in_parent=_turn.release, after_in_child=_turn.release
    )


class _State:
    """What pdfium was given to reach the machine's fonts again after the last reading."""

    given: Any = None


@contextmanager
def alone() -> Iterator[None]:
    """Keeps other threads from calling pdfium through this package: it would crash."""
    with _turn:
        yield


@contextmanager
def box_fonts() -> Iterator[None]:
    """Boxes for the fonts that a PDF does not hold. Documents must be opened and closed inside.

    Nothing changes where pdfium has no such interface, or the program chose fonts of its own
    through pypdfium2.
    """
    with _turn:
        interface = _interface()
        if interface is None or _chosen_by_program():
            yield
            return
        import pypdfium2.raw as raw

        machine = raw.FPDF_GetDefaultSystemFontInfo()
        if not machine:  # no way back
            yield
            return
        try:
            raw.FPDF_SetSystemFontInfo(interface)  # pdfium releases the one before
            if _State.given is not None:
                raw.FPDF_FreeDefaultSystemFontInfo(_State.given)
            yield
        finally:
            raw.FPDF_SetSystemFontInfo(machine)
            _State.given = machine


def _chosen_by_program() -> bool:
    import pypdfium2

    base = getattr(pypdfium2, "PdfSysfontBase", None)
    return getattr(base, "SINGLETON", None) is not None


@lru_cache(maxsize=1)
def _interface() -> Any:
    """What pdfium calls for a font; kept for good, for pdfium does not own it. None when this
    pdfium has another interface."""
    try:
        import pypdfium2.raw as raw

        kinds = dict(raw.FPDF_SYSFONTINFO._fields_)
        made = raw.FPDF_SYSFONTINFO()
        made.version = _PER_REQUEST
        for name, answer in _ANSWERS.items():
            setattr(made, name, kinds[name](answer))
        for name in ("SetSystemFontInfo", "GetDefaultSystemFontInfo", "FreeDefaultSystemFontInfo"):
            getattr(raw, f"FPDF_{name}")
    except (AttributeError, KeyError, TypeError):
        return None
    return made


def _map_font(_: Any, weight: int, italic: int, charset: int, *more: Any) -> int | None:
    return _FONT if charset in _CHINESE else None  # pdfium holds Latin fonts itself


def _give(content: bytes, buffer: Any, size: int) -> int:
    """Writes ``content`` where pdfium has room for it; gives its length either way."""
    if buffer and size >= len(content):
        ctypes.memmove(buffer, content, len(content))
    return len(content)


def _font_data(_: Any, font: Any, table: int, buffer: Any, size: int) -> int:
    return _give(box_font(), buffer, size) if table == 0 else 0  # 0 is the whole file


_ANSWERS = {
    "Release": lambda _: None,
    "EnumFonts": lambda _, mapper: None,
    "MapFont": _map_font,
    "GetFont": lambda _, face: None,
    "GetFontData": _font_data,
    "GetFaceName": lambda _, font, buffer, size: _give(_NAME, buffer, size),
    "GetFontCharset": lambda _, font: 134,
    "DeleteFont": lambda _, font: None,
}
