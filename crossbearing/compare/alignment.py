"""Claims of many reports → groups that say one thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import sparse_average_link
from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.judge import Judge, judge
from crossbearing.compare.overview import Overview
from crossbearing.compare.ruled import Ruled
from crossbearing.compare.values import compare
from crossbearing.records import Claim, Group, Material, PairSigns, Reason, Span

COUNTED = -0.5
"""Mean log-odds with the finding's other claims under which a claim is in it, and adds no independence to it."""
OTHER_POLARITY = -6.0
"""Log-odds of two claims in the same words, one of which says "not"."""
_SAME_WORDS = 0.7
"""Of the shorter claim's words, weighted by rarity."""
OTHER_FIGURES = -2.0
"""Added for two claims that both give figures, and none in common: whatever they count, it is not the same."""
OTHER_COUNT = -12.0
"""Log-odds of two claims that count the dead differently: two findings, however alike the words around them."""
_TOLD = 4
"""How many of the signs that weigh most a reason names."""
_LEAST_TOLD = 0.2
"""Nats; less is not worth a word."""


def groups(material: Material, known: PairSigns) -> tuple[Group, ...]:
    """Every claim of the story in exactly one group; neither depends on the order of the reports."""
    overview = Overview(material)
    if not overview.claims:
        return ()
    evidence, shipped = Evidence(overview, known), judge()
    odds = _odds(evidence, shipped)
    joined = _Joined(evidence, shipped, odds)
    rulings = Ruled(overview)
    return tuple(rulings.told(joined.group(rows)) for rows in _clusters(evidence, shipped, odds))


def clusters(evidence: Evidence, weighing: Judge) -> list[list[int]]:
    """The groups as sorted lists of claim numbers, ordered by their first."""
    return _clusters(evidence, weighing, _odds(evidence, weighing))


def weighed(evidence: Evidence) -> NDArray[np.float64]:
    """For each near pair the log-odds (nats) that it says one thing, as the groups are made by them."""
    return _odds(evidence, judge())


def _clusters(evidence: Evidence, weighing: Judge, odds: NDArray[np.float64]) -> list[list[int]]:
    constraints = Ruled(evidence.overview).constraints()
    background, threshold = weighing.background(evidence), weighing.threshold
    joined = sparse_average_link(evidence.pairs, odds, background, threshold, constraints)
    return sorted(part for rows in joined for part in _plan_and_deed(evidence, rows, constraints.together))


def _odds(evidence: Evidence, weighing: Judge) -> NDArray[np.float64]:
    odds = weighing.log_odds(evidence.table)
    negated, contained = (evidence.table[:, SIGNS.index(sign)] for sign in ("one is negated", "contained"))
    odds[(negated > 0) & (contained >= _SAME_WORDS)] = OTHER_POLARITY
    claims = evidence.overview.claims
    values = [frozenset(figure.value for figure in claim.figures) for claim in claims]
    some = np.array([bool(each) for each in values])
    both = np.flatnonzero(some[evidence.pairs].all(axis=1))
    disjoint = [values[i].isdisjoint(values[j]) for i, j in evidence.pairs[both].tolist()]
    odds[both[np.array(disjoint, dtype=bool)]] += OTHER_FIGURES
    for at in np.flatnonzero(evidence.table[:, SIGNS.index("other figure")]):
        i, j = evidence.pairs[at]
        if any(x.of and x.of == y.of for x, y in compare(claims[i].figures, claims[j].figures)[1]):
            odds[at] = OTHER_COUNT
    return odds


def _plan_and_deed(evidence: Evidence, rows: list[int], together: Sequence[Sequence[int]]) -> list[list[int]]:
    """Two groups where one would hold what was awaited and what was then done: that is an update, not one finding.

    A deed is later where its report's day is after that of every report that awaits it; a visit that one report calls
    planned and another done on one day stays one finding. So do claims that a reader put together.
    """
    day = {row: evidence.overview.report(evidence.overview.claims[row]).published.value for row in rows}
    awaited = [day[row] for row in rows if evidence.overview.pending[row]]
    known = [value for value in awaited if value]
    if not awaited or len(known) < len(awaited):
        return [rows]
    later = {row for row in rows if _is_told_as_done(evidence, row) and (day[row] or "") > max(known)}
    for joined in together:
        if not later.issuperset(joined):
            later.difference_update(joined)
    return [[row for row in rows if row not in later], [row for row in rows if row in later]] if later else [rows]


def _is_told_as_done(evidence: Evidence, row: int) -> bool:
    return evidence.overview.claims[row].status in ("happened", "ongoing") and not evidence.overview.pending[row]


def _stands_alone(overview: Overview, row: int) -> bool:
    """Whether a claim reads as a sentence by itself: it opens its sentence, and is no headline."""
    claim = overview.claims[row]
    sentence = overview.reading(claim).sentences[claim.sentence]
    return claim.span.start == sentence.span.start and not sentence.heading


class _Joined:
    """Groups with the reasons why their members are in them."""

    def __init__(self, evidence: Evidence, weighing: Judge, odds: NDArray[np.float64]) -> None:
        self._evidence = evidence
        self._overview = evidence.overview
        self._judge = weighing
        self._odds = odds
        self._background = weighing.background(evidence)

    def group(self, rows: list[int]) -> Group:
        """The claims of these numbers, worded by the one that agrees most with the others."""
        claims = self._overview.claims
        near, odds = self._among(np.array(rows))
        support = odds.sum(axis=1).tolist()
        best = max(
            range(len(rows)),
            key=lambda at: (_stands_alone(self._overview, rows[at]), round(support[at], 4), -rows[at]),
        )
        others = [at for at in range(len(rows)) if at != best]
        wording = claims[rows[best]]
        told = self._told(near[best, others])
        return Group(
            claims=tuple(claims[row].id for row in rows),
            wording=wording.id,
            reasons=tuple(
                _reason(wording, claims[rows[at]], float(odds[best, at]), why)
                for at, why in zip(others, told, strict=True)
            ),
            doubtful=tuple(claims[rows[at]].id for at in others if support[at] < COUNTED * len(others)),
        )

    def _among(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Where each two of the claims stand in the table (-1: they are not near), and their log-odds; both square."""
        i, j = np.triu_indices(len(rows), 1)
        near, odds = np.full((len(rows), len(rows)), -1), self._background.among(rows)
        at = self._evidence.numbers(rows[i], rows[j])
        near[i, j] = near[j, i] = at
        known = at >= 0
        odds[i[known], j[known]] = odds[j[known], i[known]] = self._odds[at[known]]
        np.fill_diagonal(odds, 0)
        return near, odds

    def _told(self, near: NDArray[np.int64]) -> list[str | None]:
        """What weighs most for and against pairs that stand in the table at `near`, in words; None for those at -1."""
        told: list[str | None] = [None] * len(near)
        known = np.flatnonzero(near >= 0)
        for at, shares in zip(
            known.tolist(), self._judge.shares(self._evidence.table[near[known]], _TOLD), strict=True
        ):
            weighty = [f"{sign} {share:+.1f}" for sign, share in shares if abs(share) >= _LEAST_TOLD]
            told[at] = "; ".join(weighty) or "as like as near claims are"
        return told


def _reason(wording: Claim, claim: Claim, odds: float, told: str | None) -> Reason:
    """Why a claim is in the group that `wording` stands for. `told`: what weighs most, None where they are not near."""
    return Reason(
        name="says the same",
        detail="not near by itself: it agrees with the other claims of the finding" if told is None else told,
        score=round(odds, 3),
        spans=(wording.span, claim.span, *(() if told is None else _figures(wording, claim))),
    )


def _figures(a: Claim, b: Claim) -> tuple[Span, ...]:
    """The first two figures that agree."""
    agreeing, _ = compare(a.figures, b.figures)
    return (agreeing[0][0].span, agreeing[0][1].span) if agreeing else ()
