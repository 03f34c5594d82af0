"""How a watch may stand, for tests of its page."""

from __future__ import annotations

from crossbearing.census import Census
from crossbearing.standing_watch import Standing

CENSUS = Census(
    basis="b", reports=7, decisions=1, mandates=1, feeds=9, failing=2, next_visit=5.0, raised=4, held=3,
    waiting={"email": 1, "webhook": 2},
)  # fmt: skip


def standing(error: str = "") -> Standing:
    """One after some turns; `error` ended the last of them."""
    return Standing(
        began_at="2033-05-18T03:00:00+00:00", moved_at=2e9, turns=11, turn_at="2033-05-18T03:33:00+00:00",
        turn_seconds=1.5, doing="backing off" if error else "sleeping", errors=bool(error), error=error, census=CENSUS,
    )  # fmt: skip


def failing() -> Standing:
    """One whose last turn ended with an error."""
    return standing("the disk is full")
