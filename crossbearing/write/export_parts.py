"""The records of dossier.json that several of its parts have in common."""

from __future__ import annotations

from typing import Literal

from crossbearing.records import Record, Span

Passage = Span
"""{"report", "start", "end"}"""


class ReasonOut(Record, frozen=True):
    """Why a machine decided so."""

    name: str
    detail: str
    score: float | None
    spans: tuple[Passage, ...]


class CaptureOut(Record, frozen=True):
    """Bytes that a report was read from, or that have the same text. Times are UTC, of the page on the web."""

    id: str
    sha256: str
    media_type: str
    within: str | None
    """SHA-256 of the archive that it was taken out of."""
    address: str | None
    """From where it was fetched."""
    first_seen: str | None
    last_seen: str | None
    sightings: int
    """How often the page was seen so; 0 where no times are known, as of a file."""


class SourceOut(Record, frozen=True):
    """One link of a chain of attribution."""

    name: str
    kind: Literal["person", "organisation", "place", "agency", "state media", "outlet", "unnamed"]
    role: str | None
    named: Passage | None
