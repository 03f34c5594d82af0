"""The room's first page: the stories of the case."""

from __future__ import annotations

from crossbearing import pipeline
from crossbearing.records import Record
from crossbearing.web.asked import Asked


class Line(Record, frozen=True):
    """One story in the list."""

    id: str
    first: str | None
    reports: int


class Stories(Record, frozen=True):
    """What the first page shows."""

    stories: tuple[Line, ...]


def stories(asked: Asked) -> Stories:
    """All stories, by their days."""
    return Stories(tuple(Line(e.id, e.first, len(e.reports)) for e in pipeline.in_order(asked.reader.store)))
