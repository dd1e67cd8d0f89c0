"""How fast the readers are: ``python -m benchmarks.readers [--pdf FILE …]``.

Word: 600 paragraphs and 20 tables. PDF: pages without tables, against pdfplumber's text of the
same pages. The made PDF uses a font that is not embedded; where LibreOffice is installed a PDF
with embedded fonts is printed as well.
"""

from __future__ import annotations

import argparse
import io
import logging
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from extractor.readers import read
from extractor.readers.pdf.fonts import box_fonts
from tests.readers import pages, probes, render
from tests.readers.test_matrix import printed

_PARAGRAPH = (
    "完善监测预警体系，推进综合治理，建设示范河段，培育管护队伍，健全长效机制，提升服务水平。" * 6
)
_PARAGRAPHS = 120
_ROUNDS = 5


def seconds(work: Callable[[], object], rounds: int = _ROUNDS) -> float:
    """The best processor time of several rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def plumber(data: bytes) -> int:
    """pdfplumber's text of every page; gives how many there are."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return len([page.extract_text() for page in document.pages])


def pdfium(data: bytes) -> None:
    """What pdfium alone needs to load the pages and their text: this reader cannot be faster."""
    import pypdfium2

    with box_fonts():  # with the machine's fonts it is slower by far where none is embedded
        document = pypdfium2.PdfDocument(data)
        for index in range(len(document)):
            page = document[index]
            page.get_textpage().get_text_range()
            page.close()
        document.close()


def prose() -> list[render.Block]:
    """A plan without tables."""
    blocks: list[render.Block] = []
    for index in range(_PARAGRAPHS):
        if index % 6 == 0:
            blocks.append(render.plain(f"{render.chinese(index // 6 + 1)}、加强综合治理"))
        blocks.append(render.plain(_PARAGRAPH))
    return blocks


def rows(files: list[Path]) -> list[str]:
    """Lines of the result table."""
    word = probes.many_paragraphs(600, 20)
    read(word, "a.docx")  # imports are not reading
    spent = seconds(lambda: read(word, "a.docx"))
    lines = [f"| Word, 600 paragraphs, 20 tables | {1000 * spent:.0f} ms | | |"]
    given = {"PDF, font not embedded": pages.to_pdf(prose())}
    if shutil.which("soffice") or shutil.which("libreoffice"):
        with tempfile.TemporaryDirectory() as folder:
            made = printed(render.to_docx(prose()), "pdf", Path(folder))
            given["PDF, fonts embedded"] = made
    given |= {f"PDF {number}": path.read_bytes() for number, path in enumerate(files, 1)}
    for label, data in given.items():
        count = plumber(data)
        mine = seconds(lambda data=data: read(data, "a.pdf"))  # type: ignore[misc]
        theirs = seconds(lambda data=data: plumber(data), 2)  # type: ignore[misc]
        floor = seconds(lambda data=data: pdfium(data))  # type: ignore[misc]
        lines.append(
            f"| {label}, {count} pages | {count / mine:.0f} pages/s "
            f"(pdfium alone {count / floor:.0f}) | {count / theirs:.0f} pages/s "
            f"| {theirs / mine:.1f} × |"
        )
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pdf", nargs="*", type=Path, default=[], help="further files to read")
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    print("| read | extractor | pdfplumber | faster |\n| --- | --- | --- | --- |")
    print("\n".join(rows(parser.parse_args().pdf)))


if __name__ == "__main__":
    main()
