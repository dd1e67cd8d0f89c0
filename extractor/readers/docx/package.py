"""Opens a .docx with python-docx whatever state its package is in.

Only the parts that carry words are handed over, written anew in memory: pictures cost
nothing, and a relationship that leads nowhere (a picture target named NULL), a macro
content type or the strict namespaces no longer make python-docx refuse the file.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import Any

import msgspec

from extractor.errors import ReadError
from extractor.readers.limits import Package, parse_xml, refuse_entities, safe_part

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_KEPT = ("styles", "numbering", "footnotes", "endnotes")
# ISO strict files name the same things by other namespaces
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", OFFICE.encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)  # fmt: skip


class WordParts(msgspec.Struct, frozen=True):
    """A Word document opened: python-docx's object and the roots of its other parts."""

    document: Any
    numbering: Any | None
    footnotes: Any | None
    endnotes: Any | None


def open_package(data: bytes, name: str) -> WordParts:
    """Open a .docx (.docm, .dotx). Raises ``ReadError`` when no document part can be read."""
    import docx

    package = Package(data, name)
    main = _main_part(package)
    parts = {"document": _word_xml(package, main)}
    parts |= _linked_parts(package, main)
    try:
        document = docx.Document(io.BytesIO(_write(parts)))
        document.styles  # noqa: B018  python-docx parses the part on first use
    except Exception as error:  # python-docx raises many types, KeyError among them
        raise ReadError(name, "Word's XML is damaged", "save it again in Word or WPS") from error
    others = {part: parse_xml(parts[part], name) if part in parts else None for part in _KEPT[1:]}
    return WordParts(document, others["numbering"], others["footnotes"], others["endnotes"])


def _word_xml(package: Package, part: str) -> bytes:
    content = package.read(part)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode()
    refuse_entities(content, package.name)
    if b"purl.oclc.org/ooxml" in content[:8192]:
        for strict, usual in _STRICT:
            content = content.replace(strict, usual)
    return content


def _relations(package: Package, part: str) -> list[tuple[str, str]]:
    """``(kind, target part)`` of the relationships of ``part`` that lead to an existing part."""
    folder, base = posixpath.split(part)
    path = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
    if path not in package:
        return []
    try:
        root = parse_xml(package.read(path), package.name)
    except ReadError:  # a broken list of relationships does not take the words away
        return []
    found: list[tuple[str, str]] = []
    for relation in root.iter("{*}Relationship"):
        target = relation.get("Target", "")
        full = target if target.startswith("/") else posixpath.join(folder, target)
        if relation.get("TargetMode") != "External" and safe_part(full) in package:
            found.append((relation.get("Type", "").rsplit("/", 1)[-1], safe_part(full)))
    return found


def _main_part(package: Package) -> str:
    for kind, target in _relations(package, ""):
        if kind == "officeDocument":
            return target
    for part in package.names():
        if part.lower().endswith("word/document.xml"):
            return part
    raise ReadError(package.name, "it holds no Word document", "save it again in Word or WPS")


def _linked_parts(package: Package, main: str) -> dict[str, bytes]:
    linked = dict(reversed(_relations(package, main)))
    folder = posixpath.dirname(main)
    parts: dict[str, bytes] = {}
    for kind in _KEPT:
        part = linked.get(kind) or posixpath.join(folder, f"{kind}.xml")
        if part not in package:
            continue
        try:
            content = _word_xml(package, part)
            parse_xml(content, package.name)
        except ReadError:
            continue
        parts[kind] = content
    return parts


def _write(parts: dict[str, bytes]) -> bytes:
    """A package of ``parts`` alone, stored without compression."""
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{_subtype(part)}+xml"/>'
        for part in parts
    )
    relations = "".join(
        f'<Relationship Id="r{index}" Type="{OFFICE}/{part}" Target="{part}.xml"/>'
        for index, part in enumerate(parts)
        if part == "styles"
    )
    root = f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f"{overrides}</Types>",
        )
        archive.writestr("_rels/.rels", _relations_xml(root))
        archive.writestr("word/_rels/document.xml.rels", _relations_xml(relations))
        for part in ("document", "styles"):
            if part in parts:
                archive.writestr(f"word/{part}.xml", parts[part])
    return buffer.getvalue()


def _relations_xml(relations: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>'


def _subtype(part: str) -> str:
    return "document.main" if part == "document" else part
