"""Lists page by page, and addresses of this room with what is asked in them."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, urlencode

import msgspec

from crossbearing.records import Record
from crossbearing.web.asked import Query, Refused
from crossbearing.write.days import days_of


class Paged(Query, frozen=True):
    """What may be asked of a list."""

    page: Annotated[int, msgspec.Meta(ge=1, le=100_000)] = 1


class Paging(Record, frozen=True):
    """Which part of a list this is. `first` and `last` are numbers of entries, from 1; both 0 where there is none."""

    first: int
    last: int
    total: int
    previous: str | None
    """Address of the page before, and after."""
    next: str | None


def paging(path: str, query: Paged, shown: int, total: int, most: int) -> Paging:
    """The part of a list of `total` entries that page `query.page` shows, of at most `most` entries a page."""
    before = (query.page - 1) * most
    return Paging(
        first=before + 1 if shown else 0,
        last=before + shown,
        total=total,
        previous=address(path, query, page=query.page - 1) if query.page > 1 else None,
        next=address(path, query, page=query.page + 1) if before + shown < total and shown else None,
    )


def address(path: str, query: Query, **changed: object) -> str:
    """A page's address, with what of its query is not as it is by default; `changed` fields are so instead."""
    asked = msgspec.structs.asdict(query) | changed
    plain = msgspec.structs.asdict(type(query)())
    said = {name: value for name, value in asked.items() if value != plain[name]}
    page = said.pop("page", None)
    pairs = [(name, _written(value)) for name, value in (*said.items(), ("page", page)) if value is not None]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def segment(key: str) -> str:
    """A key as it stands in an address's path."""
    return quote(key, safe="")


def period(first: str, last: str) -> tuple[str, str]:
    """The first and the last day of what somebody asks for (YYYY[-MM[-DD]] each, or "").

    Raises Refused (400) for what is no date.
    """
    return (_day(first, 0) if first else "", _day(last, 1) if last else "")


def _day(value: str, end: int) -> str:
    days = days_of(value) if value.isascii() else None
    if days is None:
        raise Refused(400, f"{value[:40]} is no day; days are written YYYY-MM-DD")
    return days[end].isoformat()


def _written(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
