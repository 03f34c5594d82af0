"""One finding: its words and passages, on whose word it rests, how it grew, and what was decided of it."""

from __future__ import annotations

from msgspec.structs import replace

from crossbearing.records import Claim, Decision, Dossier, Finding, Record
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice, cut
from crossbearing.web.readers import Known
from crossbearing.web.story.finding_graph import Graph, graph
from crossbearing.web.story.finding_growth import Growth, growth
from crossbearing.web.story.head import Ref, catalogue, findings, ref
from crossbearing.web.story.parts import versions
from crossbearing.web.story.whereabouts import of_finding
from crossbearing.write.catalogue import Catalogue
from crossbearing.write.changed import WithdrawnView, withdrawn_view
from crossbearing.write.views import FindingView, Said, claims_of, said

PASSAGES = 50
"""On one page."""


class FindingPage(Record, frozen=True):
    """One thing that is said, and all that is known of it."""

    story: Ref
    view: FindingView
    """Its words, origins, relations and reasons. Passages are in `outlets`."""
    outlets: tuple[OutletSaid, ...]
    """By the day of their first report that has it."""
    slice: Slice
    """Of outlets."""
    graph: Graph
    growth: Growth
    withdrawn: tuple[WithdrawnView, ...]
    """Claims that said it and are made no longer."""
    decisions: tuple[Bearing, ...]
    hidden: bool
    """A reader hid it."""


class OutletSaid(Record, frozen=True):
    """What one outlet has of it."""

    outlet: str
    reports: tuple[ReportSaid, ...]


class ReportSaid(Record, frozen=True):
    """What one report has of it."""

    report: str
    day: str
    language: str
    passages: tuple[Passage, ...]


class Passage(Record, frozen=True):
    """One claim, as it is shown, and all that was read of it: spans of its figures, dates and sources."""

    said: Said
    claim: Claim
    quotes: tuple[QuoteIn, ...]
    """Quoted words that stand in it."""


class QuoteIn(Record, frozen=True):
    """A quote, and whose it is."""

    id: str
    words: str
    anchor: str
    speaker: str | None


class Bearing(Record, frozen=True):
    """A decision that bears on the finding: on which of its claims, and whether words of it are found no longer."""

    decision: Decision
    claims: tuple[str, ...]
    adrift: tuple[str, ...]
    """Why what of it cannot be followed."""


def finding(asked: Asked) -> FindingPage:
    """One finding. Raises Refused (404) where the case has none of this name."""
    known, found = of_finding(asked)
    here = known.worked(catalogue)
    outlets = cut(_outlets(here, found), asked.query, _passages, PASSAGES)
    return FindingPage(
        story=ref(known),
        view=replace(known.worked(findings).view(found.id), said=(), open=True),
        outlets=outlets.items,
        slice=outlets.slice,
        graph=graph(here, found),
        growth=growth(here, found),
        withdrawn=_withdrawn(known, here, found),
        decisions=decisions(known.dossier, set(found.claims)),
        hidden=found.id in known.dossier.hidden,
    )


def decisions(dossier: Dossier, claims: set[str]) -> tuple[Bearing, ...]:
    """The decisions that bear on any of some claims, in the order in which they were made."""
    rulings = dossier.rulings
    on: dict[str, set[str]] = {}
    for each in rulings.attached:
        if each.claim in claims:
            on.setdefault(each.decision, set()).add(each.claim or "")
    for none in rulings.no_origins:
        if touched := claims.intersection(none.claims):
            on.setdefault(none.decision, set()).update(touched)
    adrift: dict[str, list[str]] = {}
    for lost in rulings.adrift:
        adrift.setdefault(lost.decision, []).append(lost.reason)
    return tuple(
        Bearing(each, tuple(sorted(on[each.id])), tuple(adrift.get(each.id, ())))
        for each in rulings.decisions
        if each.id in on
    )


def _outlets(here: Catalogue, found: Finding) -> tuple[OutletSaid, ...]:
    grouped: dict[str, dict[str, list[Claim]]] = {}
    for claim in claims_of(here, found):
        report = claim.span.report
        grouped.setdefault(here.outlet(report), {}).setdefault(report, []).append(claim)
    return tuple(
        OutletSaid(outlet, tuple(_report(here, report, claims) for report, claims in reports.items()))
        for outlet, reports in grouped.items()
    )


def _passages(each: OutletSaid) -> int:
    return sum(len(report.passages) for report in each.reports)


def _report(here: Catalogue, report: str, claims: list[Claim]) -> ReportSaid:
    passages = tuple(Passage(said(here, claim), claim, _quotes(here, claim)) for claim in claims)
    return ReportSaid(report, passages[0].said.passage.day, here.report(report).language, passages)


def _quotes(here: Catalogue, claim: Claim) -> tuple[QuoteIn, ...]:
    return tuple(
        QuoteIn(
            id=quote.id,
            words=here.words(quote.span),
            anchor=here.place(quote.span),
            speaker=None if quote.speaker is None else quote.speaker.name,
        )
        for quote in (here.quotes[each] for each in claim.quotes if each in here.quotes)
    )


def _withdrawn(known: Known, here: Catalogue, found: Finding) -> tuple[WithdrawnView, ...]:
    touching = [each for each in known.dossier.withdrawn if found.id in each.findings]
    return tuple(withdrawn_view(here, known.worked(versions), each) for each in touching)
