"""A copy of a case's file before it is brought up to a new version: the way back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from crossbearing.errors import CaseError
from crossbearing.store.whole import settle, whole


def back_up(path: Path, version: str) -> Path:
    """Copy the case beside itself, as "NAME.before-VERSION", and force it to the disk; return where it is.

    SQLite's own backup is used, so that what still stands in its log is in the copy. A copy of an earlier try is
    replaced; until the new one is whole it has another name. Raises CaseError: then the case was not touched.
    """
    kept = path.with_name(f"{path.name}.before-{version}")
    try:
        with whole(kept) as file, closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(file.name)) as copy:
            # `whole` forces the copy to the disk, and an unfinished one is thrown away: it needs no journal beside it.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy)
        settle(path.parent)
    except (CaseError, sqlite3.Error) as error:
        raise CaseError(
            f"{path} is of an earlier version and could not be backed up before its update: {error}"
        ) from error
    return kept


def backups(path: Path) -> list[Path]:
    """The copies beside a case, the oldest version first."""
    beside = path.parent.iterdir() if path.parent.is_dir() else ()
    return sorted(each for each in beside if each.name.startswith(f"{path.name}.before-"))
