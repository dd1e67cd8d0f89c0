"""Whether a number is a past result or a promise, and what part it plays."""

from __future__ import annotations

from extractor.build.periods import Calendar
from extractor.find.wording import Wording
from extractor.language.tokens import Tokens
from extractor.mentions import NameMention, QuantityMention
from extractor.plan import Period, Role

_PAST = frozenset({"review", "situation"})
_FUTURE = frozenset({"goals", "tasks", "safeguards", "box", "guidance", "principles", "annex"})
_HEAD = 8  # the first words of a paragraph: 过去一年 among the tasks looks back
_THRESHOLDS = frozenset({">=", ">", "<=", "<"})


class Judge:
    """Roles and tense for the numbers of one plan."""

    def __init__(self, text: str, calendar: Calendar, words: Wording, tokens: Tokens) -> None:
        self.text, self.calendar, self.words, self.tokens = text, calendar, words, tokens
        self._line, self._tense = (0, 0), 0
        self._known: dict[tuple[str, int, int], bool] = {}

    def planned(
        self,
        start: int,
        end: int,
        kind: str,
        period: Period | None,
        own: bool,
        line: tuple[int, int] = (0, 0),
    ) -> bool:
        """True when what the clause ``[start, end)`` says is still to come.

        ``line`` is its paragraph, whose tense tells where no heading does.
        """
        base = self.calendar.base
        year = _last_year(period)
        clause = (start, end)
        past = self._has("past", clause)
        if own and year is not None and base is not None and year != base + 1:
            return year > base
        if own and year is not None and base is None:
            return kind in _FUTURE or (kind not in _PAST and self._has("future", clause))
        if kind in _PAST:
            return False
        if kind in _FUTURE:
            behind = year is not None and base is not None and year <= base
            told = past or (behind and self._has("past", (line[0], line[0] + _HEAD)))
            return not told or self._has("aim", clause)
        if self._has("aim", clause):
            return True
        tense = 0 if own else self.tense(line)
        behind = year is not None and base is not None and year <= base
        if tense > (1 if behind else 0):  # one stray word does not outweigh a past year
            return not past
        if year is not None and base is not None and year != base + 1:
            return year > base
        return not past and tense == 0

    def promised(self, quantity: QuantityMention, kind: str) -> bool:
        """给予5万元 in a list of what a plan pays, whatever the condition before it tells."""
        if kind in _PAST or quantity.kind not in ("amount", "share"):
            return False
        before = self.text[max(0, quantity.start - 4) : quantity.start + 2]
        return any(word in before for word in self.words.roles["give"])

    def tense(self, line: tuple[int, int]) -> int:
        """Promises less results in a paragraph's words; one that tells nothing goes on."""
        if line != self._line and line[1] > line[0]:
            text = self.text[slice(*line)]
            aims, pasts = (
                sum(text.count(word) for word in self.words.roles[role] if len(word) > 1)
                for role in ("aim", "past")
            )
            self._line = line
            self._tense = aims - pasts or self._tense
        return self._tense

    def _has(self, role: str, clause: tuple[int, int]) -> bool:
        """True when a word of ``role`` stands in the clause; one character only as a word."""
        key = (role, *clause)
        if key not in self._known:
            if len(self._known) > 64:
                self._known.clear()
            self._known[key] = self._stands(role, *clause)
        return self._known[key]

    def _stands(self, role: str, start: int, end: int) -> bool:
        text = self.text[start:end]
        low, high = self.tokens.at(start), self.tokens.at(end - 1)
        single = set(self.tokens.words[low : high + 1])
        return any(word in (text if len(word) > 1 else single) for word in self.words.roles[role])

    def role(
        self, name: NameMention, quantity: QuantityMention, planned: bool, measured: bool = False
    ) -> Role:
        """The role of a number whose tense is known; ``measured``: against another period."""
        if quantity.kind == "rank":
            return "rank"
        if name.shape == "threshold" or self._threshold(name, quantity):
            return "criterion"
        doubled = quantity.kind == "multiple" and self.text[quantity.start] == "翻"
        if name.move or measured or doubled:
            return "change"
        return "target" if planned else "actual"

    def _threshold(self, name: NameMention, quantity: QuantityMention) -> bool:
        """达到500万元的，按不低于1∶4000配备, 每天不少于1小时: a norm or a condition, no promise."""
        if quantity.comparator not in _THRESHOLDS or name.shape in ("rank", "inherited"):
            return False
        after = self.text[quantity.end : quantity.end + 2]
        if after == "的，":
            return True
        before = self.text[max(0, name.start - 3) : name.start + 2]
        paid = any(
            noun in self.text[quantity.end : quantity.end + 16] for noun in self.words.roles["pay"]
        )
        if "按" in before and not paid:
            return True
        norm = any(word in before for word in self.words.roles["norm"])
        return norm and quantity.kind in ("duration", "measurement")


def _last_year(period: Period | None) -> int | None:
    if period is None:
        return None
    year = period.end or period.start
    return int(year[:4]) if year and year[:4].isdigit() else None
