"""The patterns of naming, compiled once from the words of ``naming.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial

import msgspec

from extractor.find.wording import Wording, wording_of
from extractor.language.numerals import HAN
from extractor.lexicon.alternation import either
from extractor.lexicon.loader import Lexicon

# 甲、乙、丙等|产业: the noun behind the list.
_ENUMERATED = re.compile(r"[^、]{2,20}(?:、[^、]{2,20})*、[^、]{2,20}等(?P<noun>[^等、]{2,12})$")
_FOOTNOTE = r"[（(\[［〔][0-9]{1,3}[）)\]］〕]"
# 给予|一次性最高10万元的|奖励: between the giving and what is given.
_CEILING = "(?P<ceiling>[^，。；0-9]{0,12}?[0-9.]+[百千万亿]*元的?)?"
_SPACE = " \t"
_QUOTES = "“”\"'（）()"
_STOPS = "：:，,、；;"
_DASHES = "-–—"


class Payments(msgspec.Struct, frozen=True):
    """How officials say that something is paid: to whom, for what, by which standard."""

    payee: re.Pattern[str]
    given: re.Pattern[str]
    paid: re.Pattern[str]
    standard: re.Pattern[str]
    handed: re.Pattern[str]
    giving: re.Pattern[str]
    given_by: re.Pattern[str]
    payee_skip: re.Pattern[str]
    bound_payee: re.Pattern[str]
    farther: re.Pattern[str]
    award: re.Pattern[str]
    graded: re.Pattern[str]
    hand: re.Pattern[str]


class Patterns(msgspec.Struct, frozen=True):
    """Character sets and patterns; every word in them comes from the lexicon."""

    edge: str
    head: str
    tail: str
    marks: str
    row: str
    joins: str
    ends: str
    list_mark: re.Pattern[str]
    list_first: re.Pattern[str]
    tier_mark: re.Pattern[str]
    versus: re.Pattern[str]
    origin: re.Pattern[str]
    reach: re.Pattern[str]
    exceed: re.Pattern[str]
    aside: re.Pattern[str]
    amid: re.Pattern[str]
    share_of: re.Pattern[str]
    threshold: re.Pattern[str]
    limited: re.Pattern[str]
    summed: re.Pattern[str]
    kinds: re.Pattern[str]
    lasting_row: re.Pattern[str]
    plant: re.Pattern[str]
    then_paid: re.Pattern[str]
    member: re.Pattern[str]
    gate: re.Pattern[str]
    by: re.Pattern[str]
    by_end: re.Pattern[str]
    limit: re.Pattern[str]
    enumerated: re.Pattern[str]
    narrows: re.Pattern[str]
    narrows_first: re.Pattern[str]
    rank_scope: re.Pattern[str]
    not_counted: re.Pattern[str]
    owning: re.Pattern[str]
    pay: Payments
    share_cut: re.Pattern[str]
    of_goal: re.Pattern[str]
    each_new: re.Pattern[str]
    industry: re.Pattern[str]
    pairs: tuple[tuple[str, ...], ...]
    remark: re.Pattern[str]
    footnote: re.Pattern[str]
    of_year: re.Pattern[str]
    limit_lead: re.Pattern[str]
    limit_end: re.Pattern[str]
    by_way: re.Pattern[str]
    remark_last: frozenset[str]
    crossed: re.Pattern[str]
    crossed_last: frozenset[str]
    #: Characters without which a pattern or a role cannot fit: cheaper to look for.
    reach_first: frozenset[str]
    bound_first: frozenset[str]
    lead_first: frozenset[str]
    verbs: frozenset[str]
    verb_first: frozenset[str]
    link_last: frozenset[str]
    verb_last: frozenset[str]
    #: Units of numbers that may be part of a name.
    part_units: frozenset[str | None]


@lru_cache(maxsize=4)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """The compiled patterns of a lexicon."""
    words = wording_of(lexicon)

    some = partial(_some, words)
    particle = "".join(sorted(words.roles["particle"]))
    conjunction = "".join(sorted(word for word in words.roles["and"] if len(word) == 1))
    row = "、，" + conjunction + "".join(words.roles["or"])
    head = "， 、：:,”）)；" + _DASHES + "的了"
    return Patterns(
        edge=_SPACE + _QUOTES + _STOPS + "。—–-·" + "的了",
        head=head,
        tail="， 、：:,“" + particle,
        marks="、，, " + conjunction + "".join(sorted(words.roles["range"])),
        row=row,
        joins="、" + "".join(words.roles["join"]),
        ends=row + ",；",
        list_mark=re.compile(f"[、，,]|{some('and')}"),
        tier_mark=re.compile(f"、|{some('and')}"),
        versus=_versus(words),
        origin=re.compile(f"{some('origin')}[^，。；]{{0,14}}$"),
        exceed=re.compile(f"(?<!或){some('exceed')}[^，。；、]{{0,12}}?{some('compared')}"),
        # A character without which neither of these nor ``amid`` fits.
        aside=_one_of(_ends(words.first, "origin", "exceed") | {"在"}),
        reach=re.compile(f"{some('go')}?(?:{some('move')}|{some('turn_into')}){some('reach')}"),
        amid=re.compile(f"在(?:[^，。；、]{{1,14}}{some('amid')})?$"),
        share_of=re.compile(
            f"(?P<verb>{some('share_of')})(?P<whole>[^，。；、]{{2,24}}?){some('inside')}?(?=[，。；、]|$)"
        ),
        threshold=re.compile(f"{some('bound')}?的(?P<noun>[^，。；、的0-9]{{1,12}})"),
        then_paid=re.compile(some("then_paid")),
        limited=re.compile(
            f"(?P<noun>[^，。；、的0-9]{{0,6}}?{some('member')})(?=[，。；）\n]|{some('all')}|$)"
        ),
        plant=re.compile(f"[^，。；：\\n]*?{some('plant')}"),
        lasting_row=re.compile(
            f"{some('lasting')}(?:[0-9一二两三四五六七八九十]{{1,3}}[年月季度个]{{1,2}}[、和])+$"
        ),
        kinds=re.compile(f"[一二两三四五六七八九十0-9]{{1,3}}[大个]?{some('kind')}"),
        summed=re.compile(f"等?[一二两三四五六七八九十0-9]{{1,2}}[大项个]{some('summed')}$"),
        member=re.compile(
            f"(?P<who>[^，。；：\\n]{{2,20}}?)的?(?P<what>{some('condition')}){some('is')}?："
        ),
        # What ``member`` ends with, led by its one literal so that the search is quick.
        gate=re.compile(f"：(?<={_one_of(_ends(words.last, 'condition', 'is')).pattern}：)"),
        by=_by(words),
        by_end=re.compile(f"(?<=.){some('by')}$"),
        limit=re.compile(some("limit")),
        enumerated=_ENUMERATED,
        narrows=re.compile(f"等|{some('by')}|{some('limit')}|{some('give')}"),
        rank_scope=re.compile(f"{some('at')}?{some('rank_scope')}[^，。；、]{{0,4}}$"),
        not_counted=re.compile(f"{some('not_counted')}$"),
        owning=re.compile(f"{some('owning')}$"),
        industry=re.compile(some("topic")),
        pairs=tuple(
            tuple(pair.split("/")) for pair in sorted(words.roles["both"], key=len, reverse=True)
        ),
        of_year=re.compile(f".{{0,4}}?{some('of_year')}"),
        footnote=re.compile(_FOOTNOTE),
        limit_lead=re.compile(f"{some('limit_lead')}的?$"),
        limit_end=re.compile(some("limit_end")),
        by_way=re.compile(f"{some('by_way')}[^，。；]{{2,40}}?{some('way')}"),
        remark=re.compile(f"(?:[（(]{some('remark')}[^（()）]*[）)]|{_FOOTNOTE})$"),
        remark_last=frozenset("）)]］〕"),
        crossed=re.compile(f"{some('crossed')}[{HAN}]+{some('closer')}?$"),
        crossed_last=frozenset("万亿") | _ends(words.last, "closer"),
        pay=_payments(some),
        share_cut=re.compile(f"[{''.join(sorted(words.roles['share_verb']))}]"),
        of_goal=re.compile(f"{some('goal_link')}?(?P<goal>{some('goal_of')}{{0,3}}{some('goal')})"),
        each_new=re.compile(f"(?<=.){some('how')}(?=(?:{some('new')}.{{1,2}})$)"),
        reach_first=_ends(words.first, "go", "move", "turn_into"),
        narrows_first=_one_of(_ends(words.first, "by", "limit", "give") | {"等"}),
        list_first=_one_of(_ends(words.first, "and") | frozenset("、，,")),
        bound_first=_ends(words.first, "bound") | {"的"},
        lead_first=_ends(words.first, "subject", "manner") | frozenset(head),
        verbs=words.roles["narrow"] | words.roles["govern"],
        verb_first=_ends(words.first, "narrow", "govern", "move"),
        link_last=_ends(words.last, "link", "move", "how"),
        verb_last=_ends(words.last, "narrow", "govern"),
        part_units=words.roles["age"] | words.roles["rating"] | words.roles["capacity"],
    )


def _payments(some: Callable[[str], str]) -> Payments:
    """The patterns of payments; ``some`` gives one of the words of a role."""
    return Payments(
        payee=re.compile(
            f"{some('payee_lead')}(?P<whom>[^，。；：]{{2,50}}?)(?=，|{some('payee_stop')}|$)"
        ),
        given=re.compile(f"{some('give')}(?P<noun>[一-鿿]{{0,5}}{some('grant')})"),
        paid=re.compile(
            f"(?P<of>{some('proportion')}?)，?{some('once')}?{some('give')}{_CEILING}"
            f"(?P<noun>[一-鿿]{{0,4}}{some('grant')})"
        ),
        standard=re.compile(
            f"{some('proportion')}，?{some('once')}?{some('give')}(?P<noun>[一-鿿]{{0,8}}{some('grant')})"
        ),
        handed=re.compile(f"{some('give')}(?P<whom>[^，。；：、]{{2,14}})$"),
        giving=re.compile(
            f"{some('tier')}?{some('finance')}?{some('each')}?{some('give')}{some('receiver')}?"
        ),
        given_by=re.compile(
            f"{some('tier')}{some('finance')}?{some('each')}?{some('give')}{some('receiver')}?"
        ),
        payee_skip=re.compile(f"{some('payee_skip')}+"),
        award=re.compile(f"{some('award')}的?"),
        graded=re.compile(some("graded")),
        hand=re.compile(f"{some('give')}{some('receiver')}?"),
        farther=re.compile(
            f"，(?:{some('furthermore')}|{some('and_then')})[^。；：]{{2,80}}?的(?P<head>[^，。；：的]{{2,14}})，"
        ),
        bound_payee=re.compile(
            f"(?P<whom>[^的0-9“]{{0,18}}?{some('member')})(?=[“”、]|{some('since')})[^的]*[0-9][^的]*$"
        ),
    )


def _some(words: Wording, role: str) -> str:
    """One of the words of a role, longest first."""
    return either(words.roles[role])


def _one_of(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(sorted(characters)))}]")


def _ends(by_role: dict[str, dict[str, tuple[int, ...]]], *roles: str) -> frozenset[str]:
    """The characters at which a word of one of the roles starts (or ends)."""
    return frozenset(character for role in roles for character in by_role[role])


def _versus(words: Wording) -> re.Pattern[str]:
    """What a change is measured against: 比上年, 与2020年相比."""
    than, with_, close = (_some(words, role) for role in ("versus", "versus_with", "versus_close"))
    return re.compile(f"{than}[^，。；、]{{0,18}}?{close}?$|{with_}[^，。；、]{{1,18}}?{close}$")


def _by(words: Wording) -> re.Pattern[str]:
    """按项目投资额: what is measured stands behind; 按期 and 按时 are other words."""
    other = _some(words, "by_other")
    ordered = sorted(words.roles["by"], key=lambda word: (-len(word), word))
    lead = "|".join(word if len(word) > 1 else f"{word}(?!{other})" for word in ordered)
    stop = "".join(sorted(word for word in words.roles["by"] if len(word) == 1))
    return re.compile(f"(?:{lead}){_some(words, 'limit')}?(?P<noun>[^{stop}，]{{2,20}})$")
