"""Which of all decisions hold: those whose place none that holds has taken."""

from __future__ import annotations

from collections.abc import Sequence

from crossbearing.records import Decision


def holding(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Of decisions in the order in which they were made, those that hold, in that order; an undo is one of them.

    What corrects a correction stands in the place of both. What was undone has no place any more: that which it had
    taken the place of holds again. What takes a place was made later, so one look from the last to the first tells.
    """
    replaced: set[str] = set()
    held = []
    undone: set[str] = set()
    for decision in reversed(decisions):
        holds = decision.id not in replaced and decision.id not in undone
        if holds:
            held.append(decision)
        if decision.replaces is None:
            continue
        if decision.kind != "undo" and (holds or decision.id in replaced):
            replaced.add(decision.replaces)
        elif holds:
            undone.add(decision.replaces)
    return tuple(reversed(held))
