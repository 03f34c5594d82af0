"""Feeds and sitemaps that lie in a file: items with their full text become reports. Runs in the sandboxed worker.

An item that has a summary only is told, with its address; so is a sitemap, which has addresses alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import msgspec

from crossbearing.collect import feeds
from crossbearing.collect.pieces import Answer, Ask, Gatherer, Member, Refused
from crossbearing.collect.stated import day, moment, words
from crossbearing.collect.stems import stem
from crossbearing.errors import Unreadable
from crossbearing.records import Stated

_TAG = re.compile(r"<[^<>]{0,2000}>")
_CUT_OFF = re.compile(
    r"(?:\[?(?:…|\.\.\.|&hellip;|&#8230;|&#x2026;)\]?|\b(?:read more|continue reading|full story)\b.{0,80})\W*$",
    re.IGNORECASE,
)
"""How a feed's software ends an excerpt."""
_TAIL = 200
_SUMMARY = 150
"""Words from which on a description that stands alone is taken to be the report itself; summaries have 20 to 60."""


@lru_cache(maxsize=1)
def _parsed(path: str) -> feeds.ParsedFeed:
    return feeds.parse(Path(path).read_bytes(), "")


def items(ask: Ask) -> Answer:
    """The next items of a feed. Raises Unreadable for what is none."""
    feed = _parsed(ask.path)
    if feed.kind == "sitemap":
        return Answer(refused=(Refused("", _sitemap(feed)),))
    if not feed.entries:
        raise Unreadable("a feed without items")
    piece = Gatherer(ask)
    for number, entry in enumerate(feed.entries[ask.start :], ask.start):
        if piece.full or (ask.passing and number > ask.start):
            return piece.answer(number)
        piece.number += 1
        if not ask.passing:
            _take(piece, entry, feed.title)
    if feed.dropped:
        piece.take("refused", Refused("", f"{feed.dropped} items more than the {len(feed.entries)} that are read"))
    return piece.answer(None)


def _sitemap(feed: feeds.ParsedFeed) -> str:
    addresses = [entry.url for entry in feed.entries] or list(feed.sitemaps)
    what = "pages" if feed.entries else "other sitemaps"
    first = f", the first {addresses[0]}" if addresses else ""
    return f"a sitemap: it names {len(addresses) + feed.dropped} {what}{first}; it holds no report itself"


def _take(piece: Gatherer, entry: feeds.Entry, title: str | None) -> None:
    unit = f"item {piece.number}"
    if not _is_whole(entry):
        where = f"its page is {entry.url}" if entry.url else "it names no page"
        piece.take("refused", Refused(unit, f"only a summary; {where}; not collected"))
        return
    content = entry.content or ""
    fields = {
        "id": entry.id,
        "url": entry.url or None,
        "title": entry.title,
        "outlet": entry.outlet or title,
        "published": entry.published,
        "updated": entry.updated,
        "author": entry.author,
        "language": entry.language,
        "content_html" if _TAG.search(content) else "content_text": content,
    }
    body = msgspec.json.encode({name: value for name, value in fields.items() if value is not None})
    member = Member(
        unit=unit,
        stem=stem(entry.url) if entry.url else "",
        given=bool(entry.url),
        media_type="application/json",
        stated=Stated(
            outlet=entry.outlet or title,
            url=words(entry.url),
            title=entry.title,
            byline=entry.author,
            published=day(entry.published),
            language=entry.language,
            updated=moment(entry.updated),
            by="feed",
        ),
        body=body,
        undated=entry.published if entry.published and day(entry.published) is None else None,
    )
    piece.take("members", member, len(body))


def _is_whole(entry: feeds.Entry) -> bool:
    """Whether the item's text is the report and not an excerpt of it."""
    text = " ".join(_TAG.sub(" ", entry.content or "").split())
    if not text or _CUT_OFF.search(text[-_TAIL:]):
        return False
    return entry.whole or len(text.split()) >= _SUMMARY
