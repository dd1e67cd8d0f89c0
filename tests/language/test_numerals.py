"""Numerals: every number, written in any system, is read back to its value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.find.quantities import find_quantities
from extractor.language.numerals import chinese_value, digit_string, read_numeral
from extractor.lexicon.loader import default_lexicon

LEXICON = default_lexicon()
DIGITS = "零一二三四五六七八九"
FINANCIAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


def section(number: int) -> str:
    """Chinese numeral of 1 to 9999."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    return words


def chinese(number: int) -> str:
    """Chinese numeral of 1 up to 10**12 - 1."""
    high, rest = divmod(number, 10**8)
    middle, low = divmod(rest, 10**4)
    words = section(high) + "亿" if high else ""
    for part, name, floor in ((middle, "万", 1000), (low, "", 1000)):
        if part:
            words += ("零" if words and part < floor else "") + section(part) + name
    return words


NUMBERS = st.integers(min_value=1, max_value=10**12 - 1)
UNITS = st.sampled_from(["件", "家", "名", "个", "人次", "亩", "公里", "元", "吨", "户", "平方米"])


@given(NUMBERS)
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert chinese_value(chinese(number)) == number


@given(NUMBERS)
def test_financial_numerals_are_read_back(number: int) -> None:
    assert chinese_value(chinese(number).translate(FINANCIAL)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_arabic_numerals_keep_every_digit(number: Decimal) -> None:
    read = read_numeral(f"{number}", 0)
    assert read is not None
    assert read.value == number


@given(st.integers(min_value=0, max_value=10**15))
def test_thousands_separators(number: int) -> None:
    text = f"{number:,}"
    read = read_numeral(text, 0)
    assert read is not None
    assert read.value == number
    assert read.end == len(text)


@given(st.integers(2, 10**6), UNITS, st.sampled_from(["", "万", "亿", "百万"]))
def test_every_arabic_quantity_is_read_back(number: int, unit: str, scale: str) -> None:
    for text in (f"{number}{scale}{unit}", f"{number}{scale}{unit}".translate(WIDE)):
        (found,) = find_quantities(f"共有{text}，", LEXICON)
        assert found.value == number
        assert found.unit == scale + unit


@given(st.integers(2, 10**12 - 1), UNITS)
def test_every_chinese_quantity_is_read_back(number: int, unit: str) -> None:
    (found,) = find_quantities(f"共有{chinese(number)}{unit}，", LEXICON)
    scale = (found.unit or "").removesuffix(unit)
    factor = {"": 1, "万": 10**4, "亿": 10**8}[scale]
    assert found.value * factor == number


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=10**5, places=2),
    st.sampled_from(
        [
            ("不低于", "", ">="), ("至少", "", ">="), ("", "以上", ">="), ("", "及以上", ">="),
            ("超过", "", ">"), ("突破", "", ">"), ("≥", "", ">="), ("＞", "", ">"),
            ("不超过", "", "<="), ("", "以内", "<="), ("", "以下", "<="), ("≤", "", "<="),
            ("低于", "", "<"), ("不足", "", "<"), ("<", "", "<"), ("约", "", "~"),
            ("", "左右", "~"), ("接近", "", "~"), ("", "", "="),
        ]
    ),
    st.sampled_from(["%", "亿元", "公里", "个百分点", "万吨", "倍"]),
)  # fmt: skip
def test_every_comparator_is_read_back(
    number: Decimal, words: tuple[str, str, str], unit: str
) -> None:
    phrase = f"{words[0]}{number}{unit}{words[1]}"
    text = f"指标达到{phrase}。"
    (found,) = find_quantities(text, LEXICON)
    assert text[found.start : found.end] == phrase
    assert (found.value, found.comparator, found.unit) == (number, words[2], unit)


@given(st.integers(1, 10**4), st.integers(1, 10**4), st.sampled_from("-~—至到"))
def test_every_range_is_read_back(low: int, more: int, separator: str) -> None:
    (found,) = find_quantities(f"培育{low}{separator}{low + more}家企业", LEXICON)
    assert found.value == low
    assert found.upper == low + more
    assert found.unit == "家"


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("十", "10"), ("二十", "20"), ("一百零五", "105"), ("一百五", "150"), ("两千二", "2200"),
        ("两万五", "25000"), ("三万二千亿", "3200000000000"), ("一万亿", "1000000000000"),
        ("三点五", "3.5"), ("零点零八", "0.08"), ("壹佰贰拾", "120"), ("两百", "200"),
    ],
)  # fmt: skip
def test_written_forms(word: str, value: str) -> None:
    assert chinese_value(word) == Decimal(value)


@pytest.mark.parametrize("word", ["", "一二三", "十十", "百百", "二〇二五", "零", "亿万", "一点"])
def test_no_numeral(word: str) -> None:
    assert chinese_value(word) in (None, 0)


@pytest.mark.parametrize(
    ("text", "value", "upper"),
    [("两三", 2, 3), ("三五", 3, 5), ("十七八", 17, 18), ("七八百", 700, 800), ("三四十", 30, 40)],
)
def test_neighbouring_digits_are_a_range(text: str, value: int, upper: int) -> None:
    read = read_numeral(text, 0)
    assert read is not None
    assert read.value == value
    assert read.upper == upper


@pytest.mark.parametrize(
    ("text", "value"), [("3万5千", 35000), ("2亿3456万", 234560000), ("1亿2千万", 120000000)]
)
def test_mixed_numerals_are_summed(text: str, value: int) -> None:
    read = read_numeral(text, 0)
    assert read is not None
    assert read.value == value
    assert read.stop == len(text)


def test_years_spelt_by_digits() -> None:
    assert digit_string("二〇三五") == "2035"
    assert digit_string("二十") is None


@given(st.text(max_size=40))
def test_any_word_is_read_or_refused(text: str) -> None:
    chinese_value(text)
    read_numeral(text, 0)
