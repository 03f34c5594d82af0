"""What decisions settle in a story, by themselves or together, so that nobody is asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from crossbearing.records import Anchor, Claim, Decision, DecisionKind, Dossier, Report, Span, sha256_of_text


class At(NamedTuple):
    """Where words of a decision stand now."""

    side: int
    span: Span
    claim: str | None


class Settled:
    """Look-ups over the decisions that hold."""

    def __init__(self, places: Sequence[tuple[Decision, tuple[At, ...]]]) -> None:
        self._places = places
        self._one: dict[str, str] = {}
        """Claim → a claim that says the same, by decisions (union-find)."""
        for decision, found in places:
            if decision.kind == "same":
                claims = [each.claim for each in found if each.claim is not None]
                for claim in claims[1:]:
                    self._one[self._root(claim)] = self._root(claims[0])
        self._apart = {
            frozenset((self._root(one.claim), self._root(other.claim)))
            for decision, found in places
            if decision.kind == "apart"
            for one in found
            for other in found
            if one.side < other.side and one.claim is not None and other.claim is not None
        }

    def pair(self, a: str, b: str) -> bool:
        """Whether it is decided that two claims say one thing, or that they do not."""
        one, other = self._root(a), self._root(b)
        return one == other or frozenset((one, other)) in self._apart

    def origin(self, name: str, claims: Collection[str]) -> bool:
        """Whether it is decided that what an origin says in some of these claims adds nothing."""
        return any(
            decision.kind == "origin" and decision.value == name and any(each.claim in claims for each in found)
            for decision, found in self._places
        )

    def at(self, kind: DecisionKind, span: Span) -> bool:
        """Whether there is a decision of the kind on words that have some in common with these."""
        return any(
            decision.kind == kind
            and any(e.span.report == span.report and e.span.start < span.end and span.start < e.span.end for e in found)
            for decision, found in self._places
        )

    def report(self, kind: DecisionKind, report: str) -> bool:
        """Whether there is a decision of the kind on any words of a report."""
        return any(d.kind == kind and any(each.span.report == report for each in found) for d, found in self._places)

    def _root(self, claim: str) -> str:
        while claim in self._one and self._one[claim] != claim:
            claim = self._one[claim]
        return claim


def of_story(dossier: Dossier, decisions: Sequence[Decision]) -> Settled:
    """What `decisions`, all of which hold, settle in a story."""
    return Settled(placed(dossier, decisions))


def placed(dossier: Dossier, decisions: Sequence[Decision]) -> tuple[tuple[Decision, tuple[At, ...]], ...]:
    """Each decision with the places of its words that are in a story.

    A decision that the dossier goes by stands where it was attached; one that waits for the next build stands where it
    was made, in a text that has not changed.
    """
    attached: dict[str, list[At]] = {}
    sides = {decision.id: [anchor.side for anchor in decision.anchors] for decision in decisions}
    for each in dossier.rulings.attached:
        if each.decision in sides:
            place = At(sides[each.decision][each.anchor], each.span, each.claim)
            attached.setdefault(each.decision, []).append(place)
    waiting = _Waiting(dossier)
    return tuple((each, tuple(attached.get(each.id) or waiting.places(each.anchors))) for each in decisions)


class _Waiting:
    """Where anchors stand in texts that are as they were."""

    def __init__(self, dossier: Dossier) -> None:
        self._reports: dict[str, Report] = {report.capture: report for report in dossier.reports}
        self._hash = {report.id: sha256_of_text(report.text) for report in dossier.reports}
        self._claims: dict[str, list[Claim]] = {each.report: list(each.claims) for each in dossier.readings}

    def places(self, anchors: Sequence[Anchor]) -> Iterator[At]:
        """The anchors that are in this story."""
        for anchor in anchors:
            report = self._reports.get(anchor.capture)
            if report is not None and self._hash[report.id] == anchor.sha256:
                span = Span(report.id, anchor.start, anchor.end)
                claim = next((each.id for each in self._claims[report.id] if span in (each.span, each.content)), None)
                yield At(anchor.side, span, claim)
