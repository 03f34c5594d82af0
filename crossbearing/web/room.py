"""The room: all that lives as long as the server, handed to whoever answers a request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crossbearing.errors import CaseError
from crossbearing.web.door import Door
from crossbearing.web.readers import Readers

if TYPE_CHECKING:
    from crossbearing.case import Case
    from crossbearing.web.access import Access


class Room:
    """One served case."""

    def __init__(self, case: Path, readers: Readers, *, readonly: bool = False, access: Access | None = None) -> None:
        self.case = case
        self.readers = readers
        self.readonly = readonly
        """Nothing can be changed, and no page offers it."""
        self.door = Door(access, readonly=readonly)

    @contextmanager
    def writer(self) -> Iterator[Case]:
        """The case, to decide something in it: for a moment, beside whatever builds. Raises CaseError."""
        from crossbearing.case import Case  # noqa: PLC0415 - a room that is only read needs none of it

        if self.readonly:
            raise CaseError(f"{self.case} is only read here")
        with Case.open(self.case) as case:
            yield case
