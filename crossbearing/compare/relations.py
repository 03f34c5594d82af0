"""How findings stand to each other: denies, contradicts, updates.

A conflict is not an update. Two values for one thing at one time contradict; a later count takes the place of an
earlier one, and what was planned is updated by what happened. Every relation says by which cues, figures and days.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from crossbearing.compare import counts
from crossbearing.compare.agreement import PLANNED_OR_DONE, Agreement
from crossbearing.compare.alignment import THRESHOLD
from crossbearing.compare.overview import Overview
from crossbearing.records import Claim, Finding, Material, Reason, Relation, RelationKind, Span

DENIAL_LIKENESS = 0.22
"""Least score of a denial for what it denies: likeness, and a bonus for what stands right before it."""
PLAN_LIKENESS = 0.3
"""Least likeness of a deed to what was planned."""


def relations(material: Material, findings: Iterable[Finding]) -> tuple[Relation, ...]:
    """All relations between the findings of one story, ordered; at most one of a kind between the same two."""
    known = tuple(findings)
    if not known:
        return ()
    drawing = _Drawing(material, known)
    drawn = [*drawing.denials(), *drawing.fulfilments(), *drawing.figures()]
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in drawn:
        key = (relation.kind, relation.from_id, relation.to_id)
        if key not in best or relation.score > best[key].score:
            best[key] = relation
    return tuple(best[key] for key in sorted(best))


class _Drawing:
    """One story's findings with their claims' numbers, while relations are drawn between them."""

    def __init__(self, material: Material, findings: tuple[Finding, ...]) -> None:
        self.overview = Overview(material)
        self.findings = findings
        self.agreement = Agreement(self.overview)
        self.likeness = self.agreement.likeness
        self.rows = [[self.overview.number[claim] for claim in finding.claims] for finding in findings]

    def _claims(self, at: int) -> list[Claim]:
        return [self.overview.claims[row] for row in self.rows[at]]

    def _nearest(self, a: int, b: int) -> tuple[float, tuple[Span, Span]]:
        """Highest likeness between claims of two findings, and those claims' spans."""
        block = self.likeness[np.ix_(self.rows[a], self.rows[b])]
        i, j = np.unravel_index(int(block.argmax()), block.shape)
        claims = self.overview.claims
        return float(block[i, j]), (claims[self.rows[a][i]].span, claims[self.rows[b][j]].span)

    # ── denials ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def denials(self) -> list[Relation]:
        """Ties each finding that denies to the one that it denies: the likest, or what stands right before it."""
        drawn = []
        for at, finding in enumerate(self.findings):
            if finding.stance != "denies":
                continue
            scored = [(self._denial_score(at, other), other) for other in range(len(self.findings)) if other != at]
            scored = [(score, other) for score, other in scored if self.findings[other].stance != "denies"]
            if not scored:
                continue
            score, target = max(scored, key=lambda pair: (round(pair[0], 4), -pair[1]))
            if score >= DENIAL_LIKENESS:
                likeness, spans = self._nearest(at, target)
                cue = next((r.detail for claim in self._claims(at) for r in claim.because if "den" in r.name), "denial")
                detail = f"cue “{cue}”; likeness {likeness:.2f}; next to it in {self._adjoining(at, target)} report(s)"
                reasons = (Reason(name="denial", detail=detail, score=round(score, 3), spans=spans),)
                drawn.append(_relation("denies", finding, self.findings[target], score, reasons))
        return drawn

    def _denial_score(self, at: int, other: int) -> float:
        likeness, _ = self._nearest(at, other)
        somebodys = any(claim.status == "alleged" or claim.sources for claim in self._claims(other))
        if any(claim.stance == "asserts" and claim.negated for claim in self._claims(other)):
            likeness -= 0.1
        return likeness + 0.12 * min(2, self._adjoining(at, other)) + 0.12 * somebodys

    def _adjoining(self, at: int, other: int) -> int:
        """For how many claims of `at` a claim of `other` stands in the same sentence or the next to it."""
        theirs = self._claims(other)
        return sum(
            any(near.span.report == claim.span.report and abs(claim.sentence - near.sentence) <= 1 for near in theirs)
            for claim in self._claims(at)
        )

    # ── planned → happened ────────────────────────────────────────────────────────────────────────────────────────────

    def fulfilments(self) -> list[Relation]:
        """What one finding plans, and the finding that is most like it among those that tell what happened since."""
        drawn = []
        for at, plan in enumerate(self.findings):
            if plan.status != "planned" or plan.stance != "asserts":
                continue
            able = [other for other in range(len(self.findings)) if self._fulfils(other, at)]
            if not able:
                continue
            score, _, other = max((round(self._agreement(other, at), 4), -other, other) for other in able)
            likeness, spans = self._nearest(other, at)
            if score >= THRESHOLD and likeness >= PLAN_LIKENESS:
                deed = self.findings[other]
                days = (
                    f"planned in {plan.first or 'a report of no known day'}, {deed.status} in {deed.last or 'another'}"
                )
                detail = f"{days}; likeness {likeness:.2f}"
                reasons = (Reason(name="planned, then done", detail=detail, score=round(likeness, 3), spans=spans),)
                drawn.append(_relation("updates", deed, plan, likeness, reasons))
        return drawn

    def _agreement(self, a: int, b: int) -> float:
        """How far two findings agree on average, as though being planned and being done were one."""
        return float(self.agreement.scores[np.ix_(self.rows[a], self.rows[b])].mean()) - PLANNED_OR_DONE

    def _fulfils(self, deed_at: int, plan_at: int) -> bool:
        """Whether a finding tells of a deed that may be the plan's: in another report, not dated before."""
        deed, plan = self.findings[deed_at], self.findings[plan_at]
        if deed.status not in ("happened", "ongoing") or deed.stance != "asserts":
            return False
        if {c.span.report for c in self._claims(deed_at)} <= {c.span.report for c in self._claims(plan_at)}:
            return False
        if not plan.first:
            return True
        dated = [when.value for claim in self._claims(deed_at) for when in claim.dates]
        since = not dated or any(day >= plan.first[: len(day)] for day in dated)
        return since and (not deed.last or deed.last >= plan.first)

    # ── figures ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def figures(self) -> list[Relation]:
        """Counts that are brought up to date, and figures that disagree."""
        near = self.agreement.candidates()
        drawn = [
            *counts.draw(self.overview, self.findings),
            *counts.disagreements(self.overview, self.findings, near, self.likeness),
        ]
        return [_relation(d.kind, self.findings[d.from_], self.findings[d.to], d.score, (d.reason,)) for d in drawn]


def _relation(kind: RelationKind, from_: Finding, to: Finding, score: float, reasons: tuple[Reason, ...]) -> Relation:
    return Relation(kind=kind, from_id=from_.id, to_id=to.id, score=round(float(score), 3), reasons=reasons)
