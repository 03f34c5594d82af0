"""The room: all that lives as long as the server, handed to whoever answers a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crossbearing.errors import CaseError
from crossbearing.web import shapes
from crossbearing.web.door.visits import Door
from crossbearing.web.readers import Readers
from crossbearing.web.work.jobs import Jobs

if TYPE_CHECKING:
    from crossbearing.case import Case
    from crossbearing.web.door.access import Access


UPLOAD_BYTES = 200_000_000


class House(msgspec.Struct, frozen=True):
    """Where the room lies."""

    names: frozenset[str] | None = None
    """Names under which it answers; None: under any, where no browser can reach it."""
    limited: bool = False
    """Whether others than this machine's user can reach it, and are kept from asking too often."""
    upload_bytes: int = UPLOAD_BYTES
    """What may be sent at once."""


class Room:
    """One served case."""

    def __init__(
        self,
        case: Path,
        readers: Readers,
        *,
        readonly: bool = False,
        access: Access | None = None,
        house: House | None = None,
    ) -> None:
        shapes.work_out()
        self.case = case
        self.house = house or House()
        self.readers = readers
        self.readonly = readonly
        """Nothing can be changed, and no page offers it."""
        self.door = Door(access, readonly=readonly)
        self.jobs = Jobs(case)
        """What is built beside the pages; nothing in a room that is only read."""

    @contextmanager
    def writer(self) -> Iterator[Case]:
        """The case, to decide something in it: for a moment, beside whatever builds. Raises CaseError."""
        from crossbearing.case import Case  # noqa: PLC0415 - a room that is only read needs none of it

        if self.readonly:
            raise CaseError(f"{self.case} is only read here")
        with Case.open(self.case) as case:
            yield case
