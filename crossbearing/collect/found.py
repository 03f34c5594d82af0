"""A report that was found, before it has its name in the case: what files, archives and the web all come down to."""

from __future__ import annotations

import hashlib

import msgspec

from crossbearing.collect.naming import Place
from crossbearing.records import Failure, Record, Stated


class Found(Record, frozen=True):
    """The bytes of one report and all that is known of how they came."""

    place: Place
    source: str
    media_type: str
    stated: Stated
    body: bytes
    taken_at: str | None = None
    """UTC, ISO 8601: when the bytes were seen on the web, where that is known; None: they are taken now."""
    http: str = ""
    within: str = ""

    def identity(self) -> tuple[str, bytes]:
        """What makes it one report: its bytes, and what was stated of them."""
        return hashlib.sha256(self.body).hexdigest(), msgspec.json.encode(self.stated)


class Seen(Record, frozen=True):
    """A report that was found before, seen again: an archive says so and has no bytes for it."""

    identity: tuple[str, bytes]
    source: str
    taken_at: str | None


def failure(unit: str, reason: str) -> Failure:
    """What could not be collected, and why."""
    return Failure(stage="collect", unit=printable(unit), reason=printable(reason))


def printable(text: str) -> str:
    """The text with what cannot be shown (a stray byte, a control character) escaped."""
    if text.isprintable():
        return text
    return "".join(ch if ch.isprintable() else ch.encode("unicode_escape", "surrogatepass").decode() for ch in text)


def too_large(size: int, most: int) -> str:
    """Why something of that many bytes is not read."""
    return f"{size / 1e6:.1f} MB, more than the {most / 1e6:g} MB that it may have"
