"""What a bare level (总投资, 产量, 省级) is a level of."""

from __future__ import annotations

from extractor.find.naming.nouns import noun_end, plain_end
from extractor.find.naming.scene import Scene

_MOST = 3  # levels of one thing behind them


def behind(scene: Scene, index: int) -> str:
    """总投资|3亿元、全长48公里的|绕城公路: what a bare level is of, where it stands behind 的."""
    numbers, text = scene.quantities, scene.text
    end = scene.after_clause(numbers[index].start)[1]
    for number in numbers[index : index + _MOST]:
        if number.end >= end:
            return ""
        if text[number.end] == "的":
            start = number.end + 1
            stop = noun_end(scene, start, end, followed=False)
            last = scene.tokens.starts[scene.tokens.at(stop - 1)]
            if last > start and scene.tag(last)[:1] in "vlj":
                stop = last  # 绕城公路|全线贯通
            return text[start : plain_end(scene, start, stop)]
        if text[number.end] != "、":
            return ""
    return ""


def of_level_named(scene: Scene, level: str, core: str) -> str:
    """国家级示范区12个、省级|86个: the level takes the place of the one before."""
    other = next((word for word in scene.words.roles["level"] if core.startswith(word)), "")
    return level + core[len(other) :]


def of_level(scene: Scene, index: int) -> bool:
    """True for a number that can be a level: money, a count, a measure."""
    return scene.quantities[index].kind in ("amount", "count", "measurement")


def own_bearer(scene: Scene, index: int, core: str) -> str:
    """星河汽车全球销量5万辆，营收37亿元: the second level is of the firm, not of its sales."""
    return bearer(scene, core) if of_level(scene, index) else core


def bearer(scene: Scene, core: str) -> str:
    """What bears a level, without the level: 水稻种植面积 → 水稻."""
    for cut in range(1, len(core) - 1):
        rest = core[cut:]
        if scene.words.has("bare", rest) and not scene.words.has("of_act", rest):
            core = core[:cut]
            break
    for word in sorted(scene.words.roles["world"] | scene.words.roles["sown"]):
        core = core.removesuffix(word) or core
    return core
