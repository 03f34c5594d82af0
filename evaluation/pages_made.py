"""Pages of our own whose places do not say the same, each with the day, the change and the headline that are right.

One row of pages.toml is one page. Outlets, people and places are invented. Every page has dates that are none of the
report's: a comment's, a teaser's, a sidebar's, the rights line's year.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

import msgspec


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the places of one page say ("" for nothing), and what is right."""

    name: str
    published: str | None = None
    updated: str | None = None
    json: str = ""
    json_changed: str = ""
    meta: str = ""
    meta_changed: str = ""
    time: str = ""
    time_changed: str = ""
    line: str = ""
    foot: str = ""
    """A line under the text."""
    path: str = "/world/barges-sink"
    lang: str = "en"
    host: str = "marrowby-post.example"
    seen: str = ""
    """When the page was seen; "" for a file of unknown age."""
    posts: tuple[str, ...] = ()
    """Times of a live blog's entries."""
    og: str = "="
    """og:title, JSON-LD's headline, the heading and <title>: "=" the headline, "" none, else these words."""
    headline: str = "="
    heading: str = "="
    title: str = "="
    suffix: str = " | Marrowby Post"


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    row: tuple[Row, ...]


ROWS = msgspec.toml.decode(Path(__file__).with_name("pages.toml").read_bytes(), type=_Table).row

HEADLINES = (
    "Two barges sink in Marrowby harbour after a night of fog",
    "Port Ash council votes to close the old quay",
    "Dockers of Tarnhaven walk out over the new cranes",
    "Ferry runs aground off Selmouth with 40 on board",
    "Minister Quill rejects the report on the Lodden dam",
)
_PARAGRAPHS = (
    "The harbour authority of Marrowby said that both vessels had been loaded with sand and gravel when the fog came "
    "in from the sea, and that their crews of four had been taken ashore without injury by the pilot boat.",
    "Its spokeswoman, Ilse Tarn, told reporters that the quay would stay closed until divers had looked at the hulls, "
    "and that the fuel in their tanks was being pumped into a lighter by a firm from Port Ash.",
    "It is the third accident of its kind this year, according to the dockers’ union, which has asked for a second "
    "radar on the breakwater and for pilots to be taken on for the night shift as well.",
)


def headline(row: Row) -> str:
    """The headline that is right for a row's page."""
    return HEADLINES[ROWS.index(row) % len(HEADLINES)]


def address(row: Row) -> str:
    """The page's address."""
    return f"https://{row.host}{row.path}"


def page(row: Row) -> str:
    """The page of one row, in one of four layouts."""
    at = ROWS.index(row)
    body = (_semantic, _divisions, _blog, _bare)[at % 4](row)
    shown = f"{_top()}{body}{_bottom()}"
    return f'<!doctype html>\n<html lang="{row.lang}"><head>{_head(row)}</head><body>{shown}</body></html>'


def _words(row: Row, given: str) -> str:
    own = headline(row)
    if given[:1] != "=":
        return given
    rest = given[1:]
    return own[: -int(rest)].strip() if rest.isdigit() else f"{own} {rest}".strip()


def _head(row: Row) -> str:
    parts = [f"<title>{escape(_words(row, row.title))}{escape(row.suffix)}</title>"]
    if row.og:
        parts.append(f'<meta property="og:title" content="{escape(_words(row, row.og))}">')
    if row.meta:
        parts.append(f'<meta property="article:published_time" content="{row.meta}">')
    if row.meta_changed:
        parts.append(f'<meta property="article:modified_time" content="{row.meta_changed}">')
    about = {"@context": "https://schema.org", "@type": "LiveBlogPosting" if row.posts else "NewsArticle"}
    given = {"headline": _words(row, row.headline), "datePublished": row.json, "dateModified": row.json_changed}
    filled = {name: value for name, value in given.items() if value}
    if row.json or row.json_changed:
        parts.append(f'<script type="application/ld+json">{json.dumps(about | filled)}</script>')
    return "".join(parts)


def _top() -> str:
    today = '<span class="current-date">Friday, 9 May 2031</span>'
    return f'<header><a href="/">Marrowby Post</a> {today}</header><nav>Home World</nav>'


def _bottom() -> str:
    teaser = "<h3><a href='/x'>Fog closes the harbour for a third day</a></h3>"
    return (
        f'<aside class="sidebar">{teaser}<time datetime="2031-05-08">8 May 2031</time></aside>'
        f'<div class="related"><article>{teaser}<span class="date">7 May 2031</span></article></div>'
        '<section id="comments"><div class="comment"><b>Bo</b> <time datetime="2031-05-12T10:00:00Z">12 May 2031</time>'
        "<p>I was there and saw both of them go down within a minute of each other.</p></div></section>"
        "<footer>© 2031 The publishers. All rights reserved. Built on 10 May 2031.</footer>"
    )


def _times(row: Row) -> str:
    out = f'<time class="published" datetime="{row.time}">that day</time> ' if row.time else ""
    return out + (f'<span>Updated <time datetime="{row.time_changed}">later</time></span>' if row.time_changed else "")


def _text(row: Row) -> str:
    posts = "".join(
        f'<article class="live-post"><time datetime="{at}">{at[11:16]}</time><p>{_PARAGRAPHS[n % 3]}</p></article>'
        for n, at in enumerate(row.posts)
    )
    foot = f"<p>{row.foot}</p>" if row.foot else ""
    return "".join(f"<p>{words}</p>" for words in _PARAGRAPHS) + posts + foot


def _semantic(row: Row) -> str:
    heading = f"<h1>{escape(_words(row, row.heading))}</h1>" if row.heading else ""
    line = f'<p class="dates">{row.line}</p>' if row.line else ""
    return f"<main><article><header>{heading}{line}{_times(row)}</header>{_text(row)}</article></main>"


def _divisions(row: Row) -> str:
    heading = f'<h1 class="story-title">{escape(_words(row, row.heading))}</h1>' if row.heading else ""
    line = f'<div class="byline">By Ilse Tarn <span class="timestamp">{row.line}</span></div>' if row.line else ""
    body = f'<div class="body">{_text(row)}</div>'
    return f'<div id="content"><div class="story">{heading}{line}{_times(row)}{body}</div></div>'


def _blog(row: Row) -> str:
    heading = f'<h1 class="entry-title">{escape(_words(row, row.heading))}</h1>' if row.heading else ""
    line = f'<span class="posted-on">{row.line}</span>' if row.line else ""
    meta = f'<div class="entry-meta">{line}{_times(row)}</div>'
    return f'<div class="post">{meta}{heading}<div class="entry-content">{_text(row)}</div></div>'


def _bare(row: Row) -> str:
    heading = f"<h1>{escape(_words(row, row.heading))}</h1>" if row.heading else ""
    line = f"<p>{row.line}</p>" if row.line else ""
    return f"{heading}{line}{_times(row)}{_text(row)}"
