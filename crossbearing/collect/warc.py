"""WARC files, record by record (ISO 28500). Runs in the sandboxed worker.

Pages that a server sent or a tool stored become members, with the time at which the archive saw them and the header
fields of the answer. Everything else is counted by its kind. A record that cannot be read is passed over by looking for
the beginning of the next one in the file's bytes, so it costs only itself.
"""

from __future__ import annotations

import datetime
import re
import zlib
from pathlib import Path
from typing import IO

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from crossbearing.collect.pieces import Answer, Ask, Gatherer, Member, Refused, Revisit
from crossbearing.collect.sniffing import KINDS, NO_REPORT, of_answer
from crossbearing.collect.stated import words
from crossbearing.collect.stems import stem
from crossbearing.records import Stated

_HEAD = 65_536
"""Bytes that an answer's header fields may have; browsers stop at 256 kB in all, servers send 8 kB at most."""
_BLOCK = 1_000_000
_GZIP = b"\x1f\x8b\x08"
_PLAIN = re.compile(rb"WARC/[01]\.\d{1,2}\r?\n")
_COMPANY = WarcRecordType.warcinfo | WarcRecordType.request | WarcRecordType.metadata
"""Records that are about others."""
_PAGES = WarcRecordType.response | WarcRecordType.resource
_OF_THE_WEB = ("http:", "https:", "file:", "ftp:")
"""Addresses of pages; tools keep logs, screenshots and extracted texts under "metadata:", "urn:" and the like."""
_OK = 200
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})")
_RENAMED = re.compile(rb"^X-Archive-Orig-([A-Za-z-]+[ \t]*):", re.M)
OURS = "Crossbearing-Capture"
"""Name of the header field in which our own export keeps what WARC has no field for."""


class Kept(msgspec.Struct, frozen=True):
    """What our export keeps in `OURS`, as JSON."""

    name: str
    media_type: str
    stated: Stated
    timed: bool


def records(ask: Ask) -> Answer:
    """The next records of a WARC file, plain or with each record in gzip."""
    piece = Gatherer(ask)
    if ask.passing:
        piece.number += 1
        return piece.answer(_next_record(ask.path, ask.start + 1))
    with Path(ask.path).open("rb") as file:
        file.seek(ask.start)
        at = ask.start
        try:
            for record in ArchiveIterator(file, parse_http=False, max_header_len=_HEAD):
                at = record.stream_pos
                if piece.full:
                    return piece.answer(at)
                piece.number += 1
                _take(piece, record, ask.most)
        except (OSError, ValueError) as error:
            return _damaged(piece, ask, at, error)
    return piece.answer(None)


def _damaged(piece: Gatherer, ask: Ask, at: int, error: Exception) -> Answer:
    """What was read before a damage, and where to go on behind it."""
    piece.number += 1
    piece.take("refused", Refused(f"record {piece.number}", f"damaged ({error})"))
    return piece.answer(_next_record(ask.path, at + 1))


def _take(piece: Gatherer, record: WarcRecord, most: int) -> None:
    kind, unit = record.record_type, f"record {piece.number}"
    if "Content-Length" not in record.headers:
        piece.take("refused", Refused(unit, "damaged or cut off in its header"))
        return
    if kind & _COMPANY:
        return
    if kind == WarcRecordType.revisit:
        digest = record.headers.get("WARC-Payload-Digest") or ""
        kept = _kept(record)
        taken_at = _taken_at(record) if kept is None or kept.timed else None
        piece.take("revisits", Revisit(unit=unit, digest=digest, taken_at=taken_at))
        return
    if not kind & _PAGES:
        piece.take("no_reports", f"{getattr(kind, 'name', 'unknown')} record")
        return
    if not _address(record).lower().startswith(_OF_THE_WEB) and _kept(record) is None:
        piece.take("no_reports", "note of the archiving tool")
        return
    stated_length = record.content_length
    raw = record.reader.read(min(stated_length, most + _HEAD) + 1)
    if len(raw) < min(stated_length, most + _HEAD):
        piece.take("refused", Refused(unit, f"cut off: {len(raw)} of {stated_length} bytes"))
        return
    if record.is_http:
        _take_answer(piece, unit, record, raw, most)
    else:
        _take_body(piece, _member(unit, record, record.headers.get("Content-Type") or "", raw, ""), most)


def _take_answer(piece: Gatherer, unit: str, record: WarcRecord, raw: bytes, most: int) -> None:
    """What a server answered: only a page that it really sent is one."""
    end = raw.find(b"\r\n\r\n", 0, _HEAD)
    status = _STATUS.match(raw)
    if end < 0 or status is None:
        piece.take("refused", Refused(unit, "no answer of a server that can be read"))
        return
    if int(status[1]) != _OK:
        piece.take("no_pages", f"status {int(status[1])}")
        return
    alone = WarcRecord()
    alone.set_bytes_content(raw)
    alone.is_http = True
    try:
        alone.parse_http(auto_decode="all")
        body = alone.reader.read(most + 1)
    except (OSError, ValueError) as error:
        piece.take("refused", Refused(unit, f"its transfer or content coding cannot be undone ({error})"))
        return
    content_type = alone.http_headers.get("Content-Type") or ""
    _take_body(
        piece, _member(unit, record, content_type, body, _as_sent(raw[:end], ours=_kept(record) is not None)), most
    )


def _take_body(piece: Gatherer, member: Member, most: int) -> None:
    if member.media_type.startswith(NO_REPORT):
        piece.take("no_reports", member.media_type.removeprefix(NO_REPORT))
    elif not member.body.strip():
        piece.take("no_pages", "empty")
    elif len(member.body) > most:
        piece.take("refused", Refused(member.unit, f"more than the {most / 1e6:g} MB that a report may have"))
    else:
        piece.take("members", member, len(member.body))


def _member(unit: str, record: WarcRecord, content_type: str, body: bytes, http: str) -> Member:
    url = _address(record)
    kept = _kept(record)
    web = url if url.lower().startswith(("http://", "https://")) else None
    return Member(
        unit=unit,
        stem=kept.name if kept is not None else stem(url),
        given=True,
        media_type=kept.media_type if kept is not None else of_answer(content_type, body),
        stated=kept.stated if kept is not None else Stated(url=web),
        body=body,
        taken_at=_taken_at(record) if kept is None or kept.timed else None,
        http=http,
        digest=record.headers.get("WARC-Payload-Digest") or "",
    )


def _address(record: WarcRecord) -> str:
    """WARC-Target-URI; older tools, wget among them, put it in angle brackets."""
    return (words(record.headers.get("WARC-Target-URI") or "") or "").strip("<>")


def _kept(record: WarcRecord) -> Kept | None:
    """What our own export put beside the bytes."""
    given = record.headers.get(OURS)
    try:
        kept = None if given is None else msgspec.json.decode(given, type=Kept)
    except msgspec.MsgspecError:
        return None
    return kept if kept is not None and kept.media_type in KINDS else None


def _as_sent(head: bytes, *, ours: bool) -> str:
    """The header fields as a server sent them; our export renamed some and put one behind them."""
    if ours:
        head = _RENAMED.sub(rb"\1:", head.rpartition(b"\r\n")[0])
    return head.decode("latin-1")


def _taken_at(record: WarcRecord) -> str | None:
    """WARC-Date in UTC, to the fraction of a second that is given; None where it is no date."""
    given = record.headers.get("WARC-Date") or ""
    try:
        moment = datetime.datetime.fromisoformat(given)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=moment.tzinfo or datetime.UTC).astimezone(datetime.UTC)
    return moment.isoformat(timespec="microseconds" if moment.microsecond else "seconds")


def _next_record(path: str, start: int) -> int | None:
    """Where the next record begins at `start` or after it, by the looks of the bytes; None: nowhere."""
    with Path(path).open("rb") as file:
        packed = file.read(2) == _GZIP[:2]
        at, held = start, b""
        file.seek(start)
        while block := file.read(_BLOCK):
            held += block
            for found in _beginnings(held, packed):
                if not packed or _begins_record(file, at + found):
                    return at + found
            at, held = at + max(0, len(held) - 16), held[-16:]
    return None


def _beginnings(held: bytes, packed: bool) -> list[int]:
    return [found.start() for found in (re.compile(re.escape(_GZIP)) if packed else _PLAIN).finditer(held)]


def _begins_record(file: IO[bytes], at: int) -> bool:
    """Whether what is unpacked from here begins as a record does."""
    back = file.tell()
    file.seek(at)
    try:
        return zlib.decompressobj(wbits=31).decompress(file.read(4096), 64).startswith(b"WARC/")
    except zlib.error:
        return False
    finally:
        file.seek(back)
