"""``extractor show``: what one plan says, to read at a glance."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.options import add_engine_options, existing, extract_all, outcome
from extractor.errors import ReadError, UsageError

if TYPE_CHECKING:
    from extractor.plan import Indicator, Plan

_HEADER = {
    "region": "地区 region",
    "issuer": "发文机关 issuer",
    "document_number": "文号 number",
    "issued": "日期 issued",
    "status": "状态 status",
    "period": "规划期 period",
    "theme": "主题 theme",
}
_COUNTS = {
    "sections": "章节 sections",
    "tables": "表格 tables",
    "indicators": "指标 indicators",
    "measures": "举措 measures",
    "projects": "项目 projects",
    "areas": "地区和单位 areas",
    "references": "引用 references",
    "findings": "疑点 findings",
}


def add_parser(subparsers: Any) -> None:
    """Describe the command to argparse."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "show",
        help="a readable summary of one plan",
        description="Show header, outline, tables, counts and first indicators of a plan: "
        "a document, or JSON that was extracted before.",
        epilog="exit codes: 0 done, 1 the file failed, 2 wrong use.",
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="a document or extracted JSON")
    parser.add_argument(
        "--first", metavar="N", type=int, default=10, help="indicators to show (default 10)"
    )
    add_engine_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the summary; 0 when done."""
    path = existing(args.file)
    if path.is_dir():
        raise UsageError(str(path), "is a folder", "name one file, or use: extractor extract")
    if path.suffix == ".json":
        plan = load_plan(path)
    else:
        plan, _ = outcome(next(extract_all(args, [path])))
    print("\n".join(summary(plan, first=max(0, args.first))))
    return 0


def load_plan(path: Path) -> Plan:
    """An extracted plan; raises ``ReadError`` for a file that holds none."""
    import msgspec

    from extractor.plan import Plan

    try:
        return Plan.from_json(path.read_bytes())
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise ReadError(str(path), problem, "check the file") from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        problem = f"holds no extracted plan ({error})"
        raise ReadError(str(path), problem, "extract it anew") from None


def summary(plan: Plan, *, first: int = 10) -> Iterator[str]:
    """The lines of the summary, with the first ``first`` indicators."""
    yield f"{plan.plan.title or '(no title)'}  [{plan.source.name}]"
    yield from _columns(_header(plan), 2)
    yield from _part("数量 counts", _columns(_counts(plan), 2))
    yield from _part("目录 outline", _outline(plan))
    yield from _part("表格 tables", _columns(_tables(plan), 5))
    shown = plan.indicators[:first]
    title = f"指标 indicators ({len(shown)} of {len(plan.indicators)})"
    yield from _part(title, _columns((row for i in shown for row in _indicator(i)), 4))


def _part(title: str, lines: Iterator[str]) -> Iterator[str]:
    body = list(lines)
    if body:
        yield ""
        yield title
        yield from body


def _columns(rows: Iterator[list[str]], count: int) -> Iterator[str]:
    from extractor.terminal import columns

    kept = list(rows)
    if kept:
        yield from ("  " + line for line in columns(kept, [False] * count).split("\n"))


def _header(plan: Plan) -> Iterator[list[str]]:
    for field, label in _HEADER.items():
        value = getattr(plan.plan, field)
        if value is None:
            continue
        if field == "region":
            value = f"{value.name} {value.code or ''}".rstrip()
        elif field == "period":
            value = f"{value.start or '?'}–{value.end or '?'}"
        yield [label, value]


def _counts(plan: Plan) -> Iterator[list[str]]:
    for field, label in _COUNTS.items():
        records = getattr(plan, field)
        more = ""
        if field == "indicators":
            tables = sum(i.origin == "table" for i in records)
            numbers = sum(len(i.observations) for i in records)
            more = f"  (table {tables}, prose {len(records) - tables}; {numbers} observations)"
        elif field == "measures":
            more = f"  ({sum(len(m.actions) for m in records)} actions)"
        elif field == "areas":
            more = f"  ({sum(len(a.assignments) for a in records)} assignments)"
        yield [label, f"{len(records)}{more}"]


def _outline(plan: Plan) -> Iterator[str]:
    from extractor.terminal import shorten

    for section in plan.sections:
        indent = "  " * max(1, section.level)
        number = section.number or ""
        if number[-1:].isalnum():  # 第一章 takes a space before its title, 一、 does not
            number += " "
        yield f"{indent}{shorten(number + section.title, 76)}  [{section.kind}]"


def _tables(plan: Plan) -> Iterator[list[str]]:
    from extractor.terminal import shorten

    for table in plan.tables:
        size = f"{len(table.rows)}×{len(table.header)}"
        caption = shorten(table.caption or "", 40)
        yield [table.id, table.kind, size, caption, shorten(" | ".join(table.header), 60)]


def _indicator(indicator: Indicator) -> Iterator[list[str]]:
    from extractor.terminal import shorten

    for observation in indicator.observations:
        period = observation.period
        when = f"{period.start}–{period.end}" if period else ""
        if period and period.start == period.end:
            when = period.start or ""
        name = shorten(indicator.name, 40)
        yield [name, observation.role, when, shorten(observation.evidence.text, 30)]
