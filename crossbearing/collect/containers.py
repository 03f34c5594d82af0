"""Files that hold reports, or files, in their turn: gzip, ZIP, WARC, WACZ, JSON, tables and feeds → what is in them.

A sandboxed worker opens them, a piece at a time (`opening`, `pieces`). A piece on which the worker dies is asked for
again one record at a time; the record that kills it alone is a failure, and what follows it is read. Nothing that an
archive says of itself is believed: not its sizes, which are counted as they unfold, and not its members' names, which
are shown and never used as paths.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import IO, Self

import msgspec

from crossbearing.collect import pieces, saved_pages
from crossbearing.collect.found import Found, Seen, failure, printable, too_large
from crossbearing.collect.naming import Place
from crossbearing.collect.pieces import Answer, Ask, Entry, Form, Member, Revisit
from crossbearing.collect.sniffing import KINDS, document, form, is_ours, kind, why_no_report, why_no_text
from crossbearing.collect.spool import put, put_by
from crossbearing.records import Failure, Record, Stated
from crossbearing.settings import Settings
from crossbearing.workers import Rejected, Sandbox

Item = Found | Seen | Failure
"""What comes of a file: a report, that one was seen again, or why something is none."""

OPENED = "crossbearing.collect.opening:opened"
"""What runs in the worker."""
_HEAD = 4096
_UNREAD = "no report that can be read here"
_WACZ = (".wacz",)
_WORDS: dict[Form, str] = {"json": "report", "json lines": "line", "table": "row", "feed": "item", "warc": "record"}


class At(Record, frozen=True):
    """A file, or a member of one that was put by as a file."""

    path: str
    shown: str
    """How it is told to a reader."""
    folders: tuple[str, ...]
    name: str
    """Its name, with the extension; never a path."""
    depth: int = 0
    """Packings around it."""
    within: str = ""
    """SHA-256 of the file that was given, where this one was taken out of it."""


class Room:
    """How many bytes one given file may still unfold to."""

    def __init__(self, size: int, settings: Settings) -> None:
        self.left = min(max(settings.unpacked_free, size * settings.unpacked_ratio), settings.unpacked_most)
        self.why = (
            f"it unfolds to more than {self.left / 1e6:g} MB, more than {settings.unpacked_ratio} times its size; "
            "no honest file does; not read further"
        )


class Opener:
    """Reads files down to the reports in them. A context manager; its worker starts when the first file needs it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stack = ExitStack()
        self._sandbox: Sandbox[Ask, Answer] = Sandbox(OPENED, Answer, settings)

    def __enter__(self) -> Self:
        self._stack.enter_context(self._sandbox)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def read(self, at: At) -> Iterator[Item]:
        """Every report in a file on the disk, and all in it that is none or cannot be read."""
        try:
            with Path(at.path).open("rb") as file:  # opened first: what is read is what was looked at
                yield from self._in_file(at, file, Room(os.fstat(file.fileno()).st_size, self._settings))
        except OSError as error:
            yield failure(at.shown, f"cannot be read: {error.strerror}")

    # ── one file ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_file(self, at: At, file: IO[bytes], room: Room) -> Iterator[Item]:
        size, head = os.fstat(file.fileno()).st_size, file.read(_HEAD)
        if is_ours(head):
            yield failure(at.shown, "written by Crossbearing itself; no report")
            return
        what = form(at.name, head)
        if what is None:
            yield self._report(at, head, file)
            return
        if what in ("json", "feed") and size > self._settings.max_bytes:
            yield failure(at.shown, too_large(size, self._settings.max_bytes))
            return
        if not at.within:
            at = msgspec.structs.replace(at, within=_sha256(file))
        empty = True
        for item in self._inside(at, file, what, room):
            empty = False
            yield item
        if empty:
            yield failure(at.shown, "nothing in it that is a report")

    def _inside(self, at: At, file: IO[bytes], what: Form, room: Room) -> Iterator[Item]:
        if what == "gzip":
            return self._in_gzip(at, room)
        if what == "zip":
            return self._in_zip(at, file, room)
        return self._in_records(at, what, room)

    def _report(self, at: At, head: bytes, file: IO[bytes]) -> Found | Failure:
        most, size = self._settings.max_bytes, os.fstat(file.fileno()).st_size
        if size > most:
            return failure(at.shown, too_large(size, most))
        body = head + file.read(max(0, most - len(head)))
        stem, suffix = os.path.splitext(at.name)  # noqa: PTH122 - a name, and one of many thousands
        known = document(body)
        why = None if known is not None else why_no_text(body) or why_no_report(suffix)
        if why is not None:
            return failure(at.shown, f"{why}; {_UNREAD}")
        if not body.strip():
            return failure(at.shown, "empty")
        media_type = known or kind(suffix, body)
        return Found(
            place=Place(folders=at.folders, stem=stem, exact=at.name),
            source=at.shown,
            media_type=media_type,
            stated=Stated(),
            body=body,
            taken_at=saved_pages.saved_at(body) if media_type == "multipart/related" else None,
            within=at.within,
        )

    # ── packings ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_gzip(self, at: At, room: Room) -> Iterator[Item]:
        name = at.name[:-3] if at.name.lower().endswith((".gz", ".tgz")) else at.name
        inner = msgspec.structs.replace(at, name=name or at.name)
        yield from self._unpacked(inner, Ask(path=at.path, form="gzip", most=0), room)

    def _in_zip(self, at: At, file: IO[bytes], room: Room) -> Iterator[Item]:
        entries: list[Entry] = []
        for answer in self._pieces(at, "zip"):
            if isinstance(answer, Failure):
                yield answer
                continue
            entries += answer.entries
            if len(entries) > self._settings.members:
                yield failure(at.shown, f"an archive of more than {self._settings.members:,} members; not read")
                return
        office = next((part for part in _OFFICE_PARTS if any(entry.name == part for entry in entries)), None)
        if office == "word/document.xml":
            file.seek(0)
            yield self._report(at, file.read(_HEAD), file)
        elif office is not None:
            yield failure(at.shown, f"an office document; {_UNREAD}")
        else:
            web = at.name.lower().endswith(_WACZ) or any(entry.name == "datapackage.json" for entry in entries)
            for entry in entries:
                if not web or entry.name.startswith("archive/"):
                    yield from self._in_member(at, entry, room)

    def _in_member(self, at: At, entry: Entry, room: Room) -> Iterator[Item]:
        shown = f"{at.shown}/{printable(entry.name)}"
        parts = [printable(part) for part in entry.name.replace("\\", "/").split("/")]
        parts = [part for part in parts if part not in ("", ".", "..")]
        if entry.why_not:
            if entry.why_not != "a folder":
                yield failure(shown, entry.why_not)
            return
        if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
            return
        if parts[-1] in ("manifest.yaml", "manifest.yml"):
            yield failure(shown, "a manifest in an archive is not followed; unpack the archive to have it read")
            return
        folders = (*at.folders, at.name, *parts[:-1])
        inner = At("", shown, folders, parts[-1], depth=at.depth, within=at.within)
        yield from self._unpacked(inner, Ask(path=at.path, form="zip", most=0, entry=entry.index), room)

    def _unpacked(self, inner: At, ask: Ask, room: Room) -> Iterator[Item]:
        """Put what is packed by as a file, and read that."""
        if inner.depth >= self._settings.nesting:
            yield failure(inner.shown, f"packed more than {self._settings.nesting} times over; not read")
            return
        with put_by() as file:
            why = self._unfold(file, ask, room)
            if why is not None:
                yield failure(inner.shown, why)
                return
            file.seek(0)
            at = msgspec.structs.replace(inner, path=file.name, depth=inner.depth + 1)
            yield from self._in_file(at, file, room)

    def _unfold(self, file: IO[bytes], ask: Ask, room: Room) -> str | None:
        """Write what is packed into a file; or why that cannot be done."""
        while True:
            answer = self._asked(ask)
            if isinstance(answer, Rejected):
                return answer.reason
            room.left -= len(answer.data)
            if room.left < 0:
                return room.why
            put(file, answer.data)
            if answer.next is None:
                return None
            ask = msgspec.structs.replace(ask, start=answer.next)

    # ── records ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _in_records(self, at: At, what: Form, room: Room) -> Iterator[Item]:
        tally = _Tally(at)
        for answer in self._pieces(at, what):
            if isinstance(answer, Failure):
                yield answer
                continue
            for member in answer.members:
                yield from self._in_record(at, member, tally, room)
            for refused in answer.refused:
                yield failure(f"{at.shown} {refused.unit}".rstrip(), refused.reason)
            tally.count(answer)
            yield from filter(None, map(tally.again, answer.revisits))
        yield from tally.told()

    def _in_record(self, at: At, member: Member, tally: _Tally, room: Room) -> Iterator[Item]:
        source = f"{at.shown} {member.unit}"
        if "/" not in member.media_type:
            yield from self._in_fetched_feed(at, member, room)
            return
        if member.media_type not in KINDS:
            yield failure(source, f"of a kind that is not known here ({member.media_type[:60]!r})")
            return
        found = _found(at, member, source)
        tally.remember(member.digest, found)
        yield found
        if member.undated is not None:
            yield failure(source, undated(member.undated))

    def _in_fetched_feed(self, at: At, member: Member, room: Room) -> Iterator[Item]:
        """A feed that an archive holds: its items were seen when it was."""
        room.left -= len(member.body)
        with put_by() as file:
            put(file, member.body)
            inner = At(file.name, f"{at.shown} {member.unit}", (*at.folders, at.name), member.stem, within=at.within)
            for item in self._in_records(inner, "feed", room):
                seen = isinstance(item, Found)
                yield msgspec.structs.replace(item, taken_at=member.taken_at) if seen else item

    def _asked(self, ask: Ask) -> Answer | Rejected:
        """What the worker answers, where that can be: who took it over could send this process round for ever."""
        answer = self._sandbox.ask(ask)
        if isinstance(answer, Answer) and answer.next is not None and answer.next <= ask.start:
            return Rejected("its worker lost its place in it", unreadable=True)
        return answer

    def _pieces(self, at: At, what: Form) -> Iterator[Answer | Failure]:
        """The pieces of a file one after another; a record on which the worker dies is told and passed over."""
        ask = Ask(path=at.path, form=what, most=self._settings.max_bytes)
        singly = 0
        while True:
            answer = self._asked(msgspec.structs.replace(ask, alone=singly > 0))
            if isinstance(answer, Rejected):
                if answer.unreadable or what == "zip":
                    yield failure(at.shown, f"{answer.reason}; not read")
                    return
                if not singly:
                    singly = pieces.RECORDS
                    continue
                yield failure(f"{at.shown} {_WORDS[what]} {ask.number + 1}", answer.reason)
                answer = self._asked(msgspec.structs.replace(ask, passing=True))
                if isinstance(answer, Rejected):
                    yield failure(at.shown, f"what follows {_WORDS[what]} {ask.number + 1} cannot be read either")
                    return
            else:
                yield answer
            singly = max(0, singly - 1)
            if answer.next is None:
                return
            ask = msgspec.structs.replace(ask, start=answer.next, number=answer.number)


_OFFICE_PARTS = (
    "word/document.xml",
    "xl/workbook.xml",
    "ppt/presentation.xml",
    "content.xml",
    "META-INF/container.xml",
)
"""Members by which an office document or a book is known, whatever its file is called."""


class _Tally:
    """What a web archive holds beside reports, told in one line of each kind; and its pages by their digests."""

    def __init__(self, at: At) -> None:
        self._at = at
        self._no_reports: Counter[str] = Counter()
        self._no_pages: Counter[str] = Counter()
        self._unresolved = 0
        self._pages: dict[str, tuple[str, bytes]] = {}

    def count(self, answer: Answer) -> None:
        self._no_reports.update(answer.no_reports)
        self._no_pages.update(answer.no_pages)

    def remember(self, digest: str, found: Found) -> None:
        if digest:
            self._pages.setdefault(digest, found.identity())

    def again(self, revisit: Revisit) -> Seen | None:
        """The page that a revisit record saw unchanged, seen at its time; None, and counted, where it is not here."""
        page = self._pages.get(revisit.digest)
        if page is None:
            self._unresolved += 1
            return None
        return Seen(identity=page, source=f"{self._at.shown} {revisit.unit}", taken_at=revisit.taken_at)

    def told(self) -> Iterator[Failure]:
        shown = self._at.shown
        if self._no_reports:
            yield failure(shown, _listed(self._no_reports, "record", "report"))
        if self._no_pages:
            yield failure(shown, _listed(self._no_pages, "answer", "page"))
        if self._unresolved:
            what = "records say" if self._unresolved > 1 else "record says"
            why = "that a page was seen unchanged, and it is in another file or no report"
            yield failure(shown, f"{self._unresolved} {what} {why}")


def _listed(counter: Counter[str], what: str, none: str) -> str:
    count = counter.total()
    most = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    kinds = ", ".join(f"{each} {name}" for name, each in most)
    return f"{count} {what}{'s are' if count > 1 else ' is'} no {none}{'s' if count > 1 else ''}: {kinds}"


def _found(at: At, member: Member, source: str) -> Found:
    number = member.unit.rpartition(" ")[2]
    file = PurePosixPath(at.name).stem.removesuffix(".warc")
    stem = member.stem or f"{file}-{number}"
    return Found(
        place=Place(folders=(*at.folders, file), stem=stem, exact=f"{stem}-{number}" if member.given else stem),
        source=source,
        media_type=member.media_type,
        stated=member.stated,
        body=member.body,
        taken_at=member.taken_at,
        http=member.http,
        within=at.within,
    )


def undated(stated: str) -> str:
    """What is told of a date that cannot be read."""
    return f"no date can be read from {stated[:60]!r}; one is looked for in the report instead"


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(1_000_000):
        digest.update(block)
    return digest.hexdigest()
