"""When a feed is asked again: sooner where it brings much, later where it is quiet, ever later where it fails.

Pure functions of a feed and the time. Times are seconds since 1970; a clock that is set back can neither hold a feed
up for long nor make it be asked at once over and over.
"""

from __future__ import annotations

import datetime
import email.utils

import msgspec

from crossbearing.records import Feed, Record

SHORTEST = 900.0
LONGEST = 86_400.0
FIRST = 3_600.0
"""Between the first two visits, when nothing is known."""
LONGEST_PAUSE = 7 * 86_400.0
"""Between visits to a feed that fails again and again: it is not forgotten, and a week costs nobody anything."""


def is_due(feed: Feed, now: float) -> bool:
    """Whether the feed may be asked now."""
    return feed.due_at <= now


def brought_near(feed: Feed, now: float) -> Feed:
    """The feed; where it would be due later than any visit can have meant, because the clock was set back, as if its
    last visit had been now."""
    most = max(LONGEST, _pause(feed.failures))
    return msgspec.structs.replace(feed, due_at=now + _wait(feed)) if feed.due_at > now + most else feed


class Brought(Record, frozen=True):
    """What a visit to a feed brought."""

    new: int = 0
    """Entries that it did not name before."""
    minutes: float | None = None
    """For how long it says that it stays as it is."""
    more: bool = False
    """Whether it names more than was fetched, so that it is asked again soon."""


def visited(feed: Feed, now: float, brought: Brought) -> Feed:
    """The feed after a visit that did not fail."""
    interval = feed.interval or FIRST
    if feed.interval:
        interval = interval / 2 if brought.new else interval * 1.5
    asked_for = (brought.minutes or 0.0) * 60
    interval = min(max(interval, SHORTEST, asked_for), LONGEST)
    due_at = now + (max(SHORTEST, min(asked_for, LONGEST)) if brought.more else interval)
    return msgspec.structs.replace(feed, interval=interval, due_at=due_at, failures=0, last_error=None)


def failed(feed: Feed, now: float, reason: str, wait: float) -> Feed:
    """The feed after a visit that failed. `wait` is what the server asked for, in seconds."""
    failures = feed.failures + 1
    pause = min(max(_pause(failures), wait), LONGEST_PAUSE)
    return msgspec.structs.replace(feed, failures=failures, last_error=reason, due_at=now + pause)


def _pause(failures: int) -> float:
    return 0.0 if failures == 0 else min(SHORTEST * 2.0 ** min(failures - 1, 20), LONGEST_PAUSE)


def _wait(feed: Feed) -> float:
    return _pause(feed.failures) or feed.interval or FIRST


def moment(text: str | None) -> float | None:
    """The time that an ISO 8601 or RFC 5322 text with a zone names; None for any other."""
    if text is None:
        return None
    for read in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            found = read(text)
            return None if found.tzinfo is None else found.timestamp()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None
