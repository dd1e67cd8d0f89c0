"""What form a file has, told by its content; its name only settles what content cannot.

``sniff`` gives a key of ``FORMS``. A name that claims another form is a notice, no error.
"""

from __future__ import annotations

import re

from extractor.errors import ReadError
from extractor.readers.limits import Package

# form → extensions that it rightly has, the usual one first
FORMS: dict[str, tuple[str, ...]] = {
    "docx": ("docx", "docm", "dotx", "dotm", "wps", "doc"),
    "doc": ("doc", "dot", "wps", "wpt"),
    "rtf": ("rtf", "doc"),
    "pdf": ("pdf",),
    "ofd": ("ofd",),
    "html": ("html", "htm", "shtml", "xhtml", "jsp", "asp", "aspx", "php"),
    "mht": ("mht", "mhtml"),
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm", "et"),
    "xls": ("xls", "xlt", "et"),
    "csv": ("csv", "tsv"),
    "zip": ("zip",),
    "text": ("txt", "text", "md", "markdown", "log"),
}
# forms that officials rename without harm are reported all the same: .doc that is .docx
_RENAMED = {"docx": ("wps", "doc"), "rtf": ("doc",)}
_PAGE = re.compile(
    rb"<\s*(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s|table[\s>]|div[\s>]|p[\s>])",
    re.IGNORECASE,
)
_PLAIN_NAMES = frozenset((*FORMS["text"], *FORMS["csv"]))
_STREAMS = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
_REFUSED = (
    (b"Rar!", "a RAR archive", "unpack it and give the files in it"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it and give the files in it"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and give the files in it"),
    (b"\x89PNG", "a picture", "give the text of the plan, or a PDF with text"),
    (b"\xff\xd8\xff", "a picture", "give the text of the plan, or a PDF with text"),
    (b"GIF8", "a picture", "give the text of the plan, or a PDF with text"),
    (b"II*\x00", "a picture", "give the text of the plan, or a PDF with text"),
    (b"MZ", "a program", "give the plan itself"),
    (b"\x7fELF", "a program", "give the plan itself"),
)


def sniff(data: bytes, name: str) -> str:
    """The form of ``data``. Raises ``ReadError`` for empty files and forms not read."""
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError(name, "the file is empty", "give a file with the plan's text")
    # mail gateways and servers put a few bytes before a PDF
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_zip(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _in_compound(data, name)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    for magic, what, remedy in _REFUSED:
        if data.startswith(magic):
            raise ReadError(name, f"the file is {what}", remedy)
    return _in_text(data, name)


def _in_zip(data: bytes, name: str) -> str:
    package = Package(data, name)
    names = package.names()
    lowered = {part.lower() for part in names}
    if "ofd.xml" in lowered:
        return "ofd"
    if any(part.startswith("word/") for part in lowered) or "word/document.xml" in lowered:
        return "docx"
    if "xl/workbook.xml" in lowered or any(part.startswith("xl/") for part in lowered):
        return "xlsx"
    if any(part.startswith("ppt/") for part in lowered):
        raise ReadError(name, "the file is a presentation", "save its text as .docx")
    if "mimetype" in lowered and any(part == "content.xml" for part in lowered):
        raise ReadError(name, "the file is an OpenDocument file", "save it as .docx or .xlsx")
    if "[content_types].xml" in lowered:
        return "docx"
    return "zip"


def _in_compound(data: bytes, name: str) -> str:
    """The stream names of an OLE file, found by their UTF-16 directory entries."""
    for stream, form in _STREAMS.items():
        # a directory entry is 64 bytes of name, so zeros follow; “Book” must not be “Workbook”
        entry = re.compile(
            b"(?<![\x21-\x7e]\x00)" + re.escape(stream.encode("utf-16-le")) + b"\x00\x00"
        )
        if entry.search(data):
            if form == "encrypted":
                remedy = "remove the password and save it again"
                raise ReadError(name, "the file is encrypted", remedy)
            if form == "ppt":
                raise ReadError(name, "the file is a presentation", "save its text as .docx")
            return form
    remedy = "open it in Word or WPS and save it as .docx"
    raise ReadError(name, "the old Office file is damaged or of no known kind", remedy)


def _in_text(data: bytes, name: str) -> str:
    extension = extension_of(name)
    head = data[:8192]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head[:64]:
        head = head.replace(b"\x00", b"")
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if re.match(rb"(?:from|mime-version|subject|content-type)\s*:", start, re.I) and re.search(
        rb"content-type:\s*multipart/related", head, re.I
    ):
        return "mht"
    if extension not in _PLAIN_NAMES and start.startswith(b"<"):
        if b"<w:wordDocument" in head or b"<pkg:package" in head:
            remedy = "open it in Word and save it as .docx"
            raise ReadError(name, "the file is Word's XML", remedy)
        if _PAGE.search(head) or extension in FORMS["html"]:
            return "html"
    if re.match(rb"<\s*(?:!doctype\s+html|html[\s>])", start, re.I):
        return "html"
    if extension in FORMS["html"] and _PAGE.search(data[:65536]):
        return "html"
    return "csv" if extension in FORMS["csv"] else "text"


def extension_of(name: str) -> str:
    """The extension of a file name in lower case, without the dot."""
    base = name.replace("\\", "/").rsplit("/", 1)[-1]
    return base.rsplit(".", 1)[-1].lower() if "." in base.strip(".") else ""


def wrong_extension(name: str, form: str) -> str | None:
    """A Chinese message when ``name`` claims a known form that the content is not."""
    extension = extension_of(name)
    known = {ending for endings in FORMS.values() for ending in endings}
    right = [e for e in FORMS[form] if e not in _RENAMED.get(form, ())]
    if extension not in known or extension in right:
        return None
    return f"文件扩展名是“.{extension}”，内容是“.{right[0]}”格式，已按内容读取"
