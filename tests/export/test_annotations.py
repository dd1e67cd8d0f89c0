"""Annotation formats and spaCy: every span there and back."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy.tokens import DocBin

from extractor.errors import ExtractorError
from extractor.export import export, make_documents, marks
from extractor.export.annotations import tag
from extractor.export.docbin import from_docs, to_docs
from extractor.export.doccano import from_doccano, to_doccano
from extractor.export.labelstudio import from_tasks, to_tasks
from tests.export.sample import documents, plan
from tests.score.sample import TEXT

DOCUMENTS = documents()
WANTED = {document.key: marks(document.plan) for document in DOCUMENTS}


def test_label_studio_round_trip():
    assert from_tasks(to_tasks(DOCUMENTS)) == WANTED


def test_label_studio_regions_say_their_words_and_relations_hold():
    task = json.loads(export(DOCUMENTS, "labelstudio")["tasks.json"])[0]
    result = task["predictions"][0]["result"]
    regions = {r["id"]: r for r in result if r["type"] == "labels"}
    assert len(regions) == len(WANTED["样本"])
    for region in regions.values():
        value = region["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    pairs = [(r["from_id"], r["to_id"]) for r in result if r["type"] == "relation"]
    assert ("i1#1@indicators", "i1.1#1@observations") in pairs
    assert {end for pair in pairs for end in pair} <= set(regions)


def test_label_studio_interface_has_every_label():
    config = export(DOCUMENTS, "labelstudio")["label_config.xml"].decode()
    for mark in WANTED["样本"]:
        assert f'<Label value="{tag(mark)}"' in config


def test_label_studio_annotations_win_over_predictions():
    tasks = json.loads(to_tasks(DOCUMENTS))
    result = tasks[0]["predictions"][0]["result"][:1]
    del result[0]["meta"]
    result[0]["id"] = "byhand"
    tasks[0]["annotations"] = [{"result": result}]
    (only,) = from_tasks(json.dumps(tasks).encode())["样本"]
    assert (only.record, only.place, only.owner) == ("byhand", 1, None)


def test_doccano_round_trip():
    assert from_doccano(to_doccano(DOCUMENTS)) == WANTED


def test_doccano_numbers_are_unique_over_the_file():
    lines = [json.loads(line) for line in to_doccano(DOCUMENTS).splitlines()]
    for kind in ("entities", "relations"):
        numbers = [item["id"] for line in lines for item in line[kind]]
        assert len(set(numbers)) == len(numbers)
    assert [8, 9] not in [label[:2] for label in lines[0]["label"]]


def test_types_can_be_chosen():
    line = json.loads(to_doccano(DOCUMENTS, ["observations"]).splitlines()[0])
    assert [label[2] for label in line["label"]] == [
        "observations:actual",
        "observations:change",
        "observations:target",
        "observations:target",
    ]


def test_docbin_round_trip_by_spacy():
    content = export(DOCUMENTS, "docbin")["plans.spacy"]
    docs = list(DocBin().from_bytes(content).get_docs(spacy.blank("zh").vocab))
    assert from_docs(docs) == WANTED
    assert docs[0].text == TEXT
    assert docs[0]._.plan == plan()
    (target, _) = (s for s in docs[0].spans["observations"] if s.label_ == "target")
    assert (target.text, target.id_, target.kb_id_) == ("3.5", "i3.1#1", "i3")


def test_tokens_are_words_with_tags():
    doc = next(to_docs(DOCUMENTS))
    assert "推广" in [token.text for token in doc]
    assert {token.tag_ for token in doc if token.text == "推广"} <= {"v", "vn"}


@pytest.mark.parametrize("format", ["docbin", "labelstudio", "doccano"])
def test_a_plan_without_its_text_is_one_error(format):
    with pytest.raises(ExtractorError, match="its text is not at hand"):
        export(make_documents([("a", plan(), None)]), format)


@pytest.fixture(scope="module")
def nlp():
    import extractor.export.spacy_component  # noqa: F401 - registers the factory

    nlp = spacy.blank("zh")
    nlp.add_pipe("extractor")
    return nlp


def test_component_finds_records(nlp):
    text = "云溪市节水规划\n二、发展目标\n到2025年，节水车间达到12个以上。\n"
    doc = nlp(text)
    assert doc.text == text
    assert [span.text for span in doc.spans["observations"]] == ["12个以上"]
    assert doc._.plan.indicators[0].observations[0].role == "target"


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", "a\r\nb", "\x00\x01", "𠮷野家3家"])
def test_component_takes_any_text(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    for group in doc.spans.values():
        assert all(span.text for span in group)
