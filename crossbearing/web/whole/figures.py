"""What is counted, over all stories: the values that outlets give for it."""

from __future__ import annotations

from crossbearing import lookup
from crossbearing.records import Record
from crossbearing.store.shelf import EntryQuery
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice, part
from crossbearing.web.whole import shelves
from crossbearing.web.whole.shelves import Listed, Named, Title
from crossbearing.write.shelf import FigureEntry


class FigureIn(Record, frozen=True):
    """What the outlets of one story give for it."""

    story: Title
    made: FigureEntry


class Figure(Record, frozen=True):
    """One thing that is counted, story by story: numbers of two stories are of two events."""

    figure: Named
    stories: tuple[FigureIn, ...]
    slice: Slice


def figures(asked: Asked) -> Listed:
    """All that is counted, what most stories have first."""
    return shelves.listed(asked, "figure", "/figures")


def figure(asked: Asked) -> Figure:
    """What the address names. Raises Refused (404) for what the case does not count."""
    store, query = asked.reader.store, asked.query
    known = shelves.the_known(store, "figure", asked.path["key"])
    asked_for = EntryQuery(kind="figure", key=known.key, limit=query.limit, offset=query.offset)
    found = lookup.entries(store, asked_for, FigureEntry)
    titles = shelves.stories(store, [each.story for each in found.entries])
    address_of = shelves.named(known, "/figures")
    return Figure(
        figure=address_of,
        stories=tuple(FigureIn(shelves.titled(each.story, titles), each.data) for each in found.entries),
        slice=part(query, len(found.entries), found.total),
    )
