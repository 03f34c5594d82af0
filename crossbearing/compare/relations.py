"""How findings stand to each other: denies, contradicts, updates.

A conflict is not an update. Two values for one thing at one time contradict, and so do a claim and its negation; a
later count takes the place of an earlier one, and what was planned or awaited is updated by what happened. Every
relation says by which cues, figures and days.

Denials are tied by what stands beside them (`denials`). All else is asked of counterparts (`counterparts`), the claims
of two reports that would say one thing but for something: are they one thing at two stages (`stages`), do they give
two values of it (`differences`), does one say that it is not so? What is counted anew while an event is reported makes
series of its own (`counts`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from crossbearing.compare import counts
from crossbearing.compare.counterparts import Counterpart, counterparts, is_close
from crossbearing.compare.denials import denials
from crossbearing.compare.differences import difference
from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.overview import Overview
from crossbearing.compare.stages import DONE, stage
from crossbearing.records import Claim, Finding, Material, PairSigns, Reason, Relation, RelationKind

SHARED_WORDS = 0.7
"""Of the shorter claim's words, what two claims share at least that contradict by a "not"."""
NEGATED = 0.0
"""Least log-odds that two claims, one of which says "not", are of one thing."""
_TOLD = frozenset({"happened", "ongoing", "alleged"})


def relations(material: Material, pairs: PairSigns, findings: Iterable[Finding]) -> tuple[Relation, ...]:
    """All relations between the findings of one story, ordered; at most one of a kind between the same two."""
    known = tuple(findings)
    if not known:
        return ()
    drawing = _Drawing(material, pairs, known)
    drawn = [*drawing.denials(), *drawing.between_counterparts(), *drawing.counts()]
    best: dict[tuple[str, str, str], Relation] = {}
    for relation in drawn:
        key = (relation.kind, relation.from_id, relation.to_id)
        if key not in best or relation.score > best[key].score:
            best[key] = relation
    return tuple(best[key] for key in sorted(best))


class _Drawing:
    """One story's findings with their claims' numbers, while relations are drawn between them."""

    def __init__(self, material: Material, pairs: PairSigns, findings: tuple[Finding, ...]) -> None:
        self.overview = Overview(material)
        self.findings = findings
        self.evidence = Evidence(self.overview, pairs)
        number = self.overview.number
        self.finding_of = {number[claim]: at for at, finding in enumerate(findings) for claim in finding.claims}

    def _between(self, kind: RelationKind, from_: int, to: int, score: float, reason: Reason) -> list[Relation]:
        """The relation between the findings of two claims, where they are two; what contradicts has no direction."""
        one, other = self.finding_of[from_], self.finding_of[to]
        if one == other:
            return []
        if kind == "contradicts":
            one, other = sorted((one, other))
        return [_relation(kind, self.findings[one], self.findings[other], score, reason)]

    def denials(self) -> list[Relation]:
        return [
            relation
            for denial, of, score, reason in denials(self.evidence)
            for relation in self._between("denies", denial, of, score, reason)
        ]

    def between_counterparts(self) -> list[Relation]:
        """Of each pair of counterparts the first that holds: two stages, two values, a "not".

        What is planned in one finding is done in one other: the likeliest.
        """
        drawn: list[Relation] = []
        done: dict[str, Relation] = {}
        for pair in counterparts(self.evidence):
            for kind, from_, to, reason in self._of(pair):
                for relation in self._between(kind, from_, to, _share(pair.odds), reason):
                    if reason.name != DONE:
                        drawn.append(relation)
                    elif relation.to_id not in done or relation.score > done[relation.to_id].score:
                        done[relation.to_id] = relation
        return [*drawn, *done.values()]

    def _of(self, pair: Counterpart) -> Iterator[tuple[RelationKind, int, int, Reason]]:
        a, b = self.overview.claims[pair.i], self.overview.claims[pair.j]
        found = stage(self.evidence, pair)
        if found is not None:
            yield found
        elif "denies" not in (a.stance, b.stance):
            reason = self._values(pair, a, b) or self._negation(pair, a, b)
            if reason is not None:
                yield "contradicts", pair.i, pair.j, reason

    def _values(self, pair: Counterpart, a: Claim, b: Claim) -> Reason | None:
        """Two values of one thing. What grows while it is reported is left to `counts`."""
        found = is_close(pair) and difference(a, self.overview.text(a.content), b, self.overview.text(b.content))
        if not found:
            return None
        return Reason(found.what, found.detail, score=round(pair.odds, 3), spans=(found.ours, found.theirs))

    def _negation(self, pair: Counterpart, a: Claim, b: Claim) -> Reason | None:
        """Two claims of one thing, one of which says that it was not so."""
        told = {a.status, b.status} <= _TOLD and a.stance == b.stance == "asserts"
        negates = self.evidence.overview.negates[pair.i] != self.evidence.overview.negates[pair.j]
        if not told or not negates or not is_close(pair) or pair.odds < NEGATED or pair.contained < SHARED_WORDS:
            return None
        if self._may_both_hold(pair):
            return None
        detail = "one says that it was not so; " + " / ".join(_by(claim) for claim in (a, b))
        return Reason("negated", detail, score=round(pair.odds, 3), spans=(a.span, b.span))

    def _may_both_hold(self, pair: Counterpart) -> bool:
        """Whether two claims speak of two days, one of them tells what is not so yet, or one source said both."""
        signs = self.evidence.of(pair.i, pair.j)
        told = () if signs is None else ("other day", "one is pending", "same source")
        return any(signs is not None and signs[SIGNS.index(sign)] for sign in told)

    def counts(self) -> list[Relation]:
        """Counts that are brought up to date, and those that contradict."""
        return [
            _relation(drawn.kind, self.findings[drawn.from_], self.findings[drawn.to], drawn.score, drawn.reason)
            for drawn in counts.draw(self.overview, self.findings)
        ]


def _by(claim: Claim) -> str:
    return claim.sources[0].name if claim.sources else "the outlet"


def _share(odds: float) -> float:
    """Log-odds as a probability."""
    return float(1 / (1 + np.exp(-odds)))


def _relation(kind: RelationKind, from_: Finding, to: Finding, score: float, reason: Reason) -> Relation:
    return Relation(kind=kind, from_id=from_.id, to_id=to.id, score=round(float(score), 3), reasons=(reason,))
