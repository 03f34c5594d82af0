"""A decision of a reader, told as the reason of what stands in a record."""

from __future__ import annotations

from crossbearing.records import Decision, Reason, Span

NAME = "decision"
"""Of the reason."""


def because(decision: Decision, what: str, was: str = "", spans: tuple[Span, ...] = ()) -> Reason:
    """Who decided what, when and why, and what the machine says, where it says anything."""
    why = f"; why: {decision.reason}" if decision.reason else ""
    said = f"; the machine said: {was}" if was else ""
    return Reason(NAME, f"{told(decision)}: {what}{why}{said}", spans=spans)


def told(decision: Decision) -> str:
    """Who decided, and on which day (UTC)."""
    return f"decided by {decision.by} on {decision.at[:10]}"
