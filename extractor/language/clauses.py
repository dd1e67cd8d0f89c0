"""Sentences and clauses of a whole reading, as arrays of boundaries.

A clause ends at ，；。：！？ and at the end of a line; a sentence at ；。！？ and at the end of
a line. What stands in quotes, brackets or 《》 is one block: a ， inside it ends nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate, compress, count, islice, repeat
from operator import add, eq, is_not, ne, sub

import msgspec

# Same-length stand-in for characters inside quotes and brackets.
FILL = "\ufffc"

# Innermost pairs first; a pair never crosses a line, so one unclosed bracket spoils one line.
# Bounded, because scanned text holds quotes that are never closed.
_PAIR = re.compile(
    r"“[^“”\n]{0,120}”|‘[^‘’\n]{0,120}’|「[^「」\n]{0,120}」|\"[^\"\n]{0,80}[\"”]"
    r"|（[^（）\n]{0,400}）|\([^()（）\n]{0,400}\)|〔[^〔〕\n]{0,400}〕|【[^【】\n]{0,200}】"
    r"|《[^《》\n]{0,200}》|〈[^〈〉\n]{0,200}〉|\[[^\[\]\n]{0,200}\]|（[^（）()\n]{0,400}\)"
)
_OPENING = '“‘「"（(〔【《〈['
# Signs that end a clause, and those that end a sentence as well; the first stands for all.
_CLAUSE_SIGNS = ",，：:"
_SENTENCE_SIGNS = "\n。；;！？!?"
# A thousands comma or a decimal point stands between digits and ends nothing.
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_DECIMAL = re.compile(r":(?<=\d:)(?=\d)")


class Clauses(msgspec.Struct, frozen=True, gc=False):
    """Clauses in order, reading offsets, without the punctuation that ends them.

    ``sentences[i]`` is the index of the sentence that clause ``i`` belongs to; ``masked`` is
    the text with everything inside quotes and brackets replaced by ``FILL``, same length;
    ``blocks`` are the outermost bracketed spans, brackets included.
    """

    starts: list[int]
    ends: list[int]
    sentences: list[int]
    masked: str
    blocks: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Index of the last clause that starts at or before ``offset``; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


def clauses(text: str) -> Clauses:
    """Split a whole reading into clauses; empty ones are left out.

    A plan has a thousand and more: what is done for each is done in C, column by column.
    """
    masked, blocks = mask(text)
    signs = _signs(masked)
    parts = signs.replace("\n", ",").split(",")
    lengths = list(map(len, parts))
    ends = list(map(add, accumulate(lengths), count()))
    starts = list(map(sub, ends, lengths))
    # Sentence ends before each clause, those of empty sentences too.
    closing = map(eq, map(signs.__getitem__, ends[:-1]), repeat("\n"))
    passed = accumulate(closing, initial=0)
    stripped = list(map(str.strip, parts))
    if stripped != parts:
        _trim(starts, parts, stripped)
        ends = list(map(add, starts, map(len, stripped)))
    starts, ends = list(compress(starts, stripped)), list(compress(ends, stripped))
    return Clauses(starts, ends, _ranks(list(compress(passed, stripped))), masked, blocks)


def _signs(masked: str) -> str:
    """The text with one sign for all that end a clause, and one for all that end a sentence."""
    if "," in masked:
        masked = _THOUSANDS.sub(FILL, masked)
    if ":" in masked:
        masked = _DECIMAL.sub(FILL, masked)
    for signs in (_CLAUSE_SIGNS, _SENTENCE_SIGNS):
        for sign in signs[1:]:
            masked = masked.replace(sign, signs[0])
    return masked


def mask(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with bracketed blocks filled, same length, and the outermost blocks."""
    spans: list[tuple[int, int]] = []
    masked, rounds = text, 0
    # Three rounds cover a quote in a title in a bracket; deeper nesting is not written.
    for _ in range(3):
        if not any(map(masked.__contains__, _OPENING)):
            break
        found = [match.span() for match in _PAIR.finditer(masked)]
        if not found:
            break
        masked = _fill(masked, found)
        spans.extend(found)
        rounds += 1
    return masked, _outermost(spans, rounds)


def hide(letters: str, starts: Sequence[int], blocks: tuple[tuple[int, int], ...]) -> str:
    """The class letters of words that start at ``starts``; inside ``blocks`` all are ``Q``.

    Words in quotes and brackets are names: no verb is looked for inside.
    """
    parts: list[str] = []
    size, last = len(starts), 0
    for start, end in blocks:
        # Blocks are in order, and a block holds no more words than letters.
        first = bisect_left(starts, start, last, min(last + start - starts[last] + 1, size))
        parts.append(letters[last:first])
        last = bisect_left(starts, end, first, min(first + end - start + 1, size))
        parts.append("Q" * (last - first))
    parts.append(letters[last:])
    return "".join(parts)


def _fill(text: str, spans: list[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(text[at:start])
        parts.append(FILL * (end - start))
        at = end
    parts.append(text[at:])
    return "".join(parts)


def _outermost(spans: list[tuple[int, int]], rounds: int) -> tuple[tuple[int, int], ...]:
    if rounds < 2:  # of one round, in order and apart
        return tuple(spans)
    outer: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return tuple(outer)


def _trim(starts: list[int], parts: list[str], stripped: list[str]) -> None:
    """Move the starts of parts that open with spaces."""
    for at in compress(count(), map(is_not, parts, stripped)):
        starts[at] += len(parts[at]) - len(parts[at].lstrip())


def _ranks(numbers: list[int]) -> list[int]:
    """0, 1, 2 … for the different ones of ``numbers``, which never fall."""
    changes = map(ne, numbers, islice(numbers, 1, None))
    return list(accumulate(changes, initial=0)) if numbers else []
