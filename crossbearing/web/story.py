"""One story: its head, and its parts, each with an address of its own."""

from __future__ import annotations

from crossbearing.records import Dossier, Record
from crossbearing.web.asked import Asked, Refused
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import stretch
from crossbearing.write.dossier import Totals, totals


class Overview(Record, frozen=True):
    """The head of a story."""

    id: str
    title: str
    title_at: str
    language: str
    days: str
    outlets: tuple[str, ...]
    reports: int
    numbers: Totals


def dossier(asked: Asked) -> Dossier:
    """The dossier of the story that the address names. Raises Refused (404) where there is none."""
    found = asked.reader.dossier(asked.path["story"])
    if found is None:
        raise Refused(404, "the case has no such story")
    return found


def overview(asked: Asked) -> Overview:
    """The head of a story."""
    catalogue = Catalogue(dossier(asked))
    story, reports = catalogue.dossier.story, catalogue.dossier.reports
    return Overview(
        id=story.id,
        title=catalogue.words(story.title),
        title_at=catalogue.place(story.title),
        language=catalogue.report(story.title.report).language,
        days=stretch(story.first, story.last),
        outlets=tuple(sorted({catalogue.outlet(report.id) for report in reports})),
        reports=len(reports),
        numbers=totals([catalogue.dossier]),
    )
