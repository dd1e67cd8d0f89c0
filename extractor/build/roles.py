"""Whether a number is a past result or a promise, and what part it plays."""

from __future__ import annotations


from extractor.build.periods import Calendar
from extractor.find.wording import Wording
from extractor.mentions import NameMention, QuantityMention
from extractor.plan import Period, Role

_PAST = frozenset({"review", "situation"})
_FUTURE = frozenset({"goals", "tasks", "safeguards", "box", "guidance", "principles", "annex"})
_THRESHOLDS = frozenset({">=", ">", "<=", "<"})


class Judge:
    """Roles and tense for the numbers of one plan."""

    def __init__(self, text: str, calendar: Calendar, words: Wording) -> None:
        self.text, self.calendar, self.words = text, calendar, words

    def planned(self, start: int, end: int, kind: str, period: Period | None, own: bool) -> bool:
        """True when what the clause ``[start, end)`` says is still to come."""
        base = self.calendar.base
        year = _last_year(period)
        clause = self.text[start:end]
        past = self._has("past", clause)
        if own and year is not None and base is not None and year != base + 1:
            return year > base
        if own and year is not None and base is None:
            return kind in _FUTURE or (kind not in _PAST and self._has("future", clause))
        if kind in _PAST:
            return False
        if kind in _FUTURE:
            return not past or self._has("aim", clause)
        if year is not None and base is not None and year != base + 1:
            return year > base
        return self._has("aim", clause) or not past

    def _has(self, role: str, clause: str) -> bool:
        return any(word in clause for word in self.words.roles[role])

    def role(self, name: NameMention, quantity: QuantityMention, planned: bool) -> Role:
        """The role of a number whose tense is known."""
        if quantity.kind == "rank":
            return "rank"
        if name.shape == "threshold" or self._threshold(name, quantity):
            return "criterion"
        if name.move:
            return "change"
        return "target" if planned else "actual"

    def _threshold(self, name: NameMention, quantity: QuantityMention) -> bool:
        """年营业收入2000万元以上的企业: what a thing must reach to belong to a class."""
        if quantity.comparator not in _THRESHOLDS or name.shape != "before":
            return False
        after = self.text[quantity.end : quantity.end + 2]
        return after[:1] == "的" and quantity.kind != "share" or after == "的，"


def _last_year(period: Period | None) -> int | None:
    if period is None:
        return None
    year = period.end or period.start
    return int(year[:4]) if year and year[:4].isdigit() else None


