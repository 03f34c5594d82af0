"""When a feed is asked again."""

from __future__ import annotations

import msgspec
import pytest

from crossbearing.collect.schedule import Brought, brought_near, failed, is_due, moment, visited
from crossbearing.records import Feed

NOW = 2_000_000_000.0
HOUR = 3_600.0
FEED = Feed("https://pier.example/rss")


@pytest.mark.parametrize(
    ("interval", "brought", "then", "due_in"),
    [
        (0.0, Brought(new=9), HOUR, HOUR),
        (HOUR, Brought(new=1), HOUR / 2, HOUR / 2),
        (HOUR, Brought(), HOUR * 1.5, HOUR * 1.5),
        (900.0, Brought(new=1), 900.0, 900.0),
        (20 * HOUR, Brought(), 24 * HOUR, 24 * HOUR),
        (HOUR, Brought(new=1, minutes=120), 2 * HOUR, 2 * HOUR),
        (HOUR, Brought(minutes=999_999), 24 * HOUR, 24 * HOUR),
        (4 * HOUR, Brought(new=200, more=True), 2 * HOUR, 900.0),
        (4 * HOUR, Brought(new=200, minutes=60, more=True), 2 * HOUR, HOUR),
    ],
)
def test_after_a_visit(interval: float, brought: Brought, then: float, due_in: float) -> None:
    before = msgspec.structs.replace(FEED, interval=interval, failures=3, last_error="HTTP 500")
    after = visited(before, NOW, brought)
    assert (after.interval, after.due_at - NOW) == (then, due_in)
    assert (after.failures, after.last_error) == (0, None)


def test_a_feed_that_fails_is_asked_ever_more_seldom() -> None:
    feed, pauses = FEED, []
    for _ in range(30):
        feed = failed(feed, NOW, "HTTP 410", 0.0)
        pauses.append((feed.due_at - NOW) / HOUR)
    assert pauses[:5] == [0.25, 0.5, 1, 2, 4]
    assert pauses[-1] == 7 * 24
    assert pauses == sorted(pauses)
    assert failed(FEED, NOW, "HTTP 429", 5 * HOUR).due_at == NOW + 5 * HOUR
    assert failed(FEED, NOW, "HTTP 429", 5e9).due_at == NOW + 7 * 24 * HOUR


@pytest.mark.parametrize(
    ("feed", "due_in"),
    [
        (Feed("u", due_at=NOW + HOUR, interval=HOUR), HOUR),
        (Feed("u", due_at=NOW + 24 * HOUR, interval=HOUR), 24 * HOUR),
        (Feed("u", due_at=NOW + 25 * HOUR, interval=2 * HOUR), 2 * HOUR),
        (Feed("u", due_at=NOW + 1e9, interval=0.0), HOUR),
        (Feed("u", due_at=NOW + 1e9, interval=HOUR, failures=2), HOUR / 2),
        (Feed("u", due_at=NOW + 100 * HOUR, interval=HOUR, failures=20), 100 * HOUR),
        (Feed("u", due_at=0.0), -NOW),
    ],
)
def test_a_clock_that_was_set_back_holds_nothing_up(feed: Feed, due_in: float) -> None:
    near = brought_near(feed, NOW)
    assert near.due_at == NOW + due_in
    assert brought_near(near, NOW) == near
    assert is_due(near, NOW) == (due_in <= 0)
    assert is_due(near, NOW + max(due_in, 0))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2033-05-18T03:33:20Z", NOW),
        ("2033-05-18T05:33:20+02:00", NOW),
        ("Wed, 18 May 2033 03:33:20 GMT", NOW),
        ("2033-05-18T03:33:20", None),
        ("2033-05-18", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_moments(text: str | None, seconds: float | None) -> None:
    assert moment(text) == seconds
