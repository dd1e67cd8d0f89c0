"""Groups of organisations beside the single mentions of a text."""

from __future__ import annotations

from extractor.mentions import PlaceMention

EACH = frozenset("省市县州区盟旗镇乡道地级）)")  # last characters of 各县（市、区）, 各镇街道
_JOINTS = frozenset("和与及")


def merge(found: list[PlaceMention], groups: list[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Groups win over what they overlap (各县（区）政府 over 区政府)."""
    kept: list[PlaceMention] = []
    at = 0
    for mention in found:
        while at < len(groups) and groups[at].end <= mention.start:
            kept.append(groups[at])
            at += 1
        if mention.kind == "organisation":
            # 各区 + 教育局: the departments of all of them.
            if at < len(groups) and groups[at].start <= mention.start < groups[at].end:
                if mention.end > groups[at].end and _of_each(groups[at], mention):
                    kept.append(_joined(groups[at], mention))
                    at += 1
                continue
            if kept and kept[-1].end == mention.start and _of_each(kept[-1], mention):
                kept[-1] = _joined(kept[-1], mention)
                continue
        if at == len(groups) or mention.end <= groups[at].start:
            kept.append(mention)
    kept.extend(groups[at:])
    return tuple(kept)


def _of_each(group: PlaceMention, mention: PlaceMention) -> bool:
    """Whether a department may be that of each member: it carries no region of its own."""
    return group.kind == "group" and group.name[-1] in EACH and mention.name[0] not in _JOINTS


def _joined(group: PlaceMention, mention: PlaceMention) -> PlaceMention:
    name = group.name + mention.name[group.end - mention.start :]
    return PlaceMention(group.start, mention.end, name, "group")
