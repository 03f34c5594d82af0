"""A ZIP file (APPNOTE 6.3) written piece by piece, the same bytes whenever it is written from the same."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from types import TracebackType

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP file knows; no clock is in it."""
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


class Packed:
    """The file in the making: what was written so far is taken with `pieces`, the end with `rest`."""

    def __init__(self) -> None:
        self._pieces = _Pieces()
        self._zip = zipfile.ZipFile(self._pieces, "w")  # type: ignore[call-overload] # needs no more than it has

    def __enter__(self) -> Packed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, name: str, body: bytes) -> None:
        """A member, whole."""
        self._zip.writestr(_member(name), body)

    def add_pieces(self, name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """A member, piece by piece; yields what of the file is there meanwhile."""
        with self._zip.open(_member(name), "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                yield self.pieces()

    def pieces(self) -> bytes:
        """What has been written since it was asked last."""
        return self._pieces.taken()

    def rest(self) -> Iterator[bytes]:
        """The end of the file; nothing is added afterwards."""
        self._zip.close()
        yield self.pieces()


def _member(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _EPOCH)
    made.compress_type, made.create_system, made.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _PLAIN_FILE
    return made


class _Pieces:
    """A file that can only be written; zipfile asks no more of one."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._waiting.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        whole, self._waiting = b"".join(self._waiting), []
        return whole
