"""Who signed a plan and when: the lines of its front and its end, and what they say."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Reading
from extractor.layout.dates import DATE, iso_date
from extractor.layout.front_words import FrontWords
from extractor.layout.reading import Draft
from extractor.spans import Span

ITEM = regex.compile(r"\d{1,2}\s?[.、](?!\d)")
_GAP = regex.compile(r"\s{2,}")  # between the columns of a signature
LONGEST_TITLE = 80


class SignedLines:
    """The lines before the first heading and the last lines of the text.

    ``values`` and ``spans`` hold what has been found; the first find of a key stays.
    """

    def __init__(
        self, reading: Reading, drafts: Sequence[Draft], low: int, first: int, words: FrontWords
    ) -> None:
        self.reading, self.drafts, self.words = reading, drafts, words
        self.low = low
        self.meta: dict[str, tuple[str, int, int]] = {}
        self.zone = [
            i
            for i in range(low, min(first, len(drafts)))
            if drafts[i].cell is None
            and drafts[i].kind == "body"
            and drafts[i].end > drafts[i].start
        ]
        self.first = first
        self.spans: dict[str, Span] = {}
        self.values: dict[str, str] = {}

    def text(self, line: int) -> str:
        return self.reading.text[self.drafts[line].start : self.drafts[line].end]

    def raw(self, line: int) -> str:
        return self.reading.raw[self.drafts[line].start : self.drafts[line].end]

    def _set(self, key: str, value: str, start: int, end: int) -> None:
        if key not in self.values and value:
            self.values[key] = value
            self.spans[key] = Span(start, end)

    def _signature(self, lines: Sequence[int]) -> None:
        """The last date on a line of its own, and the agencies right above it."""
        for at in range(len(lines) - 1, -1, -1):
            text = self.text(lines[at])
            match = DATE.search(text)
            if match is None or len(text) > 20 or not (iso := iso_date(text)):
                continue
            if text[match.end() :].strip("。）)印发日 "):
                continue  # 全市2018年9月建成水厂2座。: a sentence with a date, no signature
            start = self.drafts[lines[at]].start
            self._set("issued", iso, start + match.start(), start + match.end())
            self.drafts[lines[at]].kind = "front"
            self._signers(lines, at)
            return

    def _signers(self, lines: Sequence[int], at: int) -> None:
        names: list[int] = []
        for i in reversed(lines[:at]):
            text = self.text(i)
            if len(text) > 40 or text[-1] in "。：；，" or not self.words.agency.fullmatch(text):
                break
            names.insert(0, i)
        if not names:
            return
        for i in names:
            self.drafts[i].kind = "front"
        parts = [self.raw(i) for i in names]
        value = parts[0]
        for part in parts[1:]:
            value += part if part[0] in "（(" else f" {part}"
        value = _GAP.sub(" ", str(self.words.seal.sub("", value)))
        self._set("issuer", value, self.drafts[names[0]].start, self.drafts[names[-1]].end)

    def _tail(self) -> None:
        """Signature and small print at the end."""
        last = [
            i
            for i in range(max(self.first, len(self.drafts) - 12), len(self.drafts))
            if self.drafts[i].cell is None and self.drafts[i].end > self.drafts[i].start
        ]
        trailing = [i for i in last if self._is_trailer(i)]
        if trailing and all(i in trailing or self._is_web_line(i) for i in last if i > trailing[0]):
            for i in last[last.index(trailing[0]) :]:
                self.drafts[i].kind = "front"
        short = [i for i in last if len(self.text(i)) <= 40 and i not in trailing]
        if "issued" not in self.values and short:
            self._signature(short)
        if "issued" not in self.values:
            self._imprint(last)

    def _is_trailer(self, line: int) -> bool:
        text = self.text(line)
        return len(text) <= 60 and self.words.trailer.match(text.lstrip("*- ")) is not None

    def _is_web_line(self, line: int) -> bool:
        """A short line without a sentence, as web pages put them after the text."""
        text = self.text(line)
        quoted = text.startswith("[") and len(text) <= LONGEST_TITLE * 2  # [1] a source
        return quoted or (len(text) <= 40 and text[-1] not in "。；" and not ITEM.match(text))

    def _imprint(self, lines: Sequence[int]) -> None:
        """某市人民政府办公室2022年4月9日印发: the day of printing, when no other is given."""
        for i in reversed(lines):
            text = self.text(i)
            match = DATE.search(text)
            printed = self.drafts[i].kind == "front" and text.rstrip("。)） ").endswith("印发")
            if printed and match and (iso := iso_date(text)):
                start = self.drafts[i].start
                self._set("issued", iso, start + match.start(), start + match.end())
                return
