"""Small plans to compare: indicators from short sentences, measures from paragraphs."""

from __future__ import annotations

from decimal import Decimal

import msgspec

from extractor.compare import PlanText
from extractor.document import Source
from extractor.find.quantities import find_quantities
from extractor.lexicon.loader import default_lexicon
from extractor.plan import (
    Canonical,
    Indicator,
    Instrument,
    Measure,
    Observation,
    Period,
    Plan,
    PlanHeader,
    Quantity,
    Region,
    Role,
    Theme,
)
from extractor.spans import Evidence


class Draft:
    """Writes a text and keeps the records that quote it."""

    def __init__(self, name: str, region: Region | None = None, issued: str | None = None) -> None:
        self.name, self.region, self.issued = name, region, issued
        self.text = ""
        self.indicators: list[Indicator] = []
        self.measures: list[Measure] = []

    def say(
        self,
        name: str,
        link: str,
        number: str,
        role: Role = "target",
        year: str | None = "2025",
        *,
        start: str | None = None,
        planned: bool = False,
        nature: str | None = None,
        since: str | None = None,
    ) -> Draft:
        """Add ``name`` + ``link`` + ``number`` as a sentence with one observation.

        ``since`` is the year that a change is measured against.
        """
        at = len(self.text)
        self.text += f"{name}{link}{number}。"
        first = at + len(name) + len(link)
        quote = Evidence(first, first + len(number), number)
        period = Period(f"{year}年", start or year, year) if year else None
        quantity = _quantity(number)
        if since and quantity:
            quantity = msgspec.structs.replace(quantity, relative_to=Period(since, since, since))
        seen = Observation(role, planned, period, quantity, None, False, quote)
        unit = seen.quantity.unit if seen.quantity else None
        where = Evidence(at, at + len(name), name)
        record = Indicator(
            id=f"i{len(self.indicators) + 1}",
            name=name,
            unit=unit,
            nature=nature,
            region=self.region,
            section=None,
            origin="prose",
            table=None,
            row=None,
            evidence=where,
            observations=(seen,),
        )
        self.indicators.append(record)
        return self

    def do(self, text: str, *, themes: tuple[str, ...] = (), kinds: tuple[str, ...] = ()) -> Draft:
        """Add a paragraph that is a measure."""
        self.text += "\n"
        start = len(self.text)
        self.text += text
        self.measures.append(
            Measure(
                id=f"m{len(self.measures) + 1}",
                section=None,
                box=None,
                title=text[:6],
                start=start,
                end=len(self.text),
                themes=tuple(Theme(name, start, start + 1, text[0]) for name in themes),
                instruments=tuple(
                    Instrument("supply", kind, start, start + 1, text[0]) for kind in kinds
                ),
            )
        )
        return self

    def plan(self) -> Plan:
        """The plan alone, without its text."""
        source = Source(f"{self.name}.txt", "text/plain", "0" * 64, "utf-8", len(self.text))
        period = Period("十四五", "2021", "2025")
        head = PlanHeader(None, self.region, None, None, self.issued, None, period, None, ())
        return Plan(source, head, indicators=tuple(self.indicators), measures=tuple(self.measures))

    def done(self) -> PlanText:
        """The plan with its text."""
        return PlanText(self.plan(), self.text)


def _quantity(number: str) -> Quantity | None:
    found = find_quantities(number, default_lexicon())
    if not found:
        return None
    one = found[0]
    canonical = None
    if one.canonical_value is not None and one.canonical_unit is not None:
        canonical = Canonical(Decimal(one.canonical_value), one.canonical_unit)
    return Quantity(number, one.comparator, one.value, one.upper, one.unit, one.kind, canonical)
