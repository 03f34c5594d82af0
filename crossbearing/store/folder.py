"""Files for readers, written so that each is there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from crossbearing.errors import CaseError
from crossbearing.store.whole import make_folder, settle, whole


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the files into the folder, which is made where it is missing; return their paths.

    When it returns, they are on the disk. Raises CaseError, which names the file; what was there before then still is.
    """
    make_folder(folder)
    paths = tuple(_write(folder / name, body) for name, body in sorted(files.items()))
    settle(folder)
    return paths


def remove_files(paths: Iterable[Path]) -> None:
    """Remove files that may be gone already. Raises CaseError."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise CaseError(f"{path} could not be removed: {error.strerror}") from error


def _write(path: Path, body: bytes) -> Path:
    with whole(path) as file:
        file.write(body)
    return path
