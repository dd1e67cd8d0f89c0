"""Files of any form → ``SourceText``: the one door is ``read``.

The form is told by content, each form has one reader, and a file that cannot be read gives
a ``ReadError`` of one line, never another exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec.structs import replace

from extractor.document import Notice, SourceText
from extractor.errors import ExtractorError, ReadError
from extractor.readers.limits import MAX_FILE_BYTES
from extractor.readers.sniff import sniff, wrong_extension

__all__ = ["read", "read_members"]


def read(source: Path | str | bytes, name: str | None = None) -> SourceText:
    """Read a plan from a path or from bytes; ``name`` is its file name in messages and
    ``Source.name`` (by default that of the path).

    A zip that holds one readable file is read as that; for several use ``read_members``.
    Raises ``ReadError`` when there is no file, or nothing in it can be read.
    """
    data, name = _load(source, name)
    form = sniff(data, name)
    try:
        text = _reader(form)(data, name)
    except ExtractorError:
        raise
    except Exception as error:  # a library's own error on a damaged file
        raise ReadError(
            name, f"the file is damaged ({type(error).__name__})", "save or download it again"
        ) from error
    message = wrong_extension(name, form)
    if message is None:
        return text
    return replace(text, notices=(*text.notices, Notice("wrong_extension", message, 0, 0)))


def read_members(
    source: Path | str | bytes, name: str | None = None
) -> Iterator[tuple[str, SourceText | ReadError]]:
    """Every plan in a file: the members of a zip, by path, or the file itself.

    A member that cannot be read gives its error in its place; the others go on. Raises
    ``ReadError`` when the file itself cannot be opened.
    """
    data, name = _load(source, name)
    if sniff(data, name) != "zip":
        yield name, _or_error(data, name)
        return
    from extractor.readers.archive import members

    for path, content in members(data, name):
        yield path, content if isinstance(content, ReadError) else _or_error(content, path)


def _or_error(data: bytes, name: str) -> SourceText | ReadError:
    try:
        return read(data, name)
    except ReadError as error:
        return error


def _load(source: Path | str | bytes, name: str | None) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        if len(source) > MAX_FILE_BYTES:
            raise _too_large(name or "document")
        return source, name or "document"
    path = Path(source)
    name = name or path.name
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise _too_large(name)
        return path.read_bytes(), name
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no such file"
        raise ReadError(str(source), f"cannot be opened ({reason})", "check the path") from error


def _too_large(name: str) -> ReadError:
    limit = MAX_FILE_BYTES // 1024 // 1024
    return ReadError(name, f"the file is larger than {limit} MB", "split it or save its text")


def _read_zip(data: bytes, name: str) -> SourceText:
    from extractor.readers.archive import read_single

    return read_single(data, name)


def _reader(form: str) -> Callable[[bytes, str], SourceText]:
    """The reader of a form; its module, and what that needs, is imported only now."""
    if form == "zip":
        return _read_zip
    if form == "docx":
        from extractor.readers.docx import read_docx

        return read_docx
    if form in ("doc", "rtf"):
        from extractor.readers import word

        return word.read_doc if form == "doc" else word.read_rtf
    if form in ("html", "mht"):
        from extractor.readers import html

        return html.read_html if form == "html" else html.read_mht
    if form in ("xlsx", "xls", "csv"):
        from extractor.readers import sheets

        return {"xlsx": sheets.read_xlsx, "xls": sheets.read_xls, "csv": sheets.read_csv}[form]
    if form == "pdf":
        from extractor.readers.pdf import read_pdf

        return read_pdf
    if form == "ofd":
        from extractor.readers.ofd import read_ofd

        return read_ofd
    from extractor.readers.text import read_text

    return read_text
