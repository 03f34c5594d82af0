"""Days over all stories: months in which stories began, and of one month what came out and what is said of its days."""

from __future__ import annotations

import re
from itertools import groupby

from crossbearing import lookup
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.store.index import EntryQuery, StoryQuery
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.paging import Limit, Paged, Slice, part
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import Title
from crossbearing.write.days import days_of
from crossbearing.write.entries import DayEntry

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
BAR = 20
"""Height of a month's full bar."""


class TimelineQuery(Paged, frozen=True):
    """Which month, YYYY-MM; the last in which a story began where none is given."""

    month: str = ""
    limit: Limit = 100


class Month(Record, frozen=True):
    """A month of a year: how many stories began in it."""

    month: str
    stories: int
    height: int
    """Of its bar; 0 where none did."""
    chosen: bool


class Year(Record, frozen=True):
    """Twelve months."""

    year: str
    months: tuple[Month, ...]


class OnDay(Record, frozen=True):
    """What one story has of a day."""

    story: Title
    made: DayEntry


class Day(Record, frozen=True):
    """A day, or the month as a whole; those of most weight first."""

    value: str
    stories: tuple[OnDay, ...]


class Timeline(Record, frozen=True):
    """The months, and the days of one of them."""

    month: str | None
    years: tuple[Year, ...]
    days: tuple[Day, ...]
    slice: Slice
    """Of the month's entries, each what one story has of one day: those of most weight come first."""


def timeline(asked: Asked) -> Timeline:
    """The timeline. Raises Refused (400) for what is no month."""
    store, wanted = asked.reader.store, asked.query.month
    if wanted and (not _MONTH.fullmatch(wanted) or days_of(wanted) is None):
        raise Refused(400, _("%(given)s is no month; months are written YYYY-MM", given=wanted[:40]))
    counts = dict(lookup.stories(store, StoryQuery(limit=0), facets=1).facets.months)
    counts = {month: count for month, count in counts.items() if _MONTH.fullmatch(month)}
    month = wanted or max(counts, default=None)
    if month is None:
        return Timeline(None, (), (), part(asked.query, 0, 0))
    every = EntryQuery(kind="day", prefix=month, limit=asked.query.limit, offset=asked.query.offset)
    found = lookup.entries(store, every, DayEntry)
    titles = keys.stories(store, [each.story for each in found.entries])
    by_day = sorted(found.entries, key=lambda each: each.key)
    return Timeline(
        month=month,
        years=_years(counts, month),
        days=tuple(
            Day(value, tuple(OnDay(keys.titled(each.story, titles), each.data) for each in of_day))
            for value, of_day in groupby(by_day, key=lambda each: each.key)
        ),
        slice=part(asked.query, len(found.entries), found.total),
    )


def _years(counts: dict[str, int], chosen: str) -> tuple[Year, ...]:
    """The years in which stories began, and that of the chosen month; the newest first."""
    most = max(counts.values(), default=1)
    years = sorted({month[:4] for month in (*counts, chosen)}, reverse=True)
    return tuple(
        Year(year, tuple(_month(f"{year}-{number:02}", counts, most, chosen) for number in range(1, 13)))
        for year in years
    )


def _month(month: str, counts: dict[str, int], most: int, chosen: str) -> Month:
    count = counts.get(month, 0)
    return Month(month, count, max(2, round(BAR * count / most)) if count else 0, month == chosen)
