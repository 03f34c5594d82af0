"""Bodies of reports, put by while their names are found: a few in memory, more in a file without a name."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from crossbearing.errors import InputError
from crossbearing.records import Record

_IN_MEMORY = 32_000_000
"""Bytes from which on bodies go to the disk: twenty times a real case's."""


class Kept(Record, frozen=True):
    """Where a body lies in the spool."""

    at: int
    length: int


class Spool:
    """What is put by goes with the process, however it ends."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._file: IO[bytes] | None = None
        self._end = 0

    def put(self, body: bytes) -> Kept:
        """Put a body by. Raises InputError where there is no room for it."""
        kept = Kept(self._end, len(body))
        self._end += len(body)
        if self._end <= _IN_MEMORY:
            self._held += body
            return kept
        with _told():
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="crossbearing-")  # noqa: SIM115 - closed by close
                _write(self._file, bytes(self._held), 0)
                self._held.clear()
            _write(self._file, body, kept.at)
        return kept

    def get(self, kept: Kept) -> bytes:
        """The body again."""
        if self._file is None:
            return bytes(self._held[kept.at : kept.at + kept.length])
        return os.pread(self._file.fileno(), kept.length, kept.at)

    def close(self) -> None:
        """Let go of all that was put by."""
        self._held.clear()
        if self._file is not None:
            self._file.close()


@contextmanager
def put_by() -> Iterator[IO[bytes]]:
    """A file that a worker can open by its name, and that is gone afterwards. Raises InputError where there is no room:
    that a disk is full must not count as a fault of what was to be unpacked, which a later run would not try again."""
    with _told():
        file = tempfile.NamedTemporaryFile(prefix="crossbearing-", buffering=0)  # noqa: SIM115 - closed below
    with file:
        yield file


def put(file: IO[bytes], body: bytes) -> None:
    """Write at the end of such a file. Raises InputError where there is no room."""
    with _told():
        _write(file, body, os.fstat(file.fileno()).st_size)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        place = tempfile.tempdir or "any folder for them"
        raise InputError(f"no room for temporary files in {place}: {error.strerror}") from error


def _write(file: IO[bytes], body: bytes, at: int) -> None:
    written = 0
    while written < len(body):
        written += os.pwrite(file.fileno(), body[written:], at + written)
