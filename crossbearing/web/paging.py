"""Long lists in pages: a page ends after so many items, or where they weigh enough, so that none gets long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, NamedTuple, TypeVar

import msgspec

from crossbearing.records import Record
from crossbearing.web.addresses import asked_for
from crossbearing.web.asked import Query

T = TypeVar("T")
Offset = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=100)]


class Paged(Query, frozen=True):
    """A page of a list."""

    limit: Limit = 25
    """At most so many; fewer, where they are large."""
    offset: Offset = 0
    """How many stand before them."""


class Slice(Record, frozen=True):
    """Which part of a list a page has."""

    total: int
    offset: int
    shown: int
    next: int | None
    """`offset` of the next page; null: this is the last."""
    previous: int | None
    """`offset` of the page before; null: this is the first."""
    query: str
    """What else stands after "?" in the address of this page, as it stands there."""


class Cut(NamedTuple, Generic[T]):
    """Items of one page."""

    items: tuple[T, ...]
    slice: Slice


def cut(items: Sequence[T], query: Paged, weight: Callable[[T], int] = lambda _: 1, most: int = 1_000_000) -> Cut[T]:
    """The page of `items` that is asked for: as many as weigh `most` together, one at least."""
    starts = [0]
    while (end := _end(items, starts[-1], query.limit, weight, most)) < len(items):
        starts.append(end)
    start = min(query.offset, len(items))
    end = _end(items, start, query.limit, weight, most)
    before = [each for each in starts if each < start]
    return Cut(
        tuple(items[start:end]),
        Slice(
            total=len(items),
            offset=start,
            shown=end - start,
            next=end if end < len(items) else None,
            previous=before[-1] if before else None,
            query=asked_for(query, "offset"),
        ),
    )


def part(query: Paged, shown: int, total: int) -> Slice:
    """The part of a list of `total` entries that a query asks for, of which `shown` are there: of lists that a store
    cuts."""
    before = max(0, query.offset - query.limit)
    after = query.offset + shown
    return Slice(
        total=total,
        offset=query.offset,
        shown=shown,
        next=after if shown and after < total else None,
        previous=before if query.offset else None,
        query=asked_for(query, "offset"),
    )


def _end(items: Sequence[T], start: int, limit: int, weight: Callable[[T], int], most: int) -> int:
    end, weighs = start, 0
    while end < len(items) and end - start < limit:
        weighs += weight(items[end])
        if weighs > most and end > start:
            break
        end += 1
    return end
