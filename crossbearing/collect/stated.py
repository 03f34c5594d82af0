"""What an input says of a report, put into one form: dates as YYYY[-MM[-DD]], languages as ISO 639-1."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from email.utils import parsedate_to_datetime

_ISO_DATE = re.compile(r"(\d{4})(?:-?(\d\d)(?:-?(\d\d))?)?(?:[T ].*)?", re.DOTALL)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?", re.DOTALL)
_LONGEST = 1000
_MILLISECONDS = 100_000_000_000
"""Seconds since 1970 do not get there before the year 5138; milliseconds were there in 1973."""


def day(value: object) -> str | None:
    """The day (or month, or year) that a manifest or JSON field names; None when it names none.

    Takes YYYY, YYYY-MM, YYYY-MM-DD, ISO 8601 and RFC 5322 times, YAML dates, seconds or milliseconds since 1970.
    The day is the one written, whatever the time zone: it is the day in the newsroom.
    """
    if isinstance(value, datetime.date):
        return value.strftime("%Y-%m-%d") if value.year > 999 else None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(int(value)) if 1000 <= value <= 2999 else _of_seconds(float(value))
    if not isinstance(value, str):
        return None
    text = value.strip()[:_LONGEST]
    found = _ISO_DATE.fullmatch(text)
    if found:
        return _valid(found[1], found[2], found[3])
    try:
        return parsedate_to_datetime(text).strftime("%Y-%m-%d")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def moment(value: object) -> str | None:
    """A date as `day` gives it or, where a time of the day is written with it, the time in ISO 8601 with its zone."""
    if isinstance(value, str) and ":" in value:
        text = value.strip()[:_LONGEST]
        for read in (datetime.datetime.fromisoformat, parsedate_to_datetime):
            with suppress(ValueError, TypeError, IndexError, OverflowError):
                return read(text).isoformat(timespec="seconds")
    return day(value)


def _of_seconds(value: float) -> str | None:
    seconds = value / 1000 if abs(value) >= _MILLISECONDS else value
    try:
        return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%d")
    except (ValueError, OverflowError, OSError):
        return None


def _valid(year: str, month: str | None, day_of_month: str | None) -> str | None:
    try:
        datetime.date(int(year), int(month or 1), int(day_of_month or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day_of_month) if part)


def language(value: object) -> str | None:
    """The two-letter code of "en", "en-GB", "en_US"; None for anything else."""
    found = _LANGUAGE.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[1].lower() if found else None


def words(value: object) -> str | None:
    """A short text with its white space folded; a list of texts or of {name: …} is joined with commas; else None."""
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, list | tuple):
        parts = [part for item in value[:20] if not isinstance(item, list | tuple) and (part := words(item))]
        return ", ".join(parts) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = "".join(ch if ch.isprintable() else " " for ch in str(value)[:_LONGEST])
    return " ".join(text.split()) or None
