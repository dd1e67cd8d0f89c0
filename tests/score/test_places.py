"""The line of a path in a JSON file, however it is laid out."""

from __future__ import annotations

import json

import pytest

from extractor.score.places import Lines, json_line

DATA = {"a": [1, {"b": "x,]}", "c": {}}], "d": {'e"f': [[], [2, "5"]]}, "g": None}


def _paths(node, path=()):
    yield path
    if isinstance(node, dict | list):
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _paths(child, (*path, key))


@pytest.mark.parametrize("path", list(_paths(DATA)), ids=str)
def test_every_value_is_on_its_line(path):
    source = json.dumps(DATA, indent=1)
    node = DATA
    for step in path:
        node = node[step]
    line = source.split("\n")[json_line(source, path) - 1].strip()
    key = f"{json.dumps(path[-1])}: " if path and isinstance(path[-1], str) else ""
    assert line.startswith(key + json.dumps(node)[:1])


def test_a_path_that_is_not_there_gives_its_parents_line():
    assert json_line('{\n"a": {\n"b": 1}}', ("a", "zz")) == 2


def test_offsets_have_lines():
    lines = Lines("a\nbc\n")
    assert [lines.at(offset) for offset in range(5)] == [1, 1, 2, 2, 2]
