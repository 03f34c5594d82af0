"""A dossier in a ZIP file, re-read: offline, without its case, and without trusting it.

The archive is opened in the sandboxed worker that opens archives of reports, a few megabytes at a time; what it unfolds
to is counted against the same limit. Only names that such a bundle has are unpacked, and none is used as a path.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from crossbearing.collect.containers import OPENED, Room
from crossbearing.collect.found import printable
from crossbearing.collect.naming import capture_id
from crossbearing.collect.pieces import Answer, Ask, Entry
from crossbearing.errors import CrossbearingError, InputError
from crossbearing.records import Decision
from crossbearing.settings import Settings
from crossbearing.verify import Verified
from crossbearing.verify_export import passages, resolved
from crossbearing.workers import Rejected, Sandbox
from crossbearing.write.bundle import CAPTURES, DECISIONS, README, SUMS, CaptureEntry, Captures
from crossbearing.write.bundle import FORMAT as CAPTURES_FORMAT
from crossbearing.write.export import Export, ReportOut
from crossbearing.write.export_parts import CaptureOut
from crossbearing.write.export_versions import VersionOut

DOSSIER = "dossier.json"
_READ = (SUMS, CAPTURES, DECISIONS, DOSSIER)
_NEEDED = (*_READ, README, "index.html")
_NAME = re.compile(
    r"README\.txt|SHA256SUMS|index\.html|(?:dossier|captures|decisions)\.json|story-[0-9a-f]{16}\.html"
    r"|captures/[0-9a-f]{64}\.[a-z]{2,5}"
)
_LINE = re.compile(r"([0-9a-f]{64})  ([\w./-]{1,100})")
_SHOWN = 80
_MOST_READ = 2_000_000_000
"""Bytes of one of the files that are read as a whole. dossier.json of 10,000 reports has some 600 MB."""
_T = TypeVar("_T")


def is_packed(path: Path) -> bool:
    """Whether a file begins as a ZIP archive does. Raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def verify_bundle(path: Path, settings: Settings) -> Verified:
    """Re-read all of a bundle. What does not hold, and why it was not read further, is among the problems.

    Raises InputError where the file cannot be read, WorkerError where no worker can be run.
    """
    check = _Bundle(path, settings)
    try:
        with Sandbox[Ask, Answer](OPENED, Answer, settings) as sandbox:
            check.archive(sandbox)
        check.sums()
        check.dossier()
    except _Refused as error:
        check.problems.append(str(error))
    return Verified(check.captures, check.spans, check.citations, tuple(check.problems))


class _Refused(CrossbearingError):  # noqa: N818 - said of the bundle, not of the program
    """The bundle is not read further; why."""


class _Bundle:
    """What has been re-read so far, and what was wrong."""

    def __init__(self, path: Path, settings: Settings) -> None:
        self.captures = self.spans = self.citations = 0
        self.problems: list[str] = []
        self._path = path.absolute()
        self._settings = settings
        self._room = Room(path.stat().st_size, settings)
        self._hashes: dict[str, str] = {}
        self._bodies: dict[str, bytes] = {}

    # ── the archive ───────────────────────────────────────────────────────────────────────────────────────────────────

    def archive(self, sandbox: Sandbox[Ask, Answer]) -> None:
        """Unpack every member, once all their names are known to be a bundle's."""
        entries = list(self._entries(sandbox))
        self._names(entries)
        if self.problems:
            raise _Refused("refused: nothing was unpacked")
        for entry in entries:
            digest, body = hashlib.sha256(), bytearray()
            for piece in self._pieces(sandbox, entry):
                digest.update(piece)
                if entry.name in _READ:
                    body += piece
                if len(body) > _MOST_READ:
                    raise _Refused(f"{entry.name}: more than {_MOST_READ:,} bytes; not read")
            self._hashes[entry.name] = digest.hexdigest()
            if entry.name in _READ:
                self._bodies[entry.name] = bytes(body)

    def _entries(self, sandbox: Sandbox[Ask, Answer]) -> Iterator[Entry]:
        start: int | None = 0
        while start is not None:
            answer = self._asked(sandbox, Ask(path=str(self._path), form="zip", most=0, start=start))
            yield from answer.entries
            start = answer.next
            if (start or 0) > self._settings.members:
                raise _Refused(f"an archive of more than {self._settings.members:,} members; not read")

    def _names(self, entries: list[Entry]) -> None:
        names = Counter(entry.name for entry in entries)
        for entry in entries:
            shown = printable(entry.name if len(entry.name) <= _SHOWN else entry.name[:_SHOWN] + "…")
            if entry.why_not:
                self.problems.append(f"{shown}: {entry.why_not}")
            elif not _NAME.fullmatch(entry.name):
                self.problems.append(f"{shown}: no file of a dossier has this name")
        self.problems += [f"{name}: there {count} times" for name, count in names.items() if count > 1]
        self.problems += [f"{name}: missing" for name in _NEEDED if name not in names]

    def _pieces(self, sandbox: Sandbox[Ask, Answer], entry: Entry) -> Iterator[bytes]:
        start: int | None = 0
        while start is not None:
            asked = Ask(path=str(self._path), form="zip", most=0, start=start, entry=entry.index)
            answer = self._asked(sandbox, asked, f"{entry.name}: ")
            self._room.left -= len(answer.data)
            if self._room.left < 0:
                raise _Refused(self._room.why)
            yield answer.data
            start = answer.next

    def _asked(self, sandbox: Sandbox[Ask, Answer], ask: Ask, where: str = "") -> Answer:
        answer = sandbox.ask(ask)
        if isinstance(answer, Rejected):
            raise _Refused(f"{where}{answer.reason}")
        if answer.next is not None and answer.next <= ask.start:
            raise _Refused(f"{where}its worker lost its place in it")
        return answer

    # ── the sums ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def sums(self) -> None:
        """Every file against SHA256SUMS: all listed, none unlisted; captures also against their names."""
        listed: dict[str, str] = {}
        for number, line in enumerate(self._bodies[SUMS].decode("utf-8", "replace").splitlines(), 1):
            match = _LINE.fullmatch(line)
            if match is None or match[2] in listed:
                self.problems.append(f"{SUMS}: line {number} cannot be read, or names a file again")
                continue
            listed[match[2]] = match[1]
        for name in sorted(listed.keys() | self._hashes.keys() - {SUMS}):
            if name not in self._hashes:
                self.problems.append(f"{name}: {SUMS} lists it, and it is missing")
            elif name not in listed:
                self.problems.append(f"{name}: {SUMS} does not list it")
            elif self._hashes[name] != listed[name]:
                self.problems.append(f"{name}: it is not what {SUMS} says")
            if name.startswith("captures/") and name in self._hashes and self._hashes[name] != name[9:73]:
                self.problems.append(f"{name}: its bytes are not those that it is named after")

    # ── what it says ──────────────────────────────────────────────────────────────────────────────────────────────────

    def dossier(self) -> None:
        """dossier.json against itself, and against the captures; captures and decisions against one another."""
        exported = self._decoded(DOSSIER, Export)
        self.spans, problems = passages(exported)
        self.citations, unresolved = resolved(exported)
        self.problems += [f"{DOSSIER}: {problem}" for problem in (*problems, *unresolved)]
        entries = self._captures()
        told: list[ReportOut | VersionOut] = [*exported.reports, *exported.versions]
        for each in told:
            for cited in each.captures:
                self._cited(each.id, cited, entries.get(cited.id))
        for decision in self._decoded(DECISIONS, tuple[Decision, ...]):
            if decision.anchors and not any(anchor.capture in entries for anchor in decision.anchors):
                self.problems.append(f"{DECISIONS}: {decision.id} is about no capture of the bundle")

    def _captures(self) -> dict[str, CaptureEntry]:
        told = self._decoded(CAPTURES, Captures)
        if told.format != CAPTURES_FORMAT:
            raise _Refused(f"{CAPTURES}: of a format that is not known here ({printable(told.format[:_SHOWN])})")
        entries = {entry.id: entry for entry in told.captures}
        if len(entries) != len(told.captures):
            self.problems.append(f"{CAPTURES}: a capture is there twice")
        for entry in told.captures:
            self.captures += 1
            where = f"{CAPTURES}: {printable(entry.id[:_SHOWN])}"
            if self._hashes.get(entry.file) != entry.sha256:
                self.problems.append(f"{where}: the bytes of {printable(entry.file[:_SHOWN])} are not its own")
            if capture_id(entry.name, entry.media_type, entry.sha256, entry.stated) != entry.id:
                self.problems.append(f"{where}: its id is not that of its name, kind, bytes and what was stated of it")
        unnamed = {name for name in self._hashes if name.startswith("captures/")} - {
            each.file for each in told.captures
        }
        self.problems += [f"{name}: {CAPTURES} does not name it" for name in sorted(unnamed)]
        return entries

    def _cited(self, report: str, cited: CaptureOut, entry: CaptureEntry | None) -> None:
        if entry is None:
            self.problems.append(f"{DOSSIER}: {report} cites the capture {cited.id}, which is not in {CAPTURES}")
        elif (entry.sha256, entry.media_type) != (cited.sha256, cited.media_type):
            self.problems.append(f"{DOSSIER}: {report} cites the capture {cited.id} with another SHA-256 or kind")

    def _decoded(self, name: str, type_: type[_T]) -> _T:
        try:
            return msgspec.json.decode(self._bodies[name], type=type_)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            raise _Refused(f"{name}: it cannot be read: {error}") from error
