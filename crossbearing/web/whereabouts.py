"""In which story something is, and where an old id leads.

Nothing outside this module knows how that is found; with an index of stories it is one look, without it every story is
looked through.
"""

from __future__ import annotations

from crossbearing import pipeline
from crossbearing.attempts import decoded
from crossbearing.compare.lineage import heirs_of
from crossbearing.engine import CASE, Grouping
from crossbearing.records import Story
from crossbearing.store.base import Store
from crossbearing.web.asked import Asked, Moved, Refused
from crossbearing.web.readers import Known


def story(asked: Asked) -> Known:
    """The story that the address names. Raises Moved where another took it up, Refused (404) where there is none."""
    name = asked.path["story"]
    known = asked.reader.known(name)
    if known is not None:
        return known
    heir = _heir(asked.reader.store, name)
    if heir is None:
        raise Refused(404, "the case has no such story")
    raise Moved(f"/stories/{heir}")


def of_finding(asked: Asked) -> Known:
    """The story of the finding that the address names. Raises Refused (404) where there is none."""
    found = _story_of_finding(asked.reader.store, asked.path["finding"])
    return _known(asked, found, "the case has no such finding; it may have had one of this name before")


def of_report(asked: Asked) -> Known:
    """The story of the report, or of the earlier version of one, that the address names. Raises Refused (404)."""
    found = story_of_report(asked.reader.store, asked.path["report"])
    return _known(asked, found, "no story of the case has such a report")


def _known(asked: Asked, story: str | None, refusal: str) -> Known:
    known = None if story is None else asked.reader.known(story)
    if known is None:
        raise Refused(404, refusal)
    return known


def _heir(store: Store, story: str) -> str | None:
    body = store.bodies("stories", [CASE]).get(CASE)
    if body is None:
        return None
    grouping: Grouping = decoded(body, Grouping, "the stories")
    old = [each for each in grouping.retired if each.id == story]
    return next(iter(heirs_of(grouping.stories, old)), None) if old and grouping.stories else None


def _story_of_finding(store: Store, finding: str) -> str | None:
    """Ids are JSON as they stand, and within a JSON string no quotation mark stands bare."""
    wanted = b'"id":"' + finding.encode("utf-8", "replace") + b'"'
    for unit in store.made("align"):
        if wanted in store.bodies("align", [unit]).get(unit, b""):
            return unit
    return None


def story_of_report(store: Store, report: str) -> str | None:
    """The story of a report or of an earlier version of one."""
    stories = pipeline.grouping(store)
    found = next((each.id for each in stories if report in each.reports), None)
    return found if found is not None else _story_of_version(store, stories, report)


def _story_of_version(store: Store, stories: tuple[Story, ...], report: str) -> str | None:
    for made in stories:
        for dossier in pipeline.dossiers(store, [made.id]):
            if any(version.report.id == report for version in dossier.versions):
                return made.id
    return None
