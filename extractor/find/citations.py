"""What a plan cites: titles in 《》, document numbers, standard numbers, and their short forms."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import msgspec
import regex

from extractor.language.signs import positions
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import CitationKindEntry, PlaceBorderEntry
from extractor.lexicon.loader import Lexicon
from extractor.mentions import CitationMention

_YEAR = r"[〔\[［（(【﹝〈]\s?(?:19|20)\d{2}\s?[〕\]］）)】﹞〉]"
_SERIAL = rf"{_YEAR}\s?(?:第\s?)?\d{{1,5}}\s?号"
_NUMBER = rf"[\u4e00-\u9fff]{{1,12}}{_SERIAL}"
_STANDARD = (
    r"(?<![A-Z])(?:GB|DB\d{0,4}|JGJ|CJJ|HJ|NY|SL|YD|GA|WS|JT|TSG|ISO|IEC)"
    r"(?:\s?/\s?[TZ])?\s?\d{1,6}(?:\.\d{1,2})?(?:\s?[-—–－]\s?(?:19|20)?\d{2})?(?!\d)"
)
# Each of the three begins with a rare character, so that the scan skips the rest of the text.
_TITLE = regex.compile(
    r"""
    《(?P<title>[^《》\n]{1,160}(?:《[^《》\n]{1,120}》[^《》\n]{0,60}){0,3})(?P<close>》)
    |《(?P<title>[^《》\n]{1,160})(?=[《\n]|\Z)      # never closed
    """,
    regex.VERBOSE,
)
_SERIAL_ALONE, _STANDARD_ALONE = regex.compile(_SERIAL), regex.compile(_STANDARD)
_STANDARD_OPENS = "GDJCHNSYWTI"
_AGENCY = regex.compile(r"[\u4e00-\u9fff]{1,12}\Z")
_AFTER = regex.compile(
    rf"\s?[（(〔\[]\s?(?:以下简称[^（()）]{{1,20}}[，,])?(?P<number>{_NUMBER}|{_STANDARD})"
)
_TRAILING = regex.compile(r"(?:[（(〔\[][^（()）〕\]]{0,40}[）)〕\]]|[0-9-—年月版]+)+\Z")
_BEHIND, _ANNOUNCED = 40, 80  # characters from a title to its short name, and of that at most
_BROKEN_END = regex.compile(r"[，。；：,;:!！？、（(]")


class _Kinds(msgspec.Struct, frozen=True):
    endings: dict[str, str]
    longest: int
    other: tuple[str, ...]
    works: tuple[str, ...]
    before: regex.Pattern[str]
    short: re.Pattern[str]
    border: regex.Pattern[str]


@functools.lru_cache(maxsize=8)
def _kinds(lexicon: Lexicon) -> _Kinds:
    entries = lexicon.entries(CitationKindEntry)
    endings = {w: e.name for e in entries if e.form == "kind" for w in e.aliases}
    other = tuple(w for w, kind in endings.items() if kind == "other")
    before = either(w for e in entries for w in e.before)
    announcing = [w for e in entries if e.form == "short" for w in e.aliases]
    borders = [w for e in lexicon.entries(PlaceBorderEntry) for w in e.aliases]
    return _Kinds(
        border=regex.compile(either(borders)),
        endings=endings,
        other=other,
        longest=max(map(len, endings)),
        works=tuple(w for e in entries if e.form == "work" for w in e.aliases),
        before=regex.compile(rf"{before}(?:、|和|与|及)?\Z"),
        short=re.compile(
            rf"{either(announcing)}[:：]?\s?(?:[《“\"‘「](?P<name>[^《》“”\"’」\n]{{2,30}})[》”\"’」])"
        ),
    )


def find_citations(text: str, lexicon: Lexicon) -> tuple[CitationMention, ...]:
    """Every cited title or number, sorted. ``title`` is the full one where the text gives it.

    A document number right after a title belongs to that title; one that stands alone is its
    own mention. Titles of newspapers, films and other works are left out.
    """
    kinds = _kinds(lexicon)
    found = list(_titles(text, kinds))
    short_names = _announced(text, found, kinds)
    return tuple(_resolve(found, short_names, kinds))


def _titles(text: str, kinds: _Kinds) -> Iterator[CitationMention]:
    """Titles with the number that follows them, then numbers in no title; sorted."""
    found = [mention for match in _TITLE.finditer(text) if (mention := _title(match, kinds))]
    numbers = [*_serials(text, kinds), *_standards(text)]
    if numbers:
        taken = [(m.start, _after(text, m.end)[1]) for m in found]
        found += [n for n in numbers if not any(a <= n.start < b for a, b in taken)]
        found.sort(key=lambda m: m.start)
    return iter(found)


def _title(match: regex.Match[str], kinds: _Kinds) -> CitationMention | None:
    text, title, (start, end) = match.string, match["title"], match.span()
    if match["close"] != "》":
        # A missing 》: the title ends where its clause does.
        cut = _BROKEN_END.search(title)
        title = title[: cut.start()] if cut else title
        end = start + 1 + len(title)
    number = _after(text, end)[0]
    kind = kind_of(title, kinds)
    if not title.strip() or (number is None and _is_work(text, start, title, kind, kinds)):
        return None
    return CitationMention(start, end, title.strip(), kind, number)


def _after(text: str, end: int) -> tuple[str | None, int]:
    """The document number in the bracket after a title, and where it ends."""
    match = _AFTER.match(text, end)
    return (match["number"], match.end()) if match else (None, end)


def _serials(text: str, kinds: _Kinds) -> Iterator[CitationMention]:
    """Numbers of documents: 国发〔2022〕2号."""
    for match in _SERIAL_ALONE.finditer(text):
        start, end = match.span()
        agency = _AGENCY.search(text, max(0, start - 12), start)
        if agency is None:
            continue
        # 落实国发〔2022〕2号: the agency's letters begin after the verb.
        borders = [b.end() for b in kinds.border.finditer(agency.group())]
        first = agency.start() + (borders[-1] if borders else 0)
        if first < start:
            yield CitationMention(first, end, text[first:end], "notice", text[first:end])


def _standards(text: str) -> Iterator[CitationMention]:
    """Numbers of standards: GB 3838-2002."""
    end = 0
    for start in positions(text, _STANDARD_OPENS):
        if start >= end and (match := _STANDARD_ALONE.match(text, start)):
            end = match.end()
            yield CitationMention(start, end, match.group(), "standard", match.group())


def kind_of(title: str, kinds: _Kinds) -> str:
    """law, plan, outline …: how the title ends, its own closing brackets left out."""
    bare = _TRAILING.sub("", title) or title
    bare = bare.rstrip("》〉”’ ")
    for size in range(min(kinds.longest, len(bare)), 0, -1):
        if kind := kinds.endings.get(bare[-size:]):
            return kind
    return "other"


def _is_work(text: str, start: int, title: str, kind: str, kinds: _Kinds) -> bool:
    """《人民日报》, 舞剧《…》 and short titles of no known kind (《山海情》): no policy source."""
    if title.endswith(kinds.works):
        return True
    if kind != "other" or title.endswith(kinds.other):
        return False
    return len(title) < 10 or kinds.before.search(text, max(0, start - 8), start) is not None


def _short_names(text: str, found: list[CitationMention], kinds: _Kinds) -> Iterator[re.Match[str]]:
    """The announcements behind titles; elsewhere none is looked for."""
    done = 0
    for mention in found:
        low = max(mention.end, done)
        for match in kinds.short.finditer(text, low, mention.end + _BEHIND + _ANNOUNCED):
            if match.start() - mention.end > _BEHIND:
                break
            done = match.end()
            yield match


def _announced(
    text: str, found: list[CitationMention], kinds: _Kinds
) -> dict[str, tuple[CitationMention, int]]:
    """Short name → the mention it stands for, and from where on (以下简称《纲要》)."""
    names: dict[str, tuple[CitationMention, int]] = {}
    for match in _short_names(text, found, kinds):
        before = [m for m in found if m.end <= match.start() and match.start() - m.end <= _BEHIND]
        if before and match["name"] != before[-1].title:
            names.setdefault(match["name"], (before[-1], match.start()))
    return names


def _resolve(
    found: list[CitationMention], names: dict[str, tuple[CitationMention, int]], kinds: _Kinds
) -> Iterator[CitationMention]:
    full: dict[str, list[CitationMention]] = {}
    for mention in found:
        source = None
        if mention.title in names and mention.start >= names[mention.title][1]:
            source = names[mention.title][0]
        elif mention.title in kinds.endings and len(full.get(mention.title, ())) == 1:
            # 《纲要》 without an announcement: the one full title so far that ends so.
            source = full[mention.title][0]
        if source is not None:
            mention = CitationMention(
                mention.start, mention.end, source.title, source.kind, mention.number
            )
        elif mention.number != mention.title:
            _remember(full, mention, kinds)
        yield mention


def _remember(
    full: dict[str, list[CitationMention]], mention: CitationMention, kinds: _Kinds
) -> None:
    bare = _TRAILING.sub("", mention.title)
    for size in range(2, min(kinds.longest, len(bare) - 1) + 1):
        ending = bare[-size:]
        if ending in kinds.endings:
            known = full.setdefault(ending, [])
            if all(m.title != mention.title for m in known):
                known.append(mention)
