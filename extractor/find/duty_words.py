"""The words of ``duty_words.toml``, compiled once per lexicon."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import get_args, get_type_hints

import msgspec
import regex

from extractor.lexicon.alternation import either
from extractor.lexicon.entries import AdverbEntry, ClauseWordEntry, DutyWordEntry
from extractor.lexicon.loader import Lexicon

_HEADER_NOISE: regex.Pattern[str] = regex.compile(r"\s|[（(].*?[）)]")
#: Words by their last character, the longest first.
Endings = Mapping[str, tuple[str, ...]]
_Forms = dict[str, dict[str, DutyWordEntry]]
FORMS: tuple[str, ...] = get_args(get_type_hints(DutyWordEntry)["form"])
#: Forms with which no list of fields begins (会同教育、财政部门…).
_NOT_FIRST = ("before", "place", "push", "toward", "focus", "govern", "goal")
#: Forms that stand right before a list of names.
_BEFORE_NAMES = ("before", "place", "push", "toward", "focus")


class Where(msgspec.Struct, frozen=True):
    """The words by which a clause works on places; ``heads`` are verbs with their form.

    ``last_works`` are the last characters of all words that can stand before such a place.
    What repeats within a repeat stays ``regex``: ``re`` would try all ways through it.
    """

    heads: Mapping[str, str]
    openers: frozenset[str]
    verb_ends: frozenset[str]
    last_signs: frozenset[str]
    last_works: frozenset[str]
    aim: regex.Pattern[str]
    aim_starts: frozenset[str]
    aim_ends: frozenset[str]
    act: regex.Pattern[str]
    toward: Endings
    barred: re.Pattern[str]
    gather: re.Pattern[str]
    core: re.Pattern[str]
    focus: Endings
    kinds: re.Pattern[str]


class Duty(msgspec.Struct, frozen=True):
    """The compiled duty words of one lexicon."""

    labels: Mapping[str, str]
    longest_label: int
    label: re.Pattern[str]
    predicate: re.Pattern[str]
    inner: regex.Pattern[str]
    predicates: Mapping[str, str]
    keyword: re.Pattern[str]
    before: Endings
    befores: dict[str, DutyWordEntry]
    joining: tuple[str, ...]
    modal: re.Pattern[str]
    place: Endings
    push: Endings
    verb: re.Pattern[str]
    quota: re.Pattern[str]
    quota_starts: frozenset[str]
    rules: Mapping[str, str]
    rule: re.Pattern[str]
    rule_core: str
    stop: re.Pattern[str]
    columns: Mapping[str, str]
    line_label: re.Pattern[str]
    label_line: regex.Pattern[str]
    modals: Mapping[str, str]
    calls: frozenset[str]
    classes: tuple[str, ...]  # the longest first
    class_ends: frozenset[str]
    not_first: tuple[str, ...]
    turn: re.Pattern[str]
    turn_starts: frozenset[str]
    tail: re.Pattern[str]
    by: regex.Pattern[str]
    bys: Mapping[str, str]
    where: Where
    and_so_on: regex.Pattern[str]


@functools.lru_cache(maxsize=8)
def duty_words(lexicon: Lexicon) -> Duty:
    """Compile the duty words of a lexicon, once."""
    by_form: _Forms = {form: {} for form in FORMS}
    for entry in lexicon.entries(DutyWordEntry):
        by_form[entry.form].update(dict.fromkeys(entry.aliases, entry))
    labels = {w: e.role or "responsible" for w, e in by_form["label"].items()}
    predicates = {w: e.role or "responsible" for w, e in by_form["predicate"].items()}
    bys = {w: e.role or "responsible" for w, e in by_form["by"].items()}
    modals = {w: e.role or "responsible" for w, e in by_form["modal"].items()}
    some = {form: either(words) for form, words in by_form.items()}
    works = rf"(?:{some['govern']}|{some['goal']})"
    turns = by_form["turn"].items()
    return Duty(
        labels=labels,
        longest_label=max(map(len, labels), default=0),
        label=re.compile(rf"(?P<label>{some['label']})(?:[（(][^（()）\n]{{0,12}}[）)])?\s?\Z"),
        predicate=re.compile(rf"{some['predicate']}\Z"),
        # （A牵头、B负责）: a predicate also ends a part before 、.
        inner=regex.compile(rf"(?<={some['predicate']})([、]|和|并?由)"),
        predicates=predicates,
        keyword=re.compile(rf"{some['predicate']}|{some['rule']}"),
        before=_endings(by_form["before"]),
        befores=by_form["before"],
        # 商 alone begins 商务局.
        joining=tuple(w for w, e in by_form["before"].items() if e.needs is None and len(w) > 1),
        modal=re.compile(rf"(?!{some['seeming']}){some['modal']}"),
        place=_endings(by_form["place"]),
        push=_endings(by_form["push"]),
        verb=re.compile(some["verb"]),
        quota=re.compile(
            rf"(?:各|分别|新|至少)?{some['quota']}[^，。；、\n]{{0,12}}?[0-9一二两三四五六七八九十百]+(?=[\u4e00-\u9fff%])"
        ),
        quota_starts=frozenset("各分新至").union(w[0] for w in by_form["quota"]),
        rules={w: e.effect or "first" for w, e in by_form["rule"].items()},
        rule=re.compile(some["rule"]),
        rule_core=shared_part(by_form["rule"]),
        stop=re.compile(some["stop"]),
        line_label=re.compile(
            r"(?:^|\n)(?:[0-9]{1,2}[.．、]|[（(][一二三四五六七八九十0-9]+[）)]|[-—–●◆■·]+"
            r"|第[一二三四五六七八九十百零0-9]+条)?\s{0,3}\Z"
        ),
        label_line=regex.compile(
            rf"\s*[（(【\[〔—-]*{some['label']}(?:[（(][^（()）\n]{{0,12}}[）)])?\s?"
        ),
        modals=modals,
        calls=frozenset(w for w, e in by_form["modal"].items() if e.needs == "group"),
        classes=tuple(sorted(by_form["class"], key=len, reverse=True)),
        class_ends=frozenset(w[-2:] for w in by_form["class"]),
        not_first=tuple(w for form in _NOT_FIRST for w in by_form[form]),
        columns={w: e.role or "responsible" for w, e in by_form["column"].items()},
        turn=re.compile(
            rf"{either(w for w, e in turns if e.needs)}(?:{works}|{some['quota']}|{some['verb']})"
            rf"|{either(w for w, e in turns if not e.needs)}(?=[^\s的，。；：、,;:])"
        ),
        turn_starts=frozenset(w[0] for w in by_form["turn"]),
        tail=re.compile(rf"(?:等(?:[^，。；：、\n]{{0,6}}?{some['tail']})?)?"),
        by=regex.compile(
            r"(?:(?<=[，。；\n、])由|(?<![理缘事自来])由)(?P<list>(?:[^，。；：\n（()）由]|[（(][^（()）\n]{1,12}[）)]){2,60}?)"
            rf"(?P<role>{some['by']})"
        ),
        bys=bys,
        where=_where(by_form, some, lexicon),
        and_so_on=regex.compile(
            rf"(?:等(?:(?:[\d一二三四五六七八九十几]+个?)?{some['rest']}*{some['tail']}?)?"
            r"(?:和单位)?)?(?:按|依|根)?\Z"
        ),
    )


def _where(by_form: _Forms, some: Mapping[str, str], lexicon: Lexicon) -> Where:
    heads = {w: form for form in ("goal", "govern") for w in by_form[form]}
    last_signs = frozenset(w[-1] for form in _BEFORE_NAMES for w in by_form[form])
    lead_words = _lead_words(lexicon)
    lead_in = rf"(?:{either(lead_words)}|[0-9]+)*"
    works = rf"(?:{some['govern']}|{some['goal']})"
    aims = [*lead_words, *heads, *by_form["aim"]]
    return Where(
        heads=heads,
        openers=frozenset(lead_words) | frozenset(heads),
        verb_ends=frozenset(word[-2:] for word in heads),
        last_signs=last_signs,
        last_works=last_signs | frozenset(word[-1] for word in heads) | frozenset("以向到往"),
        aim=regex.compile(rf"(?:等|的)*{lead_in}(?:{works}|{some['aim']})*"),
        aim_starts=frozenset("等的0123456789").union(w[:1] for w in aims),
        aim_ends=frozenset("等的0123456789").union(w[-1:] for w in aims),
        act=regex.compile(rf"{lead_in}{works}"),
        toward=_endings(by_form["toward"]),
        barred=re.compile(rf"{either(_clause_words(lexicon, 'refusal'))}{some['toward']}\Z"),
        gather=re.compile(some["gather"]),
        core=re.compile(rf"等?[^，。；\n]{{0,6}}?(?:作?为|是)[^，。；\n]{{0,4}}?{some['core']}"),
        focus=_endings(by_form["focus"]),
        kinds=re.compile(rf"等[^，。；：、\n]{{0,10}}?{some['kinds']}"),
    )


def _lead_words(lexicon: Lexicon) -> list[str]:
    """Words before a clause's head verb: connectives, adverbs, modals, time."""
    words = [w for e in lexicon.entries(AdverbEntry) for w in (e.name, *e.aliases)]
    return words + _clause_words(lexicon, "connective", "modal", "time")


def _clause_words(lexicon: Lexicon, *roles: str) -> list[str]:
    clause = (e for e in lexicon.entries(ClauseWordEntry) if e.role in roles)
    return [w for e in clause for w in e.aliases]


def shared_part(words: Iterable[str]) -> str:
    """The longest run of characters that all the words hold: a text without it holds none."""
    first, *rest = sorted(words, key=len) or [""]
    for size in range(len(first), 0, -1):
        for at in range(len(first) - size + 1):
            part = first[at : at + size]
            if all(part in word for word in rest):
                return part
    return ""


def _endings(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        found[word[-1]] = (*found.get(word[-1], ()), word)
    return found


def said_before(text: str, start: int, words: Endings) -> bool:
    """Whether one of the words ends at ``start``."""
    last = words.get(text[start - 1 : start])
    return last is not None and text.endswith(last, 0, start)


def column_role(header: str, lexicon: Lexicon) -> str | None:
    """The role that a column has in a table of duties that names no other (部门), or None."""
    return duty_words(lexicon).columns.get(_bare(header))


def _bare(header: str) -> str:
    return str(_HEADER_NOISE.sub("", header))


def label_role(header: str, lexicon: Lexicon) -> str | None:
    """The role that a column under this header gives (责任单位 → responsible), or None."""
    bare = _bare(header)
    duty = duty_words(lexicon)
    labels = duty.labels
    if bare in labels:
        return labels[bare]
    for size in range(min(len(bare) - 1, duty.longest_label), 2, -1):
        found = {bare[:size], bare[-size:]} & labels.keys()
        if found:  # of two equally long ones the first of the lexicon
            return labels[next(word for word in labels if word in found)]
    return None
