"""Files for readers, written so that each is there whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from crossbearing.errors import CaseError
from crossbearing.store.whole import make_folder, settle, whole


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the files into the folder, which is made where it is missing; return their paths.

    When it returns, they are on the disk. Raises CaseError, which names the file; what was there before then still is.
    """
    write_each(folder, ((name, (body,)) for name, body in sorted(files.items())))
    return tuple(folder / name for name in sorted(files))


def write_each(folder: Path, files: Iterable[tuple[str, Iterable[bytes]]]) -> dict[str, str]:
    """The same of files that are made one at a time, each piece by piece; name → SHA-256."""
    make_folder(folder)
    hashes = {name: _write(folder / name, pieces) for name, pieces in files}
    settle(folder)
    return hashes


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files that may be gone already. Raises CaseError."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CaseError(f"{path} could not be removed: {error.strerror}") from error


def _write(path: Path, pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with whole(path) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
    return digest.hexdigest()
