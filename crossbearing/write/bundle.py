"""The whole dossier in one ZIP file: the pages, dossier.json, the captures it rests on, the decisions, and checksums.

`crossbearing verify` re-reads it without a case or a network, and so does anybody with `sha256sum`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Final

import msgspec

from crossbearing.records import Capture, Record, Sighting, Stated
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.packing import Packed
from crossbearing.write.pages import pages

SUMS, CAPTURES, DECISIONS, README = "SHA256SUMS", "captures.json", "decisions.json", "README.txt"
FORMAT: Final = "crossbearing-captures/1"
EXTENSIONS: Final = {
    "text/plain": "txt",
    "text/markdown": "md",
    "text/html": "html",
    "application/json": "json",
    "application/x-ndjson": "jsonl",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
    "multipart/related": "mhtml",
}
"""Media type → how the name of a capture's file ends; "bin" for any other."""
_PIECE = 1_000_000

_README = """\
This is a cited record, written by Crossbearing. Unpack it, and open index.html in a browser: it needs no network.

index.html, story-*.html   the record, to be read
dossier.json               the same for programs; its passages are code points into the texts that stand in it
captures/                  the reports as they came in, byte for byte, each under its SHA-256
captures.json              of each capture: name, where it came from and when, media type, what was stated of it
decisions.json             what readers decided
SHA256SUMS                 the SHA-256 of every other file

To check it:   sha256sum -c SHA256SUMS          that no file was damaged
               crossbearing verify FILE.zip     that, and every passage, citation and capture against one another

The sums show damage, and no forgery: whoever changes a file can write another sum. Give the SHA-256 of SHA256SUMS on
by another way, or sign it, where that matters.

The files in captures/ are strangers' pages: they were not made safe to open. index.html and the story pages are.
"""


class Arrival(Record, frozen=True):
    """One arrival of a capture."""

    source: str
    taken_at: str
    timed: bool


class CaptureEntry(Record, frozen=True):
    """A capture as captures.json has it. Of a path on somebody's machine, `source` has the last name alone."""

    id: str
    file: str
    """Where in the bundle its bytes are."""
    name: str
    source: str
    media_type: str
    sha256: str
    taken_at: str
    timed: bool
    within: str
    http: str
    stated: Stated
    sightings: tuple[Arrival, ...]


class Captures(Record, frozen=True):
    """captures.json."""

    format: str
    captures: tuple[CaptureEntry, ...]


def bundle(given: Dossiers) -> Iterator[bytes]:
    """The file, piece by piece; one dossier and one capture at a time are held."""
    with Packed() as packed:
        adding = _Adding(packed)
        for name, pieces in _files(given):
            yield from adding.add(name, pieces)
        lines = sorted(adding.sums.items())
        packed.add(SUMS, "".join(f"{sha256}  {name}\n" for name, sha256 in lines).encode())
        yield from packed.rest()


class _Adding:
    """Members with their sums."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self.sums: dict[str, str] = {}

    def add(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        digest = hashlib.sha256()
        yield from self._packed.add_pieces(name, _hashed(pieces, digest.update))
        self.sums[name] = digest.hexdigest()


def _hashed(pieces: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        update(piece)
        yield piece


def _files(given: Dossiers) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield README, (_README.encode(),)
    yield from pages(given.each(), given.failures, lambda _: True)
    arrivals = {of: tuple(each) for of, each in groupby(given.sightings(), key=lambda each: each.capture)}
    files: dict[str, str] = {}
    entries: list[bytes] = []
    for capture in given.captures():
        if capture.sha256 not in files:  # the same bytes under two names are one file
            files[capture.sha256] = f"captures/{capture.sha256}.{EXTENSIONS.get(capture.media_type, 'bin')}"
            yield files[capture.sha256], _cut(capture.body)
        entries.append(msgspec.json.encode(_entry(capture, files[capture.sha256], arrivals.get(capture.id, ()))))
    yield CAPTURES, (_captures_json(entries),)
    yield DECISIONS, (msgspec.json.format(msgspec.json.encode(given.decisions), indent=2) + b"\n",)


def _captures_json(entries: Iterable[bytes]) -> bytes:
    whole = b'{"format":"%s","captures":[%s]}' % (FORMAT.encode(), b",".join(entries))
    return msgspec.json.format(whole, indent=2) + b"\n"


def _entry(capture: Capture, file: str, arrivals: Iterable[Sighting]) -> CaptureEntry:
    return CaptureEntry(
        id=capture.id,
        file=file,
        name=capture.name,
        source=_shown(capture.source),
        media_type=capture.media_type,
        sha256=capture.sha256,
        taken_at=capture.taken_at,
        timed=capture.timed,
        within=capture.within,
        http=capture.http,
        stated=capture.stated,
        sightings=tuple(Arrival(_shown(each.source), each.taken_at, each.timed) for each in arrivals),
    )


def _shown(source: str) -> str:
    """An address; of a path, which tells how somebody's machine is laid out, its last name."""
    if source.startswith(("http://", "https://")):
        return source
    return source.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _cut(body: bytes) -> Iterator[bytes]:
    return (body[at : at + _PIECE] for at in range(0, len(body), _PIECE))
