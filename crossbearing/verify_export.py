"""dossier.json held against itself: every passage re-read from the texts in it, every id led to what bears it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from crossbearing.records import Span, sha256_of_text
from crossbearing.write.export import ClaimOut, Export, FindingOut, QuoteOut, ReportOut
from crossbearing.write.export_parts import Passage
from crossbearing.write.export_versions import VersionOut, WithdrawnOut

_Cited = tuple[str, str, Iterable[str], set[str]]
"""Who cites, what, by which ids, and the ids that there are."""


def passages(exported: Export) -> tuple[int, list[str]]:
    """How many passages were re-read, and those that do not re-read."""
    told: list[ReportOut | VersionOut] = [*exported.reports, *exported.versions]
    texts, read, problems = {report.id: report.text for report in told}, 0, []
    for item in _placed(exported):
        read += 1
        text = texts.get(item.version if isinstance(item, WithdrawnOut) else item.report, "")
        inside = 0 <= item.start < item.end <= len(text)
        if not inside or (not isinstance(item, Passage) and text[item.start : item.end] != item.text):
            problems.append(f"[{item.start}, {item.end}) of {item.report} does not re-read")
    return read, problems


def resolved(exported: Export) -> tuple[int, list[str]]:
    """How many citations were followed, and what does not hold: ids that lead nowhere, words, numbers."""
    told: list[ReportOut | VersionOut] = [*exported.reports, *exported.versions]
    problems = [
        f"the text of {each.id} is not that of its SHA-256"
        for each in told
        if sha256_of_text(each.text) != each.sha256_of_text
    ]
    texts = {report.id: report.text for report in exported.reports}
    for finding in exported.findings:
        problems += _finding(finding, texts)
    followed = 0
    for entry, what, ids, there in (*_cited(exported), *_cited_beside(exported)):
        cited = tuple(ids)
        followed += len(cited)
        missing = sorted(set(cited) - there)
        problems += [f"{entry} cites a {what} that is not there: {', '.join(missing)}"] if missing else []
    return followed, problems


def spans_in(record: object) -> Iterator[Span]:
    """Every span anywhere in a record."""
    waiting = [record]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Span):
            yield item
        elif isinstance(item, msgspec.Struct):
            waiting += [getattr(item, name) for name in item.__struct_fields__]
        elif isinstance(item, tuple | list):
            waiting += item


def _finding(finding: FindingOut, texts: dict[str, str]) -> Iterator[str]:
    if finding.independent != sum(origin.counted for origin in finding.origins):
        yield f"{finding.id} does not count its origins"
    words = texts.get(finding.wording.report, "")[max(0, finding.wording.start) : max(0, finding.wording.end)]
    if words != finding.text:
        yield f"the words of {finding.id} do not re-read"
    if not finding.claims:
        yield f"{finding.id} cites no claim"


def _cited(exported: Export) -> Iterator[_Cited]:
    reports, claims, findings = _ids(exported.reports), _ids(exported.claims), _ids(exported.findings)
    stories, quotes, utterances = _ids(exported.stories), _ids(exported.quotes), _ids(exported.utterances)
    for story in exported.stories:
        yield story.id, "report", story.reports, reports
    for finding in exported.findings:
        yield finding.id, "story", (finding.story,), stories
        yield finding.id, "claim", finding.claims, claims
        yield finding.id, "finding", (relation.to for relation in finding.relations), findings
        for origin in finding.origins:
            yield f"an origin of {finding.id}", "claim", origin.claims, set(finding.claims)
    for claim in exported.claims:
        yield claim.id, "report", (claim.report,), reports
        yield claim.id, "finding", (claim.finding,) if claim.finding is not None else (), findings
        yield claim.id, "quote", claim.quotes, quotes
    for quote in exported.quotes:
        yield quote.id, "utterance", (quote.utterance,) if quote.utterance is not None else (), utterances
    for utterance in exported.utterances:
        yield utterance.id, "quote", utterance.quotes, quotes
        told = (each.claim for each in utterance.variants if each.claim is not None)
        yield utterance.id, "claim", told, claims


def _cited_beside(exported: Export) -> Iterator[_Cited]:
    reports, claims, findings = _ids(exported.reports), _ids(exported.claims), _ids(exported.findings)
    texts = reports | _ids(exported.versions)
    for pair in exported.copying:
        yield pair.id, "report", (pair.a, pair.b), reports
    for moment in exported.timeline:
        yield f"{moment.value} on the timeline", "finding", (moment.finding,), findings
        yield f"{moment.value} on the timeline", "claim", (moment.claim,), claims
    for version in exported.versions:
        yield version.id, "report", (version.report,), reports
        yield version.id, "version", (version.next,), texts
    for each in exported.withdrawn:
        yield each.id, "report", (each.report,), reports
        yield each.id, "version", (each.version, each.missing_from), texts
        yield each.id, "claim", each.still, claims
        yield each.id, "finding", each.findings, findings


def _ids(records: Iterable[Any]) -> set[str]:
    return {each.id for each in records}


def _placed(exported: Export) -> Iterator[Passage | ClaimOut | QuoteOut | WithdrawnOut]:
    """Every passage in dossier.json; figures and dates as passages of their claim's report."""
    yield from spans_in(exported)
    yield from exported.quotes
    yield from exported.withdrawn
    for claim in exported.claims:
        yield claim
        items: tuple[Any, ...] = (*claim.figures, *claim.dates)
        yield from (Passage(claim.report, item.start, item.end) for item in items)
