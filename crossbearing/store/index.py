"""What a store keeps so that stories are found, what can be asked of it, and what it answers.

The store knows entries by kind and key and does not look into their data; `lookup` gives them their types.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from crossbearing.found_by import PassageKind, SearchedText


class Entry(msgspec.Struct, frozen=True):
    """One thing that a story is found by; at most one for a (story, kind, key)."""

    kind: str
    key: str
    name: str
    weight: int
    data: bytes
    """JSON."""


class Retired(msgspec.Struct, frozen=True):
    """An id that is borne no longer: links to it lead to what took it up."""

    id: str
    story: str
    target: str
    """Id of the finding of `story` that took a finding up; "": it was a story."""
    claim: str = ""
    """Of a finding, the claim by which its heir is known."""


class IndexedStory(msgspec.Struct, frozen=True):
    """All that one story is found by. `digest` is of the output that it was made of."""

    story: str
    digest: str
    first: str | None
    last: str | None
    reports: int
    origins: int
    contested: bool
    entries: tuple[Entry, ...]
    texts: tuple[SearchedText, ...]
    retired: tuple[Retired, ...] = ()


class IndexState(msgspec.Struct, frozen=True):
    """How far the index agrees with the dossiers."""

    stories: int
    """Stories that have a dossier."""
    waiting: int
    """Of those, the ones that are not indexed, or as they were before; a build indexes them."""
    gone: int
    """Indexed stories that have no dossier any more."""


class StoryQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which stories. All that is given must hold; names are folded (`found_by.key_of`), any spelling will do."""

    words: str = ""
    """Each word, or phrase in "quotes", stands somewhere in the story; see `terms.asked`."""
    outlet: str = ""
    actor: str = ""
    place: str = ""
    """Key of a place."""
    first: str = ""
    """YYYY[-MM[-DD]]: the story's days reach to this one or beyond it, and"""
    last: str = ""
    """begin on this one or before it."""
    origins: int = 0
    """A finding has so many independent origins at least."""
    contested: bool = False
    """Only where something is denied, contradicted or withdrawn."""
    order: Literal["newest", "origins", "reports"] = "newest"
    limit: int = 50
    offset: int = 0


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """Which passages; `words` as `terms.asked` reads them."""

    words: str
    kinds: tuple[PassageKind, ...] = ()
    """(): all."""
    outlet: str = ""
    first: str = ""
    """YYYY[-MM[-DD]]: the report's day is this one or later, and"""
    last: str = ""
    """this one or earlier."""
    language: str = ""
    story: str = ""
    limit: int = 20
    offset: int = 0


class EntryQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries of a kind: of one key, some keys, one story, or keys that begin so. Most weight first."""

    kind: str
    key: str | None = None
    keys: tuple[str, ...] = ()
    story: str | None = None
    prefix: str = ""
    limit: int = 100
    offset: int = 0


class EntryFound(msgspec.Struct, frozen=True):
    """An entry and its story."""

    story: str
    entry: Entry


class EntriesFound(msgspec.Struct, frozen=True):
    """Some of the entries asked for, and how many there are in all."""

    entries: tuple[EntryFound, ...]
    total: int


class Known(msgspec.Struct, frozen=True):
    """One key over all stories: an outlet, an actor, a place, a thing counted, a speaker."""

    kind: str
    key: str
    name: str
    """As the story in which it has most weight gives it."""
    stories: int
    weight: int
    """Of all stories together: reports, mentions, outlets."""


class KnownFound(msgspec.Struct, frozen=True):
    """Some of the keys asked for, and how many there are in all."""

    known: tuple[Known, ...]
    total: int


class Facets(msgspec.Struct, frozen=True):
    """What the stories that a query finds have in common: the commonest keys, with the number of those stories."""

    outlets: tuple[Known, ...] = ()
    actors: tuple[Known, ...] = ()
    places: tuple[Known, ...] = ()
    months: tuple[tuple[str, int], ...] = ()
    """YYYY-MM in which stories begin, in order."""


class StoriesFound(msgspec.Struct, frozen=True):
    """Entries (kind "story") of some of the stories asked for, in order, and how many there are in all."""

    stories: tuple[EntryFound, ...]
    total: int
    facets: Facets = Facets()
    unread: int = 0
    """Terms of the query that were left out: too many, or nothing in them that could be found."""


class Piece(msgspec.Struct, frozen=True):
    """A part of a snippet; `lit`: words that were asked for."""

    text: str
    lit: bool


class Hit(msgspec.Struct, frozen=True):
    """A passage that has the words."""

    kind: str
    story: str
    report: str
    name: str
    """Of the report."""
    outlet: str
    day: str | None
    language: str
    target: str
    """Id of the finding, or the quote's speaker."""
    start: int | None
    """Code points of the report's text at which the passage stands; None: a headline that is not in the text."""
    end: int | None
    snippet: tuple[Piece, ...]
    lit: tuple[tuple[int, int], ...]
    """Where in the report's text the words that were asked for stand, all of the passage; () where it is not there."""


class Hits(msgspec.Struct, frozen=True):
    """Some of the passages found, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int
    unread: int = 0
    """As in `StoriesFound`."""
