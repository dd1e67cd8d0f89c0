"""Which numbers are norms or conditions: nobody promises them, and nobody reached them.

A number qualifies somebody (达到500万元的，给予…), binds whoever serves (每天不少于1小时) or limits
how long a duty may take (应在5个工作日内办结).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractor.find.wording import Wording
from extractor.language.tokens import Tokens
from extractor.lexicon.alternation import either
from extractor.mentions import NameMention, QuantityMention
from extractor.spans import covered

_LOOK = 200  # characters back in which a sentence without a stop is looked for
_REACHED = 4
_WITHIN = re.compile(r"内|.(?:之内|以内|内)")
# 对(于)…的企业，给予: whom a payment is for, up to the next comma.
_FOR_WHOM = re.compile(r"(?<![一-鿿])对")
_THRESHOLDS = frozenset({">=", ">", "<=", "<"})
_CLAUSE_ENDS, _SENTENCE_ENDS = "，。；：\n", "。；\n"


class Criteria:
    """Tells norms and conditions among the numbers of one plan.

    ``conditions`` are the plan's stretches that say who qualifies, in order and apart.
    """

    def __init__(
        self,
        text: str,
        words: Wording,
        tokens: Tokens,
        conditions: Sequence[tuple[int, int]],
    ) -> None:
        self.text, self.words, self.tokens, self.conditions = text, words, tokens, conditions
        # Most plans pay nothing: there no number is the condition of a payment.
        self._pays = words.inside("give", text, 0, len(text))

    def are(self, name: NameMention, quantity: QuantityMention) -> bool:
        """Whether the named number is a norm or a condition."""
        if name.shape == "threshold" or self.qualifies(quantity.start) or self._timed(quantity):
            return True
        return name.shape != "rank" and self._limits(name, quantity)

    def qualifies(self, offset: int) -> bool:
        """Whether the plan only says who or what qualifies there."""
        return bool(self.conditions) and covered(offset, self.conditions)

    def _limits(self, name: NameMention, quantity: QuantityMention) -> bool:
        """达到500万元的，按不低于1∶4000配备, 每天不少于1小时."""
        start = quantity.start
        limit = quantity.comparator in _THRESHOLDS or quantity.upper is not None
        if not limit and not self._after("reached", start):
            return False
        if self._pays and self._conditional(quantity):
            return True
        if not limit or name.shape == "inherited":
            return False
        low, high = max(0, name.start - 3), name.start + 2
        by = self.text.find("按", low, high) >= 0
        if by and not self.words.inside("pay", self.text, quantity.end, quantity.end + 16):
            return True
        if quantity.kind == "duration":  # 学生在校每天体育活动时间不少于1小时
            return self.words.inside("norm", self.text, low, start)
        return quantity.kind == "measurement" and self.words.inside("norm", self.text, low, high)

    def _conditional(self, quantity: QuantityMention) -> bool:
        """…达到500万元，且取得证照的，…给予: what comes before the payment is its condition."""
        text, start, end = self.text, quantity.start, quantity.end
        given = self.words.inside("give", text, self._since(_CLAUSE_ENDS, start), start)
        if given or self.words.inside("ceiling", text, start, end):
            return False
        if _condition(self.words).match(text, end):
            return True
        far = end + _LOOK
        ends = (text.find(mark, end, far) for mark in _SENTENCE_ENDS)
        high = min((at for at in ends if at >= 0), default=min(far, len(text)))
        paid = _paid_then(self.words).search(text, end, high)
        behind = paid.end() if paid else -1
        if behind < 0 and _FOR_WHOM.search(text, self._since(_SENTENCE_ENDS, start), start):
            behind = text.find("，", end, high)
        return behind >= 0 and self.words.inside("give", text, behind, high)

    def _timed(self, quantity: QuantityMention) -> bool:
        """应在5个工作日内办结, 自受理之日起15日内, 期限不得超过30日: how long a duty may take."""
        if quantity.kind != "duration":
            return False
        start = quantity.start
        if self._after("from_when", start):
            return True
        if self._after("term", start) and "不得" in self.text[start : quantity.number_start]:
            return True
        within = _WITHIN.match(self.text, quantity.end - 1)
        if within is None:
            return False
        clause = self._since(_CLAUSE_ENDS, start)
        return stands("obliged", self.text, clause, start, self.words, self.tokens)

    def _after(self, role: str, start: int) -> bool:
        """Whether a word of ``role`` stands right before."""
        return self.words.ends(role, self.text[max(0, start - _REACHED) : start])

    def _since(self, marks: str, start: int) -> int:
        """Behind the last of ``marks`` before ``start``."""
        low = max(0, start - _LOOK)
        return max([self.text.rfind(mark, low, start) for mark in marks]) + 1


def stands(role: str, text: str, start: int, end: int, words: Wording, tokens: Tokens) -> bool:
    """True when a word of ``role`` stands in a span; one character only as a word of its own."""
    if not words.inside(role, text, start, end):
        return False  # most often
    if words.inside(role, text, start, end, 2):
        return True
    tokens = tokens.split(start, end)  # the head of a paragraph may have been passed over
    low, high = tokens.at(start), tokens.at(end - 1)
    return not words.short[role].isdisjoint(tokens.words[low : high + 1])


@lru_cache(maxsize=4)
def _condition(words: Wording) -> re.Pattern[str]:
    """…达500万元以上，一年内演出超100场的，经认定给予: all before 的， are conditions."""
    paid = either(words.roles["give"] | words.roles["grant"])
    then = either(words.roles["then_paid"] | words.roles["pay"] | words.roles["each_payee"])
    return re.compile(
        rf"(?:(?:(?!{paid})[^。；\n]){{0,40}}?[，、（(])?"
        rf"(?:(?!{paid})[^。；，\n]){{0,16}}?[）)]?的，(?={then})|的，"
    )


@lru_cache(maxsize=4)
def _paid_then(words: Wording) -> re.Pattern[str]:
    """…，且取得证照的，…给予; …100万元的演艺空间，经认定，给予: where a condition ends."""
    then = either(words.roles["then_paid"] | words.roles["give"])
    return re.compile(rf"的，|的[^，。；\n]{{2,16}}，(?={then})")
