"""The part of `dossier.json` that is measured, and its spans on text with white space folded.

Deliberately not `crossbearing.records`: an export is judged by what stands in the file, as any other program reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from evaluation.gold import Gold


class Place(NamedTuple):
    """Code points [start, end) of a report's folded text."""

    start: int
    end: int


class ExportedSpan(msgspec.Struct, frozen=True):
    report: str
    start: int
    end: int


class ExportedCredit(msgspec.Struct, frozen=True):
    agency: str


class ExportedReport(msgspec.Struct, frozen=True):
    id: str
    name: str
    text: str
    outlet: str | None = None
    published: str | None = None
    credits: tuple[ExportedCredit, ...] = ()


class ExportedStory(msgspec.Struct, frozen=True):
    id: str
    reports: tuple[str, ...]


class ExportedQuote(msgspec.Struct, frozen=True):
    report: str
    start: int
    end: int
    speaker: str | None = None
    kind: str = ""
    id: str = ""


class ExportedFigure(msgspec.Struct, frozen=True):
    start: int
    end: int
    value: float | None
    unit: str = ""
    hedge: str = ""


class ExportedDate(msgspec.Struct, frozen=True):
    start: int
    end: int
    value: str


class ExportedSource(msgspec.Struct, frozen=True):
    name: str


class ExportedClaim(msgspec.Struct, frozen=True):
    id: str
    report: str
    start: int
    end: int
    finding: str | None = None
    sources: tuple[ExportedSource, ...] = ()
    stance: str = ""
    status: str = ""
    negated: bool = False
    figures: tuple[ExportedFigure, ...] = ()
    dates: tuple[ExportedDate, ...] = ()


class ExportedOrigin(msgspec.Struct, frozen=True):
    name: str
    counted: bool = True


class ExportedRelation(msgspec.Struct, frozen=True):
    kind: str
    to: str


class ExportedFinding(msgspec.Struct, frozen=True):
    id: str
    claims: tuple[str, ...] = ()
    origins: tuple[ExportedOrigin, ...] = ()
    independent: int | None = None
    relations: tuple[ExportedRelation, ...] = ()


class ExportedCopying(msgspec.Struct, frozen=True):
    a: str
    b: str
    spans: tuple[ExportedSpan, ...] = ()


class ExportedUtterance(msgspec.Struct, frozen=True):
    quotes: tuple[str, ...]


class Export(msgspec.Struct, frozen=True):
    reports: tuple[ExportedReport, ...]
    stories: tuple[ExportedStory, ...]
    quotes: tuple[ExportedQuote, ...]
    claims: tuple[ExportedClaim, ...]
    findings: tuple[ExportedFinding, ...]
    copying: tuple[ExportedCopying, ...] = ()
    utterances: tuple[ExportedUtterance, ...] = ()


class MissingReportError(Exception):
    """The gold names a report that the export does not have."""


def decode(body: bytes) -> Export:
    """Read `dossier.json`; keys that are not measured are passed over."""
    return msgspec.json.decode(body, type=Export)


def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Text with every run of white space made one space, and for each offset of `text` (its end too) the folded one."""
    out: list[str] = []
    where: list[int] = []
    gap = True
    for character in text:
        where.append(len(out))
        if not character.isspace():
            out.append(character)
            gap = False
        elif not gap:
            out.append(" ")
            gap = True
    where.append(len(out))
    return "".join(out), tuple(where)


class Texts:
    """The export's reports under the gold's short names, and every span as a `Place` in folded text."""

    def __init__(self, gold: Gold, reports: Iterable[ExportedReport]) -> None:
        by_name = {report.name: report for report in reports}
        missing = sorted(set(gold.short.values()) - by_name.keys())
        if missing:
            raise MissingReportError(f"no report named {', '.join(missing)}; there are {', '.join(sorted(by_name))}")
        self.id = {short: by_name[name].id for short, name in gold.short.items()}
        folded = {report.id: fold(report.text) for report in by_name.values()}
        self._text = {report: text for report, (text, _) in folded.items()}
        self._where = {report: where for report, (_, where) in folded.items()}

    def find(self, short: str, passage: str, anchor: str | None = None) -> tuple[Place, ...]:
        """Every place of the passage in the report; with an anchor only the one inside the anchor's first."""
        text, passage = self._text[self.id[short]], fold(passage)[0].strip()
        if anchor is None:
            return tuple(Place(*match.span()) for match in re.finditer(re.escape(passage), text))
        anchor = fold(anchor)[0].strip()
        at, inner = text.find(anchor), anchor.find(passage)
        return (Place(at + inner, at + inner + len(passage)),) if at >= 0 and inner >= 0 else ()

    def place(self, report: str, start: int, end: int) -> Place:
        """Where the code points [start, end) of the report with this id lie in its folded text."""
        where = self._where[report]
        return Place(where[start], where[end])


def shared(a: Place, b: Place) -> int:
    """Code points that two places have in common."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def iou(a: Place, b: Place) -> float:
    """Intersection over union of two places, 0 to 1."""
    both = shared(a, b)
    return both / ((a.end - a.start) + (b.end - b.start) - both) if both else 0.0


def speaks_for(claim: Place, passage: Place) -> bool:
    """A claim speaks for a passage when they share half of the shorter one."""
    shorter = min(claim.end - claim.start, passage.end - passage.start)
    return shorter > 0 and shared(claim, passage) >= 0.5 * shorter
