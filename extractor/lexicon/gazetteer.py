"""Administrative divisions: names, short forms and GB/T 2260 codes, present and former.

The data is ``gazetteer.tsv``; its head says what it is made from, of which day and under
which licences. ``Gazetteer.resolve`` picks one division for a word, by the plan's own region first.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from importlib import resources
from typing import Literal

import msgspec

from extractor.plan import Region

Level = Literal["province", "prefecture", "county"]
_RANK = {"province": 0, "prefecture": 1, "county": 2}
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})


class Division(msgspec.Struct, frozen=True, gc=False):
    """One division. ``code`` is its own; ``current`` the present one's (equal unless renamed)."""

    code: str
    name: str
    level: Level
    current: str
    former: bool


class Gazetteer:
    """All divisions, by full name, by short name and by code."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.full: dict[str, list[Division]] = {}
        self.short: dict[str, list[Division]] = {}
        self.codes: dict[str, Division] = {}
        self._common: set[tuple[str, str]] = set()
        self._regions: dict[Division, Region] = {}
        for line in lines:
            if not line.startswith("#"):
                self._add(*line.split("\t"))

    def _add(self, code: str, name: str, shorts: str, successor: str) -> None:
        if name.endswith("*"):
            name = name[:-1]
            self._common.add((name, code))
        current = successor if successor not in ("", "-") else code
        division = Division(code, name, level_of(code), current, successor != "")
        self.full.setdefault(name, []).append(division)
        if successor == "":
            self.codes[code] = division
        for short in shorts.split(",") if shorts else ():
            word = short.rstrip("*")
            self.short.setdefault(word, []).append(division)
            if word != short:
                self._common.add((word, code))

    def resolve(self, word: str, home: Region | None = None) -> Division | None:
        """The division a full or short name means, or None where it is unknown or unsafe.

        A name that many places bear goes to the one nearest the plan's own region; one that
        stays ambiguous, and a short name that is also a common word outside it, gives None.
        """
        named = self.full.get(word) or self.short.get(word)
        if named is None:
            return None
        candidates = self._safe(named, word, home)
        if len(candidates) == 1:
            return candidates[0]
        ranked = sorted(candidates, key=lambda d: self._distance(d, home))
        if not ranked or self._distance(ranked[0], home) == self._distance(ranked[1], home):
            return None
        return ranked[0]

    def _safe(
        self, divisions: Iterable[Division], word: str, home: Region | None
    ) -> list[Division]:
        return [
            division
            for division in divisions
            if (word, division.code) not in self._common or in_family(division, home)
        ]

    def _distance(self, division: Division, home: Region | None) -> tuple[int, int, int]:
        code = home.code if home is not None and home.code else "      "
        shared = 3
        if division.code == code:
            shared = 0
        elif division.code[:4] == code[:4]:
            shared = 1
        elif division.code[:2] == code[:2]:
            shared = 2
        return (shared, _RANK[division.level], int(division.former))

    def namesakes(self, code: str) -> list[Division]:
        """The present divisions inside a province that share its short name (吉林市 of 吉林省)."""
        own = self.codes.get(code)
        shared = (group for group in self.short.values() if own in group)
        return [d for group in shared for d in group if d is not own and d.code[:2] == code[:2]]

    def is_municipality(self, code: str) -> bool:
        """True for 北京, 天津, 上海, 重庆 and what lies in them: a city there is a province."""
        return code[:2] in _MUNICIPALITIES

    def region(self, division: Division) -> Region:
        """The division as a region record: present code, path from the province down."""
        if division not in self._regions:
            self._regions[division] = self._region(division)
        return self._regions[division]

    def _region(self, division: Division) -> Region:
        code = division.current
        parents = [code[:2] + "0000", code[:4] + "00"]
        path = [self.codes[p].name for p in parents if p in self.codes and p != code]
        here = self.codes.get(code)
        name = here.name if here is not None else division.name
        return Region(name=name, code=code, level=level_of(code), path=(*path, name))


def level_of(code: str) -> Level:
    """The level a code stands for; XX90XX are counties directly under a province."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") and code[2:4] != "90" else "county"


def in_family(division: Division, home: Region | None) -> bool:
    """Inside the plan's own prefecture (or municipality), where a short name is safe."""
    if home is None or not home.code:
        return False
    if home.code[:2] in _MUNICIPALITIES:
        return division.code[:2] == home.code[:2]
    if home.level == "province":
        return division.level != "county" and division.code[:2] == home.code[:2]
    return division.code[:4] == home.code[:4]


@functools.cache
def gazetteer() -> Gazetteer:
    """The packaged gazetteer, read once per process."""
    table = resources.files("extractor.lexicon") / "gazetteer.tsv"
    return Gazetteer(table.read_text(encoding="utf-8").splitlines())
