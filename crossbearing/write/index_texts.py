"""One dossier → its reports' texts as they are searched."""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.found_by import SearchedText, Stretch, key_of
from crossbearing.records import Dossier, Report
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.marks import paragraphs


def texts_of(dossier: Dossier) -> tuple[SearchedText, ...]:
    """Every report, by day and outlet: its paragraphs, its headline, the findings that it words best and its quotes.

    A hidden finding is found by its paragraph only.
    """
    catalogue = Catalogue(dossier)
    beside: dict[str, list[Stretch]] = {}
    hidden = set(dossier.hidden)
    for finding in dossier.findings:
        if finding.id not in hidden:
            span = finding.wording
            beside.setdefault(span.report, []).append(Stretch("finding", span.start, span.end, finding.id))
    for reading in dossier.readings:
        for quote in reading.quotes:
            speaker = quote.speaker.name if quote.speaker is not None else ""
            beside.setdefault(reading.report, []).append(Stretch("quote", quote.span.start, quote.span.end, speaker))
    return tuple(_searched(catalogue, report, beside.get(report.id, [])) for report in catalogue.reports)


def _searched(catalogue: Catalogue, report: Report, beside: list[Stretch]) -> SearchedText:
    stretches = sorted([*_of_text(report), *beside], key=lambda each: (each.start, -each.end, each.kind, each.target))
    outlet = catalogue.outlet(report.id)
    return SearchedText(
        report=report.id,
        name=report.name,
        outlet=outlet,
        outlet_key=key_of(outlet),
        day=report.published.value,
        language=report.language,
        text=report.text,
        stretches=tuple(stretches),
        title="" if report.headline is not None else report.title or "",
    )


def _of_text(report: Report) -> Iterator[Stretch]:
    """A paragraph that is all headline is found as headline."""
    headline = report.headline
    for start, end in paragraphs(report.text):
        if end > start and (headline is None or (start, end) != (headline.start, headline.end)):
            yield Stretch("paragraph", start, end)
    if headline is not None and headline.end > headline.start:
        yield Stretch("headline", headline.start, headline.end)
