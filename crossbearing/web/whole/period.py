"""From when to when somebody asks."""

from __future__ import annotations

from crossbearing.messages import gettext as _
from crossbearing.web.asked import Refused
from crossbearing.write.days import days_of


def period(first: str, last: str) -> tuple[str, str]:
    """The first and the last day of what somebody asks for (YYYY[-MM[-DD]] each, or "").

    Raises Refused (400) for what is no date.
    """
    return (_day(first, 0) if first else "", _day(last, 1) if last else "")


def _day(value: str, end: int) -> str:
    days = days_of(value) if value.isascii() else None
    if days is None:
        raise Refused(400, _("%(given)s is no day; days are written YYYY-MM-DD", given=value[:40]))
    return days[end].isoformat()
