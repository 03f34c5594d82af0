"""What a server sent → a report that was found; and where it goes among the reports of a case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

import msgspec

from crossbearing.collect.feeds import Entry, is_feed
from crossbearing.collect.found import Found, printable
from crossbearing.collect.naming import Place, capture_id
from crossbearing.collect.same_page import page_key
from crossbearing.collect.sniffing import kind, why_no_text
from crossbearing.collect.stated import day
from crossbearing.collect.web import Answer
from crossbearing.records import Capture, Stated
from crossbearing.store.base import Held

_HTML = frozenset({"text/html", "application/xhtml+xml"})
_NO_TEXT = re.compile(r"(?:image|audio|video|font)/.*")
_LONGEST_NAME = 80
_INDEX = frozenset({"index", "default", "home", "article", "story"})
"""Last parts of paths that say nothing."""


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
    path = [printable(part) for part in unquote(parts.path, errors="backslashreplace").split("/") if part]
    stems = [re.sub(r"\.\w{1,5}$", "", part) for part in reversed(path)]
    stem = next((stem for stem in stems if stem and stem.lower() not in _INDEX), "")[:_LONGEST_NAME]
    name = f"{host}/{stem}" if stem else host
    return Found(
        place=Place(folders=(host, *path[:-1]), stem=name, exact=name),
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


class Shelf:
    """The reports of a case by where they are from, so that each page gets the name that it had, or a free one."""

    def __init__(self, current: Sequence[Held]) -> None:
        self._by_source = {held.source: (held.name, held.sha256, held.stated) for held in current}
        self._by_page = {key: held for held in current if (key := page_key(held.stated.url))}
        self._by_bytes = {held.sha256: (held.name, held.stated) for held in current}
        self._taken = {held.name for held in current}
        self._ids = {held.id for held in current}

    def place(self, item: Found) -> tuple[Capture, bool]:
        """The capture under its name, and whether it is new.

        The same bytes from the same address are the capture that is there, whatever a feed says of them now; so are
        those that another address brought: that is one more arrival of one page.
        """
        sha256, _ = item.identity()
        before = self._by_source.get(item.source) or self._of_page(item)
        same = self._by_bytes.get(sha256)
        if before is not None:
            name = before[0]
            item = msgspec.structs.replace(item, stated=before[2]) if before[1] == sha256 else item
        elif same is not None:
            name, item = same[0], msgspec.structs.replace(item, stated=same[1])
        else:
            name = self._free(item.place.stem)
        placed = capture(item, name)
        is_new = placed.id not in self._ids
        if before is not None or same is None:
            self._by_source[item.source] = (name, sha256, item.stated)
        self._by_bytes.setdefault(sha256, (name, item.stated))
        self._taken.add(name)
        self._ids.add(placed.id)
        return placed, is_new

    def _of_page(self, item: Found) -> tuple[str, str, Stated] | None:
        """The page under another address, or out of an archive."""
        held = self._by_page.get(page_key(item.stated.url) or "")
        return None if held is None else (held.name, held.sha256, held.stated)

    def _free(self, name: str) -> str:
        number, free = 2, name
        while free in self._taken:
            free, number = f"{name}-{number}", number + 1
        return free


def capture(item: Found, name: str) -> Capture:
    """What was found on the web, as a capture of this name."""
    sha256, _ = item.identity()
    return Capture(
        id=capture_id(name, item.media_type, sha256, item.stated),
        name=name,
        source=item.source,
        media_type=item.media_type,
        sha256=sha256,
        taken_at=item.taken_at or "",
        stated=item.stated,
        body=item.body,
        timed=True,
        http=item.http,
        within=item.within,
    )
