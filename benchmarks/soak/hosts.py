"""The two hundred hosts of the soak: what each does to those who ask it. A table of kinds and how many hosts are so."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import html
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

import msgspec

from benchmarks.soak.press import Piece

KINDS = {
    # no answer, or none that ends
    "drips": 4, "silent": 2, "breaks off": 3, "no HTTP": 2,
    # an answer that is no feed
    "no XML": 6, "cut off": 4, "endless": 3, "large": 2, "bomb": 4, "gone": 2,
    # says when to come again, or not to come
    "tired": 3, "busy": 5, "closed": 3, "robots broken": 2,
    # leads elsewhere
    "chain": 4, "loop": 3, "far": 2, "private": 3, "inner": 1, "hook": 1,
    # lies about days
    "future": 3, "past": 3, "absurd": 3, "touched": 3,
    # as it should be, but slow, or with a pause that it asks for
    "slow": 12, "delay": 5,
}  # fmt: skip
"""All others are healthy."""
PUBLISH = frozenset({"chain", "busy", "future", "past", "absurd", "touched", "slow", "delay", "healthy"})
DELAY = 5
"""Seconds that a host of the kind "delay" asks for between two requests."""
_SHOWN = 20
"""Entries of a feed."""
_BOMB = gzip.compress(bytes(12_000_000), 9)

Body = bytes | AsyncIterator[bytes]


class Reply(msgspec.Struct, frozen=True):
    """What is sent: a status line's number and words, fields and body. A status of "" sends the body alone."""

    status: str = "200 OK"
    fields: Mapping[str, str] = {}
    body: Body = b""


class Asked(msgspec.Struct, frozen=True):
    """A request."""

    path: str
    fields: Mapping[str, str]
    number: int
    """Of the requests to this host for this path, from 0."""


class World(msgspec.Struct, frozen=True):
    """What is true for all hosts at the moment of a request."""

    port: int
    hook: int
    """The webhook's port, where no feed has any business."""
    elapsed: float
    """Seconds since the start."""
    shown: Callable[[float], float]
    """Seconds since the start → what the watch's clock shows then."""


def kinds(number: int) -> tuple[str, ...]:
    """The kind of each of so many hosts, the odd ones first; where there are few, of each kind in proportion."""
    share = min(1.0, number / 200)
    odd = [kind for kind, count in KINDS.items() for _ in range(max(1, round(count * share)))]
    odd = odd[: number * 2 // 3]
    return (*odd, *["healthy"] * (number - len(odd)))


def name(number: int) -> str:
    """The host's name; in the order in which feeds are visited."""
    return f"feed-{number:03}.example"


def reply(number: int, kind: str, published: Sequence[Piece], asked: Asked, world: World) -> Reply:
    """What a host of a kind answers. `published`: what it has out by now, in the order of time."""
    if asked.path == "/robots.txt":
        return _robots(kind)
    if asked.path != "/feed":
        return _page(number, published, asked, world)
    odd = _ODD.get(kind)
    made = odd(number, asked, world) if odd is not None else None
    return made or _feed(number, kind, published, asked, world)


def _robots(kind: str) -> Reply:
    if kind == "robots broken":
        return Reply("500 Oh")
    if kind in ("closed", "delay"):
        rule = "Disallow: /feed" if kind == "closed" else f"Crawl-delay: {DELAY}"
        return _kept(f"User-agent: *\n{rule}\n".encode(), "text/plain")
    return Reply("404 Not Found")


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────────────────────────────


async def _dripping() -> AsyncIterator[bytes]:
    while True:
        yield b"<"
        await asyncio.sleep(0.5)


async def _silence() -> AsyncIterator[bytes]:
    await asyncio.sleep(3600)
    yield b""


async def _endless() -> AsyncIterator[bytes]:
    yield b"<rss><channel><title>Endless</title>"
    line = b"<item><title>Nothing happened</title><description>" + b"still nothing " * 4000 + b"</description></item>"
    for _ in range(800):
        yield line


async def _slowly(body: bytes) -> AsyncIterator[bytes]:
    step = max(1, len(body) // 8)
    for at in range(0, len(body), step):
        await asyncio.sleep(0.3)
        yield body[at : at + step]


def _to(*steps: str) -> Callable[[int, Asked, World], Reply | None]:
    def made(number: int, asked: Asked, world: World) -> Reply | None:
        return Reply("302 Found", {"Location": steps[number % len(steps)].format(port=world.port, hook=world.hook)})

    return made


def _fixed(status: str, body: bytes = b"", **fields: str) -> Callable[[int, Asked, World], Reply | None]:
    named = {key.replace("_", "-").title(): value for key, value in fields.items()}
    return lambda number, asked, world: Reply(status, named, body)


def _large(number: int, asked: Asked, world: World) -> Reply:
    text = b"water " * 2_000_000
    return Reply(
        body=b"<rss><channel><item><link>/one</link><description>" + text + b"</description></item></channel></rss>"
    )


def _busy(number: int, asked: Asked, world: World) -> Reply | None:
    return Reply("503 Busy", {"Retry-After": "30"}) if asked.number % 3 != 2 else None


_ODD: Mapping[str, Callable[[int, Asked, World], Reply | None]] = {
    "drips": lambda number, asked, world: Reply(body=_dripping()),
    "silent": lambda number, asked, world: Reply("", body=_silence()),
    "breaks off": _fixed("", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n<rss>"),
    "no HTTP": _fixed("", b"220 mail.example ESMTP\r\n"),
    "no XML": _fixed("200 OK", b"<!doctype html><title>Wartung</title><p>Back soon.", content_type="text/html"),
    "cut off": _fixed("200 OK", b"<rss><channel><title>Cut", content_type="application/rss+xml"),
    "endless": lambda number, asked, world: Reply(body=_endless()),
    "large": _large,
    "bomb": _fixed("200 OK", _BOMB, content_encoding="gzip", content_type="application/rss+xml"),
    "gone": _fixed("404 Not Found"),
    "tired": _fixed("429 Too Many Requests", retry_after="3600"),
    "busy": _busy,
    "chain": _to("/hop-3"),
    "loop": _to("/feed"),
    "far": _to("/far-1"),
    "private": _to("http://10.0.0.1/feed", "http://169.254.169.254/latest", "http://127.0.0.1:{hook}/feed"),
    "inner": _to("http://inner.example:{port}/feed"),
    "hook": _to("http://quay.example:{hook}/hook"),
}


# ── what is published ─────────────────────────────────────────────────────────────────────────────────────────────────


def _kept(body: bytes, kind: str) -> Reply:
    return Reply(fields={"Content-Type": kind, "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"'}, body=body)


def _page(number: int, published: Sequence[Piece], asked: Asked, world: World) -> Reply:
    if asked.path.startswith("/hop-"):
        left = int(asked.path[5:])
        return Reply("301 Moved", {"Location": f"/hop-{left - 1}" if left else "/news"})
    if asked.path.startswith("/far-"):
        return Reply("301 Moved", {"Location": f"/far-{int(asked.path[5:]) + 1}"})
    if asked.path == "/news":
        return _feed(number, "chain", published, asked, world)
    found = [each for each in published if each.path == asked.path]
    if not found:
        return Reply("404 Not Found")
    piece = found[-1]
    moment = datetime.fromtimestamp(world.shown(found[0].at), UTC)
    title, text = html.escape(piece.title), "".join(f"<p>{html.escape(each)}</p>" for each in piece.paragraphs)
    body = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content="The {_outlet(number)}">'
        f'<meta property="article:published_time" content="{moment.isoformat(timespec="seconds")}"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>{title}</h1>{text}</article></body></html>"
    )
    return _kept(body.encode(), "text/html")


def _outlet(number: int) -> str:
    return f"Gazette {number}"


def _feed(number: int, kind: str, published: Sequence[Piece], asked: Asked, world: World) -> Reply:
    latest = {each.path: each for each in published}
    first = {each.path: each for each in reversed(published)}
    entries = []
    for path, piece in list(latest.items())[-_SHOWN:]:
        came = datetime.fromtimestamp(world.shown(first[path].at), UTC)
        changed = None if piece is first[path] else datetime.fromtimestamp(world.shown(piece.at), UTC)
        entries.append((path, piece.title, _stated(kind, came), changed))
    if kind == "touched":
        now = datetime.fromtimestamp(world.shown(world.elapsed), UTC)
        entries = [(path, title, came, now if changed else None) for path, title, came, changed in entries]
    body, media_type = (_rss, _atom, _json, _rss)[number % 4](number, entries)
    made = _kept(body, media_type)
    if asked.fields.get("if-none-match") == made.fields["ETag"]:
        return Reply("304 Not Modified", made.fields)
    return Reply(fields=made.fields, body=_slowly(body)) if kind == "slow" else made


def _stated(kind: str, came: datetime) -> str:
    """The day that a feed gives, which may be a lie."""
    if kind == "absurd":
        return "the 32nd of Nevermonth, 25:71"
    years = {"future": 73, "past": -80}
    return format_datetime(came.replace(year=came.year + years[kind], day=min(came.day, 28)) if kind in years else came)


Entry = tuple[str, str, str, datetime | None]


def _rss(number: int, entries: Sequence[Entry]) -> tuple[bytes, str]:
    items = "".join(
        f"<item><title>{html.escape(title)}</title><link>{path}</link><pubDate>{came}</pubDate>"
        + (f"<atom:updated>{changed.isoformat()}</atom:updated>" if changed else "")
        + "</item>"
        for path, title, came, changed in entries
    )
    head = f'<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>The {_outlet(number)}</title>'
    return f"{head}{items}</channel></rss>".encode(), "application/rss+xml"


def _atom(number: int, entries: Sequence[Entry]) -> tuple[bytes, str]:
    items = "".join(
        f'<entry><title>{html.escape(title)}</title><id>urn:{number}:{path}</id><link href="{path}"/>'
        f"<published>{came}</published>" + (f"<updated>{changed.isoformat()}</updated>" if changed else "") + "</entry>"
        for path, title, came, changed in entries
    )
    head = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The {_outlet(number)}</title>'
    return f"{head}{items}</feed>".encode(), "application/atom+xml"


def _json(number: int, entries: Sequence[Entry]) -> tuple[bytes, str]:
    items = [
        {"id": path, "url": path, "title": title, "date_published": came, "content_text": title}
        | ({"date_modified": changed.isoformat()} if changed else {})
        for path, title, came, changed in entries
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": f"The {_outlet(number)}", "items": items}
    return json.dumps(feed).encode(), "application/feed+json"
