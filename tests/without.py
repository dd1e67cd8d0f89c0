"""The packaged lexicon with the words of one naming entry taken out: do they matter?"""

from __future__ import annotations

from extractor.lexicon.entries import NamingEntry
from extractor.lexicon.loader import Lexicon, default_lexicon


class Without(Lexicon):
    """All but the words of the naming entry ``name``; its role stays, with a word of no text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._tables["naming"] = tuple(
            NamingEntry(name=name, role=entry.role, aliases=("\ue000",))
            if entry.name == name
            else entry
            for entry in default_lexicon().entries(NamingEntry)
        )
