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
