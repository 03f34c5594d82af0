"""dossier.json and JSON lines, made of one dossier at a time.

dossier.json has list after list, each of all stories. So what each dossier has to say in each list is written into a
scratch file, and put together when all have spoken: the bytes are those of `formats.to_json(formats.export(…))`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Any

import msgspec

from crossbearing.records import Dossier, Failure, Record, Rulings
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.export import FORMAT, FindingOut, RelationOut
from crossbearing.write.export_decisions import decisions
from crossbearing.write.export_parts import ReasonOut
from crossbearing.write.formats import BY_REPORT, SECTIONS, failed, in_order, report_of, sections

SINGULAR = {
    "stories": "story",
    "reports": "report",
    "findings": "finding",
    "claims": "claim",
    "quotes": "quote",
    "utterances": "utterance",
    "identities": "identity",
    "places": "place",
    "copying": "copying",
    "timeline": "moment",
    "versions": "version",
    "withdrawn": "withdrawn",
    "failures": "failure",
    "decisions": "decision",
}
"""List of dossier.json → type of its lines in JSON lines."""
_IN_MEMORY = 16_000_000
"""Bytes; what is more goes to a temporary file."""
_INDENT = b"\n    "


class _Piece(Record, frozen=True, order=True):
    """Records of one list that stand together, in the scratch file."""

    key: tuple[str, ...]
    start: int
    length: int


class Sections:
    """dossier.json in the making. A context manager: its scratch file is gone at the end."""

    def __init__(self) -> None:
        self._scratch = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        self._pieces: dict[str, list[_Piece]] = {section: [] for section in SECTIONS}
        self._end = 0
        self._rulings: list[Rulings] = []

    def __enter__(self) -> Sections:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._scratch.close()

    def add(self, dossier: Dossier) -> None:
        """Take up a dossier, once."""
        self._rulings.append(dossier.rulings)
        names = {report.id: report.name for report in dossier.reports}
        for section, records in sections(dossier).items():
            if section not in BY_REPORT:
                self._keep(section, in_order(dossier), records)
                continue
            for report, its in groupby(sorted(records, key=report_of), key=report_of):
                self._keep(section, (names[report], report), its)

    def pieces(self, failures: Iterable[Failure]) -> Iterator[bytes]:
        """The file, of all that were taken up, in whichever order."""
        yield b'{\n  "format": "%s",\n' % FORMAT.encode()
        for section in SECTIONS:
            yield from self._list(section)
            yield b",\n"
        yield b'  "failures": ' + _listed(failed(failures)) + b",\n"
        yield b'  "decisions": ' + _listed(decisions(self._rulings)) + b"\n}\n"

    def _keep(self, section: str, key: tuple[str, ...], records: Iterable[Any]) -> None:
        body = (b"," + _INDENT).join(_shown(each) for each in records)
        if body:
            self._scratch.write(body)
            self._pieces[section].append(_Piece(key, self._end, len(body)))
            self._end += len(body)

    def _list(self, section: str) -> Iterator[bytes]:
        yield b'  "%s": ' % section.encode()
        if not self._pieces[section]:
            yield b"[]"
            return
        before = b"[" + _INDENT
        for piece in sorted(self._pieces[section]):
            self._scratch.seek(piece.start)
            yield before
            yield self._scratch.read(piece.length)
            before = b"," + _INDENT
        yield b"\n  ]"


def _listed(records: Iterable[object]) -> bytes:
    shown = [_shown(each) for each in records]
    return b"[" + _INDENT + (b"," + _INDENT).join(shown) + b"\n  ]" if shown else b"[]"


def dossier_json(given: Dossiers) -> Iterator[bytes]:
    """The same bytes as `write` writes."""
    with Sections() as making:
        for dossier in given.each():
            making.add(dossier)
        yield from making.pieces(given.failures)


class RelationLine(Record, frozen=True):
    """A relation with both its ends; in dossier.json it stands in the finding `from`."""

    from_: str = msgspec.field(name="from")
    to: str
    kind: str
    score: float
    reasons: tuple[ReasonOut, ...]


def json_lines(given: Dossiers) -> Iterator[bytes]:
    """A line for each record of dossier.json, with its `type` first: story after story, then decisions and failures.

    Beside them a line `relation` for each of a finding's relations. The first line names the format.
    """
    yield _line("format", {"format": FORMAT})
    rulings = []
    for dossier in given.each():
        rulings.append(dossier.rulings)
        for section, records in sections(dossier).items():
            yield b"".join(_line(SINGULAR[section], each) for each in records)
            if section == "findings":
                yield b"".join(_line("relation", each) for each in _relations(records))
    yield b"".join(_line("decision", each) for each in decisions(rulings))
    yield b"".join(_line("failure", each) for each in failed(given.failures))


def _relations(findings: Iterable[FindingOut]) -> Iterator[RelationLine]:
    for finding in findings:
        for each in finding.relations:
            yield _relation(finding.id, each)


def _relation(finding: str, each: RelationOut) -> RelationLine:
    return RelationLine(finding, each.to, each.kind, each.score, each.reasons)


def _line(kind: str, record: object) -> bytes:
    return b'{"type":"%s",%s\n' % (kind.encode(), msgspec.json.encode(record)[1:])


def _shown(record: object) -> bytes:
    """A record as it stands in a list of the file: a line break is no part of any string in it."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2).replace(b"\n", _INDENT)
