"""What a reader decided of a story's claims, as clustering and groups know it."""

from __future__ import annotations

from msgspec.structs import replace

from crossbearing.compare.clustering import UNCONSTRAINED, Constraints
from crossbearing.compare.overview import Overview
from crossbearing.decided import because
from crossbearing.records import Decision, Group, Reason, Span


class Ruled:
    """The rulings of a story on which claims are of one finding."""

    def __init__(self, overview: Overview) -> None:
        self._overview = overview
        self._rulings = overview.material.rulings
        claims: dict[str, dict[str, int]] = {}
        for each in self._rulings.attached:
            if each.claim is not None:
                claims.setdefault(each.decision, {})[each.claim] = each.anchor
        self._of_claims = [
            (decision, claims[decision.id])
            for decision in sorted(self._rulings.decisions, key=lambda each: (each.at, each.id))
            if decision.kind in ("same", "apart") and decision.id in claims
        ]

    def constraints(self) -> Constraints:
        """Which claims, by number, are of one finding, and which are not."""
        if not (self._rulings.same or self._rulings.apart):
            return UNCONSTRAINED
        number = self._overview.number
        return Constraints(
            together=[[number[claim] for claim in claims] for claims in self._rulings.same],
            apart=[(number[a], number[b]) for a, b in self._rulings.apart],
        )

    def told(self, group: Group) -> Group:
        """The group with the decisions that made it so among its reasons; what a reader put there is not doubtful."""
        if not self._of_claims:
            return group
        inside = set(group.claims)
        reasons: list[Reason] = []
        decided: set[str] = set()
        for decision, anchors in self._of_claims:
            there = inside.intersection(anchors)
            if decision.kind == "same" and len(there) > 1:
                decided |= there
                reasons.append(self._because(decision, "these say one thing", sorted(there)))
            elif decision.kind == "apart" and self._is_split(decision, anchors, there):
                reasons.append(self._because(decision, "these do not say the same as others", sorted(there)))
        return replace(
            group,
            reasons=(*reasons, *group.reasons),
            doubtful=tuple(claim for claim in group.doubtful if claim not in decided),
        )

    def _is_split(self, decision: Decision, anchors: dict[str, int], there: set[str]) -> bool:
        """Whether the group has claims of one side alone."""
        return len({decision.anchors[anchors[claim]].side for claim in there}) == 1

    def _because(self, decision: Decision, what: str, claims: list[str]) -> Reason:
        said = {"same": "they do", "apart": "they do not"}.get(decision.machine, "")
        return because(decision, what, said, tuple(sorted(self._span(claim) for claim in claims)))

    def _span(self, claim: str) -> Span:
        return self._overview.claims[self._overview.number[claim]].span
