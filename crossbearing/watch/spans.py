"""How two passages lie to one another."""

from __future__ import annotations

from crossbearing.records import Span


def within(inner: Span, outer: Span) -> bool:
    """Whether the one lies wholly in the other."""
    return inner.report == outer.report and outer.start <= inner.start and inner.end <= outer.end


def overlap(one: Span, other: Span) -> bool:
    """Whether they share a character."""
    return one.report == other.report and one.start < other.end and other.start < one.end
