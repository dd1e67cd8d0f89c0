"""Web pages: the article without its surroundings, in any encoding."""

from __future__ import annotations

import pytest

from extractor.document import Grid, Paragraph, SourceText
from extractor.errors import ReadError
from extractor.readers import read
from tests.readers import probes
from tests.readers.probes import page_html
from tests.readers.test_fuzz import check

BODY = "为加强水利建设，结合本县实际，制定本方案，请认真组织实施。"


def lines(source: SourceText) -> list[str]:
    return [source.text[b.start : b.end] for b in source.blocks if isinstance(b, Paragraph)]


def page(article: str, head: str = "") -> SourceText:
    return read(page_html(article, head).encode(), "page.html")


def test_navigation_and_footer_are_left_out() -> None:
    article = f"<p>　　{BODY}</p><p>　　一、总体要求</p><p>　　{BODY}</p>"
    assert lines(page(article)) == [BODY, "一、总体要求", BODY]


META = (
    '<meta name="ArticleTitle" content="关于印发水利方案的通知"><meta name="PubDate" '
    'content="2023-11-07 15:02"><meta name="ContentSource" content="某县水利局">'
)


def test_metadata_and_a_title_outside_the_article() -> None:
    source = page(f"<p>{BODY}</p>" * 3, META)
    assert source.properties == {
        "title": "关于印发水利方案的通知",
        "issuer": "某县水利局",
        "issued": "2023-11-07",
    }
    assert lines(source)[0] == "关于印发水利方案的通知"
    assert source.blocks[0].role == "title"  # type: ignore[union-attr]


def test_the_index_box_gives_number_and_date() -> None:
    box = "<table><tr><td>发文机关：</td><td>某县政府</td></tr>"
    box += "<tr><td>文　　号：</td><td>某府〔2023〕3号</td>"
    box += "</tr><tr><td>成文日期：</td><td>2023年3月5日</td></tr></table>"
    html = page_html(f"<p>{BODY}</p>" * 3).replace("<body>", f"<body>{box}")
    properties = read(html.encode(), "page.html").properties
    assert properties == {
        "issuer": "某县政府",
        "document_number": "某府〔2023〕3号",
        "issued": "2023-03-05",
    }


@pytest.mark.parametrize(
    ("declared", "codec"),
    [("gb2312", "gb18030"), ("utf-8", "utf-8"), ("gbk", "utf-8"), ("iso-8859-1", "gb18030"),
     ("big5", "big5"), ("nonsense", "utf-8"), ("utf-8", "utf-16")],
)  # fmt: skip
def test_encodings(declared: str, codec: str) -> None:
    text = "一二三，水利方案，人民政府。" * 10
    html = page_html(f"<p>{text}</p>").replace("utf-8", declared)
    if codec == "big5":
        html = html.replace("县", "區").replace("备", "備").replace("号", "號").replace("办", "辦")
        html = html.replace("单", "單").replace("栏", "欄")
    assert lines(read(html.encode(codec, "ignore"), "page.html")) == [text]


def test_paragraphs_of_line_breaks_and_blanks() -> None:
    article = "<div>" + "<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{BODY}" for _ in range(3)) + "</div>"
    assert lines(page(article)) == [BODY] * 3


def test_tables_with_spans() -> None:
    table = (
        "<table border=1><tr><th rowspan=2>类别</th><th colspan=2>目标</th></tr>"
        "<tr><th>指标</th><th>2025年</th></tr><tr><td>保障</td><td>供水量</td><td>3亿<br>立方米</td></tr></table>"
    )
    source = page(f"<p>{BODY}</p>{table}<p>{BODY}</p>")
    grid = next(b for b in source.blocks if isinstance(b, Grid))
    cells = [
        (c.row, c.column, c.rowspan, c.colspan, source.text[c.start : c.end]) for c in grid.cells
    ]
    assert cells == [
        (0, 0, 2, 1, "类别"), (0, 1, 1, 2, "目标"), (1, 1, 1, 1, "指标"), (1, 2, 1, 1, "2025年"),
        (2, 0, 1, 1, "保障"), (2, 1, 1, 1, "供水量"), (2, 2, 1, 1, "3亿\n立方米"),
    ]  # fmt: skip
    assert grid.header_rows == 2


def test_a_caption_merged_over_the_table_stands_above_it() -> None:
    table = "<table><tr><td colspan=2>附表 目标</td></tr>"
    table += "<tr><td>指标</td><td>数值</td></tr><tr><td>亩数</td><td>3</td></tr></table>"
    source = page(f"<p>{BODY}</p>{table}")
    assert lines(source)[-1] == "附表 目标"


def test_a_hidden_copy_is_left_out_and_a_hidden_original_is_read() -> None:
    copy = f'<div style="display:none">{BODY}{BODY}</div>'
    assert page(f"<p>{BODY}</p><p>{BODY}</p>{copy}").text.count(BODY) == 2
    assert lines(page(f'<div style="display: none"><p>{BODY}</p></div>')) == [BODY]


def test_word_made_html() -> None:
    html = (
        "<html xmlns:o='urn:x'><head><meta charset=gb2312></head><body><p class=MsoTitle>规划</p>"
        "<h1>目标</h1><p class=MsoNormal style='mso-list:l0'><![if !supportLists]><span "
        "style='mso-list:Ignore'>一、<span style='font:7pt'>&nbsp;&nbsp;&nbsp; </span></span>"
        "<![endif]>总体\n要求</p><p class=MsoNormal><ins>增加</ins>"
        "<del>删除</del>内容。</p></body></html>"
    )
    source = read(html.encode("gb18030"), "word.htm")
    assert lines(source) == ["规划", "目标", "一、总体要求", "增加内容。"]
    assert [getattr(b, "level", None) for b in source.blocks] == [None, 1, None, None]
    assert source.blocks[0].role == "title"  # type: ignore[union-attr]


def test_attachments_are_listed() -> None:
    source = page(f'<p>{BODY}</p><p><a href="./P0.docx">附件1 任务表.docx</a></p>')
    assert source.properties["attachments"] == "附件1 任务表.docx\t./P0.docx"
    assert source.notices[0].kind == "attachments"


def test_a_page_in_one_mime_file() -> None:
    body = page_html(f"<p>{BODY}</p>").encode("utf-8").hex(" ").upper().replace(" ", "=")
    mht = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        "Content-Type: text/html; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        f"={body}\r\n--b--\r\n"
    )
    assert lines(read(mht.encode(), "page.mht")) == [BODY]


@pytest.mark.parametrize(
    "html",
    [b"<html></html>", b"<html><body><script>x</script>", b"<div>" * 50_000 + b"<p>x",
     b"<table><tr>" + b"<td>1" * 10_000 + b"</table>"],
)  # fmt: skip
def test_hostile_pages_give_text_or_one_line(html: bytes) -> None:
    check(html, "page.html")


def test_a_table_of_ten_thousand_columns_is_refused() -> None:
    cells = "".join(f"<td>{n}</td>" for n in range(10_000))
    with pytest.raises(ReadError, match="columns"):
        page(f"<p>{BODY}</p><table><tr>{cells}</tr></table>")


def test_a_table_inside_a_cell_of_data_is_lines_of_the_cell() -> None:
    inner = "<table border=1><tr><td>北坡<td>40亩</tr><tr><td>南坡<td>25亩</tr></table>"
    rows = "<tr><th>序号<th>项目<th>内容</tr>" + "".join(
        f"<tr><td>{n}<td>山塘整治工程{n}<td>整治山塘并恢复周边植被{inner if n == 2 else ''}</tr>"
        for n in range(1, 4)
    )
    source = read(probes.page_html(f"<table border=1>{rows}</table>").encode(), "a.html")
    grid = next(b for b in source.blocks if isinstance(b, Grid))
    words = [source.text[c.start : c.end] for c in grid.cells if (c.row, c.column) == (2, 2)]
    assert words == ["整治山塘并恢复周边植被\n北坡　40亩\n南坡　25亩"]


def test_items_of_a_box_are_rows_even_when_their_title_ends_without_a_mark() -> None:
    lines = ["专栏1 节水工程", "改造渠系，整治山塘，建设现代灌区。", "推广滴灌，建设用水计量设施。"]
    words = "".join(f"<p>{line}</p>" for line in lines)
    box = f"<p>{BODY}</p><table border=1><tr><td>{words}</td></tr></table><p>{BODY}</p>"
    source = page(box)
    grid = next(b for b in source.blocks if isinstance(b, Grid))
    assert [source.text[c.start : c.end] for c in grid.cells] == lines
