"""What the exports as linked data share: IRIs for things, times in UTC, what a report was read from, JSON by pieces.

Names: `urn:crossbearing:ID` with the ids of dossier.json; `urn:sha256:HEX` for bytes and texts. Neither namespace is
registered with IANA: they are names and lead nowhere. Of addresses only those of the web become IRIs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from urllib.parse import quote

from crossbearing.records import Dossier, Provenance, Report, SourceKind, content_id
from crossbearing.write.catalogue import web_address

Node = dict[str, object]
"""One JSON object of an export."""

SOFTWARE = "urn:crossbearing:software"
SOFTWARE_NAME = f"Crossbearing {version('crossbearing')}"
TERMS = "urn:crossbearing:terms:"
"""Before the names of properties and classes that no standard has."""

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_LONE = re.compile("[\ud800-\udfff]")
_NOT_IN_IRIS = re.compile(r'[<>"{}|^`\[\]]')
"""RFC 3987 leaves them out; of what `web_address` lets pass."""


def named(id_: str) -> str:
    """The IRI of something that has an id in dossier.json."""
    return f"urn:crossbearing:{quote(id_, safe='', errors='replace')}"


def called(kind: str, name: str) -> str:
    """The IRI of somebody who has a name alone: an outlet, a reader."""
    return named(content_id(kind, name))


def hashed(sha256: str) -> str:
    """The IRI of bytes, by their SHA-256 in hex."""
    return f"urn:sha256:{quote(sha256, safe='', errors='replace')}"


def address(url: str | None) -> str | None:
    """The address as an IRI (RFC 3987): http and https alone, as `web_address` has it; else None."""
    found = web_address(url)
    return None if found is None else _NOT_IN_IRIS.sub(lambda ch: quote(ch[0]), found)


def language(code: str | None) -> str | None:
    """A language where it is a code of ISO 639, which is a language tag of BCP 47, too."""
    return code if code is not None and _LANGUAGE.fullmatch(code) else None


def utc(time: str | None) -> str | None:
    """A time as xsd:dateTime in UTC, "2031-05-03T10:00:00Z"; None where it is none, or its zone is not known."""
    try:
        known = datetime.fromisoformat(time or "")
        return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if known.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def actor_type(kind: SourceKind) -> str | None:
    """Person or Organization, as schema.org calls them; None where nobody is named. A place that speaks is a body."""
    return {"person": "Person", "unnamed": None}.get(kind, "Organization")


def without_nothing(**fields: object) -> Node:
    """A node of those that are there: no None, no empty list."""
    return {name: value for name, value in fields.items() if value is not None and value != []}


class Read:
    """The reports of a dossier and their earlier versions, and from what they were read."""

    def __init__(self, dossier: Dossier) -> None:
        self.reports: dict[str, Report] = {
            report.id: report for report in (*dossier.reports, *(each.report for each in dossier.versions))
        }
        self.captures: dict[str, list[Provenance]] = {id_: [] for id_ in self.reports}
        for came in dossier.captures:
            self.captures.setdefault(came.report, []).append(came)

    def capture(self, report: str) -> Provenance | None:
        """The capture that a report was read from, where it is known."""
        came, read_from = self.captures[report], self.reports[report].capture
        return next((each for each in came if each.capture == read_from), came[0] if came else None)

    def source(self, report: str) -> str:
        """The IRI of what was read: the page's address, else the bytes, else the capture by its id."""
        came = self.capture(report)
        of_page = address(self.reports[report].url) or address(came.source if came is not None else None)
        return of_page or (hashed(came.sha256) if came is not None else named(self.reports[report].capture))


def to_json(given: object) -> bytes:
    """One line of JSON (UTF-8). A lone surrogate, which UTF-8 has not, becomes U+FFFD: the length stays the same."""
    return _LONE.sub("\ufffd", json.dumps(given, ensure_ascii=False)).encode()


def by_pieces(opening: bytes, items: Iterable[object], closing: Callable[[int], bytes]) -> Iterator[bytes]:
    """A JSON document with a long list, an item a line; what closes it may say how many there are."""
    yield opening
    count = 0
    for item in items:
        yield (b",\n" if count else b"\n") + to_json(item)
        count += 1
    yield closing(count)


def graph(context: Mapping[str, object], nodes: Iterable[Node]) -> Iterator[bytes]:
    """A JSON-LD document: its context and all its nodes."""
    opening = b'{"@context": ' + to_json(dict(context)) + b', "@graph": ['
    return by_pieces(opening, nodes, lambda _: b"\n]}\n")
