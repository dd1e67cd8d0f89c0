"""Patterns that stand in the lexicon: compiled, or refused in one clear line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import regex

from extractor.errors import LexiconError


def compile_entry(name: str, pattern: str) -> re.Pattern[str]:
    """``pattern`` of the lexicon entry ``name``; raises ``LexiconError`` when it is none."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise _refused(name, pattern, error) from None


def compile_all(parts: list[tuple[str, str]]) -> regex.Pattern[str]:
    """One pattern of many (entry name, pattern) parts; raises ``LexiconError`` for a bad one."""
    for name, part in parts:
        try:
            regex.compile(part)
        except regex.error as error:
            raise _refused(name, part, error) from None
    return regex.compile("|".join(part for _, part in parts) or "(?!)")


def _refused(name: str, pattern: str, error: Exception) -> LexiconError:
    return LexiconError(name, f"{pattern!r} is no pattern: {error}", "mend this lexicon entry")


def lengths_by(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the words, longest first, by their character at ``place`` (0 or -1)."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[place]].add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level: ``a|b(?:c|d)`` is ``a`` and ``b(?:c|d)``."""
    parts, depth, boxed, start = [], 0, False, 0
    for index, char in enumerate(pattern):
        boxed = char == "[" or (boxed and char != "]")
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth and not boxed:
            parts.append(pattern[start:index])
            start = index + 1
    return [*parts, pattern[start:]]


def first_characters(part: str) -> set[str]:
    """The characters one alternative may start with (literals, classes and ``?`` after them)."""
    firsts: set[str] = set()
    rest = part
    while rest:
        if rest.startswith(("(?<", "(?!", "(?=")):
            rest = rest[rest.index(")") + 1 :]
            continue
        if rest[0] == "[":
            close = rest.index("]")
            found, rest = set(rest[1:close]), rest[close + 1 :]
        elif rest.startswith("(?:"):
            close = rest.index(")")
            found = set().union(*(first_characters(p) for p in alternatives(rest[3:close])))
            rest = rest[close + 1 :]
        else:
            found, rest = {rest[0]}, rest[1:]
        firsts |= found
        if not rest.startswith(("?", "{0")):
            break
        rest = rest[1:]
    return firsts
