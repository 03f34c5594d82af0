"""The bytes that came in: what is known of them, and the bytes themselves, to be saved."""

from __future__ import annotations

from msgspec.structs import replace

from crossbearing import pipeline
from crossbearing.errors import CaseError
from crossbearing.records import Capture, Record, Sighting, Stated
from crossbearing.web import english
from crossbearing.web.asked import Asked, File, Refused
from crossbearing.web.story import whereabouts
from crossbearing.write.catalogue import web_address


class CapturePage(Record, frozen=True):
    """One capture. Its bytes are never shown, only saved: /captures/{id}/body."""

    id: str
    name: str
    source: str
    """Where it came from: an address, or the name of a file; which folder of this machine it lay in is nobody's."""
    address: str | None
    """The same, where it is an address that a reader may follow."""
    media_type: str
    sha256: str
    bytes: int
    taken_at: str
    """UTC, ISO 8601."""
    timed: bool
    """Whether that is a time at which the page was seen on the web."""
    http: str
    """Status line and header fields with which a server sent it; "" for a file."""
    within: str
    """SHA-256 of the archive that it was taken out of; "" where it was none."""
    stated: Stated
    sightings: tuple[Sighting, ...]
    """Every arrival."""
    story: str | None
    """The story of the report that was read from it."""
    report: str | None


def capture(asked: Asked) -> CapturePage:
    """What is known of a capture. Raises Refused (404)."""
    found = _found(asked)
    story, report = _read_from(asked, found.id)
    return CapturePage(
        id=found.id,
        name=found.name,
        source=_without_folder(found.source),
        address=web_address(found.source),
        media_type=found.media_type,
        sha256=found.sha256,
        bytes=len(found.body),
        taken_at=found.taken_at,
        timed=found.timed,
        http=found.http.replace("\r\n", "\n"),
        within=found.within,
        stated=found.stated,
        sightings=tuple(
            replace(each, source=_without_folder(each.source)) for each in asked.reader.store.sightings(found.id)
        ),
        story=story,
        report=report,
    )


def body(asked: Asked) -> File:
    """The bytes, to be saved under a name that no program opens as what they are. Raises Refused (404)."""
    found = _found(asked)
    return File(found.body, f"{found.id}.bin")


def _without_folder(source: str) -> str:
    return source if web_address(source) is not None else source.replace("\\", "/").rpartition("/")[2]


def _found(asked: Asked) -> Capture:
    try:
        return asked.reader.store.capture(asked.path["capture"])
    except CaseError as error:
        raise Refused(404, english.NO_CAPTURE) from error


def _read_from(asked: Asked, capture_id: str) -> tuple[str | None, str | None]:
    """The story and report that were read from a capture, as far as a story stands."""
    report = pipeline.report_of(asked.reader.store, capture_id)
    known = None if report is None else whereabouts.report(asked.reader, report.id)
    if report is None or known is None:
        return None, None
    return known.dossier.story.id, report.id
