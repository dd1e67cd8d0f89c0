"""Chinese policy plans as data: indicators, measures, projects and duties, each at its words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.errors import ExtractorError, LexiconError, ReadError
    from extractor.lexicon.loader import Lexicon
    from extractor.pipeline import extract
    from extractor.plan import Plan
    from extractor.public import quantities, validate
    from extractor.readers import read
    from extractor.scale.many import extract_many

# Names and where they live: imported on first use, so that `import extractor` costs nothing.
_PLACES = {
    "ExtractorError": "extractor.errors",
    "LexiconError": "extractor.errors",
    "Lexicon": "extractor.lexicon.loader",
    "Plan": "extractor.plan",
    "ReadError": "extractor.errors",
    "extract": "extractor.pipeline",
    "extract_many": "extractor.scale.many",
    "quantities": "extractor.public",
    "read": "extractor.readers",
    "validate": "extractor.public",
}

__all__ = [
    "ExtractorError",
    "Lexicon",
    "LexiconError",
    "Plan",
    "ReadError",
    "extract",
    "extract_many",
    "quantities",
    "read",
    "validate",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_PLACES[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
