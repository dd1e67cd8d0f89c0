"""Measures across plans: what they cover, their nearest elsewhere, and what only one place does."""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import LCSseq
from scipy import sparse

from extractor.compare.inputs import PlanText
from extractor.compare.types import (
    Coverage,
    CoverageCell,
    MeasureMatch,
    MeasureRef,
    OnlyHere,
    Place,
    SharedWords,
)
from extractor.language.tokens import tokenize
from extractor.lexicon.entries import AdverbEntry, VerbEntry
from extractor.lexicon.loader import Lexicon
from extractor.plan import Measure

NEAR = 0.30  # similarity from which two measures count as near
ALONE = 0.20  # a measure without any other so near is done here only
_NEAREST = 5  # other places kept per measure when there are more
_CHUNK = 512  # measures compared at a time, so that memory grows with their number only
_SHARED_RUN = 4  # letters; shorter runs are chance
_WORD = 2  # words of one letter say nothing about a measure

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def coverage_of(inputs: Sequence[PlanText], places: Sequence[Place]) -> Coverage:
    """How many measures of each place carry each theme with each instrument."""
    cells: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    themes: Counter[str] = Counter()
    kinds: Counter[tuple[str, str]] = Counter()
    for place, item in zip(places, inputs, strict=True):
        for measure in item.plan.measures:
            own_themes = sorted({theme.name for theme in measure.themes})
            own_kinds = sorted({(one.class_, one.kind) for one in measure.instruments})
            themes.update(own_themes)
            kinds.update(own_kinds)
            for theme in own_themes or [""]:
                for kind in [kind for _, kind in own_kinds] or [""]:
                    cells[place.id, theme, kind].append(measure.id)
    return Coverage(
        themes=tuple(sorted(themes, key=lambda t: (-themes[t], t))),
        instruments=tuple(sorted(kinds, key=lambda k: (k[0], -kinds[k], k[1]))),
        cells=tuple(CoverageCell(*key, tuple(ids)) for key, ids in cells.items()),
    )


class _Near(msgspec.Struct, frozen=True, gc=False):
    similarity: float
    other: int


def compare_measures(
    inputs: Sequence[PlanText], places: Sequence[Place], lexicon: Lexicon
) -> tuple[tuple[MeasureMatch, ...], tuple[OnlyHere, ...]]:
    """Each measure's nearest in every other place (the best few places), and those without any.

    Similarity is the cosine of word counts weighed by rarity (TF-IDF) over the domain's words.
    """
    refs = [ref for place, item in zip(places, inputs, strict=True) for ref in _refs(place, item)]
    if len({ref.place for ref in refs}) < 2:  # nothing to compare with
        return (), ()
    owners = np.unique([ref.place for ref in refs], return_inverse=True)[1].astype(np.int64)
    vectors = _vectors([ref.text for ref in refs], lexicon)
    nearest = [near for chunk in _nearest(vectors, owners) for near in chunk]
    best = [{int(owners[n.other]): n.other for n in near} for near in nearest]
    matches = []
    for number, near in enumerate(nearest):
        for one in near:
            if one.similarity >= NEAR:
                mutual = best[one.other].get(int(owners[number])) == number
                matches.append(_match(refs[number], refs[one.other], one.similarity, mutual))
    alone = tuple(
        OnlyHere(refs[number], near[0].similarity if near else 0.0)
        for number, near in enumerate(nearest)
        if not near or near[0].similarity < ALONE
    )
    return tuple(matches), alone


def _refs(place: Place, item: PlanText) -> Iterator[MeasureRef]:
    for measure in item.plan.measures:
        text = _words_of(measure, item.text)
        yield MeasureRef(place.id, measure.id, measure.title, measure.start, measure.end, text)


def _words_of(measure: Measure, text: str | None) -> str:
    if text is not None:
        return text[measure.start : measure.end]
    words = [measure.title or "", *(action.text for action in measure.actions)]
    return "\n".join(word for word in words if word)


def _vectors(texts: Sequence[str], lexicon: Lexicon) -> sparse.csr_array:
    """TF-IDF vectors of length one. Words of only one measure are left out: they match nothing."""
    counts = [_counted(text, lexicon) for text in texts]
    spread = Counter(word for one in counts for word in one)
    column = {word: index for index, word in enumerate(sorted(w for w in spread if spread[w] > 1))}
    rarity = {word: math.log(len(texts) / spread[word]) + 1 for word in column}
    data: list[float] = []
    columns: list[int] = []
    ends = [0]
    for one in counts:
        # A word that no other measure has matches nothing, but makes the measure's own part larger.
        weights = {word: (1 + math.log(n)) * rarity.get(word, 1.0) for word, n in one.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        for word in sorted(word for word in one if word in column):
            data.append(weights[word] / length)
            columns.append(column[word])
        ends.append(len(data))
    shape = (len(texts), max(1, len(column)))
    return sparse.csr_array((data, columns, ends), shape=shape, dtype=np.float64)


def _counted(text: str, lexicon: Lexicon) -> Counter[str]:
    # A lone surrogate of a badly decoded text would stop the segmenter.
    joined = "".join(text.split()).encode("utf-8", "replace").decode()
    words, common = tokenize(joined, lexicon).words, _common(lexicon)
    return Counter(w for w in words if len(w) >= _WORD and w not in common and not w.isascii())


@functools.lru_cache(maxsize=4)
def _common(lexicon: Lexicon) -> frozenset[str]:
    """Verbs and adverbs of every measure (推进, 建设, 积极): they say nothing of its subject."""
    entries = (*lexicon.entries(VerbEntry), *lexicon.entries(AdverbEntry))
    return frozenset(word for entry in entries for word in (entry.name, *entry.aliases))


def _nearest(vectors: sparse.csr_array, owners: Ints) -> Iterator[list[list[_Near]]]:
    """For every measure the best of each other place, best place first, chunk by chunk."""
    turned = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _CHUNK):
        scores = (vectors[start : start + _CHUNK] @ turned).tocsr()
        scores.sort_indices()
        chunk = []
        for row in range(scores.shape[0]):
            begin, end = scores.indptr[row], scores.indptr[row + 1]
            others, values = scores.indices[begin:end], scores.data[begin:end]
            chunk.append(_best_per_place(others, values, owners, int(owners[start + row])))
        yield chunk


def _best_per_place(others: Ints, values: Floats, owners: Ints, own: int) -> list[_Near]:
    apart = (owners[others] != own) & (values >= ALONE / 2)
    others, values = others[apart], np.round(values[apart], 4)
    found: list[_Near] = []
    seen: set[int] = set()
    for index in np.lexsort((others, -values)).tolist():
        place = int(owners[others[index]])
        if place not in seen:
            seen.add(place)
            found.append(_Near(float(values[index]), int(others[index])))
            if len(found) == _NEAREST:
                break
    return found


def _match(a: MeasureRef, b: MeasureRef, similarity: float, mutual: bool) -> MeasureMatch:
    return MeasureMatch(a, b, similarity, mutual, shared_words(a.text, b.text))


def shared_words(a: str, b: str) -> tuple[SharedWords, ...]:
    """The longest common wording of two texts in order, runs of four letters and more."""
    return tuple(
        SharedWords(op.src_start, op.src_end, op.dest_start, op.dest_end, words)
        for op in LCSseq.opcodes(a, b)
        if op.tag == "equal" and _long_enough(words := a[op.src_start : op.src_end])
    )


def _long_enough(words: str) -> bool:
    return sum(map(str.isalnum, words)) >= _SHARED_RUN
