"""Days as a reader writes them. Values are YYYY, YYYY-MM or YYYY-MM-DD, as in `records.When`."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def spoken(value: str | None) -> str:
    """ "3 May 2031", "May 2031", "2031"; "day unknown" for none, and what is no date as it stands."""
    if value is None:
        return "day unknown"
    extent = days_of(value)
    if extent is None:
        return value
    first, last = extent
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]} {first.year}"
    return f"{MONTHS[first.month - 1]} {first.year}" if first.month == last.month else str(first.year)


def stretch(first: str | None, last: str | None) -> str:
    """ "3–5 May 2031" for two days of one month, else both in full; one where they are the same."""
    if first is None or last is None or first == last:
        return spoken(first or last)
    a, b = days_of(first), days_of(last)
    if a and b and a[0] == a[1] and b[0] == b[1] and a[0].year == b[0].year:
        if a[0].month == b[0].month:
            return f"{a[0].day}–{spoken(last)}"
        return f"{a[0].day} {MONTHS[a[0].month - 1]} – {spoken(last)}"
    return f"{spoken(first)} – {spoken(last)}"


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
