"""The report of a validation: every miss, false alarm and wrong field in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extractor.plan import Plan
from extractor.report.html import both, esc, join, tag
from extractor.report.labels import word
from extractor.report.page import page
from extractor.report.paint import Paint
from extractor.report.plan import chip, reader
from extractor.report.text import render_text
from extractor.score.report import FieldScore, PlanScore, RecordScore, ScoreReport, Slip

_CLASSES = {"miss": "miss", "false alarm": "false", "wrong field": "wrong"}
_NAMES = {
    "miss": ("漏", "Misses"),
    "false": ("误报", "False alarms"),
    "wrong": ("字段有误", "Wrong fields"),
}
_ASSETS = ("base.css", "reader.css", "validation.css", "base.js", "reader.js")
_LONG = 200  # characters from which a slip is drawn as a line, not as a ground


def validation_report(
    report: ScoreReport, texts: Mapping[str, str], plans: Mapping[str, Plan] | None = None
) -> str:
    """A self-contained HTML page; ``texts`` holds the canonical text per ``PlanScore.name``.

    A plan whose text is missing has its slips listed without their place. ``plans``, by the same
    names, give the texts their headings and tables.
    """
    title = "验证 Validation"
    body = reader(
        title=title,
        head=_scores(report),
        chips=_chips(report),
        outline=_outline(report),
        text=join(
            _plan_text(n, plan, texts.get(plan.name), (plans or {}).get(plan.name))
            for n, plan in enumerate(report.plans, 1)
        ),
        panel=join(_panel(n, plan) for n, plan in enumerate(report.plans, 1)),
    )
    return page(title, body, _ASSETS, "validation")


def _scores(report: ScoreReport) -> str:
    heads = ("记录 record", "找到 found", "漏 missed", "误报 false", "P", "R", "F1")
    rows = [tag("tr", "".join(tag("th", esc(head)) for head in heads))]
    rows += [_score_row(record) for record in report.records]
    table = tag("div", tag("table", "".join(rows)), class_="scroll")
    fields = [
        tag("tr", tag("td", esc(f"{record.name}.{name}")) + _accuracy(field))
        for record in report.records
        for name, field in record.fields.items()
    ]
    more = tag("summary", both("各字段准确率", "Accuracy per field"))
    return tag("section", table + tag("details", more + tag("table", "".join(fields))),
               class_="scores")  # fmt: skip


def _score_row(record: RecordScore) -> str:
    counts = (record.found, record.missed, record.false_alarms)
    rates = (record.precision, record.recall, record.f1)
    cells = [tag("td", esc(record.name))]
    cells += [tag("td", str(count), class_="num") for count in counts]
    cells += [tag("td", _rate(rate), class_="num") for rate in rates]
    return tag("tr", "".join(cells))


def _accuracy(field: FieldScore) -> str:
    cells = (f"{field.right}/{field.of}", _rate(field.accuracy))
    return "".join(tag("td", esc(cell), class_="num") for cell in cells)


def _rate(value: float | None) -> str:
    return "—" if value is None else f"{value:.4f}"


def _chips(report: ScoreReport) -> str:
    counts = Counter(_CLASSES[slip.kind] for slip in report.slips)
    return join(
        chip(f"type:{name}", both(*label), counts[name], f"k-{name}")
        for name, label in _NAMES.items()
    )


def _outline(report: ScoreReport) -> str:
    return join(
        tag("a", f"{esc(plan.name)} <b>{len(plan.slips)}</b>", class_="l1", href=f"#d{number}")
        for number, plan in enumerate(report.plans, 1)
    )


def _plan_text(number: int, plan: PlanScore, text: str | None, read: Plan | None) -> str:
    head = tag("h2", esc(plan.name), class_="docname head", id=f"d{number}")
    if text is None:
        missing = both("文本不在手边。", "The text is not at hand.")
        return head + tag("p", missing, class_="soft")
    return head + render_text(text, read, list(_paints(number, plan.slips)), f"d{number}-")


def _paints(number: int, slips: Sequence[Slip]) -> Iterator[Paint]:
    for rank, slip in enumerate(slips, 1):
        if slip.start is None or slip.end is None:
            continue
        classes = f"k-{_CLASSES[slip.kind]}"
        if slip.end - slip.start > _LONG:
            classes += " block"
        yield Paint(slip.start, slip.end, f"d{number}-{rank}", classes)


def _panel(number: int, plan: PlanScore) -> str:
    cards = [_card(f"d{number}-{rank}", slip) for rank, slip in enumerate(plan.slips, 1)]
    head = tag("summary", f"{esc(plan.name)} <b>{len(cards)}</b>")
    return tag("details", head + join(cards), class_="group", open="")


def _card(record: str, slip: Slip) -> str:
    kind = _CLASSES[slip.kind]
    what = tag("span", word(slip.kind), class_=f"chip k-{kind}")
    field = f".{slip.field}" if slip.field else ""
    name = tag("button", f"{what} {esc(slip.record + field)}", type="button", class_="name",
               data_r=record)  # fmt: skip
    line = tag("small", f"L{slip.line}") if slip.line is not None else ""
    parts = [tag("header", name + line), tag("div", esc(slip.detail))]
    if slip.quote:
        parts.append(tag("q", esc(slip.quote[:120]), class_="quote"))
    pairs = (("应为", "Expected", slip.expected), ("读成", "Got", slip.got))
    rows = [tag("dt", both(zh, en)) + tag("dd", esc(value)) for zh, en, value in pairs if value]
    if rows:
        parts.append(tag("dl", "".join(rows)))
    return tag("article", "".join(parts), class_="card", data_r=record, data_t=kind)
