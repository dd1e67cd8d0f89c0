"""What names are found in: a text with its numbers, periods, clauses, words and lexicon."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from extractor.find.naming.patterns import Patterns
from extractor.find.wording import Wording
from extractor.language.clauses import Clauses
from extractor.language.tokens import Tokens
from extractor.mentions import PeriodMention, QuantityMention

# How far back a clause is read for context: one sentence without any stop may be a whole file.
LOOK = 400
# From 由 to its value, a period between them, it is no further.
_ORIGIN = 16
_PAIR = 2


class Piece(msgspec.Struct, frozen=True, gc=False):
    """Words before a number taken apart: narrowing verb, core span, and how they stand.

    ``shape``: before (the core names), trailing (a verb governs what follows), empty. ``versus``
    is what a change is measured against; ``subject`` what stood before the verb, when it can carry
    a name; ``ruled``: a verb of its own governed the core.
    """

    verb: str
    start: int
    end: int
    shape: str
    move: bool
    versus: tuple[int, int] | None = None
    subject: str = ""
    ruled: bool = False

    @property
    def named(self) -> bool:
        """True when a core is left."""
        return self.end > self.start


class State(msgspec.Struct):
    """What the sentence has spoken of so far."""

    name: str = ""
    verb: str = ""
    core: str = ""
    start: int = 0
    end: int = 0
    scope: str = ""
    listed: bool = False
    moving: bool = False
    after: int = -1
    whole: str = ""
    moved: bool = False
    counted: int = -1
    unit: str | None = None
    gate: str = ""
    origin: tuple[int, int] | None = None
    told: list[tuple[int, int, str]] = msgspec.field(default_factory=list)
    row: list[tuple[int, int, str]] = msgspec.field(default_factory=list)


class Borders:
    """The offsets at which words start: asked for a few hundred of a plan's thousands."""

    __slots__ = ("_starts",)

    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts

    def __contains__(self, offset: int) -> bool:
        starts = self._starts
        return starts[bisect_right(starts, offset) - 1] == offset


class Scene(msgspec.Struct, frozen=True, gc=False):
    """One text as the naming rules see it; offsets are reading offsets."""

    text: str
    quantities: Sequence[QuantityMention]
    periods: Sequence[PeriodMention]
    clauses: Clauses
    tokens: Tokens
    words: Wording
    patterns: Patterns
    home: tuple[str, ...]
    borders: Borders
    period_starts: list[int]
    runs: list[int]
    #: By where it starts, the first period there; where any ends; what may open a phrase.
    periods_at: dict[int, PeriodMention]
    period_ends: frozenset[int]
    openers: frozenset[str]
    #: Where 标准是：and the like end.
    gates: list[int]

    def ending(self, role: str, start: int, end: int) -> int:
        """Start of the longest word of ``role`` that ends at ``end``, or -1.

        It must start at a word border (计 at the end of 审计 is no link) or be joined to what
        stands before it.
        """
        if end <= start:
            return -1
        text, words = self.text, self.words
        for length in words.last[role].get(text[end - 1], ()):  # most often none
            at = end - length
            if (
                at >= start
                and text[at:end] in words.roles[role]
                and (at in self.borders or words.joined(role, text, at, end))
            ):
                return at
        return -1

    def opening(self, role: str, start: int, end: int) -> int:
        """End of the longest word of ``role`` that starts at ``start``, or -1."""
        if end <= start:
            return -1
        text, words = self.text, self.words
        for length in words.first[role].get(text[start], ()):  # most often none
            to = start + length
            if to <= end and text[start:to] in words.roles[role] and to in self.borders:
                return to
        return -1

    def has(self, role: str, start: int, end: int) -> bool:
        """True when the span is a word of ``role``."""
        return self.text[start:end] in self.words.roles[role]

    def telling(self, start: int, end: int) -> bool:
        """在库|项目, 在沪|总部: 在 and its word tell a noun apart; in 在沪|设立 they do not."""
        if (to := self.opening("in_state", start, end)) > 0:
            return to < end or to - start > _PAIR
        to = self.opening("in_place", start, end)
        if not 0 < to < end or self.text[to] == "的":
            return False
        acts = any(self.opening(role, to, end) > 0 for role in ("govern", "narrow"))
        return not acts and self.tag(to) not in ("v", "d", "p")

    def origin(self, start: int, end: int) -> int:
        """Where 由, 从 stands before a value that ends at ``end``, or -1."""
        met = self.patterns.origin.search(self.text, max(start, end - _ORIGIN), end)
        if met is None or self.tokens.words[self.tokens.at(met.start())] != self.text[met.start()]:
            return -1  # 从业人员
        return met.start()

    def reached(self, start: int, end: int | None = None) -> bool:
        """True when 提高到, 增至 stand at an offset: the number before goes on."""
        text, patterns = self.text, self.patterns
        if text[start : start + 1] not in patterns.reach_first:
            return False
        return patterns.reach.match(text, start, len(text) if end is None else end) is not None

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """The span without punctuation and particles at either end."""
        text, patterns = self.text, self.patterns
        while end > start and text[end - 1] in patterns.tail:
            end -= 1
        while start < end and text[start] in patterns.head:
            start += 1
        return start, end

    def only_marks(self, start: int, end: int) -> bool:
        """True when nothing but list marks stand between two offsets (、, 和, 至)."""
        return not self.text[start:end].strip(self.patterns.marks)

    def numbers_in(self, start: int, end: int) -> bool:
        """True when a number starts in the span."""
        at = bisect_left(self.quantities, start, key=lambda quantity: quantity.start)
        return at < len(self.quantities) and self.quantities[at].start < end

    def tag(self, offset: int) -> str:
        """Part of speech of the word at an offset."""
        return self.tokens.tags[self.tokens.at(offset)]

    def borders_in(self, start: int, end: int) -> list[int]:
        """Word borders inside a span, in order."""
        starts = self.tokens.starts
        return list(starts[bisect_left(starts, start) : bisect_left(starts, end)])

    def line_start(self, offset: int, stops: str = "\n") -> int:
        """Where the line (or what else ``stops`` end) of an offset starts, at most LOOK back."""
        start = max(0, offset - LOOK)
        for stop in stops:
            start = max(start, self.text.rfind(stop, start, offset) + 1)
        return start

    def after_clause(self, offset: int) -> tuple[int, int]:
        """The clause that holds an offset."""
        at = self.clauses.at(offset)
        return self.clauses.starts[at], self.clauses.ends[at]


def runs(masked: str, quantities: Sequence[QuantityMention], patterns: Patterns) -> list[int]:
    """For each number the last one of its row: only a mark stands between (3家、5家)."""
    last = list(range(len(quantities)))
    for index in range(len(quantities) - 2, -1, -1):
        start, end = quantities[index].end, quantities[index + 1].start
        if end - start == 1 and masked[start] in patterns.row:
            last[index] = last[index + 1]
    return last
