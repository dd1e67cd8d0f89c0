"""The shape of every lexicon's entries. One class per ``NAME.toml``; ``KINDS`` names them."""

from __future__ import annotations

import msgspec


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has. ``source`` says where the word or rule comes from, if from somewhere."""

    name: str
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()
    source: str | None = None
    remove: bool = False


KINDS: dict[str, type[Entry]] = {}
