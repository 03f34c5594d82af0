"""Reports per day as small bars, as the list of stories shows them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from crossbearing.records import Record
from crossbearing.write.days import days_of
from crossbearing.write.entries import DayReports

HEIGHT, BAR, GAP = 24, 5, 1
MOST_BARS = 60
"""A longer stretch of days has several in a bar."""


class Bar(Record, frozen=True):
    """Some days and how many reports came out in them; where and how high it is drawn, in units of the drawing."""

    first: str
    last: str
    reports: int
    x: int
    height: int


class Sparkline(Record, frozen=True):
    """Bars from the first day to the last; those without a report are left out."""

    width: int
    bars: tuple[Bar, ...]
    most: int
    """Reports in the highest bar."""
    unknown: int
    """Reports of no known day."""


def sparkline(days: Sequence[DayReports]) -> Sparkline:
    """The bars for these days. Reports of a month or a year without a day stand at its first day."""
    counted: dict[int, int] = {}
    unknown = 0
    for each in days:
        extent = days_of(each.day) if each.day is not None else None
        if extent is None:
            unknown += each.reports
        else:
            at = extent[0].toordinal()
            counted[at] = counted.get(at, 0) + each.reports
    if not counted:
        return Sparkline(0, (), 0, unknown)
    first, last = min(counted), max(counted)
    wide = -(-(last - first + 1) // MOST_BARS)
    summed: dict[int, int] = {}
    for at, reports in counted.items():
        summed[(at - first) // wide] = summed.get((at - first) // wide, 0) + reports
    most = max(summed.values())
    bars = tuple(_bar(place, reports, most, (first, last, wide)) for place, reports in sorted(summed.items()))
    return Sparkline(((last - first) // wide + 1) * (BAR + GAP) - GAP, bars, most, unknown)


def _bar(place: int, reports: int, most: int, days: tuple[int, int, int]) -> Bar:
    first, last, wide = days
    begins = first + place * wide
    return Bar(
        first=_iso(begins),
        last=_iso(min(begins + wide - 1, last)),
        reports=reports,
        x=place * (BAR + GAP),
        height=max(2, round(HEIGHT * reports / most)),
    )


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
