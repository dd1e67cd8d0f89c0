"""The door: forms told by content, archives within bounds, one line for what cannot be read."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from extractor.errors import ReadError
from extractor.readers import read, read_members
from extractor.readers.sniff import sniff
from tests.readers import probes
from tests.readers.probes import docx, paragraph, zipped

WORD = docx(paragraph("还在。"))
PAGE = "<html><body><p>一段话，两句话。</p></body></html>".encode()


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (WORD, "a.docx", "docx"),
        (WORD, "a.pdf", "docx"),
        (PAGE, "a.doc", "html"),
        (PAGE, "a", "html"),
        ("第一章 总则\n".encode(), "a.txt", "text"),
        ("# 规划\n<div>框</div>".encode(), "a.md", "text"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"\xef\xbb\xbf" + PAGE, "a.html", "html"),
        ("序号,指标\n".encode(), "a.csv", "csv"),
        (b"{\\rtf1 x}", "a.doc", "rtf"),
        (zipped({"a.txt": b"x"}), "a.zip", "zip"),
        (probes.ofd([[(20, 30, 5, "规划")]]), "a.bin", "ofd"),
        ("<p 不是网页".encode(), "a.txt", "text"),
    ],
)
def test_forms_are_told_by_content(data: bytes, name: str, form: str) -> None:
    assert sniff(data, name) == form


@pytest.mark.parametrize(
    ("name", "told"),
    [("a.pdf", True), ("a.doc", True), ("a.docx", False), ("a", False), ("a.b", False)],
)
def test_a_wrong_extension_is_read_and_reported(name: str, told: bool) -> None:
    notices = read(WORD, name).notices
    assert [notice.kind for notice in notices] == (["wrong_extension"] if told else [])


REFUSED = [
    (b"", "empty"),
    (b"\x00" * 100, "empty"),
    (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "picture"),
    (b"Rar!\x1a\x07" + b"x" * 50, "RAR"),
    (b"PK\x03\x04" + b"x" * 50, "damaged"),
    (b"\xd0\xcf\x11\xe0" + b"x" * 600, "damaged"),
    (b"%PDF-1.4\nbroken", ""),
    (
        b"\xd0\xcf\x11\xe0" + b"x" * 512 + "EncryptedPackage".encode("utf-16-le") + bytes(8),
        "encrypted",
    ),
    (zipped({"mimetype": b"x", "content.xml": b"x"}), "OpenDocument"),
    (zipped({"ppt/presentation.xml": b"x"}), "presentation"),
    (b"{\\rtf1 x}", ""),
]


@pytest.mark.parametrize(("data", "problem"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_read_gives_one_line(
    data: bytes, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)  # with LibreOffice RTF is read
    with pytest.raises(ReadError) as error:
        read(data, "file")
    line = str(error.value)
    assert problem in line
    assert line.startswith("file: ")
    assert ";" in line


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, "a\x00b"):
        with pytest.raises(ReadError):
            read(path)


def test_a_path_gives_its_name(tmp_path: Path) -> None:
    (tmp_path / "规划.docx").write_bytes(WORD)
    assert read(tmp_path / "规划.docx").source.name == "规划.docx"


def test_members_of_an_archive_and_of_one_inside_it() -> None:
    inner = zipped({"二.docx": WORD})
    data = zipped(
        {
            "一.txt": "第一章 总则".encode(),
            "内/里.zip": inner,
            "坏.docx": b"PK\x03\x04",
            "图.png": b"x",
            "__MACOSX/._一.txt": b"x",
            "~$二.docx": b"x",
            "../../etc/出.txt": b"abc",
        }
    )
    got = dict(read_members(data, "all.zip"))
    assert list(got) == ["一.txt", "内/里.zip/二.docx", "坏.docx", "etc/出.txt"]
    assert isinstance(got["坏.docx"], ReadError)
    assert read_members is not None


def test_an_archive_of_one_file_is_that_file_and_of_two_is_an_error() -> None:
    assert read(zipped({"一.docx": WORD}), "a.zip").text == "还在。\n"
    with pytest.raises(ReadError, match="2 files"):
        read(zipped({"一.docx": WORD, "二.docx": WORD}), "a.zip")


def test_names_in_the_code_page_of_windows() -> None:
    data = bytearray(zipped({"aa.txt": b"abc"}))
    written = bytes(data).replace(b"aa", "规".encode("gb18030"))
    assert [path for path, _ in read_members(written, "a.zip")] == ["规.txt"]


def test_bombs_are_bounded() -> None:
    deep = zipped({"a.txt": b"abc"})
    for _ in range(6):
        deep = zipped({"a.zip": deep})
    [(_, result)] = list(read_members(deep, "deep.zip"))
    assert "nested" in str(result)
    big = zipped({"a.txt": bytes(70 * 1024 * 1024)})
    [(_, result)] = list(read_members(big, "big.zip"))
    assert "too much" in str(result)
    with pytest.raises(ReadError, match="over"):
        list(read_members(zipped({f"{n}.txt": b"x" for n in range(2100)}), "many.zip"))
    with pytest.raises(ReadError, match="too much"):
        read(zipped({"word/document.xml": b" " * (60 * 1024 * 1024)}), "a.docx")


def test_an_encrypted_member_is_named() -> None:
    data = bytearray(zipped({"a.docx": WORD}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    [(path, result)] = list(read_members(bytes(data), "a.zip"))
    assert "encrypted" in str(result)
    assert path == "a.docx"
    assert zipfile.is_zipfile
