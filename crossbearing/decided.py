"""What a decision of a reader is in a record: the reason of what stands there, a ruling on an origin, a day's words."""

from __future__ import annotations

import msgspec

from crossbearing.records import Decision, NoOrigin, Origin, Reason, Report, Span, content_id

NAME = "decision"
"""Of the reason."""


def identified(decision: Decision) -> Decision:
    """The decision under the id that is a hash of all the rest."""
    return msgspec.structs.replace(decision, id=hashed(msgspec.json.encode(decision)))


def hashed(body: bytes) -> str:
    """The id of a decision (JSON), whatever it says of it. Fields that only a later version knows are hashed, too."""
    told = msgspec.json.decode(body, type=dict[str, object])
    return content_id("d", msgspec.json.encode(told | {"id": ""}).decode())


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


def is_of(ruling: NoOrigin, origin: Origin) -> bool:
    """Whether a ruling is of this origin: by name, in one of its claims."""
    return ruling.name.casefold() == origin.name.casefold() and not set(ruling.claims).isdisjoint(origin.claims)
