"""A case in one SQLite file: what is in it. How the file is opened, locked and written, `sqlite_file` knows."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from crossbearing.errors import CaseError
from crossbearing.records import Alert, Capture, Decision, Failure, Feed, Sighting, Visit
from crossbearing.store import captured, index_writing, kept, searching, watch
from crossbearing.store.base import Held, KeptMandate, Made, Numbered, Output, Seen, ToTell, Tried, Watched
from crossbearing.store.index import (
    EntriesFound,
    EntryQuery,
    Hits,
    IndexedStory,
    IndexState,
    KnownFound,
    Retired,
    Search,
    StoriesFound,
    StoryQuery,
)
from crossbearing.store.schema import CAPTURES, CURRENT, EARLIER, FEEDS, OUTPUTS, SIGHTINGS, UNCOLLECTED, VISITED
from crossbearing.store.sqlite_file import SqliteFile

_LEVEL = 3
"""Of zlib: the higher ones save a twentieth more and take thrice the time."""
CHUNK = 500
"""Bound variables in one statement; SQLite allows 999 at least."""

_MADE = (
    OUTPUTS.c.unit,
    OUTPUTS.c.key,
    OUTPUTS.c.digest,
    OUTPUTS.c.unit_name,
    OUTPUTS.c.reason,
    OUTPUTS.c.settled,
)


class SqliteStore(SqliteFile):
    """The store of one case in the file `path`; see `base.Store` for what the methods promise."""

    # ── captures ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, captures: Sequence[Capture]) -> None:
        with self._write() as connection:
            for capture in captures:
                captured.keep(connection, capture)

    def add(self, captures: Sequence[Capture], failures: Sequence[Failure]) -> None:
        with self._write() as connection:
            for capture in captures:
                captured.keep(connection, capture)
                captured.read_now(connection, capture.name, capture.id)
            _note(connection, failures)

    def replace(self, captures: Sequence[str], failures: Sequence[Failure]) -> None:
        with self._write() as connection:
            for table in (CURRENT, EARLIER, UNCOLLECTED):
                connection.execute(delete(table))
            missing = captured.make_current(connection, captures)
            if missing:
                raise CaseError(f"{self._path} holds no capture {missing}")
            _note(connection, failures)

    def current(self) -> tuple[Held, ...]:
        with self._read() as connection:
            return captured.current(connection)

    def reading(self) -> dict[str, str]:
        with self._read() as connection:
            rows = connection.execute(select(CURRENT.c.name, CURRENT.c.capture).order_by(CURRENT.c.name))
            return {row.name: row.capture for row in rows}

    def earlier(self) -> tuple[Held, ...]:
        with self._read() as connection:
            return captured.earlier(connection)

    def capture(self, capture_id: str) -> Capture:
        with self._read() as connection:
            found = captured.one(connection, capture_id)
        if found is None:
            raise CaseError(f"{self._path} holds no capture {capture_id}")
        return found

    def captures(self) -> Iterator[Capture]:
        with self._read() as connection:
            ids = connection.execute(select(CAPTURES.c.id).order_by(CAPTURES.c.id)).scalars().all()
        return (self.capture(capture_id) for capture_id in ids)

    def sightings(self, capture_id: str | None = None) -> Iterator[Sighting]:
        columns = SIGHTINGS.c
        query = select(SIGHTINGS).order_by(columns.capture, columns.taken_at, columns.source)
        if capture_id is not None:
            query = query.where(columns.capture == capture_id)
        with self._read() as connection:
            rows = connection.execute(query).all()
        return (Sighting(row.capture, row.source, row.taken_at, row.timed) for row in rows)

    # ── feeds ─────────────────────────────────────────────────────────────────────────────────────────────────────────

    def feeds(self) -> tuple[Feed, ...]:
        with self._read() as connection:
            rows = connection.execute(select(FEEDS).order_by(FEEDS.c.url))
            return tuple(Feed(**row._mapping) for row in rows)

    def keep_feed(self, feed: Feed) -> None:
        with self._write() as connection:
            connection.execute(delete(FEEDS).where(FEEDS.c.url == feed.url))
            if not feed.failures:
                _settle(connection, feed.url)
            connection.execute(insert(FEEDS).values(msgspec.structs.asdict(feed)))

    def drop_feed(self, url: str) -> bool:
        with self._write() as connection:
            _settle(connection, url)
            return bool(connection.execute(delete(FEEDS).where(FEEDS.c.url == url)).rowcount)

    def visits(self) -> dict[str, Visit]:
        with self._read() as connection:
            return {row.url: Visit(**row._mapping) for row in connection.execute(select(VISITED))}

    def keep_visits(self, visits: Sequence[Visit]) -> None:
        with self._write() as connection:
            for visit in visits:
                connection.execute(delete(VISITED).where(VISITED.c.url == visit.url))
                if not visit.tries:
                    _settle(connection, visit.url)
                connection.execute(insert(VISITED).values(msgspec.structs.asdict(visit)))

    # ── what could not be collected ───────────────────────────────────────────────────────────────────────────────────

    def settle(self, units: Iterable[str]) -> None:
        with self._write() as connection:
            for unit in sorted(units):
                _settle(connection, unit)

    def uncollected(self) -> tuple[Failure, ...]:
        with self._read() as connection:
            rows = connection.execute(select(UNCOLLECTED).order_by(UNCOLLECTED.c.unit, UNCOLLECTED.c.stage))
            return tuple(Failure(stage=row.stage, unit=row.unit, reason=row.reason) for row in rows)

    # ── decisions ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def decide(self, decision: Decision) -> None:
        with self._write() as connection:
            kept.keep(connection, decision)

    def decisions(self) -> tuple[Decision, ...]:
        with self._read() as connection:
            return kept.decisions(connection)

    def decision_count(self) -> int:
        with self._read() as connection:
            return kept.number(connection)

    def damaged_decisions(self) -> tuple[str, ...]:
        with self._read() as connection:
            return tuple(kept.damaged(connection))

    # ── outputs ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def made(self, stage: str) -> dict[str, Made]:
        return self._made(OUTPUTS.c.stage == stage)

    def failed(self, stage: str) -> dict[str, Made]:
        return self._made(OUTPUTS.c.stage == stage, OUTPUTS.c.digest == "")

    def _made(self, *which: ColumnElement[bool]) -> dict[str, Made]:
        with self._read() as connection:
            rows = connection.execute(select(*_MADE).where(*which).order_by(OUTPUTS.c.unit))
            return {row.unit: Made(*row[1:]) for row in rows}

    def made_of(self, stage: str, unit: str) -> Made | None:
        with self._read() as connection:
            row = connection.execute(select(*_MADE).where(OUTPUTS.c.stage == stage, OUTPUTS.c.unit == unit)).first()
        return None if row is None else Made(*row[1:])

    def bodies(self, stage: str, units: Iterable[str]) -> dict[str, bytes]:
        wanted = sorted(units)
        found: dict[str, bytes] = {}
        with self._read() as connection:
            for at in range(0, len(wanted), CHUNK):
                rows = connection.execute(_some_bodies(stage, wanted[at : at + CHUNK]))
                found |= {row.unit: _unpacked(row.body) for row in rows}
        return found

    def outputs(self) -> Iterator[tuple[Output, str]]:
        names = select(OUTPUTS.c.stage, OUTPUTS.c.unit).order_by(OUTPUTS.c.stage, OUTPUTS.c.unit)
        with self._read() as connection:
            keys = connection.execute(names).all()
        for stage, unit in keys:
            with self._read() as connection:
                row = connection.execute(
                    select(OUTPUTS).where(OUTPUTS.c.stage == stage, OUTPUTS.c.unit == unit)
                ).first()
            if row is None:  # another process has forgotten it in between
                continue
            body = None if row.body is None else _unpacked(row.body)
            yield Output(row.stage, row.unit, row.unit_name, row.key, body, row.reason, row.settled), row.digest

    def put(self, outputs: Sequence[Output]) -> None:
        if not outputs:
            return
        values = [_row(output) for output in outputs]
        statement = upsert(OUTPUTS)
        fresh = {column.name: statement.excluded[column.name] for column in OUTPUTS.c if not column.primary_key}
        with self._write() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["stage", "unit"], set_=fresh), values)

    def keep(self, units: Mapping[str, Collection[str]]) -> None:
        with self._write() as connection:
            for stage, kept in sorted(units.items()):
                stored = connection.execute(select(OUTPUTS.c.unit).where(OUTPUTS.c.stage == stage)).scalars().all()
                for unit in sorted(set(stored).difference(kept)):
                    connection.execute(delete(OUTPUTS).where(OUTPUTS.c.stage == stage, OUTPUTS.c.unit == unit))

    # ── what stories are found by ─────────────────────────────────────────────────────────────────────────────────────

    def indexed(self) -> dict[str, str]:
        with self._read() as connection:
            return index_writing.indexed(connection)

    def index_state(self, stage: str) -> IndexState:
        with self._read() as connection:
            return index_writing.state(connection, stage)

    def index_story(self, story: IndexedStory) -> None:
        with self._write() as connection:
            index_writing.index_story(connection, story)

    def is_indexed(self, story: IndexedStory) -> bool:
        with self._read() as connection:
            return index_writing.is_indexed(connection, story)

    def unindex(self, stories: Collection[str] | None = None) -> None:
        with self._write() as connection:
            index_writing.unindex(connection, stories)

    def retire(self, retired: Collection[Retired]) -> None:
        with self._write() as connection:
            index_writing.retire(connection, retired)

    def retired(
        self, ids: Collection[str] | None = None, stories: Collection[str] | None = None
    ) -> tuple[Retired, ...]:
        with self._read() as connection:
            return index_writing.retired(connection, ids, stories)

    def find_stories(self, query: StoryQuery, facets: int = 0) -> StoriesFound:
        with self._read() as connection:
            return searching.stories(connection, query, facets)

    def search(self, query: Search) -> Hits:
        with self._read() as connection:
            return searching.passages(connection, query)

    def entries(self, query: EntryQuery) -> EntriesFound:
        with self._read() as connection:
            return searching.entries(connection, query)

    def known(self, query: EntryQuery) -> KnownFound:
        with self._read() as connection:
            return searching.known(connection, query)

    # ── the watch ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def mandates(self, ended: bool = False) -> tuple[KeptMandate, ...]:
        with self._read() as connection:
            return watch.mandates(connection, ended)

    def keep_mandate(self, mandate: KeptMandate) -> bool:
        with self._write() as connection:
            return watch.keep_mandate(connection, mandate)

    def end_mandate(self, mandate_id: str, at: str) -> bool:
        with self._write() as connection:
            return watch.end_mandate(connection, mandate_id, at)

    def watched(self, mandate_id: str) -> dict[str, str]:
        with self._read() as connection:
            return watch.watched(connection, mandate_id)

    def watched_bodies(self, mandate_id: str, stories: Collection[str] | None = None) -> tuple[Watched, ...]:
        with self._read() as connection:
            return watch.watched_bodies(connection, mandate_id, stories)

    def watch(self, seen: Seen) -> int:
        with self._write() as connection:
            return watch.watch(connection, seen)

    def alerts(self, mandate_id: str | None = None, after: int = 0, limit: int = 1000) -> tuple[Numbered, ...]:
        with self._read() as connection:
            return watch.alerts(connection, mandate_id, after, limit)

    def newest_alerts(
        self, mandate_id: str | None = None, raised: bool | None = None, offset: int = 0, limit: int = 100
    ) -> tuple[Alert, ...]:
        with self._read() as connection:
            return watch.newest_alerts(connection, watch.Which(mandate_id, raised), offset, limit)

    def alert_count(self, mandate_id: str | None = None, raised: bool | None = None) -> int:
        with self._read() as connection:
            return watch.alert_count(connection, watch.Which(mandate_id, raised))

    def to_tell(self, now: float, limit: int = 100, channel: str | None = None) -> tuple[ToTell, ...]:
        with self._read() as connection:
            return watch.to_tell(connection, now, limit, channel)

    def waiting(self) -> dict[str, int]:
        with self._read() as connection:
            return watch.waiting(connection)

    def tried(self, *tried: Tried) -> None:
        with self._write() as connection:
            for each in tried:
                watch.tried(connection, each)

    def untold(self, limit: int = 100) -> tuple[ToTell, ...]:
        with self._read() as connection:
            return watch.untold(connection, limit)

    def damaged_watch(self) -> tuple[str, ...]:
        with self._read() as connection:
            return tuple(watch.damaged(connection))


def _some_bodies(stage: str, units: Sequence[str]) -> Select[tuple[Any, ...]]:
    here = OUTPUTS.c.stage == stage, OUTPUTS.c.unit.in_(units), OUTPUTS.c.body.is_not(None)
    return select(OUTPUTS.c.unit, OUTPUTS.c.body).where(*here).order_by(OUTPUTS.c.unit)


def _row(output: Output) -> dict[str, object]:
    """A packed body is stored as a BLOB, one that people read with SQL as text."""
    values = msgspec.structs.asdict(output) | {"digest": output.digest}
    if output.body is not None:
        values["body"] = zlib.compress(output.body, _LEVEL) if values.pop("packed") else output.body.decode()
    values.pop("packed", None)
    return values


def _unpacked(body: str | bytes) -> bytes:
    if isinstance(body, str):
        return body.encode()
    try:
        return zlib.decompress(body)
    except zlib.error:
        return body  # damaged: whoever reads it finds that it is not what was written


def _settle(connection: Connection, unit: str) -> None:
    connection.execute(delete(UNCOLLECTED).where(UNCOLLECTED.c.stage == "collect", UNCOLLECTED.c.unit == unit))


def _note(connection: Connection, failures: Sequence[Failure]) -> None:
    for unit in sorted({(failure.stage, failure.unit) for failure in failures}):
        connection.execute(delete(UNCOLLECTED).where(UNCOLLECTED.c.stage == unit[0], UNCOLLECTED.c.unit == unit[1]))
    for failure in sorted(set(failures), key=lambda each: (each.unit, each.reason)):
        connection.execute(insert(UNCOLLECTED).values(msgspec.structs.asdict(failure)))
