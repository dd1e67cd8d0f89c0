"""A spaCy component: ``nlp.add_pipe("extractor")`` gives ``doc.spans`` and ``doc._.plan``.

spaCy finds it through the entry point group ``spacy_factories``, without an import.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extractor.errors import ReadError
from extractor.export.annotations import spans
from extractor.export.docbin import add_spans, register, set_plan
from extractor.export.documents import Document
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.pipeline import extract
from extractor.readers.text import read_text


class PlanExtractor:
    """Reads a ``Doc``'s text as a plan; the tokens stay as they are."""

    def __init__(self, lexicon: str | None = None) -> None:
        self._lexicon = default_lexicon() if lexicon is None else Lexicon(Path(lexicon))
        register()

    def __call__(self, doc: Doc) -> Doc:
        """Add span groups and the plan. A text that is none (blanks, binary) has neither."""
        try:
            source = read_text(doc.text.encode("utf-8"), "doc.txt")
        except ReadError:
            return doc
        if source.text != doc.text:  # the reader would have to change the text: no offset holds
            return doc
        plan = extract(source, lexicon=self._lexicon)
        set_plan(doc, plan)
        add_spans(doc, spans(Document("doc", plan, doc.text)), "expand")
        return doc


@Language.factory("extractor", default_config={"lexicon": None})
def make_component(nlp: Language, name: str, lexicon: str | None) -> PlanExtractor:
    """The component; ``lexicon`` is a folder of own word tables."""
    return PlanExtractor(lexicon)
