"""What stands at the top of every page of a story, and which parts a story has."""

from __future__ import annotations

from typing import Literal

from crossbearing.records import Record
from crossbearing.web.readers import Known
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.days import stretch
from crossbearing.write.matrix import several
from crossbearing.write.views import Findings

PartName = Literal[
    "matrix", "findings", "disagreements", "changes", "withdrawn", "speakers", "actors", "figures", "timeline",
    "copies", "reports",
]  # fmt: skip


class Part(Record, frozen=True):
    """A part of a story; it has the address /stories/{story}/{name}."""

    name: PartName
    amount: int
    """How many entries its list has."""


class Head(Record, frozen=True):
    """A story, named."""

    id: str
    title: str
    """A passage of one of its reports."""
    title_at: str
    """Where that stands: report, start and end, parted by hyphens."""
    language: str
    """Of the title, ISO 639-1."""
    first: str | None
    """First and last known day of publication, YYYY[-MM[-DD]]."""
    last: str | None
    days: str
    """The same in words."""
    reports: int
    outlets: tuple[str, ...]
    parts: tuple[Part, ...]
    """Those that have something in them."""


class Ref(Record, frozen=True):
    """The story that something is of."""

    id: str
    title: str
    language: str


def catalogue(known: Known) -> Catalogue:
    """Look-ups over a story's dossier."""
    return Catalogue(known.dossier)


def findings(known: Known) -> Findings:
    """The story's findings, to be shown one by one."""
    return Findings(known.worked(catalogue))


def ref(known: Known) -> Ref:
    """The story, for pages of what is in it."""
    title = known.dossier.story.title
    here = known.worked(catalogue)
    return Ref(known.dossier.story.id, here.words(title), here.report(title.report).language)


def head(known: Known) -> Head:
    """The story with its parts."""
    here, dossier = known.worked(catalogue), known.dossier
    story = dossier.story
    kinds = [relation.kind for relation in dossier.relations]
    amounts: dict[PartName, int] = {
        "matrix": len(several(here)),
        "findings": len(dossier.findings),
        "disagreements": sum(kind != "updates" for kind in kinds),
        "changes": kinds.count("updates"),
        "withdrawn": max(len(dossier.withdrawn), len({step.report for step in dossier.revisions})),
        "speakers": len({each.speaker for each in dossier.utterances}),
        "actors": len(dossier.identities),
        "figures": sum(len(here.claims[claim].figures) for claim in here.finding_of),
        "timeline": len({(moment.when.value, moment.finding) for moment in dossier.timeline}),
        "copies": len(dossier.copying),
        "reports": len(dossier.reports),
    }
    return Head(
        id=story.id,
        title=here.words(story.title),
        title_at=here.place(story.title),
        language=here.report(story.title.report).language,
        first=story.first,
        last=story.last,
        days=stretch(story.first, story.last),
        reports=len(dossier.reports),
        outlets=tuple(sorted({here.outlet(report.id) for report in dossier.reports})),
        parts=tuple(Part(name, amount) for name, amount in amounts.items() if amount),
    )
