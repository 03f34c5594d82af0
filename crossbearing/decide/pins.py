"""The decisions that bear on one report or one story, and which of their anchors lie in it."""

from __future__ import annotations

from crossbearing.records import Decision, Record


class Away(Record, frozen=True):
    """An anchor that lies elsewhere, and where, as a reason."""

    anchor: int
    """Its number in `Decision.anchors`."""
    reason: str
    lost: bool
    """No report of any story has it; else another story has."""


class Pin(Record, frozen=True):
    """A decision that holds, seen from a report or a story."""

    decision: Decision
    here: tuple[int, ...]
    """Numbers of the anchors that lie in it."""
    away: tuple[Away, ...] = ()
    """The others; only in a story."""
