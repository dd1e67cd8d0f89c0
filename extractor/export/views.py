"""Queries that come ready with the DuckDB and SQLite files, each with what it answers."""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True):
    """A view; its SQL runs in DuckDB and SQLite alike."""

    name: str
    en: str
    zh: str
    sql: str


def is_possible(view: View, tables: set[str]) -> bool:
    """True when all tables that a view reads are among these."""
    words = view.sql.replace('"', " ").split()
    used = {words[i + 1] for i, word in enumerate(words[:-1]) if word in ("FROM", "JOIN")}
    return used <= tables


VIEWS: tuple[View, ...] = (
    View(
        "numbers",
        "every number with its plan, region, section and the words around it",
        "全部数值，含规划、地区、章节和上下文",
        """
        SELECT p.title AS plan_title, p.region, p.region_code, i.section_title, o.*,
               q.line, q."before", q."after"
        FROM observations o
        JOIN plans p ON p.plan_id = o.plan_id
        JOIN indicators i ON i.plan_id = o.plan_id AND i.indicator_id = o.indicator_id
        LEFT JOIN quotes q
          ON q.plan_id = o.plan_id AND q.record_id = o.observation_id AND q.place = 1
        """,
    ),
    View(
        "targets",
        "baseline and target of each indicator side by side, in the unit as written",
        "各指标的基期值与目标值对照（原单位）",
        """
        SELECT p.region, t.plan_id, t.indicator_id, t.indicator, t.nature, t.unit,
               b.value AS baseline, b.year AS baseline_year,
               t.comparator, t.value AS target, t.year AS target_year,
               b.unit AS baseline_unit, t.canonical_value AS target_canonical,
               b.canonical_value AS baseline_canonical, t.canonical_unit,
               b.quote AS baseline_quote, t.quote AS target_quote
        FROM observations t
        JOIN plans p ON p.plan_id = t.plan_id
        LEFT JOIN observations b
          ON b.plan_id = t.plan_id AND b.indicator_id = t.indicator_id AND b.role = 'baseline'
        WHERE t.role = 'target'
        """,
    ),
    View(
        "duties",
        "who has to do what: every assignment with the measure or project it belongs to",
        "任务分工：谁负责什么",
        """
        SELECT p.region, a.plan_id, a.area, a.area_kind, a.role, a.record_id, a.record_title,
               m.section_title, m.deadline_label, a.quote
        FROM assignments a
        JOIN plans p ON p.plan_id = a.plan_id
        LEFT JOIN measures m ON m.plan_id = a.plan_id AND m.measure_id = a.record_id
        """,
    ),
    View(
        "coverage",
        "how many measures of each plan carry which theme or instrument",
        "各规划按主题和政策工具统计的举措数",
        """
        SELECT plan_id, label_type, instrument_class, name,
               COUNT(DISTINCT measure_id) AS measures
        FROM labels GROUP BY plan_id, label_type, instrument_class, name
        """,
    ),
    View(
        "citations",
        'the table "references" under a name that SQL need not quote',
        "引用文件（即 references 表，免加引号）",
        'SELECT * FROM "references"',
    ),
)
