"""Pages of our own whose places do not say the same, each with the day, the change and the headline that are right.

One row of `ROWS` is one page. Outlets, people and places are invented. Every page has dates that are none of the
report's: a comment's, a teaser's, a sidebar's, the rights line's year.
"""

from __future__ import annotations

import json
from html import escape

import msgspec


class Row(msgspec.Struct, frozen=True):
    """What the places of one page say ("" for nothing), and what is right."""

    name: str
    published: str | None
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


_D, _T = "2031-05-04", "2031-05-04T09:30:00+02:00"

ROWS = (
    # ── places that agree, and single ones
    Row("all agree", _D, json=_T, meta=_T, time=_T, line="Published: 4 May 2031", path="/2031/05/04/barges"),
    Row("json alone", _D, json=_T),
    Row("meta alone", _D, meta=_T),
    Row("time alone", _D, time=_T),
    Row("line alone", _D, line="Published 4 May 2031, 09:30"),
    Row("address alone", _D, path="/2031/05/04/barges-sink"),
    Row("address with dashes", _D, path="/news/2031-05-04-barges-sink.html"),
    Row("address with a month in letters", _D, path="/world/2031/may/04/barges-sink"),
    Row("address in eight digits", _D, path="/a/20310504-barges-sink"),
    Row("address with the month only", "2031-05", path="/2031/05/barges-sink"),
    Row("month in the address, day in the line", _D, path="/2031/05/barges-sink", line="4 May 2031"),
    Row("no date at all", None),
    Row("no date, and a number that looks like one", None, path="/story/19990000-4711"),
    # ── places that differ
    Row("a moved site's json", "2019-03-11", json="2031-05-04", path="/2019/03/11/barges", meta="2019-03-11"),
    Row("fields rewritten years later", "2019-03-11", json="2031-05-04", meta="2031-05-04", path="/2019/03/11/barges"),
    Row("meta is a template's zero", _D, json=_T, meta="1970-01-01T00:00:00Z"),
    Row("json is a template's zero", _D, json="0001-01-01T00:00:00Z", meta=_T),
    Row("json is a template's zero, nothing else", None, json="1970-01-01T00:00:00+00:00"),
    Row("meta is the day of the build", _D, json=_T, meta="2031-05-09", time=_T),
    Row("json against meta and time", _D, json="2031-05-06", meta=_T, time=_T),
    Row("json against what is seen and the address", _D, json="2031-05-06", line="Published: 4 May 2031", path="/2031/05/04/b"),
    Row("a day after the page was seen", _D, json="2031-08-01T00:00:00Z", meta=_T, seen="2031-05-06T10:00:00Z"),
    Row("only a day after the page was seen", None, json="2032-05-04T00:00:00Z", seen="2031-05-06T10:00:00Z"),
    Row("the address is the draft's", _D, json=_T, meta=_T, time=_T, path="/2031/05/03/barges"),
    # ── changes
    Row("changed by json", _D, "2031-05-06", json=_T, json_changed="2031-05-06T10:00:00+02:00"),
    Row("changed by meta", _D, "2031-05-06", meta=_T, meta_changed="2031-05-06T10:00:00+02:00"),
    Row("changed by a time element", _D, "2031-05-06", time=_T, time_changed="2031-05-06T10:00:00+02:00"),
    Row("changed by the line", _D, "2031-05-06", line="Published: 4 May 2031 Updated: 6 May 2031"),
    Row("the change comes first", _D, "2031-05-06", line="Updated 6 May 2031 | Published 4 May 2031"),
    Row("changed on the same day", _D, _D, json=_T, json_changed="2031-05-04T18:00:00+02:00"),
    Row("changed is published again", _D, json=_T, json_changed=_T, meta=_T, meta_changed=_T),
    Row("changed before it was published", _D, json=_T, json_changed="2031-05-01T10:00:00+02:00"),
    Row("an unnamed line is the change's day", _D, "2031-05-06", json=_T, json_changed="2031-05-06T08:00:00+02:00", line="6 May 2031"),
    Row("changed under the text", _D, "2031-05-05", json=_T, foot="Last updated: 5 May 2031"),
    Row("two changes, the places agree on one", _D, "2031-05-07", json=_T, json_changed="2031-05-07", meta_changed="2031-05-07T01:00:00+02:00", line="Updated 6 May 2031"),
    Row("only a change is given", "2031-05-06", "2031-05-06", line="Updated: 6 May 2031"),
    Row("changed after the page was seen", _D, json=_T, json_changed="2031-09-01T00:00:00Z", seen="2031-05-06T10:00:00Z"),
    # ── archive
    Row("first published years ago", "2019-03-11", line="First published 11 March 2019", json=_T, meta=_T),
    Row("originally published, under the text", "2019-03-11", foot="Originally published on 11 March 2019", json=_T),
    Row("from the archive, with its address", "2019-03-11", path="/archive/2019/03/11/barges", time="2019-03-11", json=_T),
    # ── zones
    Row("UTC before midnight, the address is the day after", "2031-05-05", json="2031-05-04T23:30:00Z", path="/2031/05/05/barges"),
    Row("UTC after midnight, the line is the day before", _D, json="2031-05-05T02:10:00Z", line="Published May 4, 2031", lang="en-US"),
    Row("UTC in a Korean newsroom", "2031-05-05", json="2031-05-04T22:30:00Z", host="www.koreaherald.com", suffix=" - The Korea Herald"),
    Row("UTC in an Indian newsroom", "2031-05-05", meta="2031-05-04T20:00:00Z", host="www.thehindu.com", suffix=" - The Hindu"),
    Row("one moment in two zones", "2031-05-05", json="2031-05-04T23:30:00Z", meta="2031-05-05T08:30:00+09:00"),
    Row("late at night with its zone", _D, json="2031-05-04T23:59:00-07:00", path="/2031/05/04/barges"),
    Row("UTC of the same day", _D, json="2031-05-04T12:00:00Z", meta="2031-05-04T12:00:00Z"),
    # ── numbers
    Row("day first in Britain", _D, line="Published 04/05/2031", lang="en-GB"),
    Row("month first in America", _D, line="Published 05/04/2031", lang="en-US"),
    Row("the address says which it is", _D, line="Published 05/04/2031", path="/2031/05/04/barges"),
    Row("the address's month says which it is", _D, line="Published 04/05/2031", path="/2031/05/barges", lang="en-GB"),
    Row("nobody says which it is", "2031", line="Published 05/04/2031"),
    Row("a day over twelve", "2031-05-24", line="Published 05/24/2031"),
    Row("dots", _D, line="Veröffentlicht am 04.05.2031", lang="de"),
    Row("an American paper known by its domain", _D, line="Posted 05/04/2031", host="www.denverpost.com", suffix=" – The Denver Post"),
    # ── other languages
    Row("German", _D, "2031-05-05", line="Veröffentlicht: 4. Mai 2031 Aktualisiert: 5. Mai 2031", lang="de"),
    Row("German, Stand", _D, "2031-05-05", json=_T, line="Stand: 05.05.2031, 08:00 Uhr", lang="de"),
    Row("French", _D, "2031-05-05", line="Publié le 4 mai 2031 à 09h30 - Mis à jour le 5 mai 2031", lang="fr"),
    Row("Spanish", _D, line="4 de mayo de 2031", lang="es"),
    Row("Spanish, with a change", _D, "2031-05-05", line="Publicado: 4 de mayo de 2031. Actualizado: 5 de mayo de 2031", lang="es"),
    Row("Russian", _D, line="4 мая 2031, 17:35", lang="ru"),
    Row("Russian, with a change", _D, "2031-05-05", line="Опубликовано 4 мая 2031 Обновлено 5 мая 2031", lang="ru"),
    Row("Korean", _D, "2031-05-05", line="입력 2031.05.04 17:35 수정 2031.05.05 08:10", lang="ko"),
    Row("Korean in letters", _D, line="2031년 5월 4일", lang="ko"),
    # ── live blogs
    Row("a live blog by json", _D, "2031-05-06", json=_T, json_changed="2031-05-06T20:00:00+02:00", posts=("2031-05-06T19:00:00+02:00", "2031-05-05T10:00:00+02:00")),
    Row("a live blog by its head", _D, time=_T, posts=("2031-05-06T19:00:00+02:00", "2031-05-05T10:00:00+02:00")),
    Row("a live blog by its address", _D, path="/live/2031/05/04/barges", posts=("2031-05-06T19:00:00+02:00",)),
    # ── headlines
    Row("og:title made for sharing", _D, json=_T, og="You won’t believe what sank in Marrowby"),
    Row("a heading that is the site's name", _D, json=_T, heading="Marrowby Post"),
    Row("a heading that is the section", _D, json=_T, heading="World news"),
    Row("no og:title, no json", _D, meta=_T, og="", headline=""),
    Row("title alone", _D, meta=_T, og="", headline="", heading=""),
    Row("og:title with the site's name", _D, json=_T, og="=| Marrowby Post", headline=""),
    Row("title cut short", _D, json=_T, title="=12", og=""),
    Row("json's headline is the search engine's", _D, json=_T, headline="Marrowby barges: what we know"),
)  # fmt: skip

HEADLINES = (
    "Two barges sink in Marrowby harbour after a night of fog",
    "Port Ash council votes to close the old quay",
    "Dockers of Tarnhaven walk out over the new cranes",
    "Ferry runs aground off Selmouth with 40 on board",
    "Minister Quill rejects the report on the Lodden dam",
)
_PARAGRAPHS = (
    "The harbour authority of Marrowby said that both vessels had been loaded with sand and gravel when the fog came in "
    "from the sea, and that their crews of four had been taken ashore without injury by the pilot boat.",
    "Its spokeswoman, Ilse Tarn, told reporters that the quay would stay closed until divers had looked at the hulls, and "
    "that the fuel in their tanks was being pumped into a lighter by a firm from Port Ash.",
    "It is the third accident of its kind this year, according to the dockers’ union, which has asked for a second radar "
    "on the breakwater and for pilots to be taken on for the night shift as well.",
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
    return f'<!doctype html>\n<html lang="{row.lang}"><head>{_head(row)}</head><body>{_top()}{body}{_bottom()}</body></html>'


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
    return '<header><a href="/">Marrowby Post</a> <span class="current-date">Friday, 9 May 2031</span></header><nav>Home World</nav>'


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
    return f'<div id="content"><div class="story">{heading}{line}{_times(row)}<div class="body">{_text(row)}</div></div></div>'


def _blog(row: Row) -> str:
    heading = f'<h1 class="entry-title">{escape(_words(row, row.heading))}</h1>' if row.heading else ""
    line = f'<span class="posted-on">{row.line}</span>' if row.line else ""
    return f'<div class="post"><div class="entry-meta">{line}{_times(row)}</div>{heading}<div class="entry-content">{_text(row)}</div></div>'


def _bare(row: Row) -> str:
    heading = f"<h1>{escape(_words(row, row.heading))}</h1>" if row.heading else ""
    line = f"<p>{row.line}</p>" if row.line else ""
    return f"{heading}{line}{_times(row)}{_text(row)}"
