"""Pages about a plan: their title, their notice, and that they set no tasks."""

from __future__ import annotations

import pytest

from extractor.pipeline import extract

TEXT = (
    "一、出台背景\n为落实《某省节水行动方案》，某省水利厅组织开展调研。\n"
    "二、主要内容\n（一）完善制度。健全用水定额，推广节水器具，建立计量体系。\n"
    "（二）加强监管。开展节水评价，公布用水信息，严格取水许可。\n"
)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("《某省节水行动方案》政策解读\n", "《某省节水行动方案》政策解读"),
        ("附件5\n《某省节水行动方案》\n政策解读\n", "《某省节水行动方案》政策解读"),
        (
            "实录丨某省节水行动方案新闻发布会（第三场）专场\n2025年3月2日\n",
            "实录丨某省节水行动方案新闻发布会（第三场）专场",
        ),
        ("某省水利厅负责人就节水行动方案答记者问\n", "某省水利厅负责人就节水行动方案答记者问"),
        ("关于《某省节水行动方案》的起草说明\n", "关于《某省节水行动方案》的起草说明"),
    ],
)
def test_texts_about_a_plan(head: str, title: str) -> None:
    plan = extract((head + TEXT).encode())
    assert plan.plan.title == title
    assert [finding.kind for finding in plan.findings] == ["not_a_plan"]
    assert plan.findings[0].evidence[0].text.replace("\n", "") == title
    assert not plan.measures
    assert {section.kind for section in plan.sections} <= {"other", "situation"}


@pytest.mark.parametrize(
    "head",
    [
        "政策解读\n某省节水行动方案\n",  # a link of the page
        "关于某省节水行动方案的政策解读\n某省节水行动方案\n",
        "某省新闻发布会工作方案\n",
        "某省政策解读工作要点\n",
        "某省节水行动方案\n为做好政策解读，制定本方案。\n",
    ],
)
def test_plans_stay_plans(head: str) -> None:
    plan = extract((head + TEXT).encode())
    assert "not_a_plan" not in [finding.kind for finding in plan.findings]
    assert plan.measures
