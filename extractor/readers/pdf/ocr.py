"""Scanned pages → runs, by rapidocr with the models that its package carries (no network)."""

from __future__ import annotations

import logging
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from extractor.readers.pdf.fonts import alone
from extractor.readers.pdf.glyphs import Page, Run

_SCALE = 200 / 72  # 200 dots per inch: enough for the smallest type of official papers
_MAX_SIDE = 3000
_CERTAIN = 0.5


def recognise(data: bytes, pages: list[Page]) -> list[Page]:
    """Pages with what OCR reads on them. Raises ``ImportError`` without ``[ocr]``."""
    import pypdfium2

    engine = _engine()
    with alone():  # opened again, for drawing needs the fonts of the machine
        document = pypdfium2.PdfDocument(data)
    try:
        return [_page(document, page, engine) for page in pages]
    finally:
        with alone():
            document.close()


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error"})


def _page(document: Any, page: Page, engine: Any) -> Page:
    if not page.pictures or not page.width:
        return page
    scale = min(_SCALE, _MAX_SIDE / max(page.width, page.height))
    with alone():
        shown = document[page.index]
        try:
            image = shown.render(scale=scale).to_numpy()
        finally:
            shown.close()
    found = engine(image)
    text, boxes, runs = "", [], []
    for corners, words, score in zip(
        found.boxes if found.boxes is not None else (),
        found.txts or (),
        found.scores or (),
        strict=True,
    ):
        words = "".join(words.split())
        if score < _CERTAIN or not words:
            continue
        x0, x1 = (float(pick(c[0] for c in corners)) / scale for pick in (min, max))
        top, bottom = (float(pick(c[1] for c in corners)) / scale for pick in (min, max))
        first, step = len(text), (x1 - x0) / len(words)
        text += words
        boxes += [(x0 + step * n, top, x0 + step * (n + 1), bottom) for n in range(len(words))]
        runs.append(Run(words, x0, top, x1, bottom, first, len(text)))
    count = sum("\u4e00" <= char <= "\u9fff" for char in text)
    return replace(page, text=text, boxes=boxes, runs=runs, words=count, ruled=False)
