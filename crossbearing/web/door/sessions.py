"""Who was let in, kept by the server: a cookie is a random number and says nothing by itself."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

import msgspec

IDLE_SECONDS = 8 * 3600
"""A login ends when it was not used for so long: a working day with its breaks."""
WHOLE_SECONDS = 7 * 24 * 3600
"""And after so long in any case."""
KEPT = 10_000
"""Sessions at once; the one that was not used for longest goes first."""


class Session(msgspec.Struct):
    """What is known of one browser."""

    name: str
    """Of the user who logged in or, where nobody has to, as they named themselves."""
    began: float
    used: float


class Sessions:
    """All sessions, by the hash of their cookies: what is read from memory opens nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._held: OrderedDict[str, Session] = OrderedDict()
        self._key = secrets.token_bytes(32)

    def begin(self, name: str, cookie: str = "") -> str:
        """Begin a session, under a new cookie unless one is given; the cookie."""
        cookie, now = cookie or new_cookie(), self._clock()
        with self._lock:
            self._held[_hash(cookie)] = Session(name, now, now)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return cookie

    def name(self, cookie: str) -> str:
        """Whose session it is; "" for none, or for one that has ended."""
        now, key = self._clock(), _hash(cookie)
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return ""
            if now - found.used > IDLE_SECONDS or now - found.began > WHOLE_SECONDS:
                del self._held[key]
                return ""
            found.used = now
            self._held.move_to_end(key)
            return found.name

    def end(self, cookie: str) -> None:
        """End a session."""
        with self._lock:
            self._held.pop(_hash(cookie), None)

    def token(self, cookie: str) -> str:
        """What forms of this browser's pages must carry."""
        return hashlib.blake2b(cookie.encode(), key=self._key, digest_size=32).hexdigest()


def new_cookie() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def _hash(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
