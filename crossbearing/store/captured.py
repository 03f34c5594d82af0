"""Captures in a case's tables: kept once, packed, with every arrival; which of them are read."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from crossbearing.records import Capture, Stated
from crossbearing.store.base import Held
from crossbearing.store.schema import CAPTURES, CURRENT, EARLIER, SIGHTINGS

_PACKED = "zlib"
_WORTH_PACKING = 200
"""Bytes under which packing saves nothing to speak of."""
_HELD = (
    CAPTURES.c.id,
    CAPTURES.c.source,
    CAPTURES.c.sha256,
    CAPTURES.c.stated,
    CAPTURES.c.taken_at,
    CAPTURES.c.timed,
    CAPTURES.c.media_type,
    CAPTURES.c.within,
)


_KEEP = upsert(CAPTURES).on_conflict_do_nothing()
_SEE = upsert(SIGHTINGS).on_conflict_do_nothing()
_SEEN_THERE = (
    select(SIGHTINGS.c.capture)
    .where(SIGHTINGS.c.capture == bindparam("id"), SIGHTINGS.c.source == bindparam("from"))
    .limit(1)
)
_READ = select(CURRENT.c.capture).where(CURRENT.c.name == bindparam("its_name"))
_NO_LONGER = delete(CURRENT).where((CURRENT.c.name == bindparam("its_name")) | (CURRENT.c.capture == bindparam("id")))
_NOT_EARLIER = delete(EARLIER).where(EARLIER.c.capture == bindparam("id"))
_LAST = select(func.max(EARLIER.c.number)).where(EARLIER.c.name == bindparam("its_name"))
_EARLIER = insert(EARLIER)
_CURRENT = insert(CURRENT)
"""Statements that run for each of many captures are put together once."""


def keep(connection: Connection, capture: Capture) -> None:
    """Store a capture where it is not there yet, and note its arrival."""
    coding, body = _packed(capture.body)
    values = msgspec.structs.asdict(capture) | {"coding": coding, "body": body, "stated": _as_json(capture.stated)}
    connection.execute(_KEEP, values)
    there = {"id": capture.id, "from": capture.source}
    if not capture.timed and connection.execute(_SEEN_THERE, there).first() is not None:
        return
    sighting = {"capture": capture.id, "source": capture.source, "taken_at": capture.taken_at, "timed": capture.timed}
    connection.execute(_SEE, sighting)


def read_now(connection: Connection, name: str, capture_id: str) -> None:
    """Let the case read a capture under a name; whichever it read under it becomes an earlier one."""
    given = {"its_name": name, "id": capture_id}
    before = connection.execute(_READ, {"its_name": name}).scalar()
    if before == capture_id:
        return
    connection.execute(_NO_LONGER, given)
    connection.execute(_NOT_EARLIER, {"id": capture_id})
    if before is not None:
        last = connection.execute(_LAST, {"its_name": name}).scalar() or 0
        connection.execute(_EARLIER, {"capture": before, "name": name, "number": last + 1})
    connection.execute(_CURRENT, {"name": name, "capture": capture_id})


def make_current(connection: Connection, captures: Sequence[str]) -> str | None:
    """Let the case read stored captures under their own names; the first that is not stored, if any."""
    for capture_id in captures:
        name = connection.execute(select(CAPTURES.c.name).where(CAPTURES.c.id == capture_id)).scalar()
        if name is None:
            return capture_id
        connection.execute(upsert(CURRENT).values(name=name, capture=capture_id).on_conflict_do_nothing())
    return None


def current(connection: Connection) -> tuple[Held, ...]:
    """See `Store.current`."""
    query = select(CURRENT.c.name, *_HELD).join(CAPTURES, CAPTURES.c.id == CURRENT.c.capture).order_by(CURRENT.c.name)
    return tuple(_held(row, 0) for row in connection.execute(query))


def earlier(connection: Connection) -> tuple[Held, ...]:
    """See `Store.earlier`."""
    query = select(EARLIER.c.name, EARLIER.c.number, *_HELD).join(CAPTURES, CAPTURES.c.id == EARLIER.c.capture)
    rows = connection.execute(query.order_by(EARLIER.c.name, EARLIER.c.number))
    return tuple(_held(row, row.number) for row in rows)


def one(connection: Connection, capture_id: str) -> Capture | None:
    """A stored capture with its bytes."""
    row = connection.execute(select(CAPTURES).where(CAPTURES.c.id == capture_id)).one_or_none()
    if row is None:
        return None
    values = dict(row._mapping)
    coding, body = values.pop("coding"), values.pop("body")
    return Capture(**{**values, "stated": _stated(row.stated), "body": zlib.decompress(body) if coding else body})


def _held(row: Any, number: int) -> Held:
    came = row.taken_at, row.timed, number, row.media_type, row.within
    return Held(row.id, row.name, row.source, row.sha256, _stated(row.stated), *came)


def _packed(body: bytes) -> tuple[str, bytes]:
    packed = zlib.compress(body, 6) if len(body) >= _WORTH_PACKING else body
    return (_PACKED, packed) if len(packed) < len(body) else ("", body)


def _as_json(stated: Stated) -> str:
    return msgspec.json.encode(stated).decode()


def _stated(body: str) -> Stated:
    return msgspec.json.decode(body, type=Stated)
