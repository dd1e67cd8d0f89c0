"""Quantities: the table of phrases, table cells, the lexicon's own examples, and hostile text."""

from __future__ import annotations

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.errors import LexiconError
from extractor.find.quantities import find_quantities, parse_cell, quantities
from extractor.find.shadow import shadow
from extractor.lexicon.entries import ComparatorEntry, LookAlikeEntry, UnitEntry
from extractor.lexicon.loader import Lexicon, default_lexicon
from extractor.mentions import QuantityMention
from tests.effort import growth

CASES = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "quantities.toml").read_text(encoding="utf-8")
)["case"]
LEXICON = default_lexicon()


def shape(text: str, found: tuple[QuantityMention, ...]) -> list[list[str]]:
    return [
        [
            text[q.start : q.end],
            q.comparator,
            str(q.value),
            "" if q.upper is None else str(q.upper),
            q.unit or "",
            q.kind,
        ]
        for q in found
    ]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_phrase(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert shape(text, find_quantities(text, LEXICON)) == case["want"], case["why"]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_phrase_stands_in_running_text(case: dict[str, object]) -> None:
    text = f"要求如下：{case['text']}，并抓好落实。\n"
    shifted = [row[0] for row in shape(text, find_quantities(text, LEXICON))]
    assert shifted == [row[0] for row in case["want"]]  # type: ignore[attr-defined]


def test_the_table_is_broad() -> None:
    fields = Counter(c["field"] for c in CASES)
    assert len(fields) >= 20
    assert len({c["text"] for c in CASES}) >= 400
    assert sum(not c["want"] for c in CASES) >= 120


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("产值21.99亿元", "2199000000", "CNY"),
        ("增长0.1%", "0.1", "%"),
        ("提高0.3个百分点", "0.3", "个百分点"),
        ("节能0.52吨标准煤/万元", "0.000052", "tce/CNY"),
        ("登记5万件", "50000", "件"),
        ("装机20万千瓦", "200000", "kW"),
        ("公路120公里", "120000", "m"),
        ("支出3.14159亿美元", "314159000", "USD"),
        ("发电1.2亿度电", "120000000", "kWh"),
        ("三成", "30", "%"),
        ("千分之五", "0.5", "%"),
        ("死亡率9/10万", "0.009", "%"),
    ],
)
def test_canonical_values_are_exact(text: str, value: str, unit: str) -> None:
    (found,) = find_quantities(text, LEXICON)
    assert (found.canonical_value, found.canonical_unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        ("16794", [["16794", "=", "16794", "", "", "count"]]),
        ("0.80", [["0.80", "=", "0.80", "", "", "count"]]),
        ("≥90", [["≥90", ">=", "90", "", "", "count"]]),
        ("＞95", [["＞95", ">", "95", "", "", "count"]]),
        ("30个以上", [["30个以上", ">=", "30", "", "个", "count"]]),
        ("0.43件", [["0.43件", "=", "0.43", "", "件", "count"]]),
        ("14.5左右", [["14.5左右", "~", "14.5", "", "", "count"]]),
        (">=8%", [[">=8%", ">=", "8", "", "%", "share"]]),
        ("提高3个百分点", [["3个百分点", "=", "3", "", "个百分点", "points"]]),
        ("年均增长6%以上", [["6%以上", ">=", "6", "", "%", "share"]]),
        ("1:2.5", [["1:2.5", "=", "0.4", "", "", "ratio"]]),
        ("50—60", [["50—60", "=", "50", "60", "", "count"]]),
        ("-3.2", [["-3.2", "=", "-3.2", "", "", "count"]]),
        ("1,234.5", [["1,234.5", "=", "1234.5", "", "", "count"]]),
        ("[18]", [["18", "=", "18", "", "", "count"]]),
        ("5以上", [["5以上", ">=", "5", "", "", "count"]]),
        ("＜0.5", [["＜0.5", "<", "0.5", "", "", "count"]]),
        ("12.5万", [["12.5万", "=", "12.5", "", "万", "count"]]),
        (
            "设区市≥25、县级市≥20",
            [["≥25", ">=", "25", "", "", "count"], ["≥20", ">=", "20", "", "", "count"]],
        ),
        ("/", []),
        ("—", []),
        ("-", []),
        ("", []),
        ("   ", []),
        ("达到省定要求", []),
        ("持续提升", []),
        ("2025年目标值", []),
        ("5G", []),
        ("A级", []),
        ("第三产业", []),
    ],
)
def test_cell(cell: str, want: list[list[str]]) -> None:
    assert shape(cell, parse_cell(cell, LEXICON)) == want


@pytest.mark.parametrize(
    ("cell", "cumulative"),
    [("[18]", True), ("【120】", True), ("1200（累计）", True), ("累计300家", True), ("18", False)],
)
def test_cumulative_cells(cell: str, cumulative: bool) -> None:
    (found,) = parse_cell(cell, LEXICON)
    assert found.cumulative is cumulative


def test_digits_are_pointed_at() -> None:
    text = "建成工作站超过1.2万余个以上"
    (found,) = find_quantities(text, LEXICON)
    assert text[found.number_start : found.number_end] == "1.2"
    assert text[found.start : found.end] == "超过1.2万余个以上"


def test_several_in_one_sentence_stand_in_order() -> None:
    text = "受理案件244件，审结240余件，结案率100%，覆盖率、处理率均达98%以上。"
    assert [text[q.start : q.end] for q in quantities(text)] == [
        "244件", "240余件", "100%", "98%以上",
    ]  # fmt: skip


def test_every_unit_is_read_in_its_example() -> None:
    for entry in LEXICON.entries(UnitEntry):
        assert entry.examples, entry.name
        words = [shadow(w) for w in (entry.name, *entry.aliases)]
        for example in entry.examples:
            units = [shadow(q.unit or "") for q in find_quantities(example, LEXICON)]
            assert any(u.endswith(w) for u in units for w in words), (entry.name, example, units)


def test_every_comparator_is_read_in_its_example() -> None:
    for entry in LEXICON.entries(ComparatorEntry):
        assert entry.examples, entry.name
        for example in entry.examples:
            (found,) = find_quantities(example, LEXICON)
            quote = example[found.start : found.end]
            assert found.comparator == entry.sign, (entry.name, example)
            assert any(w in quote for w in (entry.name, *entry.aliases)), (entry.name, quote)


def test_every_look_alike_gives_nothing() -> None:
    for entry in LEXICON.entries(LookAlikeEntry):
        assert entry.examples, entry.name
        for example in entry.examples:
            assert find_quantities(example, LEXICON) == (), (entry.name, example)
        for phrase in entry.look_alikes:
            assert find_quantities(phrase, LEXICON), (entry.name, phrase)


def test_several_hundred_units() -> None:
    entries = LEXICON.entries(UnitEntry)
    assert sum(1 + len(e.aliases) for e in entries) >= 500


def test_a_user_adds_a_unit_in_the_lexicon(tmp_path: Path) -> None:
    text = '[[entry]]\nname = "旗"\ndimension = "count"\nkind = "count"\ncanonical = "旗"\n'
    (tmp_path / "units.toml").write_text(text, encoding="utf-8")
    (found,) = find_quantities("评出流动红旗12旗", Lexicon(tmp_path))
    assert found.unit == "旗"
    assert find_quantities("评出流动红旗12旗", LEXICON) == ()


def test_a_bad_pattern_is_refused_in_one_line(tmp_path: Path) -> None:
    text = '[[entry]]\nname = "坏"\nkind = "name"\nafter = "("\nexamples = ["坏"]\n'
    (tmp_path / "lookalikes.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match="坏"):
        find_quantities("3个", Lexicon(tmp_path))


ALPHABET = (
    "0123456789０５一二两三十百千万亿半翻番几余多第前每个家件年月日%％.,-—~至到以上下约超过不低于"
    "（）《》“”+/:：分之成倍元 \n，。"
)


def check_spans(text: str, found: tuple[QuantityMention, ...]) -> None:
    last = 0
    for q in found:
        assert last <= q.start <= q.number_start < q.number_end <= q.end <= len(text)
        last = q.end


@given(st.text())
def test_any_text_gives_true_spans(text: str) -> None:
    check_spans(text, find_quantities(text, LEXICON))
    check_spans(text, parse_cell(text, LEXICON))


@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_of_numeral_characters_gives_true_spans(text: str) -> None:
    check_spans(text, find_quantities(text, LEXICON))
    check_spans(text, parse_cell(text, LEXICON))


@pytest.mark.parametrize(
    "unit",
    [
        "1", "万", "亿", "一", "十", "1,", "1.", "-1", "1-", "“", "《", "第", "1+", "5个、", "1/",
        "1:", "翻", "半", "不低于", "以上", "每", "大于2", "3至", "年", "（", "零", "1 ", "吨/",
        "3A-", "百分之", "“1", "、3个", "https://", "1·", "5万", "1个以上",
    ],
)  # fmt: skip
def test_hostile_text_takes_linear_effort(unit: str) -> None:
    def work(size: int) -> None:
        find_quantities(unit * size, LEXICON)
        parse_cell(unit * size, LEXICON)

    assert growth(work, 2_000, 10_000) < 1.5
