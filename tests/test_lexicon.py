"""The lexicon: every entry has an example, a user's folder is merged, mistakes are named."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from extractor.errors import LexiconError
from extractor.lexicon.entries import KINDS, UnitEntry
from extractor.lexicon.loader import Lexicon, default_lexicon

# Gazetteer-like tables of plain names need no example each.
WITHOUT_EXAMPLES = {"jargon", "place_borders"}


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_has_its_file(name: str):
    assert (resources.files("extractor.lexicon") / f"{name}.toml").is_file()
    assert default_lexicon().entries(KINDS[name])


def test_every_file_has_its_kind():
    folder = resources.files("extractor.lexicon")
    files = {f.name.removesuffix(".toml") for f in folder.iterdir() if f.name.endswith(".toml")}
    assert files == set(KINDS)


@pytest.mark.parametrize("name", sorted(set(KINDS) - WITHOUT_EXAMPLES))
def test_every_entry_has_an_example(name: str):
    entries = default_lexicon().entries(KINDS[name])
    bare = [e.name for e in entries if not e.examples and not e.look_alikes]
    assert bare == []


def _folder(tmp_path: Path, name: str, text: str) -> Path:
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


UNIT = (
    '[[entry]]\nname = "{}"\ndimension = "count"\nkind = "count"\n'
    'canonical = "{}"\nexamples = ["建成3{}"]\n'
)


def test_a_users_unit_is_read(tmp_path: Path):
    from extractor.find.quantities import find_quantities

    text = "建成3嗰驿站"
    assert find_quantities(text, default_lexicon()) == ()
    own = Lexicon(_folder(tmp_path, "units", UNIT.format("嗰", "嗰", "嗰")))
    assert [text[q.start : q.end] for q in find_quantities(text, own)] == ["3嗰"]


def test_a_users_entry_replaces_and_removes(tmp_path: Path):
    own = Lexicon(_folder(tmp_path, "units", UNIT.format("公里", "米", "公里")))
    assert next(e for e in own.entries(UnitEntry) if e.name == "公里").canonical == "米"
    removing = UNIT.format("公里", "米", "公里") + "remove = true\n"
    own = Lexicon(_folder(tmp_path, "units", removing))
    assert all(e.name != "公里" for e in own.entries(UnitEntry))


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ('[[entry]]\nname = "公里"\n', "units.toml:1", "missing required"),
        (UNIT.format("甲", "甲", "甲") + "oops = 1\n", "units.toml:1", "oops"),
        (UNIT.format("甲", "甲", "甲") * 2, "units.toml:7", "stands already at line 1"),
        ("[[entry\n", "units.toml", "is not TOML"),
    ],
    ids=["missing field", "unknown field", "twice", "not TOML"],
)
def test_a_mistake_is_named_by_file_and_line(tmp_path: Path, text: str, place: str, problem: str):
    with pytest.raises(LexiconError) as caught:
        Lexicon(_folder(tmp_path, "units", text))
    line = str(caught.value)
    assert place in line
    assert problem in line
    assert "\n" not in line


def test_an_unknown_lexicon_name_is_refused(tmp_path: Path):
    with pytest.raises(LexiconError, match="no lexicon has this name"):
        Lexicon(_folder(tmp_path, "unitz", ""))
