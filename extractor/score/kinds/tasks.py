"""Measures with their actions, programmes and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from extractor.plan import Plan
from extractor.score.equal import (
    alike,
    name_key,
    plain,
    same_period,
    same_span,
    shared,
    span_of,
    title_key,
)
from extractor.score.kinds.base import (
    HALF,
    Context,
    Fields,
    Kind,
    Link,
    home,
    name_label,
    no_fields,
    same,
)
from extractor.score.pairing import Item, Rank


def _measures(plan: Plan, link: Link) -> Iterator[Item]:
    for i, measure in enumerate(plan.measures):
        yield Item(("measures", i), measure, (span_of(measure),))


def _measure_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """The spans are equal within white space, punctuation and debris."""
    if not same_span(context.text, gold.spans[0], predicted.spans[0]):
        return None
    return (shared(gold.spans[0], predicted.spans[0]),)


def _measure_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    fields = {
        "title": (title_key(g.title) == title_key(p.title), g.title, p.title),
        **home(context, g, p, "section"),
        **home(context, g, p, "box"),
    }
    if g.targets:
        got = {context.link(one) for one in p.targets}
        fields["targets"] = (set(g.targets) == got, g.targets, p.targets)
    if g.deadline is not None:
        fields["deadline"] = (same_period(g.deadline, p.deadline), g.deadline, p.deadline)
    return fields


def _measure_label(item: Item) -> str:
    return str(item.record.title or "(untitled)")


def _parts(field: str) -> Callable[[Plan, Link], Iterator[Item]]:
    def items(plan: Plan, link: Link) -> Iterator[Item]:
        for i, measure in enumerate(plan.measures):
            for j, part in enumerate(getattr(measure, field)):
                yield Item(("measures", i, field, j), part, (span_of(part),))

    return items


def _action_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Verbs equal and spans overlap; of several the closest span, then the equal object."""
    if plain(gold.record.verb) != plain(predicted.record.verb):
        return None
    equal = plain(gold.record.object) == plain(predicted.record.object)
    return shared(gold.spans[0], predicted.spans[0]), float(equal)


def _action_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {
        "object": (name_key(g.object) == name_key(p.object), g.object, p.object),
        "object lenient": (alike(g.object, p.object), g.object, p.object),
        "span": (same_span(context.text, span_of(g), span_of(p)), g.text, p.text),
    }


def _action_label(item: Item) -> str:
    return f"{item.record.verb} {item.record.object}"


def _programme_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Spans overlap, and either the names are equal or the spans share at least half."""
    part = shared(gold.spans[0], predicted.spans[0])
    equal = name_key(gold.record.name) == name_key(predicted.record.name)
    return (float(equal), part) if equal or part >= HALF else None


def _programme_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {"name": (name_key(g.name) == name_key(p.name), g.name, p.name)}


def _class_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Spans overlap; class and finer class are fields, which also choose between candidates."""
    right = sum(equal for equal, _, _ in _class_fields(context, gold, predicted).values())
    return right, shared(gold.spans[0], predicted.spans[0])


def _class_fields(context: Context, gold: Item, predicted: Item) -> Fields:
    g, p = gold.record, predicted.record
    return {"class": same(g.class_, p.class_), "kind": same(g.kind, p.kind)}


def _theme_match(context: Context, gold: Item, predicted: Item) -> Rank | None:
    """Names equal and spans overlap."""
    if plain(gold.record.name) != plain(predicted.record.name):
        return None
    return (shared(gold.spans[0], predicted.spans[0]),)


def _class_label(item: Item) -> str:
    return f"{item.record.class_} {item.record.kind}"


MEASURES = Kind("measures", _measures, _measure_match, _measure_fields, _measure_label)
ACTIONS = Kind("actions", _parts("actions"), _action_match, _action_fields, _action_label)
PROGRAMMES = Kind(
    "programmes", _parts("programmes"), _programme_match, _programme_fields, name_label
)
INSTRUMENTS = Kind("instruments", _parts("instruments"), _class_match, _class_fields, _class_label)
THEMES = Kind("themes", _parts("themes"), _theme_match, no_fields, name_label)
