"""Reckoning from the day of publication, and what is certain of it: YYYY, YYYY-MM or YYYY-MM-DD, as in `When.value`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from crossbearing.read.tense import Direction

_SOON = 2
"""Months: how far ahead a month without a verb is taken to lie, rather than back."""
_JUST_GONE = 7
"""Days: how long after it a day may still be spoken of as to come."""
_UNLESS_NEAR = 31
"""Days: a day so soon to come is meant even after a verb in the past; what is most of a year old is given its year."""


def made(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of(value: str) -> date | None:
    """The day that a value YYYY-MM-DD names; None for what is shorter or names none."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def month_from(year: int | None, month: int | None, shift: int) -> str | None:
    """YYYY-MM, `shift` months from the given one."""
    if year is None or month is None:
        return None
    months = year * 12 + month - 1 + shift
    return f"{months // 12:04d}-{months % 12 + 1:02d}"


def certain(first: date, last: date) -> str | None:
    """What is certain of a day from `first` to `last`."""
    return shared([first.isoformat(), last.isoformat()])


def shared(values: Sequence[str]) -> str | None:
    """The YYYY[-MM[-DD]] with which all of these days begin."""
    return next((values[0][:cut] for cut in (10, 7, 4) if len({value[:cut] for value in values}) == 1), None)


def year_of_month(year: int, now: int, month: int, tense: Direction | None) -> int:
    """The year of a month without one, in a report of month `now` of `year`."""
    ahead = (month - now) % 12
    most = {"past": 0, "open": 6, "future": 12, None: _SOON}[tense]
    forward = ahead <= most
    if ahead == 0:
        return year
    return year + (month < now) if forward else year - (month > now)


def year_of_day(today: date, month: int, day: int, tense: Direction | None) -> int | None:
    """The year of a day without one, in a report of `today`; None where the calendar has none such."""
    coming = next((d for y in range(9) if (d := made(today.year + y, month, day)) and d >= today), None)
    gone = next((d for y in range(9) if (d := made(today.year - y, month, day)) and d <= today), None)
    if coming is None or gone is None:
        return None
    ahead, back = (coming - today).days, (today - gone).days
    if tense == "future" and back <= _JUST_GONE:
        return gone.year
    most = {"past": _UNLESS_NEAR, "open": back, "future": ahead, None: 2 * _UNLESS_NEAR}[tense]
    return coming.year if ahead <= most else gone.year


def weekday_near(today: date, weekday: int, which: str, tense: Direction | None) -> date:
    """The day that a weekday's name means (0 is Monday); `which`: "last", "next", "this", … before it, or ""."""
    back = (today.weekday() - weekday) % 7
    if which in ("next", "coming", "this coming"):
        return today + timedelta(7 - back)
    if which in ("last", "past", "previous", "this past"):
        return today - timedelta(back or 7)
    if tense == "future" or (tense == "open" and back > 3) or (which == "this" and tense is None):
        return today + timedelta((7 - back) % 7)
    if back == 6:
        return today + timedelta(1)  # tomorrow's name is tomorrow: the reporter's, or another time zone's
    return today - timedelta(back)


def week_near(today: date, shift: int, *, weekend: bool) -> str | None:
    """What is certain of a day in the week `shift` weeks from today's, whether weeks begin on Sunday or Monday."""
    monday = today - timedelta(today.weekday()) + timedelta(7 * shift)
    return certain(monday + timedelta(5 if weekend else -1), monday + timedelta(6))


def days_ago(today: date, count: int, *, vague: bool) -> str | None:
    """The day so many days ago; where that is vague, what is certain with half a week either way."""
    middle = today - timedelta(count)
    spread = timedelta(3 if vague else 0)
    return certain(middle - spread, middle + spread)
