"""Scoring an alignment against pairs of names that a person judged."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from pathlib import Path

import msgspec

from extractor.compare.types import Panel
from extractor.errors import GoldError


class GoldPair(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Two names and whether they mean the same; ``optional`` ones count neither way."""

    a: str
    b: str
    same: bool
    why: str = ""
    optional: bool = False


class AlignmentScore(msgspec.Struct, frozen=True):
    """Pairs of names found right, missed and wrong; None where there is nothing to divide by.

    ``wrong`` are pairs in one row that gold does not call the same (or calls different).
    """

    right: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]

    @property
    def precision(self) -> float | None:
        """Right among all that were aligned."""
        found = len(self.right) + len(self.wrong)
        return len(self.right) / found if found else None

    @property
    def recall(self) -> float | None:
        """Right among all that should be aligned."""
        wanted = len(self.right) + len(self.missed)
        return len(self.right) / wanted if wanted else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = 2 * len(self.right) + len(self.wrong) + len(self.missed)
        return 2 * len(self.right) / total if total else None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pair: tuple[GoldPair, ...] = ()


def read_pairs(path: Path) -> tuple[GoldPair, ...]:
    """The pairs of a gold file; raises ``GoldError`` where it is none or contradicts itself."""
    try:
        pairs = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File).pair
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise GoldError(str(path), str(error), "mend the gold file") from None
    judged: dict[tuple[str, str], bool] = {}
    for pair in pairs:
        if judged.setdefault((pair.a, pair.b), pair.same) != pair.same:
            problem = f"{pair.a} and {pair.b} are both the same and not"
            raise GoldError(str(path), problem, "settle the pair")
    return pairs


def score_alignment(panel: Panel, pairs: tuple[GoldPair, ...]) -> AlignmentScore:
    """Score a panel of two plans: gold's ``a`` names are of the first, ``b`` of the second.

    Gold is taken to hold every pair that means the same; of two prose and table names that both
    mean what a third means, each pair counts by itself.
    """
    found = _aligned(panel)
    judged = {(pair.a, pair.b): pair for pair in pairs}
    optional = {names for names, pair in judged.items() if pair.optional}
    wanted = {names for names, pair in judged.items() if pair.same} - optional
    return AlignmentScore(
        right=tuple(sorted(found & wanted)),
        missed=tuple(sorted(wanted - found)),
        wrong=tuple(sorted(found - wanted - optional)),
    )


def mixed_rows(panel: Panel) -> tuple[str, ...]:
    """Rows in which one place's numbers are in units that another's are not: there should be none.

    Scales that the lexicon declares (a satisfaction in 分 and in %) are told by their unit.
    """
    mixed = []
    for row in panel.rows:
        units: dict[str, set[str | None]] = defaultdict(set)
        for cell in row.cells:
            for value in (cell.baseline, cell.target, cell.actual):
                if value is not None and value.value is not None:
                    units[cell.place].add(value.unit)
        if row.dimension not in ("count", "person") and len(set().union(*units.values())) > 1:
            mixed.append(row.id)
    return tuple(mixed)


def _aligned(panel: Panel) -> set[tuple[str, str]]:
    first, second = (place.id for place in panel.places)
    found = set()
    for row in panel.rows:
        a, b = row.cell(first), row.cell(second)
        if a is not None and b is not None:
            found |= {(one, other) for one in a.names for other in b.names}
    return found
