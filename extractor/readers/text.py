"""Plain text and Markdown → ``SourceText``: the door of the text reader."""

from __future__ import annotations

import hashlib

from extractor.document import Source, SourceText
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.readers.plain.blocks import Cutter
from extractor.readers.plain.decode import decode

_MARKDOWN = (".md", ".markdown")


def read_text(data: bytes, name: str, lexicon: Lexicon | None = None) -> SourceText:
    """A plan that came as text: the decoded file unchanged, and its blocks.

    ``name`` names the file in errors and tells Markdown by its extension. Raises
    ``ReadError`` in one line for input that is empty, binary, damaged or too large.
    """
    text, encoding = decode(data, name)
    markdown = name.lower().endswith(_MARKDOWN)
    cut = Cutter(text, markdown, lexicon or default_lexicon()).cut()
    source = Source(
        name=name,
        media_type="text/markdown" if markdown else "text/plain",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        characters=len(text),
        pages=len(cut.pages) or None,
    )
    return SourceText(text, source, tuple(cut.blocks), tuple(cut.pages), tuple(cut.notices))
