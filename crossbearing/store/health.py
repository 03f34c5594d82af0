"""How a case's file is: what SQLite says of it, what lies beside it. Looks only; nothing is changed.

Works on the file and not through `SqliteStore`, which would not open one that is damaged.
"""

from __future__ import annotations

import datetime
import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from crossbearing.records import Record
from crossbearing.store.backup import backups
from crossbearing.store.sqlite_file import APPLICATION_ID, BUSY_SECONDS, HEAD, meaning

_MOST_SHOWN = 20
_LARGE_LOG = 256_000_000
"""Bytes. SQLite empties its log at some 4 MB; one that has grown so far is held up by a reader that never ends."""
_AHEAD = datetime.timedelta(minutes=10)


class Symptom(Record, frozen=True):
    """One thing that the doctor saw. A fault must be seen to; a notice is good to know."""

    severity: Literal["fault", "notice"]
    what: str
    advice: str


def examine(path: Path, now: datetime.datetime) -> Iterator[Symptom]:
    """What there is to say of a case's file and of what lies beside it; nothing: it is well.

    `now` is in UTC: captures that claim to be from later tell that a clock was wrong.
    """
    try:
        connection = sqlite3.connect(
            f"file:{quote(os.fspath(path.absolute()))}?mode=ro", uri=True, timeout=BUSY_SECONDS
        )
    except sqlite3.Error as error:
        yield _fault(f"{path} {meaning(error)}", "check the path and your rights there")
        return
    try:
        found = list(_inside(connection, path, now))
    except sqlite3.Error as error:
        advice = "look again when that has ended" if "locked" in str(error) else _RESTORE
        found = [_fault(f"{path} {meaning(error)}", advice)]
    finally:
        connection.close()
    yield from found
    yield from _beside(path)


_RESTORE = (
    "copy the file away before anything else; then go back to a backup, or save what can still be read with "
    "sqlite3's .recover"
)


def _inside(connection: sqlite3.Connection, path: Path, now: datetime.datetime) -> Iterator[Symptom]:
    connection.execute("BEGIN")  # one look: what another process writes meanwhile is not half seen
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        yield Symptom("notice", f"{path} is empty: whatever began to make it was stopped", "add something to it")
        return
    if application != APPLICATION_ID:
        yield _fault(f"{path} is no case: it is a database of something else", "give the path of a case")
        return
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    if version != HEAD:
        differs = f"the case is of version {version}, this program's is {HEAD}"
        if version > HEAD:
            yield _fault(differs, "update Crossbearing")
            return
        yield Symptom("notice", differs, "the next command that writes brings it up; it makes a backup first")
    for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST_SHOWN})"):
        if said != "ok":
            yield _fault(f"SQLite: {said}", _RESTORE)
    broken = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST_SHOWN)
    for table, row, other, _ in broken:
        yield _fault(f"row {row} of {table} names a row of {other} that is not there", _RESTORE)
    latest = (now + _AHEAD).isoformat(timespec="seconds")
    (ahead,) = connection.execute("SELECT count(*) FROM captures WHERE taken_at > ?", (latest,)).fetchone()
    if ahead:
        advice = "no result depends on it; check the clock of the machine that took them"
        yield Symptom("notice", f"{ahead} captures claim to be taken later than now: a clock was wrong", advice)


def _beside(path: Path) -> Iterator[Symptom]:
    size = path.stat().st_size if path.exists() else 0
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > _LARGE_LOG:
        waits = f"SQLite's log beside the case has {log.stat().st_size / 1e6:.0f} MB"
        yield Symptom("notice", waits, "end programs that have read the case for long; the log shrinks by itself")
    free = shutil.disk_usage(path.parent).free
    if free < 2 * size:
        advice = "make room: a backup before an update needs as much as the case"
        yield Symptom("notice", f"{free / 1e6:.0f} MB are free on the disk, the case has {size / 1e6:.0f} MB", advice)
    if _held(path.with_name(path.name + "-lock")):
        yield Symptom("notice", "another process adds to the case or builds it now", "look again when it has ended")
    if not os.access(path, os.W_OK):
        yield Symptom(
            "notice",
            f"{path} is read-only for you",
            "it can be verified and exported; to add or build, make it writable or copy it",
        )
    for backup in backups(path):
        megabytes = backup.stat().st_size / 1e6
        advice = "delete it when you are sure that you do not need it"
        yield Symptom("notice", f"{backup.name} is a backup of before an update ({megabytes:.1f} MB)", advice)


def _held(lock: Path) -> bool:
    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    except OSError:  # somebody else's, and not for us to read
        return False
    return False


def _fault(what: str, advice: str) -> Symptom:
    return Symptom("fault", what, advice)
