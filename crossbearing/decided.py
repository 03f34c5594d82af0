"""A decision of a reader as several rooms know it: the reason that it is, the words that one on a day is tied to."""

from __future__ import annotations

from crossbearing.records import Decision, Reason, Report, Span

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


def opening(report: Report) -> Span:
    """The first words of a report, to which a decision on its day of publication is tied: its first paragraph."""
    end = report.text.find("\n\n")
    return Span(report.id, 0, end if end > 0 else len(report.text))
