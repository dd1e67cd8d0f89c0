"""Binary Word files (.doc, .wps): converted to .docx in memory's reach, then read as that.

msdoc2docx (pure Python) keeps tables, styles and the lists that Word numbers. What it cannot
read goes to LibreOffice where that is installed, else to wps2md's plain paragraphs.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.canvas import Canvas, place
from extractor.readers.docx import read_docx
from extractor.readers.limits import missing

MEDIA_TYPE = "application/msword"
RTF_TYPE = "application/rtf"
_MAX_BYTES = 96 * 1024 * 1024
_OFFICE_SECONDS = 120
_SAVE_AS_DOCX = "open it in Word or WPS and save it as .docx"
_ENCRYPTED = "remove the password and save it again"


def read_doc(data: bytes, name: str) -> SourceText:
    """Read a .doc or .wps. Raises ``ReadError`` when it is damaged, encrypted or too large,
    or when the extra ``[word]`` is not installed."""
    if len(data) > _MAX_BYTES:
        raise ReadError(name, "the file is too large", _SAVE_AS_DOCX)
    problem: Exception
    try:
        return read_docx(_converted(data, name), name, data, MEDIA_TYPE)
    except ReadError as error:
        if error.remedy == _ENCRYPTED or "[word]" in error.problem:
            raise
        problem = error
    office = office_to_docx(data, ".doc")
    if office is not None:
        return read_docx(office, name, data, MEDIA_TYPE)
    return _plain(data, name, problem)


def read_rtf(data: bytes, name: str) -> SourceText:
    """Read rich text (.rtf, often named .doc) through LibreOffice."""
    office = office_to_docx(data, ".rtf")
    if office is None:
        raise ReadError(name, "it is rich text (RTF)", _SAVE_AS_DOCX)
    return read_docx(office, name, data, RTF_TYPE)


def _converted(data: bytes, name: str) -> bytes:
    """The .docx that msdoc2docx makes of a .doc."""
    try:
        import doc2docx
        from doc2docx.errors import EncryptedDocumentError
    except ImportError as error:
        raise missing(name, "word") from error
    # some writers put a class id where the standard asks for zeros; the converter insists
    data = data[:8] + bytes(16) + data[24:]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "plan.doc"), Path(folder, "plan.docx")
        source.write_bytes(data)
        try:
            doc2docx.convert(source, target)
            return target.read_bytes()
        except EncryptedDocumentError as error:
            raise ReadError(name, "the file is encrypted", _ENCRYPTED) from error
        except Exception as error:  # the converter meets damage with many types
            raise ReadError(name, "the Word file is damaged", _SAVE_AS_DOCX) from error


def office_to_docx(data: bytes, suffix: str) -> bytes | None:
    """The .docx that LibreOffice makes, or None where it is not installed or fails."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, f"plan{suffix}")
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=_OFFICE_SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        target = Path(folder, "plan.docx")
        return target.read_bytes() if target.is_file() else None


def _plain(data: bytes, name: str, problem: Exception) -> SourceText:
    """Paragraphs and tables as wps2md sees them, without generated numbers."""
    try:
        from wps2md import core
    except ImportError:
        raise problem from None
    try:
        _check_streams(data)
        paragraphs = core.parse(data).paragraphs
    except Exception:  # nothing more can be tried
        raise problem from None
    canvas = Canvas(name)
    rows: list[list[str]] = []
    row: list[str] = []
    for paragraph in paragraphs:
        if paragraph.is_row_end:
            rows.append(row)
            row = []
        elif paragraph.in_table:
            row.append(paragraph.text)
        else:
            rows, row = _put_rows(canvas, rows), []
            canvas.paragraph(paragraph.text, paragraph.heading_level or None)
    _put_rows(canvas, rows)
    canvas.notice("plain_conversion", "文件有损坏，自动编号和合并单元格可能没有读出")
    return canvas.finish(data, MEDIA_TYPE)


def _check_streams(data: bytes) -> None:
    """Raise for a stream that says it is longer than the file: with a chain of sectors that
    runs in a circle it would be read round and round until the memory is full."""
    import olefile

    with olefile.OleFileIO(data) as container:
        if any(entry is not None and entry.size > len(data) for entry in container.direntries):
            raise ValueError("a stream is longer than the file")


def _put_rows(canvas: Canvas, rows: list[list[str]]) -> list[Any]:
    if rows:
        canvas.grid(place([[(text, 1, 1) for text in row] for row in rows], canvas.name))
    return []
