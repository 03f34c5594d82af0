"""One hostile input, and how it is put on disk."""

from __future__ import annotations

import os
import re
from pathlib import Path

import msgspec

_NUMBERED = re.compile(r"(?:^|/)(\d{6})-")


class Input(msgspec.Struct, frozen=True):
    """A file (or a link) that is added to a case."""

    format: str
    about: str
    """What is done to whom, in a few words."""
    name: str
    """Of the file; may be as hostile as its bytes."""
    body: bytes = b""
    link: str = ""
    """Where it leads, when it is a symbolic link."""

    def put(self, folder: Path, number: int) -> None:
        """Write it, its number before its name: by that its outcome is found again."""
        path = os.fsencode(folder) + b"/%06d-" % number + os.fsencode(self.name)
        if self.link:
            os.symlink(self.link, path)  # noqa: PTH211 — a name may be no text
            return
        with open(path, "wb") as file:  # noqa: PTH123 — a name may be no text
            file.write(self.body)


def number_of(place: str) -> int | None:
    """The number of the input that a source or a unit names; the outermost where it is in an archive."""
    found = _NUMBERED.search(place)
    return int(found[1]) if found else None
