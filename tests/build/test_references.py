"""References from citation mentions."""

from __future__ import annotations

from array import array

from extractor.build.references import build_references
from extractor.document import Front, PlanDocument, Reading, Source, SourceText
from extractor.find.citations import find_citations
from extractor.lexicon.loader import default_lexicon
from extractor.plan import Reference
from extractor.spans import Span


def references(text: str, front: Front) -> tuple[Reference, ...]:
    source = Source("plan.txt", "text/plain", "0" * 64, "utf-8", len(text) + 1)
    reading = Reading(text, text, array("l", range(1, len(text) + 2)))
    plan = PlanDocument(SourceText("#" + text, source, ()), reading, (), (), (), front, ())
    built = build_references(plan, find_citations(text, default_lexicon()))
    assert all(plan.source.text[r.start : r.end] == r.text for r in built)
    return built


def test_each_occurrence_is_one_reference_with_its_number() -> None:
    text = "落实《质量强国建设纲要》（国发〔2023〕5号，以下简称《纲要》），《纲要》任务"
    built = references(text, Front(None, None, None, None, None, ()))
    assert [(r.title, r.kind, r.text) for r in built] == [
        ("质量强国建设纲要", "outline", "《质量强国建设纲要》"),
        ("质量强国建设纲要", "outline", "《纲要》"),
        ("质量强国建设纲要", "outline", "《纲要》"),
    ]
    assert built[0].number == "国发〔2023〕5号"


def test_the_plans_own_number_is_no_reference() -> None:
    front = Front("水利规划", None, "资府发〔2021〕3号", None, None, (Span(0, 11),))
    text = "资府发〔2021〕3号\n落实国发〔2021〕20号"
    assert [r.title for r in references(text, front)] == ["国发〔2021〕20号"]
