"""The short way for plain numbers of cells says what the long way says, for every unit known."""

from __future__ import annotations

import pytest

from extractor.find.plainnumbers import cell_numbers, in_unit
from extractor.find.quantities import parse_cell
from extractor.find.units import units_of
from extractor.lexicon.loader import default_lexicon
from extractor.mentions import QuantityMention

_LEXICON = default_lexicon()
_UNITS = sorted(units_of(_LEXICON).words(han=False))
_SCALES = ("", "万", "千")
# 1/3 and 1分之2 are no number with a unit, 12345 is another number; the rest are no units.
_NONE = (
    "/3",
    "分之2",
    "2345",
    ".5",
    ":2",
    "比2",
    "-3%",
    "~5个",
    "+2",
    "无",
    "个/户",
    "元每平方米",
    "",
)
_NUMBERS = ("0", "1", "9.28", "0.80", "16794", "2025", "110")


def _told(*mentions: QuantityMention) -> str:
    """All that the mentions say; 0.80 is not 0.8."""
    own = [(m.start, m.end, m.number_start, m.number_end, m.comparator) for m in mentions]
    values = [(m.value, m.upper, m.cumulative) for m in mentions]
    units = [(m.unit, m.kind, m.canonical_value, m.canonical_unit) for m in mentions]
    return repr([*zip(own, values, units, strict=True)])


def _long_way(number: str, unit: str) -> str:
    (mention,) = parse_cell(number, _LEXICON)
    again = parse_cell(number + unit, _LEXICON)
    known = again[0] if len(again) == 1 and again[0].unit is not None else None
    units = (unit, mention.kind, mention.canonical_value, mention.canonical_unit)
    if known is not None:
        units = (known.unit or "", known.kind, known.canonical_value, known.canonical_unit)
    own = (mention.start, mention.end, mention.number_start, mention.number_end)
    values = (mention.value, mention.upper, mention.cumulative)
    return repr([((*own, mention.comparator), values, units)])


@pytest.mark.parametrize("number", _NUMBERS)
def test_a_plain_cell_is_read_as_any_cell(number: str) -> None:
    assert _told(*cell_numbers(number, _LEXICON)) == _told(*parse_cell(number, _LEXICON))


@pytest.mark.parametrize("number", _NUMBERS)
def test_a_number_takes_any_unit_as_if_it_stood_behind(number: str) -> None:
    (mention,) = cell_numbers(number, _LEXICON)
    words = [scale + unit for scale in _SCALES for unit in _UNITS] + list(_NONE)
    for unit in words:
        found = in_unit(mention, number, unit, _LEXICON)
        assert _told(found) == _long_way(number, unit), unit
