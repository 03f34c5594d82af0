"""What of a reading stands at some words: the claim, quote, date or figure that a decision is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from crossbearing.records import Claim, Figure, Quote, Reading, Span, When

LEAST = 0.5
"""What is meant and the words have at least so much in common."""
T = TypeVar("T", Claim, Quote, When, Figure)


def overlap(a: Span, b: Span) -> float:
    """Code points that both have, as a part of what either has (Jaccard, 1901); 0 in two reports."""
    if a.report != b.report:
        return 0.0
    both = max(0, min(a.end, b.end) - max(a.start, b.start))
    return both / (max(a.end, b.end) - min(a.start, b.start)) if both else 0.0


def lies_in(inner: Span, outer: Span) -> bool:
    """Whether at least half of a passage lies in another."""
    both = min(inner.end, outer.end) - max(inner.start, outer.start)
    return inner.report == outer.report and both >= LEAST * (inner.end - inner.start)


def claim_at(reading: Reading, span: Span) -> Claim | None:
    """The claim whose proposition, or passage, overlaps best with the words: by half at least."""
    rated = [
        (max(overlap(claim.content, span), overlap(claim.span, span)), -at, claim)
        for at, claim in enumerate(reading.claims)
        if min(claim.span.start, claim.content.start) < span.end and span.start < max(claim.span.end, claim.content.end)
    ]
    best = max(rated, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= LEAST else None


def quote_at(reading: Reading, span: Span) -> Quote | None:
    """The quote that overlaps best with the words: by half at least."""
    return _best(reading.quotes, span)


def said_at(reading: Reading, span: Span) -> Quote | Claim | None:
    """What a decision on a speaker is about: the quote at the words, or the claim there, whichever fits them better."""
    quote, claim = quote_at(reading, span), claim_at(reading, span)
    if quote is None or claim is None:
        return quote or claim
    fits = max(overlap(claim.span, span), overlap(claim.content, span))
    return quote if overlap(quote.span, span) > fits else claim


def date_at(reading: Reading, span: Span) -> When | None:
    """The date that was read from the words, as the report or one of its claims has it."""
    told = [when for claim in reading.claims for when in (*claim.dates, claim.said_on) if when is not None]
    said = [each.said_on for each in reading.attributions if each.said_on is not None]
    return _best((*reading.dates, *told, *said), span)


def figure_at(reading: Reading, span: Span) -> Figure | None:
    """The figure that was read from the words."""
    return _best((*reading.figures, *(figure for claim in reading.claims for figure in claim.figures)), span)


def _best(there: Iterable[T], span: Span) -> T | None:
    rated = [(overlap(each.span, span), -at, each) for at, each in enumerate(there)]
    best = max(rated, key=lambda each: each[:2], default=None)
    return best[2] if best is not None and best[0] >= LEAST else None
