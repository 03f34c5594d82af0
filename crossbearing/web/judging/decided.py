"""Decisions as they are shown: by whom, when, why, and what the machine had said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from crossbearing.compare.settled import At, placed
from crossbearing.records import Decision, DecisionKind, Dossier, Record, Standing
from crossbearing.web.readers import Reader
from crossbearing.write.days import spoken


class Shown(Record, frozen=True):
    """One decision in words."""

    id: str
    kind: DecisionKind
    value: str
    by: str
    at: str
    """UTC, ISO 8601."""
    day: str
    reason: str
    machine: str
    state: Literal["applied", "adrift", "waiting", "replaced"]
    why: tuple[str, ...]
    """Why it is adrift."""
    replaces: str = ""
    replaced_by: str = ""
    """Id of the decision that took its place; where that is an undo, who undid it is named in `undone_by`."""
    undone_by: str = ""


def shown(every: Sequence[Standing]) -> tuple[Shown, ...]:
    """All decisions of a case, in their order."""
    holding = [each.decision for each in every if each.state != "replaced"]
    later = {each.replaces: each for each in holding if each.replaces is not None}
    return tuple(_shown(each, later.get(each.decision.id)) for each in every)


def _shown(standing: Standing, later: Decision | None) -> Shown:
    decision = standing.decision
    gone = standing.state == "replaced" and later is not None
    return Shown(
        id=decision.id,
        kind=decision.kind,
        value=decision.value,
        by=decision.by,
        at=decision.at,
        day=spoken(decision.at[:10]),
        reason=decision.reason,
        machine=decision.machine,
        state=standing.state,
        why=standing.reasons,
        replaces=decision.replaces or "",
        replaced_by=later.id if gone and later is not None else "",
        undone_by=later.by if gone and later is not None and later.kind == "undo" else "",
    )


class OfStory:
    """The decisions that hold, by where in a story their words stand."""

    def __init__(self, reader: Reader, dossier: Dossier) -> None:
        every = reader.standings
        held = [each for each in every if each.state != "replaced" and each.decision.kind != "undo"]
        self._shown = {each.id: each for each in shown(held)}
        self._placed: Sequence[tuple[Decision, tuple[At, ...]]] = placed(dossier, [each.decision for each in held])

    def holding(self) -> tuple[Decision, ...]:
        """All of them."""
        return tuple(decision for decision, _ in self._placed)

    def at(self, kinds: Sequence[str], report: str, start: int, end: int) -> tuple[Shown, ...]:
        """Those of these kinds whose words have some in common with a passage."""
        return tuple(
            self._shown[decision.id]
            for decision, places in self._placed
            if decision.kind in kinds
            and any(p.span.report == report and p.span.start < end and start < p.span.end for p in places)
        )

    def of_claims(self, kinds: Sequence[str], claims: Sequence[str]) -> tuple[Shown, ...]:
        """Those of these kinds that are about any of some claims."""
        return tuple(
            self._shown[decision.id]
            for decision, places in self._placed
            if decision.kind in kinds and any(place.claim in claims for place in places)
        )
