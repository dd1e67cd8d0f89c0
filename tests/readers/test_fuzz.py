"""Whatever the bytes, a reader gives a text that holds together or one line, and soon."""

from __future__ import annotations

import functools
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.document import Grid
from extractor.errors import ReadError
from extractor.readers import read, read_members
from tests.readers import probes, render, test_ofd, test_pdf, third_plan

_SECONDS = 5.0
_MAKERS: dict[str, Callable[[], bytes]] = {
    "docx": probes.word_probe,
    "html": lambda: probes.page_html("<p>一，二。</p><table><tr><td>甲<td>3</table>" * 3).encode(),
    "md": lambda: render.to_markdown(third_plan.BLOCKS),
    "ofd": lambda: probes.ofd([[(20, 40, 5, test_ofd.TEXT), (20, 50, 5, "二")]]),
    "pdf": lambda: probes.pdf(test_pdf.tables, 2),
    "xlsx": probes.xlsx,
    "xls": probes.xls,
    "csv": lambda: "序号,指标\n1,供水量\n".encode("gb18030"),
    "zip": lambda: probes.zipped({"a.docx": probes.word_probe(), "b.txt": "第一章".encode()}),
}
seeds = functools.cache(lambda form: _MAKERS[form]())


def check(data: bytes, name: str) -> None:
    """Read ``data``; whatever comes is whole, or a documented error."""
    start = time.process_time()
    try:
        for _, source in (
            read_members(data, name) if name.endswith("zip") else [(name, read(data, name))]
        ):
            if isinstance(source, ReadError):
                continue
            at = 0
            for block in source.blocks:
                assert at <= block.start <= block.end <= len(source.text)
                at = block.end
                for cell in block.cells if isinstance(block, Grid) else ():
                    assert block.start <= cell.start <= cell.end <= block.end
                    assert cell.column + cell.colspan <= block.columns
    except ReadError as error:
        one_line(error)
    assert time.process_time() - start < _SECONDS


def one_line(error: ReadError) -> None:
    """The documented error: place, problem and remedy on one line."""
    assert "\n" not in str(error)
    assert error.remedy


def mutated(data: bytes, draw: st.DataObject) -> bytes:
    """``data`` with bytes flipped, cut off, or parts swapped."""
    out = bytearray(data)
    kind = draw.draw(st.sampled_from(["flip", "cut", "swap", "repeat"]))
    places = st.integers(0, max(0, len(out) - 1))
    if kind == "flip":
        for place in draw.draw(st.lists(places, min_size=1, max_size=12)):
            out[place] ^= draw.draw(st.integers(1, 255))
        return bytes(out)
    first, second = sorted((draw.draw(places), draw.draw(places)))
    if kind == "cut":
        return bytes(out[:first] + out[second:])
    middle = bytes(out[first:second])
    return bytes(out[:first]) + middle[::-1] if kind == "swap" else bytes(out) + middle


@pytest.mark.parametrize("form", list(_MAKERS))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_mutated_files(form: str, data: st.DataObject) -> None:
    for package in {
        "pdf": ["reportlab", "pypdfium2"],
        "xlsx": ["openpyxl"],
        "xls": ["xlwt", "xlrd"],
    }.get(form, []):
        pytest.importorskip(package)
    check(mutated(seeds(form), data), f"f.{form}")


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml"])
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_mutated_parts_of_a_word_file(part: str, data: st.DataObject) -> None:
    import io
    import zipfile

    parts = zipfile.ZipFile(io.BytesIO(seeds("docx")))
    members = {name: parts.read(name) for name in parts.namelist()}
    text = members[part].decode()
    digits = [index for index, char in enumerate(text) if char.isdigit()]
    for place in data.draw(st.lists(st.sampled_from(digits), max_size=6)):
        text = (
            text[:place] + data.draw(st.sampled_from(["-1", "99999", "x", ""])) + text[place + 1 :]
        )
    members[part] = text.encode()
    check(probes.zipped(members), "f.docx")


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b""]
    ),
)
def test_any_bytes(tail: bytes, magic: bytes) -> None:
    check(magic + tail, "f")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/tdrhpab=\"' 一，。1&;!-", max_size=300))
def test_any_markup(text: str) -> None:
    check(f"<html><body>{text}".encode(), "f.html")
