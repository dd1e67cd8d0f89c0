"""Title pages and notices: the plan's title, issuer, number, date and status."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import regex

from extractor.document import Front, Reading
from extractor.layout.dates import DATE, DAY, iso_date
from extractor.layout.front_words import FrontWords
from extractor.layout.reading import Draft
from extractor.layout.signature import ITEM, LONGEST_TITLE, SignedLines
from extractor.layout.wrapper import metadata
from extractor.spans import Span

_DOC_NUMBER = regex.compile(
    r"[\p{Han}]{1,14}[〔\[（(【]\s?(?:19|20)\d\d\s?[〕\]）)】]\s?第?\s?\d{1,4}\s?号"
)
_QUOTED = regex.compile(r"《((?:[^《》\n]|《[^《》\n]*》|〈[^〈〉\n]*〉){2,120})》")
_BRACKETS = regex.compile(r"[（(〔【][^（()）]{1,30}[）)〕】]")
_YEARS = regex.compile(
    r"[（(]\s?(?:19|20)\d\d\s?年?\s?[-—–－~～至到]{1,2}\s?(?:(?:19|20)\d\d|\d\d)\s?年?(?:度)?\s?[）)]"
)
_NO_TITLE = regex.compile(r"[。；：，！？:;>|…]|^\W|[、，]$")
_SPACE = regex.compile(r"\s+")
_ADOPTED = regex.compile(
    r"会议(?:审议)?(?:批准|通过)"
)  # 2021年1月9日某市人民代表大会第五次会议批准
_ZONE = 80  # lines in which a front page may stand


class InnerTitles(msgspec.Struct, frozen=True):
    """Titles of later plans that no 附件 announces: their lines and words. ``labelled``: all
    plans of the document are annexes of its notice."""

    lines: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    labelled: bool = False


def read_front(
    reading: Reading,
    drafts: Sequence[Draft],
    low: int,
    first: int,
    inner: InnerTitles,
    words: FrontWords,
    about: Span | None = None,
) -> tuple[Front, tuple[int, ...]]:
    """Find what stands between the page's own lines and the first heading, and mark it.

    ``low`` is what ``mark_wrapper`` gave, ``first`` the line of the first heading. Also gives
    the lines of titles that head annexes: all, when one notice sends several plans. ``about`` is
    the title of a text that tells about a plan, whose own name it cites.
    """
    reader = _FrontReader(reading, drafts, low, first, words)
    if about is not None:
        reader.name(about)
    return reader.read(inner), (*reader.annexed, *inner.lines)


class _FrontReader(SignedLines):
    """One pass over the lines before the first heading, and the last lines of the text."""

    def __init__(
        self, reading: Reading, drafts: Sequence[Draft], low: int, first: int, words: FrontWords
    ) -> None:
        super().__init__(reading, drafts, low, first, words)
        self.annexed: list[int] = []

    def read(self, inner: InnerTitles) -> Front:
        """All values; ``annexed`` then holds the title line of the first of several plans."""
        self._metadata()
        groups = self._title_groups()
        notices = [group for group in groups if self._is_notice(group)]
        sent = self._sends(notices, inner.words)
        title = self._title(notices if sent or inner.labelled else groups)
        if title and (sent or inner.labelled):
            plans = [group for group in groups if group not in notices] if sent else []
            self.annexed = [plans[-1][-1]] if plans else []
            self._after_title(title)
            self._before_title(self.annexed[0] if plans else self.first, title)
        elif title:
            self._after_title(title)
            self._before_title(title[0])
        else:
            self._quoted_title()
        self._tail()
        self._agency_from_title()
        for key, (value, low, high) in self.meta.items():
            self._set(key, value, low, high)
        self._title_of_form()
        self._first_line_title()
        keys = ("title", "issuer", "document_number", "issued", "status")
        spans = tuple(self.spans[key] for key in keys if key in self.spans)
        title_, issuer, number, issued, status = (self.values.get(key) for key in keys)
        return Front(title_, issuer, number, issued, status, spans)

    def name(self, title: Span) -> None:
        """Take ``title`` for the title, and its lines for no heading."""
        self._set(
            "title",
            self.reading.raw[title.start : title.end].replace("\n", ""),
            title.start,
            title.end,
        )
        for draft in self.drafts:
            if title.start <= draft.start < title.end:
                draft.kind = "title"

    # metadata lines of web pages and exports ---------------------------------------------

    def _metadata(self) -> None:
        """来源：…, **发布日期**: …, 文号：… 发布日期：…"""
        for i in (*range(min(self.low, _ZONE)), *self.zone[:_ZONE]):
            for key, low, high in metadata(self.text(i), self.words.roles):
                self.drafts[i].kind = "front"
                self._found_metadata(i, key, low, high)
        self.zone = [i for i in self.zone if self.drafts[i].kind == "body"]

    def _found_metadata(self, line: int, key: str, low: int, high: int) -> None:
        value = self.text(line)[low:high]
        start = self.drafts[line].start + low
        raw = self.reading.raw[start : start + len(value)]
        if key == "date_key" and (date := iso_date(value)):
            self.meta.setdefault("issued", (date, start, start + len(value)))
        elif key in ("issuer_key", "number_key", "title_key") and value:
            name = {"issuer_key": "issuer", "number_key": "document_number"}.get(key, "title")
            self.meta.setdefault(name, (raw, start, start + len(value)))

    # title -------------------------------------------------------------------------------

    def _sends(self, notices: Sequence[Sequence[int]], titles: Sequence[str]) -> bool:
        """The notice names the later plans: it sends several."""
        if not notices or not titles:
            return False
        above = "".join(self.text(i) for i in self.zone)
        return all(above.count(_BRACKETS.sub("", words)) > 0 for words in titles)

    def _title(self, groups: Sequence[list[int]]) -> list[int] | None:
        """The lines of the plan's title: the last title before the text, or what the form says."""
        said = [i for i in self.zone if self.drafts[i].role == "title"]
        plans = [group for group in groups if not self._is_notice(group)]
        chosen = plans[-1] if plans else said or (groups[-1] if groups else None)
        if not chosen:
            return None
        value = "".join(self.raw(i) for i in chosen)
        below = self._years_below(chosen[-1])
        if below >= 0:
            chosen = [*chosen, below]
            value += self.raw(below)
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

    def _years_below(self, line: int) -> int:
        """（2023—2027年） on a line of its own under the title belongs to it."""
        after = [i for i in self.zone if i > line][:1]
        return after[0] if after and _YEARS.fullmatch(self.text(after[0])) else -1

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
        if not 2 < len(text) <= LONGEST_TITLE or text[-1] in "。；，：":
            return False
        if ITEM.match(text):
            return False  # 2.某市工作方案 in the list of annexes
        plain = not any(mark in text for mark in "。：")
        return plain and bool(self.words.title.match(text))

    def _opens_title(self, line: int, below: int) -> bool:
        """A title over two lines: the upper one is short, unfinished and no agency or date."""
        if line < 0 or self.drafts[line].kind != "body" or self.drafts[below].gap > 1:
            return False
        text = self.text(line)
        if not 2 <= len(text) <= 40 or text[-1] in "。；：，、）)" or DAY.search(text):
            return False
        if DATE.fullmatch(text):
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

    def _first_line_title(self) -> None:
        """A text without any title line that opens with a short line over its sentences."""
        written = [i for i, draft in enumerate(self.drafts[:_ZONE]) if draft.end > draft.start]
        if "title" in self.values or not self.zone or self.zone[0] != written[0]:
            return
        line = self.zone[0]
        text, below = self.text(line), written[1] if len(written) > 1 else -1
        if not 4 < len(text) <= LONGEST_TITLE // 2 or _NO_TITLE.search(text):
            return
        if self._small_print(line) or self._is_annex(text) or self._is_trailer(line):
            return
        if below == self.first or (below > 0 and len(self.text(below)) >= LONGEST_TITLE // 2):
            draft = self.drafts[line]
            self._set("title", self.raw(line), draft.start, draft.end)
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
        date = DATE.search(text)
        adopted = date is not None and date.start() == 0 and _ADOPTED.search(text) is not None
        if date and (len(text) <= 16 or text[0] in "（(" or adopted):
            if iso := iso_date(text):
                self._set("issued", iso, draft.start + date.start(), draft.start + date.end())
            return True
        if self.words.agency.fullmatch(text):
            return True
        return self.words.addressee.fullmatch(text) is not None

    def _before_title(self, title: int, own: Sequence[int] = ()) -> None:
        """The notice: its number, who signed it and when. ``own`` lines are its title."""
        above = [i for i in self.zone if i < title and i not in own]
        for i in above:
            self.drafts[i].kind = "front"
            number = _DOC_NUMBER.search(self.text(i))
            start = self.drafts[i].start
            if number and len(self.text(i)) <= len(number.group()) + 8:
                raw = self.reading.raw[start + number.start() : start + number.end()]
                self._set("document_number", raw, start + number.start(), start + number.end())
        self._signature(above)

    def _agency_from_title(self) -> None:
        """…关于印发…的通知: who speaks, when no signature says it."""
        if "issuer" in self.values:
            return
        for i in range(min(self.first, len(self.drafts))):
            draft = self.drafts[i]
            if draft.kind not in ("title", "front") or draft.end - draft.start > LONGEST_TITLE * 2:
                continue
            text = self.text(i)
            at = text.find("关于")
            name = text[:at] if at > 1 else ""
            known = name[:1] not in "（(" and self.words.agency.fullmatch(name.strip())
            below = self.drafts[i + 1 : i + 2]
            broken = draft.kind == "title" and any(d.kind == "title" for d in below)
            if name and known and (broken or self._ends_title(i)):
                raw = self.reading.raw[draft.start : draft.start + at].strip()
                self._set("issuer", raw, draft.start, draft.start + len(raw))
                return
