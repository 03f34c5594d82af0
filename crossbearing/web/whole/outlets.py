"""Outlets over all stories: what each carried and left out, whom it copies and who copies it."""

from __future__ import annotations

from collections.abc import Iterable

from crossbearing import lookup
from crossbearing.found_by import key_of
from crossbearing.outlets import by_name
from crossbearing.records import OutletKind, Record
from crossbearing.store.index import EntryQuery
from crossbearing.web.addresses import below
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice, part
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import EVERY, Listed, Named, Title
from crossbearing.write.entries import OutletEntry

PAIRS_SHOWN = 12

Story = lookup.Known[OutletEntry]


class Facts(Record, frozen=True):
    """What is known of an outlet beforehand."""

    kind: OutletKind
    country: str | None
    """ISO 3166-1 alpha-2."""
    domains: tuple[str, ...]


class Line(Record, frozen=True):
    """One outlet in the list."""

    outlet: Named
    facts: Facts | None


class Outlets(Record, frozen=True):
    """All outlets of the case, those of most stories first."""

    outlets: tuple[Line, ...]
    listed: Listed


class Carried(Record, frozen=True):
    """What the outlet made of one story."""

    story: Title
    made: OutletEntry


class Pair(Record, frozen=True):
    """Two reports that share text, in one story."""

    id: str
    story: str
    direction: str
    likeness: float


class Copied(Record, frozen=True):
    """How often the outlet and another one share text, by who took it from whom as far as that is known."""

    other: str
    href: str
    took: int
    gave: int
    shares: int
    pairs: tuple[Pair, ...]
    """The most alike."""


class Outlet(Record, frozen=True):
    """One outlet over all stories. Findings are those that several outlets of a story have, but for `alone`."""

    outlet: Named
    facts: Facts | None
    reports: int
    carried: int
    left_out: int
    alone: int
    copies: tuple[Copied, ...]
    stories: tuple[Carried, ...]
    slice: Slice


def outlets(asked: Asked) -> Outlets:
    """All outlets of the case."""
    found = keys.listed(asked, "outlet", "/outlets")
    return Outlets(tuple(Line(each, _facts(each.name)) for each in found.known), found)


def outlet(asked: Asked) -> Outlet:
    """The outlet that the address names. Raises Refused (404) for one that the case does not have."""
    store, query = asked.reader.store, asked.query
    known = keys.the_known(store, "outlet", asked.path["key"])
    every = lookup.entries(store, EntryQuery(kind="outlet", key=known.key, limit=EVERY), OutletEntry).entries
    shown = every[query.offset : query.offset + query.limit]
    titles = keys.stories(store, [each.story for each in shown])
    address = keys.named(known, "/outlets")
    return Outlet(
        outlet=address,
        facts=_facts(known.name),
        reports=sum(len(each.data.reports) for each in every),
        carried=sum(each.data.carried for each in every),
        left_out=sum(each.data.left_out for each in every),
        alone=sum(each.data.alone for each in every),
        copies=_copies(every),
        stories=tuple(Carried(keys.titled(each.story, titles), each.data) for each in shown),
        slice=part(query, len(shown), len(every)),
    )


def _facts(name: str) -> Facts | None:
    known = by_name(name)
    return None if known is None else Facts(known.kind, known.country, known.domains)


def _copies(every: Iterable[Story]) -> tuple[Copied, ...]:
    """By the other outlet, those that share most often first."""
    names: dict[str, str] = {}
    pairs: dict[str, list[Pair]] = {}
    for each in every:
        for copy in each.data.copies:
            key = key_of(copy.other)
            names.setdefault(key, copy.other)
            pairs.setdefault(key, []).append(Pair(copy.pair, each.story, copy.direction, copy.likeness))
    made = [_copied(names[key], below("/outlets", key), some) for key, some in pairs.items()]
    return tuple(sorted(made, key=lambda copied: (-(copied.took + copied.gave + copied.shares), copied.other)))


def _copied(other: str, href: str, pairs: list[Pair]) -> Copied:
    counts = {way: sum(pair.direction == way for pair in pairs) for way in ("took", "gave", "shares")}
    alike = sorted(pairs, key=lambda pair: (-pair.likeness, pair.id))
    return Copied(other, href, counts["took"], counts["gave"], counts["shares"], tuple(alike[:PAIRS_SHOWN]))
