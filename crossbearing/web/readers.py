"""The case as a page reads it: one consistent look at the file for each request, while another process may write.

A store belongs to one thread at a time, so there are a few of them and whoever needs one takes it from a queue.
Decoded dossiers, and what pages worked out of them, are kept for the next request, as long as they are what is stored.
"""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from crossbearing import deciding
from crossbearing.attempts import decoded
from crossbearing.errors import CaseError
from crossbearing.records import Dossier, Standing
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore

T = TypeVar("T")

File = tuple[int, int]
"""Device and inode: what a file is, whatever its name."""
READERS = 4
"""Stores that are open at once; requests beyond wait for one."""
KEPT = 16_000_000
"""Bytes of dossiers, as they are stored, that are kept decoded; the last one asked for is kept, however large. With
all that pages work out of it, one takes some twelve times that."""
WAIT_SECONDS = 20


class Known:
    """A story as it is stored, and what was worked out of it: each thing once, when it is first asked for."""

    def __init__(self, dossier: Dossier, size: int) -> None:
        self.dossier = dossier
        self.size = size
        """Bytes of the dossier as it is stored."""
        self._made: dict[Callable[[Known], object], object] = {}

    def worked(self, make: Callable[[Known], T]) -> T:
        """What `make` gives of this story, made once. Two requests at once may both make it: one is kept."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]  # type: ignore[return-value]  # put there by the same `make`


class Kept:
    """Stories that were asked for, by the digests of their dossiers; the one not asked for longest goes first."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Known] = OrderedDict()

    def get(self, digest: str, make: Callable[[], Known]) -> Known:
        """What `make` gives, made once for a digest as long as it is kept."""
        with self._lock:
            if digest in self._held:
                self._held.move_to_end(digest)
                return self._held[digest]
        made = make()
        with self._lock:
            self._held[digest] = made
            while len(self._held) > 1 and sum(each.size for each in self._held.values()) > self._most:
                self._held.popitem(last=False)
        return made


class Reader:
    """One look at the case."""

    def __init__(self, store: Store, kept: Kept) -> None:
        self.store = store
        self._kept = kept

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """What readers decided, and what became of each; worked out once for a request."""
        return deciding.standings(self.store)

    def known(self, story: str) -> Known | None:
        """A story; None for one that the case does not have, or that failed."""
        made = self.store.made_of("write", story)
        if made is None or not made.digest:
            return None
        return self._kept.get(made.digest, lambda: self._load(story))

    def dossier(self, story: str) -> Dossier | None:
        """The dossier of a story; None for one that the case does not have, or that failed."""
        known = self.known(story)
        return None if known is None else known.dossier

    def _load(self, story: str) -> Known:
        body = self.store.bodies("write", [story])[story]
        return Known(decoded(body, Dossier, f"the dossier of {story}"), len(body))


class Readers:
    """The readers of one case file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = Kept()
        self._free: queue.LifoQueue[tuple[SqliteStore | None, File]] = queue.LifoQueue()
        for _ in range(READERS):
            self._free.put((None, (0, 0)))

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader for one request, of the file that is there now: another may have taken its place.

        Raises CaseError where the case cannot be read, or none is free in time.
        """
        try:
            store, held = self._free.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            raise CaseError(f"{self._path} is asked for more than it can answer; try again") from None
        try:
            file = self._file()
            if store is not None and held != file:
                gone, store = store, None
                gone.close()
            if store is None:
                store, held = SqliteStore(self._path, readonly=True), file
            yield Reader(store, self._kept)
        finally:
            try:
                if store is not None:
                    store.refresh()  # a look that nobody needs any more would keep SQLite's log from being used again
            finally:
                self._free.put((store, held))

    def _file(self) -> File:
        try:
            found = self._path.stat()
        except OSError as error:
            raise CaseError(f"{self._path} could not be read: {error.strerror}") from error
        return found.st_dev, found.st_ino

    def close(self) -> None:
        """Let go of the file. Nobody asks afterwards."""
        while not self._free.empty():
            store, _ = self._free.get_nowait()
            if store is not None:
                store.close()
