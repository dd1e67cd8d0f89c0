"""Body lines as a plan's reader sees them: number, run-in title, words after it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extractor.document import Line, PlanDocument
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import MeasureLabelEntry
from extractor.lexicon.loader import Lexicon

_TITLE = re.compile(r"(?P<title>[^。；：，！？\n]{2,40})[。：](?=.)")
_LONG_TITLE = re.compile(r"(?P<title>[^。；：！？\n]{2,40})。(?=.)")
_PARALLEL = re.compile(r"(?P<title>[^。；：！？，\n]{2,14}，[^。；：！？，\n]{2,14})。(?=.)")
_BRACKETED = re.compile(r"[ \t\u3000]*【(?P<title>[^【】\n]{2,40})】")
# （责任单位：市水务局） alone is no text: the sentence before it is the task, not its title.
_ONLY_BRACKETS = re.compile(r"\s*(?:[（(〔【][^\n]{0,300}[）)〕】][。；]?\s*)?$")
_NUMERAL = re.compile(r"[0-9]+|[〇零一二三四五六七八九十百]+")
_INTRODUCING = ("：", ":")
_SHORT = 25


class Words(msgspec.Struct, frozen=True):
    """The words of ``measure_labels`` that outlines need."""

    general: frozenset[str]
    excluded: frozenset[str]
    label: re.Pattern[str]
    ruling: re.Pattern[str]
    overview: re.Pattern[str]
    past: re.Pattern[str]
    narrating: re.Pattern[str]
    article: re.Pattern[str]


class Item(msgspec.Struct, frozen=True, gc=False):
    """A body line: ``title`` is the span of its run-in title, ``body`` starts the words after.

    ``numbered`` is the shape of its number; ``sentence``: its title is a sentence of its own (X。),
    not a label (X：); ``intro``: it ends with a colon; ``overview``: it tells or closes, and
    commits to nothing; ``dashed``: a dash opens it;
    ``parallel``: its short first sentence in two parts, a title where the paragraphs around it
    have one too; ``long``: it is a paragraph rather than a title or a name.
    """

    start: int
    end: int
    numbered: str
    title: tuple[int, int] | None
    body: int
    sentence: bool
    intro: bool
    overview: bool
    article: bool
    dashed: bool
    parallel: tuple[int, int] | None
    long: bool

    @property
    def only_title(self) -> bool:
        """Whether nothing follows the title."""
        return self.body >= self.end

    @property
    def told(self) -> int:
        """Where the words begin that may tell an act: a label (X：) only names what follows."""
        return self.title[0] if self.title and self.sentence and not self.intro else self.body


@lru_cache(maxsize=8)
def measure_words(lexicon: Lexicon) -> Words:
    """The compiled words of ``lexicon``."""
    groups: dict[str, list[str]] = {}
    for entry in lexicon.entries(MeasureLabelEntry):
        groups.setdefault(entry.role, []).extend(entry.aliases)

    def some(role: str) -> str:
        return either(groups.get(role, []))

    return Words(
        frozenset(groups.get("general_title", [])),
        frozenset(groups.get("excluded_title", [])),
        re.compile(some("item_label") + r"[0-9一二三四五六七八九十]{1,3}\s*[：:、.]\s*"),
        re.compile(some("ruling")),
        re.compile(some("overview")),
        re.compile(some("past")),
        re.compile(some("narrating")),
        re.compile(r"第[0-9〇零一二三四五六七八九十百]{1,5}条"),
    )


def read_item(document: PlanDocument, line: Line, words: Words) -> Item:
    """What number and title a body line has."""
    text = document.reading.text
    body = line.body
    label = words.label.match(text, body, line.end)
    if label:
        body = label.end()
    number = text[line.start : body]
    numbered = _form(number)
    title, after, sentence = _title(text, body, line.end, numbered, words)
    parallel = None if title else _PARALLEL.match(text, after, line.end)
    return Item(
        line.start,
        line.end,
        numbered,
        title,
        after,
        sentence,
        text.endswith(_INTRODUCING, line.start, line.end),
        bool(words.overview.search(text, body, line.end)),
        bool(number and words.article.match(number)),
        text.startswith(("—", "－－", "--"), line.start),
        parallel.span("title") if parallel else None,
        line.end - line.start > _SHORT,
    )


def _title(
    text: str, body: int, end: int, numbered: str, words: Words
) -> tuple[tuple[int, int] | None, int, bool]:
    """Span of the run-in title, where the words after it start, and whether 。 ends it."""
    if (match := _BRACKETED.match(text, body, end)) is not None:
        return match.span("title"), match.end(), True
    match = _TITLE.match(text, body, end)
    if match is None and numbered:
        match = _LONG_TITLE.match(text, body, end)
    # A numbered line that is nothing but a title: (一)申报条件。
    if match is None and numbered and end - body <= _SHORT and "，" not in text[body:end]:
        return (body, end - (text[end - 1 : end] in "。：；")), end, True
    if match is None:
        return None, body, False
    span, after = match.span("title"), match.end()
    if text.count("，", *span) > 1 or words.ruling.search(text, *span):
        return None, body, False
    if _ONLY_BRACKETS.match(text, after, end):
        return None, body, False
    return span, after, text[after - 1] == "。"


def _form(number: str) -> str:
    """The shape of a number: its digits and Chinese numerals made equal."""
    return _NUMERAL.sub("1", number.strip()) if number else ""
