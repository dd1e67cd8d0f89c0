"""The shape of every lexicon's entries. One class per ``NAME.toml``; ``KINDS`` names them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has. ``source`` says where the word or rule comes from, if known."""

    name: str
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    source: str | None = None
    remove: bool = False


class JargonEntry(Entry, frozen=True, kw_only=True):
    """A domain word for the segmenter; ``tag`` is its ICTCLAS part of speech."""

    frequency: int = 100
    tag: str = "n"


#: The kind of a section entry whose words stand in a line over results, in no title.
LOOKING_BACK = "looking_back"


class SectionEntry(Entry, frozen=True, kw_only=True):
    """Titles of a plan's parts and the kind of part they name.

    ``kind`` is a section kind; or ``governor``: a verb that, at the head of a title, makes the
    words at its end something to be done (夯实…发展基础 is no review); or ``looking_back``: words
    of a line of text, not of a title, after which results are listed.
    """

    kind: str


class FrontEntry(Entry, frozen=True, kw_only=True):
    """A word of title pages, notices or web pages; ``role`` says what it is a sign of."""

    role: str


class HeaderEntry(Entry, frozen=True, kw_only=True):
    """Words of a table's header cells; ``role`` is what the column holds.

    ``values`` are words that the cells of such a column hold where they are few and fixed.
    """

    role: str
    values: tuple[str, ...] = ()


class VerbEntry(Entry, frozen=True, kw_only=True, rename={"class_": "class"}):
    """Verbs that can head an action. ``nominal`` ones are as often nouns (建设, 保护).

    ``governs``: never modifies a noun directly, so beside another verb it is part of the head.
    """

    class_: str
    nominal: bool = False
    governs: bool = False


class AdverbEntry(Entry, frozen=True, kw_only=True):
    """Words before a head verb; ``verb``: heads themselves where a noun follows (加快X建设)."""

    verb: bool = False


class ClauseWordEntry(Entry, frozen=True, kw_only=True):
    """Grammatical words of a clause; ``role`` is the slot they fill, ``aliases`` are the words."""

    role: str


class ProgrammeEntry(Entry, frozen=True, kw_only=True):
    """Head nouns of named campaigns and schemes (工程, 专项行动), and words around their names."""

    role: str


class InstrumentEntry(Entry, frozen=True, kw_only=True, rename={"class_": "class"}):
    """Words of one finer class of policy tools; ``class`` is supply, environment or demand."""

    class_: str


class ThemeEntry(Entry, frozen=True, kw_only=True):
    """Words of one theme of a policy field; ``signs`` are words that show a plan's field."""

    field: str
    signs: tuple[str, ...] = ()


class ZoneEntry(Entry, frozen=True, kw_only=True):
    """Words that end a zone's name; ``alone``: they name one by themselves (高新区).

    ``proper`` ones are names of one zone (雄安新区), not of a class.
    """

    form: Literal["suffix", "generic", "determiner", "neutral", "vague"] = "suffix"
    alone: bool = False
    proper: bool = False


class RegionGroupEntry(Entry, frozen=True, kw_only=True):
    """Names for several divisions at once (成渝); ``members`` are GB/T 2260 codes."""

    members: tuple[str, ...] = ()


class PlaceBorderEntry(Entry, frozen=True, kw_only=True):
    """Words (``aliases``) over which a place's or organisation's name cannot go on to the left."""


class OrganisationEntry(Entry, frozen=True, kw_only=True):
    """Forms of organisations: departments (``stems`` x ``heads``), endings, groups, last words."""

    form: Literal["department", "suffix", "group", "several", "head", "tail", "front"]
    stems: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    fronts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    level: bool = False


class DutyWordEntry(Entry, frozen=True, kw_only=True):
    """Words that give a place or organisation a role; the file's head explains ``form``."""

    form: Literal[
        "label",
        "predicate",
        "before",
        "modal",
        "place",
        "push",
        "verb",
        "quota",
        "rule",
        "stop",
        "govern",
        "goal",
        "aim",
        "toward",
        "gather",
        "core",
        "focus",
        "turn",
        "tail",
        "class",
        "seeming",
        "kinds",
        "by",
        "rest",
        "column",
    ]
    role: Literal["location", "area", "lead", "support", "responsible"] | None = None
    needs: Literal["predicate", "verb", "group"] | None = None
    effect: Literal["comma", "first"] | None = None


class CitationKindEntry(Entry, frozen=True, kw_only=True):
    """Endings of cited titles by kind, titles of works, words that announce a short form."""

    before: tuple[str, ...] = ()
    form: Literal["kind", "work", "short"] = "kind"


class UnitEntry(Entry, frozen=True, kw_only=True):
    """A unit or measure word. One of it is ``factor`` times ``canonical``.

    ``numerals`` is ``arabic`` where a Chinese numeral before the word mostly makes another
    word (四处, 十分). ``not_before`` are patterns that must not follow (家庭). ``prefix`` signs
    stand before the number (￥).
    """

    dimension: str
    kind: Literal[
        "count", "amount", "share", "points", "multiple", "duration", "score", "measurement"
    ]
    canonical: str
    factor: Decimal = Decimal(1)
    numerals: Literal["any", "arabic"] = "any"
    not_before: tuple[str, ...] = ()
    prefix: bool = False


class ComparatorEntry(Entry, frozen=True, kw_only=True):
    """Words that compare; ``places`` is where they stand: before the number, between number and
    unit (inside), or after the unit. ``unless`` is a pattern of what must not touch them on the
    outer side (节|签 before 约: 节约100万元); ``scales_only`` needs, after a word that stands
    before the number, a numeral that starts with 十, 百, 千, 万 or 亿. ``over`` is a pattern of the
    verbs that may part the words from the number (至少建设3个, 最高奖励50万元).
    """

    sign: Literal["=", ">=", ">", "<=", "<", "~"]
    places: tuple[Literal["before", "inside", "after"], ...]
    unless: str = ""
    over: str = ""
    scales_only: bool = False


class LookAlikeEntry(Entry, frozen=True, kw_only=True):
    """What looks like a quantity and is none. ``examples`` give nothing, ``look_alikes`` something.

    ``before`` and ``after`` are patterns that touch the number on either side; ``number`` is
    itself a pattern where only some numbers are meant. Without any of the three, ``name`` and
    ``aliases`` are the words, from the number on (八项规定).
    """

    kind: str
    before: str = ""
    number: str = ""
    after: str = ""


class PeriodEntry(Entry, frozen=True, kw_only=True):
    """A plan period (``start``, ``end``) or a relative one (``relative`` names how to resolve it).

    ``pattern`` replaces name and aliases where a number stands in the words (近#年), and
    ``numbered`` adds that number to the id (``past_years:3``).
    """

    kind: Literal["plan", "relative", "annual"]
    start: str | None = None
    end: str | None = None
    relative: str | None = None
    pattern: str = ""
    numbered: bool = False


class NamingEntry(Entry, frozen=True, kw_only=True):
    """Words around a number; ``role`` says what they do for the name of what is counted."""

    role: str


class MeasureLabelEntry(Entry, frozen=True, kw_only=True):
    """Words that decide where a measure begins and ends; ``role`` says how."""

    role: str


class ConditionEntry(Entry, frozen=True, kw_only=True):
    """Words that tell where a plan says who or what qualifies; ``role`` says how."""

    role: Literal["title", "owner", "pointer", "pointer_after", "noun", "granting"]


class IndicatorEntry(Entry, frozen=True, kw_only=True):
    """A concept that plans set numbers for; ``aliases`` are whole names that mean it.

    ``id`` stands in panels. ``unit`` is the one unit that its values are shown in, which gives its
    dimension; ``direction`` is where improvement lies. ``rate``: the concept is itself a rate of
    growth, whatever the wording (居民消费价格). ``also_units`` are other scales that it is measured
    on: values keep theirs, and nothing is computed across. ``done``: it counts what was done, so
    that a verb of doing before it adds nothing. ``look_alikes`` are other names.
    """

    id: str
    unit: str
    field: str
    direction: Literal["up", "down"] | None = None
    also_units: tuple[str, ...] = ()
    rate: bool = False
    done: bool = False


class IndicatorWordEntry(Entry, frozen=True, kw_only=True):
    """Words inside indicator names; the file's head explains ``role``."""

    role: Literal[
        "synonym",
        "front",
        "back",
        "growth",
        "share",
        "apart",
        "new",
        "flow",
        "firm",
        "joint",
        "each",
        "done",
        "generic",
        "fall",
        "rise",
        "average",
    ]


class FindingWordEntry(Entry, frozen=True, kw_only=True):
    """Words that tell what findings may compare; ``role`` says what they mean for that."""

    role: str


KINDS: dict[str, type[Entry]] = {
    "finding_words": FindingWordEntry,
    "indicators": IndicatorEntry,
    "indicator_words": IndicatorWordEntry,
    "measure_labels": MeasureLabelEntry,
    "conditions": ConditionEntry,
    "naming": NamingEntry,
    "units": UnitEntry,
    "comparators": ComparatorEntry,
    "lookalikes": LookAlikeEntry,
    "periods": PeriodEntry,
    "citation_kinds": CitationKindEntry,
    "duty_words": DutyWordEntry,
    "organisations": OrganisationEntry,
    "place_borders": PlaceBorderEntry,
    "region_groups": RegionGroupEntry,
    "zones": ZoneEntry,
    "themes": ThemeEntry,
    "instruments": InstrumentEntry,
    "programmes": ProgrammeEntry,
    "clause_words": ClauseWordEntry,
    "adverbs": AdverbEntry,
    "verbs": VerbEntry,
    "front": FrontEntry,
    "headers": HeaderEntry,
    "jargon": JargonEntry,
    "sections": SectionEntry,
}
