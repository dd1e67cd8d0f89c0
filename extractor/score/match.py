"""Score one plan against its gold: pair every record type, compare fields, list every slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from extractor.plan import Period, Plan, Region
from extractor.score.equal import span_of
from extractor.score.gold import Gold
from extractor.score.kinds import KINDS, UNLABELLED_IF_EMPTY, Context, Kind
from extractor.score.kinds.base import Fields
from extractor.score.pairing import Item, Pairs, overlapping, pair
from extractor.score.places import Lines
from extractor.score.report import FieldScore, PlanScore, RecordScore, ScoreReport, Slip
from extractor.spans import Evidence, Span

#: Groups scored on their own as well: gold's for found and missed, else the prediction's.
GROUPS = {"observations": ("table", "prose")}

#: Names of all record types, in the order of a report.
RECORD_TYPES: tuple[str, ...] = tuple(
    name
    for kind in KINDS
    for name in (kind.name, *(f"{kind.name}.{group}" for group in GROUPS.get(kind.name, ())))
)


def score(plan: Plan, gold: Gold) -> PlanScore:
    """Compare a plan with the gold of the same canonical text (offsets of both point into it)."""
    partners: dict[str, str] = {}

    def link(record_id: str | None) -> str | None:
        return None if record_id is None else partners.get(record_id, f"?{record_id}")

    context = Context(gold.text, link)
    writer = _Writer(gold)
    records: list[RecordScore] = []
    slips: list[Slip] = []
    for kind in KINDS:
        expected = list(kind.items(gold.plan, _itself))
        if not expected and kind.name in UNLABELLED_IF_EMPTY:
            continue
        predicted = list(kind.items(plan, link))
        pairs = _pair(kind, context, expected, predicted, gold)
        # Before the fields: a section's parent is compared through the pairs of this very kind.
        for theirs, mine in _partners(expected, predicted, pairs):
            partners.setdefault(theirs, mine)
        fields = tuple(kind.fields(context, expected[g], predicted[p]) for g, p in pairs.found)
        compared = _Compared(expected, predicted, pairs, fields)
        records.extend(_scores(kind.name, compared))
        slips.extend(writer.slips(kind, compared))
    return PlanScore(gold.name, tuple(records), tuple(slips))


def validate(pairs: Iterable[tuple[Plan, Gold]]) -> ScoreReport:
    """Score several plans, each with its gold."""
    return ScoreReport(tuple(score(plan, gold) for plan, gold in pairs))


class _Compared(msgspec.Struct, frozen=True):
    gold: Sequence[Item]
    predicted: Sequence[Item]
    pairs: Pairs
    fields: tuple[Fields, ...]  # one per pair found


def _itself(record_id: str | None) -> str | None:
    return record_id


def _pair(
    kind: Kind, context: Context, gold: list[Item], predicted: list[Item], labels: Gold
) -> Pairs:
    return pair(
        gold,
        predicted,
        lambda g, p: kind.closeness(context, g, p),
        lambda item: labels.is_optional(item.path),
    )


def _partners(expected: list[Item], guessed: list[Item], pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Predicted id and gold id of every pair, of the records and of what holds them."""
    for g, p in (*pairs.found, *pairs.optional):
        gold, predicted = expected[g], guessed[p]
        for mine, theirs in ((gold.owner, predicted.owner), (gold.record, predicted.record)):
            if hasattr(mine, "id") and hasattr(theirs, "id"):
                yield theirs.id, mine.id


def _scores(name: str, compared: _Compared) -> Iterator[RecordScore]:
    yield _score(name, compared, None)
    for group in GROUPS.get(name, ()):
        yield _score(f"{name}.{group}", compared, group)


def _score(name: str, compared: _Compared, group: str | None) -> RecordScore:
    def counts(item: Item) -> bool:
        return group is None or item.group == group

    pairs = compared.pairs
    found = [
        fields
        for (g, _), fields in zip(pairs.found, compared.fields, strict=True)
        if counts(compared.gold[g])
    ]
    totals: dict[str, FieldScore] = {}
    for fields in found:
        for field, (equal, _, _) in fields.items():
            before = totals.get(field, FieldScore(0, 0))
            totals[field] = FieldScore(before.right + equal, before.of + 1)
    return RecordScore(
        name,
        len(found),
        sum(counts(compared.gold[g]) for g in pairs.missed),
        sum(counts(compared.predicted[p]) for p in pairs.false),
        totals,
    )


class _Writer:
    """Writes down slips with their lines in the source text."""

    def __init__(self, gold: Gold) -> None:
        self._gold = gold
        self._lines = Lines(gold.text)

    def slips(self, kind: Kind, compared: _Compared) -> Iterator[Slip]:
        """Misses, false alarms and wrong fields of one record type, in text order."""
        found = [*self._misses(kind, compared), *self._wrong(kind, compared)]
        found += [
            self._slip("false alarm", kind, compared.predicted[p]) for p in compared.pairs.false
        ]
        return iter(sorted(found, key=lambda s: (s.start is None, s.start or 0)))

    def _misses(self, kind: Kind, compared: _Compared) -> Iterator[Slip]:
        missed = [(_place(compared.gold[g]), g) for g in compared.pairs.missed]
        false = [(_place(compared.predicted[p]), p) for p in compared.pairs.false]
        instead = dict(
            overlapping([(s, g) for s, g in missed if s], [(s, p) for s, p in false if s])
        )
        for _, g in missed:
            got = kind.label(compared.predicted[instead[g]]) if g in instead else None
            yield self._slip("miss", kind, compared.gold[g], got=got)

    def _wrong(self, kind: Kind, compared: _Compared) -> Iterator[Slip]:
        for (g, _), fields in zip(compared.pairs.found, compared.fields, strict=True):
            for field, (equal, expected, got) in fields.items():
                if not equal:
                    item = compared.gold[g]
                    yield self._slip("wrong field", kind, item, field, _show(expected), _show(got))

    def _slip(
        self,
        what: Any,
        kind: Kind,
        item: Item,
        field: str | None = None,
        expected: str | None = None,
        got: str | None = None,
    ) -> Slip:
        place = _place(item)
        if place is None:
            start = end = line = None
            quote = ""
        else:
            start, end, line = place.start, place.end, self._lines.at(place.start)
            quote = self._gold.text[start : min(end, start + 120)]
        detail = kind.label(item)
        name = self._gold.name
        return Slip(what, kind.name, name, line, start, end, quote, detail, field, expected, got)


def _place(item: Item) -> Span | None:
    """The words to quote for an item: its evidence, else its own span."""
    evidence = getattr(item.record, "evidence", None)
    if isinstance(evidence, Evidence):
        return span_of(evidence)
    if item.spans:
        return item.spans[0]
    is_place = isinstance(getattr(item.record, "start", None), int)
    return span_of(item.record) if is_place else None


def _show(value: Any) -> str:
    if isinstance(value, Period):
        return f"{value.start}..{value.end}"
    if isinstance(value, Region):
        return value.name
    if value is None or isinstance(value, str):
        return value or "none"
    if isinstance(value, msgspec.Struct):
        return msgspec.json.encode(value).decode()
    return str(value)
