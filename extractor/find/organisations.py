"""What a written name is: region, zone, organisation or group; and how a list of names is cut.

Everything here works on one name or one list; where names stand in a text is the business of
``places`` and ``duties``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

import ahocorasick_rs
import msgspec
import regex

from extractor.language.signs import positions
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import OrganisationEntry, RegionGroupEntry, ZoneEntry
from extractor.lexicon.gazetteer import gazetteer
from extractor.lexicon.loader import Lexicon
from extractor.mentions import PlaceMention
from extractor.plan import Region

# A name in a list: brackets belong to it (各县（市、区）政府), separators inside them do not cut.
_ITEM = re.compile(r"(?:[^、，,；;。\s（(）)]|[（(][^（()）\n]{0,40}[）)])++")
_JOINTS = re.compile("以及|及其|或者?其(?:委托|授权|指定)的(?=.{3})|和|与|及")
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A county by its short name or a township, which the gazetteer has not.
_DIVISION = re.compile("[\u4e00-\u9fff]{2,5}(?:(?<![区市全乡])[县旗乡]|(?<![乡城村小])镇)")
_REACH = 24  # characters from the start of a group to its first head, at most


class Group(msgspec.Struct, frozen=True):
    """A pattern of groups; ``heads`` are the words of which each match holds one, or empty.

    One pattern each: together they would lose the literals by which a text is skipped quickly.
    """

    pattern: regex.Pattern[str]
    heads: tuple[str, ...]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """What ``finditer`` gives, but looked for at the heads alone where these are known."""
        if not self.heads:
            yield from (match.span() for match in self.pattern.finditer(text))
            return
        end = 0
        heads = [(at, at + len(word)) for word in self.heads for at in positions(text, (word,))]
        for start, stop in sorted(heads):
            if start < end:
                continue
            near = self.pattern.search(text, max(end, start - _REACH), stop)
            if near and (match := self.pattern.match(text, near.start())):
                end = match.end()
                yield match.span()


class Fronted(msgspec.Struct, frozen=True):
    """Patterns of groups by the words with which they begin, looked for in one pass."""

    automaton: ahocorasick_rs.AhoCorasick
    patterns: tuple[regex.Pattern[str], ...]

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        for index, start, _ in self.automaton.find_matches_as_indexes(text):
            if match := self.patterns[index].match(text, start):
                yield match.span()


class Forms(msgspec.Struct, frozen=True):
    """The compiled forms of one lexicon."""

    group: regex.Pattern[str]
    groups: tuple[Group, ...]
    fronted: Fronted
    department: frozenset[str]
    state: frozenset[str]
    head: re.Pattern[str]
    zone: re.Pattern[str]
    several: tuple[str, ...]
    joint: frozenset[str]
    alone: frozenset[str]


@functools.lru_cache(maxsize=8)
def forms(lexicon: Lexicon) -> Forms:
    """Compile the organisation and zone forms of a lexicon, once."""
    entries = lexicon.entries(OrganisationEntry)
    zones = [w for e in lexicon.entries(ZoneEntry) if e.form == "suffix" for w in e.aliases]
    ends = [w for e in entries if e.form in ("head", "suffix") for w in e.aliases]
    groups = [p for e in entries if e.form == "group" for p in e.patterns]
    return Forms(
        group=regex.compile("|".join(groups)),
        groups=tuple(
            Group(regex.compile(p), e.heads)
            for e in entries
            if e.form == "group" and not e.fronts
            for p in e.patterns
        ),
        fronted=_fronted(entries),
        department=frozenset(departments(lexicon, level=False)),
        state=frozenset(departments(lexicon, level=True)),
        head=re.compile(rf"{either(ends)}(?:[（(][^（()）]{{1,20}}[）)])?\Z"),
        zone=re.compile(rf"{either(zones)}(?:[（(][^（()）]{{1,20}}[）)])?\Z"),
        alone=frozenset(
            w for e in lexicon.entries(ZoneEntry) if e.alone and not e.proper for w in e.aliases
        ),
        several=tuple(w for e in entries if e.form == "several" for w in e.aliases),
        joint=frozenset(w for e in lexicon.entries(RegionGroupEntry) for w in e.aliases),
    )


def _fronted(entries: Iterable[OrganisationEntry]) -> Fronted:
    fronts = [(w, regex.compile("|".join(e.patterns))) for e in entries for w in e.fronts]
    automaton = ahocorasick_rs.AhoCorasick(
        [word for word, _ in fronts], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return Fronted(automaton, tuple(pattern for _, pattern in fronts))


def find_groups(text: str, lexicon: Lexicon) -> list[PlaceMention]:
    """Groups of organisations (各县（区）政府), sorted, the longest where they overlap."""
    known = forms(lexicon)
    spans = [span for group in known.groups for span in group.spans(text)]
    spans.extend(known.fronted.spans(text))
    found: list[PlaceMention] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not found or start >= found[-1].end:
            found.append(PlaceMention(start, end, text[start:end], "group"))
    return found


def departments(lexicon: Lexicon, *, level: bool) -> Iterator[str]:
    """Department names without region: 教育局; or those that need a level before: 政府."""
    for entry in lexicon.entries(OrganisationEntry):
        if entry.form == "department" and entry.level == level:
            yield from entry.aliases
            yield from (stem + head for stem in entry.stems for head in entry.heads)


def split_names(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Spans of the names in a list: cut at 、，； and, between whole names, at 和, 与, 及."""
    head = forms(lexicon).head
    for item in _ITEM.finditer(text, start, end):
        at, stop = item.span()
        for joint in _JOINTS.finditer(text, at, stop):
            # 工业和信息化厅 is one name: what stands before 和 must itself end like a name.
            left = text[at : joint.start()]
            if (len(left) > 1 and head.search(left)) and stop - joint.end() > 1:
                yield at, joint.start()
                at = joint.end()
        if at < stop:
            yield at, stop


def classify(name: str, lexicon: Lexicon, home: Region | None) -> PlaceMention | None:
    """What a whole name is, with ``start`` 0, or None where it has no known form.

    The name of a region is its full one (雁江 gives 雁江区); others stay as written.
    """
    known = forms(lexicon)
    if (match := known.group.match(name)) and match.end() == len(name):
        return PlaceMention(0, len(name), name, "group")
    if name in known.joint:
        return PlaceMention(0, len(name), name, "region")
    if (region := resolve_path(name, home)) is not None:
        return PlaceMention(0, len(name), region.name, "region", region.code)
    if not _HAN.search(name) or len(name) > 40:
        return None
    if _is_department(name, known):
        kind = "organisation"
    elif _DIVISION.fullmatch(name):
        kind = "region"  # 达茂旗, 石桥镇
    elif known.zone.search(name):
        kind = "zone"
    elif len(name) > 2 and known.head.search(name):
        kind = "organisation"
    else:
        return None
    return PlaceMention(0, len(name), name, "group" if name.startswith(known.several) else kind)


def _is_department(name: str, known: Forms) -> bool:
    """Ends like a department; 政府 and 法院 alone name nobody, with anything before they may."""
    for at in range(max(0, len(name) - 16), len(name) - 1):
        if name[at:] in known.department or (at and name[at:] in known.state):
            return True
    return False


_OWN_LEVEL = re.compile("[我全本]?[省市区县州]级?")


def own_zone(name: str, lexicon: Lexicon) -> str | None:
    """The zone word of a name that says no more than whose it is (高新区, 市高新区), or None."""
    alone = forms(lexicon).alone
    if name in alone:
        return name
    level = _OWN_LEVEL.match(name)
    rest = name[level.end() :] if level else ""
    return rest if rest in alone else None


def resolves(name: str, home: Region) -> bool:
    """Whether a name is that of a division in the plan's own region."""
    found = resolve_path(name, home)
    return found is not None and _below(found.code or "", home)


def resolve_path(name: str, home: Region | None) -> Region | None:
    """The region of a name that may carry its parents (四川省成都市郫都区), or None."""
    book = gazetteer()
    found: Region | None = None
    at = 0
    while at < len(name):
        for end in range(len(name), at + 1, -1):
            division = book.resolve(name[at:end], found or home)
            if division is not None and _below(division.current, found):
                found, at = book.region(division), end
                break
        else:
            return None
    return found


def _below(code: str, parent: Region | None) -> bool:
    if parent is None or parent.code is None:
        return True
    stem = parent.code[:2] if parent.level == "province" else parent.code[:4]
    return parent.level != "county" and code.startswith(stem) and code != parent.code
