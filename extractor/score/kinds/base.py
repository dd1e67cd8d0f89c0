"""What the rules of all record types share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from extractor.plan import Plan
from extractor.score.equal import plain
from extractor.score.pairing import Item, Rank

Compared = tuple[bool, Any, Any]  # equal?, expected, got
Fields = dict[str, Compared]
Link = Callable[[str | None], str | None]
HALF = 0.5  # two spans that share at least half of what they cover are the same thing


class Context(msgspec.Struct, frozen=True):
    """``text`` that both plans quote; ``link`` turns a predicted record's id into gold's.

    ``link(None)`` is None; an id without a partner in gold becomes one that gold cannot have.
    """

    text: str
    link: Link


class Kind(msgspec.Struct, frozen=True):
    """The rules of one record type: its items, when two match, what is compared, its label."""

    name: str
    items: Callable[[Plan, Link], Iterator[Item]]
    closeness: Callable[[Context, Item, Item], Rank | None]
    fields: Callable[[Context, Item, Item], Fields]
    label: Callable[[Item], str]


def same(expected: Any, got: Any) -> Compared:
    """A field that must be equal as it stands."""
    return expected == got, expected, got


def words(expected: str | None, got: str | None) -> Compared:
    """A field whose words must be equal but for white space and width."""
    return plain(expected) == plain(got), expected, got


def labelled(name: str, compared: Compared) -> Fields:
    """The field only where gold labels it (neither null nor empty)."""
    return {name: compared} if compared[1] not in (None, "", (), {}) else {}


def home(context: Context, gold: Any, predicted: Any, field: str) -> Fields:
    """A field that holds another record's id, compared through the pairs already made."""
    return labelled(field, same(getattr(gold, field), context.link(getattr(predicted, field))))


def no_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    """For records that are nothing beyond what matched."""
    return {}


def name_label(item: Item) -> str:
    """The record's name."""
    return str(item.record.name)
