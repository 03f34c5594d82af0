"""How findings stand to each other: denies, contradicts, updates.

A conflict is not an update. Two values for one thing at one time contradict; a later count takes the place of an
earlier one, and what was planned is updated by what happened. Every relation says by which cues, figures and days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

import numpy as np

from crossbearing.compare.agreement import Agreement
from crossbearing.compare.overview import Overview
from crossbearing.compare.values import agree, comparable
from crossbearing.records import Claim, Figure, Finding, Material, Reason, Relation, RelationKind, Span

DENIAL_LIKENESS = 0.22
"""Least score of a denial for what it denies: likeness, and a bonus for what stands right before it."""
PLAN_LIKENESS = 0.35
COUNT_LIKENESS = -0.05
"""Least likeness of two claims with counts: one event has one count of its dead, unless the words differ wholly."""
_FOREIGN_SCALE = 12
"""A count so many times another is of something else: a war's dead, not a day's."""

_GROWING = frozenset({"dead", "injured", "missing", "arrested"})
"""Counts that are brought up to date while an event is reported."""
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|earlier|initial(?:ly)?|at first|updat(?:ing|ed) an? |up from|from an? )\b", re.IGNORECASE
)
"""Words before a figure that say it was the count before."""


class _Count(NamedTuple):
    """A growing count in a finding's claim."""

    finding: int
    claim: Claim
    figure: Figure
    day: str
    superseded: bool


def relations(material: Material, findings: Iterable[Finding]) -> tuple[Relation, ...]:
    """All relations between the findings of one story, ordered; at most one of a kind between the same two."""
    known = tuple(findings)
    drawing = _Drawing(material, known)
    drawn = [*drawing.denials(), *drawing.fulfilments(), *drawing.counts()]
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
        self.likeness = Agreement(self.overview).likeness if self.overview.claims else np.zeros((0, 0), np.float32)
        self.rows = [[self.overview.number[claim] for claim in finding.claims] for finding in findings]
        self.finding_of = {row: at for at, rows in enumerate(self.rows) for row in rows}

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
        accused = any(claim.status == "alleged" for claim in self._claims(other))
        if any(claim.stance == "asserts" and claim.negated for claim in self._claims(other)):
            likeness -= 0.1
        return likeness + 0.12 * min(2, self._adjoining(at, other)) + 0.12 * accused

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
            near = [
                (self._nearest(other, at), other) for other in range(len(self.findings)) if self._fulfils(other, at)
            ]
            if not near:
                continue
            (likeness, spans), other = max(near, key=lambda pair: (round(pair[0][0], 4), -pair[1]))
            if likeness >= PLAN_LIKENESS:
                deed = self.findings[other]
                days = (
                    f"planned in {plan.first or 'a report of no known day'}, {deed.status} in {deed.last or 'another'}"
                )
                detail = f"{days}; likeness {likeness:.2f}"
                reasons = (Reason(name="planned, then done", detail=detail, score=round(likeness, 3), spans=spans),)
                drawn.append(_relation("updates", deed, plan, likeness, reasons))
        return drawn

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
        return (not deed.last or deed.last >= plan.first) and all(day >= plan.first[: len(day)] for day in dated)

    # ── counts ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def counts(self) -> list[Relation]:
        """Counts of one thing that differ: updates when one is later or says so, else contradictions."""
        counts = [count for at in range(len(self.findings)) for count in self._counts_of(at)]
        pairs = [(a, b) for a, b in combinations(counts, 2) if a.finding != b.finding and self._differ(a, b)]
        return [self._count_relation(a, b) for a, b in pairs]

    def _counts_of(self, at: int) -> list[_Count]:
        if self.findings[at].stance != "asserts":
            return []
        return [
            _Count(at, claim, figure, self._day(claim), self._is_superseded(claim, figure))
            for claim in self._claims(at)
            for figure in claim.figures
            if figure.of in _GROWING
        ]

    def _day(self, claim: Claim) -> str:
        """The day of which a claim speaks as its today: when its source said it, else the day of publication."""
        return (claim.said_on.value if claim.said_on else None) or self.overview.report(claim).published.value or ""

    def _is_superseded(self, claim: Claim, figure: Figure) -> bool:
        """Whether the text calls this the count before."""
        text = self.overview.report(claim).text
        before = text[max(claim.span.start, figure.span.start - 40) : figure.span.start + 12]
        return _EARLIER.search(before) is not None

    def _differ(self, a: _Count, b: _Count) -> bool:
        x, y = a.figure, b.figure
        if not comparable(x, y) or (agree(x, y) and x.value == y.value) or min(x.value, y.value) <= 0:
            return False
        if max(x.value, y.value) > _FOREIGN_SCALE * min(x.value, y.value):
            return False
        if agree(x, y) and a.day == b.day:
            return False
        if _other_days(a.claim, b.claim):
            return False
        likeness = float(self.likeness[self.overview.number[a.claim.id], self.overview.number[b.claim.id]])
        return likeness >= COUNT_LIKENESS or (
            a.claim.span.report == b.claim.span.report and (a.superseded or b.superseded)
        )

    def _count_relation(self, a: _Count, b: _Count) -> Relation:
        """The later count is the one that the text calls newer, else that of the later day, else the greater."""
        stated = a.superseded != b.superseded
        if stated:
            early, late = (a, b) if a.superseded else (b, a)
        else:
            early, late = sorted((a, b), key=lambda count: (count.day, count.figure.value, count.finding))
        by_day = bool(early.day and late.day and early.day < late.day)
        rises = a.claim.span.report != b.claim.span.report and late.figure.value > early.figure.value
        if stated:
            why = "the text says which came first"
        elif by_day:
            why = "the later day's"
        else:
            why = "the same day, and counts rise" if rises else "the same time"
        what = " ".join(part for part in (late.figure.unit, late.figure.of) if part)
        values = (
            f"{early.figure.value:g} ({early.day or 'no day'}), {late.figure.value:g} ({late.day or 'no day'}) {what}"
        )
        reasons = (Reason(name="count", detail=f"{values}: {why}", spans=(late.figure.span, early.figure.span)),)
        kind: RelationKind = "updates" if stated or by_day or rises else "contradicts"
        score = 0.9 if stated or by_day else 0.6
        return _relation(kind, self.findings[late.finding], self.findings[early.finding], score, reasons)


def _other_days(a: Claim, b: Claim) -> bool:
    """Whether both claims date what they tell, to days that cannot be one."""
    ours = [when.value for when in a.dates if len(when.value) == 10]
    theirs = [when.value for when in b.dates if len(when.value) == 10]
    return bool(ours and theirs) and not set(ours) & set(theirs)


def _relation(kind: RelationKind, from_: Finding, to: Finding, score: float, reasons: tuple[Reason, ...]) -> Relation:
    return Relation(kind=kind, from_id=from_.id, to_id=to.id, score=round(float(score), 3), reasons=reasons)
