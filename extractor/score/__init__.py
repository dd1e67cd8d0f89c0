"""Compare plans with gold labelled by hand; hold the quality reached."""

from __future__ import annotations

from extractor.score.corpus import CorpusPlan, corpus_hash, load_corpus
from extractor.score.gold import Gold, load_gold, parse_gold
from extractor.score.match import RECORD_TYPES, score, validate
from extractor.score.report import FieldScore, PlanScore, RecordScore, ScoreReport, Slip

__all__ = [
    "RECORD_TYPES",
    "CorpusPlan",
    "FieldScore",
    "Gold",
    "PlanScore",
    "RecordScore",
    "ScoreReport",
    "Slip",
    "corpus_hash",
    "load_corpus",
    "load_gold",
    "parse_gold",
    "score",
    "validate",
]
