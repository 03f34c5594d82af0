"""Where in the case a report or finding is that an address names."""

from __future__ import annotations

from crossbearing import pipeline
from crossbearing.records import Dossier, Finding, Story
from crossbearing.web.asked import Refused
from crossbearing.web.readers import Reader


def finding(reader: Reader, wanted: str) -> tuple[Dossier, Finding]:
    """A finding with the dossier of its story. Raises Refused (404) where the case has none of that id."""
    for story in pipeline.grouping(reader.store):
        for body in reader.store.bodies("align", [story.id]).values():
            dossier = reader.dossier(story.id) if wanted.encode() in body else None
            found = next((each for each in dossier.findings if each.id == wanted), None) if dossier else None
            if dossier is not None and found is not None:
                return dossier, found
    raise Refused(404, "the case has no such finding; it may be part of another since")


def story_of(reader: Reader, report: str) -> Story | None:
    """The story that a report is in."""
    return next((each for each in pipeline.grouping(reader.store) if report in each.reports), None)


def of_report(reader: Reader, report: str) -> Dossier | None:
    """The dossier of the story that a report is in."""
    story = story_of(reader, report)
    return None if story is None else reader.dossier(story.id)
