"""Captures → a WARC 1.1 file (ISO 28500:2017) that other tools read, and that `warc` reads back whole.

A capture that a server sent is a `response` record with its header block, any other a `resource` record; each further
arrival is a `revisit` record. Ids are derived from the captures', so that the same case gives the same bytes. Bodies
are kept without the codings in which they were sent; header fields that speak of these get another name, as other
tools do: "X-Archive-Orig-Content-Encoding".
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import re
import uuid
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import IO
from urllib.parse import quote

import msgspec

from crossbearing.collect.warc import OURS, Kept
from crossbearing.records import Capture, Sighting
from crossbearing.store.whole import make_folder, settle, whole

_NAMES = uuid.UUID("6f1f5d3e-6d0b-5c57-9d4e-0d6a3f1b7c21")
"""Namespace of our record ids (RFC 9562, version 5)."""
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_CODED = re.compile(r"(?:content-length|content-encoding|transfer-encoding)\s*:", re.IGNORECASE)
_BREAK = re.compile(r"[\r\n\x00]+[ \t]*")
_URL = "!#$%&'()*+,/:;=?@[]~"
_Fields = list[tuple[str, str]]


def export(path: Path, captures: Iterable[Capture], sightings: Iterable[Sighting]) -> int:
    """Write the file; the number of its records. Both inputs are in the order of capture ids. Raises CaseError."""
    packed = path.name.lower().endswith(".gz")
    make_folder(path.parent)
    with whole(path) as file:
        count = _write(file, _records(path.name, captures, sightings), packed=packed)
    settle(path.parent)
    return count


def _write(file: IO[bytes], records: Iterator[bytes], *, packed: bool) -> int:
    count = 0
    for record in records:
        file.write(gzip.compress(record, 6, mtime=0) if packed else record)
        count += 1
    return count


def _records(name: str, captures: Iterable[Capture], sightings: Iterable[Sighting]) -> Iterator[bytes]:
    """The file's own record, then each capture's with its further arrivals."""
    arrivals = {of: list(each) for of, each in groupby(sightings, key=lambda sighting: sighting.capture)}
    times = [sighting.taken_at for each in arrivals.values() for sighting in each]
    info = f"software: crossbearing/{version('crossbearing')}\r\nformat: WARC File Format 1.1\r\n".encode()
    fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", _id("warcinfo", name, info.decode())),
        ("WARC-Date", _date(max(times, default="1970-01-01"))),
        ("WARC-Filename", quote(name)),
        ("Content-Type", "application/warc-fields"),
    ]
    yield _record(fields, info)
    for capture in captures:
        block, content_type = _block(capture)
        fields = _fields(capture, "response" if capture.http else "resource", capture.taken_at, timed=capture.timed)
        yield _record([*fields, ("Content-Type", content_type)], block)
        for sighting in arrivals.get(capture.id, ()):
            if (sighting.source, sighting.taken_at) != (capture.source, capture.taken_at):
                yield _revisit(capture, sighting)


def _fields(capture: Capture, kind: str, taken_at: str, *, timed: bool, of: str = "") -> _Fields:
    kept = Kept(name=capture.name, media_type=capture.media_type, stated=capture.stated, timed=timed)
    return [
        ("WARC-Type", kind),
        ("WARC-Record-ID", _id(kind, capture.id, of)),
        ("WARC-Date", _date(taken_at)),
        ("WARC-Target-URI", _address(capture)),
        ("WARC-Payload-Digest", _digest(capture.body)),
        (OURS, _ascii(msgspec.json.encode(kept))),
    ]


def _revisit(capture: Capture, sighting: Sighting) -> bytes:
    """That a capture came once more: where from is not written, it may be a path on somebody's machine."""
    of = f"{sighting.source} {sighting.taken_at}"
    head = _head(capture) + b"\r\n\r\n" if capture.http else b""
    fields = [
        *_fields(capture, "revisit", sighting.taken_at, timed=sighting.timed, of=of),
        ("WARC-Profile", _PROFILE),
        ("WARC-Refers-To", _id("response" if capture.http else "resource", capture.id, "")),
        ("WARC-Refers-To-Target-URI", _address(capture)),
        ("WARC-Refers-To-Date", _date(capture.taken_at)),
        ("Content-Type", _HTTP if capture.http else capture.media_type),
    ]
    return _record(fields, head)


_HTTP = "application/http; msgtype=response"


def _block(capture: Capture) -> tuple[bytes, str]:
    if not capture.http:
        return capture.body, capture.media_type
    return _head(capture) + b"\r\n\r\n" + capture.body, _HTTP


def _head(capture: Capture) -> bytes:
    """The header block, true of the bytes that follow: they are as long as they are, and in no coding. A line break
    within a field, which some readers would take for its end, becomes a blank."""
    first, *lines = (_BREAK.sub(" ", line) for line in capture.http.rstrip("\r\n").split("\r\n"))
    fields = [f"X-Archive-Orig-{line}" if _CODED.match(line) else line for line in lines]
    return "\r\n".join((first, *fields, f"Content-Length: {len(capture.body)}")).encode("latin-1", "replace")


def _record(fields: _Fields, block: bytes) -> bytes:
    ends: _Fields = [("WARC-Block-Digest", _digest(block)), ("Content-Length", str(len(block)))]
    head = "".join(f"{name}: {value}\r\n" for name, value in (*fields, *ends))
    return b"WARC/1.1\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def _address(capture: Capture) -> str:
    """The page's address; of what has none, a name in its place: a record must have one."""
    if capture.stated.url:
        return quote(capture.stated.url, safe="%" + _URL)
    return f"urn:crossbearing:{capture.id}"


def _id(*parts: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, chr(31).join(parts))}>"


def _date(taken_at: str) -> str:
    try:
        moment = datetime.datetime.fromisoformat(taken_at)
    except ValueError:
        moment = datetime.datetime.fromtimestamp(0, datetime.UTC)
    moment = moment.replace(tzinfo=moment.tzinfo or datetime.UTC).astimezone(datetime.UTC)
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds" if moment.microsecond else "seconds") + "Z"


def _digest(body: bytes) -> str:
    """SHA-256 in base 32, the form that readers of WARC files compare."""
    return "sha256:" + base64.b32encode(hashlib.sha256(body).digest()).decode()


def _ascii(encoded: bytes) -> str:
    """JSON on one line of ASCII: a header field can hold nothing else."""
    return "".join(ch if " " <= ch <= "~" else _escaped(ch) for ch in encoded.decode())


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
