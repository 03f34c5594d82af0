"""A case in one SQLite file.

WAL with synchronous=FULL: a commit that has returned is on the disk, one that has not leaves no trace (SQLite, "Atomic
Commit"; "Write-Ahead Logging"). Readers go on while a build writes. That only one process builds is held by a lock on
a file beside the case, which the system lets go of however the process ends.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import msgspec
from sqlalchemy import Connection, Select, create_engine, delete, event, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from crossbearing.errors import CaseError
from crossbearing.records import Capture, Failure, Feed, Sighting, Visit
from crossbearing.store import captured
from crossbearing.store.backup import back_up
from crossbearing.store.base import Held, Made, Output
from crossbearing.store.schema import CAPTURES, CURRENT, EARLIER, FEEDS, OUTPUTS, SIGHTINGS, UNCOLLECTED, VISITED

APPLICATION_ID = 0x43524253
"""SQLite's mark for files of one program: "CRBS"."""
HEAD = "0002"
"""The newest migration; a test holds that it is."""
BUSY_SECONDS = 30
_LEVEL = 3
"""Of zlib: the higher ones save a twentieth more and take thrice the time."""
CHUNK = 500
"""Bound variables in one statement; SQLite allows 999 at least."""

MEANINGS = {
    "not a database": "is no case: it is no SQLite file",
    "malformed": "is damaged: SQLite cannot read it",
    "disk is full": "could not be written: the disk is full",
    "disk I/O error": "could not be read or written: the disk is full, or failed",
    "readonly database": "could not be written: it is read-only",
    "unable to open": "could not be opened: no such folder, or no right to read or write there",
    "database is locked": "is in use by another process; try again when that has ended",
}


class SqliteStore:
    """The store of one case in the file `path`; see `base.Store` for what the methods promise."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        """Open the case, make it where there is none, and bring an older one up to this version.

        A read-only case is not touched, not even to bring it up to date. Raises CaseError.
        """
        self._path = path
        self._readonly = readonly
        self._lock: IO[bytes] | None = None
        self._seen: Connection | None = None
        """Of a read-only case, the one transaction in which all of it is read: what another process writes meanwhile
        must not make parts that do not belong together."""
        uri = "file:" + quote(os.fspath(path.absolute()))
        if readonly:
            if not path.is_file():
                raise CaseError(f"{path}: no case is there")
            # Beside a file that cannot be written SQLite cannot keep its index of the log; without a log it needs none.
            sealed = not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()
            uri += "?mode=ro" + "&immutable=1" * sealed

        def connect() -> sqlite3.Connection:
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            return connection

        self._engine = create_engine("sqlite://", creator=connect, poolclass=StaticPool)
        # The driver would open transactions by its own rules; here BEGIN is said where SQLAlchemy means it.
        event.listen(self._engine, "begin", lambda connection: connection.exec_driver_sql(_begin(connection)))
        try:
            with self._said():
                self._check(readonly)
        except CaseError:
            self.close()
            raise

    # ── opening and closing ───────────────────────────────────────────────────────────────────────────────────────────

    def _check(self, readonly: bool) -> None:
        with self._engine.connect() as connection:
            found = _scalar(connection, "PRAGMA application_id")
            tables = _scalar(connection, "SELECT count(*) FROM sqlite_master")
            if readonly and not tables:
                raise CaseError(f"{self._path} is empty: nothing was ever stored there")
            if found != APPLICATION_ID and tables:
                raise CaseError(f"{self._path} is no case: it is a database of something else")
            version = _version(connection) if tables else None
        if version == HEAD:
            return
        if readonly:
            raise CaseError(f"{self._path} is a case of another version ({version}; this one reads {HEAD})")
        with self._engine.connect() as connection:  # outside of a transaction, as SQLite wants it
            raw = connection.connection.driver_connection
            if isinstance(raw, sqlite3.Connection):
                raw.execute("PRAGMA journal_mode = WAL")
        self._bring_up(version)

    def _bring_up(self, version: str | None) -> None:
        from crossbearing.store.migrate import known, migrate  # noqa: PLC0415 - Alembic is slow to import

        if version is not None and known(version):
            self.lock()  # whoever builds with the earlier version must not find the tables changed under its hands
            with self._engine.connect() as connection:
                version = _version(connection)  # another may have been here in between: its backup must stay
            if version != HEAD:
                back_up(self._path, HEAD)
        with self._write() as connection:
            migrate(connection, self._path)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        self._unlock()

    def lock(self) -> None:
        """See `Store.lock`. The lock is on a file beside the case; it goes when the process goes, however it ends."""
        if self._lock is not None:
            return
        if self._readonly:
            raise CaseError(f"{self._path} {MEANINGS['readonly database']}")
        beside = self._path.with_name(self._path.name + "-lock")
        try:
            while True:
                file = beside.open("ab")
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    file.close()
                    raise CaseError(
                        f"{self._path} is being built by another process; try again when it has ended"
                    ) from None
                # Whoever held it before may have removed the file in between: then the lock is on nothing.
                with suppress(FileNotFoundError):
                    if os.path.samestat(os.fstat(file.fileno()), beside.stat()):
                        self._lock = file
                        return
                file.close()
        except OSError as error:
            raise CaseError(f"{beside} could not be written: {error.strerror}") from error

    def close(self) -> None:
        if self._seen is not None:
            self._seen.close()
            self._seen = None
        self._engine.dispose()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            with suppress(OSError):  # the disk may be read-only by now; what holds is the lock, not the file
                Path(self._lock.name).unlink()
            self._lock.close()
            self._lock = None

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Turn the driver's errors into a sentence that names the file."""
        try:
            yield
        except DBAPIError as error:
            raise CaseError(f"{self._path} {meaning(error.orig)}") from error
        except sqlite3.Error as error:
            raise CaseError(f"{self._path} {meaning(error)}") from error

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if self._readonly:
            raise CaseError(f"{self._path} {MEANINGS['readonly database']}")
        options = {"crossbearing_writes": True}
        with self._said(), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self._said():
            if not self._readonly:
                with self._engine.connect() as connection:
                    yield connection
                return
            if self._seen is None:
                self._seen = self._engine.connect()
            yield self._seen

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

    def sightings(self) -> Iterator[Sighting]:
        columns = SIGHTINGS.c
        query = select(SIGHTINGS).order_by(columns.capture, columns.taken_at, columns.source)
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

    # ── outputs ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def made(self, stage: str) -> dict[str, Made]:
        columns = (
            OUTPUTS.c.unit,
            OUTPUTS.c.key,
            OUTPUTS.c.digest,
            OUTPUTS.c.unit_name,
            OUTPUTS.c.reason,
            OUTPUTS.c.settled,
        )
        query = select(*columns).where(OUTPUTS.c.stage == stage).order_by(OUTPUTS.c.unit)
        with self._read() as connection:
            return {row.unit: Made(*row[1:]) for row in connection.execute(query)}

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


def _begin(connection: Connection) -> str:
    """A writer asks for the write lock at once: one that upgrades later can find that it read what is no longer so."""
    return "BEGIN IMMEDIATE" if connection.get_execution_options().get("crossbearing_writes") else "BEGIN"


def _scalar(connection: Connection, statement: str) -> Any:
    return connection.exec_driver_sql(statement).scalar()


def _version(connection: Connection) -> str:
    return str(_scalar(connection, "SELECT version_num FROM alembic_version"))


def meaning(error: BaseException | None) -> str:
    """What a driver's error means for a case, as the end of a sentence that begins with the file's name."""
    said = str(error)
    return next((meaning for part, meaning in MEANINGS.items() if part in said), f"could not be used: {said}")


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
