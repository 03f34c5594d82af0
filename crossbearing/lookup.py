"""What stories are found by, asked for by type: what the command line, the pages and the Python API use.

Everything is read as the case is at the store's snapshot (`Store.refresh`). `known` and `entries` page over one kind of
`write.entries.EntryKind`; keys and names are folded, so that any spelling of them will do.
"""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from crossbearing.attempts import decoded
from crossbearing.errors import CaseError
from crossbearing.records import Record
from crossbearing.store.base import Store
from crossbearing.store.index import EntryQuery, Facets, Hits, IndexState, KnownFound, Search, StoryQuery
from crossbearing.write.entries import DATA, EntryKind, StoryEntry

D = TypeVar("D")
STAGE = "write"
"""Of its outputs the index is made."""


class Listed(Record, frozen=True):
    """A story in a list."""

    id: str
    entry: StoryEntry


class Stories(Record, frozen=True):
    """Some of the stories asked for, in order, and how many there are in all."""

    stories: tuple[Listed, ...]
    total: int
    facets: Facets
    state: IndexState
    """`waiting` stories are found as they were before the build that is going on, or not yet."""
    unread: int = 0
    """Terms of the query that were left out: too many, or nothing in them that could be found."""


class Known(msgspec.Struct, Generic[D], frozen=True):
    """An entry with its story; D is the kind's record."""

    story: str
    key: str
    name: str
    weight: int
    data: D


class Entries(msgspec.Struct, Generic[D], frozen=True):
    """Some of the entries asked for, most weight first, and how many there are in all."""

    entries: tuple[Known[D], ...]
    total: int


class Resolved(Record, frozen=True):
    """What an id leads to."""

    kind: EntryKind
    """ "story", "report" or "finding"."""
    id: str
    """Its own; of an id that is borne no longer, that of what took it up; of an earlier version, the version's."""
    story: str
    moved: bool = False
    """Whether another id was asked for."""


def state(store: Store) -> IndexState:
    """How far the index agrees with the dossiers. Raises CaseError."""
    return store.index_state(STAGE)


def stories(store: Store, query: StoryQuery, facets: int = 12) -> Stories:
    """A list of stories, with the commonest `facets` outlets, actors and places among all that the query finds.

    Raises CaseError for a case that has dossiers and no index.
    """
    there = _there(store)
    found = store.find_stories(query, facets)
    listed = (Listed(each.story, decoded(each.entry.data, StoryEntry, each.story)) for each in found.stories)
    return Stories(tuple(listed), found.total, found.facets, there, found.unread)


def search(store: Store, query: Search) -> Hits:
    """Passages by their words, best first. Raises CaseError for a case that has dossiers and no index."""
    _there(store)
    return store.search(query)


def entries(store: Store, query: EntryQuery, of: type[D]) -> Entries[D]:
    """Entries of a kind; `of` is the kind's record in `write.entries`.

    Raises TypeError where it is not, CaseError for a case that has dossiers and no index.
    """
    if DATA.get(query.kind) is not of:  # type: ignore[call-overload]
        raise TypeError(f"an entry of kind {query.kind} is no {of.__name__}")
    _there(store)
    found = store.entries(query)
    made = (
        Known(each.story, each.entry.key, each.entry.name, each.entry.weight, decoded(each.entry.data, of, each.story))
        for each in found.entries
    )
    return Entries(tuple(made), found.total)


def known(store: Store, kind: EntryKind, prefix: str = "", limit: int = 100, offset: int = 0) -> KnownFound:
    """The outlets, actors, places, figures or speakers of all stories, those of most stories first.

    Raises CaseError for a case that has dossiers and no index.
    """
    _there(store)
    return store.known(EntryQuery(kind=kind, prefix=prefix, limit=limit, offset=offset))


def resolve(store: Store, some_id: str) -> Resolved | None:
    """What a story's, report's or finding's id leads to, also one that is borne no longer; None: nowhere.

    Raises CaseError for a case that has dossiers and no index.
    """
    wanted, moved, seen = some_id, False, {some_id}
    while True:
        kinds: tuple[EntryKind, ...] = ("story", "report", "finding")
        for kind in kinds:
            for each in store.entries(EntryQuery(kind=kind, key=wanted, limit=1)).entries:
                return Resolved(kind, each.entry.key, each.story, moved)
        heirs = store.retired([wanted])
        heir = heirs[0].target or heirs[0].story if heirs else None
        if heir is None or heir in seen:
            _there(store)
            return None
        wanted, moved = heir, True
        seen.add(heir)


def _there(store: Store) -> IndexState:
    found = state(store)
    if found.stories and found.waiting == found.stories and not store.indexed():
        raise CaseError("the case has stories and no index to find them by: crossbearing write CASE --out DIR makes it")
    return found
