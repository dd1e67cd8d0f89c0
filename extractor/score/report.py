"""What scoring gives: tallies, fields, every slip with its line; as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from extractor.terminal import columns, shorten

SlipKind = Literal["miss", "false alarm", "wrong field"]


class FieldScore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``right`` of the ``of`` found records whose gold labels this field."""

    right: int
    of: int

    @property
    def accuracy(self) -> float | None:
        """Share that is right, 0 to 1; None when nothing was compared."""
        return self.right / self.of if self.of else None


class RecordScore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One record type: how many were found, missed and false, and the fields of the found."""

    name: str
    found: int
    missed: int
    false_alarms: int
    fields: dict[str, FieldScore] = {}

    @property
    def precision(self) -> float | None:
        """Found over predicted, 0 to 1; None when nothing was predicted."""
        predicted = self.found + self.false_alarms
        return self.found / predicted if predicted else None

    @property
    def recall(self) -> float | None:
        """Found over expected, 0 to 1; None when nothing was expected."""
        expected = self.found + self.missed
        return self.found / expected if expected else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean, 0 to 1; None only when nothing was expected nor predicted."""
        total = 2 * self.found + self.missed + self.false_alarms
        return 2 * self.found / total if total else None


class Slip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One miss, false alarm or wrong field, at its line (from 1) and words in the source text.

    ``start``/``end`` are offsets of the gold record (of the prediction, for a false alarm).
    ``detail`` says which record, ``expected`` and ``got`` what a wrong field should be and is;
    for a miss ``got`` describes a false alarm at the same words, where there is one.
    """

    kind: SlipKind
    record: str
    plan: str
    line: int | None
    start: int | None
    end: int | None
    quote: str
    detail: str
    field: str | None = None
    expected: str | None = None
    got: str | None = None


class PlanScore(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The score of one plan; ``records`` in the order of ``match.RECORD_TYPES``."""

    name: str
    records: tuple[RecordScore, ...]
    slips: tuple[Slip, ...]


class ScoreReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The scores of one or more plans."""

    plans: tuple[PlanScore, ...]

    @property
    def records(self) -> tuple[RecordScore, ...]:
        """Every record type summed over the plans (micro average)."""
        names = dict.fromkeys(record.name for plan in self.plans for record in plan.records)
        return tuple(_sum(name, (r for p in self.plans for r in p.records)) for name in names)

    @property
    def slips(self) -> tuple[Slip, ...]:
        """Every miss, false alarm and wrong field of all plans."""
        return tuple(slip for plan in self.plans for slip in plan.slips)

    def only(self, names: Iterable[str]) -> ScoreReport:
        """The same report with only these record types."""
        kept = frozenset(names)
        return ScoreReport(
            tuple(
                PlanScore(
                    plan.name,
                    tuple(r for r in plan.records if r.name in kept),
                    tuple(s for s in plan.slips if s.record in kept),
                )
                for plan in self.plans
            )
        )

    def to_json(self) -> bytes:
        """UTF-8 JSON of totals, plans and slips, two-space indent, final newline."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=2) + b"\n"

    def to_dict(self) -> dict[str, Any]:
        """Plain data: ``records`` (totals), ``plans`` (each with records and slips)."""
        return {
            "records": [_record_dict(record) for record in self.records],
            "plans": [
                {
                    "name": plan.name,
                    "records": [_record_dict(record) for record in plan.records],
                    "slips": msgspec.to_builtins(plan.slips),
                }
                for plan in self.plans
            ],
        }

    def table(self) -> str:
        """One line per record type, then the accuracy of every field, in aligned columns."""
        return _totals(self.records) + "\n\n" + _fields(self.records)

    def list_slips(self, *, wrong_fields: bool = False) -> str:
        """One line per miss and false alarm (and wrong field): plan, line, what, quote."""
        kept = [s for s in self.slips if wrong_fields or s.kind != "wrong field"]
        return columns([_slip_row(slip) for slip in kept], [False, True, False, False, False])


def _sum(name: str, records: Iterable[RecordScore]) -> RecordScore:
    same = [record for record in records if record.name == name]
    fields: dict[str, FieldScore] = {}
    for record in same:
        for field, score in record.fields.items():
            before = fields.get(field, FieldScore(0, 0))
            fields[field] = FieldScore(before.right + score.right, before.of + score.of)
    return RecordScore(
        name,
        sum(record.found for record in same),
        sum(record.missed for record in same),
        sum(record.false_alarms for record in same),
        fields,
    )


def _record_dict(record: RecordScore) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(record)
    built |= {"precision": record.precision, "recall": record.recall, "f1": record.f1}
    for name, field in record.fields.items():
        built["fields"][name]["accuracy"] = field.accuracy
    return built


def _totals(records: Iterable[RecordScore]) -> str:
    rows = [["record", "found", "missed", "false", "precision", "recall", "F1"]]
    for record in records:
        counts = [str(n) for n in (record.found, record.missed, record.false_alarms)]
        rates = [_rate(r) for r in (record.precision, record.recall, record.f1)]
        rows.append([record.name, *counts, *rates])
    return columns(rows, [False, *[True] * 6])


def _fields(records: Iterable[RecordScore]) -> str:
    rows = [["field", "right", "of", "accuracy"]]
    for record in records:
        for name, field in record.fields.items():
            cells = [str(field.right), str(field.of), _rate(field.accuracy)]
            rows.append([f"{record.name}.{name}", *cells])
    return columns(rows, [False, True, True, True])


def _rate(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"


def _slip_row(slip: Slip) -> list[str]:
    what = slip.kind if slip.field is None else f"{slip.kind} {slip.field}"
    said = slip.detail
    if slip.field is not None:
        said += f": expected {slip.expected}, got {slip.got}"
    elif slip.got is not None:
        said += f" (got {slip.got})"
    line = "-" if slip.line is None else str(slip.line)
    quote = f"“{shorten(slip.quote, 40)}”" if slip.quote else ""
    return [slip.plan, line, f"{what} {slip.record}", shorten(said, 70), quote]
