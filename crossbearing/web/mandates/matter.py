"""One matter of a mandate: what matches it, on whose word, and what stands against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from crossbearing import watching
from crossbearing.figures import figure
from crossbearing.records import Claim, EvidenceClass, Facet, Match, Record, Span
from crossbearing.web import english
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.mandates.mandate import MatterLine, line, one
from crossbearing.web.paging import Paged, Slice, cut
from crossbearing.web.readers import Known
from crossbearing.web.story.head import Ref, catalogue, ref
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.views import Cited, Said, said

WEIGHT = 120
"""Passages on one page."""


class Held(Record, frozen=True):
    """One part of the pattern, as a claim meets it or not."""

    facet: Facet
    cited: tuple[Cited, ...]


class ClaimView(Record, frozen=True):
    """A claim of a match."""

    said: Said
    evidence: EvidenceClass
    because: str
    facets: tuple[Held, ...]
    context: bool


class FigureView(Record, frozen=True):
    """A figure of a match."""

    read_as: str
    cited: Cited
    said_by: tuple[str, ...]
    outlets: tuple[str, ...]


class Beside(Record, frozen=True):
    """What stands beside a match: a denial, or a finding that disagrees or is older or newer."""

    kind: str
    finding: str
    passage: Passage
    said_by: tuple[str, ...]
    outlets: tuple[str, ...]
    missing: tuple[str, ...]


class MatchView(Record, frozen=True):
    """One match, as it is shown."""

    match: Match
    story: Ref
    wording: Passage
    claims: tuple[ClaimView, ...]
    classes: tuple[tuple[EvidenceClass, int], ...]
    """Classes of evidence, with how many claims rest on each."""
    figures: tuple[FigureView, ...]
    denials: tuple[Beside, ...]
    disagreements: tuple[Beside, ...]
    asked: tuple[Passage, ...]


class MatterPage(Record, frozen=True):
    """One matter."""

    mandate: str
    mandate_title: str
    line: MatterLine
    matches: tuple[MatchView, ...]
    slice: Slice
    changing: int
    """Matches with what a build is making anew: they are shown when the mandate has seen it."""


def matter(asked: Asked) -> MatterPage:
    """The matter that the address names. Raises Refused (404)."""
    mandate = one(asked).mandate
    if all(each.id != asked.path["matter"] for each in mandate.matters):
        raise Refused(404, english.NO_MATTER)
    every = watching.matches(asked.reader.store, mandate.id)
    here = sorted((each for each in every if each.matter == asked.path["matter"]), key=_order)
    query: Paged = asked.query
    page = cut(here, query, lambda match: len(match.claims), WEIGHT)
    shown = [view for match in page.items if (view := _view(asked, match)) is not None]
    return MatterPage(
        mandate=mandate.id,
        mandate_title=mandate.title,
        line=line(mandate, asked.path["matter"], here),
        matches=tuple(shown),
        slice=page.slice,
        changing=len(page.items) - len(shown),
    )


def _order(match: Match) -> tuple[bool, bool, int, str, str]:
    """Those that meet their standard first, then by origins and day; below them what headlines alone say."""
    return match.headline, not match.judged.met, -len(match.origins), match.first or "9999", match.id


def _view(asked: Asked, match: Match) -> MatchView | None:
    """None where the story is another by now than the one that was looked at."""
    known = asked.reader.known(match.story)
    if known is None or match.finding not in {each.id for each in known.dossier.findings}:
        return None
    here = known.worked(catalogue)
    if not all(each.claim in here.claims for each in match.claims):
        return None
    return MatchView(
        match=match,
        story=ref(known),
        wording=here.passage(match.wording),
        claims=tuple(_claims(here, match)),
        classes=tuple(Counter(each.evidence.kind for each in match.claims).most_common()),
        figures=tuple(
            FigureView(figure(each.figure), _cited(here, each.figure.span), each.said_by, each.outlets)
            for each in match.figures
        ),
        denials=tuple(
            Beside("denies", each.finding, here.passage(each.span), each.said_by, each.outlets, each.missing)
            for each in match.denials
        ),
        disagreements=tuple(
            Beside(each.kind, each.finding, here.passage(each.span), _words(known, each.finding), each.outlets, ())
            for each in match.disagreements
        ),
        asked=tuple(here.passage(span) for span in match.asked),
    )


def _claims(here: Catalogue, match: Match) -> Iterator[ClaimView]:
    for each in match.claims:
        claim: Claim = here.claims[each.claim]
        facets = tuple(Held(facet, tuple(_cited(here, span) for span in facet.spans)) for facet in each.facets)
        because = each.evidence.reasons[0].detail if each.evidence.reasons else ""
        yield ClaimView(said(here, claim), each.evidence.kind, because, facets, each.context)


def _cited(here: Catalogue, span: Span) -> Cited:
    return Cited(here.words(span), here.place(span))


def _words(known: Known, finding_id: str) -> tuple[str, ...]:
    """On whose word another finding is."""
    found = next((each for each in known.dossier.findings if each.id == finding_id), None)
    return tuple(origin.name for origin in found.origins) if found else ()
