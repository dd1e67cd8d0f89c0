"""Regions, zones, organisations and groups in the running text of a plan.

One automaton finds every known word in one pass: divisions, joint regions, departments, endings
of zones and of open names, and border words. What is read is only where names begin and
end; who does what is found in ``duties``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter, itemgetter
from typing import Final

from extractor.find.organisations import find_groups
from extractor.find.place_groups import merge
from extractor.find.place_words import (
    ALONE,
    DEPARTMENT,
    HARD,
    JOINT,
    OPEN,
    REGION,
    STARTS_LIKE_ONE,
    STATE,
    ZONE,
    Known,
    Words,
    place_words,
)
from extractor.lexicon.gazetteer import Division, gazetteer, in_family
from extractor.lexicon.loader import Lexicon
from extractor.mentions import PlaceMention
from extractor.plan import Region

_LONGEST_GAP: Final = 16
_JOINED = frozenset("、和与及—－-（(")
_PART = re.compile("[东西南北]区(?![域县位])")  # 度假区东区
_IN_WORD = re.compile("[\u4e00-\u9fff](?<![和与及兼])")
_OWN_LEVELS = frozenset("省市区县州")
_LIST_GOES_ON = frozenset("、和与及等，。；")
_LEVEL = re.compile(
    r"(?:国家|国务院|中央|中共|自治区|兵团|(?:省|市|区|县|州|盟|旗|镇|乡)(?:本?级|直)?|[全本][国省市区县])?"
    r"(?:委|党委|人民政府|政府)?\Z"  # one of _LEVEL_ENDS, or nothing
)
_LEVEL_ENDS = frozenset("家院央共团省市区县州盟旗镇乡级直国委府")
_MOST_HOMES: Final = 64  # regions for which names looked up are kept


def find_places(text: str, lexicon: Lexicon, home: Region | None) -> tuple[PlaceMention, ...]:
    """Every region, zone, organisation and group of the text, sorted, not overlapping.

    ``home`` is the plan's own region: it decides between places of one name and makes short
    names of its own parts safe.
    """
    return PlaceHits(text, lexicon).places(home)


class PlaceHits:
    """The known words of a text: looked for once, read for every region that it may be of."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self._words = place_words(lexicon)
        self._hits = self._words.automaton.find_matches_as_indexes(text)
        self._groups = find_groups(text, lexicon)

    def places(self, home: Region | None, until: int | None = None) -> tuple[PlaceMention, ...]:
        """What ``find_places`` gives; of a long text only what stands before ``until``."""
        hits, groups = self._hits, self._groups
        if until is not None and until < len(self.text):
            hits = hits[: bisect_right(hits, until, key=itemgetter(2))]
            groups = groups[: bisect_right(groups, until, key=attrgetter("end"))]
        walk = _Walk(self.text, self._words, home, hits)
        walk.run()
        return merge(walk.found, groups)


class _Walk:
    """One left-to-right walk over the automaton's hits; builds ``found``."""

    def __init__(
        self, text: str, words: Words, home: Region | None, hits: list[tuple[int, int, int]]
    ) -> None:
        self.text = text
        self.words = words
        self.book = gazetteer()
        self.home = home
        self.found: list[PlaceMention] = []
        self.hits = hits
        self.at = 0
        self.limit = 0
        self.last: Division | None = None
        self.general = (-1, -1)
        self.home_code = home.code if home is not None else None
        if len(words.divisions) >= _MOST_HOMES:
            words.divisions.clear()
        self.divisions = words.divisions.setdefault(self.home_code, {})

    def run(self) -> None:
        kinds, words = self.words.kinds, self.words.words
        border, limit, found, divisions = len(words), 0, self.found, self.divisions
        for at, (index, start, end) in enumerate(self.hits):
            if index >= border:
                limit = end
                continue
            kind = kinds[index]
            self.limit, self.at = limit, at
            if kind == REGION:
                word = words[index]
                known = divisions.get(word) or self._learn(word)
                if not known.plain or (found and start - found[-1].end < 2):
                    self._region(known, word, start, end)
                elif known.division is not None:
                    self.last = known.division
                    found.append(PlaceMention(start, end, known.name, "region", known.code))
            elif kind == JOINT:
                self.found.append(PlaceMention(start, end, words[index], "region"))
            elif kind in (DEPARTMENT, STATE):
                self._department(start, end, needs_level=kind == STATE)
            elif kind in (ZONE, ALONE):
                self._zone(start, end, alone=kind == ALONE)
            elif kind == OPEN:
                self._open(start, end)

    def _region(self, known: Known, word: str, start: int, end: int) -> None:
        division = known.division
        previous = self.found[-1] if self.found else None
        if previous is not None and start < previous.end:
            return
        if previous is not None and previous.end == start and previous.code and self.last:
            # 成都市郫都区 is one name: the parent before it also settles which 朝阳区 is meant.
            inner = self.book.resolve(word, self.book.region(self.last))
            if inner is not None and _inside(inner, self.last):
                self.found.pop()
                division, start = inner, previous.start
        if division is None and previous is not None:
            division = self._beside(previous, word, start, end)
        if division is None or not self._stands_alone(division, start, end):
            return
        if word[-1] in "县市" and self.text[end : end + 1] == "域":
            return  # 双城经济圈南部县域改革: 县域 is a word of its own.
        self.last = division
        name = known.name if division is known.division else self._name(division)
        self.found.append(PlaceMention(start, end, name, "region", division.current))

    def _name(self, division: Division) -> str:
        return self.book.codes.get(division.current, division).name

    def _learn(self, word: str) -> Known:
        division = self.book.resolve(word, self.home)
        if division is None:
            known = Known(None, True, word, "")
        else:
            plain = word[-1] not in "县市" and not self._doubtful(division, len(word))
            known = Known(division, plain, self._name(division), division.current)
        self.divisions[word] = known
        return known

    def _doubtful(self, division: Division, size: int) -> bool:
        """A two-character name of a county elsewhere."""
        return size <= 2 and division.level == "county" and not in_family(division, self.home)

    def _beside(self, previous: PlaceMention, word: str, start: int, end: int) -> Division | None:
        """成都、海拉尔等地: in a list of regions a word that is also common is a region."""
        listed = previous.kind == "region" and self.text[previous.end : start] == "、"
        divisions = self.book.short.get(word, [])
        if not listed or len(divisions) != 1 or self.text[end : end + 1] not in _LIST_GOES_ON:
            return None
        return divisions[0]

    def _stands_alone(self, division: Division, start: int, end: int) -> bool:
        """Whether a two-character name of a county elsewhere can be that county here.

        黑山 in 黑山羊, 长寿 in 长寿文化, 范县 in 示范县 cannot: something must border it.
        """
        if not self._doubtful(division, end - start):
            return True
        text = self.text
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        joined = bool(self.found) and self.found[-1].end == start
        left = before in HARD or before in _JOINED or joined or self._bordered(start)
        near = self.home_code is not None and self.home_code[:2] == division.current[:2]
        return left and (near or after in HARD or after in _JOINED)

    def _bordered(self, at: int) -> bool:
        """Whether a border word ends at ``at``; one that reaches into the hit before is none."""
        ends = self.words.ends.get(self.text[at - 1 : at])
        if ends is None:
            return False
        passed = self.hits[self.at - 1][2] if self.at else 0
        return at == self.limit or self.text.endswith(ends, passed, at)

    def _left(self, start: int) -> int:
        """Where a name that ends at ``start`` can begin at the earliest.

        That is behind the last border word or hard sign, at most 40 characters before. No border
        word is looked for inside the hits on the way (推广 in 推广中心).
        """
        text, hits, number, at = self.text, self.hits, self.at, start
        stops, ends = self.words.stops, self.words.ends
        lowest = max(self.limit, start - 40)
        passed = hits[number - 1][2] if number else 0
        while at > lowest:
            if at <= passed:
                number -= 1
                at = max(lowest, min(at, hits[number][1]))
                passed = hits[number - 1][2] if number else 0
                continue
            sign = text[at - 1]
            if sign in stops:
                if sign in "）)":
                    # 中国（四川）…中心: short brackets belong to the name, others end it.
                    opening = self._opening(lowest, at)
                    if opening == at:
                        return at
                    at = opening
                    continue
                if sign not in ends or text.endswith(ends[sign], passed, at):
                    return at
            at -= 1
        return at

    def _opening(self, lowest: int, at: int) -> int:
        """Where the short bracket that ends at ``at`` opens; ``at`` itself if none does."""
        text, ends = self.text, self.words.ends
        opening = max(text.rfind("（", lowest, at - 1), text.rfind("(", lowest, at - 1))
        if opening < 0 or at - opening > 9:
            return at
        for end in range(opening + 2, at):
            if text.endswith(ends.get(text[end - 1], ()), opening, end):
                return at
        return opening

    def _swallow(self, left: int) -> int | None:
        """Drop the mentions inside a longer name; start of the first one, or None."""
        first: int | None = None
        while self.found and self.found[-1].start >= left and self.found[-1].kind == "region":
            first = self.found.pop().start
        return first

    def _department(self, start: int, end: int, *, needs_level: bool) -> None:
        left = self._left(start)
        at = start
        if left < start and self.text[start - 1] in _LEVEL_ENDS:
            prefix = _LEVEL.search(self.text, left, start)
            at = prefix.start() if prefix else start
        previous = self.found[-1] if self.found else None
        if previous and previous.kind == "region" and previous.end in (at, start):
            self.found.pop()
            at = self._bracketed(left, previous.start)
        elif at > left and _IN_WORD.match(self.text, at - 1):
            # 城市法院: the level is the end of another word.
            at = start
        if needs_level and at == start:
            return
        if self.text[end - 1 : end + 1] in self.words.tails:
            return
        self._organisation(at, end)

    def _zone(self, start: int, end: int, *, alone: bool) -> None:
        previous = self.found[-1] if self.found else None
        if previous is not None and previous.end == start and previous.kind == "zone":
            self.found[-1] = self._mention(previous.start, end, "zone")
            return
        left = self._left(start)
        region = self._first_region(left)
        if region is not None and start - region <= 2 * _LONGEST_GAP:
            self._swallow(region)
            before = self.found[-1] if self.found else None
            if before is not None and before.end == region and before.kind == "zone":
                # 中国（四川）自贸区资阳协同改革先行区
                self.found[-1] = self._mention(before.start, end, "zone")
                return
            self._add(self._bracketed(left, region), end, "zone")
            return
        left = max(left, previous.end if previous else 0)
        if alone:
            # 旅游胜地和自贸港: a word that names a zone by itself needs nothing from before 和.
            left = max(left, *(self.text.rfind(c, left, start) + 1 for c in "和与及"))
        named = self._named_from(left, start)
        if self.text[start - 1] in "和与及":
            named = start  # 商圈和园区: what stands before 和 is a thing of its own.
        if 2 <= start - named <= _LONGEST_GAP:
            self._with_general(named)
            self._add(named, end, "zone")
        elif previous is not None and previous.kind == "zone" and self._listed(previous.end, start):
            self._add(previous.end + 1, end, "zone")
        elif alone:
            self.found.append(self._mention(self._levelled(left, start), end, "zone"))
        elif self._general(left, start):
            self.general = (left, end)

    def _levelled(self, left: int, start: int) -> int:
        """市高新区 is the plan's own 高新区; the 市 of 城市高新区 is no level."""
        at = start - 1
        if at < left or self.text[at] not in _OWN_LEVELS:
            return start
        before = self.text[at - 1] if at else "\n"
        return at if at in (left, self.limit) or before in HARD or before in _JOINED else start

    def _listed(self, end: int, start: int) -> bool:
        """A、国家级现代农业产业园: beside a named zone general words name one as well."""
        return self.text[end] == "、" and self._general(end + 1, start)

    def _general(self, left: int, start: int) -> bool:
        """Whether the words before a zone's ending could be its name beside named zones."""
        return (
            2 <= start - left <= _LONGEST_GAP
            and not any(c in HARD or c in _JOINED for c in self.text[left:start])
            and not self.words.vague.match(self.text, left)
        )

    def _with_general(self, start: int) -> None:
        """乡村振兴示范片、A示范片: the general name just before a named one counts as well."""
        left, end = self.general
        if end + 1 == start and self.text[end] == "、":
            self._add(left, end, "zone")

    def _open(self, start: int, end: int) -> None:
        previous = self.found[-1] if self.found else None
        left = self._left(start)
        if previous is not None and self._carries_on(previous, left, start):
            self.found[-1] = self._mention(previous.start, end, "organisation")
            return
        region = self._first_region(left)
        if region is not None:
            self._swallow(region)
            self._add(self._bracketed(left, region), end, "organisation")
            return
        levelled = bool(STARTS_LIKE_ONE.match(self.text, left)) and start > left
        at = left if levelled else self._named_from(left, start)
        if start - at > _LONGEST_GAP + 6 or start - at < 2:
            return
        if end - start > 1 or levelled:
            self._organisation(at, end)

    def _carries_on(self, previous: PlaceMention, left: int, start: int) -> bool:
        """高新区 + 管委会, 公安局 + 交警支队: the ending carries the name before it on."""
        return (
            previous.kind in ("organisation", "zone")
            and previous.end >= max(left, self.limit)
            and start - previous.end <= 6
            and not any(c in "和与及" for c in self.text[previous.end : start])
        )

    def _first_region(self, left: int) -> int | None:
        """Start of the first region named since ``left``, if only regions stand there."""
        first: int | None = None
        for mention in reversed(self.found):
            if mention.start < left or mention.kind != "region":
                break
            first = mention.start
        return first

    def _bracketed(self, left: int, region: int) -> int:
        """中国（四川）自由贸易试验区 and 国网四川… begin before the region."""
        if region > 0 and self.text[region - 1] in "（(" and left < region - 1:
            return left
        for front in self.words.fronts.get(self.text[region - 1 : region], ()):
            if self.text.endswith(front, 0, region):
                return region - len(front)
        return region

    def _named_from(self, left: int, start: int) -> int:
        """Start of an open name's own words; ``start`` where there are only general ones."""
        text, words = self.text, self.words
        if left < start and text[left] in words.determiner_starts:
            match = words.determiner.match(text, left, start)
            left = match.end() if match else left
        if left < start and (
            text[left] not in words.generic_starts or text[start - 1] not in words.generic_ends
        ):
            return left
        return start if words.generic.fullmatch(text, left, start) else left

    def _organisation(self, start: int, end: int) -> None:
        each = self.text.find("各级", max(0, start - 2), start + 1)
        if each >= 0:
            self._add(each, end, "group")  # 各级教育部门
        else:
            self._add(start, end, "organisation")

    def _add(self, start: int, end: int, kind: str) -> None:
        if kind == "zone" and _PART.match(self.text, end):
            end += 2
        self.found.append(self._mention(start, end, kind))

    def _mention(self, start: int, end: int, kind: str) -> PlaceMention:
        return PlaceMention(start, end, self.text[start:end], kind)


def _inside(division: Division, parent: Division) -> bool:
    if parent.level == "county" or division.code == parent.code:
        return False
    stem = parent.current[:2] if parent.level == "province" else parent.current[:4]
    return division.current.startswith(stem) or division.code.startswith(stem)
