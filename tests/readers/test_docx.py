"""Word files: nothing that Word shows is lost, nothing that it hides is read."""

from __future__ import annotations

import pytest

from extractor.document import Grid, Paragraph, SourceText
from extractor.errors import ReadError
from extractor.readers import read
from extractor.readers.docx.formats import render
from tests.effort import calls
from tests.readers import probes
from tests.readers.probes import cell, docx, level, numbering, paragraph, run, table


def lines(source: SourceText) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if isinstance(b, Paragraph)]


def grids(source: SourceText) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.column, c.rowspan, c.colspan, source.text[c.start : c.end]) for c in b.cells]
        for b in source.blocks
        if isinstance(b, Grid)
    ]


@pytest.fixture(scope="module")
def probe() -> SourceText:
    return read(probes.word_probe(), "probe.docx")


def test_generated_numbers_stand_in_the_text(probe: SourceText) -> None:
    assert [line for line in lines(probe) if line[0] in "第（12"] == [
        "第一章 现状  1",
        "第一章 现状",
        "（一）基础",
        "（二）问题",
        "第二章 目标",
        "（一）指标",
        "1. 第一条任务",
        "2. 第二条任务",
    ]


def test_levels_and_roles_come_from_styles_and_fields(probe: SourceText) -> None:
    told = [
        (probe.text[b.start : b.end], b.level, b.role)
        for b in probe.blocks
        if isinstance(b, Paragraph) and (b.level or b.role != "body")
    ]
    assert told == [
        ("青禾县水利发展规划", None, "title"),
        ("第一章 现状  1", None, "contents"),
        ("第一章 现状", 1, "body"),
        ("（一）基础", 2, "body"),
        ("（二）问题", 2, "body"),
        ("第二章 目标", 1, "body"),
        ("（一）指标", 2, "body"),
        ("口径为规模以上企业。", None, "note"),
    ]


def test_controls_boxes_insertions_symbols_and_links_are_kept(probe: SourceText) -> None:
    text = probe.text
    assert "建成水库12座。" in text
    assert "堤防" not in text
    assert "控件里的一段话。" in text
    assert text.count("专栏1 文本框里的任务。") == 1
    assert "灌溉面积≥30万亩。" in text
    assert "链接里的字。" in text


def test_merged_cells_and_a_continued_table_are_one_grid(probe: SourceText) -> None:
    first, second = grids(probe)
    assert first == [
        (0, 0, 1, 1, "类别"), (0, 1, 1, 1, "指标"), (0, 2, 1, 2, "目标值"),
        (1, 0, 2, 1, "保障"), (1, 1, 1, 1, "供水量"), (1, 2, 1, 1, "3亿立方米"),
        (1, 3, 1, 1, "预期性"),
        (2, 1, 1, 1, "用水量"), (2, 2, 1, 1, "2亿立方米"), (2, 3, 1, 1, "约束性"),
        (3, 0, 1, 1, "节约"), (3, 1, 1, 1, "漏损率"), (3, 2, 1, 1, "9%"), (3, 3, 1, 1, "约束性"),
    ]  # fmt: skip
    assert [text for *_, text in second] == [
        "序号",
        "项目名称",
        "1",
        "东干渠改造",
        "2",
        "西水厂扩建",
    ]


def test_offsets_hold_and_blocks_do_not_overlap(probe: SourceText) -> None:
    at = 0
    for block in probe.blocks:
        assert at <= block.start <= block.end
        at = block.end
    assert at <= len(probe.text)
    assert probe.source.characters == len(probe.text)


def test_reading_the_canonical_text_again_gives_the_same_words() -> None:
    source = read(probes.word_probe(), "probe.docx")
    again = read(source.text.encode(), "probe.txt")
    grid = [b for b in again.blocks if isinstance(b, Grid)]
    assert again.text == source.text
    assert [b.columns for b in grid] == [4, 2]
    first = [again.text[c.start : c.end] for c in grid[0].cells]
    assert first[4:8] == ["保障", "供水量", "3亿立方米", "预期性"]


FORMATS = [
    ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"),
    ("chineseCounting", 100, "一〇〇"), ("chineseCountingThousand", 105, "一百零五"),
    ("chineseCountingThousand", 11, "十一"), ("chineseCountingThousand", 110, "一百一十"),
    ("chineseCountingThousand", 10001, "一万零一"), ("chineseLegalSimplified", 12, "壹拾贰"),
    ("ideographDigital", 20, "二〇"), ("ideographTraditional", 3, "丙"),
    ("ideographZodiac", 12, "亥"), ("ideographZodiacTraditional", 13, "丙子"),
    ("ideographLegalTraditional", 6, "陸"), ("ideographEnclosedCircle", 2, "㊁"),
    ("taiwaneseCountingThousand", 15, "十五"), ("taiwaneseDigital", 10, "一○"),
    ("japaneseCounting", 111, "百十一"), ("japaneseLegal", 3, "参"),
    ("japaneseDigitalTenThousand", 30, "三〇"), ("decimalEnclosedCircle", 20, "⑳"),
    ("decimalEnclosedCircleChinese", 21, "㉑"), ("decimalEnclosedParen", 3, "⑶"),
    ("decimalEnclosedFullstop", 4, "⒋"), ("decimalFullWidth", 12, "１２"),
    ("decimalZero", 7, "07"), ("numberInDash", 3, "- 3 -"), ("koreanDigital", 12, "일이"),
    ("koreanCounting", 15, "십오"), ("koreanLegal", 11, "열하나"), ("ganada", 2, "나"),
    ("chosung", 3, "ㄷ"), ("aiueoFullWidth", 2, "イ"), ("irohaFullWidth", 2, "ロ"),
    ("upperRoman", 9, "IX"), ("lowerRoman", 4, "iv"), ("upperLetter", 27, "AA"),
    ("lowerLetter", 2, "b"), ("ordinal", 22, "22nd"), ("none", 5, ""), ("unheard-of", 5, "5"),
]  # fmt: skip


@pytest.mark.parametrize(("style", "number", "shown"), FORMATS)
def test_number_formats(style: str, number: int, shown: str) -> None:
    assert render(number, style) == shown


def numbered(numbers: str, *items: tuple[int, int]) -> list[str]:
    body = "".join(paragraph("条", listed=item) for item in items)
    return [line.removesuffix("条").strip() for line in lines(read(docx(body, numbers), "n.docx"))]


def test_lists_of_one_abstract_list_go_on_and_an_override_starts_anew() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = numbering({0: level(0, "decimal", "%1.")}, {1: (0, ""), 2: (0, ""), 3: (0, override)})
    assert numbered(numbers, (1, 0), (2, 0), (3, 0), (3, 0), (1, 0)) == [
        "1.",
        "2.",
        "5.",
        "6.",
        "7.",
    ]


def test_levels_restart_under_a_higher_one_unless_told_not_to() -> None:
    numbers = numbering(
        {
            0: level(0, "chineseCounting", "%1、")
            + level(1, "decimal", "%1.%2", "<w:isLgl/>")
            + level(2, "decimal", "（%3）", '<w:lvlRestart w:val="0"/>')
        },
        {1: (0, "")},
    )
    got = numbered(numbers, (1, 0), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2))
    assert got == ["一、", "1.1", "（1）", "二、", "2.1", "（2）"]


def test_bullets_and_unknown_lists_show_no_number() -> None:
    numbers = numbering({0: level(0, "bullet", "\uf0b7")}, {1: (0, "")})
    assert numbered(numbers, (1, 0), (9, 0)) == ["", ""]


@pytest.mark.parametrize("target", ["NULL", "media/none.png", "../../../etc/passwd"])
def test_a_broken_relationship_costs_no_word(target: str) -> None:
    relation = (
        '<Relationship Id="r5" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/image" Target="{target}"/>'
    )
    assert lines(read(docx(paragraph("还在。"), relations=relation), "x.docx")) == ["还在。"]


def test_macro_content_type_is_read() -> None:
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    assert lines(read(docx(paragraph("还在。"), main_type=kind), "x.docm")) == ["还在。"]


def test_soft_returns_join_titles_and_part_sentences() -> None:
    title = run("关于印发青禾县") + "<w:r><w:br/></w:r>" + run("水利规划的通知")
    prose = run("一段话。") + "<w:r><w:br/></w:r>" + run("又一段话。")
    got = lines(read(docx(paragraph(title) + paragraph(prose)), "x.docx"))
    assert got == ["关于印发青禾县水利规划的通知", "一段话。", "又一段话。"]


def test_nested_table_words_stay_in_their_cell() -> None:
    inner = table([cell("甲"), cell("乙")])
    outer = table([cell("名称"), cell("内容")], [cell("一"), cell(content=inner + paragraph("丙"))])
    assert grids(read(docx(outer), "x.docx"))[0][-1] == (1, 1, 1, 1, "甲\u3000乙\n丙")


def test_a_frame_of_one_cell_gives_its_tables() -> None:
    frame = table([cell(content=paragraph("专栏") + table([cell("甲"), cell("乙")]))])
    assert [[t for *_, t in g] for g in grids(read(docx(frame), "x.docx"))] == [
        ["专栏"],
        ["甲", "乙"],
    ]


def test_a_field_that_never_ends_swallows_nothing() -> None:
    open_field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF</w:instrText></w:r>'
    )
    assert lines(read(docx(paragraph(open_field) + paragraph("后文。")), "x.docx")) == ["后文。"]


def test_hidden_text_and_placeholders_are_not_read() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>" + run("显。")
    holder = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
    holder += paragraph("单击此处") + "</w:sdtContent></w:sdt>"
    assert lines(read(docx(paragraph(hidden) + holder), "x.docx")) == ["显。"]


HOSTILE = [
    (docx("<w:p/>"), "no text"),
    (docx(paragraph("x")).replace(b"PK\x01\x02", b"PK\x09\x09"), "damaged"),
    (docx("<w:p><w:r></w:p>"), "damaged"),
    (docx(f"<!DOCTYPE a>{paragraph('x')}"), "entities"),
    (docx(table([cell("x", span=10_000)])), "columns"),
    (docx("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), "damaged"),
]


@pytest.mark.parametrize(("data", "problem"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_files_give_one_line(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError) as error:
        read(data, "x.docx")
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_an_entity_bomb_is_refused() -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + docx_xml("&b;")
    with pytest.raises(ReadError, match="entities"):
        read(probes.zipped({"word/document.xml": bomb.encode()}), "x.docx")


def docx_xml(text: str) -> str:
    return f"<w:document {probes.W}><w:body>{paragraph(text)}</w:body></w:document>"


def test_a_long_file_is_read_whole_with_few_calls() -> None:
    data = probes.many_paragraphs()
    source = read(data, "x.docx")
    assert len(source.blocks) >= 620
    assert calls(lambda: read(data, "x.docx")) < 250 * len(source.blocks)
