"""The values of table cells: numbers with units from cell, column, name or caption."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from extractor.find.periods import find_periods
from extractor.find.plainnumbers import cell_numbers, in_unit
from extractor.find.quantities import parse_cell
from extractor.lexicon.loader import Lexicon
from extractor.mentions import PeriodMention, QuantityMention

_UNIT_NOTE = re.compile(r"(?:计量)?单位[:：]\s*(?P<unit>[^）)\s，；]{1,12})")
_BRACKET = re.compile(r"[（(\[〔](?P<inside>[^（）()\[\]〔〕]{1,16})[）)\]〕]\s*$")
_LABEL = re.compile(
    r"^(?:[0-9]{1,3}[.、．]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|其中[:：]?|[①-⑳])\s*"
)
_MOVED = re.compile(r"(?:增长|增加|提高|提升|下降|降低|减少|压减|缩短|上升|累计下降)(?![至到])\s*$")
_LONGEST = 40  # a longer text is no unit
_CLAUSE = re.compile(r"[。；;，,\n]")
_REACHED = re.compile(
    r"^(?:力争|争取|确保|其中)|(?:达到?|力争|不?[低高少多]于|[超不]过|为|[至到])+$"
)
_GROUP_EDGE = "、，；;,：: ~（(≥≤<>＞＜"


class Value(msgspec.Struct, frozen=True, gc=False):
    """One number of a cell; ``group``: the words before it (设区市≥25), ``moved``: by how much,
    ``when``: the year that the cell itself gives it (2030年达到80%)."""

    quantity: QuantityMention
    group: str
    moved: bool
    when: PeriodMention | None = None


def split_name(text: str, lexicon: Lexicon) -> tuple[str, str | None, int, int]:
    """A name cell's name and unit, and where the name starts and ends in it.

    海外发明专利授权量（件） is the name 海外发明专利授权量 in 件; brackets that hold no unit stay.
    """
    start = match.end() if (match := _LABEL.match(text)) else 0
    end = len(text.rstrip())
    unit = None
    bracket = _BRACKET.search(text[:end])
    if bracket and bracket.start() > start and is_unit(bracket["inside"], lexicon):
        unit, end = bracket["inside"].strip(), len(text[: bracket.start()].rstrip())
    elif (comma := text.rfind("，", start, end)) > 0 and is_unit(text[comma + 1 : end], lexicon):
        unit, end = text[comma + 1 : end], comma
    return text[start:end], unit, start, end


def is_unit(words: str, lexicon: Lexicon) -> bool:
    """True when ``words`` are a unit and nothing else."""
    words = words.strip()
    return 0 < len(words) <= _LONGEST and _is_unit(words, lexicon)


@lru_cache(maxsize=1024)
def _is_unit(words: str, lexicon: Lexicon) -> bool:
    """The units of tables are few, and the same in every plan."""
    found = parse_cell("1" + words, lexicon)
    return len(found) == 1 and found[0].unit == words


def unit_in(text: str, lexicon: Lexicon) -> str | None:
    """The unit that a header or caption gives: （单位：万元）, 2020年（万人）."""
    if note := _UNIT_NOTE.search(text):
        return note["unit"]
    bracket = _BRACKET.search(text)
    if bracket and is_unit(bracket["inside"], lexicon):
        return bracket["inside"].strip()
    return None


def values(text: str, unit: str | None, lexicon: Lexicon) -> list[Value]:
    """The numbers of a value cell; a bare one takes ``unit``. Words give nothing."""
    found = []
    done = 0
    for mention in cell_numbers(text, lexicon):
        before = text[done : mention.start]
        done = mention.end
        moved = _MOVED.search(before) is not None
        group, when = _group(_MOVED.sub("", before), lexicon)
        found.append(Value(_with_unit(text, mention, unit, lexicon), group, moved, when))
    return found


def _group(before: str, lexicon: Lexicon) -> tuple[str, PeriodMention | None]:
    """The group and the year in the last clause before a number; verbs of reaching are neither."""
    clause = _CLAUSE.split(before.rstrip(_GROUP_EDGE))[-1]
    dates = find_periods(clause, lexicon) if clause.strip(_GROUP_EDGE) else ()
    for mention in reversed(dates):
        clause = clause[: mention.start] + clause[mention.end :]
    group = _REACHED.sub("", clause.strip(_GROUP_EDGE)).strip(_GROUP_EDGE)
    return group, dates[-1] if dates else None


def _with_unit(
    text: str, mention: QuantityMention, unit: str | None, lexicon: Lexicon
) -> QuantityMention:
    """Read the number again with its unit behind it: kind and canonical value are the unit's."""
    if mention.unit is not None or unit is None:
        return mention
    number = text[mention.number_start : mention.number_end]
    return in_unit(mention, number, unit, lexicon)
