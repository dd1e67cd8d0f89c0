"""Rare signs in a text: all of them, in order, whatever their number and length."""

import pytest

from extractor.language.signs import positions


@pytest.mark.parametrize(
    ("text", "signs", "found"),
    [
        ("甲：乙:丙：", ":：", [1, 3, 5]),
        ("无此标记", ":：", []),
        ("", "（", []),
        ("各部门、各单位，有关部门", ("单位", "部门"), [1, 5, 10]),
        ("（（", "（", [0, 1]),
    ],
)
def test_positions(text: str, signs: str, found: list[int]) -> None:
    assert positions(text, signs) == found
