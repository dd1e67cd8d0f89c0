"""What a comparison starts from: plans with their canonical texts, and the places they make."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

import msgspec

from extractor.compare.types import Place
from extractor.errors import ReadError
from extractor.lexicon.gazetteer import gazetteer
from extractor.plan import Plan

_STEM_LIMIT = 12  # a file named by more than this is named by its title, not by its place


class PlanText(msgspec.Struct, frozen=True):
    """A plan and its canonical text; without the text no wording can be compared."""

    plan: Plan
    text: str | None = None


def read_json(path: Path) -> PlanText:
    """An extracted plan, with its text where ``<stem>.txt`` or the plan's own source stands beside it.

    Raises ``ReadError`` where the file is no extracted plan.
    """
    try:
        plan = Plan.from_json(path.read_bytes())
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = f"is not an extracted plan ({error})"
        raise ReadError(str(path), problem, "extract it again") from None
    except OSError as error:
        raise ReadError(str(path), f"cannot be read ({error.strerror})", "check it") from None
    for candidate in (path.with_suffix(".txt"), path.parent / PurePath(plan.source.name).name):
        if (text := _text_of(plan, candidate)) is not None:
            return PlanText(plan, text)
    return PlanText(plan)


def _text_of(plan: Plan, path: Path) -> str | None:
    """The canonical text at ``path``, None where there is none or the plan quotes another one."""
    try:
        content = path.read_bytes()
        if plan.source.media_type == "text/plain":
            if hashlib.sha256(content).hexdigest() != plan.source.sha256:
                return None
            from extractor.readers import read

            return read(path).text
        text = content.decode("utf-8", "surrogatepass")
    except (OSError, UnicodeDecodeError):
        return None
    return text if len(text) == plan.source.characters and _quotes_hold(plan, text) else None


def _quotes_hold(plan: Plan, text: str) -> bool:
    quotes = [i.evidence for i in plan.indicators] + [a for m in plan.measures for a in m.actions]
    return all(text[q.start : q.end] == q.text for q in quotes)


def as_inputs(plans: Iterable[Plan | PlanText | Path | str]) -> tuple[PlanText, ...]:
    """Plans, plans with texts, and paths of raw plans or extracted JSON, all as ``PlanText``."""
    return tuple(map(_as_input, plans))


def _as_input(plan: Plan | PlanText | Path | str) -> PlanText:
    if isinstance(plan, PlanText):
        return plan
    if isinstance(plan, Plan):
        return PlanText(plan)
    path = Path(plan)
    if path.suffix.lower() == ".json":
        return read_json(path)
    from extractor.pipeline import extract
    from extractor.readers import read

    text = read(path)
    return PlanText(extract(text), text.text)


def places_of(inputs: Sequence[PlanText]) -> tuple[Place, ...]:
    """One place per plan in the order given, each with a label of its own."""
    labels = _labels(inputs)
    return tuple(_place(f"c{n}", labels[n - 1], item) for n, item in enumerate(inputs, 1))


def _place(id: str, label: str, item: PlanText) -> Place:
    plan, head = item.plan, item.plan.plan
    return Place(
        id=id,
        label=label,
        title=head.title,
        region=head.region.name if head.region else None,
        level=head.region.level if head.region else None,
        period=head.period,
        focus=focus_year(plan),
        issued=head.issued,
        source=plan.source.name,
        sha256=plan.source.sha256,
        characters=plan.source.characters,
        indicators=len(plan.indicators),
        measures=len(plan.measures),
        has_text=item.text is not None,
    )


def focus_year(plan: Plan) -> str | None:
    """The year that most targets are set for: 2025 in a 十四五 plan, this year in a work report."""
    planned: Counter[str] = Counter()
    actual: Counter[str] = Counter()
    for indicator in plan.indicators:
        for one in indicator.observations:
            end = one.period.end if one.period else None
            if end:
                (planned if one.planned or one.role == "target" else actual)[end[:4]] += 1
    reviewed = _commonest(actual) or ""
    # A target for the year that the plan looks back on was last year's.
    ahead = Counter({year: n for year, n in planned.items() if year > reviewed})
    if year := _commonest(ahead) or _commonest(planned):
        return year
    period = plan.plan.period
    return period.end[:4] if period and period.end else None


def _commonest(years: Counter[str]) -> str | None:
    """The year met most often, of equals the latest."""
    return max(years, key=lambda year: (years[year], year), default=None)


def _labels(inputs: Sequence[PlanText]) -> list[str]:
    """The region's name, with the file's where several plans are of one region, numbered if need be."""
    stems = [PurePath(item.plan.source.name).stem for item in inputs]
    names = [_region_label(item, stem) for item, stem in zip(inputs, stems, strict=True)]
    shared = Counter(names)
    labels = [
        f"{name}（{stem}）" if shared[name] > 1 and name != stem else name
        for name, stem in zip(names, stems, strict=True)
    ]
    again: Counter[str] = Counter()
    for index, label in enumerate(labels):
        again[label] += 1
        if again[label] > 1:
            labels[index] = f"{label} {again[label]}"
    return labels


def _region_label(item: PlanText, stem: str) -> str:
    region = item.plan.plan.region
    # A file that is named by a place and nothing else says best whose plan it is.
    if len(stem) <= _STEM_LIMIT and (division := gazetteer().resolve(stem, region)):
        return division.name
    return region.name if region else stem
