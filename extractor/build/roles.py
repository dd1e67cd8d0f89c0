"""Whether a number is a past result or a promise, and what part it plays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.build.calendar import Calendar
from extractor.build.criteria import Criteria, stands
from extractor.find.wording import Wording
from extractor.language.tokens import Tokens
from extractor.mentions import NameMention, QuantityMention
from extractor.plan import Period, Role

_PAST = frozenset({"review", "situation"})
_FUTURE = frozenset({"goals", "tasks", "safeguards", "box", "guidance", "principles", "annex"})
# A sentence without a stop may be a whole file; its head is looked for no further back.
_LOOK = 400
_GIVEN = 24  # characters before an amount in which its clause says that it is given
_PAY = 8
# The noun behind a row of amounts: 4000元、8000元|培养资助.
_UP_TO = re.compile(r"(?:[、和或][0-9.]+万?元)*[^，。；：、（0-9\n]{0,14}")
_HEAD = 8  # the first words of a paragraph: 过去一年 among the tasks looks back


class Judge:
    """Roles and tense for the numbers of one plan."""

    def __init__(
        self,
        text: str,
        calendar: Calendar,
        words: Wording,
        tokens: Tokens,
        conditions: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.text, self.calendar, self.words, self.tokens = text, calendar, words, tokens
        self.criteria = Criteria(text, words, tokens, conditions)
        self.base = calendar.base
        self._line, self._tense = (0, 0), 0
        self._known: dict[tuple[str, int, int], bool] = {}

    def planned(
        self,
        start: int,
        end: int,
        kind: str,
        period: Period | None,
        own: bool,
        line: tuple[int, int],
    ) -> bool:
        """True when what the clause ``[start, end)`` says is still to come.

        ``line`` is its paragraph, whose tense tells where no heading does.
        """
        base = self.base
        year = _last_year(period)
        if own and year is not None and base is not None and year != base + 1:
            return year > base
        if kind in _PAST:
            return False
        clause = (self._sentence(start, line[0]), end)
        if own and year is not None and base is None:
            return kind in _FUTURE or self._has("future", clause)
        if kind in _FUTURE:
            behind = year is not None and base is not None and year <= base
            told = self._has("past", clause) or (
                behind and self._has("past", (line[0], line[0] + _HEAD))
            )
            return not told or self._has("aim", clause)
        if self._has("aim", clause):
            return True
        tense = 0 if own else self.tense(line)
        behind = year is not None and base is not None and year <= base
        if tense > (1 if behind else 0):  # one stray word does not outweigh a past year
            return not self._told(clause)
        if year is not None and base is not None and year != base + 1:
            return year > base
        return tense == 0 and not self._told(clause)

    def _sentence(self, start: int, line: int) -> int:
        """Start of the sentence in its line: 力争 at its head holds for all its clauses."""
        low = max(line, start - _LOOK)
        low = max(low, self.text.rfind("。", low, start) + 1)
        return max(low, self.text.rfind("；", low, start) + 1)

    def _told(self, clause: tuple[int, int]) -> bool:
        """True when the clause tells of a result."""
        return self._has("past", clause) or self._has("past_weak", clause)

    def promised(self, quantity: QuantityMention, kind: str) -> bool:
        """给予5万元 in a list of what a plan pays, whatever the condition before it tells."""
        if kind in _PAST or quantity.kind not in ("amount", "share"):
            return False
        start = quantity.start
        low = max(0, start - _GIVEN)
        for mark in "，。；：\n":
            low = max(low, self.text.rfind(mark, low, start) + 1)
        # 给予运营机构最高50万元; 分别给予25万元、10万元: the verb holds for the whole list
        if self.words.inside("give", self.text, low, start + 2):
            return True
        return kind in _FUTURE and quantity.kind == "amount" and self._paid(quantity)

    def _paid(self, quantity: QuantityMention) -> bool:
        """一次性奖励50万元, 4000元、8000元培养资助: what it is paid for stands on either side."""
        before = self.text[max(0, quantity.start - _PAY) : quantity.start]
        if before.endswith(tuple(self.words.roles["pay"])):
            return True
        after = _UP_TO.match(self.text, quantity.end)
        return after is not None and after[0].endswith(tuple(self.words.roles["pay"]))

    def tense(self, line: tuple[int, int]) -> int:
        """Promises less results in a paragraph's words; one that tells nothing goes on."""
        if line != self._line and line[1] > line[0]:
            text = self.text[slice(*line)]
            aims, pasts, more = (
                sum(text.count(word) for word in self.words.roles[role] if len(word) > 1)
                for role in ("aim", "past", "past_weak")
            )
            self._line = line
            self._tense = aims - pasts - more or self._tense
        return self._tense

    def _has(self, role: str, clause: tuple[int, int]) -> bool:
        """True when a word of ``role`` stands in the clause; one character only as a word."""
        key = (role, *clause)
        if key not in self._known:
            if len(self._known) > 64:
                self._known.clear()
            self._known[key] = stands(role, self.text, *clause, self.words, self.tokens)
        return self._known[key]

    def role(
        self, name: NameMention, quantity: QuantityMention, planned: bool, measured: bool = False
    ) -> Role:
        """The role of a number whose tense is known; ``measured``: against another period."""
        if quantity.kind == "rank":
            return "rank"
        if self.criteria.are(name, quantity):
            return "criterion"
        doubled = quantity.kind == "multiple" and self.text[quantity.start] == "翻"
        if name.move or measured or doubled:
            return "change"
        return "target" if planned else "actual"


def _last_year(period: Period | None) -> int | None:
    if period is None:
        return None
    year = period.end or period.start
    return int(year[:4]) if year and year[:4].isdigit() else None
