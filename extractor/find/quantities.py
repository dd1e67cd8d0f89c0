"""Quantities: a number with its unit and its comparing words, at exact spans.

``find_quantities`` reads prose, ``parse_cell`` a table cell (where numbers may stand bare).
Both work on a same-length shadow of the text, so every offset is true in the text given.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import cast

import msgspec

from extractor.find import special
from extractor.find.bare import bare_kind, may_be_bare
from extractor.find.comparators import Comparators, comparators_of, stronger
from extractor.find.lookalikes import Refusal, masks, refusal
from extractor.find.patterns import class_of, starting_with
from extractor.find.rows import with_rows
from extractor.find.shadow import shadow
from extractor.find.special import RANK_FIRSTS, Special
from extractor.find.terms import SEPARATORS, Term, bounds, range_end, read_term, term_of
from extractor.find.units import UnitMatch, Units, units_of
from extractor.language.numerals import EXACT, HAN, SCALES, read_numeral
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.mentions import QuantityMention
from extractor.plan import Comparator, QuantityKind

_FORMULA = re.compile(r"[0-9.]*(?:[+·×&][0-9A-Za-zＸ“]+|\.[0-9]+\.[0-9.]*)+")
_FORMULA_SIGNS = frozenset("+·×&.")
_RANKING = frozenset("第前")
_MARKS = frozenset("分/:：比半")
_NEGATIVE = re.compile(r"(?:(?<![减抱肩担承欠背胜])负|零下|(?<![0-9A-Za-z一-鿿%）)\n])-|^-)\Z")
_MINUS = frozenset("负下-")
_SHARE_NEGATIVE = re.compile(r"(?<=[一-鿿])-[0-9.]+ ?(?:%|‰|个百分点)")
_JOINT = re.compile(r"(?:并且|而且|且|并|至|到|、|，)?")


class Grammar(msgspec.Struct, frozen=True):
    """What one lexicon makes of the quantity grammar, compiled once.

    ``anchor`` finds where a quantity may begin, ``going_on`` and ``following`` are what comes
    after a number without unit and after a unit. ``live`` is every character that digits need
    behind them to be a quantity at all, ``live_at_head`` the same for a number that begins its
    line, and ``leads`` what before a number can make it one whatever follows.
    """

    anchor: re.Pattern[str]
    going_on: frozenset[str]
    following: frozenset[str]
    live: frozenset[str]
    live_at_head: frozenset[str]
    leads: frozenset[str]
    units: Units
    comparators: Comparators
    refused: Refusal


@functools.lru_cache(maxsize=8)
def grammar_of(lexicon: Lexicon) -> Grammar:
    """The grammar of a lexicon, built once."""
    units, comparators = units_of(lexicon), comparators_of(lexicon)
    following = frozenset({word[0] for word in comparators.followers} | {" "})
    going_on, tied = _going_on(comparators), _tied(units, comparators)
    return Grammar(
        _anchor(units, comparators),
        going_on,
        following,
        tied | going_on,
        tied | following,
        _RANKING | units.prefix_ends,
        units,
        comparators,
        refusal(lexicon),
    )


def _anchor(units: Units, comparators: Comparators) -> re.Pattern[str]:
    """Arabic digits, runs of Chinese ones, and of single Chinese digits those that can be more.

    Most single ones are none (进一步, 第一节, 一、): a quantity only where a unit, a comparing word
    or the rest of a range or fraction follows, or a sign of money or a space stands before.
    """
    spoken = units.words(han=True)
    written = class_of(word[0] for word in units.words(han=False) - spoken)
    opening = class_of(word[0] for word in comparators.openings)
    alone = "|".join((
        rf"(?=[0-9 分/:：比半~—─至到并而且点\-])|(?=[、，](?:[0-9{HAN}]|{opening}))",
        starting_with({*spoken, *comparators.openings, *comparators.followers}),
        rf"(?={written}[^，。；、\n/每]{{0,{units.longest + 4}}}[/每])",  # 一处/村
        rf"(?<={class_of(units.prefix_ends)}.)",
        rf"(?<=前.)(?=[{RANK_FIRSTS}]|\Z)",
    ))  # fmt: skip
    return re.compile(
        rf"[0-9{HAN}翻半首](?:(?<=[0-9])[0-9,]*+|(?<=首)(?=位)|(?<=[翻半])[{HAN}]*+|(?<=[{HAN}])(?:[{HAN}]++"
        rf"|(?<=[{SCALES}])|(?<=第.)(?=[{RANK_FIRSTS}]|\Z)|(?<!第.)(?:{alone})))"
    )


def _going_on(comparators: Comparators) -> frozenset[str]:
    """What may follow a number without unit that is a quantity: see ``_idle``."""
    words = {word[0] for word in (*comparators.openings, *comparators.followers)}
    return frozenset(words | set(f" ，。；、）)\n以左降提升下增并而且至到0123456789{HAN}") | {""})


def _tied(units: Units, comparators: Comparators) -> frozenset[str]:
    """First characters of all that can be read right behind digits: unit, scale, range, …"""
    words = {word[0] for word in (*units.words(han=False), *comparators.insides)}
    return frozenset(words | set(HAN) | set(SEPARATORS) | _FORMULA_SIGNS | _MARKS)


def quantities(text: str) -> list[QuantityMention]:
    """Every quantity in any text, with offsets into exactly this text."""
    return list(find_quantities(text, default_lexicon()))


def find_quantities(text: str, lexicon: Lexicon) -> tuple[QuantityMention, ...]:
    """Quantities of prose, sorted and not overlapping; bare numbers are none."""
    text, grammar = shadow(text), grammar_of(lexicon)
    found = tuple(_scan(text, grammar, bare=False))
    return with_rows(text, found, lambda one: tuple(_scan(one, grammar, bare=False)))


def _scan(text: str, grammar: Grammar, *, bare: bool) -> Iterator[QuantityMention]:
    hidden = iter([] if bare else [*masks(text), (len(text), len(text))])
    low, high = next(hidden, (len(text), len(text)))
    done = 0
    for anchor in grammar.anchor.finditer(text):
        pos = anchor.start()
        if pos < done:
            continue
        if not bare and _dead(text, pos, anchor.end(), grammar):
            done = anchor.end()
            continue
        while pos >= high and high < len(text):
            low, high = next(hidden)
        if low <= pos < high:
            done = high
            continue
        found, done = _at(text, pos, anchor.end(), done, grammar, bare)
        if found is not None:
            yield found


def _dead(text: str, pos: int, end: int, grammar: Grammar) -> bool:
    """True for digits that what stands around them shows to be no quantity: 2., 附件1）, a cell.

    Tells no more than ``_idle`` does, but before anything is read.
    """
    after = text[end : end + 1]
    if text[pos] > "9" or after in grammar.live_at_head:
        return False
    before = text[pos - 1 : pos]
    if after in grammar.live and before and before != "\n":
        return False
    return before not in grammar.leads


def _at(
    text: str, pos: int, end: int, floor: int, grammar: Grammar, bare: bool
) -> tuple[QuantityMention | None, int]:
    """The quantity whose digits start at ``pos``, and where the search goes on."""
    first = text[pos]
    if first in _WORDED:
        return _special(text, _WORDED[first](text, pos), floor, end, grammar)
    before = text[pos - 1] if pos else ""
    number = read_numeral(text, pos)
    if number is None:
        return None, end
    if text[number.end : number.end + 1] in _FORMULA_SIGNS and (
        formula := _FORMULA.match(text, pos)
    ):
        return None, formula.end()
    end = max(end, number.end)
    if before in _RANKING:
        read = special.rank(text, number)
        if read is not None or before == "第":
            return _special(text, read, floor, end, grammar)
    if before < "一" and _in_a_name(before, text, pos):
        return None, end
    mark = text[number.stop : number.stop + 1]
    if mark in _MARKS:
        read = (
            special.fraction(text, number)
            or special.slash(text, number)
            or special.ratio(text, number)
            or (special.half(text, pos) if mark == "半" and first == "一" else None)
        )
        if read is not None:
            return _special(text, read, floor, end, grammar)
    if mark == "位" and (read := special.placed(text, number)):
        return _special(text, read, floor, end, grammar)
    term = term_of(text, number, grammar.units, grammar.comparators)
    return _term(text, term, floor, end, grammar, bare)


# Quantities that no numeral begins.
_WORDED = {"翻": special.fold, "半": special.half, "首": special.first_place}


def _in_a_name(before: str, text: str, pos: int) -> bool:
    """A number glued to letters, or to the + or · of a formula (PM2.5, COVID-19, 4·26)."""
    if before in "+·×#№@_" and before:
        return True
    if before == "-" and text[pos - 2 : pos - 1].isascii() and text[pos - 2 : pos - 1].isalnum():
        return True
    return before.isascii() and before.isalpha() and not text[max(0, pos - 4) : pos].endswith(
        ("GDP", "CPI", "PPI", "US$", "HK$", "R&D", "CNY", "USD", "RMB", "EUR")
    )  # fmt: skip


def _special(
    text: str, read: Special | None, floor: int, end: int, grammar: Grammar
) -> tuple[QuantityMention | None, int]:
    if read is None:
        return None, end
    sign = cast(Comparator, read.sign)
    start, stop, sign = _compare(text, read.start, read.end, floor, sign, grammar)
    found = QuantityMention(
        start, stop, read.digits_start, read.digits_end, sign, read.value, read.upper, read.unit,
        read.kind, read.canonical_value, read.canonical_unit,
    )  # fmt: skip
    return found, max(stop, end)


def _compare(
    text: str, start: int, end: int, floor: int, sign: Comparator, grammar: Grammar
) -> tuple[int, int, Comparator]:
    """Widen a span over the comparing words around it."""
    before = grammar.comparators.before(text, start)
    if before is not None and before.edge >= floor:
        start, sign = before.edge, stronger(before.sign, sign)
    elif parted := grammar.comparators.parted(text, start):
        sign = stronger(parted, sign)
    if text[end : end + 1] in grammar.following and (after := grammar.comparators.after(text, end)):
        end, sign = after.edge, stronger(sign, after.sign)
    return start, end, sign


def _term(
    text: str, term: Term, floor: int, end: int, grammar: Grammar, bare: bool
) -> tuple[QuantityMention | None, int]:
    last = term
    pair = range_end(text, term, grammar.units, grammar.comparators)
    if pair is not None and (pair[1].unit is not None or bare):
        term, last = pair
    unit, words = term.unit, term.words
    start = term.start
    sign = term.sign if term is last else stronger(term.sign, last.sign)
    prefix = grammar.units.before(text, start) if unit is None else None
    if prefix is not None and prefix[0] >= floor:  # in 3£5 the sign belongs to the 3
        start, unit = prefix
        words += text[start : term.start].strip()
    if unit is None and not bare and term is last and _idle(text, term, grammar):
        return None, end
    start, negative = _sign(text, start)
    start, stop, sign = _compare(text, start, last.end, floor, sign, grammar)
    if term is last and sign in (">", ">=") and (top := _top(text, term, stop, grammar)):
        (term, last), stop = top
        unit, words = term.unit, term.words
    compared = start < term.start - (1 if negative else 0) or stop > last.end or sign != "="
    if unit is None:
        if not may_be_bare(text, start, term, stop, compared, bare):
            return None, end
    elif not _plausible(text, term, last, unit, compared):
        return None, end
    if grammar.refused.at(text, term.start):  # dear, so last
        return None, end
    kind = bare_kind(text, start) if unit is None else "count"
    return _mention(term, last, start, stop, sign, unit, words or None, negative, kind), stop


def _idle(text: str, term: Term, grammar: Grammar) -> bool:
    """True for a number without unit that no word around it can make a quantity.

    Spares the dear tests to the numbers of headings, dates and pages: nothing that could compare
    or end a value follows (3月, 1.), or the number begins its line and no such word follows.
    """
    if term.scale >= 10**4:
        return False
    after = text[term.end : term.end + 1]
    if after not in grammar.going_on:
        return True
    return text[term.start - 1 : term.start] in ("", "\n") and after not in grammar.following


def _top(
    text: str, term: Term, stop: int, grammar: Grammar
) -> tuple[tuple[Term, Term], int] | None:
    """The upper bound after a lower one: 大于20小于等于35, 500万元以上1000万元以下."""
    joint = _JOINT.match(text, stop)
    at = joint.end() if joint else stop
    opening = grammar.comparators.opening(text, at)
    if opening is not None and opening.sign not in ("<", "<="):
        return None
    at = opening.edge if opening else at
    last = read_term(text, at, grammar.units, grammar.comparators) if at < len(text) else None
    if last is None or last.unit is None:
        return None
    after = grammar.comparators.after(text, last.end)
    if opening is None and (after is None or after.sign not in ("<", "<=")):
        return None
    pair = bounds(term, last)
    return (pair, after.edge if after else last.end) if pair else None


def _sign(text: str, start: int) -> tuple[int, bool]:
    """Where a minus sign stands: 同比-3.2% and （-3.2） are negative, 2-3个 is not."""
    if text[start - 1 : start] not in _MINUS:
        return start, False
    match = _NEGATIVE.search(text, max(0, start - 3), start)
    if match:
        return match.start(), True
    shared = start > 1 and _SHARE_NEGATIVE.match(text, start - 1)
    return (start - 1, True) if shared else (start, False)


def _plausible(text: str, term: Term, last: Term, unit: UnitMatch, compared: bool) -> bool:
    """Drop calendar years, vague articles (一个, 一批) and scales without a number (万元)."""
    if term.han:
        if term.empty or last.empty:
            return compared or unit.canonical == "年一遇"
        if term.value == 1 and term is last and term.scale == 1:
            return compared or unit.kind in ("multiple", "points", "share")
    elif unit.canonical == "年" and 1900 <= last.value <= 2100 and last.scale == 1:
        return False
    if unit.canonical == "%" and unit.factor == 10:
        return last.value <= 10
    return True


def _mention(
    term: Term,
    last: Term,
    start: int,
    stop: int,
    sign: Comparator,
    unit: UnitMatch | None,
    words: str | None,
    negative: bool,
    bare_kind: QuantityKind,
) -> QuantityMention:
    value = -term.value if negative else term.value
    upper = last.value if last is not term else term.upper
    if upper is not None and last.scale != term.scale:  # 5000万元—1亿元: both in 万元
        upper = plain(EXACT.divide(last.size, Decimal(term.scale)))
    canonical = None
    if unit is not None:
        factor = unit.factor
        if term.scale != 1:
            factor = EXACT.multiply(factor, Decimal(term.scale))
        canonical = plain(EXACT.multiply(value, factor))
    kind: QuantityKind = unit.kind if unit else bare_kind
    return QuantityMention(
        start, stop, term.start, last.digits_end, sign, value, upper, words, kind, canonical,
        unit.canonical if unit else None,
    )  # fmt: skip


def plain(value: Decimal) -> Decimal:
    """Without exponent and trailing zeros; a division that does not end keeps 15 digits."""
    digits = str(value)
    if len(digits) <= 40 and digits.isdigit():  # most are: nothing to take off
        return value
    if len(digits) > 40 and len(value.as_tuple().digits) > 40:  # the first is much cheaper
        value = value.normalize(special.FIFTEEN)
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1), context=EXACT) if value == whole else value.normalize(EXACT)


def parse_cell(text: str, lexicon: Lexicon) -> tuple[QuantityMention, ...]:
    """Quantities of one table cell, where a number may stand without unit.

    ``[18]`` and （累计） mark what they touch as cumulative. Words, ``/`` and ``—`` give nothing.
    """
    shaded = shadow(text)
    found = tuple(_scan(shaded, grammar_of(lexicon), bare=True))
    total = "累计" in text
    return tuple(
        msgspec.structs.replace(q, cumulative=True) if total or _boxed(shaded, q) else q
        for q in found
    )


def _boxed(text: str, quantity: QuantityMention) -> bool:
    left, right = text[: quantity.start].rstrip(), text[quantity.end :].lstrip()
    return left[-1:] in ("[", "【", "〔") and right[:1] in ("]", "】", "〕")
