"""PDF: paragraphs over lines and pages, no furniture, ruled tables, two columns."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from extractor.document import Grid, Paragraph, SourceText
from extractor.errors import ReadError
from extractor.readers import read
from tests.readers import probes

pytest.importorskip("pypdfium2")
pytest.importorskip("pdfplumber")
pytest.importorskip("reportlab")

TEXT = "青禾县坚持节水优先，推进渠系改造，建设现代灌区，提高供水保障能力，增加有效"  # 37 characters
MORE = "实灌溉面积，完善管护机制，培育用水合作组织，推广智慧水务，落实用水总量控制"
REST = "灌溉面积三十万亩。"


def lines(source: SourceText) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if isinstance(b, Paragraph)]


def put(canvas: Any, texts: list[tuple[float, float, str]]) -> None:
    for x, y, text in texts:
        canvas.drawString(x, y, text)


def prose(canvas: Any, page: int) -> None:
    canvas.setFont("STSong-Light", 12)
    put(canvas, [(230, 815, "青禾县水利规划"), (285, 30, f"— {page + 1} —")])
    start = 0 if page == 0 else 24
    rows = [
        (60 + start, TEXT[:35]),
        (60, TEXT),
        (60, REST),
        (84, TEXT[:35]),
        (60, TEXT),
        (60, MORE),
    ]
    rows = rows if page == 0 else [(60, REST), *rows[3:], (60, REST)]
    put(canvas, [(x, 740 - 24 * n, text) for n, (x, text) in enumerate(rows)])


def test_paragraphs_run_over_lines_and_pages() -> None:
    source = read(probes.pdf(prose, 2), "a.pdf")
    long = TEXT[:35] + TEXT + MORE + REST
    assert lines(source) == [TEXT[:35] + TEXT + REST, long, long]
    assert source.source.pages == 2
    assert source.text[source.pages[1] :].startswith(REST)


def ruled(canvas: Any, rows: list[list[str]], top: float, merged: bool = False) -> None:
    width, height = 120, 24
    canvas.setFont("STSong-Light", 11)
    for n, row in enumerate(rows):
        for m, text in enumerate(row):
            x, y = 80 + m * width, top - n * height
            if text == "^":
                continue
            tall = 2 if merged and n + 1 < len(rows) and rows[n + 1][m] == "^" else 1
            canvas.rect(x, y - height * (tall - 1), width, height * tall)
            canvas.drawString(x + 5, y + 7, text)


def tables(canvas: Any, page: int) -> None:
    if page == 0:
        put(canvas, [(80, 700, "表1 主要指标"), (80, 680, TEXT[:20] + "。")])
        ruled(
            canvas,
            [["类别", "指标", "目标"], ["保障", "供水量", "3亿"], ["^", "用水量", "2亿"]],
            120,
            True,
        )
    else:
        ruled(canvas, [["类别", "指标", "目标"], ["节约", "漏损率", "9%"]], 780)
        put(canvas, [(80, 600, "表后的话。"), (80, 580, TEXT[:20] + "。")])


def test_a_table_over_two_pages_is_one_grid() -> None:
    source = read(probes.pdf(tables, 2), "a.pdf")
    grid = next(b for b in source.blocks if isinstance(b, Grid))
    cells = [(c.row, c.column, c.rowspan, source.text[c.start : c.end]) for c in grid.cells]
    assert cells == [
        (0, 0, 1, "类别"), (0, 1, 1, "指标"), (0, 2, 1, "目标"),
        (1, 0, 2, "保障"), (1, 1, 1, "供水量"), (1, 2, 1, "3亿"),
        (2, 1, 1, "用水量"), (2, 2, 1, "2亿"),
        (3, 0, 1, "节约"), (3, 1, 1, "漏损率"), (3, 2, 1, "9%"),
    ]  # fmt: skip
    assert lines(source)[-2] == "表后的话。"


def boxed(canvas: Any, page: int) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    for n in range(6):
        canvas.rect(60, 735 - 24 * n, 480, 20, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    prose(canvas, page)


def test_white_boxes_behind_words_are_no_table() -> None:
    source = read(probes.pdf(boxed, 2), "a.pdf")
    assert not any(isinstance(b, Grid) for b in source.blocks)


def columns(canvas: Any, page: int) -> None:
    canvas.setFont("STSong-Light", 10)
    left, right = TEXT[:22], "右边一栏讲的是项目安排，要求各乡镇抓好落实工作"[:22]
    for n in range(20):
        put(canvas, [(60, 740 - 18 * n, left), (310, 740 - 18 * n, right)])


def test_two_columns_are_read_one_after_the_other() -> None:
    source = read(probes.pdf(columns), "a.pdf")
    assert source.text.rindex("节水优先") < source.text.index("右边一栏")


def sideways(canvas: Any, page: int) -> None:
    prose(canvas, page)
    canvas.saveState()
    canvas.translate(30, 300)
    canvas.rotate(90)
    canvas.drawString(0, 0, "竖着的印章")
    canvas.restoreState()


def test_vertical_words_are_ignored() -> None:
    assert "印章" not in read(probes.pdf(sideways, 2), "a.pdf").text


def picture(canvas: Any, page: int) -> None:
    from PIL import Image

    canvas.drawInlineImage(Image.new("L", (60, 60)), 50, 50, 400, 600)


def test_a_scanned_pdf_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from extractor.readers.pdf import ocr

    ocr._engine.cache_clear()
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ReadError, match=r"scanned.*\[ocr\]"):
        read(probes.pdf(picture, 2), "scan.pdf")


def test_an_encrypted_pdf_says_so() -> None:
    with pytest.raises(ReadError, match="encrypted"):
        read(probes.pdf(prose, 1, password="geheim"), "a.pdf")


def test_pages_without_rules_ask_pdfium_for_few_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's own share of the time: ``benchmarks/readers.py`` measures the whole."""
    import pypdfium2.raw as raw

    asked = 0
    get = raw.FPDFText_GetLooseCharBox

    def counted(*given: Any) -> Any:
        nonlocal asked
        asked += 1
        return get(*given)

    monkeypatch.setattr(raw, "FPDFText_GetLooseCharBox", counted)
    source = read(probes.pdf(prose, 12), "a.pdf")
    assert 0 < asked < 0.25 * len(source.text)


def even(canvas: Any, page: int) -> None:
    """Lines with a gap, a raised word and another size must not pass as even ones."""
    canvas.setFont("STSong-Light", 12)
    put(canvas, [(60, 700, TEXT), (60, 670, TEXT[:12]), (400, 670, TEXT[:10])])
    put(canvas, [(60, 640, TEXT[:8]), (156, 646, TEXT[8:12]), (60, 600, MORE), (60, 580, REST)])


def test_gaps_on_a_line_are_seen() -> None:
    text = read(probes.pdf(even), "a.pdf").text
    assert TEXT[:12] + "  " + TEXT[:10] in text
    assert MORE + REST in text


def signed(canvas: Any, page: int) -> None:
    prose(canvas, page)
    put(canvas, [(396, 500, "青禾县人民政府办公室"), (60, 476, TEXT), (60, 452, REST)])


def test_a_signature_at_the_right_edge_is_a_line_of_its_own() -> None:
    assert "青禾县人民政府办公室" in lines(read(probes.pdf(signed), "a.pdf"))


def early(canvas: Any, page: int) -> None:
    """A line that ends early since the number after it did not fit goes on."""
    canvas.setFont("STSong-Light", 12)
    put(canvas, [(84, 740, TEXT[:35]), (60, 716, TEXT[:33]), (60, 692, "12345678件，" + MORE[:20])])
    put(canvas, [(60, 668, REST), (84, 644, TEXT[:35]), (60, 620, TEXT), (60, 596, REST)])
    put(canvas, [(84, 572, TEXT[:35]), (60, 548, TEXT), (60, 524, MORE), (60, 500, REST)])


def test_a_number_that_did_not_fit_ends_no_paragraph() -> None:
    assert TEXT[:33] + "12345678件" in read(probes.pdf(early), "a.pdf").text


def written(canvas: Any, page: int) -> None:
    """A page that is a picture of words, as a scanner makes it."""
    import io

    import pypdfium2
    from reportlab.lib.utils import ImageReader

    def words(inner: Any, _: int) -> None:
        inner.setFont("STSong-Light", 22)
        put(inner, [(100, 700, "青禾县水利规划"), (60, 640, "推进渠系改造，建设现代灌区。")])

    shown = pypdfium2.PdfDocument(probes.pdf(words))[0].render(scale=2).to_pil()
    buffer = io.BytesIO()
    shown.save(buffer, "PNG")
    canvas.drawImage(ImageReader(io.BytesIO(buffer.getvalue())), 0, 0, 595, 842)


def test_ocr_reads_a_scan_without_a_network() -> None:
    pytest.importorskip("rapidocr")
    data = probes.pdf(written)
    if not _has_chinese_glyphs(data):
        pytest.skip("no font on this machine draws Chinese without embedding")
    source = read(data, "scan.pdf")
    assert "渠系改造" in source.text
    assert source.notices[0].kind == "ocr"


def _has_chinese_glyphs(data: bytes) -> bool:
    """True when pdfium found a font to draw the picture of words with."""
    import pypdfium2

    image = pypdfium2.PdfDocument(data)[0].render(scale=1).to_numpy()
    return bool((image < 128).sum() > 500)


def site(canvas: Any, page: int) -> None:
    """A notice printed from a browser: menus, path, index box, and the site's foot."""
    canvas.setFont("STSong-Light", 9)
    if page == 0:
        top = ["繁体  无障碍  关怀版", "首页  机构  动态  公开  互动", "首页 > 公开 > 规划计划"]
        put(canvas, [(60, 800 - 14 * n, text) for n, text in enumerate(top)])
        put(canvas, [(60, 740, "文 号：青水〔2024〕7号"), (330, 740, "发布日期：2024年5月6日")])
        canvas.setFont("STSong-Light", 12)
        put(canvas, [(240, 700, "青水〔2024〕7号")])
        canvas.setFont("STSong-Light", 18)
        put(canvas, [(198, 670, "青禾县水利建设委员会"), (207, 644, "（河湖长制办公室）")])
        put(canvas, [(189, 618, "关于加强节水工作的通知")])
    canvas.setFont("STSong-Light", 12)
    put(canvas, [(84, 580, TEXT[:35]), (60, 556, TEXT), (60, 532, REST)])
    put(canvas, [(84, 508, TEXT[:35]), (60, 484, MORE), (60, 460, REST)])
    if page == 1:
        canvas.setFont("STSong-Light", 9)
        low = ["附件1：节水名录.docx", "网站地图 | 联系我们", "青ICP备20240001号-1"]
        put(canvas, [(60, 420 - 14 * n, text) for n, text in enumerate(low)])


def test_a_page_printed_by_a_browser_loses_its_menus() -> None:
    found = lines(read(probes.pdf(site, 2), "a.pdf"))
    assert found[:3] == ["文 号：青水〔2024〕7号", "发布日期：2024年5月6日", "青水〔2024〕7号"]
    assert found[3] == "青禾县水利建设委员会（河湖长制办公室）关于加强节水工作的通知"
    assert found[-1] == "附件1：节水名录.docx"
    assert not any("ICP" in line or "关怀版" in line or " > " in line for line in found)
