"""JSON-LD in the vocabulary of schema.org: reports, what they say, and what they quote.

A finding is a Claim, never part of a ClaimReview: nothing here is called true or false. The context stands in the file
(`@vocab` and which values are IRIs), so that no reader of it has to fetch one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crossbearing.records import Dossier, Finding, Quote, Report
from crossbearing.write.bylines import persons
from crossbearing.write.dossiers import Dossiers
from crossbearing.write.linked import (
    Node,
    Read,
    actor_type,
    address,
    called,
    graph,
    hashed,
    language,
    named,
    without_nothing,
)

_IRIS = "url appearance firstAppearance isBasedOn isPartOf hasPart inDefinedTermSet"
CONTEXT: Node = {"@vocab": "https://schema.org/", **{term: {"@type": "@id"} for term in _IRIS.split()}}


def schema_org(given: Dossiers) -> Iterator[bytes]:
    """One graph: for each story a Collection, its NewsArticles, Claims and Quotations."""
    return graph(CONTEXT, (node for dossier in given.each() for node in _nodes(dossier)))


def _nodes(dossier: Dossier) -> Iterator[Node]:
    read = Read(dossier)
    taken: dict[str, list[str]] = {}
    for pair in dossier.copying:
        if pair.taker is not None:
            taken.setdefault(pair.taker, []).append(named(pair.b if pair.taker == pair.a else pair.a))
    title = dossier.story.title
    yield {
        "@id": named(dossier.story.id),
        "@type": "Collection",
        "name": read.reports[title.report].text[title.start : title.end],
        "hasPart": [named(report.id) for report in dossier.reports],
    }
    for report in dossier.reports:
        yield _article(report, read, sorted(set(taken.get(report.id, ()))))
    claims = {claim.id: claim.span.report for reading in dossier.readings for claim in reading.claims}
    for finding in dossier.findings:
        reports = [read.reports[each] for each in dict.fromkeys(claims[claim] for claim in finding.claims)]
        wording = read.reports[finding.wording.report].text[finding.wording.start : finding.wording.end]
        yield _claim(finding, wording, reports)
    for report, reading in zip(dossier.reports, dossier.readings, strict=True):
        for quote in reading.quotes:
            yield _quotation(quote, report)


def _article(report: Report, read: Read, based_on: list[str]) -> Node:
    outlet = report.outlet
    captures = read.captures[report.id]
    node = without_nothing(
        headline=report.title,
        url=address(report.url),
        publisher=None if outlet is None else _organization(outlet),
        author=[{"@type": "Person", "name": name} for name in persons(report.byline)],
        datePublished=report.published.time or report.published.value,
        dateModified=None if report.updated is None else report.updated.time or report.updated.value,
        inLanguage=language(report.language),
        articleSection=report.section,
        creditText=list(dict.fromkeys(credit.words for credit in report.credits)),
        identifier=[hashed(came.sha256) for came in captures],
        encoding=[
            {"@type": "MediaObject", "sha256": came.sha256, "encodingFormat": came.media_type} for came in captures
        ],
        isBasedOn=based_on,
    )
    return {"@id": named(report.id), "@type": "NewsArticle", **node}


def _claim(finding: Finding, wording: str, reports: list[Report]) -> Node:
    """`author` is who says it, as Google's guide to Claim has it; `keywords` are stance and status in our own terms."""
    said_by = [
        _organization(origin.name) if kind == "Organization" else {"@type": kind, "name": origin.name}
        for origin in finding.origins
        if (kind := actor_type(origin.kind)) is not None
    ]
    node = without_nothing(
        text=wording,
        appearance=[named(report.id) for report in reports],
        firstAppearance=_first(reports),
        author=said_by,
        datePublished=finding.first,
        keywords=[
            {"@type": "DefinedTerm", "name": word, "inDefinedTermSet": named(f"terms.{about}")}
            for about, word in (("stance", finding.stance), ("status", finding.status))
        ],
    )
    return {"@id": named(finding.id), "@type": "Claim", **node}


def _first(reports: Iterable[Report]) -> str | None:
    """The report that was out before all others, where all have a day and the first day has one report."""
    days = sorted((report.published.value or "", report.id) for report in reports)
    alone = len(days) == 1 or not days[1][0].startswith(days[0][0])
    return named(days[0][1]) if days and days[0][0] and alone else None


def _quotation(quote: Quote, report: Report) -> Node:
    speaker = quote.speaker
    kind = None if speaker is None else actor_type(speaker.kind)
    node = without_nothing(
        text=report.text[quote.span.start : quote.span.end],
        isPartOf=named(report.id),
        inLanguage=language(report.language),
        spokenByCharacter=None if speaker is None or kind is None else {"@type": kind, "name": speaker.name},
    )
    return {"@id": named(quote.id), "@type": "Quotation", **node}


def _organization(name: str) -> Node:
    return {"@id": called("outlet", name), "@type": "Organization", "name": name}
