"""What a server sent → a report that was found, or why it is none."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import msgspec

from crossbearing.collect.feeds import Entry, is_feed
from crossbearing.collect.found import Found
from crossbearing.collect.naming import Place
from crossbearing.collect.sniffing import kind, why_no_text
from crossbearing.collect.stated import day
from crossbearing.collect.stems import stem
from crossbearing.collect.web import Answer
from crossbearing.records import Stated

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_NO_TEXT = re.compile(r"(?:image|audio|video|font)/.*")


def stated(entry: Entry, by: str) -> Stated:
    """What a feed or sitemap says of one of its entries."""
    return Stated(
        outlet=entry.outlet,
        title=entry.title,
        byline=entry.author,
        published=day(entry.published),
        updated=entry.updated,
        language=entry.language,
        by=by,
    )


def found(answer: Answer, said: Stated) -> Found | str:
    """The report that an answer holds, or why it holds none. `said` is what was stated of it elsewhere."""
    media_type = _media_type(answer)
    if "/" not in media_type:
        return media_type
    return _found(answer, media_type, msgspec.structs.replace(said, url=answer.url))


def document(answer: Answer) -> Found:
    """A feed or sitemap itself, kept as what it is."""
    given = _given(answer)
    return _found(answer, given if given.endswith(("xml", "json")) else "application/xml", Stated(url=answer.url))


def _found(answer: Answer, media_type: str, said: Stated) -> Found:
    parts = urlsplit(answer.url)
    host = (parts.hostname or "").removeprefix("www.")
    named = stem(answer.url)
    name = host if named == parts.netloc else f"{host}/{named}"
    return Found(
        place=Place(folders=(host,), stem=name, exact=name),
        source=answer.url,
        media_type=media_type,
        stated=said,
        body=answer.body,
        taken_at=answer.taken_at,
        http=answer.http,
    )


def _given(answer: Answer) -> str:
    return (answer.field("content-type") or "").partition(";")[0].strip().lower()


def _media_type(answer: Answer) -> str:
    """The media type by what the server says and by how the bytes begin; or, without a "/", why they are no report.

    Servers say "text/html" of everything; so binary bytes are what they are, and a page is one whatever it is called.
    """
    body, given = answer.body, _given(answer)
    if not body.strip():
        return "empty"
    if body.startswith(b"%PDF-"):
        return "application/pdf"
    why = why_no_text(body)
    if why is not None or _NO_TEXT.fullmatch(given):
        return f"{why or 'a picture, sound or video'}; no report that can be read here".replace("/", " or ")
    if is_feed(body):
        return "a feed and no report; add or follow its own address"
    if given in _HTML:
        return "text/html"
    return "text/markdown" if given == "text/markdown" else _sniffed(body, given)


def _sniffed(body: bytes, given: str) -> str:
    sniffed = kind("", body)
    if sniffed == "text/html" or given in ("", "text/plain", "application/octet-stream"):
        return sniffed
    return f"of the kind {given[:60].replace('/', ' ')!r}; no report that can be read here"
