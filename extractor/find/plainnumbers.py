"""Plain numbers of table cells (35000, 9.28) and the unit that stands elsewhere in the table.

Most value cells are such; they are read without the scan for everything else that a number can be.
Every answer is the one that ``parse_cell`` gives for the number with its unit behind it.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import msgspec

from extractor.find.quantities import grammar_of, parse_cell, plain
from extractor.find.terms import read_term
from extractor.language.numerals import EXACT
from extractor.lexicon.loader import Lexicon
from extractor.mentions import QuantityMention
from extractor.plan import QuantityKind

_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,8})?")
# A unit that begins so makes another number of digits before it, or none: 1/3, 1+2, 5分之2.
_JOINING = frozenset("0123456789.,/:：比半分+·×&-~—─至到 ")


class _Unit(msgspec.Struct, frozen=True):
    """What a unit makes of a number before it: ``factor`` times the number is canonical."""

    kind: QuantityKind
    canonical: str | None
    factor: Decimal


def cell_numbers(text: str, lexicon: Lexicon) -> tuple[QuantityMention, ...]:
    """The quantities of a table cell, as ``parse_cell`` finds them."""
    if _PLAIN.fullmatch(text) is None:
        return parse_cell(text, lexicon)
    if grammar_of(lexicon).refused.at(text, 0):
        return ()
    size = len(text)
    return (QuantityMention(0, size, 0, size, "=", Decimal(text), None, None, "count", None, None),)


def in_unit(mention: QuantityMention, number: str, unit: str, lexicon: Lexicon) -> QuantityMention:
    """``mention``, whose digits are ``number``, in ``unit``: kind and canonical value are that's.

    A unit that no number can have stays as its words.
    """
    meant = _unit(unit, lexicon) if _PLAIN.fullmatch(number) else None
    if meant is None:
        again = parse_cell(number + unit, lexicon)
        if len(again) != 1 or again[0].unit is None:
            return msgspec.structs.replace(mention, unit=unit)
        one = again[0]
        words, kind, value, canonical = one.unit, one.kind, one.canonical_value, one.canonical_unit
    elif grammar_of(lexicon).refused.at(number + unit, 0):
        return msgspec.structs.replace(mention, unit=unit)
    else:
        words, kind, canonical = unit, meant.kind, meant.canonical
        value = plain(EXACT.multiply(Decimal(number), meant.factor))
    return msgspec.structs.replace(
        mention, unit=words, kind=kind, canonical_value=value, canonical_unit=canonical
    )


@functools.lru_cache(maxsize=1024)
def _unit(words: str, lexicon: Lexicon) -> _Unit | None:
    """The unit that ``words`` are, whatever plain number stands before them, or null.

    Null as well where the number matters: 2025年 is a year, 95成 no share.
    """
    if not words or words[0] in _JOINING:
        return None
    text, grammar = "1" + words, grammar_of(lexicon)
    found = parse_cell(text, lexicon)
    term = read_term(text, 0, grammar.units, grammar.comparators)
    if len(found) != 1 or found[0].unit != words or term is None or term.unit is None:
        return None
    one, unit = found[0], term.unit
    whole = (one.start, one.end, one.number_end, one.comparator) == (0, len(text), 1, "=")
    if not whole or one.upper is not None or (term.words, term.end) != (words, len(text)):
        return None
    if unit.canonical == "年" or (unit.canonical == "%" and unit.factor == 10):
        return None
    factor = EXACT.multiply(unit.factor, Decimal(term.scale))
    return _Unit(unit.kind, unit.canonical, factor)
