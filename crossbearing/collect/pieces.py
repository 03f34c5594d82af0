"""What is asked of the worker that opens foreign files, and what it answers: files are read in pieces that resume.

A piece ends when it has enough records, bytes or seconds, and says where the next one begins. So memory stays bounded,
and a file that kills the worker loses the one record that did it.
"""

from __future__ import annotations

import time
from typing import Literal

import msgspec

from crossbearing.records import Record, Stated

Form = Literal["gzip", "zip", "warc", "json lines", "json", "table", "feed"]

RECORDS = 500
BYTES = 8_000_000
SECONDS = 0.5
"""A piece ends after so many records, bytes of bodies or seconds of CPU time: a fourth of what a worker may take."""


class Ask(Record, frozen=True):
    """One piece of one file."""

    path: str
    form: Form
    most: int
    """Bytes that one record may have."""
    start: int = 0
    """Where the piece begins: a byte of the file, a byte of what is unpacked, a row, a member; as an answer said."""
    number: int = 0
    """Records before it."""
    entry: int | None = None
    """Of a ZIP archive: the member to unpack; None lists the members."""
    alone: bool = False
    """One record only: to find which it is that kills the worker."""
    passing: bool = False
    """No record, only where the next one begins: what cannot be read is passed over."""


class Member(Record, frozen=True):
    """A report, or a file in its turn, that stands in another file."""

    unit: str
    """Where it stands, for a reader: "line 3", "record 7"."""
    stem: str
    """What it is called there, as far as that goes."""
    given: bool
    """Whether the stem is a name of its own ("id"), or only made from its place."""
    media_type: str
    stated: Stated
    body: bytes
    undated: str | None = None
    """What stood where its date should, when none could be read from it."""
    taken_at: str | None = None
    http: str = ""
    digest: str = ""
    """The payload's digest as a WARC file gives it: revisit records name it."""


class Refused(Record, frozen=True):
    """A member that is no report that can be read, and why."""

    unit: str
    reason: str


class Revisit(Record, frozen=True):
    """A page that was found unchanged: what a WARC file has in place of its bytes."""

    unit: str
    digest: str
    taken_at: str | None


class Entry(Record, frozen=True):
    """A member of a ZIP archive, as its directory lists it."""

    index: int
    name: str
    why_not: str = ""
    """Why it is not unpacked; "" where it can be."""


class Answer(Record, frozen=True):
    """One piece: only what its form has."""

    members: tuple[Member, ...] = ()
    refused: tuple[Refused, ...] = ()
    revisits: tuple[Revisit, ...] = ()
    no_reports: tuple[str, ...] = ()
    """Records that are none by their kind ("image"), one word each."""
    no_pages: tuple[str, ...] = ()
    """Answers of servers that bring no page, one word each ("status 404")."""
    entries: tuple[Entry, ...] = ()
    data: bytes = b""
    """Of "gzip", and of a ZIP archive's member: unpacked bytes."""
    next: int | None = None
    """`Ask.start` of the next piece; None: there is none."""
    number: int = 0
    """`Ask.number` of the next piece."""


class Gatherer:
    """Collects one piece's records and says when it has enough."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._began = time.process_time()
        self._bytes = 0
        self.number = ask.number
        self.found: dict[str, list[object]] = {}

    def take(self, field: str, item: object, size: int = 0) -> None:
        """Put a record under a field of the answer."""
        self.found.setdefault(field, []).append(item)
        self._bytes += size

    @property
    def full(self) -> bool:
        """Whether the next record belongs to another piece."""
        taken = self.number - self._ask.number
        return taken >= (1 if self._ask.alone else RECORDS) or (
            taken > 0 and (self._bytes >= BYTES or time.process_time() - self._began >= SECONDS)
        )

    def answer(self, start: int | None) -> Answer:
        """The piece, with the place of the next one."""
        given = {field: tuple(items) for field, items in self.found.items()}
        return msgspec.structs.replace(Answer(), **given, next=start, number=self.number)
