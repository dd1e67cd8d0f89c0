"""Bounds on what a hostile or broken file may cost, and the safe ways to open one.

Every reader opens zips and XML through here, so that no part is larger than it may be,
no entity is expanded, and no path leaves the archive.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

from extractor.errors import ReadError

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_PART_BYTES = 48 * 1024 * 1024
MAX_PACKAGE_BYTES = 192 * 1024 * 1024
MAX_PACKAGE_PARTS = 20_000
MAX_COLUMNS = 512
MAX_CELLS = 400_000
MAX_CHARACTERS = 20_000_000
MAX_PAGES = 3_000

_SAVE_AGAIN = "open it in Word or WPS and save it again"
_ZIP_PROBLEMS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    KeyError,
    struct.error,
)


class Package:
    """A zip container (docx, ofd, xlsx) read part by part within bounds.

    Raises ``ReadError`` when it is damaged, encrypted, or unpacks to too much.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._spent = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {safe_part(info.filename): info for info in self._zip.infolist()}
        except _ZIP_PROBLEMS as error:
            raise ReadError(name, "the container is damaged", _SAVE_AGAIN) from error
        if len(self._infos) > MAX_PACKAGE_PARTS:
            raise ReadError(name, "the container holds too many parts", _SAVE_AGAIN)

    def __contains__(self, part: str) -> bool:
        return safe_part(part) in self._infos

    def names(self) -> list[str]:
        """Part names in the order of the container."""
        return list(self._infos)

    def read(self, part: str) -> bytes:
        """The bytes of ``part``, at most ``MAX_PART_BYTES``; counts towards the whole package."""
        info = self._infos.get(safe_part(part))
        if info is None:
            raise ReadError(self.name, f"the container lacks {part}", _SAVE_AGAIN)
        if info.flag_bits & 0x1:
            raise ReadError(self.name, "the file is encrypted", "remove the password and save it")
        try:
            with self._zip.open(info) as stream:
                # the declared size can lie, so the stream itself is bounded
                content = stream.read(MAX_PART_BYTES + 1)
        except _ZIP_PROBLEMS as error:
            raise ReadError(self.name, f"the part {part} is damaged", _SAVE_AGAIN) from error
        self._spent += len(content)
        if len(content) > MAX_PART_BYTES or self._spent > MAX_PACKAGE_BYTES:
            raise ReadError(self.name, f"the part {part} unpacks to too much", "split the file")
        return content


def safe_part(part: str) -> str:
    """A part name without leading slash, backslashes and ``..`` steps."""
    steps: list[str] = []
    for step in part.replace("\\", "/").split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in ("", ".", ".."):
            steps.append(step)
    return "/".join(steps)


def parse_xml(content: bytes, name: str) -> Any:
    """The root of an XML part; entities, DTDs and network are refused.

    Raises ``ReadError`` naming ``name`` when it is not well-formed or declares entities.
    """
    from lxml import etree

    refuse_entities(content, name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(name, "its XML is damaged", _SAVE_AGAIN) from error


def refuse_entities(content: bytes, name: str) -> None:
    """Raise ``ReadError`` when an XML part declares a DTD; no office form has one."""
    head = content[:4096]
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"<\x00!\x00D\x00" in head:
        raise ReadError(name, "its XML declares entities", "do not read files of this origin")


def missing(name: str, extra: str) -> ReadError:
    """The error for a form whose optional packages are not installed."""
    remedy = f"install it with: pip install 'plan-extractor[{extra}]'"
    return ReadError(name, f"reading this form needs the extra [{extra}]", remedy)
