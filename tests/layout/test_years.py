"""Which tables hold a year in each row, and where their header ends."""

from __future__ import annotations

import pytest

from extractor.layout.years import year_column
from extractor.lexicon.loader import default_lexicon
from extractor.lexicon.roles import header_roles

ROLES = header_roles(default_lexicon())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("年份|供水量|节水量\n2021|3.2|0.4\n2025|3.6|0.9", (0, 1)),
        ("年份|供水量（万吨）|增速（%）\n2020年|30|4.1\n2025年目标|36|5", (0, 1)),
        ("时期|水库|泵站\n“十三五”|3|12\n“十四五”|5|20", (0, 1)),
        ("|年份|水利|水利\n||水库|泵站\n前期|2021|3|12\n前期|2022|4|15", (1, 2)),
        ("指标|2020年|2025年\n供水量|3.2|3.6\n节水量|0.4|0.9", None),  # the usual shape
        ("年份|单位\n2021年|市水利局\n2022年|市水利局", None),  # no values
        ("项目名称|年份|投资\n东湖泵站|2021|30\n西山水库|2022|45", None),  # years of projects
        ("企业|年份|产值\n青禾水泥|2021|30\n清河制药|2022|45", None),  # each row has a name
        ("序号|年份|批次|金额\n1|2021|2021年第一批|30\n2|2022|2022年第二批|45", None),
        ("年份|供水量\n2021|3.2\n2021|3.4", None),  # one year
        ("年份|供水量", None),
    ],
)
def test_years_down_the_rows(text: str, found: tuple[int, int] | None) -> None:
    rows = [line.split("|") for line in text.split("\n")]
    assert year_column(rows, ROLES) == found
