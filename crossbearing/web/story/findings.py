"""The findings of a story in pages: all of them, those that are denied or disagree, and those that changed."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

import msgspec
from msgspec.structs import replace

from crossbearing.records import Finding, Record, Relation, RelationKind
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Limit, Paged, Slice, cut
from crossbearing.web.readers import Known
from crossbearing.web.story.head import Head, catalogue, findings, head
from crossbearing.web.story.overview import shown
from crossbearing.web.story.whereabouts import story
from crossbearing.write.views import FindingView, RelationView, ordered, relation_view

Order = Literal["origins", "outlets", "first", "last"]


class FindingsQuery(Paged, frozen=True):
    """Which findings, and in which order."""

    q: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """Words that all stand in the finding's passages, outlets or origins."""
    outlet: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """An outlet that has it."""
    without: Annotated[str, msgspec.Meta(max_length=200)] = ""
    """An outlet that leaves it out."""
    least: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    """The fewest independent origins that it may have."""
    several: bool = False
    """Only what two or more outlets have."""
    contested: bool = False
    """Only what is denied or contradicted, or is a denial itself."""
    hidden: bool = False
    """Those that a reader hid, too."""
    order: Order = "origins"
    """first and last: by the day of the first or last report that has it, newest first for last."""


class FindingsPart(Record, frozen=True):
    """What is said."""

    head: Head
    findings: tuple[FindingView, ...]
    """Without their passages: those are at /findings/{id}."""
    slice: Slice
    hidden: tuple[str, ...]
    """Ids of all findings that a reader hid."""


class RelationsQuery(Paged, frozen=True):
    """A page of pairs."""

    limit: Limit = 20
    kind: Literal["", "denies", "contradicts"] = ""
    """Of what disagrees, only these."""


class RelationsPart(Record, frozen=True):
    """Findings two by two: one denies, contradicts or updates the other."""

    head: Head
    relations: tuple[RelationView, ...]
    """The two findings without their passages, and without what else stands to them."""
    slice: Slice


class Said(Record, frozen=True):
    """What a finding is searched by."""

    finding: Finding
    text: str
    contested: bool


def all_findings(asked: Asked) -> FindingsPart:
    """What is said, filtered and in pages."""
    known, query = story(asked), asked.query
    found = [each for each in known.worked(_searched) if _wanted(each, query, known)]
    page = cut([each.finding for each in _in_order(found, query.order)], query)
    views = tuple(known.worked(findings).brief(finding.id) for finding in page.items)
    return FindingsPart(known.worked(head), views, page.slice, known.dossier.hidden)


def disagreements(asked: Asked) -> RelationsPart:
    """What is denied, and what disagrees."""
    kinds: tuple[RelationKind, ...] = (asked.query.kind,) if asked.query.kind else ("denies", "contradicts")
    return _relations(story(asked), asked.query, kinds)


def changes(asked: Asked) -> RelationsPart:
    """What was planned and then done, and values that a later one took the place of."""
    return _relations(story(asked), asked.query, ("updates",))


def _relations(known: Known, query: RelationsQuery, kinds: tuple[RelationKind, ...]) -> RelationsPart:
    here = known.worked(catalogue)
    left = {finding.id for finding in shown(known.dossier.findings, known)}
    wanted = [each for each in ordered(here) if each.kind in kinds and {each.from_id, each.to_id} <= left]
    wanted.sort(key=lambda each: kinds.index(each.kind))
    page = cut(wanted, query)
    return RelationsPart(known.worked(head), tuple(_relation(known, each) for each in page.items), page.slice)


def _relation(known: Known, relation: Relation) -> RelationView:
    views = known.worked(findings)
    ends = [replace(views.brief(end), standings=()) for end in (relation.to_id, relation.from_id)]
    return relation_view(known.worked(catalogue), relation, (ends[0], ends[1]))


def _searched(known: Known) -> tuple[Said, ...]:
    here = known.worked(catalogue)
    bears = {
        end
        for relation in known.dossier.relations
        if relation.kind != "updates"
        for end in (relation.from_id, relation.to_id)
    }
    made = []
    for finding in known.dossier.findings:
        passages = [here.words(here.claims[claim].span) for claim in finding.claims]
        names = [*finding.outlets, *(origin.name for origin in finding.origins)]
        contested = finding.id in bears or finding.stance == "denies"
        made.append(Said(finding, _folded(" ".join([*passages, *names])), contested))
    return tuple(made)


def _wanted(each: Said, query: FindingsQuery, known: Known) -> bool:
    finding = each.finding
    return (
        all(word in each.text for word in _folded(query.q).split())
        and (not query.outlet or query.outlet in finding.outlets)
        and (not query.without or query.without not in finding.outlets)
        and finding.independent >= query.least
        and (len(finding.outlets) > 1 or not query.several)
        and (each.contested or not query.contested)
        and (query.hidden or finding.id not in known.dossier.hidden)
    )


def _in_order(found: list[Said], order: Order) -> list[Said]:
    """The dossier's own order is by origins; it also parts what is equal."""
    if order == "outlets":
        return sorted(found, key=lambda each: -len(each.finding.outlets))
    if order == "first":
        return sorted(found, key=lambda each: each.finding.first or "9999")
    if order == "last":
        return sorted(found, key=lambda each: each.finding.last or "", reverse=True)
    return found


def _folded(text: str) -> str:
    """Without case and kinds of letters."""
    return unicodedata.normalize("NFKC", text).casefold()
