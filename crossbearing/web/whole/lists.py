"""Lists over the whole case, a part at a time, and addresses with what is asked in them."""

from __future__ import annotations

from urllib.parse import quote

from msgspec.structs import replace

from crossbearing.web.asked import Query, Refused
from crossbearing.web.paging import Paged, Slice, others
from crossbearing.write.days import days_of


def part(query: Paged, shown: int, total: int) -> Slice:
    """The part of a list of `total` entries that a query asks for, of which `shown` are there."""
    before = max(0, query.offset - query.limit)
    after = query.offset + shown
    return Slice(
        total=total,
        offset=query.offset,
        shown=shown,
        next=after if shown and after < total else None,
        previous=before if query.offset else None,
        query=others(query),
    )


def address(path: str, query: Query, **changed: object) -> str:
    """A page's address, with what of its query is not as it is by default; `changed` fields are so instead."""
    said = others(replace(query, **changed), "")
    return f"{path}?{said}" if said else path


def below(path: str, key: str) -> str:
    """The address of a key's page below that of its list. Dots alone lead upwards, however they are written, and what
    ends with ".json" to a twin: of such a key it is the list of those that begin so."""
    if key in (".", "..") or key.endswith(".json"):
        return f"{path}?begins={quote(key, safe='')}"
    return f"{path}/{quote(key, safe='')}"


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
