"""Embeddings of what was read: the report's lead, its sentences, claims and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from crossbearing.records import Reading, Report, Span, Vectors

LEAD_SENTENCES = 3
"""The headline and the first sentences name the event; what follows is background that many events share."""


class Embeds(Protocol):
    """What this stage needs of an encoder: text in, unit rows out."""

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


def vectors(report: Report, reading: Reading, encoder: Embeds) -> Vectors:
    """Encode one report. Rows stand in the order of the reading's sentences, claims and quotes."""
    lead = report.text[: max((s.span.end for s in reading.sentences[:LEAD_SENTENCES]), default=0)]
    groups = [
        [lead],
        [_words(report, sentence.span) for sentence in reading.sentences],
        [_words(report, claim.content) for claim in reading.claims],
        [_words(report, quote.span) for quote in reading.quotes],
    ]
    # A claim is often its whole sentence, a quote a whole claim: each text is encoded once.
    texts = sorted({text for group in groups for text in group})
    row = {text: number for number, text in enumerate(texts)}
    matrix = encoder.encode(texts).astype("<f4")
    first, sentences, claims, quotes = (matrix[[row[text] for text in group]].tobytes() for group in groups)
    return Vectors(report=report.id, dim=encoder.dim, lead=first, sentences=sentences, claims=claims, quotes=quotes)


def _words(report: Report, span: Span) -> str:
    return " ".join(report.text[span.start : span.end].split())
