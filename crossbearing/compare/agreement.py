"""How far two claims of one story say the same: a score for every pair, and the reasons behind it."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.overview import Overview
from crossbearing.compare.values import compare
from crossbearing.records import Claim, Reason

NEIGHBOURS = 4
"""How many of its nearest claims tell how much company a claim has."""
FLOOR = np.float32(0.4)
"""Likeness below which company counts for nothing: in a story of few claims the nearest may still be far."""
_CANDIDATES = 12
"""Figures, dates and cues are weighed only for pairs that are among each other's nearest."""
COMPANY = np.float32(0.3)
"""How much of the company that two claims keep is taken from their likeness."""
SAME_REPORT = np.float32(-0.25)
"""The most that two claims of one report can score, below any threshold: an author does not repeat himself."""

OTHER_COUNT = np.float32(-1)
"""Two counts of the dead are two findings, however alike the words around them."""
_OTHER_FIGURE = -0.25
_SAME_FIGURE = 0.08
_OTHER_DAY = -0.08
_OTHER_POLARITY = -0.10
PLANNED_OR_DONE = -0.15
_OTHER_SPEAKER = -0.05


class Agreement:
    """Scores for all pairs of a story's claims, as matrices in the order of `Overview.claims`."""

    def __init__(self, overview: Overview) -> None:
        self.overview = overview
        numbers = overview.report_numbers
        self.same_report: NDArray[np.bool_] = numbers[:, None] == numbers[None, :]

    @cached_property
    def likeness(self) -> NDArray[np.float32]:
        """Half of it meaning (cosine of embeddings, less the story's mean), half of it words (IDF-weighted cosine)."""
        vectors = self.overview.vectors
        return np.asarray(0.5 * (vectors @ vectors.T) + 0.5 * self.overview.lexical, dtype=np.float32)

    @cached_property
    def closeness(self) -> NDArray[np.float32]:
        """Likeness less the mean likeness that both claims have to their nearest claims in other reports.

        Some claims resemble everything (the lede), some nothing; what matters is that two are closer to each other than
        to the rest. This makes one threshold fit stories of different density. Method: cross-domain similarity local
        scaling (Conneau et al., "Word translation without parallel data", 2018).
        """
        others = np.where(self.same_report, np.float32(-1), self.likeness)
        nearest = np.sort(others, axis=1)[:, -NEIGHBOURS:].mean(axis=1)
        return np.asarray(self.likeness - COMPANY * (nearest[:, None] + nearest[None, :]), dtype=np.float32)

    @cached_property
    def scores(self) -> NDArray[np.float32]:
        """Closeness, as far as there is likeness at all, with what figures, days, cues and speakers add or take."""
        near = np.minimum(self.closeness, self.likeness - FLOOR)
        scores: NDArray[np.float32] = np.where(self.same_report, np.minimum(near, SAME_REPORT), near).astype(np.float32)
        for i, j in self.candidates():
            total = sum(reason.score or 0.0 for reason in self.reasons(i, j))
            scores[i, j] += np.float32(total)
            scores[j, i] = scores[i, j]
        for i, j in self._other_counts():
            scores[i, j] = scores[j, i] = OTHER_COUNT
        return scores

    def _other_counts(self) -> list[tuple[int, int]]:
        """Pairs of claims, near or not, that count the same of the same and give values that cannot both be."""
        claims = self.overview.claims
        counting = [at for at, claim in enumerate(claims) if any(figure.of for figure in claim.figures)]
        return [
            (i, j)
            for i, j in combinations(counting, 2)
            if any(x.of and x.of == y.of for x, y in compare(claims[i].figures, claims[j].figures)[1])
        ]

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs i < j of different reports, each among the other's nearest."""
        others = np.where(self.same_report, np.float32(-1), self.likeness)
        count = min(_CANDIDATES, max(0, len(others) - 1))
        if not count:
            return []
        nearest = np.argsort(-others, axis=1, kind="stable")[:, :count]
        near = np.zeros(others.shape, dtype=bool)
        np.put_along_axis(near, nearest, values=True, axis=1)
        near &= near.T & ~self.same_report
        return [(int(i), int(j)) for i, j in np.argwhere(near) if i < j]

    def reasons(self, i: int, j: int) -> tuple[Reason, ...]:
        """What speaks for and against joining claims i and j beyond their words; scores are added to the closeness."""
        a, b = self.overview.claims[i], self.overview.claims[j]
        return (*_figures(a, b), *_days(a, b), *_cues(a, b), *self._speakers(a, b))

    def _speakers(self, a: Claim, b: Claim) -> list[Reason]:
        ours = {self.overview.known_as(source) for source in (*a.sources[:1], *a.co_sources)}
        theirs = {self.overview.known_as(source) for source in (*b.sources[:1], *b.co_sources)}
        if not ours or not theirs or ours & theirs:
            return []
        return [Reason(name="other source", detail=f"{min(ours)} / {min(theirs)}", score=_OTHER_SPEAKER)]


def _figures(a: Claim, b: Claim) -> list[Reason]:
    agreeing, differing = compare(a.figures, b.figures)
    if differing:
        x, y = differing[0]
        detail = f"{x.value:g} against {y.value:g} {x.unit or x.of or ''}".rstrip()
        return [Reason(name="other figure", detail=detail, score=_OTHER_FIGURE, spans=(x.span, y.span))]
    same = [(x, y) for x, y in agreeing if x.value == y.value]
    if same:
        x, y = same[0]
        detail = f"both give {x.value:g} {x.unit or x.of or ''}".rstrip()
        return [Reason(name="same figure", detail=detail, score=_SAME_FIGURE, spans=(x.span, y.span))]
    return []


def _days(a: Claim, b: Claim) -> list[Reason]:
    """Two claims that each give a date, and no date that could be the same."""
    pairs = [(x, y) for x in a.dates for y in b.dates]
    if not pairs or any(x.value.startswith(y.value) or y.value.startswith(x.value) for x, y in pairs):
        return []
    x, y = pairs[0]
    return [Reason(name="other day", detail=f"{x.value} against {y.value}", score=_OTHER_DAY, spans=(x.span, y.span))]


def _cues(a: Claim, b: Claim) -> list[Reason]:
    reasons = []
    if (a.stance == "denies") != (b.stance == "denies") or a.negated != b.negated:
        reasons.append(Reason(name="other polarity", detail="one denies or negates", score=_OTHER_POLARITY))
    if {a.status, b.status} in ({"planned", "happened"}, {"planned", "ongoing"}):
        reasons.append(Reason(name="planned or done", detail=f"{a.status} / {b.status}", score=PLANNED_OR_DONE))
    return reasons
