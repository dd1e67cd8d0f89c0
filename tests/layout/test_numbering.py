"""Quick looks before the rules leave nothing out that the rules themselves would find."""

from __future__ import annotations

import pytest

from extractor.find.organisations import forms
from extractor.layout.numbering import find_numbers, grammar
from extractor.lexicon.entries import OrganisationEntry
from extractor.lexicon.loader import default_lexicon

LINES = [
    "第一篇 总则",
    "第3章 目标",
    "第二节 任务",
    "第十条 范围",
    "专栏1 工程",
    "附件2：清单",
    "附表",
    "1.2 水利",
    "三、保障",
    "（四）交通",
    "(5) 能源",
    "６、教育",
    "7）养老",
    "⑧托育",
    "㈢文化",
    "⑵体育",
    "❶林业",
    "一是稳增长",
    "第一，稳就业",
    "任务十二：修路",
    "重点工作任务12 :修桥",
    "—推进改革",
    "●支持创新",
    "※ 说明",
]


@pytest.mark.parametrize("line", LINES)
def test_every_way_to_number_a_line_is_found(line: str) -> None:
    assert grammar(default_lexicon()).match(line) is not None
    assert list(find_numbers(f"正文\n{line}", default_lexicon())) == [3]


@pytest.mark.parametrize(
    "text",
    [
        example
        for entry in default_lexicon().entries(OrganisationEntry)
        for example in (*entry.examples, *entry.look_alikes)
    ]
    + ["各有关部门和单位、省直有关部门及相关单位，有关单位（区县）和中央和国家机关有关部门"],
)
def test_groups_at_their_heads_are_those_of_the_whole_text(text: str) -> None:
    for group in forms(default_lexicon()).groups:
        assert list(group.spans(text)) == [m.span() for m in group.pattern.finditer(text)]
