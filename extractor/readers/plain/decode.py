"""Bytes of a text file → its characters, or one line that says why not.

The encoding is a Python codec name such that ``data.decode(encoding)`` is the canonical
text: a byte order mark belongs to the encoding (``utf-8-sig``, ``utf-16``), not the text.
"""

from __future__ import annotations

import codecs

import regex

from extractor.errors import ReadError

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused: no plan is this long, and memory grows with the text."""

_SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip container (docx, xlsx, ofd …)"),
    (b"\xd0\xcf\x11\xe0", "an old Office file (doc, xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a rar archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
_CANDIDATES = ["utf_8", "gb18030", "big5", "utf_16_le", "utf_16_be"]
_CONTROLS = bytes((*range(7), *range(14, 32)))
_UNKNOWN = regex.compile(r"[\p{Co}\p{Cn}]")
_MOSTLY_TEXT = 0.02  # share of characters that no text has


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The characters of ``data`` and the codec that gives them.

    Raises ``ReadError`` for empty, too large, binary, truncated and damaged input.
    """
    if not data.strip():
        raise ReadError(name, "the file is empty", "give a file with the plan's text")
    if len(data) > MAX_BYTES:
        size = f"the file has {len(data):,} bytes"
        raise ReadError(name, size, f"cut it below {MAX_BYTES:,} bytes")
    for magic, form in _FORMS:
        if data.startswith(magic):
            raise ReadError(name, f"the file is {form}, not text", "give it its right extension")
    encoding = _marked(data)
    text = _utf8(data, name) if encoding is None else None
    if text is not None:
        encoding = "utf-8"
    else:
        encoding = encoding or _guess(data, name)
        text = _decoded(data, encoding, name)
    _refuse_binary(text, encoding, name, data)
    return text, encoding


def _marked(data: bytes) -> str | None:
    return next((codec for mark, codec in _MARKS if data.startswith(mark)), None)


def _utf8(data: bytes, name: str) -> str | None:
    """The text when it is UTF-8; an error when it was and is cut or damaged; else None."""
    if b"\x00" in data[:_SAMPLE]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A Chinese text in GB18030 fails within its first few characters, so a long valid
        # start with three-byte characters means UTF-8 that was damaged.
        head = data[: error.start]
        if not any(byte > 127 for byte in head[:_SAMPLE]) or error.start < 48:
            return None
        remedy = "copy or download the file again"
        if error.end >= len(data) and len(data) - error.start < 4:
            raise ReadError(
                name, "the UTF-8 text is cut within its last character", remedy
            ) from None
        if head[-2:].isascii() and not _is_utf8(head[-_SAMPLE:]):
            return None
        problem = f"the UTF-8 text is damaged at byte {error.start:,}"
        raise ReadError(name, problem, remedy) from None


def _is_utf8(data: bytes) -> bool:
    return "\ufffd" not in data.decode("utf-8", "replace")[1:-1]


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes  # 20 ms that no UTF-8 text needs

    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is None:
        best = from_bytes(data[: _SAMPLE - 1], cp_isolation=_CANDIDATES).best()
    if best is None:
        raise ReadError(
            name, "the bytes are no text in any known encoding", "save it as UTF-8 text"
        )
    return best.encoding.replace("_", "-") if best.encoding.startswith("utf") else best.encoding


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        problem = f"the {encoding} text is damaged at byte {error.start:,}"
        raise ReadError(name, problem, "save the file again as UTF-8") from None


def _refuse_binary(text: str, encoding: str, name: str, data: bytes) -> None:
    sample = text[:_SAMPLE]
    if not sample.strip():
        raise ReadError(name, "the file holds only blanks", "give a file with the plan's text")
    as_read = len(text) <= _SAMPLE and encoding == "utf-8"
    written = data if as_read else sample.encode("utf-8", "replace")
    odd = len(written) - len(written.translate(None, _CONTROLS)) + sample.count("\ufffd")
    if not encoding.startswith("utf-8"):  # a wrong guess shows in characters that do not exist
        odd += len(_UNKNOWN.findall(sample))
    if odd > _MOSTLY_TEXT * len(sample):
        raise ReadError(name, "the file is binary, not text", "give it its right extension")
