"""The room's first page: the stories of the case, those that are asked for; and the case that has none yet."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from crossbearing import lookup
from crossbearing.records import Record
from crossbearing.store.base import Store
from crossbearing.store.index import EntryQuery, Facets, Known, StoryQuery
from crossbearing.web.addresses import address
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Paged, Slice, part
from crossbearing.web.whole import keys
from crossbearing.web.whole.period import period
from crossbearing.web.whole.sparkline import Sparkline, sparkline
from crossbearing.write.days import days_of
from crossbearing.write.entries import StoryEntry

FACETS = 8
OUTLETS_SHOWN = 12


class StoriesQuery(Paged, frozen=True):
    """Which stories; as in `StoryQuery`."""

    words: str = ""
    outlet: str = ""
    actor: str = ""
    place: str = ""
    first: str = ""
    last: str = ""
    origins: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0
    contested: bool = False
    order: Literal["newest", "origins", "reports"] = "newest"


class Line(Record, frozen=True):
    """One story in the list."""

    id: str
    title: str
    language: str
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    more_outlets: int
    """Beyond those named."""
    reports: int
    findings: int
    corroborated: int
    origins: int
    """The most independent origins that a finding has."""
    denied: int
    contradicted: int
    updated: int
    withdrawn: int
    sparkline: Sparkline
    follows: keys.Title | None
    """The earlier story that it goes on about."""


class Choice(Record, frozen=True):
    """Something to narrow the list by: how many of its stories have it, and the list with it, or without it."""

    key: str
    name: str
    stories: int
    href: str
    chosen: bool


class Choices(Record, frozen=True):
    """The commonest of each kind."""

    outlets: tuple[Choice, ...]
    actors: tuple[Choice, ...]
    places: tuple[Choice, ...]
    months: tuple[Choice, ...]
    """Of first days; `name` is YYYY-MM."""


class Given(Record, frozen=True):
    """One thing that is asked for, and the list without it."""

    field: str
    value: str
    href: str


class Stories(Record, frozen=True):
    """What the first page shows."""

    asked: StoriesQuery
    given: tuple[Given, ...]
    stories: tuple[Line, ...]
    slice: Slice
    choices: Choices
    captures: int
    """Reports that came in, whether they could be read or not; counted where no story is found."""
    waiting: int
    """Stories that are found as they were before the build that is going on, or not yet."""
    unread: int
    """Terms of `asked.words` that were left out."""


def stories(asked: Asked) -> Stories:
    """The stories that are asked for; of none asked, all."""
    query: StoriesQuery = asked.query
    store = asked.reader.store
    first, last = period(query.first, query.last)
    query = msgspec.structs.replace(query, first=first, last=last)
    found = lookup.stories(
        store,
        StoryQuery(
            words=query.words,
            outlet=query.outlet,
            actor=query.actor,
            place=query.place,
            first=first,
            last=last,
            origins=query.origins,
            contested=query.contested,
            order=query.order,
            limit=query.limit,
            offset=query.offset,
        ),
        FACETS,
    )
    return Stories(
        asked=query,
        given=_given(store, query),
        stories=_lines(store, found.stories),
        slice=part(query, len(found.stories), found.total),
        choices=_choices(query, found.facets),
        captures=0 if found.stories else len(store.current()),
        waiting=found.state.waiting,
        unread=found.unread,
    )


def _lines(store: Store, found: tuple[lookup.Listed, ...]) -> tuple[Line, ...]:
    before = keys.stories(store, [each.entry.follows for each in found if each.entry.follows])
    return tuple(_line(each.id, each.entry, before) for each in found)


def _line(story: str, entry: StoryEntry, before: dict[str, StoryEntry]) -> Line:
    return Line(
        id=story,
        title=entry.title,
        language=entry.language,
        first=entry.first,
        last=entry.last,
        outlets=entry.outlets[:OUTLETS_SHOWN],
        more_outlets=max(0, len(entry.outlets) - OUTLETS_SHOWN),
        reports=entry.reports,
        findings=entry.findings,
        corroborated=entry.corroborated,
        origins=entry.origins,
        denied=entry.denied,
        contradicted=entry.contradicted,
        updated=entry.updated,
        withdrawn=entry.withdrawn,
        sparkline=sparkline(entry.days),
        follows=keys.titled(entry.follows, before) if entry.follows in before else None,
    )


def _given(store: Store, query: StoriesQuery) -> tuple[Given, ...]:
    """What is asked for, in the order of the fields; a place by its name."""
    plain = msgspec.structs.asdict(StoriesQuery())
    made = []
    for field, value in msgspec.structs.asdict(query).items():
        if field in ("limit", "offset", "order", "recorded") or value == plain[field]:
            continue
        shown = str(value)
        if field == "place":
            places = store.known(EntryQuery(kind="place", key=query.place, limit=1)).known
            shown = places[0].name if places else shown
        made.append(Given(field, shown, address("/", query, **{field: plain[field], "offset": 0})))
    return tuple(made)


def _choices(query: StoriesQuery, facets: Facets) -> Choices:
    return Choices(
        outlets=_some(query, "outlet", facets.outlets),
        actors=_some(query, "actor", facets.actors),
        places=_some(query, "place", facets.places),
        months=tuple(_month(query, month, count) for month, count in facets.months),
    )


def _some(query: StoriesQuery, field: str, known: tuple[Known, ...]) -> tuple[Choice, ...]:
    asked = getattr(query, field)
    return tuple(
        Choice(
            key=each.key,
            name=each.name,
            stories=each.stories,
            href=address("/", query, **{field: "" if asked in (each.key, each.name) else each.key, "offset": 0}),
            chosen=asked in (each.key, each.name),
        )
        for each in known
    )


def _month(query: StoriesQuery, month: str, count: int) -> Choice:
    days = days_of(month)
    first, last = (days[0].isoformat(), days[1].isoformat()) if days else ("", "")
    chosen = (query.first, query.last) == (first, last)
    href = address("/", query, first="" if chosen else first, last="" if chosen else last, offset=0)
    return Choice(month, month, count, href, chosen)
