"""Saved web pages, Word-made HTML and .mht: ``read_html``, ``read_mht``."""

from __future__ import annotations

from typing import Any

from extractor.document import SourceText
from extractor.errors import ReadError
from extractor.readers.canvas import Canvas

MEDIA_TYPE = "text/html"
_NOT_A_PAGE = "save the page again from the browser"


def read_html(
    data: bytes, name: str, original: bytes | None = None, media_type: str = MEDIA_TYPE
) -> SourceText:
    """Read the article of a saved page; ``original`` is the file that ``data`` stood in.

    Raises ``ReadError`` when there is no text in it.
    """
    from extractor.readers.html.decode import decode_page

    text, encoding = decode_page(data)
    return _read(text, name, data if original is None else original, media_type, encoding)


def read_mht(data: bytes, name: str) -> SourceText:
    """Read a page saved as one MIME file (.mht, .mhtml)."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return read_html(content, name, data, "multipart/related")
    raise ReadError(name, "it holds no page", _NOT_A_PAGE)


def _read(text: str, name: str, data: bytes, media_type: str, encoding: str) -> SourceText:
    from extractor.readers.html.article import find_article, prune
    from extractor.readers.html.metadata import attachments, properties
    from extractor.readers.html.walk import Writer

    root = _parse(text, name)
    canvas = Canvas(name)
    try:
        canvas.properties.update(properties(root))
        prune(root)
        article = find_article(root)
        if listed := attachments(root, article):
            canvas.properties["attachments"] = "\n".join(listed)
            names = "、".join(line.split("\t")[0] for line in listed[:5])
            canvas.notice("attachments", f"网页另列有附件，未随本文件读入：{names}")
        title = canvas.properties.get("title", "")
        if title and _squeezed(title) not in _squeezed("".join(article.itertext())):
            canvas.paragraph(title, None, "title")  # shown above the container of the article
        Writer(canvas, title).write(article)
    except RecursionError as error:
        raise ReadError(name, "it is nested too deeply", _NOT_A_PAGE) from error
    return canvas.finish(data, media_type, encoding)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _parse(text: str, name: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadError(name, "there is no page in it", _NOT_A_PAGE) from error
    if root is None:
        raise ReadError(name, "there is no page in it", _NOT_A_PAGE)
    return root
