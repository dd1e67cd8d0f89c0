"""The flattening that all table formats share."""

from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest

from extractor.errors import ReadError
from extractor.export import MARK_TYPES, SPECS, TABLE_NAMES, make_documents, marks, to_tables
from extractor.export.documents import quotes_hold, read_json
from tests.export.sample import documents, plan
from tests.score.sample import TEXT

_TYPES = {
    "string": str,
    "integer": int,
    "number": Decimal,
    "boolean": bool,
    "array": list,
    "object": dict,
}


def rows(name, docs=None):
    (table,) = to_tables(docs or documents(), [name])
    return [dict(zip(table.spec.names, row, strict=True)) for row in table.rows]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_cell_has_its_column_type(name):
    (table,) = to_tables(documents(), [name])
    assert table.rows
    for row in table.rows:
        for value, column in zip(row, table.spec.columns, strict=True):
            if value is None:
                assert not column.required, column.name
            else:
                assert type(value) is _TYPES[column.type], column.name
            if column.values and value is not None:
                assert value in column.values


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_keys_are_unique_and_lead_somewhere(spec):
    found = rows(spec.name)
    keys = [tuple(row[name] for name in spec.key) for row in found]
    assert len(set(keys)) == len(keys)
    for names, target in spec.foreign:
        there = {tuple(row[name] for name in names) for row in rows(target)}
        here = {tuple(row[name] for name in names) for row in found}
        assert {key for key in here if None not in key} <= there


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_columns_are_described_in_both_languages(spec):
    assert len(set(spec.names)) == len(spec.names)
    for column in spec.columns:
        assert any(c.isascii() and c.isalpha() for c in column.en), column.name
        assert any("一" <= c <= "鿿" for c in column.zh), column.name


def test_quotes_stand_at_their_offsets():
    for name in TABLE_NAMES:
        for row in rows(name):
            if row.get("char_start") is not None and row.get("quote") is not None:
                assert TEXT[row["char_start"] : row["char_end"]] == row["quote"]


def test_numbers_are_exact_and_named():
    number = next(row for row in rows("observations") if row["indicator"] == "用水总量")
    assert (number["value"], number["unit"], number["year"]) == (Decimal("3.5"), "亿吨", 2025)
    assert (number["observation_id"], number["role"]) == ("i3.1", "target")


def test_words_around_a_quote_stay_in_its_line():
    quote = next(row for row in rows("quotes") if row["record_id"] == "i1.1")
    assert (quote["before"], quote["quote"], quote["line"]) == ("全市建成节水车间", "12个", 3)
    assert quote["after"] == "，用水效率提高5%。"


def test_keys_of_plans_with_one_name_differ():
    assert [row["plan_id"] for row in rows("plans")] == ["样本", "样本-2"]


def test_without_text_only_the_long_words_are_missing():
    docs = make_documents([("a", plan(), None)])
    assert rows("measures", docs)[0]["quote"] is None
    assert rows("observations", docs)[0]["quote"] == "12个"
    assert [row["quote"] for row in rows("quotes", docs) if row["record_id"] == "i1"] == [
        "节水车间"
    ]


def test_surrogates_do_not_reach_the_formats():
    (document,) = make_documents([("a\ud800", plan(), "x\udfffy")])
    assert (document.key, document.text) == ("a\ufffd", "x\ufffdy")


def test_marks_cover_every_type_and_every_part():
    found = marks(plan())
    assert {mark.type for mark in found} == set(MARK_TYPES)
    assert [m.record for m in found if m.type == "actions"] == ["m1.a1", "m1.a2", "m1.a3"]
    for mark in found:
        assert mark.text is None or TEXT[mark.start : mark.end] == mark.text


def test_json_finds_its_text_beside_it(tmp_path):
    (tmp_path / "a.json").write_bytes(plan().to_json())
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    assert list(read_json(tmp_path / "a.json")) == [("a", plan(), TEXT)]


def test_json_finds_the_source_by_its_name(tmp_path):
    (tmp_path / "a.json").write_bytes(plan().to_json())
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "sample.txt").write_bytes(TEXT.encode())
    assert next(read_json(tmp_path / "a.json"))[2] is None
    assert next(read_json(tmp_path / "a.json", tmp_path / "texts"))[2] == TEXT


def test_a_source_name_does_not_lead_out_of_the_folder(tmp_path):
    one = plan()
    source = msgspec.structs.replace(one.source, name="../secret.txt")
    (tmp_path / "secret.txt").write_bytes(TEXT.encode())
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.json"
    path.write_bytes(msgspec.structs.replace(one, source=source).to_json())
    assert next(read_json(path))[2] is None


def test_a_text_that_does_not_hold_the_quotes_is_refused(tmp_path):
    (tmp_path / "a.json").write_bytes(plan().to_json())
    (tmp_path / "a.txt").write_text("别的文字")
    with pytest.raises(ReadError, match="does not hold its quotes"):
        list(read_json(tmp_path / "a.json"))
    assert not quotes_hold(plan(), TEXT.replace("12个", "13个"))


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"plan": 1}'])
def test_what_is_no_plan_is_one_error(tmp_path, content):
    (tmp_path / "a.json").write_bytes(content)
    with pytest.raises(ReadError):
        list(read_json(tmp_path / "a.json"))


def test_jsonl_names_the_line_that_is_wrong(tmp_path):
    line = msgspec.json.format(plan().to_json(), indent=-1)
    (tmp_path / "a.jsonl").write_bytes(line + b"\n\n{}\n")
    with pytest.raises(ReadError, match=r"a\.jsonl:3"):
        list(read_json(tmp_path / "a.jsonl"))
