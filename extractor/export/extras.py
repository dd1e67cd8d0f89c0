"""Packages that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from extractor.errors import ExtractorError


def need(module: str, extra: str) -> Any:
    """Import an optional package; raises ``ExtractorError`` that says how to install it."""
    try:
        return import_module(module)
    except ImportError:
        remedy = f"install it: pip install 'plan-extractor[{extra}]'"
        raise ExtractorError(module, "this package is not installed", remedy) from None
