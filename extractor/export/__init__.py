"""Plans in other tools' forms: tidy tables, databases, spreadsheets, annotation tools."""

from __future__ import annotations

from extractor.export.documents import Document, make_documents, read_json
from extractor.export.formats import FORMATS, Format, export
from extractor.export.marks import MARK_TYPES, Mark, marks
from extractor.export.specs import SPECS, TABLE_NAMES
from extractor.export.tables import Table, to_tables

__all__ = [
    "FORMATS",
    "MARK_TYPES",
    "SPECS",
    "TABLE_NAMES",
    "Document",
    "Format",
    "Mark",
    "Table",
    "export",
    "make_documents",
    "marks",
    "read_json",
    "to_tables",
]
