"""How findings stand to each other: denies, contradicts, updates.

A conflict is not an update. Two values for one thing at one time contradict, and so do a claim and its negation; a
later count takes the place of an earlier one, and what was planned or awaited is updated by what happened. Every
relation says by which cues, figures and days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare import counts
from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.judge import judge
from crossbearing.compare.overview import Overview
from crossbearing.records import Claim, Finding, Material, PairSigns, Reason, Relation, RelationKind, Span

DENIAL_LIKENESS = 0.22
"""Least score of a denial for what it denies: likeness, and a bonus for what stands right before it."""
SAME_BUT_FOR = 0.0
"""Least log-odds that two claims say one thing but for what sets them apart (planned against done, "not")."""
SHARED_WORDS = 0.5
"""Of the shorter claim's words, what two claims share at least that contradict by a "not" or by a figure."""
_SET_APART = ("one is pending", "one is unsure", "one denies", "other day", "same day", "one has a source")
_OPPOSED = ("one is negated", "one denies", "one is unsure", "one has a source")
_BUT_FOR_A_FIGURE = ("other figure", "one has a figure", "one is pending", "one has a source")


def relations(material: Material, pairs: PairSigns, findings: Iterable[Finding]) -> tuple[Relation, ...]:
    """All relations between the findings of one story, ordered; at most one of a kind between the same two."""
    known = tuple(findings)
    if not known:
        return ()
    drawing = _Drawing(material, pairs, known)
    drawn = [*drawing.denials(), *drawing.fulfilments(), *drawing.negations(), *drawing.figures()]
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in drawn:
        key = (relation.kind, relation.from_id, relation.to_id)
        if key not in best or relation.score > best[key].score:
            best[key] = relation
    return tuple(best[key] for key in sorted(best))


class _Pair(NamedTuple):
    """Two claims that would say one thing but for something, by number, and their log-odds without it."""

    i: int
    j: int
    odds: float


class _Drawing:
    """One story's findings with their claims' numbers, while relations are drawn between them."""

    def __init__(self, material: Material, pairs: PairSigns, findings: tuple[Finding, ...]) -> None:
        self.overview = Overview(material)
        self.findings = findings
        self.evidence = Evidence(self.overview, pairs)
        self.rows = [[self.overview.number[claim] for claim in finding.claims] for finding in findings]
        self.finding_of = {row: at for at, rows in enumerate(self.rows) for row in rows}

    def _claims(self, at: int) -> list[Claim]:
        return [self.overview.claims[row] for row in self.rows[at]]

    def _but_for(self, aside: tuple[str, ...], least_shared: float = 0.0) -> Iterator[_Pair]:
        """Near pairs of claims of two findings that are likely to say one thing, the signs in `aside` put aside.

        `least_shared`: of the shorter claim's words, weighted by rarity, what both must have.
        """
        odds = judge().log_odds(self.evidence.table, aside)
        shared = self.evidence.table[:, SIGNS.index("contained")]
        finding = np.array([self.finding_of[row] for row in range(len(self.finding_of))])
        i, j = self.evidence.pairs.T
        at = np.flatnonzero((odds >= SAME_BUT_FOR) & (shared >= least_shared) & (finding[i] != finding[j]))
        return map(_Pair._make, zip(i[at].tolist(), j[at].tolist(), odds[at].tolist(), strict=True))

    # ── denials ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def denials(self) -> list[Relation]:
        """Ties each finding that denies to the one that it denies: the likest, or what stands right before it."""
        drawn = []
        for at, finding in enumerate(self.findings):
            if finding.stance != "denies":
                continue
            likeness = self._likeness(at)
            scored = [
                (self._denial_score(at, other, likeness), other)
                for other in range(len(self.findings))
                if other != at and self._may_be_denied(other)
            ]
            if not scored:
                continue
            score, target = max(scored, key=lambda pair: (round(pair[0], 4), -pair[1]))
            if score >= DENIAL_LIKENESS:
                near, spans = self._nearest(at, target, likeness)
                cue = next((r.detail for claim in self._claims(at) for r in claim.because if "den" in r.name), "denial")
                detail = f"cue “{cue}”; likeness {near:.2f}; next to it in {self._adjoining(at, target)} report(s)"
                reasons = (Reason(name="denial", detail=detail, score=round(score, 3), spans=spans),)
                drawn.append(_relation("denies", finding, self.findings[target], score, reasons))
        return drawn

    def _likeness(self, at: int) -> NDArray[np.float32]:
        """Of a finding's claims (rows) to all claims of the story (columns)."""
        vectors = self.evidence.rows
        return np.asarray(vectors[self.rows[at]] @ vectors.T)

    def _nearest(self, at: int, other: int, likeness: NDArray[np.float32]) -> tuple[float, tuple[Span, Span]]:
        """Highest likeness between claims of two findings, and those claims' spans."""
        block = likeness[:, self.rows[other]]
        i, j = np.unravel_index(int(block.argmax()), block.shape)
        spans = self._claims(at)[int(i)].span, self._claims(other)[int(j)].span
        return float(block[i, j]), spans

    def _denial_score(self, at: int, other: int, all_likeness: NDArray[np.float32]) -> float:
        likeness, _ = self._nearest(at, other, all_likeness)
        somebodys = any(claim.status == "alleged" or claim.sources for claim in self._claims(other))
        return likeness + 0.12 * min(2, self._adjoining(at, other)) + 0.12 * somebodys

    def _may_be_denied(self, at: int) -> bool:
        """A finding that neither denies nor says itself that something is not so."""
        negated = sum(self.overview.negates[row] for row in self.rows[at])
        return self.findings[at].stance != "denies" and 2 * negated <= len(self.rows[at])

    def _adjoining(self, at: int, other: int) -> int:
        """For how many claims of `at` a claim of `other` stands in the same sentence or the next to it."""
        theirs = self._claims(other)
        return sum(
            any(near.span.report == claim.span.report and abs(claim.sentence - near.sentence) <= 1 for near in theirs)
            for claim in self._claims(at)
        )

    # ── planned or awaited → happened ─────────────────────────────────────────────────────────────────────────────────

    def fulfilments(self) -> list[Relation]:
        """What one finding plans or awaits, and the finding that is likest to tell of it as done, in a later report."""
        best: dict[int, tuple[_Pair, int]] = {}
        for pair in self._but_for(_SET_APART):
            for plan, deed in ((pair.i, pair.j), (pair.j, pair.i)):
                if not self._fulfils(deed, plan):
                    continue
                at = self.finding_of[plan]
                if at not in best or pair.odds > best[at][0].odds:
                    best[at] = _Pair(plan, deed, pair.odds), self.finding_of[deed]
        drawn = []
        for at, ((plan, deed, odds), by) in sorted(best.items()):
            before, after = self.overview.claims[plan], self.overview.claims[deed]
            days = [self.overview.report(claim).published.value for claim in (before, after)]
            detail = f"{self.overview.pending[plan]} on {days[0]}, {after.status} on {days[1]}"
            reason = Reason("planned, then done", detail, score=round(odds, 3), spans=(after.span, before.span))
            drawn.append(_relation("updates", self.findings[by], self.findings[at], _share(odds), (reason,)))
        return drawn

    def _fulfils(self, deed_at: int, plan_at: int) -> bool:
        """Whether a claim may tell that what another awaits was done: in a report of a later day, not dated before."""
        deed, plan = self.overview.claims[deed_at], self.overview.claims[plan_at]
        if deed.status not in ("happened", "ongoing") or deed.stance != "asserts" or self.overview.negates[deed_at]:
            return False
        if not self.overview.pending[plan_at] or self.overview.pending[deed_at]:
            return False
        first, then = (self.overview.report(claim).published.value for claim in (plan, deed))
        if not first or not then or then <= first:
            return False
        return not deed.dates or any(when.value >= first[: len(when.value)] for when in deed.dates)

    # ── a claim and its negation ──────────────────────────────────────────────────────────────────────────────────────

    def negations(self) -> list[Relation]:
        """Two claims of one thing, one of which says that it was not so."""
        drawn = []
        for i, j, odds in self._but_for(_OPPOSED, SHARED_WORDS):
            a, b = self.overview.claims[i], self.overview.claims[j]
            told = {a.status, b.status} <= {"happened", "ongoing", "alleged"} and a.stance == b.stance == "asserts"
            if not told or self.overview.negates[i] == self.overview.negates[j] or self._may_both_hold(i, j):
                continue
            detail = "one says that it was not so; " + " / ".join(_by(claim) for claim in (a, b))
            reason = Reason("negated", detail, score=round(odds, 3), spans=(a.span, b.span))
            one, other = sorted((self.finding_of[i], self.finding_of[j]))
            drawn.append(_relation("contradicts", self.findings[one], self.findings[other], _share(odds), (reason,)))
        return drawn

    def _may_both_hold(self, i: int, j: int) -> bool:
        """Whether two claims speak of two days, one of them tells what is not so yet, or one source said both."""
        signs = self.evidence.of(i, j)
        told = () if signs is None else ("other day", "one is pending", "same source")
        return any(signs is not None and signs[SIGNS.index(sign)] for sign in told)

    # ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def figures(self) -> list[Relation]:
        """Counts that are brought up to date, and figures that disagree."""
        near = [(pair.i, pair.j) for pair in self._but_for(_BUT_FOR_A_FIGURE, SHARED_WORDS)]
        drawn = [
            *counts.draw(self.overview, self.findings),
            *counts.disagreements(self.overview, self.findings, near),
        ]
        return [_relation(d.kind, self.findings[d.from_], self.findings[d.to], d.score, (d.reason,)) for d in drawn]


def _by(claim: Claim) -> str:
    return claim.sources[0].name if claim.sources else "the outlet"


def _share(odds: float) -> float:
    """Log-odds as a probability."""
    return float(1 / (1 + np.exp(-odds)))


def _relation(kind: RelationKind, from_: Finding, to: Finding, score: float, reasons: tuple[Reason, ...]) -> Relation:
    return Relation(kind=kind, from_id=from_.id, to_id=to.id, score=round(float(score), 3), reasons=reasons)
