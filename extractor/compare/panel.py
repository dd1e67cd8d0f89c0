"""The panel: indicators of several plans, one row per concept."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.compare.decisions import Decisions, Pair
from extractor.compare.inputs import PlanText
from extractor.compare.rows import build_rows, group, with_accepted
from extractor.compare.similar import propose
from extractor.compare.types import Panel, PanelRow, Place, Proposal
from extractor.compare.values import ValueReader, units_of
from extractor.compare.words import NameReader, name_reader
from extractor.lexicon.loader import Lexicon


def build_panel(
    inputs: Sequence[PlanText],
    places: Sequence[Place],
    lexicon: Lexicon,
    decisions: Decisions,
    accept: float | None = None,
) -> Panel:
    """Align the indicators of the plans.

    Names align by concept, then by evened name, then as a person decided. What is only alike is
    proposed; proposals that score ``accept`` or more align too, if it is given.
    """
    names, units = name_reader(lexicon), units_of(lexicon)
    reader = ValueReader(lexicon, names)
    placed = {
        place.id: tuple(reader.read(item.plan, item.text, place.id))
        for place, item in zip(places, inputs, strict=True)
    }
    rows = build_rows(group(placed, decisions), places, units)
    proposals = _decided(propose(rows, names, lexicon), decisions)
    if accept is not None:
        chosen = [p for p in proposals if p.decision == "proposed" and p.score >= accept]
        if chosen:
            pairs = tuple(Pair(p.a, p.b, "confirmed") for p in chosen)
            both = Decisions((*pairs, *decisions.pairs))  # a person's word comes last
            rows = build_rows(group(placed, both), places, units)
            rows = _marked(rows, chosen, names)
    known = {p.a for p in proposals} | {p.b for p in proposals}
    return Panel(tuple(places), rows, _relocated(proposals, rows, known))


def _decided(proposals: Sequence[Proposal], decisions: Decisions) -> tuple[Proposal, ...]:
    return tuple(
        msgspec.structs.replace(p, decision=decisions.decided(p.a, p.b) or "proposed")
        for p in proposals
    )


def _marked(
    rows: Sequence[PanelRow], chosen: Sequence[Proposal], names: NameReader
) -> tuple[PanelRow, ...]:
    pairs = [{p.a, p.b} for p in chosen]
    marked = []
    for row in rows:
        held = {name for cell in row.cells for name in cell.names}
        joined = row.basis == "confirmed" and any(pair <= held for pair in pairs)
        marked.append(with_accepted(row) if joined else row)
    return tuple(marked)


def _relocated(
    proposals: Sequence[Proposal], rows: Sequence[PanelRow], known: set[str]
) -> tuple[Proposal, ...]:
    """Proposals with the rows that hold their names now."""
    homes: dict[str, str] = {}
    for row in rows:
        for cell in row.cells:
            for name in cell.names:
                if name in known:
                    homes.setdefault(name, row.id)
    return tuple(
        msgspec.structs.replace(p, rows=(homes.get(p.a, p.rows[0]), homes.get(p.b, p.rows[1])))
        for p in proposals
    )
