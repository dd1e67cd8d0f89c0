"""Title pages, notices and the lines of web pages around a plan."""

from __future__ import annotations

import pytest

from extractor.document import Front
from extractor.layout import lay_out
from extractor.readers.text import read_text

BODY = "一、总体要求\n坚持生态优先，统筹推进保护和发展，提升水资源利用效率。\n"


def front(text: str, name: str = "a.txt") -> Front:
    return lay_out(read_text(text.encode(), name)).front


def test_notice_with_plan() -> None:
    found = front(
        "某省人民政府办公厅关于印发\n某省节水行动方案的通知\n某政办发〔2022〕18号\n"
        "各市人民政府，省政府各部门：\n《某省节水行动方案》已经省政府同意，现印发给你们。\n"
        "某省人民政府办公厅\n2022年6月7日\n某省节水行动方案\n" + BODY
    )
    assert found.title == "某省节水行动方案"
    assert found.issuer == "某省人民政府办公厅"
    assert (found.document_number, found.issued) == ("某政办发〔2022〕18号", "2022-06-07")


def test_title_over_two_lines_with_draft_mark() -> None:
    found = front("某市“十四五”水资源\n节约保护规划\n（送审稿）\n" + BODY)
    assert (found.title, found.status) == ("某市“十四五”水资源节约保护规划", "送审稿")


def test_draft_mark_inside_the_title() -> None:
    found = front("某市节水规划（征求意见稿）\n" + BODY)
    assert (found.title, found.status) == ("某市节水规划", "征求意见稿")


def test_title_named_in_the_preamble() -> None:
    found = front("为推进节水，根据有关规定，编制《某市“十四五”节水规划》。\n" + BODY)
    assert found.title == "某市“十四五”节水规划"


def test_signature_at_the_end() -> None:
    found = front("某市节水若干措施\n" + BODY + "某市水利局\n2023年3月2日\n")
    assert (found.issuer, found.issued) == ("某市水利局", "2023-03-02")


def test_date_under_the_title() -> None:
    found = front("某市节水意见\n（2023年1月2日）\n" + BODY)
    assert found.issued == "2023-01-02"


def test_metadata_of_a_web_page() -> None:
    found = front(
        "标题：某区节水实施细则\n发布机关：某区水务局\n文号：某水规〔2024〕3号\n"
        "发布日期：2024-05-06\n正文\n某区节水实施细则\n" + BODY + "公开方式：主动公开\n"
    )
    assert (found.title, found.issuer) == ("某区节水实施细则", "某区水务局")
    assert (found.document_number, found.issued) == ("某水规〔2024〕3号", "2024-05-06")


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2022年6月7日", "2022-06-07"),
        ("二〇二二年六月七日", "2022-06-07"),
        ("二○二二年十二月二十一日", "2022-12-21"),
        ("2022年12月", "2022-12"),
        ("2022-1-9", "2022-01-09"),
    ],
)
def test_dates(date: str, iso: str) -> None:
    text = f"关于印发方案的通知\n各有关单位：\n现印发给你们。\n某市水利局\n{date}\n某市节水方案\n"
    assert front(text + BODY).issued == iso


def test_nothing_is_invented() -> None:
    found = front(BODY)
    assert found == Front(None, None, None, None, None, ())


def test_years_on_their_own_line_belong_to_the_title() -> None:
    found = front("某市节水行动计划\n（2023—2027年）\n" + BODY)
    assert found.title == "某市节水行动计划（2023—2027年）"


def test_part_of_a_report_is_no_title() -> None:
    found = front("各位代表：\n2023年工作回顾\n" + BODY[7:] + "2024年工作安排\n" + BODY)
    assert found.title is None


def test_notice_that_sends_two_plans_is_the_title() -> None:
    found = front(
        "某市关于印发支持节水若干政策和某市节水行动计划的通知\n各有关单位：\n"
        "现将《支持节水若干政策》《某市节水行动计划》印发给你们。\n某市水利局\n2024年4月8日\n"
        f"支持节水若干政策\n{BODY}二、奖励标准\n按节水量奖励。\n某市节水行动计划\n{BODY}"
    )
    assert found.title == "某市关于印发支持节水若干政策和某市节水行动计划的通知"
    assert (found.issuer, found.issued) == ("某市水利局", "2024-04-08")


def test_two_metadata_on_one_line() -> None:
    found = front("文号：某水规〔2024〕3号  成文日期：2024年5月6日\n某区节水细则\n" + BODY)
    assert (found.document_number, found.issued) == ("某水规〔2024〕3号", "2024-05-06")


def test_day_of_printing_when_no_other_is_given() -> None:
    found = front("某市节水方案\n" + BODY + "某市人民政府办公室　2024年4月9日印发\n")
    assert found.issued == "2024-04-09"


def test_short_first_line_is_the_title_when_no_other_is() -> None:
    text = "乡村水利改革随笔\n" + "兴修水利是百年大计，需要久久为功，持续投入。" * 3 + "\n" + BODY
    assert front(text).title == "乡村水利改革随笔"


def test_lines_of_a_web_page_after_the_text_are_no_body() -> None:
    text = (
        f"某市节水方案\n{BODY}扫一扫在手机打开当前页\n上一篇：关于停水的公告\n"
        "版权所有：某市人民政府\n主办单位：某市办公室\n"
    )
    document = lay_out(read_text(text.encode(), "a.txt"))
    assert [line.kind for line in document.lines[-4:]] == ["front"] * 4


def test_what_an_encyclopedia_lists_after_the_plan_is_no_part_of_it() -> None:
    text = (
        f"目录\n1规划背景\n2规划全文\n3社会评价\n规划背景\n{BODY[7:]}规划全文\n某市节水规划\n{BODY}"
        f"二、主要任务\n{BODY[7:]}社会评价\n{BODY[7:]}序号\t课题名称\n1\t节水\n2\t治水\n"
    )
    document = lay_out(read_text(text.encode(), "a.txt"))
    assert [heading.title for heading in document.headings] == ["总体要求", "主要任务"]
    assert document.tables == ()


def test_agencies_in_columns_of_a_signature() -> None:
    found = front(
        "关于印发某省节水补贴实施方案的通知\n各市水利局：\n现将方案印发给你们。\n"
        "某省水利厅               某省财政厅\n2024年7月1日\n某省节水补贴实施方案\n" + BODY
    )
    assert (found.issuer, found.issued) == ("某省水利厅 某省财政厅", "2024-07-01")


def test_issuer_in_a_title_over_two_lines() -> None:
    found = front("水利部办公厅关于加快推进节水器具\n更新换代工作的意见\n各省水利厅：\n" + BODY)
    assert found.title == "水利部办公厅关于加快推进节水器具更新换代工作的意见"
    assert found.issuer == "水利部办公厅"


def test_day_on_which_a_plan_was_adopted() -> None:
    found = front("某市“十四五”规划纲要\n2021年1月9日某市人民代表大会第五次会议批准\n" + BODY)
    assert (found.title, found.issued) == ("某市“十四五”规划纲要", "2021-01-09")
