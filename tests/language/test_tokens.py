"""Words and tags: the memo of the fast engine tells what the engine itself would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language import tokens
from extractor.language.tokens import tokenize
from extractor.lexicon.entries import JargonEntry
from extractor.lexicon.loader import default_lexicon

LEXICON = default_lexicon()
PIECES = [
    "同城",
    "化",
    "发展",
    "年来",
    "区",
    "向",
    "采尝学耕",
    "张晓红",
    "5G",
    "PM2.5",
    "3.5",
    "％",
]


@pytest.fixture(scope="module")
def engine():
    return tokens._rjieba([(e.name, e.frequency, e.tag) for e in LEXICON.entries(JargonEntry)])


@given(text=st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join))
@settings(max_examples=200, deadline=None)
def test_the_memo_tags_as_the_engine_does(engine, text):
    pairs = engine.tag(tokens._SURROGATE.sub("\ufffd", text))
    found = tokenize(text, LEXICON)
    assert list(zip(found.words, found.tags, strict=True)) == pairs
    assert list(found.starts) == [
        sum(map(len, found.words[:i])) for i in range(len(found.words) + 1)
    ]


@pytest.mark.parametrize("searched", [0, 8])
def test_a_word_that_splits_when_alone_is_tagged_in_its_line(engine, monkeypatch, searched):
    monkeypatch.setattr(tokens, "_SEARCHED", searched)
    line = "成德眉资同城化发展，推进同城生活。"
    split = {w for w, _ in engine.tag(line) if len(engine.tag(w)) > 1}
    text = f"一、目标\n{line}\n二、任务"
    words, tags = tokens._MemoTagger(engine)(text)
    assert split, "the example must hold such a word"
    assert list(zip(words, tags, strict=True)) == engine.tag(text)


def test_the_memo_stays_bounded(engine, monkeypatch):
    monkeypatch.setattr(tokens, "_REMEMBERED", 3)
    tagger = tokens._MemoTagger(engine)
    for text in ("建设水库和公园。", "培育企业。", "实施工程。"):
        words, tags = tagger(text)
        assert list(zip(words, tags, strict=True)) == engine.tag(text)
        assert len(tagger._tags) <= 3 + len(words)


def test_a_text_without_words_has_none():
    assert tokenize("", LEXICON).words == ()
