"""Probe documents in every form, made in memory: small plans of our own words.

``word_probe`` holds every structure that readers of Word files are known to lose.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_EXTRA = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
# the other parts of a file declare both, as Word writes them
WR = f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

STYLES = f"""<w:styles {WR}>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>
<w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="own"><w:name w:val="节标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""


def level(index: int, style: str, text: str, more: str = "") -> str:
    """One ``w:lvl`` of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(abstracts: dict[int, str], lists: dict[int, tuple[int, str]]) -> str:
    """``numbering.xml`` of abstract lists, and lists as ``(abstract, overrides)``."""
    body = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">{levels}</w:abstractNum>'
        for key, levels in abstracts.items()
    )
    body += "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'
        for key, (abstract, more) in lists.items()
    )
    return f"<w:numbering {WR}>{body}</w:numbering>"


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str = "", style: str = "", listed: tuple[int, int] | None = None) -> str:
    """A paragraph; ``content`` is run XML, or plain text without a ``<``."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if listed is not None:
        num, ilvl = listed
        properties += f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num}"/></w:numPr>'
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def cell(text: str = "", span: int = 1, merge: str = "", content: str = "") -> str:
    """A table cell; ``merge`` is ``restart`` or ``continue``."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or paragraph(text)}</w:tc>"


def table(*rows: Sequence[str], header: int = 0) -> str:
    """A table of rows of cells; the first ``header`` rows repeat on each page."""
    marked = [
        f"<w:tr><w:trPr>{'<w:tblHeader/>' if index < header else ''}</w:trPr>{''.join(row)}</w:tr>"
        for index, row in enumerate(rows)
    ]
    return f"<w:tbl><w:tblPr/>{''.join(marked)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """A complex field with its result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def text_box(text: str) -> str:
    """A drawing with a text box, and the copy of it for old Word."""
    box = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def docx(body: str, numbers: str = "", styles: str = STYLES, **more: str) -> bytes:
    """A Word file of body XML. ``more``: ``footnotes``, ``endnotes``, ``relations``,
    ``main_type``."""
    parts = {"document": f"<w:document {W} {_EXTRA}><w:body>{body}</w:body></w:document>"}
    parts |= {"styles": styles} if styles else {}
    parts |= {"numbering": numbers} if numbers else {}
    parts |= {key: more[key] for key in ("footnotes", "endnotes") if key in more}
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{part}+xml"/>'
        for part in parts
        if part != "document"
    )
    main = more.get("main_type", f"{_TYPE}.document.main+xml")
    relations = "".join(
        f'<Relationship Id="r{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>'
        for part in parts
        if part != "document"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}"/>'
            f"{types}</Types>",
        )
        root = f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{_RELS}">{root}</Relationships>')
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELS}">{relations}'
            f"{more.get('relations', '')}</Relationships>",
        )
        for part, content in parts.items():
            archive.writestr(f"word/{part}.xml", content)
    return buffer.getvalue()


CHAPTERS = numbering(
    {
        0: level(0, "chineseCounting", "第%1章", '<w:pStyle w:val="1"/>')
        + level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="2"/>')
        + level(2, "decimal", "%3."),
        1: level(0, "decimal", "%1"),
    },
    {1: (0, ""), 2: (1, "")},
)

FOOTNOTES = (
    f'<w:footnotes {WR}><w:footnote w:id="-1"><w:p/></w:footnote>'
    f'<w:footnote w:id="2">{paragraph("口径为规模以上企业。")}</w:footnote></w:footnotes>'
)


def word_probe() -> bytes:
    """A plan that holds every structure that readers of Word files are known to lose."""
    body = [
        paragraph("青禾县水利发展规划", "t"),
        paragraph(field('TOC \\o "1-3"', "第一章 现状<w:tab/>1".replace("<w:tab/>", "  "))),
        paragraph("现状", "1"),
        paragraph("基础", "own"),
        paragraph(run("建成") + f"<w:ins>{run('水库')}</w:ins><w:del><w:r><w:delText>"
                  "堤防</w:delText></w:r></w:del>" + run("12座") + '<w:r><w:footnoteReference '
                  'w:id="2"/></w:r>' + run("。")),
        paragraph("问题", "own"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件里的一段话。')}</w:sdtContent></w:sdt>",
        paragraph(run("灌溉面积") + '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
                  + run("30万亩。") + text_box("专栏1 文本框里的任务。")),
        paragraph("目标", "1"),
        paragraph("指标", "own"),
        table(
            [cell("类别"), cell("指标"), cell("目标值", span=2)],
            [cell("保障", merge="restart"), cell("供水量"), cell("3亿立方米"), cell("预期性")],
            [cell(merge="continue"), cell("用水量"), cell("2亿立方米"), cell("约束性")],
            header=1,
        ),
        paragraph("续表"),
        table(
            [cell("类别"), cell("指标"), cell("目标值", span=2)],
            [cell("节约"), cell("漏损率"), cell("9%"), cell("约束性")],
        ),
        table(
            [cell("序号"), cell("项目名称")],
            [cell(content=paragraph(listed=(2, 0))), cell("东干渠改造")],
            [cell(content=paragraph(listed=(2, 0))), cell("西水厂扩建")],
        ),
        paragraph('<w:hyperlink r:id="r9">' + run("链接里的字。") + "</w:hyperlink>"),
        paragraph("第一条任务", listed=(1, 2)),
        paragraph("第二条任务", listed=(1, 2)),
    ]  # fmt: skip
    link = f'Type="{_OFFICE}/hyperlink" Target="http://example.org/" TargetMode="External"'
    relations = f'<Relationship Id="r9" {link}/>'
    return docx("".join(body), CHAPTERS, footnotes=FOOTNOTES, relations=relations)


def many_paragraphs(count: int = 600, tables: int = 20) -> bytes:
    """A long Word file for the benchmark."""
    rows = [[cell(f"指标{r}"), cell("12件"), cell("20件"), cell("预期性")] for r in range(8)]
    body: list[str] = []
    for index in range(count):
        listed = (1, 2) if index % 3 == 0 else None
        body.append(paragraph("完善制度，建设示范基地5个，培育企业20家。" * 3, "", listed))
        if index % (count // tables) == 0:
            body.append(table(*rows, header=1))
    return docx("".join(body), CHAPTERS)


def page_html(article: str, head: str = "", around: bool = True) -> str:
    """A government page around an article."""
    menu = "".join(f'<li><a href="/c{n}">栏目{n}</a></li>' for n in range(20))
    before = f'<div class="nav"><ul>{menu}</ul></div>' if around else ""
    after = (
        '<div class="foot"><p>主办单位：某某县政府办公室　备案号12345</p></div>' if around else ""
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}<title>通知</title></head>'
        f'<body>{before}<div id="main"><div class="x">{article}</div></div>{after}</body></html>'
    )


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def xlsx() -> bytes:
    """A workbook with merged cells, formats, a title, a note and a second sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "青禾县重点任务表"
    sheet.merge_cells("A1:D1")
    sheet.append(["类别", "任务", "2025年目标", "责任单位"])
    sheet.append(["农业", "改造渠系", 0.115, "县水利局"])
    sheet.append([None, "整治山塘", 12.5, "县农业局"])
    sheet["C3"].number_format = "0.0%"
    sheet["C4"].number_format = '0.0"万元"'
    sheet.merge_cells("A3:A4")
    sheet["A5"] = "注：数据为规划数。"
    other = book.create_sheet("项目清单")
    other.append(["项目名称", "投资"])
    other.append(["东干渠", 300])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls() -> bytes:
    """An old workbook with a merged cell."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("任务")
    sheet.write_merge(0, 1, 0, 0, "类别")
    sheet.write(0, 1, "任务")
    sheet.write(1, 1, "渠系改造")
    sheet.write(0, 2, "数值")
    sheet.write(1, 2, 0.25, xlwt.easyxf(num_format_str="0%"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def ofd(pages: Sequence[Sequence[tuple[float, float, float, str]]], rules: str = "") -> bytes:
    """An OFD file; a page is ``(x, y, size, text)`` in millimetres, ``rules`` are path objects."""
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    members = {
        "OFD.xml": f'<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:Title>青禾县水利发展规划</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
    }
    listed = ""
    for number, lines in enumerate(pages):
        listed += f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        objects = "".join(
            f'<ofd:TextObject ID="{100 + i}" Boundary="{x} {y - size} 180 {size * 1.3}" Font="1" '
            f'Size="{size}"><ofd:TextCode X="0" Y="{size}" DeltaX="g {len(text) - 1} {size}">'
            f"{text}</ofd:TextCode></ofd:TextObject>"
            for i, (x, y, size, text) in enumerate(lines)
        )
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f"<ofd:Page {space}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f'</ofd:Area><ofd:Content><ofd:Layer ID="1">{objects}{rules if number == 0 else ""}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    members["Doc_0/Document.xml"] = (
        f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        "</ofd:Document>"
    )
    return zipped({name: content.encode() for name, content in members.items()})


def pdf(draw: object = None, pages: int = 1, password: str | None = None) -> bytes:
    """A PDF; ``draw(canvas, page number)`` draws each page in a Chinese font named ``song``."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, encrypt=password)
    for number in range(pages):
        canvas.setFont("STSong-Light", 14)
        if callable(draw):
            draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
