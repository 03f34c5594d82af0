"""Actors and places over all stories."""

from __future__ import annotations

from crossbearing import lookup
from crossbearing.records import Record
from crossbearing.store.index import EntryQuery
from crossbearing.web.addresses import address
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice, part
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import EVERY, Listed, Named, Title
from crossbearing.web.whole.search import SearchQuery
from crossbearing.web.whole.stories import StoriesQuery
from crossbearing.write.entries import ActorEntry, PlaceEntry


class ActorIn(Record, frozen=True):
    """An actor in one story."""

    story: Title
    made: ActorEntry


class Actor(Record, frozen=True):
    """Somebody, or some body, over all stories that have the name: that they are one is not said."""

    actor: Named
    names: tuple[str, ...]
    """All under which the stories have it, the most used first."""
    kinds: tuple[str, ...]
    mentions: int
    claims: int
    said: int
    stories: tuple[ActorIn, ...]
    slice: Slice
    list_of_stories: str
    """Address of the list of these stories, and of a search for the name."""
    search: str


class PlaceIn(Record, frozen=True):
    """A place in one story."""

    story: Title
    made: PlaceEntry


class Place(Record, frozen=True):
    """A place over all stories; `made` is what the story with most mentions says of it."""

    place: Named
    made: PlaceEntry
    stories: tuple[PlaceIn, ...]
    slice: Slice
    list_of_stories: str


def actors(asked: Asked) -> Listed:
    """All actors of the case, those of most stories first."""
    return keys.listed(asked, "actor", "/actors")


def actor(asked: Asked) -> Actor:
    """The actor that the address names. Raises Refused (404) for one that the case does not have."""
    store, query = asked.reader.store, asked.query
    known = keys.the_known(store, "actor", asked.path["key"])
    every = lookup.entries(store, EntryQuery(kind="actor", key=known.key, limit=EVERY), ActorEntry).entries
    shown = every[query.offset : query.offset + query.limit]
    titles = keys.stories(store, [each.story for each in shown])
    address_of = keys.named(known, "/actors")
    return Actor(
        actor=address_of,
        names=tuple(dict.fromkeys(name for each in every for name in each.data.names)),
        kinds=tuple(dict.fromkeys(each.data.kind for each in every)),
        mentions=sum(each.data.mentions for each in every),
        claims=sum(each.data.claims for each in every),
        said=sum(each.data.said for each in every),
        stories=tuple(ActorIn(keys.titled(each.story, titles), each.data) for each in shown),
        slice=part(query, len(shown), len(every)),
        list_of_stories=address("/", StoriesQuery(actor=known.key)),
        search=address("/search", SearchQuery(words=f'"{known.name}"')),
    )


def places(asked: Asked) -> Listed:
    """All places on the map that reports name, those of most stories first."""
    return keys.listed(asked, "place", "/places")


def place(asked: Asked) -> Place:
    """The place that the address names. Raises Refused (404) for one that the case does not have."""
    found = keys.of_key(asked, "place", "/places", PlaceEntry)
    most = EntryQuery(kind="place", key=found.named.key, limit=1)
    return Place(
        place=found.named,
        made=lookup.entries(asked.reader.store, most, PlaceEntry).entries[0].data,
        stories=tuple(PlaceIn(story, each.data) for story, each in found.entries),
        slice=found.slice,
        list_of_stories=address("/", StoriesQuery(place=found.named.key)),
    )
