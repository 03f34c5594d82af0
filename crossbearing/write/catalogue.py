"""One dossier with its indexes, and the register of places in the texts that the page links to.

A place gets its anchor when something cites it, and the full texts are marked last: a link without its place cannot
come about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import urlsplit

from crossbearing.records import Claim, Dossier, Finding, Quote, Record, Report, Span
from crossbearing.write.days import spoken

MARGIN = 240
"""Characters of its sentence that a passage shows before and after its words."""


class Passage(Record, frozen=True):
    """Words of a report with what stands around them in their sentence."""

    span: Span
    anchor: str
    outlet: str
    day: str
    language: str
    before: str
    words: str
    after: str
    content: tuple[int, int]
    """Where in `words` what is said begins and ends; around it stands whose word it is."""


class Catalogue:
    """Look-ups over one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier
        self.reports = tuple(sorted(dossier.reports, key=_by_day))
        self.claims: dict[str, Claim] = {claim.id: claim for each in dossier.readings for claim in each.claims}
        self.quotes: dict[str, Quote] = {quote.id: quote for each in dossier.readings for quote in each.quotes}
        self.findings: dict[str, Finding] = {finding.id: finding for finding in dossier.findings}
        hidden = set(dossier.hidden)
        self.shown = tuple(finding for finding in dossier.findings if finding.id not in hidden)
        """The findings that no reader hid."""
        self.number = {finding.id: number for number, finding in enumerate(dossier.findings, 1)}
        self.finding_of: dict[str, str] = {}
        for finding in dossier.findings:
            for claim in finding.claims:
                self.finding_of.setdefault(claim, finding.id)
        self._reports = {report.id: report for report in dossier.reports}
        self._rank = {report.id: rank for rank, report in enumerate(self.reports)}
        self._sentences = {each.report: [s.span for s in each.sentences] for each in dossier.readings}
        self._starts = {report: [span.start for span in spans] for report, spans in self._sentences.items()}
        self._places: dict[str, set[Span]] = {report.id: set() for report in dossier.reports}

    def report(self, report: str) -> Report:
        """The report of this id."""
        return self._reports[report]

    def rank(self, report: str) -> int:
        """Its place among all reports by day and outlet."""
        return self._rank[report]

    def outlet(self, report: str) -> str:
        """The outlet's name; a report of an unknown outlet stands for itself."""
        found = self._reports[report]
        return found.outlet or f"unknown outlet ({found.name})"

    def words(self, span: Span) -> str:
        """The words of a span."""
        return self._reports[span.report].text[span.start : span.end]

    def place(self, span: Span) -> str:
        """The anchor of a span in its text; from now on, the text has it."""
        self._places[span.report].add(span)
        return anchor(span)

    def places(self, report: str) -> tuple[Span, ...]:
        """All spans of a report that something cites, in the order of the text."""
        return tuple(sorted(self._places[report]))

    def passage(self, span: Span, content: Span | None = None) -> Passage:
        """A span in its sentence, with its anchor; `content` lies in it."""
        report = self._reports[span.report]
        first, last = self._around(span)
        return Passage(
            span=span,
            anchor=self.place(span),
            outlet=self.outlet(span.report),
            day=spoken(report.published.value),
            language=report.language,
            before=tail(report.text[first : span.start]),
            words=report.text[span.start : span.end],
            after=head(report.text[span.end : last]),
            content=_within(content or span, span),
        )

    def order(self, span: Span) -> tuple[int, int, int]:
        """Sorts spans by day and outlet of their report, then by where they stand."""
        return self._rank[span.report], span.start, span.end

    def _around(self, span: Span) -> tuple[int, int]:
        """From the start of the sentence in which the span starts to the end of that in which it ends."""
        return around(span, self._sentences.get(span.report, []), self._starts.get(span.report, []))


def around(span: Span, spans: Sequence[Span], starts: Sequence[int]) -> tuple[int, int]:
    """The same, of a report's sentences and where they start."""
    first = bisect_right(starts, span.start) - 1
    last = bisect_right(starts, max(span.start, span.end - 1)) - 1
    start = spans[first].start if first >= 0 and spans[first].end > span.start else span.start
    end = spans[last].end if last >= 0 else span.end
    return start, max(end, span.end)


def anchor(span: Span) -> str:
    """The id that a place has on the page."""
    return f"{span.report}-{span.start}-{span.end}"


def web_address(url: str | None) -> str | None:
    """The URL where a reader may follow it: http and https, with a host, and nothing that is not part of a URL, nor a
    user name or a backslash, which make it look as if it led elsewhere."""
    if url is None or any(ch.isspace() or ch == "\\" or not ch.isprintable() for ch in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc and "@" not in parts.netloc else None


def _within(content: Span, span: Span) -> tuple[int, int]:
    start = min(max(content.start, span.start), span.end)
    return start - span.start, max(start, min(content.end, span.end)) - span.start


def _by_day(report: Report) -> tuple[str, str, str, str]:
    return report.published.value or "9999", report.outlet or "", report.name, report.id


def tail(text: str) -> str:
    """What stands before a passage in its sentence, its end where it is long."""
    if len(text) <= MARGIN:
        return text
    cut = text.find(" ", len(text) - MARGIN)
    return "…" + text[cut if cut >= 0 else len(text) - MARGIN :]


def head(text: str) -> str:
    """What stands behind it, its beginning where it is long."""
    if len(text) <= MARGIN:
        return text
    cut = text.rfind(" ", 0, MARGIN)
    return text[: cut if cut > 0 else MARGIN] + "…"
