"""Names that may mean the same: proposals with a score, found without comparing all with all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from rapidfuzz import fuzz

from extractor.compare.types import PanelRow, Proposal
from extractor.compare.words import NameReader, NameReading
from extractor.language.tokens import tokenize
from extractor.lexicon.loader import Lexicon

THRESHOLD = 0.72
_SHARED = 0.34  # names that share fewer of their character pairs score below the threshold
_PER_ROW = 3
_LEAST = 200 * THRESHOLD - 100  # of one ratio, should the other be 100


class _Candidate(msgspec.Struct, frozen=True, gc=False):
    row: PanelRow
    reading: NameReading
    tokens: str
    places: frozenset[str]


def propose(rows: Sequence[PanelRow], names: NameReader, lexicon: Lexicon) -> tuple[Proposal, ...]:
    """Pairs of rows that no place has both of, in the same dimension, alike enough; best first.

    A plan that sets numbers for both means two things by them, so no pair is proposed there.
    """
    candidates = [_candidate(row, names, lexicon) for row in rows if not _is_alone(row, names)]
    found: list[tuple[float, int, int]] = []
    for block in _blocks(candidates, names):
        for i, j in _pairs([candidates[number].reading.key for number in block]):
            first, second = block[i], block[j]
            if _may_align(candidates[first], candidates[second]):
                score = _score(candidates[first], candidates[second])
                if score >= THRESHOLD:
                    found.append((score, first, second))
    found.sort(key=lambda f: (-f[0], f[1], f[2]))
    taken: Counter[int] = Counter()
    proposals = []
    for score, first, second in found:
        if taken[first] < _PER_ROW and taken[second] < _PER_ROW:
            taken.update((first, second))
            proposals.append(_proposal(candidates[first], candidates[second], score))
    return tuple(proposals)


def _is_alone(row: PanelRow, names: NameReader) -> bool:
    return names.read(row.cells[0].names[0]).generic


def _candidate(row: PanelRow, names: NameReader, lexicon: Lexicon) -> _Candidate:
    reading = names.read(row.cells[0].names[0])
    words = tokenize(reading.key.encode("utf-8", "replace").decode(), lexicon).words
    return _Candidate(row, reading, " ".join(words), frozenset(c.place for c in row.cells))


def _blocks(candidates: Sequence[_Candidate], names: NameReader) -> Iterator[list[int]]:
    """Rows that could align at all: of one dimension and aspect, without words that part them."""
    blocks: dict[object, list[int]] = defaultdict(list)
    for number, one in enumerate(candidates):
        key = (one.row.dimension, one.row.aspect, names.marks(one.reading))
        blocks[key].append(number)
    yield from blocks.values()


def _may_align(a: _Candidate, b: _Candidate) -> bool:
    if a.row.concept and b.row.concept:  # the lexicon knows them as two
        return False
    return not a.places & b.places


def _score(a: _Candidate, b: _Candidate) -> float:
    characters = fuzz.ratio(a.reading.key, b.reading.key, score_cutoff=_LEAST)
    if not characters:
        return 0.0
    words = fuzz.token_sort_ratio(a.tokens, b.tokens)
    return float(round((characters + words) / 200, 3))


def _proposal(a: _Candidate, b: _Candidate, score: float) -> Proposal:
    first, second = sorted((a, b), key=lambda c: c.reading.name)
    return Proposal(
        first.reading.name, second.reading.name, score, rows=(first.row.id, second.row.id)
    )


def _pairs(keys: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs that can share enough character pairs: prefix filtering over an inverted index.

    Of each name only its rarest pairs are indexed, as many as two names alike enough cannot all
    differ in (Chaudhuri et al. 2006), so common words (企业, 比重) cost nothing.
    """
    grams = [sorted({key[i : i + 2] for i in range(len(key) - 1)}) for key in keys]
    counts = Counter(gram for one in grams for gram in one)
    index: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(grams):
        one.sort(key=lambda gram: (counts[gram], gram))
        prefix = one[: len(one) - math.ceil(_SHARED * len(one)) + 1]
        earlier = {other for gram in prefix for other in index[gram]}
        for gram in prefix:
            index[gram].append(number)
        for other in sorted(earlier):
            yield other, number
