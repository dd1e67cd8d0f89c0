"""Patterns that stand in the lexicon: compiled, or refused in one clear line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

import regex

from extractor.errors import LexiconError

_MEMBER = re.compile(r"(.)-(.)|(.)", re.DOTALL)
_WIDE = 64  # a class of more characters is not unfolded behind the first


def compile_entry(name: str, pattern: str) -> re.Pattern[str]:
    """``pattern`` of the lexicon entry ``name``; raises ``LexiconError`` when it is none."""
    try:
        return re.compile(pattern)
    except re.error as error:
        raise _refused(name, pattern, error) from None


def compile_all(parts: list[tuple[str, str]]) -> regex.Pattern[str]:
    """One pattern of many (entry name, pattern) parts; raises ``LexiconError`` for a bad one."""
    try:
        return regex.compile("|".join(part for _, part in parts) or "(?!)")
    except regex.error:
        for name, part in parts:  # each by itself only now: compiling is slow
            try:
                regex.compile(part)
            except regex.error as error:
                raise _refused(name, part, error) from None
        raise


def _refused(name: str, pattern: str, error: Exception) -> LexiconError:
    return LexiconError(name, f"{pattern!r} is no pattern: {error}", "mend this lexicon entry")


def class_of(characters: Iterable[str]) -> str:
    """A class of these characters; a pattern that never matches where there is none."""
    inside = "".join(map(re.escape, sorted(set(characters))))
    return f"[{inside}]" if inside else "(?!)"


def starting_with(words: Collection[str]) -> str:
    """A look-ahead that holds before each word, and before few others: two classes long."""
    single = {word for word in words if len(word) == 1}
    longer = [word for word in words if word[0] not in single]
    firsts, seconds = class_of(w[0] for w in longer), class_of(w[1] for w in longer)
    return f"(?={class_of(single)}|{firsts}{seconds})"


def lengths_by(words: Iterable[str], place: int) -> dict[str, tuple[int, ...]]:
    """The lengths of the words, longest first, by their character at ``place`` (0 or -1)."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in words:
        lengths[word[place]].add(len(word))
    return {char: tuple(sorted(found, reverse=True)) for char, found in lengths.items()}


def _members(inside: str) -> set[str]:
    """The characters of a class, ranges (1-4) unfolded."""
    members: set[str] = set()
    for low, high, single in _MEMBER.findall(inside):
        members.update([single] if single else map(chr, range(ord(low), ord(high) + 1)))
    return members


def alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern at its top level: ``a|b(?:c|d)`` is ``a`` and ``b(?:c|d)``."""
    parts, depth, boxed, escaped, start = [], 0, False, False, 0
    for index, char in enumerate(pattern):
        if escaped or char == "\\":
            escaped = not escaped
            continue
        boxed = char == "[" or (boxed and char != "]")
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth and not boxed:
            parts.append(pattern[start:index])
            start = index + 1
    return [*parts, pattern[start:]]


def openings(part: str, length: int = 2) -> set[str]:
    """What one alternative may start with: strings of ``length`` characters, or all of a shorter.

    Knows literals, classes, groups, look-arounds and ``?``, ``{1,…}`` after them. A wide range
    in a class ([一-龥]) that is not first stands for all that may come.
    """
    if not part or not length:
        return {""}
    if part.startswith(("(?<", "(?!", "(?=")):
        return openings(part[part.index(")") + 1 :], length)
    if part[0] == "[":
        close = part.index("]")
        found, rest = _members(part[1:close]), part[close + 1 :]
        if length == 1 and len(found) > _WIDE:
            return {""}
    elif part.startswith("(?:"):
        close = part.index(")")
        found = set().union(*(openings(p, length) for p in alternatives(part[3:close])))
        rest = part[close + 1 :]
    else:
        found, rest = {part[0]}, part[1:]
    again, maybe = False, rest.startswith(("?", "{0"))
    if rest.startswith("{"):
        again, rest = True, rest[rest.index("}") + 1 :]
    elif maybe:
        rest = rest[1:]
    tails = {size: openings(rest, length - size) for size in {*map(len, found)}}
    joined = {head + tail for head in found for tail in tails[len(head)]}
    if again:
        joined |= {(head + more)[:length] for head in found for more in found}
    return joined | (openings(rest, length) if maybe else set())
