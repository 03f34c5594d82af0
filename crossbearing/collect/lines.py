"""Reports as JSON: one object a line, a list of objects, or one object. Each keeps the bytes it was written in."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from crossbearing.collect.stated import day, language, moment, words
from crossbearing.records import Record, Stated

# The names under which the world's APIs and crawlers give the same fields, in order of preference.
_FIELDS = {
    "id": ("id", "_id", "key", "guid", "uuid", "article_id", "doc_id"),
    "title": ("title", "headline", "heading"),
    "outlet": (
        "outlet",
        "source",
        "publisher",
        "site",
        "sitename",
        "site_name",
        "publication",
        "source_name",
        "domain",
    ),
    "published": (
        *("published", "date", "publishedat", "published_at", "date_published", "datepublished", "publication_date"),
        *("date_publish", "published_date", "pubdate", "pub_date", "publish_date", "published_time", "timestamp"),
    ),
    "url": ("url", "link", "source_url", "canonical_url", "web_url"),
    "language": ("language", "lang", "locale"),
    "byline": ("byline", "author", "authors", "creator"),
    "updated": ("updated", "updated_at", "updatedat", "date_modified", "datemodified", "modified", "date_updated"),
    "section": ("section", "category", "rubric"),
}
_LISTS = ("reports", "articles", "items", "documents", "entries", "data", "results")


class Line(Record, frozen=True):
    """One report as it stands in a JSON file."""

    unit: int
    """Line of the file, or place in the list, counted from 1."""
    id: str | None
    stated: Stated
    undated: str | None
    """What stood in the date field when no date could be read from it."""
    body: bytes


class Broken(Record, frozen=True):
    """A line or member that holds no report, and why."""

    unit: int
    reason: str


def by_line(body: bytes) -> Iterator[Line | Broken]:
    """One report a line; blank lines are passed over."""
    for number, line in enumerate(body.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line := line.strip():
            yield line_of(number, line)


def whole(body: bytes) -> list[Line | Broken]:
    """A file with a list of reports, an object that holds such a list, or one report; else, one report a line."""
    body = body.removeprefix(b"\xef\xbb\xbf").strip()
    try:
        members = _members(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        lines = list(by_line(body))
        if len(lines) > 1 and any(isinstance(line, Line) for line in lines):
            return lines
        return [Broken(unit=1, reason=f"no JSON: {error}")]
    read = [line_of(number, member) for number, member in enumerate(members, 1)]
    return read or [Broken(unit=1, reason="a list with no report in it")]


def _members(body: bytes) -> list[bytes]:
    if body.startswith(b"["):
        return [bytes(member) for member in msgspec.json.decode(body, type=list[msgspec.Raw])]
    fields = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    for name in _LISTS:
        if name in fields and bytes(fields[name]).lstrip().startswith(b"["):
            return [bytes(member) for member in msgspec.json.decode(fields[name], type=list[msgspec.Raw])]
    return [body]


def line_of(number: int, body: bytes) -> Line | Broken:
    """The report in one JSON object."""
    try:
        given = msgspec.json.decode(body, type=dict[str, object])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        return Broken(unit=number, reason=f"no JSON object: {error}")
    return of_fields(number, given, body, by="json")


def of_fields(number: int, given: dict[str, object], body: bytes, *, by: str) -> Line:
    """The report whose fields are `given`, whatever the case and order in which they stand."""
    fields = {name.casefold(): value for name, value in reversed(given.items())}

    def first(name: str) -> object:
        return next((fields[alias] for alias in _FIELDS[name] if fields.get(alias) not in (None, "")), None)

    date = first("published")
    published = day(date)
    return Line(
        unit=number,
        id=words(first("id")),
        stated=Stated(
            outlet=words(first("outlet")),
            url=words(first("url")),
            title=words(first("title")),
            byline=words(first("byline")),
            published=published,
            language=language(first("language")),
            updated=moment(first("updated")),
            section=words(first("section")),
            by=by,
        ),
        undated=words(str(date)) if date is not None and published is None else None,
        body=body,
    )
