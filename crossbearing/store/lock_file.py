"""A lock that one process holds, on a file of its own: the system lets go of it however the process ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from pathlib import Path
from typing import IO


def hold(path: Path) -> IO[bytes] | None:
    """Lock a file, made where there is none; None while another process holds it. Raises OSError.

    It is held until it is given to `let_go`, or the process ends.
    """
    while True:
        file = path.open("ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return None
        # Whoever held it before may have removed the file in between: then the lock is on nothing.
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return file
        file.close()


def let_go(file: IO[bytes]) -> None:
    """End the lock, and remove its file."""
    with suppress(OSError):  # the disk may be read-only by now; what holds is the lock, not the file
        Path(file.name).unlink()
    file.close()
