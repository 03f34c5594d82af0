"""Full text over everything: passages, each with the words that were asked for lit."""

from __future__ import annotations

from typing import Literal

import msgspec

from crossbearing import lookup
from crossbearing.records import Record
from crossbearing.store.index import Hit, Hits, Search
from crossbearing.web.addresses import address, to
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Paged, Slice, part
from crossbearing.web.whole import keys
from crossbearing.web.whole.period import period
from crossbearing.write.entries import StoryEntry

LIT_AT_MOST = 300
"""Code points that a link lights; what lies further apart is lit from its first word only."""
OUTLETS_OFFERED = 200

Kind = Literal["", "paragraph", "headline", "finding", "quote"]


class SearchQuery(Paged, frozen=True):
    """Which passages; as in `Search`."""

    words: str = ""
    kind: Kind = ""
    outlet: str = ""
    first: str = ""
    last: str = ""
    language: str = ""
    story: str = ""


class Piece(Record, frozen=True):
    """A part of a passage; `lit`: words that were asked for."""

    text: str
    lit: bool


class Passage(Record, frozen=True):
    """One passage that was found."""

    kind: str
    pieces: tuple[Piece, ...]
    href: str
    """Address of the words in their text; of a finding, its own."""
    story: keys.Title
    report: str
    name: str
    """Of the report."""
    outlet: str
    day: str | None
    language: str
    speaker: str
    """Of a quote; "" where nobody is named."""


class Narrowed(Record, frozen=True):
    """The same search for one kind of passage alone."""

    kind: Kind
    href: str
    chosen: bool


class Found(Record, frozen=True):
    """What a search shows."""

    asked: SearchQuery
    passages: tuple[Passage, ...]
    slice: Slice
    kinds: tuple[Narrowed, ...]
    within: keys.Title | None
    """The story that is searched, where it is one alone,"""
    everywhere: str
    """and the address of the same search through all."""
    outlets: tuple[str, ...]
    """Names to choose from."""
    unread: int
    """Terms that were left out: too many, or nothing in them that could be found."""


def search(asked: Asked) -> Found:
    """The passages that are asked for; none where no words are."""
    query: SearchQuery = asked.query
    store = asked.reader.store
    first, last = period(query.first, query.last)
    query = msgspec.structs.replace(query, first=first, last=last)
    found = lookup.search(store, _search(query)) if query.words.strip() else Hits((), 0)
    known = keys.stories(store, [hit.story for hit in found.hits] + [query.story] * bool(query.story))
    offered = lookup.known(store, "outlet", limit=OUTLETS_OFFERED).known
    return Found(
        asked=query,
        passages=tuple(_passage(hit, known) for hit in found.hits),
        slice=part(query, len(found.hits), found.total),
        kinds=tuple(_narrowed(query, kind) for kind in ("", "paragraph", "headline", "finding", "quote")),
        within=keys.titled(query.story, known) if query.story in known else None,
        everywhere=address("/search", query, story="", offset=0),
        outlets=tuple(each.name for each in offered),
        unread=found.unread,
    )


def _search(query: SearchQuery) -> Search:
    return Search(
        words=query.words,
        kinds=(query.kind,) if query.kind else (),
        outlet=query.outlet,
        first=query.first,
        last=query.last,
        language=query.language,
        story=query.story,
        limit=query.limit,
        offset=query.offset,
    )


def _narrowed(query: SearchQuery, kind: Kind) -> Narrowed:
    return Narrowed(kind, address("/search", query, kind=kind, offset=0), query.kind == kind)


def _passage(hit: Hit, known: dict[str, StoryEntry]) -> Passage:
    return Passage(
        kind=hit.kind,
        pieces=tuple(Piece(each.text, each.lit) for each in hit.snippet),
        href=to(hit.target) if hit.kind == "finding" else _place(hit),
        story=keys.titled(hit.story, known),
        report=hit.report,
        name=hit.name,
        outlet=hit.outlet,
        day=hit.day,
        language=hit.language,
        speaker=hit.target if hit.kind == "quote" else "",
    )


def _place(hit: Hit) -> str:
    """Where the words stand; of a headline that is in no text, the report."""
    if not hit.lit:
        return to(hit.report)
    start, end = hit.lit[0][0], hit.lit[-1][1]
    if end - start > LIT_AT_MOST:
        end = hit.lit[0][1]
    return to(f"{hit.report}-{start}-{end}")
