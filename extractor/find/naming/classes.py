"""Thresholds of a class: 营业收入2000万元以上的企业, 企业的标准是：…."""

from __future__ import annotations

import re

import msgspec

from extractor.find.naming.phrases import clean
from extractor.find.naming.scene import Piece, Scene
from extractor.mentions import NameMention, QuantityMention


def threshold(scene: Scene, quantity: QuantityMention, piece: Piece) -> re.Match[str] | None:
    """The class behind 的; none for 不超过30%的比例, whose noun only rounds the number off."""
    if quantity.comparator in ("=", "~"):
        return None
    found = scene.patterns.threshold.match(scene.text, quantity.end)
    if not found or any(found["noun"].startswith(w) for w in scene.words.roles["closer"]):
        return None
    return found if quantity.kind != "share" or piece.named else None


def of_threshold(
    scene: Scene, index: int, piece: Piece, found: re.Match[str]
) -> NameMention:
    """营业收入2000万元以上的企业: what a thing must reach to belong to a class."""
    start, end = found.span("noun")
    if piece.named and piece.shape == "before":
        start, end = piece.start, piece.end
    return NameMention(index, start, end, clean(scene, scene.text[start:end]), "threshold", False)


def of_class(scene: Scene, mention: NameMention, offset: int) -> NameMention:
    """成长型企业的目标是：拥有专利8件以上，…: what each member of a class must have."""
    low = scene.line_start(offset, "\n；。")
    found = scene.patterns.member.search(scene.text, low, offset)
    if not found or not found["who"].endswith(tuple(scene.words.roles["member"])):
        return mention
    return msgspec.structs.replace(mention, name=found["who"] + mention.name, shape="threshold")
