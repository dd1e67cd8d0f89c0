"""One indicator, one record: prose and table that speak of the same thing are joined."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.build.drafts import IndicatorDraft

_NOISE = str.maketrans("", "", '的 “”"（）()')


def link_indicators(drafts: Sequence[IndicatorDraft]) -> list[IndicatorDraft]:
    """Join a prose indicator to the table row with the same name, unit and region.

    The table's record keeps its place and gains the prose observations; where the prose name
    stands goes to ``also``. Prose indicators of different places stay apart: periods may differ.
    """
    rows: dict[tuple[str, str | None, str | None], int] = {}
    for index, draft in enumerate(drafts):
        if draft.table >= 0:
            rows.setdefault(_key(draft), index)
    if not rows:
        return list(drafts)
    joined: dict[int, list[IndicatorDraft]] = {}
    alone: list[int] = []
    for index, draft in enumerate(drafts):
        home = rows.get(_key(draft)) if draft.table < 0 else None
        if home is None:
            alone.append(index)
        else:
            joined.setdefault(home, []).append(draft)
    return [_joined(drafts[index], joined.get(index, [])) for index in alone]


def _key(draft: IndicatorDraft) -> tuple[str, str | None, str | None]:
    region = draft.region.code if draft.region else None
    return draft.name.translate(_NOISE), draft.unit, region


def _joined(row: IndicatorDraft, prose: list[IndicatorDraft]) -> IndicatorDraft:
    if not prose:
        return row
    observations = sorted(
        [*row.observations, *(o for draft in prose for o in draft.observations)],
        key=lambda o: o.start,
    )
    return msgspec.structs.replace(
        row,
        observations=tuple(observations),
        also=tuple((draft.start, draft.end) for draft in prose),
    )
