"""The wording of a comparison: nearest measures, measures of one plan alone, shared passages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractor.report.html import both, esc, join, tag
from extractor.report.paint import Paint, Painter
from extractor.report.panels import rest
from extractor.report.svg import heat

if TYPE_CHECKING:
    from extractor.compare.types import Comparison, MeasureMatch, MeasureRef, Reuse

MOST = 300  # of matches, measures or passages that a page shows; the rest is counted
_HEAD_PLACES = 40  # a matrix of more places is wider than any page
_LONGEST = 1200  # characters of a passage that are shown


def matches(comparison: Comparison) -> str:
    """Each measure beside its nearest in another plan, the shared wording marked."""
    if not comparison.matches:
        return ""
    best = sorted(_once(comparison.matches), key=lambda m: (-m.similarity, m.a.place, m.a.start))
    labels = _labels(comparison)
    return _capped((_match(match, labels) for match in best[:MOST]), len(best))


def only_here(comparison: Comparison) -> str:
    """Measures to which no other plan has anything near."""
    if not comparison.only_here:
        return ""
    labels = _labels(comparison)
    rows = [tag("tr", "".join(tag("th", both(*h)) for h in (
        ("规划", "Plan"), ("举措", "Measure"), ("最近似", "Nearest"))))]  # fmt: skip
    for only in comparison.only_here[:MOST]:
        measure = only.measure
        words = tag("b", esc(measure.title or measure.id))
        words += tag("div", esc(_cut(measure.text, 160)), class_="soft")
        place = tag("td", esc(labels.get(measure.place, measure.place)), class_="key")
        nearest = tag("td", f"{only.nearest:.2f}", class_="num")
        rows.append(tag("tr", place + tag("td", words) + nearest, data_filter=""))
    table = tag("div", tag("table", "".join(rows)), class_="scroll tall")
    return table + rest(len(comparison.only_here), MOST)


def reuse(comparison: Comparison) -> str:
    """How much of each plan (row) stands in each other plan (column) too."""
    if not comparison.reuse:
        return tag("p", both("没有发现共有文字。", "No shared passages."), class_="soft")
    places = comparison.places[:_HEAD_PLACES]
    shares = _shares(comparison.reuse)
    head = tag("th", both("在右列中也有的比例", "share also found in"))
    rows = [tag("tr", head + "".join(tag("th", esc(p.label)) for p in places))]
    for one in places:
        cells = "".join(_share(shares.get((one.id, other.id))) for other in places)
        rows.append(tag("tr", tag("th", esc(one.label), scope="row") + cells, data_filter=""))
    table = tag("div", tag("table", "".join(rows), class_="heat"), class_="scroll tall")
    notes = [_source(one, _labels(comparison)) for one in comparison.reuse if one.source]
    said = tag("ul", join(notes[:MOST]), class_="soft") if notes else ""
    return table + said


def passages(comparison: Comparison) -> str:
    """The shared passages, longest first."""
    if not comparison.passages:
        return ""
    labels = _labels(comparison)
    longest = sorted(comparison.passages, key=lambda p: (-p.length, p.a, p.b, p.a_start))
    items = []
    for one in longest[:MOST]:
        where = (
            f"{labels.get(one.a, one.a)} {one.a_start}–{one.a_end} ↔ "
            f"{labels.get(one.b, one.b)} {one.b_start}–{one.b_end}"
        )
        head = tag("div", f"{esc(where)} <b>{one.length}</b>", class_="soft")
        words = tag("blockquote", tag("mark", esc(_cut(one.text, _LONGEST))))
        items.append(tag("div", head + words, class_="passage", data_filter=""))
    return join(items) + rest(len(longest), MOST)


def _match(match: MeasureMatch, labels: dict[str, str]) -> str:
    mutual = tag("small", both("互为最近", "mutual"), class_="basis") if match.mutual else ""
    score = tag("b", f"{match.similarity:.2f}")
    left = _side(match.a, labels, ((s.a_start, s.a_end) for s in match.shared))
    right = _side(match.b, labels, ((s.b_start, s.b_end) for s in match.shared))
    head = tag("div", f"{score} {mutual}", class_="score")
    return tag("div", head + left + right, class_="match", data_filter="")


def _once(found: Iterable[MeasureMatch]) -> Iterator[MeasureMatch]:
    """Without the second of two matches that are each other turned round."""
    seen: set[frozenset[tuple[str, str]]] = set()
    for match in found:
        pair = frozenset(((match.a.place, match.a.id), (match.b.place, match.b.id)))
        if pair not in seen:
            seen.add(pair)
            yield match


def _side(measure: MeasureRef, labels: dict[str, str], shared: Iterable[tuple[int, int]]) -> str:
    paints = [Paint(start, end, "", "same") for start, end in shared]
    words = Painter(measure.text, paints).html(0, len(measure.text))
    place = tag("small", esc(labels.get(measure.place, measure.place)))
    title = tag("b", esc(measure.title or "—"))
    return tag("div", f"{place} {title}" + tag("p", words), class_="side")


def _shares(found: Iterable[Reuse]) -> dict[tuple[str, str], float]:
    shares: dict[tuple[str, str], float] = {}
    for one in found:
        shares[one.a, one.b] = one.share_a
        shares[one.b, one.a] = one.share_b
    return shares


def _share(share: float | None) -> str:
    if share is None:
        return tag("td", "·", class_="num h0")
    # The whole scale for the first half: plans that share more are copies, and stand out anyway.
    return tag("td", f"{share:.1%}", class_=f"num {heat(min(1000, int(share * 2000)), 1000)}")


def _source(one: Reuse, labels: dict[str, str]) -> str:
    first = labels.get(one.source or "", one.source or "")
    other = one.b if one.source == one.a else one.a
    second = labels.get(other, other)
    why = {
        "higher_level": both("上级规划", "higher level"),
        "earlier": both("发布在先", "issued earlier"),
    }.get(one.lineage or "", "")
    return tag("li", f"{esc(first)} → {esc(second)} ({why}) {one.characters:,}")


def _labels(comparison: Comparison) -> dict[str, str]:
    return {place.id: place.label for place in comparison.places}


def _capped(parts: Iterable[str], total: int) -> str:
    return join(parts) + rest(total, MOST)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
