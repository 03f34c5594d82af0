"""In which story something is, and where an old id leads, by the index of stories."""

from __future__ import annotations

from crossbearing import lookup
from crossbearing.records import Finding
from crossbearing.web import english
from crossbearing.web.asked import Asked, Moved, Refused
from crossbearing.web.readers import Known, Reader


def story(asked: Asked) -> Known:
    """The story that the address names. Raises Moved where another took it up, Refused (404) where there is none."""
    name = asked.path["story"]
    known = asked.reader.known(name)
    if known is not None:
        return known
    led = lookup.resolve(asked.reader.store, name)
    if led is None or led.kind != "story" or led.id == name:
        raise Refused(404, english.NO_STORY)
    raise Moved(f"/stories/{led.id}")


def of_finding(asked: Asked, behind: str = "") -> tuple[Known, Finding]:
    """The finding that the address names, with its story; `behind` is what stands behind the finding in the address.

    Raises Moved where another finding holds its claims, Refused (404) where none does.
    """
    other = heir(asked.reader, asked.path["finding"])
    if other is not None:
        raise Moved(f"/findings/{other}{behind}")
    return finding(asked.reader, asked.path["finding"])


def of_report(asked: Asked) -> Known:
    """The story of the report, or of the earlier version of one, that the address names. Raises Refused (404)."""
    known = report(asked.reader, asked.path["report"])
    if known is None:
        raise Refused(404, english.NO_REPORT)
    return known


def finding(reader: Reader, name: str) -> tuple[Known, Finding]:
    """A finding with its story. Raises Refused (404) where the case has none of that id."""
    led = lookup.resolve(reader.store, name)
    known = reader.known(led.story) if led is not None and led.kind == "finding" else None
    found = next((each for each in known.dossier.findings if each.id == name), None) if known is not None else None
    if known is None or found is None:
        raise Refused(404, english.NO_FINDING)
    return known, found


def report(reader: Reader, name: str) -> Known | None:
    """The story of a report, or of an earlier version of one; None where no story has it."""
    led = lookup.resolve(reader.store, name)
    return reader.known(led.story) if led is not None and led.kind == "report" else None


def heir(reader: Reader, name: str) -> str | None:
    """The finding that holds the claims of one whose id is borne no longer; None for one that is borne, or unknown."""
    led = lookup.resolve(reader.store, name)
    return led.id if led is not None and led.kind == "finding" and led.moved else None
