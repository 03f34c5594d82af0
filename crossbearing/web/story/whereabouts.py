"""In which story something is, and where an old id leads, by the index of stories."""

from __future__ import annotations

from crossbearing import lookup
from crossbearing.records import Dossier, Finding
from crossbearing.store.base import Store
from crossbearing.store.shelf import EntryQuery, Retired
from crossbearing.web import english
from crossbearing.web.asked import Asked, Moved, Refused
from crossbearing.web.readers import Known, Reader
from crossbearing.write.shelf import EntryKind


def story(asked: Asked) -> Known:
    """The story that the address names. Raises Moved where another took it up, Refused (404) where there is none."""
    name = asked.path["story"]
    known = asked.reader.known(name)
    if known is not None:
        return known
    other = _retired(asked.reader.store, name)
    if other is None:
        raise Refused(404, english.NO_STORY)
    raise Moved(f"/stories/{other.story}")


def of_finding(asked: Asked, behind: str = "") -> Known:
    """The story of the finding that the address names; `behind` is what stands behind the finding in the address.

    Raises Moved where another finding holds its claims, Refused (404) where none does.
    """
    name = asked.path["finding"]
    found = _story_of(asked.reader.store, "finding", name)
    other = heir(asked.reader.store, name) if found is None else None
    if other is not None:
        raise Moved(f"/findings/{other}{behind}")
    return _known(asked, found, english.NO_FINDING)


def of_report(asked: Asked) -> Known:
    """The story of the report, or of the earlier version of one, that the address names. Raises Refused (404)."""
    return _known(asked, story_of_report(asked.reader.store, asked.path["report"]), english.NO_REPORT)


def story_of_report(store: Store, report: str) -> str | None:
    """The story of a report or of an earlier version of one."""
    return _story_of(store, "report", report)


def finding(reader: Reader, wanted: str) -> tuple[Dossier, Finding]:
    """A finding with the dossier of its story. Raises Refused (404) where the case has none of that id now."""
    story = _story_of(reader.store, "finding", wanted)
    dossier = None if story is None else reader.dossier(story)
    found = next((each for each in dossier.findings if each.id == wanted), None) if dossier else None
    if dossier is None or found is None:
        raise Refused(404, english.NO_FINDING)
    return dossier, found


def dossier_of_report(reader: Reader, report: str) -> Dossier | None:
    """The dossier of the story that a report, or an earlier version of one, is in."""
    story = story_of_report(reader.store, report)
    return None if story is None else reader.dossier(story)


def _known(asked: Asked, story: str | None, refusal: str) -> Known:
    known = None if story is None else asked.reader.known(story)
    if known is None:
        raise Refused(404, refusal)
    return known


def _story_of(store: Store, kind: EntryKind, key: str) -> str | None:
    found = store.entries(EntryQuery(kind=kind, key=key, limit=1)).entries
    return found[0].story if found else None


def heir(store: Store, name: str) -> str | None:
    """The finding that holds the claims of one whose id is borne no longer; None for any other id."""
    found = lookup.resolve(store, name) if store.indexed() else None
    return found.id if found is not None and found.moved and found.kind == "finding" else None


def _retired(store: Store, name: str) -> Retired | None:
    return next(iter(store.retired([name])), None)
