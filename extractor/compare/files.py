"""The files of a comparison as bytes: ``panel.csv`` and ``panel.xlsx``, always the same."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from extractor.compare.table import (
    LONG,
    PLACE_HEADS,
    ROW_HEADS,
    long_records,
    wide_heads,
    wide_rows,
)
from extractor.compare.types import Comparison, Panel

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_767  # characters that a cell of Excel can hold
_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDE = 40


def panel_csv(panel: Panel) -> bytes:
    """The wide panel, UTF-8 with BOM, so that Excel and WPS open it right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_guarded, wide_heads(panel)))
    for row in wide_rows(panel):
        writer.writerow(map(_guarded, row))
    return out.getvalue().encode("utf-8-sig", "replace")


def _guarded(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return _plain(value)


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def panel_xlsx(comparison: Comparison) -> bytes:
    """A workbook: the panel, its values with evidence, proposals, coverage, measures, passages."""
    from openpyxl.workbook import Workbook

    book = Workbook(write_only=True)
    _panel_sheet(book, comparison.panel)
    for title, heads, rows in _sheets(comparison):
        _sheet(book, title, [heads], rows)
    out = io.BytesIO()
    book.save(out)
    return _repacked(out.getvalue())


def _panel_sheet(book: Workbook, panel: Panel) -> None:
    first = [""] * len(ROW_HEADS)
    for place in panel.places:
        first += [place.label] + [""] * (len(PLACE_HEADS) - 1)
    _sheet(book, "panel", [first, wide_heads(panel, chinese=True)], wide_rows(panel), fixed=2)


def _sheets(
    comparison: Comparison,
) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    label = {place.id: place.label for place in comparison.places}
    records = long_records(comparison.panel)
    yield "values", LONG, ([record[name] for name in LONG] for record in records)
    yield (
        "places",
        ("id", "label", "title", "region", "level", "source", "focus", "indicators", "measures"),
        (
            (p.id, p.label, p.title, p.region, p.level, p.source, p.focus, p.indicators, p.measures)
            for p in comparison.places
        ),
    )
    yield (
        "proposals",
        ("a", "b", "score", "decision", "row_a", "row_b"),
        ((p.a, p.b, p.score, p.decision, *p.rows) for p in comparison.panel.proposals),
    )
    yield (
        "coverage",
        ("place", "theme", "instrument", "count", "measures"),
        (
            (label[c.place], c.theme, c.instrument, len(c.measures), " ".join(c.measures))
            for c in comparison.coverage.cells
        ),
    )
    yield from _measure_sheets(comparison, label)


def _measure_sheets(
    comparison: Comparison, label: dict[str, str]
) -> Iterator[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]:
    yield (
        "nearest",
        (
            *("place_a", "measure_a", "title_a", "place_b", "measure_b", "title_b"),
            *("similarity", "mutual", "shared"),
        ),
        (
            (
                *(label[m.a.place], m.a.id, m.a.title, label[m.b.place], m.b.id, m.b.title),
                *(m.similarity, m.mutual, "；".join(words.text for words in m.shared)),
            )
            for m in comparison.matches
        ),
    )
    yield (
        "only_here",
        ("place", "measure", "title", "nearest", "text"),
        (
            (label[o.measure.place], o.measure.id, o.measure.title, o.nearest, o.measure.text)
            for o in comparison.only_here
        ),
    )
    yield (
        "passages",
        ("a", "b", "length", "a_start", "a_end", "b_start", "b_end", "text"),
        (
            (label[p.a], label[p.b], p.length, p.a_start, p.a_end, p.b_start, p.b_end, p.text)
            for p in comparison.passages
        ),
    )
    yield (
        "reuse",
        ("a", "b", "passages", "characters", "share_a", "share_b", "source", "lineage"),
        (
            (
                *(label[r.a], label[r.b], r.passages, r.characters, r.share_a, r.share_b),
                *(label.get(r.source or ""), r.lineage),
            )
            for r in comparison.reuse
        ),
    )


def _sheet(
    book: Workbook,
    title: str,
    heads: Sequence[Sequence[str]],
    rows: Iterable[Sequence[Any]],
    fixed: int = 0,
) -> None:
    """One sheet with frozen heads and filters; ``fixed`` columns stay in view as well."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{len(heads) + 1}"
    for index, head in enumerate(heads[-1], 1):
        width = min(_WIDE, max(10, 2 * len(head) + 2))
        sheet.column_dimensions[get_column_letter(index)].width = width
    bold = Font(bold=True)
    count = len(heads)
    for line in heads:
        cells = [WriteOnlyCell(sheet, _cell(sheet, text)) for text in line]
        for cell in cells:
            cell.font = bold
        sheet.append(cells)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        count += 1
    last = get_column_letter(max(1, len(heads[-1])))
    sheet.auto_filter.ref = f"A{len(heads)}:{last}{max(count, len(heads))}"


def _cell(sheet: Any, value: Any) -> Any:
    """A value as Excel takes it: no control characters, not too long, never a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value).encode("utf-8", "replace").decode()[:_LONGEST]
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell


def _repacked(content: bytes) -> bytes:
    """The workbook without the time of writing: the same input gives the same bytes."""
    import re

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()
