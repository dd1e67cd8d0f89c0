"""Words and tags: the memo of the fast engine tells what the engine itself would."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.language import tokens
from extractor.language.tokens import Signs, Tags, tokenize
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
def test_a_word_that_splits_when_alone_is_tagged_in_its_line(engine, searched):
    line = "成德眉资同城化发展，推进同城生活。"
    split = {w for w, _ in engine.tag(line) if len(engine.tag(w)) > 1}
    text = f"一、目标\n{line}\n二、任务"
    assert split, "the example must hold such a word"
    tagger = tokens._MemoTagger(engine, Signs(LEXICON), searched=searched)
    assert _pairs(tagger, text) == engine.tag(text)


def test_the_memo_stays_bounded(engine):
    tagger = tokens._MemoTagger(engine, Signs(LEXICON), remembered=3)
    for text in ("建设水库和公园。", "培育企业。", "实施工程。"):
        pairs = _pairs(tagger, text)
        assert pairs == engine.tag(text)
        assert len(tagger._memo) <= 3 + len(pairs)


def _pairs(tagger, text):
    words, signature = tagger(text)
    return list(zip(words, Tags(signature[1::2], tagger.signs.tags), strict=True))


def test_a_text_without_words_has_none():
    assert tokenize("", LEXICON).words == ()
    assert list(tokenize("", LEXICON).starts) == [0]


LINES = [
    "一、目标",
    "成德眉资同城化发展，推进同城生活。",
    "",
    "建设水库",
    "\u3000培育企业。",
    "3.5",
]


@given(
    lines=st.lists(st.sampled_from(LINES), max_size=8),
    asked=st.lists(st.integers(0, 7), max_size=5),
)
@settings(max_examples=200, deadline=None)
def test_what_is_not_asked_for_is_one_word(lines, asked):
    text = "\n".join(lines)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    spans = [(starts[n], starts[n] + len(lines[n])) for n in asked if n < len(lines) and lines[n]]
    whole, found = tokenize(text, LEXICON), tokenize(text, LEXICON, spans=spans)
    read = {offset for a, b in spans for offset in range(a, b)}
    told = list(zip(whole.starts, whole.words, whole.tags, whole.letters, strict=False))
    some = list(zip(found.starts, found.words, found.tags, found.letters, strict=False))
    assert [token for token in told if token[0] in read] == [t for t in some if t[0] in read]
    assert (found.starts[0], found.starts[-1]) == (0, len(text))
    assert all(a < b for a, b in zip(found.starts, found.starts[1:], strict=False))
    assert len(found) == len(found.starts) - 1 == len(found.letters) == len(found.tags)
    assert sum(start not in read for start in found.starts) <= len(spans) + 2


def test_a_stretch_that_was_passed_over_is_split_when_asked_for():
    text = "建设水库和公园。培育企业。\n推进同城生活。"
    whole, found = tokenize(text, LEXICON), tokenize(text, LEXICON, spans=[(0, 8)])
    assert found.split(0, 7) is found
    late = found.split(8, 12)
    assert [whole.words[whole.at(at)] for at in range(8, 12)] == [
        late.words[late.at(at)] for at in range(8, 12)
    ]
    assert late.tags[late.at(8)] == whole.tags[whole.at(8)]
    assert (late.starts[0], late.starts[-1]) == (8, 12)


def test_both_engines_give_the_same_words_and_letters():
    text = "推进同城生活，建设水库和公园。\n培育企业。"
    fast, slow = tokenize(text, LEXICON), tokenize(text, LEXICON, "jieba")
    assert (fast.words, list(fast.tags)) == (slow.words, list(slow.tags))
    assert (fast.letters, fast.starts) == (slow.letters, slow.starts)
