"""What the pages over the whole case share: stories by their titles, and one key over all stories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

from crossbearing import lookup
from crossbearing.messages import gettext as _
from crossbearing.records import Record
from crossbearing.store.base import Store
from crossbearing.store.index import EntryQuery, Known
from crossbearing.web.addresses import below
from crossbearing.web.asked import Asked, Refused
from crossbearing.web.paging import Limit, Paged, Slice, part
from crossbearing.write.entries import EntryKind, StoryEntry

D = TypeVar("D")
EVERY = 1000
"""Stories of one outlet or actor that a page sums up."""


class Title(Record, frozen=True):
    """A story, named."""

    id: str
    title: str
    language: str
    first: str | None
    last: str | None


class Named(Record, frozen=True):
    """One key over all stories, and the address of its page."""

    key: str
    name: str
    stories: int
    weight: int
    """Of all stories together, what the kind is weighed by: reports, mentions, outlets."""
    href: str


class Listed(Record, frozen=True):
    """The keys of one kind, those of most stories first."""

    known: tuple[Named, ...]
    slice: Slice
    begins: str
    """With which the names asked for begin."""


class ListQuery(Paged, frozen=True):
    """Which keys: those that begin so."""

    begins: str = ""
    limit: Limit = 100


def listed(asked: Asked, kind: EntryKind, path: str) -> Listed:
    """The keys of a kind, as the page at `path` lists them."""
    query: ListQuery = asked.query
    found = lookup.known(asked.reader.store, kind, query.begins, query.limit, query.offset)
    known = tuple(named(each, path) for each in found.known)
    return Listed(known, part(query, len(known), found.total), query.begins)


def named(known: Known, path: str) -> Named:
    """A key with the address of its page, below `path`."""
    return Named(known.key, known.name, known.stories, known.weight, below(path, known.key))


def the_known(store: Store, kind: EntryKind, key: str) -> Known:
    """The key over all stories. Raises Refused (404) where no story has it."""
    for each in store.known(EntryQuery(kind=kind, key=key, limit=1)).known:
        return each
    raise Refused(404, _("no story of the case has that"))


class OfKey(NamedTuple, Generic[D]):
    """A page of the entries of one key, story by story."""

    named: Named
    entries: tuple[tuple[Title, lookup.Known[D]], ...]
    slice: Slice


def of_key(asked: Asked, kind: EntryKind, path: str, of: type[D]) -> OfKey[D]:
    """The entries of the key that the address names, most weight first. Raises Refused (404) where no story has it."""
    store, query = asked.reader.store, asked.query
    key = the_known(store, kind, asked.path["key"])
    found = lookup.entries(store, EntryQuery(kind=kind, key=key.key, limit=query.limit, offset=query.offset), of)
    titles = stories(store, [each.story for each in found.entries])
    shown = tuple((titled(each.story, titles), each) for each in found.entries)
    return OfKey(named(key, path), shown, part(query, len(shown), found.total))


def stories(store: Store, ids: Iterable[str]) -> dict[str, StoryEntry]:
    """Story → what the index holds of it; those that are not indexed are left out."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return {}
    query = EntryQuery(kind="story", keys=wanted, limit=len(wanted))
    return {each.story: each.data for each in lookup.entries(store, query, StoryEntry).entries}


def titled(story: str, known: dict[str, StoryEntry]) -> Title:
    """A story's title; of one that the index does not know, its id stands for it."""
    entry = known.get(story)
    if entry is None:
        return Title(story, story, "", None, None)
    return Title(story, entry.title, entry.language, entry.first, entry.last)
