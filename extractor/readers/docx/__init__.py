"""Word documents (.docx, .docm, .dotx), complete: ``read_docx``."""

from __future__ import annotations

from typing import Any

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.canvas import Canvas

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, name: str, original: bytes | None = None,
              media_type: str = MEDIA_TYPE) -> SourceText:  # fmt: skip
    """Read a Word document; ``original`` is the file it was converted from, if any.

    Raises ``ReadError`` when it is damaged, hostile or holds no text.
    """
    from extractor.readers.docx.package import open_package

    parts = open_package(data, name)
    canvas = Canvas(name)
    try:
        _write_body(parts, canvas)
    except RecursionError as error:
        raise ReadError(name, "it is nested too deeply", "save it again in Word") from error
    return canvas.finish(data if original is None else original, media_type)


def _write_body(parts: Any, canvas: Canvas) -> None:
    from extractor.readers.docx.numbering import Numbering
    from extractor.readers.docx.styles import Styles
    from extractor.readers.docx.tables import write_table
    from extractor.readers.docx.walk import Table, Walker

    walker = Walker(Styles(parts.document.styles.element), Numbering(parts.numbering))
    for block in walker.blocks(parts.document.element.body):
        if isinstance(block, Table):
            write_table(block.node, walker, canvas)
        else:
            canvas.paragraph(block.text, block.level, block.role)
    _write_notes(parts, walker, canvas)


def _write_notes(parts: Any, walker: Any, canvas: Canvas) -> None:
    """Foot- and endnotes that the text refers to, in the order of their references."""
    from extractor.readers.docx.walk import Table
    from extractor.readers.docx.xml import w

    roots = {"footnote": parts.footnotes, "endnote": parts.endnotes}
    known = {
        (kind, node.get(w("id"))): node
        for kind, root in roots.items()
        if root is not None
        for node in root.iter(w(kind))
    }
    for reference in dict.fromkeys(walker.notes):
        for block in walker.blocks(known.get(reference, ())):
            if not isinstance(block, Table):
                canvas.paragraph(block.text.lstrip(), None, "note")
