"""Files that are there whole or not at all, whatever happens to the process or to the power.

A file is written beside its place, forced to the disk, and moved there in one step. The move is safe from a loss of
power only when the folder, too, is forced to the disk (POSIX promises that of fsync on the folder, not of rename).
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from crossbearing.errors import CaseError

_CANNOT_SETTLE = frozenset({errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})
"""What file systems say that have no fsync for folders (as SMB), or a folder that may be written and not read."""


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to be written, which is at `path` when the block has ended well; else what was there before still is.

    Until then it is hidden beside that place; one that a killed process left there is taken over. Raises CaseError,
    which names `path`, also while another process writes it. `settle` its folder afterwards.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        with _held(partial) as file:
            try:
                file.truncate(0)
                yield file
                file.flush()
                os.fsync(file.fileno())
                partial.replace(path)
            except BaseException:
                partial.unlink(missing_ok=True)
                raise
    except BlockingIOError as error:
        raise CaseError(f"{path} is being written by another process; try again when it has ended") from error
    except OSError as error:
        raise CaseError(f"{path} could not be written: {error.strerror}") from error


def settle(folder: Path) -> None:
    """Force what was moved into a folder, or made there, to the disk. Raises CaseError."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _CANNOT_SETTLE:
            raise CaseError(f"{folder} could not be written: {error.strerror}") from error


def make_folder(folder: Path) -> None:
    """Make a folder where it is missing, and those above it. Raises CaseError."""
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{folder} cannot be used as a folder: {error.strerror}") from error
    for each in missing:
        settle(each.parent)


@contextmanager
def _held(partial: Path) -> Iterator[IO[bytes]]:
    """The file, for this process alone. Raises BlockingIOError where another has it."""
    while True:
        with partial.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Another may have moved it to its place before we held it: then it is finished, and not ours to empty.
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file.fileno()), partial.stat()):
                    yield file
                    return
