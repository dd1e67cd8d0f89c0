"""A small comparison, made by hand."""

from __future__ import annotations

from decimal import Decimal

from extractor.compare.types import (
    Comparison,
    Coverage,
    CoverageCell,
    MeasureMatch,
    MeasureRef,
    OnlyHere,
    Panel,
    PanelCell,
    PanelRow,
    PanelValue,
    Place,
    Proposal,
    Reuse,
    SharedPassage,
    SharedWords,
)
from extractor.plan import Period
from extractor.spans import Evidence

EVIL = "<script>alert(1)</script>"
PERIOD = Period("十四五", "2021", "2025")


def place(number: int, label: str) -> Place:
    """A plan of the comparison."""
    return Place(
        id=f"c{number}",
        label=label,
        title=f"{label}规划",
        region=label,
        level="county",
        period=PERIOD,
        focus="2025",
        reviewed="2020",
        issued=None,
        source="a.txt",
        sha256="0" * 64,
        characters=1200,
        indicators=3,
        measures=2,
        has_text=True,
    )


def value(text: str, number: str, **more: object) -> PanelValue:
    """A value as written."""
    quote = Evidence(1, 1 + len(text), text)
    return PanelValue(Decimal(number), "个", text=text, evidence=quote, period=PERIOD, **more)


def cell(number: int, **slots: PanelValue) -> PanelCell:
    """What one place says."""
    return PanelCell(f"c{number}", "个", "约束性", ("节水车间",), ("i1",), **slots)


def row(ident: str, name: str, *cells: PanelCell, missing: tuple[str, ...] = ()) -> PanelRow:
    """A row of the panel."""
    return PanelRow(ident, name, None, "level", "name", "count", "个", "up", tuple(cells), missing)


def comparison() -> Comparison:
    """Two places, a shared and a single indicator, one match, one passage."""
    places = (place(1, "云溪市"), place(2, EVIL))
    growth = PanelValue(Decimal("8.447"), "%", computed=True)
    shared = row(
        "r1",
        "节水车间",
        cell(1, baseline=value("12个", "12"), target=value("20个以上", "20"), growth=growth),
        cell(2, target=value("15个", "15"), actual=value("9个", "9")),
    )
    single = row("r2", EVIL, cell(1, target=value("3座", "3")), missing=("c2",))
    a = MeasureRef("c1", "m1", "推广滴灌", 0, 9, "推广滴灌技术和设备")
    b = MeasureRef("c2", "m4", EVIL, 0, 9, "大力推广滴灌技术等")
    words = (SharedWords(0, 6, 2, 8, "推广滴灌技术"),)
    return Comparison(
        places=places,
        panel=Panel(places, (shared, single), (Proposal("甲", "乙", 0.8),)),
        coverage=Coverage(
            ("节水",),
            (("supply", "基础设施"),),
            (CoverageCell("c1", "节水", "基础设施", ("m1", "m2")),),
        ),
        matches=(
            MeasureMatch(a, b, 0.71, True, words),
            MeasureMatch(b, a, 0.71, True, (SharedWords(2, 8, 0, 6, "推广滴灌技术"),)),
        ),
        only_here=(OnlyHere(a, 0.1),),
        passages=(SharedPassage("c1", "c2", 5, 11, 7, 13, 6, "推广滴灌技术"),),
        reuse=(Reuse("c1", "c2", 1, 6, 0.25, 0.5, "c1", "earlier"),),
    )
