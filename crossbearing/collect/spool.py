"""Bodies of reports, put by in a file without a name while their names are found: memory holds one at a time."""

from __future__ import annotations

import tempfile

from crossbearing.errors import InputError
from crossbearing.records import Record


class Kept(Record, frozen=True):
    """Where a body lies in the spool."""

    at: int
    length: int


class Spool:
    """A temporary file that goes with the process, however it ends."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="crossbearing-")  # noqa: SIM115 - closed by close
        self._end = 0

    def put(self, body: bytes) -> Kept:
        """Put a body by. Raises InputError where there is no room for it."""
        try:
            self._file.seek(self._end)
            self._file.write(body)
            self._file.flush()
        except OSError as error:
            raise InputError(f"no room for temporary files in {tempfile.gettempdir()}: {error.strerror}") from error
        kept = Kept(self._end, len(body))
        self._end += len(body)
        return kept

    def get(self, kept: Kept) -> bytes:
        """The body again."""
        self._file.seek(kept.at)
        return self._file.read(kept.length)

    def close(self) -> None:
        """Let go of all that was put by."""
        self._file.close()
