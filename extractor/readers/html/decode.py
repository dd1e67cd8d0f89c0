"""Bytes of a web page → characters: byte order mark, declared charset, else a detector."""

from __future__ import annotations

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
# what pages call it, and the larger set that their characters really come from
_LARGER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs"}
_SAMPLE = 32 * 1024
# Latin sets decode any bytes, so a declared one says nothing about a Chinese page
_SAYS_NOTHING = re.compile(r"iso-?8859|latin|windows-125|us-?ascii|cp125", re.IGNORECASE)


def decode_page(data: bytes) -> tuple[str, str]:
    """The text of a page and the codec used; damaged bytes become U+FFFD at the worst."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _plain(data.decode(codec, "replace")), codec
    if b"\x00" in data[:200]:
        codec = "utf-16-be" if data[:1] == b"\x00" else "utf-16-le"
        return _plain(data.decode(codec, "replace")), codec
    candidates = [*_declared(data), "utf-8", "gb18030"]
    for codec in candidates:
        try:
            return _plain(data.decode(codec)), codec
        except (UnicodeDecodeError, LookupError):
            continue
    codec = _detected(data) or _usable(candidates)
    return _plain(data.decode(codec, "replace")), codec


def _declared(data: bytes) -> list[str]:
    found = []
    for match in _DECLARED.finditer(data[:8192]):
        codec = match[1].decode("ascii", "replace").lower()
        if not _SAYS_NOTHING.search(codec):
            found.append(_LARGER.get(codec, codec))
    return found


def _usable(candidates: list[str]) -> str:
    """The first codec that exists; a page cut in the middle of a character keeps its own."""
    for codec in candidates:
        try:
            info = codecs.lookup(codec)
        except LookupError:
            continue
        if getattr(info, "_is_text_encoding", True):
            return codec
    return "utf-8"


def _detected(data: bytes) -> str | None:
    valid = data[:_SAMPLE].decode("utf-8", "ignore")
    if sum("\u4e00" <= char <= "\u9fff" for char in valid) > len(valid) // 20:
        return "utf-8"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=["utf_8", "gb18030", "big5"]).best()
    return best.encoding if best is not None else None


def _plain(text: str) -> str:
    """Text without an XML declaration, which the parser refuses in characters, and NULs."""
    text = text.replace("\x00", "")
    return re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text, count=1)
