"""The report of a comparison: indicators, growth, coverage, nearest measures, shared passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from extractor.report.html import both, esc, join, tag
from extractor.report.labels import word
from extractor.report.page import language_switch, page
from extractor.report.panels import change_table, charts, panel_table, proposals
from extractor.report.svg import heat
from extractor.report.wording import matches, only_here, passages, reuse

if TYPE_CHECKING:
    from extractor.compare.types import Comparison, Coverage, Place

_ASSETS = ("base.css", "comparison.css", "base.js", "comparison.js")
_PARTS = (
    ("places", "规划", "Plans"),
    ("charts", "基期与目标", "Baseline to target"),
    ("growth", "增长", "Growth"),
    ("panel", "指标面板", "Panel"),
    ("coverage", "主题与工具覆盖", "Coverage"),
    ("matches", "最相近的举措", "Nearest measures"),
    ("only", "独有的举措", "Only here"),
    ("shared", "共有文字", "Shared passages"),
    ("proposals", "待确认的对应", "Proposed pairs"),
)


def comparison_report(comparison: Comparison) -> str:
    """A self-contained HTML page of everything that ``compare`` found."""
    title = "比较 " + " · ".join(place.label for place in comparison.places[:4])
    if len(comparison.places) > 4:
        title += f" … ({len(comparison.places)})"
    bodies = {
        "places": _places(comparison.places),
        "charts": charts(comparison.panel),
        "growth": change_table(comparison.panel),
        "panel": panel_table(comparison.panel),
        "coverage": _coverage(comparison.coverage, comparison.places),
        "matches": matches(comparison),
        "only": only_here(comparison),
        "shared": reuse(comparison) + passages(comparison),
        "proposals": proposals(comparison.panel),
    }
    shown = [(name, zh, en) for name, zh, en in _PARTS if bodies[name]]
    links = "".join(tag("a", both(zh, en), href=f"#{name}") for name, zh, en in shown)
    search = (
        '<input type="search" id="search" autocomplete="off" placeholder="筛选 filter" '
        'aria-label="筛选 filter">'
    )
    bar = tag("div", tag("h1", esc(title)) + search + language_switch(), class_="bar")
    parts = [
        tag("section", tag("h2", both(zh, en)) + bodies[name], id=name) for name, zh, en in shown
    ]
    top = tag("header", bar + tag("nav", links, class_="parts"), class_="top")
    return page(title, top + tag("main", join(parts)), _ASSETS, "comparison")


def _places(places: Sequence[Place]) -> str:
    heads = (
        ("简称", "Label"),
        ("标题", "Title"),
        ("地区", "Region"),
        ("规划期", "Period"),
        ("日期", "Issued"),
        ("指标", "Indicators"),
        ("举措", "Measures"),
        ("字数", "Characters"),
    )
    rows = [tag("tr", "".join(tag("th", both(*head)) for head in heads))]
    for place in places:
        span = place.period and f"{place.period.start or '…'}–{place.period.end or '…'}"
        words = (place.label, place.title, place.region, span, place.issued)
        numbers = (place.indicators, place.measures, place.characters)
        cells = [
            tag("td", esc(value or "—"), class_=None if i == 1 else "key")
            for i, value in enumerate(words)
        ]
        cells += [tag("td", f"{value:,}", class_="num") for value in numbers]
        rows.append(tag("tr", "".join(cells)))
    return tag("div", tag("table", "".join(rows)), class_="scroll")


def _coverage(coverage: Coverage, places: Sequence[Place]) -> str:
    themes: list[str | None] = list(coverage.themes)
    kinds = [kind for _, kind in coverage.instruments]
    classes = {kind: name for name, kind in coverage.instruments}
    parts = []
    if themes:
        rows = [(esc(t), [coverage.count(p.id, theme=t) for p in places]) for t in themes]
        parts.append(_matrix(both("主题", "Theme"), [esc(p.label) for p in places], rows))
    if kinds:
        tools = [
            (f"{word(classes[k])} · {esc(k)}", [coverage.count(p.id, instrument=k) for p in places])
            for k in kinds
        ]
        parts.append(_matrix(both("政策工具", "Instrument"), [esc(p.label) for p in places], tools))
    for place in places if themes and kinds else ():
        cross = [(esc(t), [coverage.count(place.id, t, k) for k in kinds]) for t in themes]
        head = tag("summary", esc(place.label) + " · " + both("主题 × 工具", "theme × instrument"))
        table = _matrix(both("主题", "Theme"), [esc(kind) for kind in kinds], cross)
        parts.append(tag("details", head + table))
    return join(parts)


def _matrix(corner: str, heads: Iterable[str], rows: Sequence[tuple[str, list[int]]]) -> str:
    most = max((count for _, counts in rows for count in counts), default=0)
    top = tag("tr", tag("th", corner) + "".join(tag("th", head) for head in heads))
    body = []
    for name, counts in rows:
        cells = "".join(_heat_cell(count, most) for count in counts)
        body.append(tag("tr", tag("th", name, scope="row") + cells, data_filter=""))
    return tag("div", tag("table", top + "".join(body), class_="heat"), class_="scroll")


def _heat_cell(count: int, most: int) -> str:
    return tag("td", str(count) if count else "·", class_=f"num {heat(count, most)}")
