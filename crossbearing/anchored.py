"""The decisions of a case that hold, and in which captures, as they stand now, their anchors lie."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import msgspec

from crossbearing.decide.holding import holding
from crossbearing.decide.pins import Away, Pin
from crossbearing.history import Heads
from crossbearing.records import Anchor, Decision

GONE = "its report is read no longer"
ELSEWHERE = "its report is in another story, and a finding is of one"


class Anchored:
    """Where the decisions that hold are anchored: with the report that was read from the anchor's capture or stands
    where that stood, else with the one of the same name."""

    def __init__(self, decisions: Sequence[Decision], captures: Heads) -> None:
        self.held = tuple(each for each in holding(decisions) if each.kind != "undo")
        """In the order in which they were made."""
        self.number = len(decisions)
        """Of all decisions, those too that hold no longer."""
        self._units = {each.id: tuple(self._unit(anchor, captures) for anchor in each.anchors) for each in self.held}
        self._of: dict[str, list[Decision]] = {}
        for decision in self.held:
            for unit in dict.fromkeys(self._units[decision.id]):
                if unit is not None:
                    self._of.setdefault(unit, []).append(decision)

    def units(self) -> frozenset[str]:
        """The captures whose reports decisions are anchored in."""
        return frozenset(self._of)

    def places(self, decision: str) -> tuple[str | None, ...]:
        """For each anchor of a decision that holds, the capture that it lies in; None: in no report that is read."""
        return self._units[decision]

    def of_report(self, unit: str) -> tuple[Pin, ...]:
        """The decisions that are anchored in one report."""
        return tuple(
            Pin(each, tuple(number for number, there in enumerate(self._units[each.id]) if there == unit))
            for each in self._of.get(unit, ())
        )

    def of_story(self, units: Collection[str], told: Collection[str]) -> tuple[Pin, ...]:
        """The decisions that are anchored in the reports of one story; `told` are the captures of all stories."""
        bearing = {each.id for unit in units for each in self._of.get(unit, ())}
        pins = []
        for decision in self.held:
            if decision.id in bearing:
                places = list(enumerate(self._units[decision.id]))
                away = [
                    Away(number, ELSEWHERE if there in told else GONE, there not in told)
                    for number, there in places
                    if there not in units
                ]
                pins.append(Pin(decision, tuple(number for number, there in places if there in units), tuple(away)))
        return tuple(pins)

    @staticmethod
    def _unit(anchor: Anchor, captures: Heads) -> str | None:
        return captures.head_of(anchor.capture) or captures.named(anchor.name)


def digest(pins: Sequence[Pin]) -> str:
    """What tells whether the decisions are the same."""
    return hashlib.sha256(msgspec.json.encode(pins)).hexdigest()
