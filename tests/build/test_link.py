"""One indicator, one record: what is joined and what stays apart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.build.drafts import IndicatorDraft, ObservationDraft, tidy, to_quantity
from extractor.build.link import link_indicators
from extractor.mentions import QuantityMention
from extractor.plan import Region

RIVER, HILL = Region("清河县", "000001"), Region("青山县", "000002")


def number(at: int) -> ObservationDraft:
    return ObservationDraft(at, at + 2, "target", False, None, None, "增加")


def draft(
    at: int, name: str, unit: str | None = "件", table: int = -1, region: Region | None = None
) -> IndicatorDraft:
    row = 0 if table >= 0 else None
    return IndicatorDraft(at, at + 3, name, unit, None, 0, table, row, (number(at + 5),), region)


def test_prose_and_row_of_one_name_are_one_record() -> None:
    (joined,) = link_indicators([draft(10, "专利授权量"), draft(90, "专利授权量", table=0)])
    assert joined.table == 0
    assert [o.start for o in joined.observations] == [15, 95]
    assert joined.also == ((10, 13),)


def test_prose_behind_the_table_is_joined_as_well() -> None:
    (joined,) = link_indicators([draft(10, "专利授权量", table=0), draft(90, "专利授权量")])
    assert joined.also == ((90, 93),)


@pytest.mark.parametrize(
    "written", ["专利的授权量", "“专利”授权量", "专利 授权量", "（专利）授权量"]
)
def test_signs_in_a_name_do_not_part(written: str) -> None:
    assert len(link_indicators([draft(10, written), draft(90, "专利授权量", table=0)])) == 1


@pytest.mark.parametrize(
    "other",
    [
        draft(10, "专利申请量"),
        draft(10, "专利授权量", unit="%"),
        draft(10, "专利授权量", region=HILL),
        draft(10, "发明专利授权量"),
    ],
    ids=["name", "unit", "region", "longer name"],
)
def test_what_differs_stays_apart(other: IndicatorDraft) -> None:
    assert len(link_indicators([other, draft(90, "专利授权量", table=0, region=None)])) == 2


def test_one_region_is_joined() -> None:
    pair = [draft(10, "产值", region=RIVER), draft(90, "产值", table=0, region=RIVER)]
    assert len(link_indicators(pair)) == 1


def test_prose_of_two_places_stays_apart() -> None:
    assert len(link_indicators([draft(10, "专利授权量"), draft(90, "专利授权量")])) == 2


def test_two_rows_of_one_name_stay_and_the_first_takes_the_prose() -> None:
    first, second = link_indicators(
        [draft(10, "产值", table=0), draft(50, "产值", table=1), draft(90, "产值")]
    )
    assert (len(first.observations), len(second.observations)) == (2, 1)


def test_nothing_is_lost() -> None:
    drafts = [draft(at, name) for at, name in ((10, "甲量"), (20, "乙量"), (30, "甲量"))]
    assert sum(len(d.observations) for d in link_indicators(drafts)) == 3


@pytest.mark.parametrize(
    ("value", "written"), [("3E+8", "300000000"), ("0.10", "0.10"), ("21.99", "21.99")]
)
def test_numbers_are_written_without_exponent(value: str, written: str) -> None:
    assert str(tidy(Decimal(value))) == written


def test_a_quantity_keeps_its_words_and_canonical_value() -> None:
    mention = QuantityMention(
        0, 3, 0, 1, "=", Decimal(3), None, "亿元", "amount", Decimal("3E+8"), "CNY"
    )
    quantity = to_quantity(mention, "3亿元")
    assert quantity.text == "3亿元"
    assert quantity.canonical is not None
    assert str(quantity.canonical.value) == "300000000"
