"""Files for readers, written so that each is there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from crossbearing.errors import CaseError


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write the files into the folder, which is made where it is missing; return their paths.

    Each is written beside its place, forced to the disk and moved there in one step. Raises CaseError, which names the
    file; what was there before then still is.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CaseError(f"{folder} cannot be used as a folder: {error.strerror}") from error
    return tuple(_write(folder / name, body) for name, body in sorted(files.items()))


def _write(path: Path, body: bytes) -> Path:
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise CaseError(f"{path} could not be written: {error.strerror}") from error
    return path
