"""What reports tell of an utterance without quoting it, or in part: claims of its speaker in much the same words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.overview import Overview
from crossbearing.compare.quote_index import Index
from crossbearing.compare.said_words import Said, Weights
from crossbearing.compare.wordings import common, likeness, negated
from crossbearing.records import Claim, Quote, Span

Floats = NDArray[np.float32]

_TOLD = 0.62
"""Least likeness, half meaning, half words, of a claim and the quote that it tells."""
_LEAST_COMMON = 0.5
"""Share of the lesser one's words that both must have."""
_LEAST_NATS = 8.0
"""What both must tell."""
_QUOTED = 0.7
"""A claim of which so much stands between marks is quoted, not told."""


class Told(NamedTuple):
    """A claim that tells a quote (by its number)."""

    claim: Claim
    said: Said
    quote: int
    score: float


def tellings(
    overview: Overview,
    weights: Weights,
    given: Sequence[Quote],
    spoken: Mapping[str, Sequence[tuple[int, int, Said]]],
    vectors: Floats,
) -> dict[int, list[Told]]:
    """For each utterance, by its root, the claims that tell it; a claim tells one, that which it is most like.

    `spoken`: of each known speaker the quotes, as (root, number in `given`, words); `vectors`: a row for each quote.
    """
    spans: dict[str, list[Span]] = {}
    for quote in given:
        spans.setdefault(quote.span.report, []).append(quote.span)
    by_speaker: dict[str, list[tuple[Claim, Said, Floats]]] = {}
    for speaker, claim, vector in _claims(overview):
        if speaker in spoken:
            said = weights.said(overview.text(claim.content), claim.content.start)
            if said.weight >= _LEAST_NATS and not _is_quoted(
                said, _near(spans.get(claim.content.report, []), claim.content)
            ):
                by_speaker.setdefault(speaker, []).append((claim, said, vector))
    meanings = _meanings(overview, given, vectors)
    found: dict[int, list[Told]] = {}
    for speaker, claims in sorted(by_speaker.items()):
        quotes = spoken[speaker]
        rows = len(quotes) + len(claims)
        index = Index([*(said for _, _, said in quotes), *(said for _, said, _ in claims)], [speaker] * rows)
        for at in sorted(range(len(quotes)), key=lambda at: (-quotes[at][2].weight, at)):
            index.add(at)
        for at, (claim, said, vector) in enumerate(claims, start=len(quotes)):
            best, root, row = 0.0, -1, -1
            for group, number, words in (quotes[near] for near in index.near(at)):
                if not _overlap(claim.content, given[number].span):
                    score = _score(said, words, float(np.max(meanings[number] @ vector)))
                    if score > best:
                        best, root, row = score, group, number
            if best >= _TOLD:
                found.setdefault(root, []).append(Told(claim, said, row, best))
    return found


def _overlap(one: Span, other: Span) -> bool:
    """Whether a quote stands in the claim: that the two are alike says nothing."""
    return one.report == other.report and one.start < other.end and other.start < one.end


def _claims(overview: Overview) -> Iterator[tuple[str, Claim, Floats]]:
    """Claims that are told on somebody's word, with the story's name for him and their vectors."""
    for r, reading in enumerate(overview.material.readings):
        given = overview.material.vectors[r]
        rows = np.frombuffer(given.claims, "<f4").reshape(-1, given.dim)
        for at, claim in enumerate(reading.claims):
            if claim.sources and claim.stance == "asserts":
                yield overview.known_as(claim.sources[0]), claim, rows[at]


def _meanings(overview: Overview, given: Sequence[Quote], vectors: Floats) -> list[Floats]:
    """For each quote its vector and those of the claims in it: a telling may be of one clause of a long quote."""
    number = {quote.id: at for at, quote in enumerate(given)}
    found = [[vectors[at]] for at in range(len(given))]
    for reading, of in zip(overview.material.readings, overview.material.vectors, strict=True):
        rows = np.frombuffer(of.claims, "<f4").reshape(-1, of.dim)
        for row, claim in zip(rows, reading.claims, strict=True):
            for quote in claim.quotes:
                if _within(claim.content, given[number[quote]].span):
                    found[number[quote]].append(row)
    return [np.stack(rows) for rows in found]


def _within(claim: Span, quote: Span) -> bool:
    both = min(claim.end, quote.end) - max(claim.start, quote.start)
    return both >= _QUOTED * (claim.end - claim.start)


def _near(quotes: Sequence[Span], content: Span) -> Sequence[Span]:
    """Those of a report's quotes, in order, that can reach into a passage."""
    first = bisect_left(quotes, content.start, key=lambda span: span.start)
    return quotes[max(0, first - 1) : bisect_left(quotes, content.end, key=lambda span: span.start)]


def _is_quoted(said: Said, quotes: Sequence[Span]) -> bool:
    """Whether most of what a claim tells stands between marks: it is the quote, and no telling of one."""
    inside = sum(word.weight for word in said.words if any(span.start <= word.start < span.end for span in quotes))
    return inside >= _QUOTED * said.weight


def _score(told: Said, quote: Said, meaning: float) -> float:
    if quote.weight < _LEAST_NATS or negated(told.keys) != negated(quote.keys):
        return 0.0
    shared = common(told, quote)
    if shared < _LEAST_COMMON or likeness(told, quote).opposed:
        return 0.0
    return 0.5 * meaning + 0.5 * shared
