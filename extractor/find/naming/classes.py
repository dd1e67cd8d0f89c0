"""Thresholds of a class: 营业收入2000万元以上的企业, 企业的标准是：…."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

import msgspec

from extractor.find.naming.nouns import noun_end, right
from extractor.find.naming.phrases import clean, narrowing
from extractor.find.naming.scene import LOOK, Piece, Scene
from extractor.mentions import NameMention, QuantityMention

_SIGNS = frozenset({">=", ">", "<=", "<"})
_EXACT = frozenset({"=", "~"})
_MEASURES = frozenset({"amount", "measurement", "duration"})
_CHOICES = 8  # numbers joined by 或
_LONGEST = 16  # a class's noun with its link is no longer


def _row(scene: Scene, index: int) -> tuple[QuantityMention, QuantityMention]:
    """The first and the last of the numbers that stand in a row (突破1亿元、5亿元|的企业)."""
    last = scene.runs[index]  # the runs never fall, so that no row has to be walked through
    return scene.quantities[bisect_left(scene.runs, last)], scene.quantities[last]


def threshold(scene: Scene, index: int, piece: Piece) -> re.Match[str] | None:
    """The class behind 的 or at once (5000吨以上企业全部…).

    None for 不超过30%的比例, whose noun only rounds the number off.
    """
    quantity = scene.quantities[index]
    exact = quantity.comparator in _EXACT
    if exact and not (index and scene.runs[index - 1] == scene.runs[index]):
        return None  # it is the first of its row
    first, last = _row(scene, index)
    if exact and first.comparator in _EXACT:
        return None
    fits = scene.text[last.end : last.end + 1] in scene.patterns.bound_first
    found = scene.patterns.threshold.match(scene.text, last.end) if fits else None
    if not found and quantity.kind in _MEASURES and piece.named and piece.shape == "before":
        return scene.patterns.limited.match(scene.text, quantity.end)
    if not found or found["noun"].startswith(tuple(scene.words.roles["closer"])):
        return None
    if found["noun"].startswith(tuple(scene.words.roles["pay"])):
        return None  # 最高25万元的奖励: what is paid, of no class
    return found if quantity.kind != "share" or piece.named else None


def inner(scene: Scene, index: int, end: int) -> bool:
    """新引进5亿元以上|项目|71个: a threshold inside the class that the next number counts."""
    numbers = scene.quantities
    quantity = numbers[index]
    if of_age(scene, quantity):
        return index + 1 < len(numbers) and numbers[index + 1].start < end
    first, last = _choice(scene, index)
    if numbers[first].comparator not in _SIGNS or quantity.kind not in _MEASURES:
        return False
    if last != index:
        end = scene.after_clause(quantity.start)[1]
    if last + 1 >= len(numbers) or not numbers[last].end < numbers[last + 1].start < end:
        return False
    between = scene.text[numbers[last].end : numbers[last + 1].start]
    if between[:1] in scene.words.roles["or"]:
        return False  # 2000万元以上|或从业人员300人以上: another condition
    noun = between[:1] not in "、，和及与（；" and 1 < len(between) <= _LONGEST
    return numbers[last + 1].kind == "count" and noun and not any(m in between for m in "、，（：")


def _choice(scene: Scene, index: int) -> tuple[int, int]:
    """First and last of the numbers joined by 或: 超100亿元|或|10亿美元|项目4个."""
    first = last = index
    if scene.runs[index] == index and (not index or scene.runs[index - 1] != index):
        return first, last  # most often
    low, high = max(0, index - _CHOICES), min(len(scene.quantities) - 1, index + _CHOICES)
    while first > low and _or(scene, first - 1):
        first -= 1
    while last < high and _or(scene, last):
        last += 1
    return first, last


def _or(scene: Scene, index: int) -> bool:
    start, end = scene.quantities[index].end, scene.quantities[index + 1].start
    return end - start == 1 and scene.text[start] in scene.words.roles["or"]


def class_noun(scene: Scene, index: int, noun: tuple[int, int]) -> tuple[int, int]:
    """The class behind the last of numbers joined by 或."""
    last = _choice(scene, index)[1]
    if last == index:
        return noun
    after = scene.quantities[last + 1].start
    return right(scene, scene.quantities[last].end, after, True) or noun


def of_age(scene: Scene, quantity: QuantityMention) -> bool:
    """60岁及以上老年人, 三岁以下婴幼儿: an age limit is part of the class's name."""
    if quantity.comparator not in _SIGNS and quantity.upper is None:
        return False
    if quantity.unit not in scene.words.roles["age"]:
        return False
    after = scene.text[quantity.end : quantity.end + 1]
    return bool(after) and after not in "，。；、：）\n"


def rated(scene: Scene, quantity: QuantityMention) -> bool:
    """新建220千伏|线路: the rating of a thing is part of its name, no level of it."""
    if quantity.unit not in scene.patterns.part_units or quantity.comparator != "=":
        return False
    after = scene.text[quantity.end : quantity.end + 1]
    if not after or after in "，。；、：）)和及与的\n":
        return False
    if quantity.unit in scene.words.roles["capacity"]:
        return _of_plant(scene, quantity)
    return quantity.unit in scene.words.roles["rating"]


def _of_plant(scene: Scene, quantity: QuantityMention) -> bool:
    """青禾新材料|5万吨|聚酯等项目: a capacity between the names of a firm and of its plant.

    What a verb governs (建成5万吨冷库) or a clause opens with stays a number.
    """
    start, end = scene.after_clause(quantity.start)
    if quantity.start == start or not scene.patterns.plant.match(scene.text, quantity.end, end):
        return False
    if scene.ending("yearly_output", start, quantity.start) >= 0:
        return True
    verbs = (
        scene.ending(role, start, quantity.start)
        for role in ("govern", "narrow", "move", "link", "how")
    )
    level = scene.words.ends("stock", scene.text[start : quantity.start])
    return not level and scene.tag(quantity.start - 1)[:1] not in "pdcux" and max(verbs) < 0


def in_class(scene: Scene, index: int) -> bool:
    """滚动实施1000项|亿元以上|技术改造项目: the threshold of what the number before counts."""
    quantity = scene.quantities[index]
    if index == 0 or quantity.comparator not in _SIGNS or quantity.kind not in _MEASURES:
        return False
    before = scene.quantities[index - 1]
    return before.kind == "count" and before.end == quantity.start


def of_inner(
    scene: Scene, index: int, piece: Piece, noun: tuple[int, int], gate: str
) -> NameMention:
    """The mention of such a threshold: what is measured, as before, else the class itself."""
    if _choice(scene, index)[0] != index:  # …100亿元或|10亿美元: as the first
        piece = msgspec.structs.replace(piece, start=piece.end)
    start, end = (piece.start, piece.end) if piece.named else noun
    name = gate if gate and not piece.named else piece.verb + scene.text[start:end]
    if piece.named:
        name = _measured(scene, start, end, scene.text[slice(*noun)])
    return NameMention(index, start, end, clean(scene, name), "threshold", False)


def of_threshold(
    scene: Scene, index: int, piece: Piece, found: re.Match[str], gate: str
) -> NameMention:
    """营业收入2000万元以上的企业: what a thing must reach to belong to a class."""
    start, end = found.span("noun")
    end = _class_end(scene, start, noun_end(scene, start, end))
    size = scene.text[scene.quantities[index].end : start].removesuffix("的")
    if size and size in scene.words.roles["size"]:
        name = scene.text[start:end] + size
        return NameMention(index, start, end, clean(scene, name), "threshold", False)
    noun = scene.text[start:end]
    if scene.patterns.then_paid.match(noun):
        noun, end = "", start  # 达到5000万元的|给予奖励: the condition's own words name it
    if gate and not piece.named and _row(scene, index)[0] is not scene.quantities[index]:
        return NameMention(index, start, end, gate, "threshold", False)
    if piece.named and piece.shape == "before" and not _joined(scene, piece.end):
        start, end = piece.start, piece.end
    return NameMention(
        index, start, end, clean(scene, _measured(scene, start, end, noun)), "threshold", False
    )


def _joined(scene: Scene, end: int) -> bool:
    """聚焦主导产业|和|10亿元以上项目: what stands before the class is another member."""
    return scene.words.has("and", scene.text[end - 1]) or scene.text[end] == "、"


def _class_end(scene: Scene, start: int, end: int) -> int:
    """学校|配备校医: the class ends where what it does begins."""
    tokens = scene.tokens
    for at in range(tokens.at(start) + 1, tokens.at(end - 1) + 1):
        if tokens.tags[at][:1] == "v" and scene.words.has("govern", tokens.words[at]):
            return tokens.starts[at]
    return end


def _measured(scene: Scene, start: int, end: int, noun: str) -> str:
    """招引|总投资|超100亿元的项目: what is measured, of the class where it cannot stand alone."""
    verb = narrowing(scene, start, end)
    core = scene.text[start + len(verb) : end]
    if scene.words.has("narrow", core):
        return scene.text[start:end] + noun.lstrip("的")  # 新增入库|超亿元|项目
    if not core or not (scene.words.has("bare", core) or _of_year(scene, core)):
        return scene.text[start:end]
    return noun.lstrip("的") + core


def _of_year(scene: Scene, core: str) -> bool:
    """上年度|营业收入: a level that says of which year cannot stand alone either."""
    met = scene.patterns.of_year.match(core)
    return met is not None and scene.words.has("bare", core[met.end() :])


def of_class(scene: Scene, mention: NameMention, offset: int) -> NameMention:
    """成长型企业的目标是：拥有专利8件以上，…: what each member of a class must have."""
    at = bisect_right(scene.gates, offset) - 1
    if at < 0 or scene.gates[at] < offset - LOOK:
        return mention  # most often: the pattern ends at such a colon
    low = scene.line_start(offset, "\n；。")
    if (end := scene.text.rfind("：", low, offset)) < 0:
        return mention
    found = scene.patterns.member.search(scene.text, low, end + 1)
    if not found:
        return mention
    if not found["who"].endswith(tuple(scene.words.roles["member"])):
        gate = found["what"] in scene.words.roles["gate"] and mention.shape == "before"
        return msgspec.structs.replace(mention, shape="threshold") if gate else mention
    return msgspec.structs.replace(mention, name=found["who"] + mention.name, shape="threshold")
