"""The report of one plan: its text with every record at its words, and the records beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from extractor.export.marks import Mark, marks
from extractor.plan import Plan
from extractor.report.cards import findings_box, record_panel
from extractor.report.html import both, esc, join, tag
from extractor.report.labels import ROLES, TYPES
from extractor.report.page import language_switch, page
from extractor.report.paint import Paint
from extractor.report.text import render_text

#: Types whose marks lie on the words, in the order of the filter.
SHOWN = (
    "indicators",
    "observations",
    "measures",
    "actions",
    "programmes",
    "instruments",
    "themes",
    "projects",
    "assignments",
    "references",
    "findings",
    "plans",
)
_QUIET = frozenset(("instruments", "themes"))  # so many that they drown the rest at first sight
_ASSETS = ("base.css", "reader.css", "base.js", "reader.js")


def plan_report(plan: Plan, text: str) -> str:
    """A self-contained HTML page; ``text`` is the canonical text that the plan quotes."""
    found = marks(plan)
    body = reader(
        title=plan.plan.title or plan.source.name,
        head=findings_box(plan),
        chips=_chips(found),
        outline=_outline(plan),
        text=render_text(text, plan, list(paints(found))),
        panel=record_panel(plan),
    )
    return page(plan.plan.title or plan.source.name, body, _ASSETS, "plan")


def reader(*, title: str, head: str, chips: str, outline: str, text: str, panel: str) -> str:
    """The frame that plan and validation reports share: outline, text and panel."""
    search = (
        '<span class="search"><input type="search" id="search" autocomplete="off" '
        'placeholder="搜索 search" aria-label="搜索 search"><output id="hits"></output></span>'
    )
    top = tag("h1", esc(title)) + search + language_switch()
    filters = tag("div", chips, class_="chips", id="chips")
    tabs = "".join(
        tag("button", both(zh, en), type="button", data_tab=name)
        for name, zh, en in (
            ("outline", "目录", "Outline"),
            ("text", "正文", "Text"),
            ("panel", "记录", "Records"),
        )
    )
    return join(
        (
            tag("header", tag("div", top, class_="bar") + filters, class_="top"),
            tag("nav", outline, id="outline", aria_label="目录 outline"),
            tag("main", head + tag("article", text, id="text", lang="zh-CN"), id="main"),
            tag("aside", panel, id="panel", aria_label="记录 records"),
            tag("div", "", id="sheet", hidden=""),
            tag("div", tabs, class_="tabs", id="tabs"),
        )
    )


def chip(name: str, label: str, count: int, classes: str, *, on: bool = True) -> str:
    """A switch of the filter: ``name`` is what it turns off (``type:actions``, ``role:target``)."""
    return tag(
        "button",
        f"{label} <b>{count}</b>",
        type="button",
        class_=f"switch {classes}",
        data_filter=name,
        aria_pressed="true" if on else "false",
    )


def paints(found: Iterable[Mark]) -> Iterator[Paint]:
    """How each mark is painted; sections and tables have elements of their own."""
    for mark in found:
        if mark.type in ("sections", "tables"):
            continue
        role = f" r-{mark.label}" if mark.type == "observations" else ""
        pin = mark.record if mark.type == "measures" else None
        yield Paint(mark.start, mark.end, mark.record, f"k-{mark.type}{role}", pin)


def _chips(found: Iterable[Mark]) -> str:
    found = list(found)
    types = Counter(kind for kind, _ in {(mark.type, mark.record) for mark in found})
    roles = Counter(mark.label for mark in found if mark.type == "observations")
    parts = [
        chip(f"type:{name}", both(*TYPES[name]), types[name], f"k-{name}", on=name not in _QUIET)
        for name in SHOWN
        if types[name]
    ]
    parts.append(tag("span", "", class_="gap"))
    parts += [
        chip(f"role:{name}", both(*label), roles[name], f"r-{name}")
        for name, label in ROLES.items()
        if roles[name]
    ]
    return join(parts)


def _outline(plan: Plan) -> str:
    links = []
    for section in plan.sections:
        level = min(6, max(1, section.level))
        number = section.number or ""
        space = " " if number[-1:].isalnum() else ""
        label = esc(f"{number}{space}{section.title}")
        links.append(tag("a", label, class_=f"l{level}", href=f"#{section.id}"))
    for table in plan.tables:
        links.append(tag("a", "▦ " + esc(table.caption or table.id), class_="l1 tab",
                         href=f"#{table.id}"))  # fmt: skip
    return join(links)
