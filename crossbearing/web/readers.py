"""The case as a page reads it: one consistent look at the file for each request, while another process may write.

A store belongs to one thread at a time, so there are a few of them and whoever needs one takes it from a queue.
Decoded dossiers are kept for the next request, as long as they are what is stored.
"""

from __future__ import annotations

import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from crossbearing.attempts import decoded
from crossbearing.errors import CaseError
from crossbearing.records import Dossier
from crossbearing.store.base import Store
from crossbearing.store.sqlite import SqliteStore

T = TypeVar("T")

READERS = 4
"""Stores that are open at once; requests beyond wait for one."""
KEPT = 24
"""Dossiers kept decoded. One of 50 reports takes some 20 MB."""
WAIT_SECONDS = 20


class Kept:
    """What was worked out of a story's dossier, by the digest of what it was worked out of; the oldest goes first."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._held: OrderedDict[tuple[str, str], object] = OrderedDict()

    def get(self, kind: str, digest: str, make: Callable[[], T]) -> T:
        """What `make` gives, made once for a kind and digest as long as it is kept."""
        key = (kind, digest)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]  # type: ignore[return-value]  # put there by the same kind
        made = make()
        with self._lock:
            self._held[key] = made
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return made


class Reader:
    """One look at the case."""

    def __init__(self, store: Store, kept: Kept) -> None:
        self.store = store
        self._kept = kept

    def dossier(self, story: str) -> Dossier | None:
        """The dossier of a story; None for one that the case does not have, or that failed."""
        made = self.store.made_of("write", story)
        if made is None or not made.digest:
            return None
        return self._kept.get("dossier", made.digest, lambda: self._load(story))

    def _load(self, story: str) -> Dossier:
        found: Dossier = decoded(self.store.bodies("write", [story])[story], Dossier, f"the dossier of {story}")
        return found


class Readers:
    """The readers of one case file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = Kept()
        self._free: queue.LifoQueue[SqliteStore | None] = queue.LifoQueue()
        for _ in range(READERS):
            self._free.put(None)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader for one request. Raises CaseError where the case cannot be read, or none is free in time."""
        try:
            store = self._free.get(timeout=WAIT_SECONDS)
        except queue.Empty:
            raise CaseError(f"{self._path} is asked for more than it can answer; try again") from None
        try:
            if store is None:
                store = SqliteStore(self._path, readonly=True)
            store.refresh()
            yield Reader(store, self._kept)
        finally:
            self._free.put(store)

    def close(self) -> None:
        """Let go of the file. Nobody asks afterwards."""
        while not self._free.empty():
            store = self._free.get_nowait()
            if store is not None:
                store.close()
