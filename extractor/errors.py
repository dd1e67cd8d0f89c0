"""The errors a caller may meet: each one line that says what, where and what to do."""

from __future__ import annotations


class ExtractorError(Exception):
    """Base of all errors of this package.

    ``place`` names the file, and the line or page where one is known; ``problem``
    says what is wrong; ``remedy`` says what to do. ``str()`` is one line of the three.
    """

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(place, problem, remedy)
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        line = f"{self.place}: {self.problem}; {self.remedy}"
        return " ".join(line.split())


class ReadError(ExtractorError):
    """A file cannot be read as a plan (empty, damaged, encrypted, too large, unknown form)."""


class LexiconError(ExtractorError):
    """A lexicon file contradicts itself or its format; ``place`` is ``file:line``."""


class GoldError(ExtractorError):
    """A gold file whose quotes, ids or references do not hold; ``place`` is ``file:line``."""


class UsageError(ExtractorError):
    """The command was called in a way it does not understand."""
