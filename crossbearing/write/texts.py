"""The full texts with everything marked that the page cites, and what each report leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crossbearing import outlets
from crossbearing.messages import COMMA, listed
from crossbearing.messages import gettext as _
from crossbearing.records import Record, Report, Span
from crossbearing.write.catalogue import Catalogue, web_address
from crossbearing.write.changed import Taken, Versions
from crossbearing.write.days import spoken
from crossbearing.write.decisions import Noted, notes
from crossbearing.write.marks import Mark, Note, Token, marked, paragraphs

OUTLETS = {
    "outlet": _("outlet"),
    "paper": _("paper"),
    "broadcaster": _("broadcaster"),
    "agency": _("agency"),
    "state media": _("state media"),
    "government": _("government"),
}
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


class Texts:
    """The reports of one dossier, each shown when it is asked for."""

    def __init__(self, catalogue: Catalogue, versions: Versions) -> None:
        self._catalogue = catalogue
        self._versions = versions
        self._several = [finding for finding in catalogue.shown if len(finding.outlets) > 1]
        self._carries: dict[str, set[str]] = {report.id: set() for report in catalogue.reports}
        for finding in self._several:
            for claim in finding.claims:
                self._carries[catalogue.claims[claim].span.report].add(finding.id)
        self._noted = notes(catalogue)
        self._kinds, self._notes = _kinds(catalogue)

    def marks(self, report: str, more: Mapping[Span, str]) -> tuple[Mark, ...]:
        """One mark for each place of a report that has a claim, quote or shared words, and for those of `more`: place
        and kind of mark, "" for none."""
        kinds = {span: list(given) for span, given in self._kinds[report].items()}
        for span, kind in more.items():
            kinds.setdefault(span, []).extend([kind] if kind else [])
        return tuple(
            Mark(span, tuple(dict.fromkeys(given)), self._notes.get(span)) for span, given in sorted(kinds.items())
        )

    def text(self, report: Report, marks: Iterable[Mark]) -> Text:
        """One report with these marks."""
        catalogue, outlet = self._catalogue, self._catalogue.outlet(report.id)
        left_out = [finding for finding in self._several if outlet not in finding.outlets]
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
        known = outlets.by_name(outlet)
        return Text(
            report=report,
            outlet=outlet,
            day=spoken(report.published.value),
            address=web_address(report.url),
            dated=dated(report),
            updated=spoken(report.updated.value) if report.updated is not None else None,
            kind=listed(filter(None, (OUTLETS[known.kind], known.country)), COMMA) if known is not None else "",
            paragraphs=marked(report.text, marks),
            heading=headings(report),
            kinds=tuple(_kind(report, start) for start, _ in paragraphs(report.text)),
            carried=len(self._carries[report.id]),
            left=tuple(left),
            left_out=len(left_out),
            words=len(report.text.split()),
            captures=self._versions.captures(report.id),
            notes=self._noted.get(report.id, ()),
        )


def texts(catalogue: Catalogue, versions: Versions) -> tuple[Text, ...]:
    """All reports by day and outlet. Call it when all else that cites a place has been made."""
    made = Texts(catalogue, versions)
    return tuple(
        made.text(report, made.marks(report.id, dict.fromkeys(catalogue.places(report.id), "")))
        for report in catalogue.reports
    )


def headings(report: Report) -> tuple[bool, ...]:
    """Of each paragraph, whether it is the report's headline."""
    headline = report.headline
    return tuple(
        headline is not None and headline.start <= start < headline.end for start, _ in paragraphs(report.text)
    )


def _kind(report: Report, start: int) -> str:
    return next((part.kind for part in report.parts if part.span.start <= start < part.span.end), "")


def dated(report: Report) -> str:
    """Why this day, and the other days found, each once with its place."""
    if not report.published.why:
        return ""
    chosen = report.published.value
    others = [each for each in report.published.candidates if each.kind == "published" and each.value != chosen]
    # NOTE: a day, and where it was found
    found = dict.fromkeys(_("%(day)s (%(place)s)", day=spoken(each.value), place=each.evidence) for each in others)
    if not found:
        return report.published.why
    return _("%(why)s. Also found: %(days)s", why=report.published.why, days=listed(found, COMMA))


def _kinds(catalogue: Catalogue) -> tuple[dict[str, dict[Span, list[str]]], dict[Span, Note]]:
    """Of each report the kinds of each place that has a claim, quote or shared words, and what stands after it."""
    kinds: dict[str, dict[Span, list[str]]] = {report.id: {} for report in catalogue.reports}
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
    return kinds, notes
