"""The verb before a name's core: a governing one goes, a narrowing one stays."""

from __future__ import annotations

from collections.abc import Callable

from extractor.find.naming.scene import Piece, Scene

Lead = Callable[[Scene, int, int], int]
Span = tuple[int, int]
_BEARER = 4


def take_verb(
    scene: Scene, start: int, end: int, move: bool, versus: Span | None, lead: Lead
) -> Piece:
    """Take the governing verb off; keep a narrowing one. ``lead`` passes connectives."""
    if start >= end:
        return Piece("", start, end, "empty", move, versus)
    if (verbs := _only_verbs(scene, start, end)) is not None:
        return Piece(verbs, end, end, "trailing", move, versus)
    first, start = start, _inner_verb(scene, start, end)
    subject = _subject(scene, first, start) if start - first > 1 else ""
    ruled = False
    if scene.text[start] in scene.patterns.verb_first:
        begin = start
        start, verb = _past_governing(scene, start, end, lead)
        ruled = start > begin
        if verb is not None:
            return Piece(verb, end, end, "trailing", move, versus)
        to = -1 if move else scene.opening("move", start, end)
        if 0 < to < end and not _of_work(scene, to, end):
            start, move, ruled = scene.trim(to, end)[0], True, True
    if (verb := _trailing(scene, start, end)) is not None:
        return Piece(verb, end, end, "trailing", move, versus)
    return Piece("", start, end, "before", move, versus, subject, ruled)


def _of_work(scene: Scene, start: int, end: int) -> bool:
    """提升|改造农村公路: works, and no change; 提升|绿化覆盖率 moves a rate."""
    work = scene.opening("work", start, end) > 0
    return work and not scene.words.ends("stock", scene.text[start:end])


def _past_governing(scene: Scene, start: int, end: int, lead: Lead) -> tuple[int, str | None]:
    """Past the governing verbs; with a verb as second where nothing else is left."""
    for _ in range(3):
        to = scene.opening("narrow", start, end)
        if 0 < to < end:
            break
        if to == end and not scene.has("bare", start, end):
            return start, scene.text[start:end]
        to = scene.opening("govern", start, end)
        if to < 0 or (to < end and _relative_clause(scene, to, end)):
            break
        start, _ = scene.trim(to, end)
        start = lead(scene, start, end)
        if start >= end:
            return start, ""
    return start, None


def _trailing(scene: Scene, start: int, end: int) -> str | None:
    """The verb at the phrase's end that governs what follows the number; "" when it falls away."""
    if scene.text[end - 1] not in scene.patterns.verb_last:
        return None
    at = scene.ending("govern", start, end)
    if at > start and _is_verb(scene, at):
        return ""
    at = scene.ending("narrow", start, end)
    new = at > start and _is_verb(scene, at) and scene.text[at] in scene.words.roles["new"]
    return scene.text[at:end] if new else None


def _only_verbs(scene: Scene, start: int, end: int) -> str | None:
    """新引进和培育 before a number: several verbs, of which a narrowing one stays."""
    if not scene.patterns.list_first.search(scene.text, start, end):
        return None  # most often
    core = scene.text[start:end]
    parts = scene.patterns.list_mark.split(core)
    if len(parts) < 2 or not all(
        scene.words.has("govern", part) or scene.words.has("narrow", part) for part in parts
    ):
        return None
    return core if scene.words.has("narrow", parts[0]) else ""


def _subject(scene: Scene, start: int, end: int) -> str:
    """What stood before the verb, if it can carry a name: 白酒产业|实现|营收."""
    for _ in range(3):
        at = max(
            scene.ending("push", start, end),
            scene.ending("how", start, end),
            scene.ending("link", start, end),
        )
        if at < 0:
            break
        end = at
    start, end = scene.trim(start, end)
    while (at := scene.ending("and_then", start, end)) > start:
        end = at
    if (to := scene.opening("govern", start, end)) > 0:
        start = to
    if end - start < 2 or scene.tag(end - 1) in ("nt", "ns", "r", "d"):
        return ""
    return scene.text[start:end]


def _relative_clause(scene: Scene, start: int, end: int) -> bool:
    """达到国家标准的企业: the verb stands in the noun's own clause and stays."""
    at = scene.text.find("的", start, end)
    return 0 <= at < end - 1 and not scene.has("govern", start, start + 2)


def _inner_verb(scene: Scene, start: int, end: int) -> int:
    """Start of the last strong verb that a subject or 共/已 stands before."""
    tokens, verbs = scene.tokens, scene.patterns.verbs
    words, starts = tokens.words, tokens.starts
    # A verb that opens or ends the phrase governs nothing in it.
    first, last = tokens.at(start) + 1, tokens.at(end - 1)
    if verbs.isdisjoint(words[first:last]):
        return start  # most often
    if scene.opening("per", start, end) > 0:
        return start  # 每万人拥有专利: the verb belongs to the ratio's name
    narrow = scene.words.roles["narrow"]
    at = tokens.at(max(start, scene.opening("narrow", start, end)))
    while at < last and (words[at] == "、" or words[at] in narrow):
        at += 1  # 调处、查处专利案件: verbs in a row are no subject
    for verb in range(last - 1, max(first, at) - 1, -1):
        if (
            words[verb] in verbs  # first, as few words are
            and tokens.tags[verb][:1] == "v"
            and _opens_name(scene, verb, start, end)
        ):
            return starts[verb]
    return start


def _opens_name(scene: Scene, at: int, start: int, end: int) -> bool:
    """True when the verb has its subject before it and its object behind."""
    tokens, words = scene.tokens, scene.words
    begin, word = tokens.starts[at], tokens.words[at]
    if scene.text.count("（", start, begin) > scene.text.count("）", start, begin):
        return False  # 固定资产投资（不含农户）
    if words.has("or", scene.text[begin + len(word)]):
        return False  # 水质达到|或|优于Ⅲ类比例
    if words.has("list_end", tokens.words[at + 1]):
        return False  # 共同富裕、产品价值|实现|等试点
    if words.has("narrow", tokens.words[at - 1]):
        return False  # 新增建成产能: two verbs of one name
    pushed = words.has("push", tokens.words[at - 1]) or tokens.tags[at - 1] in ("nt", "d")
    if not pushed and word[0] in words.roles["new"] and _of_bearer(scene, start, begin, end):
        return False
    return (words.has("strong", word) or pushed) and "的" not in scene.text[begin:end]


def _of_bearer(scene: Scene, start: int, begin: int, end: int) -> bool:
    """城镇|新增就业, 规模企业|新增从业人员培训率: what something new is of stays."""
    return begin - start <= _BEARER or scene.words.ends("rate_end", scene.text[begin:end])


def _is_verb(scene: Scene, offset: int) -> bool:
    at = scene.tokens.at(offset)
    return scene.tokens.tags[at] == "v" or scene.words.has("strong", scene.tokens.words[at])
