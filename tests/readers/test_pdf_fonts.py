"""PDF without its fonts: the text is the same on every machine, and drawing is left alone."""

from __future__ import annotations

import contextlib
import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from extractor.errors import ReadError
from extractor.pipeline import extract
from extractor.readers import read
from extractor.readers.pdf import fonts
from extractor.readers.pdf.boxfont import box_font
from tests.readers import pages, probes
from tests.readers.matrix import compare, flat
from tests.readers.test_matrix import blocks, expected

pypdfium2 = pytest.importorskip("pypdfium2")
pytest.importorskip("reportlab")

SENTENCE = "青禾县坚持节水优先，到2025年改造渠系三十一公里，建设灌区一一处，供水保障率达到95%。"


def one_by_one(canvas: Any, page: int) -> None:
    """Every character drawn alone, as some printer drivers do."""
    canvas.setFont("STSong-Light", 12)
    for row in range(12):
        x = 60.0
        for char in SENTENCE:
            canvas.drawString(x, 740 - 24 * row, char)
            x += pages.width(char, 12)


def twice(canvas: Any, page: int) -> None:
    """Bold made by printing the words twice."""
    canvas.setFont("STSong-Light", 12)
    for row in range(12):
        text = SENTENCE[row : row + 30]
        canvas.drawString(60, 740 - 24 * row, text)
        canvas.drawString(60.3, 740.3 - 24 * row, text)


def ink(data: bytes) -> bytes:
    """The first page as whoever draws it in this process sees it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return bytes(document[0].render(scale=0.5).to_numpy().tobytes())
    finally:
        document.close()


@pytest.fixture
def fresh() -> Iterator[None]:
    """The interface to pdfium made anew for a test that changes it."""
    fonts._interface.cache_clear()
    yield
    fonts._interface.cache_clear()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, fresh: None) -> list[int]:
    """The character sets of the fonts that pdfium looks for among ours."""
    seen: list[int] = []

    def mapped(info: Any, weight: int, italic: int, charset: int, *more: Any) -> int | None:
        seen.append(charset)
        return fonts._map_font(info, weight, italic, charset, *more)

    monkeypatch.setitem(fonts._ANSWERS, "MapFont", mapped)
    return seen


def test_every_character_of_the_font_is_a_box() -> None:
    image = pytest.importorskip("PIL.ImageFont")
    font = image.truetype(io.BytesIO(box_font()), 1000)
    ink = {char: font.getmask(char).getbbox() for char in "一，\U0002000bA."}
    size = {char: (x1 - x0, y1 - y0) for char, (x0, y0, x1, y1) in ink.items()}
    assert size["一"] == size["，"] == size["\U0002000b"] == (920, 910)
    assert size["A"] == (400, 700)
    assert size["."] == (180, 700)


def test_characters_have_the_extent_of_boxes_while_text_is_read() -> None:
    data = probes.pdf(one_by_one)
    with fonts.box_fonts():
        document = pypdfium2.PdfDocument(data)
        try:
            words = document[0].get_textpage()
            place = words.get_text_range().index("一")
            left, bottom, right, top = words.get_charbox(place)
        finally:
            document.close()
    # the stroke of 一 is thin, and without a Chinese font it has no height at all
    assert right - left == pytest.approx(0.92 * 12, abs=0.1)
    assert top - bottom == pytest.approx(0.92 * 12, abs=0.2)


def test_words_drawn_one_by_one_are_lines(asked: list[int]) -> None:
    assert read(probes.pdf(one_by_one), "a.pdf").text.count(SENTENCE) == 12
    assert 134 in asked  # of this machine's fonts none was looked for


def test_words_printed_twice_are_read_once() -> None:
    text = read(probes.pdf(twice), "a.pdf").text.replace("\n", "")
    assert text == "".join(SENTENCE[row : row + 30] for row in range(12))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"/FontDescriptor <<", b"/FontDescriptoX <<"), (b"/Ascent 752", b"/Ascent 000")],
    ids=["no descriptor", "no ascent"],
)
def test_fonts_without_metrics_give_the_same_records(old: bytes, new: bytes) -> None:
    data = pages.to_pdf(blocks("third"))
    assert old in data
    data = data.replace(old, new).replace(b"/Descent -271", b"/Descent -000")
    found = flat(extract(read(data, "plan.pdf")))
    assert compare(expected("third"), found)[:2] == ([], [])


def no_words(canvas: Any, page: int) -> None:
    canvas.drawString(60, 700, "一")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: probes.pdf(one_by_one),
        lambda: probes.pdf(one_by_one, password="geheim"),
        lambda: b"%PDF-1.4 broken",
        lambda: probes.pdf(no_words),
    ],
    ids=["read", "encrypted", "broken", "no words"],
)
def test_whoever_draws_has_the_fonts_of_the_machine(attempt: Callable[[], bytes]) -> None:
    data = probes.pdf(one_by_one)
    before = ink(data)
    for _ in range(2):
        with contextlib.suppress(ReadError):
            read(attempt(), "a.pdf")
    assert ink(data) == before
    with fonts.box_fonts():
        assert ink(data) != before  # so the pictures do tell the fonts


def test_ocr_draws_with_the_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    from types import SimpleNamespace

    from extractor.readers.pdf import ocr

    def stamped(canvas: Any, page: int) -> None:
        picture = pytest.importorskip("PIL.Image").new("L", (60, 60), 255)
        canvas.drawInlineImage(picture, 50, 50, 400, 600)
        canvas.drawString(100, 500, SENTENCE[:9])

    seen: list[bytes] = []

    def engine(image: Any) -> Any:
        seen.append(image.tobytes())
        corners = [(0, 0), (900, 0), (900, 40), (0, 40)]
        return SimpleNamespace(boxes=[corners], txts=[SENTENCE], scores=[1.0])

    monkeypatch.setattr(ocr, "_engine", lambda: engine)
    data = probes.pdf(stamped)
    assert SENTENCE in read(data, "scan.pdf").text
    document = pypdfium2.PdfDocument(data)
    drawn = document[0].render(scale=200 / 72).to_numpy().tobytes()
    document.close()
    assert seen == [drawn]


def test_fonts_that_the_program_chose_stay(
    monkeypatch: pytest.MonkeyPatch, asked: list[int]
) -> None:
    if not hasattr(pypdfium2, "PdfSysfontBase"):
        pytest.skip("this pypdfium2 has no way to choose fonts")
    monkeypatch.setattr(pypdfium2.PdfSysfontBase, "SINGLETON", object())
    assert "节水优先" in read(probes.pdf(twice), "a.pdf").text
    assert asked == []


@pytest.mark.parametrize("gone", ["FPDF_SYSFONTINFO", "FPDF_FreeDefaultSystemFontInfo"])
def test_another_pdfium_reads_with_the_fonts_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, asked: list[int], gone: str
) -> None:
    import pypdfium2.raw as raw

    monkeypatch.delattr(raw, gone)
    assert "节水优先" in read(probes.pdf(twice), "a.pdf").text
    assert asked == []


def test_no_way_back_to_the_fonts_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, asked: list[int]
) -> None:
    import pypdfium2.raw as raw

    monkeypatch.setattr(raw, "FPDF_GetDefaultSystemFontInfo", lambda: None)
    assert "节水优先" in read(probes.pdf(twice), "a.pdf").text
    assert asked == []


_THREADS = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
from extractor.readers import read
data = sys.stdin.buffer.read()
wanted = read(data, "a.pdf").text
with ThreadPoolExecutor(4) as pool:
    started = [pool.submit(read, data, "a.pdf") for _ in range(24)]
    for _ in range(4 if hasattr(os, "fork") else 0):
        child = os.fork()
        if not child:
            os._exit(read(data, "a.pdf").text != wanted)
        assert os.waitpid(child, 0)[1] == 0, "a forked child"
    assert all(done.result().text == wanted for done in started)
print("same")
"""


def test_threads_and_forked_children_read_the_same() -> None:
    """In a process of its own, for pdfium kills it; its end without a crash is tested too."""
    data = probes.pdf(one_by_one, 8)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _THREADS],
        input=data,
        capture_output=True,
        timeout=120,
    )
    assert (done.returncode, done.stdout.strip()) == (0, b"same"), done.stderr.decode()
