"""The helpers that compile duty words."""

import pytest

from extractor.find.duty_words import said_before, shared_part


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("首位为牵头单位", "逗号前为牵头部门", "第一家为牵头单位"), "为牵头"),
        (("甲乙", "丙丁"), ""),
        ((), ""),
    ],
)
def test_shared_part(words: tuple[str, ...], part: str) -> None:
    assert shared_part(words) == part


def test_said_before_looks_left_only() -> None:
    words = {"在": ("落户在", "在")}
    assert said_before("企业在园区", 3, words)
    assert not said_before("企业在园区", 2, words)
    assert not said_before("在", 0, words)
