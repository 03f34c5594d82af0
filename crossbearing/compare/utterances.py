"""One utterance through translation and truncation: quotes of several reports that are one speaker's same words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import average_link
from crossbearing.compare.overview import Overview, terms
from crossbearing.records import Material, Quote, Reason, Utterance, content_id

SAME_SPEAKER = 0.45
"""Least mean likeness of one speaker's quotes to be one utterance."""
UNKNOWN_SPEAKER = 0.75
"""The same where a speaker is unknown."""
_REPEATED = 0.9
"""Two quotes of one report are one utterance only when the report repeats itself."""
_LEAST_WORDS = 2
"""Shorter fragments ("victory") stand for themselves unless the words are the same."""


def utterances(material: Material) -> tuple[Utterance, ...]:
    """Every quote of the story in exactly one utterance, ordered by speaker, then by the number of variants."""
    overview = Overview(material)
    order = sorted(range(len(material.reports)), key=lambda number: material.reports[number].id)
    quotes = [quote for r in order for quote in material.readings[r].quotes]
    if not quotes:
        return ()
    speakers = [overview.known_as(quote.speaker) if quote.speaker else None for quote in quotes]
    likeness = _likeness(overview, quotes, _vectors(material, order))
    scores = _by_speaker(likeness, speakers, [quote.span.report for quote in quotes])
    made = []
    for rows in average_link(scores, 0.0):
        named = sorted({speaker for row in rows if (speaker := speakers[row])})
        reasons = tuple(
            Reason(
                name="same words",
                detail=f"likeness {float(likeness[rows[0], row]):.2f}",
                score=round(float(likeness[rows[0], row]), 3),
                spans=(quotes[rows[0]].span, quotes[row].span),
            )
            for row in rows[1:]
        )
        ids = tuple(quotes[row].id for row in rows)
        speaker = named[0] if named else None
        made.append(Utterance(id=content_id("u", *sorted(ids)), speaker=speaker, quotes=ids, reasons=reasons))
    return tuple(sorted(made, key=lambda u: (u.speaker is None, u.speaker or "", -len(u.quotes), u.id)))


def _vectors(material: Material, order: list[int]) -> NDArray[np.float32]:
    rows = [np.frombuffer(material.vectors[r].quotes, "<f4").reshape(-1, material.vectors[r].dim) for r in order]
    return np.concatenate(rows)


def _likeness(overview: Overview, quotes: list[Quote], vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Half meaning, half shared words; a truncated quote is held against the words it has, not those it lacks."""
    stems = [frozenset(terms(overview.text(quote.span))) for quote in quotes]
    meaning = vectors @ vectors.T
    likeness = np.zeros(meaning.shape, dtype=np.float32)
    for i, ours in enumerate(stems):
        for j in range(i + 1, len(stems)):
            theirs = stems[j]
            weight = sum(overview.rarity.get(word, 1.0) for word in ours & theirs)
            whole = min(sum(overview.rarity.get(word, 1.0) for word in side) for side in (ours, theirs))
            shared = weight / whole if whole else 0.0
            same = overview.text(quotes[i].span).casefold() == overview.text(quotes[j].span).casefold()
            short = min(len(ours), len(theirs)) < _LEAST_WORDS
            value = 1.0 if same else 0.0 if short else 0.5 * float(meaning[i, j]) + 0.5 * shared
            likeness[i, j] = likeness[j, i] = value
    return likeness


def _by_speaker(likeness: NDArray[np.float32], speakers: list[str | None], reports: list[str]) -> NDArray[np.float32]:
    """Likeness above what the speakers ask for; two known speakers that differ never share an utterance, nor do two
    quotes of one report that are not the same words."""
    scores = np.full(likeness.shape, -1.0, dtype=np.float32)
    for i, ours in enumerate(speakers):
        for j, theirs in enumerate(speakers):
            if (ours and theirs and ours != theirs) or (reports[i] == reports[j] and likeness[i, j] < _REPEATED):
                continue
            needed = SAME_SPEAKER if ours and theirs else UNKNOWN_SPEAKER
            scores[i, j] = likeness[i, j] - needed
    return scores
