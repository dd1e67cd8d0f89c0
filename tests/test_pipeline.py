"""The way of a plan, and that no file ends it."""

from __future__ import annotations

from pathlib import Path

import pytest

import extractor.pipeline as pipeline
from extractor.build.assemble import build_plan
from extractor.build.measures import bodies
from extractor.build.outlines import outlines
from extractor.errors import ExtractorError, ReadError
from extractor.find.everything import find_everything
from extractor.layout import lay_out
from extractor.lexicon.loader import default_lexicon
from extractor.pipeline import Options, attempt, extract, extract_one
from extractor.readers import read
from extractor.scale.many import extract_many
from tests.scale.plans import plan


def test_path_text_and_bytes_give_the_same_plan(tmp_path):
    path = tmp_path / "document"
    path.write_text(plan(1), encoding="utf-8")
    first = extract(path).to_json()
    assert first == extract(str(path)).to_json() == extract(read(path)).to_json()
    assert first == extract(plan(1).encode()).to_json()


# The industry stands in a sentence without numbers, and so does 已 in the second paragraph.
PASSED_OVER = """某市规划
一、2023年工作回顾
加快建成白酒产业集群。全面开展工作。力争实现营收80亿元。
二、主要任务
已建成平台。2020年服务企业300家。
"""


@pytest.mark.parametrize("text", [plan(1), PASSED_OVER])
def test_words_that_are_left_out_change_nothing(text):
    source, lexicon = read(text.encode()), default_lexicon()
    document = lay_out(source, lexicon)
    mentions = find_everything(document, lexicon, "rjieba")
    drawn = outlines(document, lexicon)
    some = find_everything(document, lexicon, "rjieba", bodies(drawn))
    assert len(some.tokens) < len(mentions.tokens)
    whole = build_plan(document, mentions, lexicon)
    assert whole == build_plan(document, some, lexicon, drawn) == extract(source)


def test_results_come_in_the_order_of_the_paths(tmp_path):
    paths = [tmp_path / f"p{n}.txt" for n in range(30)]
    for number, path in enumerate(paths):
        path.write_text(plan(number), encoding="utf-8")
    paths.insert(7, tmp_path / "none.txt")
    alone = list(extract_many(paths))
    assert list(extract_many(iter(paths), workers=2)) == alone
    assert [result.path for result in alone] == paths
    assert [n for n, result in enumerate(alone) if result.error] == [7]


def test_a_generator_that_is_left_ends_its_workers(tmp_path):
    path = tmp_path / "p.txt"
    path.write_text(plan(1), encoding="utf-8")
    results = extract_many([path] * 100, workers=2)
    assert next(results).error is None
    results.close()


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (IndexError("string index"), "a fault of the extractor (IndexError at "),
        (RecursionError("too deep"), "a fault of the extractor (RecursionError at "),
        (UnicodeError("half a pair"), "a fault of the extractor (UnicodeError at "),
        (MemoryError(), "the memory is not enough"),
        (ReadError("p.txt", "is\nempty", "fill it"), "p.txt: is empty; fill it"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_any_exception_is_one_line(tmp_path, monkeypatch, error, says):
    path = tmp_path / "p.txt"
    path.write_text(plan(1), encoding="utf-8")

    def fail(*_):
        raise error

    monkeypatch.setattr(pipeline, "find_everything", fail)
    result = extract_one(path, Options())
    assert result.plan is None
    assert says in result.error
    assert "\n" not in result.error


def test_what_ends_the_program_is_not_held_back(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "lay_out", stop)
    with pytest.raises(KeyboardInterrupt):
        attempt(plan(1).encode(), Options())


@pytest.mark.parametrize("content", [b"", b"\0", b"\xff\xfe", b"PK\x03\x04", b"%PDF-", b"{\\rtf"])
def test_scraps_are_refused_in_one_line(content):
    try:
        attempt(content, Options(), "p.txt")
    except ExtractorError as error:
        assert "\n" not in str(error)
        assert "a fault of the extractor" not in str(error)


def test_a_folder_of_words_is_used(tmp_path):
    result = extract_one(Path("none.txt"), Options(lexicon=tmp_path))
    assert "cannot be opened" in (result.error or "")
