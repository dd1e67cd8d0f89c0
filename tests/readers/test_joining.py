"""Tables that pages cut are one; tables that only look alike are two."""

from __future__ import annotations

from extractor.readers.joining import join_tables
from extractor.readers.sketch import GridCell, PageStart, Sketch


def sketch(*rows: str) -> Sketch:
    cells = tuple(
        GridCell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row.split("|"))
    )
    return Sketch(cells, len(rows[0].split("|")))


HEAD = "序号|项目名称|地点"


def count(*items: Sketch | PageStart) -> int:
    return sum(isinstance(item, Sketch) for item in join_tables(items))


def test_a_table_that_counts_on_is_one() -> None:
    assert count(sketch(HEAD, "1|甲|东乡"), PageStart(), sketch(HEAD, "2|乙|西乡")) == 1


def test_a_table_that_counts_anew_is_another() -> None:
    assert count(sketch(HEAD, "1|甲|东乡"), PageStart(), sketch(HEAD, "1|乙|西乡")) == 2


def test_a_box_goes_on_over_a_page_within_its_sentence() -> None:
    first = sketch("专栏1 节水工程", "改造渠系，整治山塘，建设现代灌区，完善量水设施，推广")
    items = join_tables([first, PageStart(), sketch("滴灌技术。", "建设计量设施。")])
    assert isinstance(items[0], Sketch)
    assert [c.text for c in items[0].cells][1:] == [
        "改造渠系，整治山塘，建设现代灌区，完善量水设施，推广滴灌技术。",
        "建设计量设施。",
    ]


def test_the_next_box_is_another() -> None:
    assert (
        count(sketch("专栏1 节水", "改造渠系。"), PageStart(), sketch("专栏2 供水", "扩建水厂。"))
        == 2
    )
