"""Reading an indicator's name: which concept it is, whether of a level or of its growth.

A name is evened out (规模以上 is 规上, 全市 goes), then looked up whole: a name that only
contains a concept's words is another concept (单位地区生产总值能耗 is no 地区生产总值).
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from extractor.compare.types import Aspect
from extractor.lexicon.alternation import either
from extractor.lexicon.entries import IndicatorEntry, IndicatorWordEntry
from extractor.lexicon.loader import Lexicon

_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉·,，]")
_BRACKETS = str.maketrans("()％", "（）%")
_NOTHING = "无"
_NUMBERS = re.compile(
    r"[A-Za-z]*[0-9][0-9.]*[A-Za-z]*|[一二三四五六七八九十]+(?=[产次级类]|星级)|[ⅠⅡⅢⅣⅤ]"
)
_SHORTEST = 3  # names of two characters (增速, 企业) mean nothing outside their sentence


class NameReading(msgspec.Struct, frozen=True, gc=False):
    """What a name says: ``key`` is its evened form without growth words, ``exact`` its spelling."""

    name: str
    exact: str
    key: str
    aspect: Aspect
    concept: IndicatorEntry | None
    generic: bool
    share: bool
    new: bool


class NameReader:
    """Reads names with one lexicon; the same name always gives the same reading."""

    def __init__(self, lexicon: Lexicon) -> None:
        words: dict[str, list[str]] = defaultdict(list)
        self._synonyms: dict[str, str] = {}
        self._apart: dict[str, re.Pattern[str]] = {}
        for entry in lexicon.entries(IndicatorWordEntry):
            words[entry.role] += entry.aliases
            if entry.role == "synonym":
                target = "" if entry.name == _NOTHING else entry.name
                self._synonyms |= dict.fromkeys((_clean(a) for a in entry.aliases), target)
                if target:
                    self._synonyms.setdefault(target, target)
            elif entry.role == "apart":
                self._apart[entry.name] = _any(entry.aliases)
        self._synonym = _any(self._synonyms)
        self._front = re.compile(f"^(?:{_any(words['front']).pattern})+")
        self._back = re.compile(f"(?:{_any(words['back']).pattern})$")
        self._growth = re.compile(f"(?:{_any(words['growth']).pattern})$")
        self._share = re.compile(f"(?:{_any(words['share']).pattern})$")
        self._new_words = tuple(words["new"])
        self._new = re.compile(f"^(?:{_any(words['new']).pattern})")
        self._last = re.compile(f"(?:{_any(words['new']).pattern})$")
        self._flow = _any(words["flow"])
        self._firm = _any(words["firm"])
        self._each = re.compile(
            f"(?:{_any(words['each']).pattern})(?:{_any(words['rise']).pattern})?$"
        )
        self._done = re.compile(f"(?:{_any(words['done']).pattern})+")
        self._joint = _any(words["joint"])
        self._fall = _any(words["fall"])
        self._move = _any(words["fall"] + words["rise"])
        self.average = _any(words["average"])
        self._generic = {_clean(w) for w in words["generic"]}
        self._concepts: dict[str, IndicatorEntry] = {}
        for concept in lexicon.entries(IndicatorEntry):
            for alias in (concept.name, *concept.aliases):
                self._concepts.setdefault(self.even(alias), concept)
        self._marks: dict[str, tuple[object, ...]] = {}
        self._readings: dict[str, NameReading] = {}

    def read(self, name: str) -> NameReading:
        """The reading of a name as the plan words it."""
        if name not in self._readings:
            self._readings[name] = self._read(name)
        return self._readings[name]

    def even(self, name: str) -> str:
        """A name with spellings evened out: brackets, spaces, synonyms, leading 全市."""
        clean = _clean(name)
        clean = self._synonym.sub(lambda found: self._synonyms[found[0]], clean)
        if (last := self._last.search(clean)) and last.start():
            clean = last[0] + clean[: last.start()]  # 示范企业新增 is 新增示范企业
        return self._front.sub("", clean) or clean

    def _read(self, name: str) -> NameReading:
        even = self.even(name)
        concept, key, aspect = self._look_up(even)
        if concept is not None and concept.rate:
            aspect = "growth"
        generic = concept is None and (len(key) < _SHORTEST or self._is_generic(name, key))
        share = bool(self._share.search(key)) or (concept is not None and concept.unit in "%‰")
        new = bool(self._new.search(even))
        return NameReading(name, _clean(name), key, aspect, concept, generic, share, new)

    def _look_up(self, even: str) -> tuple[IndicatorEntry | None, str, Aspect]:
        """The concept behind a name, tried whole, without growth words, without size words."""
        if concept := self._concepts.get(even):
            return concept, even, "level"
        bare = self._growth.sub("", even)
        aspect: Aspect = "growth" if bare and bare != even else "level"
        bare = bare or even
        # 地区生产总值总量 is 地区生产总值; cut once only, or 财政收入总额 would lose its 收入.
        for form in (bare, self._back.sub("", bare), self._merged(bare)):
            if concept := self._concepts.get(form):
                return concept, form, aspect
        done = self._done.match(bare)
        concept = self._concepts.get(bare[done.end() :]) if done else None
        if concept is not None and concept.done:  # 筹建公租房 is 公租房: it counts what was done
            return concept, bare, aspect
        return None, self._merged(bare), aspect

    def _merged(self, key: str) -> str:
        """新增 before what is a flow already says nothing (新增专利授权 is 专利授权)."""
        rest = self._new.sub("", key)
        return rest if rest != key and self._flow.search(rest) else key

    def added(self, reading: NameReading) -> NameReading:
        """The reading of a name of which something was added: 增加学位 is 新增学位.

        Only where the added thing is a concept and the thing itself is none.
        """
        if reading.concept is not None or reading.new:
            return reading
        for word in self._new_words:
            if self._concepts.get(word + reading.key):
                return self.read(word + reading.key)
        return reading

    def parts(self, name: str) -> tuple[NameReading, ...]:
        """The readings of the subjects of a joint name (甲、乙): all concepts, or none."""
        # 甲、乙各新增 and 新增甲、乙: what is said once is said of each.
        added = self._new.search(name) or self._last.search(name)
        word = added[0] if added else ""
        bare = name[: added.start()] + name[added.end() :] if added else name
        members = [word + m for m in self._joint.split(bare) if m]
        readings = tuple(map(self.read, members)) if len(members) > 1 else ()
        whole = self.read(name).concept is not None
        return () if whole or any(r.concept is None for r in readings) else readings

    def shares(self, before: str) -> bool:
        """True where the words before a number give it to each of several (甲、乙均达)."""
        return self._each.search(before) is not None

    def households(self, reading: NameReading) -> bool:
        """True where 户 and 套 count homes: 老旧小区改造2000户, but not 企业20户."""
        return not self._firm.search(reading.key)

    def _is_generic(self, name: str, key: str) -> bool:
        return _clean(name) in self._generic or key in self._generic

    def falls(self, before: str) -> bool:
        """True when the words before a number, up to the last stop, say that something fell.

        In 缩短甲周期50%、乙周期40% the verb stands before the first of several and serves all.
        """
        for part in reversed(before.split("、")):
            if moves := self._move.findall(part):
                return bool(self._fall.fullmatch(moves[-1]))
        return False

    def marks(self, reading: NameReading) -> tuple[object, ...]:
        """What must be equal in two names that mean the same: aspect, numbers, telling words."""
        if reading.name not in self._marks:
            numbers = tuple(sorted(_NUMBERS.findall(reading.key)))
            words = (frozenset(p.findall(reading.key)) for p in self._apart.values())
            self._marks[reading.name] = (reading.aspect, reading.share, numbers, *words)
        return self._marks[reading.name]

    def apart(self, a: NameReading, b: NameReading) -> bool:
        """True when the two names must never align: another stock or flow, level, subject."""
        return self.marks(a) != self.marks(b)


@functools.lru_cache(maxsize=4)
def name_reader(lexicon: Lexicon) -> NameReader:
    """The reader of a lexicon, built once."""
    return NameReader(lexicon)


def _clean(name: str) -> str:
    return _NOISE.sub("", name.translate(_BRACKETS))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, longest first; matches nothing where there are none."""
    return re.compile(either(words))
