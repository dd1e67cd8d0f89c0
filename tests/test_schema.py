"""Schemas are generated from the types, equal the files, and refuse what the types refuse."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from extractor import plan
from extractor.schema import record_types, schema, schema_bytes
from tests.score.sample import edited, to_json

FOLDER = Path(__file__).parents[1] / "schemas"
NAMES = sorted(record_types())


@pytest.mark.parametrize("name", NAMES)
def test_files_equal_the_types(name):
    path = FOLDER / f"{name}.schema.json"
    assert path.read_bytes() == schema_bytes(name), "run: extractor schema -o schemas"


def test_there_is_no_other_file():
    assert {path.name for path in FOLDER.iterdir()} == {f"{n}.schema.json" for n in NAMES}


def test_every_record_of_the_contract_has_a_schema():
    records = [
        t for t in vars(plan).values() if isinstance(t, type) and t.__module__ == plan.__name__
    ]
    assert set(records) - {plan.Record} <= set(record_types().values())
    assert {"plan", "plan-header", "indicator", "observation", "source"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_of_their_draft_and_closed(name):
    built = schema(name)
    jsonschema.Draft202012Validator.check_schema(built)
    assert built["$schema"].endswith("2020-12/schema")
    objects = [node for node in _nodes(built) if node.get("type") == "object"]
    open_ones = [
        o["title"] for o in objects if "title" in o and o["additionalProperties"] is not False
    ]
    assert (bool(objects), open_ones) == (True, [])


@pytest.mark.parametrize(
    ("edits", "valid"),
    [
        ([], True),
        ([["indicators.0.observations.0.quantity.value", "12"]], False),
        ([["indicators.0.observations.0.quantity.value", 12.5]], True),
        ([["indicators.0.observations.0.role", "goal"]], False),
        ([["indicators.0.colour", "red"]], False),
        ([["indicators.0.optional", True]], False),
        ([["references.0.title"]], False),
        ([["sections.0.parent", "null"]], True),
        ([["sections.0.level", "null"]], False),
    ],
    ids=str,
)
def test_the_plan_schema_says_what_the_types_say(edits, valid):
    source = to_json(edited(edits))
    errors = list(jsonschema.Draft202012Validator(schema("plan")).iter_errors(json.loads(source)))
    assert (not errors) is valid
    try:
        plan.Plan.from_json(source)
        read = True
    except ValueError:
        read = False
    # The types also read a number in a string; what is written is always a number.
    assert read is valid or edits[0][1] == "12"


def test_what_is_written_passes_its_schema():
    written = plan.Plan.from_json(to_json(edited([]))).to_json()
    jsonschema.Draft202012Validator(schema("plan")).validate(json.loads(written))


def _nodes(node):
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from _nodes(child)
    elif isinstance(node, list):
        for child in node:
            yield from _nodes(child)
