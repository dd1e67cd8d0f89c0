"""OFD: lines from positioned text objects, paragraphs over pages, tables from rules."""

from __future__ import annotations

from extractor.document import Grid, Paragraph
from extractor.readers import read
from tests.readers.probes import ofd

TEXT = "青禾县坚持节水优先，推进渠系改造，建设现代灌区，提高供水保障能力，增加"  # 35 characters
REST = "灌溉面积三十万亩。"


def test_lines_become_paragraphs_over_pages_and_page_numbers_go() -> None:
    first = [
        (25.0, 40.0, 7.0, "青禾县水利规划"),
        (34.0, 60.0, 4.5, TEXT[:33]),
        (25.0, 70.0, 4.5, TEXT),
        (25.0, 80.0, 4.5, TEXT),
        (100.0, 280.0, 4.0, "- 1 -"),
    ]
    second = [
        (25.0, 40.0, 4.5, REST),
        (34.0, 50.0, 4.5, TEXT[:33]),
        (25.0, 60.0, 4.5, TEXT),
        (25.0, 70.0, 4.5, REST),
        (100.0, 280.0, 4.0, "- 2 -"),
    ]
    source = read(ofd([first, second]), "a.ofd")
    texts = [source.text[b.start : b.end] for b in source.blocks if isinstance(b, Paragraph)]
    assert texts == ["青禾县水利规划", TEXT[:33] + TEXT * 2 + REST, TEXT[:33] + TEXT + REST]
    assert source.source.pages == 2
    assert source.text[source.pages[1] :].startswith(REST)
    assert source.properties == {"title": "青禾县水利发展规划"}


def test_rules_make_a_table() -> None:
    path = "".join(f"M 20 {y} L 120 {y} " for y in (50, 60, 70)) + "".join(
        f"M {x} 50 L {x} 70 " for x in (20, 70, 120)
    )
    rules = (
        '<ofd:PathObject ID="9" Boundary="0 0 210 297"><ofd:AbbreviatedData>'
        f"{path}</ofd:AbbreviatedData></ofd:PathObject>"
    )
    words = [
        (25, 57, 4, "指标"),
        (75, 57, 4, "目标"),
        (25, 67, 4, "供水量"),
        (75, 67, 4, "3亿立方米"),
    ]
    source = read(ofd([words], rules), "a.ofd")
    grid = next(b for b in source.blocks if isinstance(b, Grid))
    cells = [(c.row, c.column, source.text[c.start : c.end]) for c in grid.cells]
    assert cells == [(0, 0, "指标"), (0, 1, "目标"), (1, 0, "供水量"), (1, 1, "3亿立方米")]
