"""Title pages and notices: the plan's title, issuer, number, date and status."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractor.document import Front, Reading
from extractor.language.numerals import chinese_value, digit_string
from extractor.layout.front_words import FrontWords, front_words
from extractor.layout.reading import Draft
from extractor.lexicon.loader import Lexicon
from extractor.spans import Span

_D = r"[〇○零一二三四五六七八九十\d]"
_DATE = regex.compile(
    rf"(?P<y>(?:19|20)\d\d|[一二][{'〇○零一二三四五六七八九'}]{{3}})\s?"
    rf"(?:年\s?(?P<m>{_D}{{1,3}})\s?月(?:\s?(?P<d>{_D}{{1,3}})\s?日)?|[-./](?P<m>\d{{1,2}})(?:[-./](?P<d>\d{{1,2}}))?)"
)
_DOC_NUMBER = regex.compile(
    r"[\p{Han}]{1,14}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\s?\d{1,4}\s?号"
)
_QUOTED = regex.compile(r"《((?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){2,120})》")
_BRACKETS = regex.compile(r"[（(〔【][^（()）]{1,30}[）)〕】]")
_SPACE = regex.compile(r"\s+")
_DAY = regex.compile(rf"{_D}\s?日|年\s?{_D}{{1,2}}\s?月")
_LONGEST_TITLE = 80
_WRAPPED = 0.4  # of the lines at most stand above the plan
_FEW = 12  # … or so many, in a short text
_ZONE = 80  # lines in which a front page may stand
_METADATA = regex.compile(
    r"[-*\s]*[【]?(?P<key>[\p{Han}_A-Za-z]{2,14}(?:\s[\p{Han}])?)[】]?[*]{0,2}\s?[:：]\s*(?P<value>.*)"
)


def mark_wrapper(reading: Reading, drafts: Sequence[Draft], lexicon: Lexicon) -> int:
    """Mark what a web page puts above the plan, up to a line that says 正文; where that ends."""
    wrapper = front_words(lexicon).wrapper
    reach = max(int(len(drafts) * _WRAPPED), min(len(drafts) - 1, _FEW))
    for i in range(reach, -1, -1):
        if i < len(drafts) and reading.text[drafts[i].start : drafts[i].end] in wrapper:
            for draft in drafts[: i + 1]:
                draft.kind = "front"
            return i + 1
    return 0


def read_front(
    reading: Reading, drafts: Sequence[Draft], low: int, first: int, lexicon: Lexicon
) -> Front:
    """Find what stands between the page's own lines and the first heading, and mark it.

    ``low`` is what ``mark_wrapper`` gave, ``first`` the line of the first heading.
    """
    return _FrontReader(reading, drafts, low, first, front_words(lexicon)).read()


class _FrontReader:
    """One pass over the lines before the first heading, and the last lines of the text."""

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

    def read(self) -> Front:
        self._metadata()
        title = self._title()
        if title:
            self._after_title(title)
            self._before_title(title[0])
        else:
            self._quoted_title()
        self._tail()
        self._agency_from_title()
        for key, (value, low, high) in self.meta.items():
            self._set(key, value, low, high)
        self._title_of_form()
        keys = ("title", "issuer", "document_number", "issued", "status")
        spans = tuple(self.spans[key] for key in keys if key in self.spans)
        title_, issuer, number, issued, status = (self.values.get(key) for key in keys)
        return Front(title_, issuer, number, issued, status, spans)

    def _set(self, key: str, value: str, start: int, end: int) -> None:
        if key not in self.values and value:
            self.values[key] = value
            self.spans[key] = Span(start, end)

    # metadata lines of web pages and exports ---------------------------------------------

    def _metadata(self) -> None:
        """来源：…, **发布日期**: …"""
        for i in (*range(min(self.low, _ZONE)), *self.zone[:_ZONE]):
            match = _METADATA.fullmatch(self.text(i)) if len(self.text(i)) < 400 else None
            if match is None or (key := self._metadata_role(match["key"])) is None:
                continue
            self.drafts[i].kind = "front"
            self._found_metadata(i, key, match)
        self.zone = [i for i in self.zone if self.drafts[i].kind == "body"]

    def _metadata_role(self, key: str) -> str | None:
        role = self.words.roles.get(_SPACE.sub("", key))
        return role if role and role.endswith("_key") else None

    def _found_metadata(self, line: int, key: str, match: regex.Match[str]) -> None:
        value = match["value"].strip()
        start = self.drafts[line].start + match.start("value")
        raw = self.reading.raw[start : start + len(value)]
        if key == "date_key" and (date := _iso(value)):
            self.meta.setdefault("issued", (date, start, start + len(value)))
        elif key in ("issuer_key", "number_key", "title_key") and value:
            name = {"issuer_key": "issuer", "number_key": "document_number"}.get(key, "title")
            self.meta.setdefault(name, (raw, start, start + len(value)))

    # title -------------------------------------------------------------------------------

    def _title(self) -> list[int] | None:
        """The lines of the plan's title: the last title before the text, or what the form says."""
        said = [i for i in self.zone if self.drafts[i].role == "title"]
        groups = self._title_groups()
        plans = [group for group in groups if not self._is_notice(group)]
        chosen = plans[-1] if plans else said or (groups[-1] if groups else None)
        if not chosen:
            return None
        value = "".join(self.raw(i) for i in chosen)
        start, end = self.drafts[chosen[0]].start, self.drafts[chosen[-1]].end
        status = self.words.draft.search(self.reading.text, start, end)
        bare = value
        if status:
            self._set("status", status["status"], *status.span("status"))
            bare = self.words.draft.sub("", value)
        self._set("title", _SPACE.sub(" ", bare).strip(), start, end)
        for i in chosen:
            self.drafts[i].kind = "title"
        return chosen

    def _title_groups(self) -> list[list[int]]:
        groups: list[list[int]] = []
        for i in self.zone:
            if not self._ends_title(i):
                continue
            group = [i]
            above = i - 1
            while len(group) < 3 and self._opens_title(above, group[0]):
                group.insert(0, above)
                above -= 1
            groups.append(group)
        return groups

    def _ends_title(self, line: int) -> bool:
        text = self.text(line)
        if not 2 < len(text) <= _LONGEST_TITLE or text[-1] in "。；，：":
            return False
        plain = not any(mark in text for mark in "。：")
        return plain and bool(self.words.title.match(text))

    def _opens_title(self, line: int, below: int) -> bool:
        """A title over two lines: the upper one is short, unfinished and no agency or date."""
        if line < 0 or self.drafts[line].kind != "body" or self.drafts[below].gap > 1:
            return False
        text = self.text(line)
        if not 2 <= len(text) <= 40 or text[-1] in "。；：，、）)" or _DAY.search(text):
            return False
        if _DATE.fullmatch(text):
            return False
        if self.drafts[line].cell is not None or self._ends_title(line):
            return False
        if _DOC_NUMBER.search(text) or text.startswith(("（", "(")) or self._is_annex(text):
            return False
        agency = self.words.agency.fullmatch(text) is not None
        return not agency or self.text(below)[:2] in ("关于", "印发")

    def _is_annex(self, text: str) -> bool:
        """附件3 above a title is no part of it."""
        return self.words.roles.get(text.rstrip("0123456789：: ")) == "attachment"

    def _is_notice(self, group: Sequence[int]) -> bool:
        text = _BRACKETS.sub("", "".join(self.text(i) for i in group)).strip()
        return bool(text.endswith(tuple(self.words.notice)))

    def _quoted_title(self) -> None:
        """A plan without a title line names itself where it says what was drawn up."""
        for i in self.zone:
            text = self.text(i)
            for match in _QUOTED.finditer(text):
                before = text[max(0, match.start() - 6) : match.start()]
                after = text[match.end() : match.end() + 8]
                named = self.words.title.match(match[1]) is not None
                if named and (
                    before.endswith(self.words.before) or after.startswith(self.words.after)
                ):
                    start = self.drafts[i].start + match.start(1)
                    end = self.drafts[i].start + match.end(1)
                    self._set("title", self.reading.raw[start:end], start, end)
                    return

    def _title_of_form(self) -> None:
        """What the form itself calls the title, when the text has none."""
        for i, draft in enumerate(self.drafts[: self.first]):
            if draft.role == "title" and "title" not in self.values:
                self._set("title", self.raw(i), draft.start, draft.end)
                draft.kind = "title"

    # around the title --------------------------------------------------------------------

    def _after_title(self, title: Sequence[int]) -> None:
        for i in self.zone:
            if i <= title[-1]:
                continue
            text, draft = self.text(i), self.drafts[i]
            status = self.words.draft.fullmatch(text)
            if status:
                self._set(
                    "status",
                    status["status"],
                    draft.start + status.start("status"),
                    draft.start + status.end("status"),
                )
                draft.kind = "title"
            elif len(text) <= 60 and self._small_print(i):
                draft.kind = "front"
            elif len(text) > 60:
                break

    def _small_print(self, line: int) -> bool:
        """A date, number, addressee or agency between the title and the text."""
        text, draft = self.text(line), self.drafts[line]
        number = _DOC_NUMBER.search(text)
        if number and len(text) <= len(number.group()) + 6:
            raw = self.reading.raw[draft.start + number.start() : draft.start + number.end()]
            self._set(
                "document_number", raw, draft.start + number.start(), draft.start + number.end()
            )
            return True
        date = _DATE.search(text)
        if date and (len(text) <= 16 or text[0] in "（("):
            if iso := _iso(text):
                self._set("issued", iso, draft.start + date.start(), draft.start + date.end())
            return True
        if self.words.agency.fullmatch(text):
            return True
        return self.words.addressee.fullmatch(text) is not None

    def _before_title(self, title: int) -> None:
        """The notice: its number, who signed it and when."""
        above = [i for i in self.zone if i < title]
        for i in above:
            self.drafts[i].kind = "front"
            number = _DOC_NUMBER.search(self.text(i))
            start = self.drafts[i].start
            if number and len(self.text(i)) <= len(number.group()) + 8:
                raw = self.reading.raw[start + number.start() : start + number.end()]
                self._set("document_number", raw, start + number.start(), start + number.end())
        self._signature(above)

    def _signature(self, lines: Sequence[int]) -> None:
        """The last date on a line of its own, and the agencies right above it."""
        for at in range(len(lines) - 1, -1, -1):
            text = self.text(lines[at])
            match = _DATE.search(text)
            if match is None or len(text) > 20 or not (iso := _iso(text)):
                continue
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
        value = str(self.words.seal.sub("", value))
        self._set("issuer", value, self.drafts[names[0]].start, self.drafts[names[-1]].end)

    # after the text ----------------------------------------------------------------------

    def _tail(self) -> None:
        """Signature and small print at the end."""
        last = [
            i
            for i in range(max(self.first, len(self.drafts) - 12), len(self.drafts))
            if self.drafts[i].cell is None and self.drafts[i].end > self.drafts[i].start
        ]
        for i in reversed(last):
            text = self.text(i)
            if len(text) > 60 or not (
                self.words.trailer.match(text)
                or (_METADATA.match(text) and self.words.trailer.match(text.lstrip("*- ")))
            ):
                break
            self.drafts[i].kind = "front"
        short = [i for i in last if len(self.text(i)) <= 40 and self.drafts[i].kind == "body"]
        if "issued" not in self.values and short:
            self._signature(short)

    def _agency_from_title(self) -> None:
        """…关于印发…的通知: who speaks, when no signature says it."""
        if "issuer" in self.values:
            return
        for i in range(min(self.first, len(self.drafts))):
            draft = self.drafts[i]
            if draft.kind not in ("title", "front") or draft.end - draft.start > _LONGEST_TITLE * 2:
                continue
            text = self.text(i)
            at = text.find("关于")
            name = text[:at] if at > 1 else ""
            known = name[:1] not in "（(" and self.words.agency.fullmatch(name.strip())
            if name and known and self._ends_title(i):
                raw = self.reading.raw[draft.start : draft.start + at].strip()
                self._set("issuer", raw, draft.start, draft.start + len(raw))
                return


def _iso(text: str) -> str | None:
    """2023年1月9日, 二〇二三年一月九日, 2023-01-09 → 2023-01-09 (or 2023-01)."""
    match = _DATE.search(text)
    if match is None:
        return None
    year = match["y"] if match["y"].isdigit() else digit_string(match["y"].replace("○", "〇"))
    month, day = _small(match["m"]), _small(match["d"])
    if year is None or month is None or not 1 <= month <= 12 or (day or 1) > 31:
        return None
    return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")


def _small(words: str | None) -> int | None:
    if not words:
        return None
    if words.isdigit():
        return int(words)
    value = chinese_value(words)
    return int(value) if value is not None else None
