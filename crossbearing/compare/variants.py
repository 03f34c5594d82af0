"""The variants of one utterance: what kind each is, and in which words it differs from the fuller one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crossbearing.compare.said_words import Said
from crossbearing.compare.wordings import Likeness, differences, likeness
from crossbearing.records import Span, Variant, VariantKind

_ALL = 0.85
"""Share of both wordings that stands in the other where neither is a fragment."""


class Held(NamedTuple):
    """A quote or a telling, and the fuller variant that it is held against, by its number; None: the fullest."""

    span: Span
    said: Said
    quote: str | None
    claim: str | None
    to: int | None
    reworded: bool = False


def variants(held: Sequence[Held]) -> tuple[Variant, ...]:
    """A variant for each, the fullest first, then quotes by their report, then what is told."""
    alike = [None if each.to is None else likeness(each.said, held[each.to].said) for each in held]
    made = [_variant(held, at, _kind(held, alike, at)) for at in range(len(held))]
    return tuple(sorted(made, key=lambda each: (each.against is not None, each.quote is None, each.span)))


def _variant(held: Sequence[Held], at: int, kind: VariantKind) -> Variant:
    ours = held[at]
    if ours.to is None:
        return Variant(ours.span, kind, ours.quote, ours.claim, None, (), ())
    theirs = held[ours.to]
    adds, lacks = differences(ours.said, theirs.said)
    return Variant(
        span=ours.span,
        kind=kind,
        quote=ours.quote,
        claim=ours.claim,
        against=theirs.span,
        adds=tuple(Span(ours.span.report, start, end) for start, end in adds),
        lacks=tuple(Span(theirs.span.report, start, end) for start, end in lacks),
    )


def _kind(held: Sequence[Held], alike: Sequence[Likeness | None], at: int) -> VariantKind:
    ours, mine = held[at], alike[at]
    if ours.quote is None:
        return "indirect"
    if ours.to is None or mine is None or ours.said.keys == held[ours.to].said.keys:
        return "whole"
    if ours.reworded or mine.held_b >= _ALL:
        return "reworded" if ours.reworded or any(differences(ours.said, held[ours.to].said)[0]) else "truncated"
    for other, theirs in enumerate(alike):
        beside = theirs is not None and held[other].to == ours.to and held[other].quote and not held[other].reworded
        if beside and theirs is not None and _apart(mine.stretch_b, theirs.stretch_b):
            return "part"
    return "truncated"


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]
