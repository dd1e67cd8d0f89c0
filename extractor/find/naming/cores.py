"""Names made of the words found: the core before, the noun after, or what was spoken of."""

from __future__ import annotations

import msgspec

from extractor.find.naming import payments
from extractor.find.naming.carried import NEAR, continues, takes_verb
from extractor.find.naming.levels import behind, of_level, of_level_named, own_bearer
from extractor.find.naming.nouns import levelled, plain_end, turned
from extractor.find.naming.phrases import clean, join, narrowing
from extractor.find.naming.scene import Piece, Scene, State
from extractor.find.naming.topics import industry, label, subject, topic
from extractor.mentions import NameMention, QuantityMention

_SHORT = 5  # a shorter noun after the number takes its item's label
_LASTING = 4
_ROW = 24
_NEW = 3


def running(scene: Scene, index: int) -> bool:
    """True when the words since the number before make this one the running total."""
    between = scene.text[scene.quantities[index - 1].end : scene.quantities[index].start]
    return len(between) < NEAR and any(w in between for w in scene.words.roles["running"])


def inherited(scene: Scene, index: int, piece: Piece, state: State, *, move: bool) -> NameMention:
    """The name the sentence spoke of before (…，同比增长5%)."""
    name = state.name
    if not move and index and running(scene, index):
        name = name.replace(scene.words.only("new_verb"), "", 1)
    if piece.verb and piece.shape == "trailing":
        name = piece.verb
        if scene.quantities[index].kind == "amount" and scene.words.has("pay", name):
            whom = payments.payee(scene, piece.start) or state.core
            return NameMention(index, piece.start, piece.end, whom + name, "after", move)
        if not _alone(scene, index, piece.verb, state):
            name += state.core or state.name
    return NameMention(index, state.start, state.end, name, "inherited", move, None, piece.versus)


def _alone(scene: Scene, index: int, verb: str, state: State) -> bool:
    """民宿500家，带动就业2万人: the verb says what is counted where the unit is another.

    So it does where what was counted before is another act: 新增就业9万人，扶持创业2万人.
    """
    other = scene.quantities[index].unit != state.unit or scene.words.ends("alone", state.name)
    return other and scene.words.has("alone", verb)


def made(
    scene: Scene,
    index: int,
    span: tuple[int, int],
    name: str,
    piece: Piece,
    state: State,
    core: str = "",
) -> NameMention:
    """A mention with a complete name; ``core`` is what later items may inherit."""
    state.core = core or name
    name = clean(scene, payments.completed(scene, name, span[0]))
    return NameMention(index, *span, name, "after", piece.move, None, piece.versus)


def after(
    scene: Scene,
    index: int,
    piece: Piece,
    noun: tuple[int, int] | None,
    state: State,
    verbless: bool = False,
) -> NameMention | None:
    """The name from the noun after the number, else from the sentence."""
    quantity = scene.quantities[index]
    if noun is None:
        return _without_noun(scene, index, piece, state)
    start, end = noun
    if scene.patterns.not_counted.search(scene.text, max(0, quantity.start - 4), quantity.start):
        return None
    if quantity.kind == "share" and scene.text[quantity.end] == "的":
        _, end = scene.after_clause(start)
    words = levelled(scene, index, (start, end))
    if len(words) == end - start:
        words = turned(scene, start, plain_end(scene, start, end))
    own = piece.shape == "trailing" and not piece.verb  # 建设 after 改扩建 governs by itself
    own = own or scene.ending("work", start, end) > start  # 36个旧厂房改造 has its verb behind it
    if state.listed and not own:  # 完成30个帮扶任务: a verb that may link as well
        own = scene.ending("govern", max(0, quantity.start - _SHORT), quantity.start) >= 0
    own = own or _apart(scene, index)
    verb = piece.verb or (state.verb if state.listed and not verbless and not own else "")
    of = label(scene, start) if len(words) < _SHORT and not verb else ""
    state.listed = bool(piece.verb) or state.listed
    state.verb, state.after = verb, end
    name = verb + of + words
    mention = made(scene, index, (start, end), name, piece, state, scene.text[start:end])
    return msgspec.structs.replace(mention, shape="apposed") if verbless else mention


def _apart(scene: Scene, index: int) -> bool:
    """新增企业3家，甲厂获评国家级工厂，6家企业入围: a clause of another subject lies between."""
    if not index:
        return False
    clauses, numbers = scene.clauses, scene.quantities
    return clauses.at(numbers[index].start) - clauses.at(numbers[index - 1].end - 1) > 1


def listed(
    scene: Scene, index: int, piece: Piece, noun: tuple[int, int], state: State
) -> NameMention:
    """甲、乙等18个项目落地: the noun behind the number names what the list holds."""
    verb = narrowing(scene, piece.start, piece.end)
    name = verb + turned(scene, *noun)
    return made(scene, index, noun, name, piece, state, scene.text[slice(*noun)])


def per_head(
    scene: Scene, index: int, piece: Piece, noun: tuple[int, int], each: str, state: State
) -> NameMention:
    """对获奖人才给予|每人|6000元|补贴: whom it is for, each, and what is paid."""
    whom = payments.payee(scene, scene.quantities[index].start) or state.core
    name = whom + each + scene.text[slice(*noun)]
    return made(scene, index, noun, name, piece, state, whom)


def _without_noun(scene: Scene, index: int, piece: Piece, state: State) -> NameMention | None:
    quantity = scene.quantities[index]
    if quantity.kind == "amount" and (paid := payments.announced(scene, quantity.start)):
        return made(scene, index, paid[:2], paid[2], piece, state)
    if state.name and piece.shape == "empty" and not piece.move and quantity.unit != state.unit:
        newer = _of_subject(scene, index, piece, state, newer=True)
        if newer is not None:
            return newer
    again = index > 0 and quantity.unit == scene.quantities[index - 1].unit
    if state.name and (again or piece.move or piece.shape != "trailing" or piece.verb):
        move = piece.move or (state.moved and piece.shape == "empty" and _in_row(scene, index))
        return inherited(scene, index, piece, state, move=move)
    return _of_subject(scene, index, piece, state) if not state.name else None


def _of_subject(
    scene: Scene, index: int, piece: Piece, state: State, *, newer: bool = False
) -> NameMention | None:
    """物流总额保持稳定增长，2020年|300万亿元: the subject of the clause before.

    ``newer``: a level named since the last number takes its place.
    """
    offset = scene.quantities[index].start
    span = subject(scene, offset)
    if span is None or (newer and scene.numbers_in(span[0], offset)):
        return None
    name = scene.text[slice(*span)]
    if newer and not scene.words.ends("stock", name):
        return None
    if piece.shape == "trailing":
        verb = scene.text[scene.tokens.starts[scene.tokens.at(piece.end - 1)] : piece.end]
        name += verb
    state.core = scene.text[slice(*span)]
    return NameMention(index, *span, clean(scene, name), "inherited", piece.move)


def _in_row(scene: Scene, index: int) -> bool:
    """下降38%、37%和65%: a number of the same kind behind a list mark."""
    if index == 0:
        return False
    before, quantity = scene.quantities[index - 1], scene.quantities[index]
    return before.kind == quantity.kind and scene.only_marks(before.end, quantity.start)


def lasting(scene: Scene, quantity: QuantityMention) -> bool:
    """连续4年: how long something went on is no level of it."""
    if quantity.kind != "duration":
        return False
    before = scene.text[max(0, quantity.start - _LASTING) : quantity.start]
    if scene.words.ends("lasting", before):
        return True
    met = scene.patterns.lasting_row.search(
        scene.text, max(0, quantity.start - _ROW), quantity.start
    )
    return met is not None  # 连续15年、|8年


def before(scene: Scene, index: int, piece: Piece, state: State) -> NameMention:
    """The name from the core before the number, completed from the sentence where it is bare."""
    start, core = _narrowed(scene, piece)
    span = (start, piece.end)
    if met := _goal(scene, index, core, piece, state):
        return _of_goal(scene, index, span, met, state)
    special = _of_share(scene, index, core, piece, state) or _of_payment(
        scene, start, piece, core, index
    )
    if special is not None:
        name, kept = special
        return made(scene, index, span, name, piece, state, kept)
    verb = narrowing(scene, start, piece.end)
    roles = scene.words.roles
    if verb and state.verb[:1] in roles["new"] and scene.text[piece.start - 1] == "、":
        telling = verb != core and scene.words.has("telling_verb", verb)
        verb = "" if telling else verb  # 新增公园29个、|绿化景观路|21条
    level = scene.ending("bare", start, piece.end)
    if level >= start and (whose := behind(scene, index)):
        of = whose + scene.text[level : piece.end]  # 推进一批|总投资|50亿元的|转型项目
        return made(scene, index, span, (verb if level > start else "") + of, piece, state, whose)
    bare = core in roles["bare"] or core in roles["level"] or core == verb
    name = _completed(scene, index, core, verb, bare, start, piece, state)
    if state.scope:
        name, state.scope = state.scope + name, ""
    if not bare:
        kept = core[len(verb) :].removesuffix(scene.words.only("new_verb"))
        state.core = kept or core  # 持牌机构新增47家、总数达71家
        if verb or piece.ruled or (state.verb and not continues(scene, index)):
            state.verb = verb
    quantity = scene.quantities[index]
    told = quantity.kind == "share" or scene.trim(piece.end, quantity.start)[1] > piece.end
    if told and not verb and scene.words.ends("stock", core):
        state.verb = ""  # 新增并网15万千瓦，装机规模|达|47万千瓦、发电9亿千瓦时
    state.listed = bool(state.verb)
    return NameMention(index, *span, clean(scene, name), "before", piece.move, None, piece.versus)


def _narrowed(scene: Scene, piece: Piece) -> tuple[int, str]:
    """The core without the list, the 按 or the 给予 before what is measured."""
    end = scene.ending("list_end", piece.start, piece.end)  # 社会资金、产业基金|等|14.6亿元
    start, core = piece.start, scene.text[piece.start : end if end > piece.start else piece.end]
    patterns = scene.patterns
    if not scene.words.roles["new"].isdisjoint(core[-_NEW:]):
        core = patterns.each_new.sub("", core)  # 养老机构、托育机构|各|新增
    if not patterns.narrows_first.search(core) or not patterns.narrows.search(core):
        return start, core  # no word of the patterns below
    if met := scene.patterns.enumerated.match(core):
        return start + met.start("noun"), narrowing(scene, start, piece.end) + met["noun"]
    if met := scene.patterns.by.search(core):
        return start + met.start("noun"), met["noun"]
    if met := scene.patterns.limit.match(core):
        return start + met.end(), core[met.end() :]
    if met := scene.patterns.by_end.search(core):
        core = core[: met.start()]
    if (met := scene.patterns.pay.given_by.search(core)) and met.start():
        return start, core[: met.start()] + core[met.end() :]
    if given := scene.patterns.pay.giving.match(core):
        return start + given.end(), core[given.end() :]
    return start, core


def _of_share(
    scene: Scene, index: int, core: str, piece: Piece, state: State
) -> tuple[str, str] | None:
    """Name and core of a share of a whole: 专利60%集中在…, …，占总产值30%, A占比."""
    quantity, verb = scene.quantities[index], scene.words.has("share_verb", core[:1])
    if quantity.kind != "share" and not verb and not state.whole:
        return None  # most often
    head = scene.words.only("share_head")
    if quantity.kind == "share" and (
        met := scene.patterns.share_of.match(scene.text, quantity.end)
    ):
        state.whole = core
        return f"{met['whole']}{core}{head}", ""
    head_word, of, _ = core.partition(scene.words.only("part_of"))
    if of and state.core and not core.endswith(head) and scene.words.has("bare", head_word):
        return join(state.core, core), state.core  # 重点产业链壮大，|增加值占规上工业比重
    if verb and state.name and not piece.move:
        name = scene.patterns.share_cut.split(state.name)[0] + core
        return name, name
    part = quantity.kind == "share" and core[-1:] in scene.words.roles["part_of"]
    if part:
        core = core[:-1] + head  # 护理型床位占|45%
    if state.whole and core.endswith(head) and state.whole not in core:
        return core.removesuffix(head) + state.whole + head, ""
    return (core, core.removesuffix(head)) if part else None


def _goal(scene: Scene, index: int, core: str, piece: Piece, state: State) -> str:
    """The goal that a number is a share of, or nothing."""
    if scene.quantities[index].kind != "share" or not state.name or piece.move:
        return ""
    if not scene.words.ends("goal", core):
        return ""  # most often
    met = scene.patterns.of_goal.fullmatch(core)
    if met is None or (scene.words.has("goal", core) and not _of(scene, index)):
        return ""  # 今年完成40%，计划50%
    return met["goal"]


def _of(scene: Scene, index: int) -> bool:
    return scene.words.has("particle", scene.text[scene.quantities[index].start - 1])


def _of_goal(
    scene: Scene, index: int, span: tuple[int, int], goal: str, state: State
) -> NameMention:
    """新增就业3万人，完成年度任务的|98%|，增长5%: a share of its goal; 5% is not of it."""
    name = clean(scene, state.name + scene.words.only("part_of") + goal)
    return NameMention(index, *span, name, "goal", False)


def _of_payment(
    scene: Scene, start: int, piece: Piece, core: str, index: int
) -> tuple[str, str] | None:
    """Name and core of a payment or of a rate that is paid."""
    quantity = scene.quantities[index]
    if quantity.kind == "amount" and scene.words.has("each_payee", core):
        paid_before = payments.announced(scene, quantity.start)
        if paid_before is not None:
            core = payments.payee(scene, paid_before[0]) + core
            noun = scene.text[paid_before[0] : paid_before[1]]
            return core + noun, core
        if paid := scene.patterns.pay.paid.match(scene.text, quantity.end):
            return payments.payee(scene, start) + core + paid["noun"], core  # 按每人900元给予补助
    if quantity.kind == "amount" and (graded := payments.graded(scene, core)):
        return graded, graded
    if payments.bare(scene, core):
        core = payments.payee(scene, start) + core
        return core, core
    if quantity.kind == "amount" and (noun := payments.by_standard(scene, quantity.end)):
        return core + noun, core
    paid = (
        scene.patterns.pay.paid.match(scene.text, quantity.end)
        if quantity.kind == "share"
        else None
    )
    if paid is None:
        return None
    payee = payments.payee(scene, piece.end)
    core = core.removeprefix(payee)
    if paid["ceiling"] or paid["of"].endswith(scene.words.only("ratio")):
        base = scene.words.only("part_of") + core + scene.words.only("ratio")
        return payee + paid["noun"] + base, payee + core
    return payee + core + paid["noun"], payee + core


def _completed(
    scene: Scene,
    index: int,
    core: str,
    verb: str,
    bare: bool,
    start: int,
    piece: Piece,
    state: State,
) -> str:
    """A bare core joined to what the sentence speaks of; a listed one with its verb."""
    if not bare:
        return state.verb + core if takes_verb(scene, index, piece, state, verb) else core
    if piece.subject:
        state.core, state.listed = piece.subject, False
    elif (found := topic(scene, start)) and (not state.core or scene.words.ends("topic", found)):
        state.core = found
    elif not state.core and not piece.move and of_level(scene, index):
        state.core = industry(scene, start)
    if not state.core:
        return core
    if piece.move:
        return join(state.core, core)
    if scene.words.has("total_head", core) and own_bearer(scene, index, state.core) != state.core:
        return state.core  # 生产总值增长6%、总量达4000亿元
    if scene.words.has("level", core):
        return of_level_named(scene, core, state.core)
    if core == verb:
        return core if _alone(scene, index, verb, state) else verb + state.core
    of = state.verb if scene.words.has("of_act", core) else ""
    return of + join(own_bearer(scene, index, state.core), core)


def beside(scene: Scene, index: int, piece: Piece) -> bool:
    """缩短A周期50%、B周期40%: an item after 、 of the same kind moves as well; a total does not."""
    if index == 0 or scene.has("bare", piece.start, piece.end):
        return False
    if scene.ending("share_end", piece.start, piece.end) >= 0:
        return False  # …增长4%、税收占比85%
    mark = scene.text[scene.quantities[index - 1].end]
    same = scene.quantities[index].kind == scene.quantities[index - 1].kind
    return same and (mark == "、" or scene.words.has("and", mark))
