"""Long lists in pages: a page ends after so many items, or where they weigh enough, so that none gets long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, NamedTuple, TypeVar
from urllib.parse import urlencode

import msgspec

from crossbearing.records import Record
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
            query=others(query),
        ),
    )


def others(query: Query, without: str = "offset") -> str:
    """All of a query but one field, as it stands in an address; what nobody chose is left out, and `recorded`."""
    given = {}
    for field in msgspec.structs.fields(type(query)):
        value = getattr(query, field.name)
        if field.name not in (without, "recorded") and value != field.default:
            given[field.name] = "true" if value is True else value
    return urlencode(given, doseq=True)


def _end(items: Sequence[T], start: int, limit: int, weight: Callable[[T], int], most: int) -> int:
    end, weighs = start, 0
    while end < len(items) and end - start < limit:
        weighs += weight(items[end])
        if weighs > most and end > start:
            break
        end += 1
    return end
