"""Heading trees of small texts, the titles that tell a part's kind, and the grammar of numbers."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.document import PlanDocument
from extractor.layout import lay_out
from extractor.layout.kinds import GOVERNOR, kind_words
from extractor.layout.numbering import find_numbers
from extractor.lexicon.entries import LOOKING_BACK, SectionEntry
from extractor.lexicon.loader import default_lexicon
from extractor.readers.text import read_text

CASES = Path(__file__).parents[1] / "cases"
_FILL = "推动基层治理重心下移，完善网格化服务管理，健全矛盾纠纷多元化解机制，提高群众满意度。"
LOST = (
    "各县人民政府：现将方案印发给你们。某市人民政府办公室2022年5月6日某市基层治理方案"
    + f"一、总体要求（一）指导思想。{_FILL * 9}（二）工作原则。{_FILL * 9}"
    + f"二、推进共建共治（三）完善机制。{_FILL * 9}三、保障措施（四）压实责任。{_FILL * 9}"
)


def plan(text: str) -> PlanDocument:
    return lay_out(read_text(text.encode(), "a.txt"))


def load(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))["case"]
    return cases


@pytest.mark.parametrize("case", load("headings.toml"), ids=lambda case: case["why"])
def test_outline(case: dict[str, Any]) -> None:
    document = plan(LOST if case["text"] == "LOST" else case["text"])
    found = [f"{h.level} {h.kind} {h.number or '-'} {h.title}" for h in document.headings]
    assert found == case["outline"]


@pytest.mark.parametrize("entry", default_lexicon().entries(SectionEntry), ids=lambda e: e.name)
def test_section_words(entry: SectionEntry) -> None:
    words = kind_words(default_lexicon())
    if entry.kind == LOOKING_BACK:
        assert all(words.looks_back(example) for example in entry.examples)
        assert not any(words.looks_back(example) for example in entry.look_alikes)
        return
    expected = None if entry.kind == GOVERNOR else entry.kind
    numbers = find_numbers("\n".join(entry.examples), default_lexicon())
    at = 0
    for example in entry.examples:
        body = numbers[at].body - at if at in numbers else 0
        assert words.kind(example[body:]) == expected, example
        at += len(example) + 1
    for example in entry.look_alikes:
        assert words.kind(example) != entry.kind, example


@pytest.mark.parametrize(
    ("line", "scheme", "value", "rest"),
    [
        ("第十二章 绿色发展", "chapter", 12, "绿色发展"),
        ("第3节 目标", "section", 3, "目标"),
        ("十一、组织实施", "cn", 11, "组织实施"),
        ("（二十三）健全制度", "cnp", 23, "健全制度"),
        ("12.完善机制", "ar", 12, "完善机制"),
        ("1﹒完善机制", "ar", 1, "完善机制"),
        ("３、完善机制", "ar", 3, "完善机制"),
        ("（4）完善机制", "arp", 4, "完善机制"),
        ("④完善机制", "circle", 4, "完善机制"),
        ("2.3.1 完善机制", "dec3", 1, "完善机制"),
        ("专栏7：重点工程", "box", 7, "重点工程"),
        ("附件2：任务表", "annex", 2, "任务表"),
        ("任务3：进校园。", "label", 3, "进校园。"),
        ("一是完善机制", "point", 1, "完善机制"),
        ("第七条 本办法", "article", 7, "本办法"),
    ],
)
def test_numbers(line: str, scheme: str, value: int, rest: str) -> None:
    text = plan(line + "\n").reading.text
    number = find_numbers(text, default_lexicon())[0]
    assert (number.scheme, number.value, text[number.body :]) == (scheme, value, rest)


@pytest.mark.parametrize(
    "line",
    ["2.5亿元用于补助", "2025年完成", "附近居民", "一二三产业", "3%以上", "一、二、三产业融合"],
)
def test_no_numbers(line: str) -> None:
    assert find_numbers(line, default_lexicon()) == {}
