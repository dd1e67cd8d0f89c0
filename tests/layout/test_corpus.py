"""The two corpus plans against outlines written down by reading them."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.document import PlanDocument
from extractor.layout import lay_out
from extractor.readers.text import read_text

ROOT = Path(__file__).parents[2] / "corpus" / "raw"

PIDU = """
1 review 一、 “十三五”发展回顾
2 review （一） 知识产权创造量质齐升
2 review （二） 知识产权运用成效突出
2 review （三） 知识产权保护环境优化
2 review （四） 知识产权管理推陈出新
2 review （五） 知识产权服务多措并举
2 review （六） 知识产权宣教不断强化
2 review （七） 深度融入区域经济发展
1 guidance 二、 指导思想
1 goals 三、 发展目标
2 goals （一） 总体目标
2 goals （二） 具体目标
2 goals （三） 主要定量指标
1 tasks 四、 主要任务
2 tasks （一） 构建知识产权发展新格局
3 tasks - 高标准推进知识产权强区建设
3 tasks 2、 赋能郫都区“科创高地”高质量建设
3 tasks 4、 开创重点区域新局面
2 tasks - 筑建知识产权保护新高地
3 tasks 1、 强化知识产权行政保护
3 tasks 2、 加强知识产权司法保护
3 tasks 3、 完善知识产权协同保护
2 tasks - 高质量推进知识产权创造
3 tasks 1、 高质量知识产权培育和布局
3 tasks 2、 激活各类创新主体活力
2 tasks - 赋能产业推进转化运用
3 tasks 1、 促进知识产权成果交易转化
3 tasks 2、 推进知识产权金融创新
2 tasks - 提档升级知识产权服务能级
3 tasks 1、 提升政府知识产权公共服务能力
3 tasks 2、 促进知识产权现代服务业发展
2 tasks - 夯实知识产权发展基础
3 tasks 1、 加强知识产权人才队伍建设
3 tasks 2、 加强知识产权宣传教育
1 safeguards 五、 保障措施
2 safeguards （一） 加强组织领导
2 safeguards （二） 强化资源配套
2 safeguards （三） 优化考核评估
"""

ZIYANG = """
1 situation 第一章 规划背景
2 review 第一节 “十三五”时期知识产权发展回顾
2 situation 第二节 发展机遇与挑战
3 situation 一、 发展环境
3 situation 二、 发展机遇
3 situation 三、 困难与挑战
1 guidance 第二章 总体要求
2 guidance 第一节 指导思想
2 principles 第二节 基本原则
2 goals 第三节 目标定位
3 goals 一、 发展定位
3 goals 二、 发展目标
1 tasks 第三章 主要任务
2 tasks 第一节 优化知识产权高质量发展格局
3 tasks 一、 推动知识产权现代化治理
3 tasks 二、 夯实知识产权人才基础
3 tasks 三、 加强知识产权文化建设
4 box 专栏1 开展知识产权“五进”活动
2 tasks 第二节 推动区域知识产权融合发展
3 tasks 一、 全面融入成渝地区双城经济圈
3 tasks 二、 推动县域知识产权创新发展
3 tasks 三、 助力资阳高新区引领发展
3 tasks 四、 推进临空经济区集聚发展
3 tasks 五、 强化产业园区知识产权
4 box 专栏2 实施“知识产权聚能”工程
2 tasks 第三节 构建知识产权大保护体系
3 tasks 一、 加强知识产权保护机制建设
3 tasks 二、 强化重点领域知识产权保护
3 tasks 三、 深化知识产权维权援助
4 box 专栏3 实施“知识产权护航”工程
2 tasks 第四节 推动知识产权强企建设
3 tasks 一、 促进知识产权高质量创造
3 tasks 二、 促进知识产权高效益运用
3 tasks 三、 提升知识产权高效率管理
4 box 专栏4 实施“知识产权强企培育”工程
2 tasks 第五节 助力实施乡村振兴战略
3 tasks 一、 推进地理标志富农
3 tasks 二、 推进公用品牌兴农
3 tasks 三、 推进农旅融合惠农
2 tasks 第六节 加快知识产权服务发展
3 tasks 一、 深化知识产权公共服务
3 tasks 二、 促进知识产权服务健康发展
3 tasks 三、 强化知识产权金融服务
4 box 专栏5 实施“知识产权服务业发展”行动
1 safeguards 第四章 保障措施
2 safeguards 第一节 加强组织领导
2 safeguards 第二节 强化政策支撑
2 safeguards 第三节 狠抓工作落实
1 annex 附表 知识产权服务产业发展重点项目
2 annex 一、 知识产权助力农业产业发展项目（部分）
2 annex 二、 知识产权助力工业产业发展项目（部分）
"""


@pytest.fixture(scope="module")
def pidu() -> PlanDocument:
    return lay_out(read_text((ROOT / "pidu.txt").read_bytes(), "pidu.txt"))


@pytest.fixture(scope="module")
def ziyang() -> PlanDocument:
    return lay_out(read_text((ROOT / "ziyang.txt").read_bytes(), "ziyang.txt"))


def outline(plan: PlanDocument) -> list[str]:
    return [f"{h.level} {h.kind} {h.number or '-'} {h.title}" for h in plan.headings]


def cells(plan: PlanDocument, table: int, row: int) -> list[str]:
    return [plan.reading.text[c.start : c.end] for c in plan.tables[table].rows[row]]


def test_pidu_outline(pidu: PlanDocument) -> None:
    assert outline(pidu) == PIDU.strip().split("\n")


def test_ziyang_outline(ziyang: PlanDocument) -> None:
    assert outline(ziyang) == ZIYANG.strip().split("\n")


def test_pidu_front(pidu: PlanDocument) -> None:
    front = pidu.front
    assert front.title == "成都市郫都区“十四五”知识产权保护和运用规划"
    assert front.issuer == "成都市郫都区市场监督管理局（区知识产权局）"
    assert (front.issued, front.status) == ("2023-01-09", "修订征求意见稿")
    assert front.document_number is None
    assert len(front.spans) == 4
    assert [line.kind for line in pidu.lines[:9]] == ["front"] * 6 + ["title"] * 3


def test_ziyang_front(ziyang: PlanDocument) -> None:
    assert ziyang.front.title == "资阳市“十四五”知识产权保护和运用规划"
    assert ziyang.front.issuer is None
    assert ziyang.front.issued is None
    assert [(line.kind, line.section) for line in ziyang.lines[:2]] == [("body", -1)] * 2


def test_pidu_table(pidu: PlanDocument) -> None:
    (table,) = pidu.tables
    assert (table.kind, table.caption, len(table.rows)) == ("indicators", None, 13)
    assert table.header == ("序号", "指标名称", "“十三五”末(2020年)", "“十四五”末(2025年)")
    assert cells(pidu, 0, 7) == ["8", "版权产业行业增加值占GDP比重（%）", "9", "9.28"]
    assert pidu.headings[table.section].title == "主要定量指标"


def test_ziyang_tables(ziyang: PlanDocument) -> None:
    shapes = [(t.kind, len(t.header), len(t.rows)) for t in ziyang.tables]
    assert shapes == [("indicators", 4, 7), ("projects", 4, 10), ("projects", 4, 10)]
    assert ziyang.tables[0].header == ("指标名称", "2020年基准值", "2025年目标值", "性质")
    assert cells(ziyang, 0, 4) == ["知识产权维权工作站（点）", "/", "30个以上", "监测"]
    assert cells(ziyang, 2, 9)[:3] == ["10", "临空高端制造业集聚发展区项目", "临空经济区"]
    captions = [t.caption for t in ziyang.tables]
    assert all(span is not None for span in captions)
    words = [ziyang.reading.text[s.start : s.end] for s in captions if s]
    assert words == [
        "资阳市知识产权“十四五”规划主要指标",
        "知识产权助力农业产业发展项目（部分）",
        "知识产权助力工业产业发展项目（部分）",
    ]


def test_run_in_title_with_number_is_body(pidu: PlanDocument) -> None:
    (line,) = [
        x for x in pidu.lines if pidu.reading.text.startswith("3、大力实施地理标志", x.start)
    ]
    assert line.kind == "body"
    assert pidu.reading.text[line.body : line.body + 6] == "大力实施地理"


def test_box_lines_stand_in_their_box(ziyang: PlanDocument) -> None:
    counts = {
        h.number: sum(1 for x in ziyang.lines if x.section == i and x.kind == "body")
        for i, h in enumerate(ziyang.headings)
        if h.kind == "box"
    }
    assert counts == {"专栏1": 5, "专栏2": 5, "专栏3": 5, "专栏4": 3, "专栏5": 2}


@pytest.mark.parametrize("name", ["pidu", "ziyang"])
def test_no_debris_in_reading_and_offsets_hold(name: str, request: pytest.FixtureRequest) -> None:
    plan: PlanDocument = request.getfixturevalue(name)
    reading, text = plan.reading, plan.source.text
    assert "bookmark" not in reading.text
    assert "_Toc" not in reading.text
    assert len(reading.text) == len(reading.raw) == len(reading.offsets)
    for i, character in enumerate(reading.raw):
        if character != "\n":
            assert text[reading.offsets[i]] == character


@pytest.mark.parametrize("name", ["pidu", "ziyang"])
def test_sections_nest(name: str, request: pytest.FixtureRequest) -> None:
    plan: PlanDocument = request.getfixturevalue(name)
    for heading in plan.headings:
        assert heading.start < heading.head_end <= heading.end
        if heading.parent >= 0:
            parent = plan.headings[heading.parent]
            assert parent.start < heading.start
            assert heading.end <= parent.end
            assert parent.level == heading.level - 1
