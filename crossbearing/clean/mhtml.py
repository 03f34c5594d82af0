"""A page that a browser saved as one file (MHTML, RFC 2557) → the article of its main part, with its address."""

from __future__ import annotations

from email.message import Message

from crossbearing.clean import article, mime
from crossbearing.clean.page import Page
from crossbearing.errors import Unreadable


def document(body: bytes, url: str | None = None) -> Page:
    """The article of the saved page. `url` is its address where the case knows it; else the file's own word counts.

    Raises Unreadable when no part is a page, or the page has no article.
    """
    message = mime.parsed(body)
    pages = [part for part in mime.leaves(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise Unreadable("a saved page (MHTML) without a part that is HTML")
    start = str(message.get_param("start") or "").strip("<> ")
    place = mime.header(message, "Snapshot-Content-Location")
    main = next((part for part in pages if start and mime.header(part, "Content-ID").strip("<>") == start), None)
    main = main or next((part for part in pages if place and mime.header(part, "Content-Location") == place), pages[0])
    return article.article(mime.text(main), url or _address(message, main))


def _address(message: Message, main: Message) -> str | None:
    said = (
        mime.header(message, "Snapshot-Content-Location"),
        mime.header(main, "Content-Location"),
        mime.header(message, "Content-Location"),
    )
    return next((place for place in said if place.lower().startswith(("http://", "https://"))), None)
