"""The full texts with everything marked that the page cites, and what each report leaves out."""

from __future__ import annotations

from crossbearing import outlets
from crossbearing.records import Record, Report, Span
from crossbearing.write.catalogue import Catalogue, web_address
from crossbearing.write.changed import Taken, Versions
from crossbearing.write.days import spoken
from crossbearing.write.decisions import Noted, notes
from crossbearing.write.marks import Mark, Note, Token, marked, paragraphs

MOST_LEFT = 25
"""So many of the findings that a report leaves out are listed with it; the number says how many there are."""


class Left(Record, frozen=True):
    """A finding of two or more other outlets that a report does not have."""

    number: int
    finding: str
    words: str
    language: str
    outlets: int
    independent: int


class Text(Record, frozen=True):
    """One report in full."""

    report: Report
    outlet: str
    day: str
    address: str | None
    dated: str
    """Why this day, and what else was found: empty where all places agree."""
    updated: str | None
    """Day of the last change, spoken, and where it was found."""
    kind: str
    """What its outlet is, where it is known: "paper, GB"."""
    paragraphs: tuple[tuple[Token, ...], ...]
    heading: tuple[bool, ...]
    kinds: tuple[str, ...]
    """Of each paragraph: "caption", "post", or "" for running text."""
    carried: int
    """Findings that it has of those that two or more outlets carry."""
    left: tuple[Left, ...]
    left_out: int
    """How many it leaves out; `left` are those with most origins."""
    words: int
    captures: tuple[Taken, ...]
    """That which it was read from first."""
    notes: tuple[Noted, ...]
    """Readers' notes on it."""


def texts(catalogue: Catalogue, versions: Versions) -> tuple[Text, ...]:
    """All reports by day and outlet. Call it when all else that cites a place has been made."""
    several = [finding for finding in catalogue.shown if len(finding.outlets) > 1]
    carries: dict[str, set[str]] = {report.id: set() for report in catalogue.reports}
    for finding in several:
        for claim in finding.claims:
            carries[catalogue.claims[claim].span.report].add(finding.id)
    noted = notes(catalogue)
    marks = _marks(catalogue)
    made = []
    for report in catalogue.reports:
        outlet = catalogue.outlet(report.id)
        left_out = [finding for finding in several if outlet not in finding.outlets]
        left = [
            Left(
                number=catalogue.number[finding.id],
                finding=finding.id,
                words=catalogue.words(finding.wording),
                language=catalogue.report(finding.wording.report).language,
                outlets=len(finding.outlets),
                independent=finding.independent,
            )
            for finding in left_out[:MOST_LEFT]
        ]
        headline, known = report.headline, outlets.by_name(outlet)
        made.append(
            Text(
                report=report,
                outlet=outlet,
                day=spoken(report.published.value),
                address=web_address(report.url),
                dated=_dated(report),
                updated=spoken(report.updated.value) if report.updated is not None else None,
                kind=", ".join(filter(None, (known.kind, known.country))) if known is not None else "",
                paragraphs=marked(report.text, marks[report.id]),
                heading=tuple(
                    headline is not None and headline.start <= start < headline.end
                    for start, _ in paragraphs(report.text)
                ),
                kinds=tuple(_kind(report, start) for start, _ in paragraphs(report.text)),
                carried=len(carries[report.id]),
                left=tuple(left),
                left_out=len(left_out),
                words=len(report.text.split()),
                captures=versions.captures(report.id),
                notes=noted.get(report.id, ()),
            )
        )
    return tuple(made)


def _kind(report: Report, start: int) -> str:
    return next((part.kind for part in report.parts if part.span.start <= start < part.span.end), "")


def _dated(report: Report) -> str:
    """Why this day, and the other days found, each once with its place."""
    if not report.published.why:
        return ""
    chosen = report.published.value
    others = [each for each in report.published.candidates if each.kind == "published" and each.value != chosen]
    found = dict.fromkeys(f"{spoken(each.value)} ({each.evidence})" for each in others)
    return report.published.why + (f". Also found: {', '.join(found)}" if found else "")


def _marks(catalogue: Catalogue) -> dict[str, list[Mark]]:
    """Of each report, one mark for each place, of all kinds that it has."""
    kinds: dict[str, dict[Span, list[str]]] = {
        report.id: {span: [] for span in catalogue.places(report.id)} for report in catalogue.reports
    }
    notes: dict[Span, Note] = {}
    for claim, finding_id in catalogue.finding_of.items():
        span, finding = catalogue.claims[claim].content, catalogue.findings[finding_id]
        kinds[span.report].setdefault(span, []).append("claim several" if len(finding.outlets) > 1 else "claim")
        notes[span] = Note(catalogue.number[finding_id], finding_id, len(finding.outlets))
    quoted = [("quote", quote.span) for quote in catalogue.quotes.values()]
    shared = [
        ("shared", span) for pair in catalogue.dossier.copying for each in pair.passages for span in (each.a, each.b)
    ]
    for kind, span in quoted + shared:
        kinds[span.report].setdefault(span, []).append(kind)
    return {
        report: [Mark(span, tuple(dict.fromkeys(given)), notes.get(span)) for span, given in sorted(places.items())]
        for report, places in kinds.items()
    }
