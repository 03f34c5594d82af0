"""The watch in a case's tables: mandates, what they matched, alerts, and the outbox."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from crossbearing.errors import CaseError
from crossbearing.records import Alert
from crossbearing.store.base import KeptMandate, Numbered, Seen, ToTell, Tried, Watched
from crossbearing.store.schema import ALERTS, MANDATES, OUTBOX, WATCHED

_CHUNK = 500
_BESIDE = ("id", "mandate", "matter", "raised", "at")
"""What is in an alert's row beside the body, for whoever looks into the file with SQL."""
_IN_FORCE = MANDATES.c.ended_at.is_(None)
_OUT = select(OUTBOX, ALERTS.c.body, ALERTS.c.id).join(ALERTS, ALERTS.c.id == OUTBOX.c.alert)


class Which(NamedTuple):
    """Which alerts; None: all."""

    mandate: str | None = None
    raised: bool | None = None

    def where(self) -> Iterator[ColumnElement[bool]]:
        """As SQL has it."""
        if self.mandate is not None:
            yield ALERTS.c.mandate == self.mandate
        if self.raised is not None:
            yield ALERTS.c.raised == self.raised


def mandates(connection: Connection, ended: bool) -> tuple[KeptMandate, ...]:
    """Those in force by id, or all in the order in which they were added."""
    query = select(MANDATES).order_by(MANDATES.c.number) if ended else select(MANDATES).where(_IN_FORCE)
    rows = connection.execute(query if ended else query.order_by(MANDATES.c.id))
    return tuple(KeptMandate(row.id, row.digest, row.added_at, row.ended_at, row.body) for row in rows)


def keep_mandate(connection: Connection, mandate: KeptMandate) -> bool:
    """Put it in force in the place of another of its id."""
    there = connection.execute(
        select(MANDATES.c.digest).where(MANDATES.c.id == mandate.id, _IN_FORCE)
    ).scalar_one_or_none()
    if there == mandate.digest:
        return False
    _end(connection, mandate.id, mandate.added_at)
    connection.execute(insert(MANDATES).values(msgspec.structs.asdict(mandate) | {"ended_at": None}))
    return True


def end_mandate(connection: Connection, mandate_id: str, at: str) -> bool:
    """End it, and forget what it matched."""
    connection.execute(delete(WATCHED).where(WATCHED.c.mandate == mandate_id))
    return _end(connection, mandate_id, at)


def _end(connection: Connection, mandate_id: str, at: str) -> bool:
    ending = update(MANDATES).where(MANDATES.c.id == mandate_id, _IN_FORCE).values(ended_at=at)
    return bool(connection.execute(ending).rowcount)


def watched(connection: Connection, mandate_id: str) -> dict[str, str]:
    """Story → key."""
    query = select(WATCHED.c.story, WATCHED.c.key).where(WATCHED.c.mandate == mandate_id).order_by(WATCHED.c.story)
    return {row.story: row.key for row in connection.execute(query)}


def watched_bodies(connection: Connection, mandate_id: str, stories: Collection[str] | None) -> tuple[Watched, ...]:
    """With their bodies."""
    query = select(WATCHED).where(WATCHED.c.mandate == mandate_id).order_by(WATCHED.c.story)
    if stories is None:
        return tuple(_watched(row) for row in connection.execute(query))
    wanted, found = sorted(stories), []
    for at in range(0, len(wanted), _CHUNK):
        some = query.where(WATCHED.c.story.in_(wanted[at : at + _CHUNK]))
        found += [_watched(row) for row in connection.execute(some)]
    return tuple(found)


def _watched(row: Row[Any]) -> Watched:
    try:
        return Watched(row.story, row.key, zlib.decompress(row.body))
    except zlib.error as error:
        raise CaseError(f"what mandate {row.mandate} matched in story {row.story} cannot be read: {error}") from error


def watch(connection: Connection, seen: Seen) -> int:
    """Write over what it matched; keep alerts that are new, and to whom they go; how many."""
    for story in sorted({*seen.gone, *(each.story for each in seen.now)}):
        connection.execute(delete(WATCHED).where(WATCHED.c.mandate == seen.mandate, WATCHED.c.story == story))
    for each in seen.now:
        values = msgspec.structs.asdict(each) | {"mandate": seen.mandate, "body": zlib.compress(each.body)}
        connection.execute(insert(WATCHED).values(values))
    new = [alert for alert in seen.alerts if _keep(connection, alert)]
    going = [
        {"alert": alert.id, "channel": channel, "tries": 0, "due_at": seen.at}
        for alert in new
        if alert.raised
        for channel in sorted(set(seen.channels))
    ]
    if going:
        connection.execute(insert(OUTBOX), going)
    return len(new)


def _keep(connection: Connection, alert: Alert) -> bool:
    row = {name: getattr(alert, name) for name in _BESIDE}
    keep = upsert(ALERTS).on_conflict_do_nothing(index_elements=["id"])
    return bool(connection.execute(keep, row | {"body": msgspec.json.encode(alert).decode()}).rowcount)


def alerts(connection: Connection, mandate_id: str | None, after: int, limit: int) -> tuple[Numbered, ...]:
    """In their order."""
    query = select(ALERTS).where(ALERTS.c.number > after).order_by(ALERTS.c.number).limit(limit)
    if mandate_id is not None:
        query = query.where(ALERTS.c.mandate == mandate_id)
    return tuple(Numbered(row.number, _alert(row)) for row in connection.execute(query))


def newest_alerts(connection: Connection, which: Which, offset: int, limit: int) -> tuple[Alert, ...]:
    """The newest first."""
    query = select(ALERTS).where(*which.where()).order_by(ALERTS.c.number.desc()).limit(limit).offset(offset)
    return tuple(_alert(row) for row in connection.execute(query))


def alert_count(connection: Connection, which: Which) -> int:
    """How many."""
    number: int = connection.execute(select(func.count()).select_from(ALERTS).where(*which.where())).scalar_one()
    return number


def to_tell(connection: Connection, now: float, limit: int, channel: str | None) -> tuple[ToTell, ...]:
    """What is due."""
    query = _OUT.where(OUTBOX.c.done_at.is_(None), OUTBOX.c.due_at <= now)
    order = OUTBOX.c.due_at, ALERTS.c.number, OUTBOX.c.channel
    if channel is None:
        return _told(connection, query.order_by(*order).limit(limit))
    return _told(connection, query.where(OUTBOX.c.channel == channel).order_by(OUTBOX.c.tries, *order).limit(limit))


def untold(connection: Connection, limit: int) -> tuple[ToTell, ...]:
    """What has an error."""
    query = _OUT.where(OUTBOX.c.error.is_not(None)).order_by(ALERTS.c.number.desc(), OUTBOX.c.channel)
    return _told(connection, query.limit(limit))


def _told(connection: Connection, query: Select[tuple[Any, ...]]) -> tuple[ToTell, ...]:
    rows = connection.execute(query)
    return tuple(ToTell(_alert(row), row.channel, row.tries, row.due_at, row.done_at, row.error) for row in rows)


def waiting(connection: Connection) -> dict[str, int]:
    """Channel → how many."""
    channel = OUTBOX.c.channel
    query = select(channel, func.count().label("number")).where(OUTBOX.c.done_at.is_(None)).group_by(channel)
    return {row.channel: row.number for row in connection.execute(query.order_by(channel))}


def tried(connection: Connection, tried: Tried) -> None:
    """What became of a try; what is done stays done."""
    here = OUTBOX.c.alert == tried.alert, OUTBOX.c.channel == tried.channel, OUTBOX.c.done_at.is_(None)
    values = {"done_at": tried.done_at, "error": tried.error, "due_at": tried.due_at}
    connection.execute(update(OUTBOX).where(*here).values(values | {"tries": OUTBOX.c.tries + tried.counts}))


def damaged(connection: Connection) -> Iterator[str]:
    """What is wrong with mandates and alerts, which cannot be made again."""
    for row in connection.execute(select(MANDATES).order_by(MANDATES.c.number)):
        if hashlib.sha256(row.body.encode()).hexdigest() != row.digest:
            yield f"mandate {row.id}: it is not what was added on {row.added_at}"
    for row in connection.execute(select(ALERTS).order_by(ALERTS.c.number)):
        try:
            alert = _alert(row)
        except CaseError as error:
            yield str(error)
            continue
        if any(getattr(alert, name) != getattr(row, name) for name in _BESIDE):
            yield f"alert {row.id}: its row says other than it does itself"


def _alert(row: Row[Any]) -> Alert:
    try:
        return msgspec.json.decode(row.body, type=Alert)
    except msgspec.MsgspecError as error:
        raise CaseError(f"alert {row.id} cannot be read: {error}") from error
