"""What is known of a lexicon's patterns before they are run: what they may start with."""

import re

import pytest

from extractor.errors import LexiconError
from extractor.find.patterns import alternatives, compile_all, openings, starting_with
from extractor.find.quantities import quantities


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("年|月", ["年", "月"]),
        ("近(?:三|五)年|[|]号", ["近(?:三|五)年", "[|]号"]),
        (r"a\|b|\(c|d", [r"a\|b", r"\(c", "d"]),
    ],
)
def test_alternatives_are_those_of_the_top_level(pattern, parts):
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("近年", {"近年"}),
        ("年", {"年"}),
        ("每隔?年", {"每隔", "每年"}),
        ("第?[一二]季", {"第一", "第二", "一季", "二季"}),
        ("第[1-4]季", {"第1", "第2", "第3", "第4"}),
        ("[一1-3]季", {"一季", "1季", "2季", "3季"}),
        ("[-—]月", {"-月", "—月"}),
        ("第[一-鿿]", {"第"}),
        ("[三五]{1,3}年", {"三三", "三五", "五三", "五五", "三年", "五年"}),
        ("(?<!项)目前", {"目前"}),
        ("(?:到?本|21)世纪", {"到本", "本世", "21"}),
    ],
)
def test_openings_cover_every_way_to_start(part, expected):
    assert openings(part) == expected


def test_starting_with_holds_before_every_word():
    words = ["个", "公里", "个百分点", "吨"]
    pattern = re.compile(starting_with(words))
    assert all(pattern.match(word) for word in words)
    assert not pattern.match("公司")
    assert not pattern.match("里")
    assert not re.match(starting_with([]), "个")


def test_the_bad_pattern_of_many_is_named():
    with pytest.raises(LexiconError, match="second"):
        compile_all([("first", "年"), ("second", "(月")])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("建成三到五个驿站", "三"),
        ("建成超过三、不超过五个驿站", "三"),
        ("累计九人/平方公里", "九"),
        ("排名全省第三，", "三"),
        ("占比约一半。", "一半"),
        ("不少于三个", "三"),
    ],
)
def test_a_single_chinese_digit_is_read_where_words_make_it_a_quantity(text, number):
    found = quantities(text)[0]
    assert text[found.number_start : found.number_end].startswith(number)


@pytest.mark.parametrize("text", ["进一步推进", "第一节", "一、总体要求", "（二）", "统一安排"])
def test_a_single_chinese_digit_elsewhere_is_none(text):
    assert quantities(text) == []
