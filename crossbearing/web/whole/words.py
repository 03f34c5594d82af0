"""The words that the room uses, and its keys."""

from __future__ import annotations

from crossbearing.records import Record
from crossbearing.web.asked import Asked

WORDS = (
    "report",
    "story",
    "finding",
    "origin",
    "bound",
    "contested",
    "update",
    "withdrawn",
    "copy",
    "outlet",
    "hidden",
)
"""Each has its explanation in help.html, at an anchor of this name."""


class Help(Record, frozen=True):
    """Anchors of what is explained on the page."""

    words: tuple[str, ...]


def explained(asked: Asked) -> Help:
    """The help page."""
    return Help(WORDS)
