"""Zip archives of plans: bounded in members, size and depth; nothing is written to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.limits import safe_part
from extractor.readers.sniff import FORMS, extension_of, sniff

MAX_MEMBERS = 2_000
MAX_MEMBER_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
MAX_DEPTH = 3
_UNPACK = "unpack it and give the files in it"
_PROBLEMS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
)
_READ = frozenset(ending for endings in FORMS.values() for ending in endings)


class _Budget:
    """What all members together, nested archives included, may still cost."""

    def __init__(self) -> None:
        self.members = MAX_MEMBERS
        self.bytes = MAX_TOTAL_BYTES


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes | ReadError]]:
    """``(path, bytes)`` of the members that may be plans, in the archive's order; nested
    archives are opened, ``outer.zip/inner.docx``. Raises ``ReadError`` when it is damaged."""
    yield from _members(data, name, "", 1, _Budget())


def read_single(data: bytes, name: str) -> SourceText:
    """The plan of an archive that holds one. Raises ``ReadError`` when it holds several."""
    from extractor.readers import read

    found = list(members(data, name))
    if not found:
        raise ReadError(name, "the archive holds no file that can be read", _UNPACK)
    if len(found) > 1:
        raise ReadError(name, f"the archive holds {len(found)} files", _UNPACK)
    path, content = found[0]
    if isinstance(content, ReadError):
        raise content
    return read(content, path)


def _members(
    data: bytes, name: str, prefix: str, depth: int, budget: _Budget
) -> Iterator[tuple[str, bytes | ReadError]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _PROBLEMS as error:
        raise ReadError(name, "the archive is damaged", _UNPACK) from error
    for info in archive.infolist():
        # names are labels only: no path is ever opened, and none leaves the archive
        path = prefix + (safe_part(_name_of(info)) or "member")
        if info.is_dir() or _is_junk(path):
            continue
        budget.members -= 1
        if budget.members < 0:
            raise ReadError(name, f"the archive holds over {MAX_MEMBERS} files", _UNPACK)
        content = _content(archive, info, path, budget)
        if isinstance(content, bytes) and _is_zip(content, path):
            if depth >= MAX_DEPTH:
                yield path, ReadError(path, "archives are nested too deeply", _UNPACK)
            else:
                yield from _nested(content, path, depth, budget)
        else:
            yield path, content


def _nested(
    content: bytes, path: str, depth: int, budget: _Budget
) -> Iterator[tuple[str, bytes | ReadError]]:
    try:
        yield from _members(content, path, f"{path}/", depth + 1, budget)
    except ReadError as error:
        yield path, error


def _content(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, budget: _Budget
) -> bytes | ReadError:
    if info.flag_bits & 0x1:
        return ReadError(path, "the file is encrypted", "unpack it with its password")
    try:
        with archive.open(info) as stream:
            # the declared size can lie, so the stream itself is bounded
            content = stream.read(min(MAX_MEMBER_BYTES, budget.bytes) + 1)
    except _PROBLEMS as error:
        return ReadError(path, f"the file is damaged ({type(error).__name__})", _UNPACK)
    budget.bytes -= len(content)
    if budget.bytes < 0:
        raise ReadError(path, "the archive unpacks to too much", _UNPACK)
    if len(content) > MAX_MEMBER_BYTES:
        return ReadError(path, "the file unpacks to too much", _UNPACK)
    return content


def _is_zip(content: bytes, path: str) -> bool:
    if not content.startswith(b"PK"):
        return False
    try:
        return sniff(content, path) == "zip"
    except ReadError:
        return False


def _is_junk(path: str) -> bool:
    """Files of systems, lock files of Word, and what is no document."""
    base = path.rsplit("/", 1)[-1]
    if base.startswith((".", "~$")) or "__MACOSX" in path or base.lower() == "thumbs.db":
        return True
    return extension_of(base) not in _READ and extension_of(base) != ""


def _name_of(info: zipfile.ZipInfo) -> str:
    """The member's name; Windows writes Chinese names in GB18030 without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return info.filename
