"""Small stories for the tests of comparing: reports given claim by claim, embedded by a fake that only knows words."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.pairs import pairs
from crossbearing.learned.pairs import ANSWERS
from crossbearing.learned.sides import Side
from crossbearing.read.vectors import Embeds, vectors
from crossbearing.records import (
    Actor,
    Claim,
    Credit,
    Figure,
    Material,
    PairSigns,
    Published,
    Quote,
    Reading,
    Report,
    Sentence,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    Story,
    When,
    content_id,
)


class BagOfWords:
    """Encodes a text as the normed sum of one random direction a word: alike texts have alike vectors."""

    dim = 64

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for at, text in enumerate(texts):
            for word in text.lower().split():
                rows[at] += np.random.default_rng(zlib.crc32(word.strip(".,“”").encode())).standard_normal(self.dim)
            rows[at] /= max(float(np.linalg.norm(rows[at])), 1e-9)
        return rows


class SharesWords:
    """Judges two claims by the words that both have, as the shipped network would judge plain cases."""

    fingerprint = "words"

    def judge(self, sides: Sequence[Side], pairs: NDArray[np.int64]) -> NDArray[np.float32]:
        odds = np.full((len(pairs), len(ANSWERS)), -4, dtype=np.float32)
        words = [set(side.claim.lower().rstrip(".").split()) for side in sides]
        for row, (i, j) in enumerate(pairs.tolist()):
            odds[row, 0] = 10 * len(words[i] & words[j]) / max(1, len(words[i] | words[j])) - 5
        return odds


def near_pairs(given: Material, last: Sequence[PairSigns] = ()) -> PairSigns:
    """The near pairs of a story, judged by their words."""
    return pairs(given, SharesWords(), last)


class Says(msgspec.Struct):
    """One claim of a report in a test: its words, and what reading is supposed to have found in them."""

    words: str
    by: str | None = None
    kind: SourceKind = "person"
    role: str | None = None
    also_by: str | None = None
    via: str | None = None
    stance: Stance = "asserts"
    status: Status = "happened"
    negated: bool = False
    count: tuple[float, str, str] | None = None
    """value, unit, of"""
    day: str | None = None
    quote: str | None = None


def report(
    name: str, outlet: str | None, day: str | None, says: list[Says], credit: str | None = None
) -> tuple[Report, Reading]:
    """A report of one sentence a claim, and its reading."""
    rid = f"r-{name}"
    text, spans = "", []
    for said in says:
        text += " " if text else ""
        spans.append(Span(rid, len(text), len(text) + len(said.words)))
        text += said.words
    made = Report(
        id=rid, name=name, capture="", outlet=outlet, url=None, title=None, headline=None, byline=None, dateline=None,
        published=Published(day, "test"), language="en", text=text,
        credits=(Credit(credit, f"({credit})"),) if credit else (),
    )  # fmt: skip
    quotes = tuple(_quote(made, span, said) for span, said in zip(spans, says, strict=True) if said.quote)
    reading = Reading(
        report=rid,
        sentences=tuple(Sentence(span, 0) for span in spans),
        actors=tuple(_actor(span, said) for span, said in zip(spans, says, strict=True) if said.by),
        dates=(), figures=(), quotes=quotes, attributions=(),
        claims=tuple(
            _claim(made, at, span, said, quotes) for at, (span, said) in enumerate(zip(spans, says, strict=True))
        ),
    )  # fmt: skip
    return made, reading


def material(*reports: tuple[Report, Reading], encoder: Embeds | None = None) -> Material:
    """A story of these reports, in this order."""
    story = Story("s-test", tuple(r.id for r, _ in reports), Span(reports[0][0].id, 0, 1), None, None)
    encoder = encoder or BagOfWords()
    return Material(
        story=story,
        reports=tuple(r for r, _ in reports),
        readings=tuple(reading for _, reading in reports),
        vectors=tuple(vectors(r, reading, encoder) for r, reading in reports),
    )


def _actor(span: Span, said: Says) -> Actor:
    return Actor(content_id("a", span.report, str(span.start)), span, said.by or "", "person", said.role)


def _quote(made: Report, span: Span, said: Says) -> Quote:
    words = said.quote or ""
    start = span.start + said.words.index(words)
    speaker = Source(said.by, said.kind) if said.by else None
    return Quote(
        content_id("q", made.id, str(start)), Span(made.id, start, start + len(words)), speaker, None, "direct"
    )


def _claim(made: Report, at: int, span: Span, said: Says, quotes: tuple[Quote, ...]) -> Claim:
    chain: tuple[Source, ...] = (Source(said.by, said.kind, None, said.role),) if said.by else ()
    if said.via:
        chain += (Source(said.via, "agency"),)
    figures: tuple[Figure, ...] = ()
    if said.count:
        value, unit, of = said.count
        start = span.start + said.words.index(f"{value:g}")
        figures = (Figure(Span(made.id, start, start + len(f"{value:g}")), value, value, value, unit, of or None),)
    dates = (When(Span(made.id, span.start, span.start + 1), said.day, "stated"),) if said.day else ()
    return Claim(
        id=content_id("c", made.id, str(span.start), str(span.end)), span=span, content=span, sentence=at,
        sources=chain, stance=said.stance, status=said.status, negated=said.negated,
        co_sources=(Source(said.also_by, said.kind),) if said.also_by else (), figures=figures, dates=dates,
        quotes=tuple(quote.id for quote in quotes if span.start <= quote.span.start < span.end),
    )  # fmt: skip
