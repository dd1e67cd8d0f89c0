"""Conditions: the stretches that say who or what qualifies."""

from __future__ import annotations

import pytest

from extractor.layout import lay_out
from extractor.layout.conditions import condition_words
from extractor.lexicon.entries import ConditionEntry
from extractor.lexicon.loader import default_lexicon
from extractor.readers.text import read_text

LEXICON = default_lexicon()
WORDS = condition_words(LEXICON)
PLAN = "某市节水办法\n\n一、支持政策\n"


def found(text: str) -> list[str]:
    document = lay_out(read_text((PLAN + text).encode(), "plan.txt", LEXICON), LEXICON)
    return [document.reading.text[a:b].strip() for a, b in document.conditions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "申报企业应同时满足以下条件：\n1.注册满两年；\n2.建有管网。\n市水务局负责评审。",
            ["申报企业应同时满足以下条件", "1.注册满两年；", "2.建有管网。"],
        ),
        (
            "（一）申报需符合下列条件之一：\n1.用水企业；\n（1）规模以上；\n2.园区。\n（二）建设管网。",
            ["申报需符合下列条件之一", "1.用水企业；", "（1）规模以上；", "2.园区。"],
        ),
        (
            "符合以下条件之一：建有雨水设施；近三年无违法记录。",
            ["符合以下条件之一：建有雨水设施；近三年无违法记录。"],
        ),
        (
            "对符合下列条件的园区，给予一次性奖励：\n1.建有管网的；\n2.评为省级的，给予50万元。",
            ["对符合下列条件的园区", "1.建有管网的；"],
        ),
        ("对达到下列条件的渔场给予支持。", ["对达到下列条件"]),
        (
            "有下列情形之一的，不予补助：\n弄虚作假的；\n欠缴水费的。\n建设管网。",
            ["有下列情形之一的", "弄虚作假的；", "欠缴水费的。"],
        ),
        (
            "（一）申报条件\n建有管网，安装水表。\n（二）补助标准\n按投资额补助。",
            ["建有管网，安装水表。"],
        ),
        ("第三条 单位应当具备以下条件：\n（一）有场所；\n第四条 建设管网。", 2),
        ("重点做好以下工作：\n1.建设管网；\n2.改造泵站。", []),
        ("改善供水条件，优化申报条件，建设管网。", []),
        ("（一）放宽申报条件\n取消注册年限，建设管网。", []),
    ],
)
def test_stretches(text: str, expected: list[str] | int) -> None:
    if isinstance(expected, int):
        assert len(found(text)) == expected
        assert not any("管网" in one for one in found(text))
    else:
        assert found(text) == expected


def says(entry: ConditionEntry, text: str) -> bool:
    if entry.role == "granting":
        return WORDS.granting.search(text) is not None
    if entry.role in ("title", "owner"):
        title = text.partition("）")[2] or text.partition("、")[2] or text.partition(".")[2] or text
        return WORDS.title.fullmatch(title) is not None
    return WORDS.announcing.search(text) is not None


@pytest.mark.parametrize(
    "entry", LEXICON.entries(ConditionEntry), ids=lambda entry: str(entry.name)
)
def test_examples_show_the_role_and_look_alikes_do_not(entry: ConditionEntry) -> None:
    assert all(says(entry, text) for text in entry.examples)
    assert not any(says(entry, text) for text in entry.look_alikes)
