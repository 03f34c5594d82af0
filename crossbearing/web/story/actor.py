"""One actor of a story: under which names, where it is named, what it says and what is said of it."""

from __future__ import annotations

from crossbearing.records import Claim, Identity, Record, Source
from crossbearing.web import english
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.paging import Limit, Offset, Paged, Slice, cut
from crossbearing.web.story.head import Ref, catalogue, ref
from crossbearing.web.story.whereabouts import story
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.views import Said, said


class ActorQuery(Paged, frozen=True):
    """Pages of the three lists of an actor; the first is of its mentions."""

    limit: Limit = 20
    says: Offset = 0
    """How many of what it says stand before those that are shown."""
    of: Offset = 0
    """And of what is said of it."""


class Linked(Record, frozen=True):
    """A claim with its finding."""

    said: Said
    number: int
    finding: str


class ActorPage(Record, frozen=True):
    """One actor."""

    story: Ref
    identity: Identity
    roles: tuple[str, ...]
    """Titles and offices that reports give it."""
    outlets: tuple[str, ...]
    """That name it."""
    says: tuple[Linked, ...]
    """What is said on its word, by day."""
    says_slice: Slice
    of: tuple[Linked, ...]
    """What is said of it: claims in which it is named."""
    of_slice: Slice
    mentions: tuple[Passage, ...]
    slice: Slice
    """Of mentions."""


def actor(asked: Asked) -> ActorPage:
    """One actor of a story. Raises Refused (404) where the story has none of this name."""
    known, query = story(asked), asked.query
    identity = next((each for each in known.dossier.identities if each.id == asked.path["identity"]), None)
    if identity is None:
        raise Refused(404, english.NO_ACTOR)
    here = known.worked(catalogue)
    found = {actor.id: actor for reading in known.dossier.readings for actor in reading.actors}
    mentions = sorted((found[each] for each in identity.mentions), key=lambda each: here.order(each.span))
    spans = {(each.span.report, each.span.start) for each in mentions}
    claims = sorted((here.claims[each] for each in here.finding_of), key=lambda each: here.order(each.span))
    by_it = [claim for claim in claims if any(_names(source, identity, spans) for source in _deepest(claim))]
    named = set(identity.mentions)
    of_it = [claim for claim in claims if named.intersection(claim.actors)]
    says = cut(by_it, Paged(limit=query.limit, offset=query.says))
    of = cut(of_it, Paged(limit=query.limit, offset=query.of))
    page = cut(mentions, query)
    return ActorPage(
        story=ref(known),
        identity=identity,
        roles=tuple(dict.fromkeys(each.role for each in mentions if each.role)),
        outlets=tuple(sorted({here.outlet(each.span.report) for each in mentions})),
        says=tuple(_linked(here, claim) for claim in says.items),
        says_slice=says.slice,
        of=tuple(_linked(here, claim) for claim in of.items),
        of_slice=of.slice,
        mentions=tuple(here.passage(each.span) for each in page.items),
        slice=page.slice,
    )


def _deepest(claim: Claim) -> tuple[Source, ...]:
    return (*claim.sources[:1], *claim.co_sources)


def _names(source: Source, identity: Identity, spans: set[tuple[str, int]]) -> bool:
    """Whether a source is this actor: the words that name it are a mention of it, or it goes by one of its names."""
    if source.span is not None and (source.span.report, source.span.start) in spans:
        return True
    return source.kind != "unnamed" and source.name in identity.names


def _linked(here: Catalogue, claim: Claim) -> Linked:
    finding = here.finding_of[claim.id]
    return Linked(said(here, claim), here.number[finding], finding)
