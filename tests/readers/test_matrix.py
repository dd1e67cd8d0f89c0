"""The same plan gives the same records whatever its form."""

from __future__ import annotations

import functools
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from extractor.pipeline import extract
from extractor.readers import read
from tests.readers import pages, render, third_plan
from tests.readers.matrix import Fields, compare, flat

RAW = Path(__file__).parents[2] / "corpus" / "raw"
PLANS = ("third", "pidu", "ziyang")
MAKERS = {
    "docx": render.to_docx,
    "html": render.to_html,
    "md": render.to_markdown,
    "pdf": pages.to_pdf,
    "ofd": pages.to_ofd,
}
# share of fields that may differ, and why
ALLOWED = {
    "docx": 0.0,
    "html": 0.0,
    "md": 0.0,
    "pdf": 0.02,  # what is a paragraph must be told from where lines end
    "ofd": 0.02,  # the same
    "doc": 0.02,  # LibreOffice writes revisions and text boxes in its own way
    "word.pdf": 0.02,  # printed by LibreOffice: deleted words are printed too
}
_SECONDS = 120


@functools.cache
def blocks(plan: str) -> tuple[render.Block, ...]:
    if plan == "third":
        return tuple(third_plan.BLOCKS)
    return tuple(render.describe(read(RAW / f"{plan}.txt")))


@functools.cache
def expected(plan: str) -> Fields:
    """Of a corpus plan its own text; the third plan is written as Word first."""
    if plan == "third":
        return flat(extract(read(render.to_docx(blocks(plan)), "plan.docx")))
    return flat(extract(RAW / f"{plan}.txt"))


def printed(data: bytes, form: str, folder: Path) -> bytes:
    """A Word file converted by LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: it alone writes .doc and prints Word files")
    source = folder / "plan.docx"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form,
         "--outdir", str(folder), str(source)],
        capture_output=True, timeout=_SECONDS, check=True,
    )  # fmt: skip
    return source.with_suffix(f".{form}").read_bytes()


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("form", ALLOWED)
def test_every_form_gives_the_same_records(plan: str, form: str, tmp_path: Path) -> None:
    needs = {"pdf": "reportlab", "doc": "doc2docx", "word.pdf": "pypdfium2"}
    if form in needs:
        pytest.importorskip(needs[form])
    if form in MAKERS:
        data = MAKERS[form](blocks(plan))
    else:
        data = printed(render.to_docx(blocks(plan)), form.rpartition(".")[2], tmp_path)
    missing, more, total = compare(expected(plan), flat(extract(read(data, f"plan.{form}"))))
    differ = max(len(missing), len(more))
    assert differ <= ALLOWED[form] * total, "\n".join([*missing[:20], "--", *more[:20]])


@pytest.mark.parametrize("plan", PLANS)
def test_the_tables_of_a_workbook_are_those_of_the_plan(plan: str) -> None:
    pytest.importorskip("openpyxl")
    ours = flat(extract(read(render.to_docx(blocks(plan)), "plan.docx")), ("tables", "projects"))
    book = extract(read(render.to_xlsx(blocks(plan)), "plan.xlsx"))
    theirs = flat(book, ("tables", "projects"))
    # a workbook has no sections, and rows are parted by cells only
    missing, more, _ = compare(_of_cells(ours), _of_cells(theirs))
    assert (missing, more) == ([], [])
    found = {i.name for i in book.indicators if i.origin == "table"}
    wanted = extract(read(render.to_docx(blocks(plan)), "plan.docx")).indicators
    assert {i.name for i in wanted if i.origin == "table"} == found


def _of_cells(fields: Fields) -> Fields:
    gone = (".section=", ".caption=", ".group=", ".table=")
    kept: Fields = Counter()
    for key, count in fields.items():
        if not any(word in key for word in gone):
            kept[key.partition(".")[2]] += count
    return kept


def test_evidence_keeps_page_and_cell() -> None:
    pytest.importorskip("reportlab")
    plan = extract(read(pages.to_pdf(blocks("third")), "plan.pdf"))
    assert plan.source.pages == len(pages.layout(blocks("third")))
    found = {i.name: i for i in plan.indicators}
    first = found["造林面积"].observations[0].evidence
    table = found["森林覆盖率"].observations[-1].evidence
    assert (first.page, first.cell) == (1, None)
    assert table.cell is not None
    assert table.page is not None
    assert table.page >= 1
    paper = extract(read(render.to_docx(blocks("third")), "plan.docx"))
    assert all(o.evidence.page is None for i in paper.indicators for o in i.observations)


def test_organisations_on_lines_of_one_cell_are_parted() -> None:
    plan = extract(read(render.to_docx(blocks("third")), "plan.docx"))
    names = {area.name for area in plan.areas}
    assert {"市生态环境局", "市水务局", "市农业农村局"} <= names
