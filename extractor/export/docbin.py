"""spaCy: plans as ``Doc`` with one span group per record type, and as a ``DocBin``.

Tokens are the extractor's own words, cut where a span starts or ends, so that every span
aligns to the character. A span's ``label_`` is the finer kind (``target``), ``id_`` the record
with the place (``i1.2#1``), ``kb_id_`` the record that holds it. The whole plan travels as JSON in
``doc.user_data``; ``doc._.plan`` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extractor.export.annotations import BLOCKS, spans, text_of
from extractor.export.documents import Document
from extractor.export.marks import Mark
from extractor.language.tokens import tokenize
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.plan import Plan

if TYPE_CHECKING:
    from spacy.tokens import Doc

PLAN_KEY, NAME_KEY = "extractor.plan", "extractor.plan_id"


def to_docs(
    documents: Iterable[Document], types: Sequence[str] = (), lexicon: Lexicon | None = None
) -> Iterator[Doc]:
    """One ``Doc`` per plan; ``doc.text`` is the canonical text. A plan without text is an error."""
    import spacy

    register()
    nlp = spacy.blank("zh")
    for document in documents:
        yield _doc(nlp.vocab, document, spans(document, types), lexicon or default_lexicon())


def to_docbin(
    documents: Iterable[Document], types: Sequence[str] = (), lexicon: Lexicon | None = None
) -> bytes:
    """All plans as one ``DocBin`` file, to be read with ``DocBin().from_bytes``."""
    from spacy.tokens import DocBin

    store = DocBin(attrs=["ORTH", "SPACY", "TAG"], store_user_data=True)
    for doc in to_docs(documents, types, lexicon):
        store.add(doc)
    # As they come the strings are a set, in another order in every process.
    store.strings = sorted(store.strings)  # type: ignore[assignment]
    content: bytes = store.to_bytes()
    return content


def from_docs(docs: Iterable[Doc]) -> dict[str, tuple[Mark, ...]]:
    """Marks per plan key, in the order of ``marks``."""
    from extractor.export.marks import MARK_TYPES

    rank = {name: index for index, name in enumerate(MARK_TYPES)}
    found: dict[str, tuple[Mark, ...]] = {}
    for doc in docs:
        here = [_mark(doc.text, name, span) for name in rank for span in doc.spans.get(name, ())]
        here.sort(key=lambda m: (m.start, -m.end, rank[m.type], m.record, m.place))
        found[doc.user_data.get(NAME_KEY, "")] = tuple(here)
    return found


def register() -> None:
    """Add ``doc._.plan`` (a ``Plan`` or None) to spaCy; doing it twice is one."""
    from spacy.tokens import Doc

    if not Doc.has_extension("plan"):
        Doc.set_extension("plan", getter=_plan, setter=set_plan)


def set_plan(doc: Doc, plan: Plan) -> None:
    """Keep a plan with its ``Doc``, as JSON so that it can be saved."""
    doc.user_data[PLAN_KEY] = plan.to_json().decode()


def add_spans(doc: Doc, found: Iterable[Mark], alignment: str = "strict") -> None:
    """Put marks into ``doc.spans``, a group per record type.

    ``expand`` widens a mark to whole tokens; with ``strict`` one that does not align is left out.
    """
    groups: dict[str, list[Any]] = {}
    for mark in found:
        span = doc.char_span(
            mark.start,
            mark.end,
            label=mark.label,
            kb_id=mark.owner or "",
            span_id=f"{mark.record}#{mark.place}",
            alignment_mode=alignment,
        )
        if span is not None:
            groups.setdefault(mark.type, []).append(span)
    for name, members in groups.items():
        doc.spans[name] = members


def _plan(doc: Doc) -> Plan | None:
    content = doc.user_data.get(PLAN_KEY)
    return None if content is None else Plan.from_json(content)


def _doc(vocab: Any, document: Document, found: Sequence[Mark], lexicon: Lexicon) -> Doc:
    from spacy.tokens import Doc

    words, word_tags = _words(text_of(document), found, lexicon)
    doc = Doc(vocab, words=words, spaces=[False] * len(words), tags=word_tags)
    set_plan(doc, document.plan)
    doc.user_data[NAME_KEY] = document.key
    add_spans(doc, found)
    return doc


def _words(text: str, found: Sequence[Mark], lexicon: Lexicon) -> tuple[list[str], list[str]]:
    tokens = tokenize(text, lexicon)
    tags = dict(zip(tokens.starts, tokens.tags, strict=False))
    cuts = {*tokens.starts, len(text), *(m.start for m in found), *(m.end for m in found)}
    starts = sorted(cuts)
    words = [text[a:b] for a, b in pairwise(starts)]
    kept: list[str] = []
    for start in starts[:-1]:
        # The second half of a word that a span cuts has the tag of the whole.
        kept.append(tags.get(start) or (kept[-1] if kept else "x"))
    return words, kept


def _mark(text: str, name: str, span: Any) -> Mark:
    record, _, place = span.id_.rpartition("#")
    quote = None if name in BLOCKS else text[span.start_char : span.end_char]
    owner = span.kb_id_ or None
    return Mark(span.start_char, span.end_char, name, record, int(place), span.label_, owner, quote)
