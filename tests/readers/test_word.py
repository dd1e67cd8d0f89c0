"""Binary Word: one function, converters behind it, what is missing said in one line."""

from __future__ import annotations

import builtins
import shutil
from typing import Any

import pytest

from extractor.errors import ReadError
from extractor.readers import read, word
from tests.readers import probes

# an OLE file with a WordDocument stream in its directory, and nothing in it
OLE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + bytes(504)
    + "WordDocument".encode("utf-16-le")
    + bytes(600)
)


def test_a_converted_file_keeps_numbers_and_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word, "_converted", lambda data, name: probes.word_probe())
    source = read(OLE, "plan.doc")
    assert "第二章 目标" in source.text
    assert source.source.media_type == "application/msword"
    assert source.source.sha256 != read(probes.word_probe(), "x.docx").source.sha256
    assert [n.kind for n in read(OLE, "plan.wps").notices] == []


def test_damage_gives_one_line() -> None:
    pytest.importorskip("doc2docx")
    with pytest.raises(ReadError, match="damaged"):
        read(OLE, "plan.doc")


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".")[0] in ("doc2docx", "pypdfium2", "openpyxl", "xlrd"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    cases = [
        (OLE, "word"),
        (b"%PDF-1.4\n", "pdf"),
        (probes.zipped({"xl/workbook.xml": b"x"}), "sheets"),
    ]
    for data, extra in cases:
        with pytest.raises(ReadError, match=rf"\[{extra}\]"):
            read(data, "plan")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_makes_the_same_text() -> None:
    import subprocess
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "plan.docx")
        source.write_bytes(probes.word_probe())
        command = ["soffice", f"-env:UserInstallation={Path(folder, 'p').as_uri()}", "--headless",
                   "--convert-to", "doc", "--outdir", folder, str(source)]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        text = read(Path(folder, "plan.doc")).text
    assert "第二章 目标" in text
    assert "漏损率" in text


def container(size: int) -> bytes:
    """An OLE file whose stream says it has ``size`` bytes and whose sectors run in a circle."""
    import struct

    free, chain_end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, chain_end, 0, chain_end, 0)
    header += struct.pack("<I", 0) + struct.pack("<I", free) * 108
    sectors = struct.pack("<IIII", table, chain_end, 2, free) + struct.pack("<I", free) * 124

    def entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
        words = name.encode("utf-16-le") + b"\0\0"
        place = struct.pack("<HBBIII", len(words), kind, 1, free, free, child)
        return words.ljust(64, b"\0") + place + bytes(36) + struct.pack("<IQ", start, length)

    folder = entry("Root Entry", 5, 1, chain_end, 0) + entry("WordDocument", 2, free, 2, size)
    return header + sectors + folder.ljust(512, b"\0") + bytes(512)


def test_sectors_in_a_circle_fill_no_memory() -> None:
    import tracemalloc

    pytest.importorskip("wps2md")
    pytest.importorskip("doc2docx")
    tracemalloc.start()
    try:
        with pytest.raises(ReadError):
            read(container(256 * 1024 * 1024), "plan.doc")
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()
