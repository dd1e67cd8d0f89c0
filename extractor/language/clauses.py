"""Sentences and clauses of a whole reading, as arrays of boundaries.

A clause ends at ，；。：！？ and at the end of a line; a sentence at ；。！？ and at the end of
a line. What stands in quotes, brackets or 《》 is one block: a ， inside it ends nothing.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

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
_OPENING = re.compile(r"[“‘「\"（(〔【《〈\[]")
# One set of characters, so that the search runs in C over the words between.
_BOUNDARY = re.compile(r"[。；;！？!?\n，：,:]")
_SENTENCE = frozenset("。；;！？!?\n")
# A decimal point or a thousands comma stands between digits and ends nothing.
_INSIDE_NUMBER = re.compile(r",\d{3}(?!\d)|(?<=\d):\d")


class Clauses(msgspec.Struct, frozen=True, gc=False):
    """Clauses in order, reading offsets, without the punctuation that ends them.

    ``sentences[i]`` is the index of the sentence that clause ``i`` belongs to; ``masked`` is
    the text with everything inside quotes and brackets replaced by ``FILL``, same length;
    ``blocks`` are the outermost bracketed spans, brackets included.
    """

    starts: array[int]
    ends: array[int]
    sentences: array[int]
    masked: str
    blocks: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, offset: int) -> int:
        """Index of the last clause that starts at or before ``offset``; -1 before the first."""
        return bisect_right(self.starts, offset) - 1


def clauses(text: str) -> Clauses:
    """Split a whole reading into clauses; empty ones are left out."""
    masked, blocks = mask(text)
    starts, ends, sentences = array("L"), array("L"), array("L")
    at = sentence = 0
    last = -1
    for found in _BOUNDARY.finditer(masked):
        border = found.start()
        mark = masked[border]
        if mark in ",:" and _INSIDE_NUMBER.match(masked, border):
            continue
        start, end = at, border
        if start < end and (text[start].isspace() or text[end - 1].isspace()):
            start, end = _trim(text, start, end)
        if start < end:
            starts.append(start)
            ends.append(end)
            sentences.append(sentence)
            last = sentence
        at = border + 1
        if last == sentence and mark in _SENTENCE:
            sentence += 1
    start, end = _trim(text, at, len(text))
    if start < end:
        starts.append(start)
        ends.append(end)
        sentences.append(sentence)
    return Clauses(starts, ends, sentences, masked, blocks)


def mask(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with bracketed blocks filled, same length, and the outermost blocks."""
    spans: list[tuple[int, int]] = []
    masked = text
    # Three rounds cover a quote in a title in a bracket; deeper nesting is not written.
    for _ in range(3):
        if not _OPENING.search(masked):
            break
        found = [match.span() for match in _PAIR.finditer(masked)]
        if not found:
            break
        masked = _fill(masked, found)
        spans.extend(found)
    return masked, _outermost(spans)


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


def _outermost(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    outer: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outer or start >= outer[-1][1]:
            outer.append((start, end))
    return tuple(outer)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
