"""When two values count as equal: names, numbers, periods, spans."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from extractor.plan import Period, Region
from extractor.spans import Span

SIMILAR = 0.7  # SPEC.md, Scoring: the lenient name

_DEBRIS = re.compile(r"\[bookmark:[^\]\n]*\]|_GoBack|_(?:Hlk|Toc)\d+")
_BRACKETS = str.maketrans("", "", "()[]{}【】〔〕〖〗《》〈〉")
_FARTHEST = 500  # edges further apart than this are never the same edge


def plain(text: str | None) -> str:
    """``text`` without white space, full-width letters and digits in half width."""
    return _plain(text) if text else ""


@lru_cache(maxsize=65536)
def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def name_key(name: str | None) -> str:
    """A name without 的, spaces and bracket characters."""
    return plain(name).translate(_BRACKETS).replace("的", "")


def title_key(title: str | None) -> str:
    """A title without spaces, book-title marks at its ends and final punctuation."""
    return plain(title).strip("《》。:;,.")


def alike(one: str | None, other: str | None) -> bool:
    """The lenient name: one contains the other, or the two are similar to ``SIMILAR``."""
    a, b = name_key(one), name_key(other)
    if not a or not b:
        return a == b
    if a in b or b in a:
        return True
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= SIMILAR


def same_number(gold: Decimal | None, predicted: Decimal | None) -> bool:
    """Equal, or gold is the prediction rounded to three places or more (三分之一: 0.333)."""
    if gold is None or predicted is None:
        return gold is predicted
    exponent = gold.as_tuple().exponent
    if gold == predicted or not isinstance(exponent, int) or exponent > -3:
        return gold == predicted
    if not predicted.is_finite() or abs(predicted) > 10**12:
        return False
    return predicted.quantize(gold, rounding=ROUND_HALF_UP) == gold


def same_period(gold: Period | None, predicted: Period | None) -> bool:
    """Start and end equal; the label is not compared, and open at both ends is no period."""
    return _ends(gold) == _ends(predicted)


def _ends(period: Period | None) -> tuple[str | None, str | None]:
    return (period.start, period.end) if period else (None, None)


def same_region(gold: Region | None, predicted: Region | None) -> bool:
    """Codes equal where both have one, else names."""
    if gold is None or predicted is None:
        return gold is predicted
    if gold.code and predicted.code:
        return gold.code == predicted.code
    return plain(gold.name) == plain(predicted.name)


def span_of(record: object) -> Span:
    """The span of anything that has ``start`` and ``end``."""
    return Span(record.start, record.end)  # type: ignore[attr-defined]


def shared(one: Span, other: Span) -> float:
    """Length of what two spans share over the length of what they cover together, 0 to 1."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return max(0, both) / max(1, max(one.end, other.end) - min(one.start, other.start))


def same_edge(text: str, one: int, other: int) -> bool:
    """True when only white space, punctuation and Word's debris stands between two offsets."""
    start, end = min(one, other), max(one, other)
    if end - start > _FARTHEST:
        return False
    between = _DEBRIS.sub("", text[start:end])
    return all(unicodedata.category(character)[0] in "ZPC" for character in between)


def same_span(text: str, one: Span, other: Span) -> bool:
    """The two spans are equal within white space, punctuation and debris at their ends."""
    return (
        one.overlaps(other)
        and same_edge(text, one.start, other.start)
        and same_edge(text, one.end, other.end)
    )
