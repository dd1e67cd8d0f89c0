"""PDF with a text layer: pypdfium2 for words and places, pdfplumber where there are rules."""

from __future__ import annotations

from typing import Any

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.canvas import Canvas
from extractor.readers.limits import MAX_PAGES, missing
from extractor.readers.pdf.fonts import box_fonts
from extractor.readers.pdf.glyphs import Page, read_page

MEDIA_TYPE = "application/pdf"
# a page with fewer Chinese characters than this carries a stamp or a page number, no text
_PAGE_WITH_WORDS = 25


def read_pdf(data: bytes, name: str) -> SourceText:
    """Read a PDF. Raises ``ReadError`` when it is scanned, encrypted, damaged or too long,
    or when the extra ``[pdf]`` is not installed."""
    try:
        import pypdfium2
    except ImportError as error:
        raise missing(name, "pdf") from error
    with box_fonts():
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower() or "security" in str(error).lower():
                remedy = "remove the password and save it again"
                raise ReadError(name, "the file is encrypted", remedy) from error
            raise ReadError(name, "the PDF is damaged", "download or export it again") from error
        try:
            pages = _pages(document, name)
        finally:
            document.close()
    return _written(pages, data, name)


def _pages(document: Any, name: str) -> list[Page]:
    if not 0 < len(document) <= MAX_PAGES:
        raise ReadError(name, f"the PDF has {len(document)} pages", "split the file")
    return [read_page(document, index) for index in range(len(document))]


def _written(pages: list[Page], data: bytes, name: str) -> SourceText:
    from extractor.readers.pdf.blocks import write_blocks
    from extractor.readers.pdf.tables import TableFinder

    canvas = Canvas(name)
    if not any(page.words >= _PAGE_WITH_WORDS for page in pages):
        pages = _recognised(data, pages, canvas)
    with TableFinder(data) as finder:
        write_blocks(pages, finder, canvas)
    scanned = [str(i + 1) for i, page in enumerate(pages) if not page.words and page.pictures]
    if scanned:
        canvas.notice("scanned_pages", f"第{'、'.join(scanned[:20])}页是图片，没有文字层，未能读入")
    return canvas.finish(data, MEDIA_TYPE)


def _recognised(data: bytes, pages: list[Page], canvas: Canvas) -> list[Page]:
    """The pages of a scanned PDF with the words that ``[ocr]`` recognises."""
    if not any(page.pictures for page in pages):
        raise ReadError(canvas.name, "the PDF holds no text", "check that it is the plan")
    try:
        from extractor.readers.pdf.ocr import recognise

        read = recognise(data, pages)
    except ImportError as error:
        problem = "the PDF is scanned: pictures without text, which only the extra [ocr] reads"
        raise ReadError(canvas.name, problem, missing(canvas.name, "ocr").remedy) from error
    canvas.notice("ocr", "扫描件没有文字层，文字由OCR识别，可能有错字，请对照原件核对")
    return read
