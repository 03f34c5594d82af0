"""Reckoning from the day of publication, and what is certain of it: YYYY, YYYY-MM or YYYY-MM-DD, as in `When.value`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from crossbearing.read.tense import Direction

_SOON = 2
"""Months: how far ahead a month without a verb is taken to lie, rather than back."""
_JUST_GONE = 7
"""Days: how long after it a day may still be spoken of as to come."""
_UNLESS_NEAR = 31
"""Days: a day so soon to come is meant even after a verb in the past; what is most of a year old is given its year."""


_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = {name: 10 * at for at, name in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_BELOW_100 = (
    {name: at for at, name in enumerate("one two three four five six seven eight nine".split(), 1)}
    | {name: at for at, name in enumerate(_TEENS, 10)}
    | _TENS
)
_FEASTS = {
    "new year day": (1, 1), "epiphany": (1, 6), "valentine day": (2, 14), "halloween": (10, 31),
    "all saints day": (11, 1), "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year eve": (12, 31),
}  # fmt: skip


BY_WORD = {
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}
"""Days from today; of what isn't here, none."""


def spelled(century: str | None, rest: str | None) -> str | None:
    """The year that words name: "nineteen" and "ninety-six"; without a century, what follows two thousand."""
    parts = [_BELOW_100.get(word) for word in (rest or "").lower().replace("-", " ").split()]
    if None in parts:
        return None
    within = sum(part for part in parts if part)
    return f"{_BELOW_100[century.lower()] * 100 + within if century else 2000 + within:04d}"


def feast(name: str, year: int) -> date:
    """The day of a feast in that year; Thanksgiving is that of the United States, November's fourth Thursday."""
    words = re.sub(r"['’]s?|(?<=Year)s|(?<=Valentine)s", "", name).lower().split()
    if words[0] == "thanksgiving":
        first = date(year, 11, 1)
        return first + timedelta((3 - first.weekday()) % 7 + 21)
    month, day = _FEASTS[" ".join(words)]
    return date(year, month, day)


def carried(value: str, unit: str, count: int) -> str | None:
    """`count` days, months or years on from a value that says as much; None where it can't be."""
    if unit == "day":
        there = day_of(value)
        found = (there + timedelta(count)).isoformat() if there else None
    elif unit == "month":
        parts = value.split("-")
        found = month_from(int(parts[0]), int(parts[1]), count) if len(parts) > 1 else None
    else:
        found = f"{int(value[:4]) + count:04d}"
    return found if found and "1000" <= found[:4] <= "2999" else None


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
