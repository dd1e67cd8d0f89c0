"""What a comparison starts from: plans with their canonical texts, and the places they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

import msgspec

from extractor.compare.types import Place
from extractor.lexicon.gazetteer import gazetteer
from extractor.plan import Plan, Region

_STEM_LIMIT = 12  # a file named by more than this is named by its title, not by its place


class PlanText(msgspec.Struct, frozen=True):
    """A plan and its canonical text; without the text no wording can be compared."""

    plan: Plan
    text: str | None = None


def as_inputs(plans: Iterable[Plan | PlanText | Path | str]) -> tuple[PlanText, ...]:
    """Plans, plans with texts, and paths of plans still to be extracted, all as ``PlanText``."""
    return tuple(map(_as_input, plans))


def _as_input(plan: Plan | PlanText | Path | str) -> PlanText:
    if isinstance(plan, PlanText):
        return plan
    if isinstance(plan, Plan):
        return PlanText(plan)
    from extractor.pipeline import extract
    from extractor.readers import read

    text = read(Path(plan))
    return PlanText(extract(text), text.text)


def places_of(inputs: Sequence[PlanText]) -> tuple[Place, ...]:
    """One place per plan in the order given, each with a label of its own."""
    regions = [region_of(item.plan) for item in inputs]
    labels = _labels(inputs, regions)
    return tuple(
        _place(f"c{number}", label, region, item)
        for number, (label, region, item) in enumerate(zip(labels, regions, inputs, strict=True), 1)
    )


def region_of(plan: Plan) -> Region | None:
    """Whose plan it is: a file that is named by a place and nothing else says it best."""
    stem, region = PurePath(plan.source.name).stem, plan.plan.region
    if len(stem) <= _STEM_LIMIT and (division := gazetteer().resolve(stem, region)):
        return gazetteer().region(division)
    return region


def _place(id: str, label: str, region: Region | None, item: PlanText) -> Place:
    plan, head = item.plan, item.plan.plan
    focus, reviewed = years_of(plan)
    return Place(
        id=id,
        label=label,
        title=head.title,
        region=region.name if region else None,
        level=region.level if region else None,
        period=head.period,
        focus=focus,
        reviewed=reviewed,
        issued=head.issued,
        source=plan.source.name,
        sha256=plan.source.sha256,
        characters=plan.source.characters,
        indicators=len(plan.indicators),
        measures=len(plan.measures),
        has_text=item.text is not None,
    )


def years_of(plan: Plan) -> tuple[str | None, str | None]:
    """The year that most targets are set for (十四五: 2025), and the year looked back on."""
    planned: Counter[str] = Counter()
    actual: Counter[str] = Counter()
    for indicator in plan.indicators:
        for one in indicator.observations:
            end = one.period.end if one.period else None
            if end:
                (planned if one.planned or one.role == "target" else actual)[end[:4]] += 1
    reviewed = _commonest(actual)
    # A target for the year that the plan looks back on was last year's.
    ahead = Counter({year: n for year, n in planned.items() if year > (reviewed or "")})
    if year := _commonest(ahead) or _commonest(planned):
        return year, reviewed if reviewed and reviewed < year else None
    period = plan.plan.period
    return period.end[:4] if period and period.end else None, reviewed


def _commonest(years: Counter[str]) -> str | None:
    """The year met most often, of equals the latest."""
    return max(years, key=lambda year: (years[year], year), default=None)


def _labels(inputs: Sequence[PlanText], regions: Sequence[Region | None]) -> list[str]:
    """The region's name, with the file's where several plans are of one region."""
    stems = [PurePath(item.plan.source.name).stem for item in inputs]
    names = [r.name if r else stem for r, stem in zip(regions, stems, strict=True)]
    shared = Counter(names)
    labels = [
        f"{name}（{stem}）" if shared[name] > 1 and name != stem else name
        for name, stem in zip(names, stems, strict=True)
    ]
    taken: set[str] = set()
    for index, label in enumerate(labels):
        number = 1
        while labels[index] in taken:
            number += 1
            labels[index] = f"{label} {number}"
        taken.add(labels[index])
    return labels
