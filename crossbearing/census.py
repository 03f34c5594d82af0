"""A case in numbers, and a mark of all that a build goes by. Cheap: no body of any output is read."""

from __future__ import annotations

import hashlib
from collections import Counter

import msgspec

from crossbearing.collect import schedule
from crossbearing.records import Record
from crossbearing.store.base import Store
from crossbearing.watch import channels


class Census(Record, frozen=True):
    """What a case has at one moment."""

    basis: str
    """Stands for the captures that are read, the decisions and the mandates in force: where it is as it was at the last
    build, another build would make nothing."""
    reports: int
    decisions: int
    mandates: int
    feeds: int
    failing: int
    """Of the feeds, those whose last visit failed."""
    next_visit: float | None
    """Seconds until the next feed may be visited, 0 where one may be now; None where none is followed."""
    raised: int
    held: int
    """Alerts, of all mandates that ever were."""
    waiting: dict[str, int]
    """Kind of channel ("webhook") → alerts that are still to go there. No address, no secret."""


def taken(store: Store, now: float) -> Census:
    """The census of a case; `now` in seconds since 1970 by the clock that feeds are visited by. Raises CaseError."""
    read, mandates, decisions = store.reading(), store.mandates(), store.decision_count()
    feeds = [schedule.brought_near(feed, now) for feed in store.feeds()]
    going_by = (sorted(read.items()), sorted((each.id, each.digest) for each in mandates), decisions)
    waiting: Counter[str] = Counter()
    for channel, number in store.waiting().items():
        waiting[kind(channel)] += number
    return Census(
        basis=hashlib.sha256(msgspec.json.encode(going_by)).hexdigest(),
        reports=len(read),
        decisions=decisions,
        mandates=len(mandates),
        feeds=len(feeds),
        failing=sum(feed.failures > 0 for feed in feeds),
        next_visit=min((max(0.0, feed.due_at - now) for feed in feeds), default=None),
        raised=store.alert_count(raised=True),
        held=store.alert_count(raised=False),
        waiting=dict(sorted(waiting.items())),
    )


def kind(channel: str) -> str:
    """What kind a channel of the outbox is; "other" for one that cannot be read."""
    try:
        to = channels.recipient(channel)
    except msgspec.MsgspecError:
        return "other"
    return channels.kind(to)
