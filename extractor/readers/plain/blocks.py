"""A text cut into blocks: tables where they are, paragraphs for the rest."""

from __future__ import annotations

import functools

import regex

from extractor.document import Grid, Notice, Paragraph
from extractor.lexicon.alternation import either
from extractor.lexicon.loader import Lexicon
from extractor.lexicon.roles import header_roles
from extractor.readers.plain.broken import Partial
from extractor.readers.plain.debris import Debris
from extractor.readers.plain.lines import RawLine, split_lines
from extractor.readers.plain.pipes import pipe_extent, pipe_table
from extractor.readers.plain.rows import row_table
from extractor.readers.plain.runon import LONG_LINE, front_roles, looks_run_on, split_run_on
from extractor.readers.plain.stream import stream_table
from extractor.readers.plain.word import word_table
from extractor.readers.plain.wrap import Joiner, find_furniture, listed_titles, page_width
from extractor.spans import Span

_HASH = regex.compile(r"(?P<marks>#{1,6})\s++(?=\S)")
_RULE = regex.compile(r"(?:[-*_=—]\s?){3,}+|(?:`{3,}|~{3,})\w*")
_BULLET = regex.compile(r"(?:[-*+>]\s++)++(?=\S)")
_NOTE = regex.compile(r"\[\^[\w-]{1,20}\]:\s*+")
_BROKEN = regex.compile(r"<br\s{0,2}/?>")
_ENDED = frozenset("。！？；：")
_FINISHED = frozenset("。！？；：!?;:”’）)】》〕")
_UNFINISHED = ("，", "、", "（", "(", "《", "“")
_LONGEST_ROW = 200
_RUN_ON = 300  # of the characters at least, when the line is most of the text
_MAYBE_ROW = regex.compile(r"\S[ \t\u3000\u00a0]+\S")
_SIGNS = frozenset("#-*_=—`~+>")  # the characters with which hashes, rules and bullets begin


@functools.lru_cache(maxsize=8)
def box_pattern(lexicon: Lexicon) -> regex.Pattern[str]:
    """Matches where a text starts with the name of a box (专栏)."""
    return regex.compile(either(front_roles(lexicon, "box")))


@functools.lru_cache(maxsize=8)
def _names(lexicon: Lexicon) -> tuple[str, ...]:
    """The names of boxes and attachments."""
    return (*front_roles(lexicon, "box"), *front_roles(lexicon, "attachment"))


class Cutter:
    """Cuts one text into blocks; what cannot be rebuilt with certainty becomes a notice."""

    def __init__(self, text: str, markdown: bool, lexicon: Lexicon) -> None:
        self.text, self.lexicon = text, lexicon
        self.blocks: list[Paragraph | Grid] = []
        self.notices: list[Notice] = []
        self.lines, self.pages = split_lines(text)
        self.markdown = markdown
        self._no_pipes = 0 if "|" in text else len(self.lines)
        self.debris = Debris(text, markdown)
        self.roles, self.box = header_roles(lexicon), box_pattern(lexicon)
        self.width = page_width(text, self.lines)
        self._leave_out_furniture()
        titles = listed_titles(text, self.lines) if self.width else set()
        self.joiner = Joiner(text, self.width, titles) if self.width else None
        self.names = _names(lexicon)
        self.longest_name = max((9, *map(len, self.names)))

    def cut(self) -> Cutter:
        """Go through the lines once."""
        at, lines = 0, self.lines
        while at < len(lines):
            line = lines[at]
            if line.start == line.end:
                at += 1
                continue
            at = self._table(at, line) or self._paragraph(at)
        return self

    def _leave_out_furniture(self) -> None:
        furniture = find_furniture(self.text, self.lines, self.width)
        for i, number in furniture.glued.items():
            line = self.lines[i]
            start = line.start + len(str(number))
            self.lines[i] = RawLine(start, line.end, line.tab, line.indent, line.mark)
        # A line that is left out must not part the sentence around it, so it goes altogether.
        if furniture.lines:
            self.lines = [line for i, line in enumerate(self.lines) if i not in furniture.lines]

    def _table(self, at: int, line: RawLine) -> int | None:
        text, lines = self.text, self.lines
        found: tuple[Grid | Notice | Partial, int] | None = None
        if text[line.start] == "#" and _HASH.match(text, line.start, line.end):
            return None
        if at >= self._no_pipes and text.find("|", line.start, line.end) >= 0:
            until = pipe_extent(text, lines, at)
            found = pipe_table(text, lines, at, until, self.debris, self.roles)
            if found is None:
                self._no_pipes = until  # what was no table as a whole is none from its middle
        short = line.end - line.start <= _LONGEST_ROW
        spaced = short and found is None and self.debris.has_gap(line.start, line.end)
        if spaced and _MAYBE_ROW.search(text, line.start, line.end):
            found = row_table(text, lines, at, self.debris, self.roles)
        if found is None and line.tab:
            found = word_table(text, lines, at, self.debris, self.roles, self.box)
        if found is None:
            found = stream_table(text, lines, at, self.debris, self.roles)
        if found is None:
            return None
        block, after = found
        if isinstance(block, Partial):
            self.blocks.append(block.grid)
            self.notices.append(block.notice)
            for i in block.notes:
                self._add(lines[i].start, lines[i].end, [], "note", None)
        elif isinstance(block, Notice):
            self._unreadable(block, at, after)
        else:
            self.blocks.append(block)
        return after

    def _unreadable(self, notice: Notice, at: int, after: int) -> None:
        """The words of a lost table stay readable as notes; no sentence, so no body."""
        self.notices.append(notice)
        for line in self.lines[at:after]:
            if not line.blank:
                self._add(line.start, line.end, [], "note", None)

    def _paragraph(self, at: int) -> int:
        line = self.lines[at]
        start, role, level = line.start, "heading" if line.mark else "body", None
        if self.markdown or self.text[start] in _SIGNS:
            if _RULE.fullmatch(self.text, start, line.end):
                return at + 1
            start, role, level = self._signed(line, role)
        last = at if level or role == "title" else self._last(at, start)
        if last == at and line.end - line.start >= _RUN_ON and self._is_run_on(line):
            self._run_on(line)
            return at + 1
        breaks: list[Span] = []
        if last > at:
            breaks = [Span(self.lines[i].end, self.lines[i + 1].start) for i in range(at, last)]
        self._add(start, self.lines[last].end, breaks, role, level)
        return last + 1

    def _signed(self, line: RawLine, role: str) -> tuple[int, str, int | None]:
        """Where the words begin behind a hash, a bullet or the mark of a note; role and level."""
        text, start, end = self.text, line.start, line.end
        if hashes := _HASH.match(text, start, end):
            level = len(hashes["marks"])
            return hashes.end(), "title" if level == 1 else role, level if level > 1 else None
        if bullet := _BULLET.match(text, start, end):
            return bullet.end(), role, None
        if self.markdown and (note := _NOTE.match(text, start, end)):
            return note.end(), "note", None
        return start, role, None

    def _is_run_on(self, line: RawLine) -> bool:
        length = line.end - line.start
        if length >= LONG_LINE:
            return True
        whole = 2 * length >= len(self.text)
        return whole and looks_run_on(self.text, line.start, line.end)

    def _last(self, at: int, start: int) -> int:
        """The last physical line of the paragraph that starts on line ``at``."""
        lines = self.lines
        for last in range(at, len(lines) - 1):
            below = lines[last + 1]
            if below.start == below.end or below.mark or below.tab:
                return last
            if not self._joins(lines[last], start, last, below):
                return last
        return len(lines) - 1

    def _joins(self, line: RawLine, start: int, last: int, below: RawLine) -> bool:
        if self._cut_name(line, start, below):
            return True
        if self.joiner is not None:
            after = self.lines[last + 2] if last + 2 < len(self.lines) else None
            return self.joiner.goes_on(line, start, below, after)
        return self._cut_run(line, below)

    def _cut_name(self, line: RawLine, start: int, below: RawLine) -> bool:
        """专栏⏎3⏎…工程: a name, its number and its title on lines of their own."""
        if line.end - start > self.longest_name:
            return False
        name = self.text[start : line.end].strip()
        if not name.startswith(self.names):
            return False
        words = self.text[below.start : below.end]
        if name in self.names:
            return words.isdigit() and len(words) < 3
        known = name[-1:].isdigit() and len(name) < 10
        return known and line.start > start and len(words) < 40

    def _cut_run(self, line: RawLine, below: RawLine) -> bool:
        """A sentence cut where the font changed: it has begun, not ended, and goes on below."""
        text, start, end = self.text, line.start, line.end
        if text[end - 1] in _FINISHED or below.start - end > 2:
            return False
        if text.endswith(_UNFINISHED, start, end):
            return end - start > 30
        if text[start:end] in self.names:
            return False  # 附件 over 2024年…清单: a name alone on its line is no cut sentence
        if below.end - below.start <= 10:
            return False
        begun = end - start <= 2 or text.find("，", start, end) >= 0
        opens = text[below.start] == "“" or text[below.start : below.start + 4].isdigit()
        return begun and opens

    def _run_on(self, line: RawLine) -> None:
        spans, notices = split_run_on(self.text, line.start, line.end, self.lexicon, self.roles)
        self.notices += notices
        for span in spans:
            role = (
                "note"
                if any(n.start < span.end and span.start < n.end for n in notices)
                else "body"
            )
            self._add(span.start, span.end, [], role, None)

    def _add(self, start: int, end: int, breaks: list[Span], role: str, level: int | None) -> None:
        if self.markdown:
            # <br> after the end of a sentence ends a paragraph, elsewhere it wraps a title
            for tag in _BROKEN.finditer(self.text, start, end):
                if self.text[tag.start() - 1] in _ENDED and start < tag.start():
                    self._add(start, tag.start(), breaks, role, level)
                    start = tag.end()
        holes = self.debris.within(start, end)
        if breaks:
            inside = (hole for hole in breaks if start <= hole.start and hole.end <= end)
            holes = tuple(sorted([*holes, *inside]))
        self.blocks.append(Paragraph(start, end, holes, level, role))
