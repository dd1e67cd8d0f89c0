"""What a sentence speaks of, for names that cannot stand alone."""

from __future__ import annotations

import re

from extractor.find.naming.phrases import lead
from extractor.find.naming.scene import Borders, Scene
from extractor.language.tokens import Tokens

_NUMBER = re.compile(r"^(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）).．、]|[①-⑳])\s*")
_WORDS = 5  # words before the head of an industry's name
_LONGEST = 14  # a longer opening clause is no topic


def topic(scene: Scene, offset: int) -> str:
    """机械制造产业，重点推动…，实现产值80亿元: the noun that opens the sentence."""
    starts, clause = scene.clauses.starts, scene.clauses.at(offset)
    first, low = clause, scene.line_start(offset, "。\n")
    while first > 0 and starts[first - 1] >= low:
        first -= 1
    start, end = starts[first], scene.clauses.ends[first]
    if first == clause or not 2 < end - start <= _LONGEST:
        return ""
    tags = scene.tokens.tags[scene.tokens.at(start) : scene.tokens.at(end - 1) + 1]
    if scene.text[start:end].endswith(tuple(scene.words.roles["topic"])):
        return scene.text[start:end] if tags[0] not in ("v", "d", "p") else ""
    noun = all(tag[:1] in "nvajmx" and tag not in ("v", "ns", "nt") for tag in tags)
    return scene.text[start:end] if noun and tags[-1][:1] in "nv" else ""


def subject(scene: Scene, offset: int) -> tuple[int, int] | None:
    """The noun that the clause before opens with and a verb follows: 物流总额|保持稳定增长."""
    clauses, tokens, clause = scene.clauses, scene.tokens, scene.clauses.at(offset)
    if clause < 1 or clauses.sentences[clause] != clauses.sentences[clause - 1]:
        return None
    start, end = clauses.starts[clause - 1], clauses.ends[clause - 1]
    start = lead(scene, start, end)
    at = first = tokens.at(start)
    while at < len(tokens) and tokens.starts[at] < end and _heads(scene, at, first):
        if at > first and _linking(scene, at):
            break  # 实际|利用外资 may open it
        at += 1
    if at == first or tokens.starts[first] != start or tokens.starts[at] >= end:
        return None
    stop = tokens.starts[at]
    follows = tokens.tags[at] in ("v", "d", "p") or _linking(scene, at)
    noun = tokens.tags[at - 1][:1] == "n" and tokens.tags[at - 1] not in ("nt", "ns", "nr")
    if not noun or tokens.tags[first][:1] == "v":  # 种植|面积: only what can be measured
        noun = scene.words.ends("stock", scene.text[start:stop])
    return (start, stop) if noun and follows and stop - start > 1 else None


def _heads(scene: Scene, at: int, first: int) -> bool:
    """True for a word that a subject may hold: a verb that opens it (种植面积), 收入 as well."""
    tag, word = scene.tokens.tags[at], scene.tokens.words[at]
    opens = at == first and tag[:1] == "v"
    return tag[:1] in "najb" or tag == "vn" or opens or scene.words.has("stock", word)


def _linking(scene: Scene, at: int) -> bool:
    """保持稳定 is one word to the segmenter, and no noun."""
    word = scene.tokens.words[at]
    return any(
        scene.words.has(role, word[:size])
        for size in range(2, len(word) + 1)
        for role in ("link", "how")
    )


def industry(scene: Scene, offset: int) -> str:
    """加快建成白酒产业集群。…，力争实现营收80亿元: the industry the paragraph named last."""
    low = scene.line_start(offset)
    met = list(scene.patterns.industry.finditer(scene.text, low, offset))
    if not met:
        return ""
    tokens = scene.tokens.split(low, offset)  # also of sentences without numbers
    borders = Borders(tokens.starts)
    found = [word for word in met if word.end() in borders]
    if not found:
        return ""
    end = found[-1].end()
    first = at = tokens.at(end - 1)
    while at > 0 and first - at < _WORDS and _nominal(tokens, at - 1, low):
        at -= 1
    start = tokens.starts[at]
    return scene.text[start:end] if start < found[-1].start() else ""


def _nominal(tokens: Tokens, at: int, low: int) -> bool:
    tag = tokens.tags[at]
    return tokens.starts[at] >= low and (tag[:1] in "nabj" or tag in ("vn", "an", "eng"))


def label(scene: Scene, offset: int) -> str:
    """消防救援物资：在北京建设8个中央级库: an item's label says of what."""
    found, clauses = topic(scene, offset), scene.clauses
    if not found:
        return ""
    clause = clauses.at(offset)
    while clause > 0 and not scene.text.startswith(found, clauses.starts[clause]):
        clause -= 1
    if scene.text[clauses.ends[clause]] not in "：:":
        return ""
    return _NUMBER.sub("", found)


def scope_before(scene: Scene, clause: int) -> str:
    """“拥有专利的主体中，国有企业占比…”: the clause before says within what."""
    clauses = scene.clauses
    if clause == 0 or clauses.sentences[clause - 1] != clauses.sentences[clause]:
        return ""
    start, end = clauses.starts[clause - 1], clauses.ends[clause - 1]
    if not scene.words.has("among", scene.text[end - 1]) or end - start < 4:
        return ""
    return "" if scene.numbers_in(start, end) else scene.text[start:end]
