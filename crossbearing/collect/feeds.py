"""Feeds and sitemaps → entries: RSS, Atom, RDF, JSON Feed, news sitemaps and their indexes.

What is read here comes from outside, so it is read in a worker (`workers.sandboxed`, with `parsed`). XML with entity
declarations is turned away before a parser sees it: no feed needs them, and they can make a small file a huge one.

feedparser reads first: it keeps dates as they are written, with their zone, and an entry's own `source`, which names
the outlet in a feed of many. fastfeedparser turns both into something else (UTC, nothing) and reads what feedparser
makes nothing of, such as a feed whose declared encoding is wrong.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from typing import Any, Literal
from urllib.parse import urljoin

import msgspec
from lxml import etree

from crossbearing.collect.stated import language, words
from crossbearing.errors import Unreadable
from crossbearing.records import Record

MOST_ENTRIES = 5_000
"""Of one document. Feeds have 10 to 200, news sitemaps 1,000 at most by their standard."""
_CONTENT_CHARACTERS = 500_000
_SNIFFED = 4_096

_XML = re.compile(r"<(rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_JSON_FEED = re.compile(r'"version"\s{0,9}:\s{0,9}"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org')
_SITEMAPS = {"urlset": "url", "sitemapindex": "sitemap"}


class Document(Record, frozen=True):
    """A feed's bytes and where they are from."""

    url: str
    body: bytes


class Entry(Record, frozen=True):
    """One report that a feed names. All texts as given, without markup and with white space folded."""

    url: str
    """Absolute; "" where the entry names none."""
    title: str | None = None
    published: str | None = None
    """As written there, in whatever form."""
    updated: str | None = None
    outlet: str | None = None
    """Of the entry itself (`<source>`, `news:publication`), not the feed's title."""
    author: str | None = None
    content: str | None = None
    """HTML that the feed itself has of the report."""
    language: str | None = None
    """ISO 639-1."""
    whole: bool = False
    """Whether `content` is given as the report's text and not as its summary."""
    id: str | None = None


class ParsedFeed(Record, frozen=True):
    """What a feed or sitemap holds."""

    kind: Literal["feed", "sitemap"]
    title: str | None
    entries: tuple[Entry, ...]
    sitemaps: tuple[str, ...] = ()
    """Sitemaps that an index names."""
    minutes: float | None = None
    """For how long the feed says that it is not worth asking again (`ttl`)."""
    dropped: int = 0
    """Entries beyond the most that are read."""


def is_feed(body: bytes) -> bool:
    """Whether the bytes begin as one of the kinds that `parse` reads."""
    head = _head(body)
    if head.lstrip("\ufeff \t\r\n").startswith("{"):
        return _JSON_FEED.search(head) is not None
    return _root(head) is not None


def parsed(document: Document) -> ParsedFeed:
    """`parse`, in the form that a worker is given. Raises Unreadable."""
    return parse(document.body, document.url)


def parse(body: bytes, url: str) -> ParsedFeed:
    """The entries of a feed or sitemap that came from `url`. Raises Unreadable for what is none."""
    head = _head(body)
    if head.lstrip("\ufeff \t\r\n").startswith("{"):
        return _json_feed(body, url)
    root = _root(head)
    if root is None:
        raise Unreadable("no feed and no sitemap")
    if any("<!ENTITY".encode(encoding) in body for encoding in ("ascii", "utf-16-le", "utf-16-be")):
        raise Unreadable("a feed that declares entities, which none needs")
    return _sitemap(body, url) if root in _SITEMAPS else _feed(body, url)


def _head(body: bytes) -> str:
    """The beginning as far as its ASCII goes, whatever the encoding."""
    return body[:_SNIFFED].replace(b"\x00", b"").decode("ascii", "replace").replace("\ufffd", " ")


def _root(head: str) -> str | None:
    """The name of the first element, where it is one that we know."""
    tag = re.search(r"<[a-zA-Z]", head)
    found = None if tag is None else _XML.match(head, tag.start())
    return None if found is None else found[1].lower()


# ── RSS, Atom, RDF ────────────────────────────────────────────────────────────────────────────────────────────────────


def _feed(body: bytes, url: str) -> ParsedFeed:
    why = "no entries"
    title: str | None = None
    minutes: float | None = None
    for read in (_by_feedparser, _by_fastfeedparser):
        try:
            feed, given = read(body)
        except Exception as error:  # whatever a parser fails with on foreign bytes, the other may do better
            why = f"{type(error).__name__}: {error}"
            continue
        title, minutes = title or _plain(feed.get("title")), minutes or _minutes(feed.get("ttl"))
        if given:
            spoken = language(feed.get("language"))
            entries = tuple(_entry(each, url, spoken) for each in given[:MOST_ENTRIES])
            dropped = max(0, len(given) - MOST_ENTRIES)
            return ParsedFeed("feed", title, entries, minutes=minutes, dropped=dropped)
        why = "no entries"
    if title is None and why != "no entries":
        raise Unreadable(f"a feed that cannot be read: {why}"[:300])
    return ParsedFeed("feed", title, (), minutes=minutes)


def _by_feedparser(body: bytes) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    import feedparser  # noqa: PLC0415 - slow to import, needed in workers only

    # A stream: bytes would be taken for the name of a file, and text for an address to fetch.
    found = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    # As plain dictionaries: feedparser's own answer for a missing "updated" with "published".
    return dict(found.feed), [dict(entry) for entry in found.entries]


def _by_fastfeedparser(body: bytes) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    import fastfeedparser  # noqa: PLC0415 - needed in workers only

    found = fastfeedparser.parse(body, include_tags=False, include_media=False, include_enclosures=False)
    return found["feed"], found["entries"]


def _entry(given: Mapping[str, Any], url: str, spoken: str | None) -> Entry:
    source = given.get("source")
    content = given.get("content")
    first = content[0] if isinstance(content, list) and content and isinstance(content[0], Mapping) else {}
    return Entry(
        url=_absolute(url, given.get("link")),
        title=_plain(given.get("title")),
        published=words(given.get("published")),
        updated=words(given.get("updated")),
        outlet=_plain(source.get("title")) if isinstance(source, Mapping) else None,
        author=_plain(given.get("author")),
        content=_content(first.get("value") or given.get("summary") or given.get("description")),
        # Without a summary of its own, feedparser copies the content there: then they are alike and it is whole.
        whole=bool(first.get("value")) and (not given.get("summary_detail") or first["value"] != given.get("summary")),
        id=words(given.get("id")),
        language=language(first.get("language")) or language(given.get("language")) or spoken,
    )


def _minutes(given: object) -> float | None:
    text = str(given or "").strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else None


# ── JSON Feed ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _json_feed(body: bytes, url: str) -> ParsedFeed:
    """JSON Feed 1.1 (jsonfeed.org)."""
    try:
        feed = msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"), type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise Unreadable(f"no JSON: {error}") from error
    items = feed.get("items")
    if "jsonfeed.org" not in str(feed.get("version")) or not isinstance(items, list):
        raise Unreadable("JSON that is no JSON Feed")
    spoken = language(feed.get("language"))
    entries = tuple(_json_entry(item, url, spoken) for item in items[:MOST_ENTRIES] if isinstance(item, dict))
    return ParsedFeed("feed", _plain(feed.get("title")), entries, dropped=max(0, len(items) - MOST_ENTRIES))


def _json_entry(item: Mapping[str, Any], url: str, spoken: str | None) -> Entry:
    return Entry(
        url=_absolute(url, item.get("url") or item.get("external_url")),
        title=_plain(item.get("title")),
        published=words(item.get("date_published")),
        updated=words(item.get("date_modified")),
        author=words(item.get("authors") or item.get("author")),
        content=_content(item.get("content_html") or item.get("content_text")),
        whole=True,
        id=words(item.get("id")),
        language=language(item.get("language")) or spoken,
    )


# ── sitemaps ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sitemap(body: bytes, url: str) -> ParsedFeed:
    """sitemaps.org 0.9 with Google's news extension 0.9."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(body.removeprefix(b"\xef\xbb\xbf").lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"a sitemap that cannot be read: {error}"[:300]) from error
    if root is None:
        raise Unreadable("a sitemap that cannot be read: it holds no element")
    places = root.findall("{*}sitemap")
    pages = root.findall("{*}url")
    try:
        entries = tuple(_page(each, url) for each in pages[:MOST_ENTRIES])
        sitemaps = tuple(_absolute(url, each.findtext("{*}loc")) for each in places[:MOST_ENTRIES])
    except UnicodeDecodeError as error:  # a parser that recovers keeps bytes that are no text
        raise Unreadable(f"a sitemap that cannot be read: {error}"[:300]) from error
    return ParsedFeed(
        kind="sitemap",
        title=None,
        entries=entries,
        sitemaps=sitemaps,
        dropped=max(0, len(pages) - MOST_ENTRIES) + max(0, len(places) - MOST_ENTRIES),
    )


def _page(element: Any, url: str) -> Entry:
    def news(name: str) -> str | None:
        return words(element.findtext("{*}news/" + "/".join(f"{{*}}{part}" for part in name.split("/"))))

    return Entry(
        url=_absolute(url, element.findtext("{*}loc")),
        title=news("title"),
        published=news("publication_date"),
        updated=words(element.findtext("{*}lastmod")),
        outlet=news("publication/name"),
        language=language(news("publication/language")),
    )


# ── texts ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _absolute(base: str, link: object) -> str:
    if not isinstance(link, str) or not link.strip():
        return ""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return ""


def _plain(value: object) -> str | None:
    """A text without the markup that titles of feeds are full of."""
    return words(html.unescape(_TAG.sub("", value))) if isinstance(value, str) else words(value)


def _content(value: object) -> str | None:
    return value[:_CONTENT_CHARACTERS] if isinstance(value, str) and value.strip() else None
