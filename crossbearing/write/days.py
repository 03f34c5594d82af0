"""Days as a reader writes them. Values are YYYY, YYYY-MM or YYYY-MM-DD, as in `records.When`."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from crossbearing.messages import gettext as _

MONTHS = (
    _("January"), _("February"), _("March"), _("April"), _("May"), _("June"),
    _("July"), _("August"), _("September"), _("October"), _("November"), _("December"),
)  # fmt: skip
SHORT = (
    _("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"),
    _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"),
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def spoken(value: str | None) -> str:
    """ "3 May 2031", "May 2031", "2031"; "day unknown" for none, and what is no date as it stands."""
    if value is None:
        return _("day unknown")
    extent = days_of(value)
    if extent is None:
        return value
    first, last = extent
    if first == last:
        # NOTE: 3 May 2031
        return _("%(day)s %(month)s %(year)s", day=first.day, month=MONTHS[first.month - 1], year=first.year)
    if first.month == last.month:
        # NOTE: May 2031
        return _("%(month)s %(year)s", month=MONTHS[first.month - 1], year=first.year)
    return str(first.year)


def brief(day: date, *, full: bool) -> str:
    """ "3 May", and in full "3 May 2031", the month cut short."""
    month = SHORT[day.month - 1]
    if full:
        return _("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year)
    # NOTE: 3 May
    return _("%(day)s %(month)s", day=day.day, month=month)


@lru_cache(maxsize=1 << 12)
def stretch(first: str | None, last: str | None) -> str:
    """ "3–5 May 2031" for two days of one month, else both in full; one where they are the same."""
    if first is None or last is None or first == last:
        return spoken(first or last)
    a, b = days_of(first), days_of(last)
    if a and b and a[0] == a[1] and b[0] == b[1] and a[0].year == b[0].year:
        days, months = (a[0].day, b[0].day), (MONTHS[a[0].month - 1], MONTHS[b[0].month - 1])
        if a[0].month == b[0].month:
            # NOTE: 3–5 May 2031
            return _("%(day)s–%(last)s %(month)s %(year)s", day=days[0], last=days[1], month=months[1], year=b[0].year)
        # NOTE: 30 April – 5 May 2031
        return _(
            "%(day)s %(month)s – %(last)s %(last_month)s %(year)s",
            day=days[0], month=months[0], last=days[1], last_month=months[1], year=b[0].year,
        )  # fmt: skip
    # NOTE: 2031 – May 2032
    return _("%(first)s – %(last)s", first=spoken(first), last=spoken(last))


def days_of(value: str) -> tuple[date, date] | None:
    """First and last day of what the value names; None where it names no date."""
    try:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 1:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
        if len(parts) == 2:
            return date(parts[0], parts[1], 1), _last_of_month(parts[0], parts[1])
        day = date(*parts)
    except (ValueError, TypeError, OverflowError):
        return None
    return day, day


def _last_of_month(year: int, month: int) -> date:
    if month == len(MONTHS):
        return date(year, 12, 31)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)
