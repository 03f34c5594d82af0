"""Which of all decisions hold: those whose place none that holds has taken."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.records import Decision


def holding(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Of decisions in the order in which they were made, those that hold, in that order; an undo is one of them.

    A decision whose place another took holds again when that one holds no longer: an undo that is undone, a correction
    that is taken back. What takes a place was made later, so one look from the last to the first tells.
    """
    replaced: set[str] = set()
    held = []
    for decision in reversed(decisions):
        if decision.id not in replaced:
            held.append(decision)
            if decision.replaces is not None:
                replaced.add(decision.replaces)
    return tuple(reversed(held))
