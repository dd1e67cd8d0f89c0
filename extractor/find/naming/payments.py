"""Payments: what is given, and to whom or for what (对X，给予…200万元奖励)."""

from __future__ import annotations

from extractor.find.naming.scene import LOOK, Piece, Scene
from extractor.mentions import QuantityMention

# Longer names of payments say by themselves what is paid.
_BARE = 8
# Marks of a clause's end, wherever they stand unmasked.
_OVER = frozenset("，。；\n")
_TIERS = 2  # clauses back in which a payment is announced


def completed(scene: Scene, name: str, offset: int) -> str:
    """A bare name of a payment with its receiver: 奖励 → 技术中心奖励."""
    whom = payee(scene, offset) if bare(scene, name) else ""
    return name if name.startswith(whom) else whom + name


def bare(scene: Scene, name: str) -> bool:
    """True when a name says that something is paid but hardly for what."""
    return len(name) <= _BARE and pays(scene, name)


def pays(scene: Scene, words: str) -> bool:
    """True when the words name a payment."""
    return scene.words.ends("pay", words)


def per_head(scene: Scene, quantity: QuantityMention, piece: Piece) -> str:
    """每人, 每家 before an amount of what is paid to each; empty where none stands."""
    if quantity.kind != "amount" or not piece.named:
        return ""
    at = scene.ending("each_payee", piece.start, piece.end)
    return scene.text[at : piece.end] if at >= 0 else ""


def receiver(scene: Scene, quantity: QuantityMention, piece: Piece) -> str:
    """按档次给予|版权方|最高50万元|奖励: who is paid, named between verb and amount."""
    if quantity.kind != "amount" or not piece.named:
        return ""
    found = list(scene.patterns.pay.handed.finditer(scene.text, piece.start, piece.end))
    return found[-1]["whom"] if found else ""


def graded(scene: Scene, core: str) -> str:
    """被评为|五星级|的给予10万元: the grade; empty where the core opens with no such word."""
    met = scene.patterns.pay.graded.match(core)
    return core[met.end() :] if met and len(core) - met.end() > 1 else ""


def by_standard(scene: Scene, offset: int) -> str:
    """按博士5万元、硕士3万元|的标准给予生活补贴: what is paid, after the last of the row."""
    if scene.clauses.masked[offset : offset + 1] in _OVER:
        return ""  # the clause ends with the number
    _, end = scene.after_clause(offset)
    found = scene.patterns.pay.standard.search(scene.text, offset, end)
    return found["noun"] if found else ""


def without_receiver(scene: Scene, core: str) -> str:
    """企业一次性奖补 where the sentence says which: 一次性奖补."""
    for word in scene.words.roles["receiver"]:
        rest = core.removeprefix(word)
        if rest != core and pays(scene, rest) and len(rest) > 1:
            return rest
    return core


def announced(scene: Scene, offset: int) -> tuple[int, int, str] | None:
    """对X给予奖补，最高300万元: what a clause before pays, and to whom."""
    clause = scene.clauses.at(offset)
    low = scene.clauses.starts[max(0, clause - _TIERS)]
    low = max(low, scene.line_start(offset, "。\n"))
    found = list(scene.patterns.pay.given.finditer(scene.text, low, offset))
    if not found:
        return None
    start, end = found[-1].span("noun")
    return start, end, payee(scene, start) + found[-1]["noun"]


def payee(scene: Scene, offset: int) -> str:
    """Whom or what the payment is for, as its sentence says; empty where it does not."""
    clauses, clause = scene.clauses, scene.clauses.at(offset)
    first = clause
    while (
        first > 0
        and clauses.sentences[first - 1] == clauses.sentences[clause]
        and offset - clauses.starts[first - 1] < LOOK
    ):
        first -= 1
    found = list(scene.patterns.pay.payee.finditer(clauses.masked[clauses.starts[first] : offset]))
    if not found:
        return ""
    start = clauses.starts[first] + found[-1].start("whom")
    stop = start + len(found[-1]["whom"])
    if farther := scene.patterns.pay.farther.match(clauses.masked, stop, offset):
        return scene.text[slice(*farther.span("head"))]  # 对通过评审，且连续两年盈利的|企业|，给予
    whom = scene.text[start:stop].rstrip("的")
    if bound := scene.patterns.pay.bound_payee.match(whom):
        whom = bound["whom"]  # 住宿业企业|次年营业额增长50%以上的
    skip = scene.patterns.pay.payee_skip.match(whom)
    return whom[skip.end() :] if skip and skip.end() < len(whom) else whom
