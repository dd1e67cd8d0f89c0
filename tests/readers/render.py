"""The description of a plan written as Word, web page, Markdown and workbook."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from tests.readers import probes
from tests.readers.shapes import (
    SCHEMES,
    SHAPES,
    Block,
    Box,
    Field,
    Para,
    Part,
    Sheet,
    chinese,
    describe,
    merged,
    pieces,
    places,
    plain,
    written,
)

__all__ = [
    "Block", "Box", "Field", "Para", "Part", "Sheet", "chinese", "describe", "pieces", "plain",
    "to_docx", "to_html", "to_markdown", "to_xlsx",
]  # fmt: skip

# -- Word -------------------------------------------------------------------------------

_WORD_LEVELS = "".join(
    probes.level(
        index,
        "decimal" if scheme == "point" else "chineseCountingThousand",
        SHAPES[scheme][0].replace("%s", f"%{index + 1}"),
        f'<w:suff w:val="{"space" if SHAPES[scheme][1] else "nothing"}"/>',
    )
    for index, scheme in enumerate(SCHEMES)
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f"<w:styles {probes.WR}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Noto Serif CJK SC" '
    'w:hAnsi="Noto Serif CJK SC" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="24"/></w:rPr>'
    "</w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/>'
    '</w:pPr><w:rPr><w:sz w:val="40"/></w:rPr></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="h{n}"><w:name w:val="heading {n}"/>'
        f'<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="{n - 1}"/></w:pPr></w:style>'
        for n in range(1, 6)
    )
    + "</w:styles>"
)


class _Lists:
    """Word's counters, played through: which ``w:num`` gives a paragraph its number."""

    def __init__(self) -> None:
        self.counters: dict[int, int] = {}
        self.current: dict[int, int] = {}
        self.lists: dict[int, tuple[int, str]] = {1: (0, "")}

    def place(self, scheme: str, value: int) -> tuple[int, int]:
        """List and level of the next paragraph; a jump in the numbers is an override."""
        level = SCHEMES.index(scheme)
        if self.counters.get(level, 0) + 1 != value:
            override = f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/>'
            self.lists[len(self.lists) + 1] = (0, override + "</w:lvlOverride>")
            self.current[level] = len(self.lists)
        self.counters = {k: v for k, v in self.counters.items() if k < level} | {level: value}
        self.current = {k: v for k, v in self.current.items() if k <= level}
        return self.current.get(level, 1), level


def to_docx(blocks: Sequence[Block]) -> bytes:
    """A Word file with generated numbers, merged cells, controls, boxes and revisions."""
    lists, notes = _Lists(), []
    body: list[str] = []
    for block in blocks:
        if isinstance(block, Sheet):
            body.extend(_word_sheet(block))
        elif isinstance(block, Box):
            cell = "".join(probes.paragraph(probes.run(escape(line))) for line in block.lines)
            body.append(_word_table([[probes.cell(content=cell)]], 1, 0))
        else:
            body.append(_word_para(block, lists, notes))
    footnotes = f'<w:footnotes {probes.WR}><w:footnote w:id="-1"><w:p/></w:footnote>'
    for index, note in enumerate(notes, 1):
        words = probes.paragraph(probes.run(escape(note)))
        footnotes += f'<w:footnote w:id="{index}">{words}</w:footnote>'
    more = {"footnotes": footnotes + "</w:footnotes>"} if notes else {}
    numbers = probes.numbering({0: _WORD_LEVELS}, lists.lists)
    return probes.docx("".join(body), numbers, _STYLES, **more)


def _word_para(para: Para, lists: _Lists, notes: list[str]) -> str:
    runs = "".join(_word_part(part) for part in para.parts)
    if para.note is not None:
        notes.append(para.note)
        runs += f'<w:r><w:footnoteReference w:id="{len(notes)}"/></w:r>'
    if para.kind == "textbox":
        box = f"<w:txbxContent>{probes.paragraph(escape(para.words))}</w:txbxContent>"
        size = 'style="width:420pt;height:60pt"'
        drawn = f"<v:rect {size}><v:textbox>{box}</v:textbox></v:rect>"
        return probes.paragraph(f"<w:r><w:pict>{drawn}</w:pict></w:r>")
    listed = lists.place(*para.number) if para.number else None
    style = "t" if para.kind == "title" else ""
    if para.kind == "heading" and listed:
        style = f"h{listed[1] + 1}"
    made = probes.paragraph(runs, style, listed)
    side = {"right": "right", "centred": "center"}.get(para.kind)
    format = f'<w:jc w:val="{side}"/>' if side else '<w:ind w:firstLine="480"/>'
    return made if para.kind == "title" else made.replace("</w:pPr>", f"{format}</w:pPr>", 1)


def _word_part(part: Part) -> str:
    lines = escape(part.text).split("\n")
    if part.kind == "del":
        return f"<w:del><w:r><w:delText>{lines[0]}</w:delText></w:r></w:del>"
    runs = "<w:r><w:br/></w:r>".join(map(probes.run, lines))
    if part.kind == "ins":
        return f"<w:ins>{runs}</w:ins>"
    if part.kind == "link":
        return f'<w:hyperlink w:anchor="a">{runs}</w:hyperlink>'
    if part.kind == "control":
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{runs}</w:sdtContent></w:sdt>"
    return probes.field('HYPERLINK \\\\l "a"', part.text) if part.kind == "field" else runs


def _word_sheet(sheet: Sheet) -> Iterator[str]:
    for index, piece in enumerate(pieces(sheet)):
        if index:
            yield '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + probes.paragraph("续表")
        yield _word_table(_word_rows(piece), piece.columns, piece.header)


def _word_rows(sheet: Sheet) -> list[list[str]]:
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, int]] = {}
    for row in sheet.rows:
        cells: list[str] = []
        column = 0
        given = iter(row)
        while column < sheet.columns:
            left, width = hanging.get(column, (0, 1))
            if left:
                cells.append(probes.cell(span=width, merge="continue"))
                hanging[column] = (left - 1, width)
            else:
                cell = next(given)
                width = cell.colspan
                merge = "restart" if cell.rowspan > 1 else ""
                cells.append(probes.cell(span=width, merge=merge, content=_word_cell(cell)))
                hanging[column] = (cell.rowspan - 1, width)
            column += width
        rows.append(cells)
    return rows


def _word_cell(cell: Field) -> str:
    words = "".join(probes.paragraph(escape(line)) for line in cell.text.split("\n"))
    if cell.nested:
        inner = [[probes.cell(escape(text)) for text in row] for row in cell.nested]
        words += _word_table(inner, len(cell.nested[0]), 0) + probes.paragraph()
    return words


def _word_table(rows: Sequence[Sequence[str]], columns: int, header: int) -> str:
    made = probes.table(*rows, header=header)
    grid = "".join(f'<w:gridCol w:w="{9000 // columns}"/>' for _ in range(columns))
    properties = (
        f'<w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
    )
    return made.replace("<w:tblPr/>", f"{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>", 1)


# -- web page, Markdown, workbook ---------------------------------------------------------

_TAGS = {"ins": "ins", "del": "del", "link": "a", "field": "span", "control": "span"}


def to_html(blocks: Sequence[Block]) -> bytes:
    """A government page: navigation around, article with headings and merged cells."""
    out: list[str] = []
    notes: list[str] = []
    for block in blocks:
        if isinstance(block, Sheet):
            for index, piece in enumerate(pieces(block)):
                out.append(("<p>续表</p>" if index else "") + _html_sheet(piece))
        elif isinstance(block, Box):
            lines = "".join(f"<p>{html.escape(line)}</p>" for line in block.lines)
            out.append(f'<table border="1"><tr><td>{lines}</td></tr></table>')
        else:
            out.append(_html_para(block))
            notes += [block.note] if block.note else []
    out += [f'<p class="MsoFootnoteText">{html.escape(note)}</p>' for note in notes]
    return probes.page_html("\n".join(out)).encode("gb18030").replace(b"utf-8", b"gb18030")


def _html_para(para: Para) -> str:
    words = html.escape(written(*para.number)) if para.number else ""
    for part in para.parts:
        text = html.escape(part.text).replace("\n", "<br/>")
        tag = _TAGS.get(part.kind)
        words += f"<{tag}>{text}</{tag}>" if tag else text
    if para.kind == "heading" and para.number:
        level = min(6, SCHEMES.index(para.number[0]) + 2)
        return f"<h{level}>{words}</h{level}>"
    if para.kind == "title":
        return f"<h1>{words}</h1>"
    side = {"right": ' align="right"', "centred": ' align="center"'}.get(para.kind, "")
    return f"<p{side}>{words}</p>"


def _html_sheet(sheet: Sheet) -> str:
    rows = ""
    for index, row in enumerate(sheet.rows):
        tag = "th" if index < sheet.header else "td"
        cells = ""
        for cell in row:
            spans = f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
            spans += f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
            words = "<br/>".join(map(html.escape, cell.text.split("\n")))
            if cell.nested:
                inner = (
                    "<tr>" + "".join(f"<td>{html.escape(t)}</td>" for t in r) + "</tr>"
                    for r in cell.nested
                )
                words += f'<table border="1">{"".join(inner)}</table>'
            cells += f"<{tag}{spans}>{words}</{tag}>"
        rows += f"<tr>{cells}</tr>"
    return f'<table border="1">{rows}</table>'


def to_markdown(blocks: Sequence[Block]) -> bytes:
    """Markdown: merged cells are left empty, boxes are quotes, footnotes stand at the end."""
    out: list[str] = []
    notes: list[str] = []
    for block in blocks:
        if isinstance(block, Sheet):
            for index, piece in enumerate(pieces(block)):
                out += ["续表"] if index else []
                out.append(_markdown_sheet(piece))
        elif isinstance(block, Box):
            out.append("\n>\n".join(f"> {line}" for line in block.lines))
        else:
            words = block.text.replace("\n", "<br>")
            if block.kind == "heading" and block.number:
                words = "#" * (SCHEMES.index(block.number[0]) + 2) + " " + words
            elif block.kind == "title":
                words = f"# {words}"
            if block.note:
                notes.append(block.note)
                words += f"[^{len(notes)}]"
            out.append(words)
    out += [f"[^{index}]: {note}" for index, note in enumerate(notes, 1)]
    return "\n\n".join(out).encode() + b"\n"


def _markdown_sheet(sheet: Sheet) -> str:
    lines = []
    for index, row in enumerate(places(sheet)):
        lines.append("| " + " | ".join(text.replace("\n", "<br>") for text in row) + " |")
        if not index:
            lines.append("|" + " --- |" * sheet.columns)
    return "\n".join(lines)


def to_xlsx(blocks: Sequence[Block]) -> bytes:
    """A workbook of the tables, each with the line above it as its caption."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for index, block in enumerate(blocks):
        if not isinstance(block, Sheet):
            continue
        sheet = book.create_sheet()
        above = blocks[index - 1]
        if isinstance(above, Para) and not above.words.endswith("。"):
            sheet.append([above.text])
        first = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value else 1
        for r, row in enumerate(places(block)):
            for c, text in enumerate(row):
                if text:
                    sheet.cell(first + r, c + 1, text)
        for r, c, cell in merged(block):
            last = {"end_row": first + r + cell.rowspan - 1, "end_column": c + cell.colspan}
            sheet.merge_cells(start_row=first + r, start_column=c + 1, **last)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
