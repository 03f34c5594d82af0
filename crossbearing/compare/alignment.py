"""Claims of many reports → groups that say one thing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.clustering import sparse_average_link
from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.judge import Judge, judge
from crossbearing.compare.overview import Overview
from crossbearing.compare.values import compare
from crossbearing.records import Claim, Group, Material, PairSigns, Reason, Span

COUNTED = 0.0
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
    joined = _Joined(evidence, shipped)
    return tuple(joined.group(rows) for rows in clusters(evidence, shipped))


def clusters(evidence: Evidence, weighing: Judge) -> list[list[int]]:
    """The groups as sorted lists of claim numbers, ordered by their first."""
    odds = _odds(evidence, weighing)
    joined = sparse_average_link(evidence.pairs, odds, weighing.background(evidence), weighing.threshold)
    return sorted(part for rows in joined for part in _plan_and_deed(evidence, rows))


def _odds(evidence: Evidence, weighing: Judge) -> NDArray[np.float64]:
    odds = weighing.log_odds(evidence.table)
    negated, contained = (evidence.table[:, SIGNS.index(sign)] for sign in ("one is negated", "contained"))
    odds[(negated > 0) & (contained >= _SAME_WORDS)] = OTHER_POLARITY
    claims = evidence.overview.claims
    values = [frozenset(figure.value for figure in claim.figures) for claim in claims]
    disjoint = [bool(values[i] and values[j]) and values[i].isdisjoint(values[j]) for i, j in evidence.pairs]
    odds[np.array(disjoint, dtype=bool)] += OTHER_FIGURES
    for at in np.flatnonzero(evidence.table[:, SIGNS.index("other figure")]):
        i, j = evidence.pairs[at]
        if any(x.of and x.of == y.of for x, y in compare(claims[i].figures, claims[j].figures)[1]):
            odds[at] = OTHER_COUNT
    return odds


def _plan_and_deed(evidence: Evidence, rows: list[int]) -> list[list[int]]:
    """Two groups where one would hold what was awaited and what was then done: that is an update, not one finding.

    A deed is later where its report's day is after that of every report that awaits it; a visit that one report calls
    planned and another done on one day stays one finding.
    """
    day = {row: evidence.overview.report(evidence.overview.claims[row]).published.value for row in rows}
    awaited = [day[row] for row in rows if evidence.overview.pending[row]]
    known = [value for value in awaited if value]
    if not awaited or len(known) < len(awaited):
        return [rows]
    later = [row for row in rows if _is_told_as_done(evidence, row) and (day[row] or "") > max(known)]
    return [[row for row in rows if row not in later], later] if later else [rows]


def _is_told_as_done(evidence: Evidence, row: int) -> bool:
    return evidence.overview.claims[row].status in ("happened", "ongoing") and not evidence.overview.pending[row]


def _stands_alone(overview: Overview, row: int) -> bool:
    """Whether a claim reads as a sentence by itself: it opens its sentence, and is no headline."""
    claim = overview.claims[row]
    sentence = overview.reading(claim).sentences[claim.sentence]
    return claim.span.start == sentence.span.start and not sentence.heading


class _Joined:
    """Groups with the reasons why their members are in them."""

    def __init__(self, evidence: Evidence, weighing: Judge) -> None:
        self._overview = evidence.overview
        self._judge = weighing
        self._evidence = evidence
        self._odds = _odds(evidence, weighing)
        self._background = weighing.background(evidence)

    def group(self, rows: list[int]) -> Group:
        """The claims of these numbers, worded by the one that agrees most with the others."""
        support = self._support(rows)
        wording = max(rows, key=lambda row: (_stands_alone(self._overview, row), round(support[row], 4), -row))
        others = [row for row in rows if row != wording]
        claims = self._overview.claims
        return Group(
            claims=tuple(claims[row].id for row in rows),
            wording=claims[wording].id,
            reasons=tuple(self._reason(wording, row) for row in others),
            doubtful=tuple(claims[row].id for row in others if support[row] < COUNTED * len(others)),
        )

    def _support(self, rows: list[int]) -> dict[int, float]:
        """For each claim the sum of its log-odds with the others."""
        at = np.array(rows)
        i, j = np.triu_indices(len(rows), 1)
        odds = self._background.of(at[i], at[j])
        known = self._evidence.numbers(at[i], at[j])
        odds = np.where(known >= 0, self._odds[known], odds) if len(self._odds) else odds
        support = np.bincount(i, odds, len(rows)) + np.bincount(j, odds, len(rows))
        return dict(zip(rows, support.tolist(), strict=True))

    def _log_odds(self, i: int, j: int) -> float:
        at = self._evidence.number(i, j)
        if at is not None:
            return float(self._odds[at])
        return float(self._background.of(np.array([i]), np.array([j]))[0])

    def _reason(self, wording: int, row: int) -> Reason:
        """Why a claim is in the group that `wording` stands for: what weighs most for and against the two."""
        a, b = self._overview.claims[wording], self._overview.claims[row]
        score = round(self._log_odds(wording, row), 3)
        at = self._evidence.number(wording, row)
        if at is None:
            detail = "not near by itself: it agrees with the other claims of the finding"
            return Reason(name="says the same", detail=detail, score=score, spans=(a.span, b.span))
        shares = self._judge.shares(self._evidence.table[at])
        told = [(sign, share) for sign, share in shares.items() if abs(share) >= _LEAST_TOLD][:_TOLD]
        detail = "; ".join(f"{sign} {share:+.1f}" for sign, share in told) or "as like as near claims are"
        return Reason(name="says the same", detail=detail, score=score, spans=(a.span, b.span, *_figures(a, b)))


def _figures(a: Claim, b: Claim) -> tuple[Span, ...]:
    """The first two figures that agree."""
    agreeing, _ = compare(a.figures, b.figures)
    return (agreeing[0][0].span, agreeing[0][1].span) if agreeing else ()
