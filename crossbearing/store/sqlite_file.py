"""A case's file: opened, brought up to date, locked, read and written in transactions. What is in it, `sqlite` knows.

WAL with synchronous=FULL: a commit that has returned is on the disk, one that has not leaves no trace (SQLite, "Atomic
Commit"; "Write-Ahead Logging"). Readers go on while a build writes. That only one process builds is held by a lock on
a file beside the case, which the system lets go of however the process ends.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from crossbearing.errors import CaseBusy, CaseError
from crossbearing.store import lock_file
from crossbearing.store.backup import back_up

APPLICATION_ID = 0x43524253
"""SQLite's mark for files of one program: "CRBS"."""
HEAD = "0004"
"""The newest migration; a test holds that it is."""
BUSY_SECONDS = 30

MEANINGS = {
    "not a database": "is no case: it is no SQLite file",
    "malformed": "is damaged: SQLite cannot read it",
    "disk is full": "could not be written: the disk is full",
    "disk I/O error": "could not be read or written: the disk is full, or failed",
    "readonly database": "could not be written: it is read-only",
    "unable to open": "could not be opened: no such folder, or no right to read or write there",
    "database is locked": "is in use by another process; try again when that has ended",
}


class SqliteFile:
    """One case's file; see `base.Store` for what the methods promise."""

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
            # One thread at a time uses a store, and not always the same.
            connection = sqlite3.connect(
                uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS, check_same_thread=False
            )
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
            self._lock = lock_file.hold(beside)
        except OSError as error:
            raise CaseError(f"{beside} could not be written: {error.strerror}") from error
        if self._lock is None:
            raise CaseBusy(f"{self._path} is being built by another process; try again when it has ended")

    def refresh(self) -> None:
        if self._seen is not None:
            self._seen.close()
            self._seen = None

    def close(self) -> None:
        self.refresh()
        self._engine.dispose()
        self._unlock()

    def _unlock(self) -> None:
        if self._lock is not None:
            lock_file.let_go(self._lock)
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
