"""Feeds as they are written out there: what each entry gives, and what is turned away."""

from __future__ import annotations

import pytest

from crossbearing.collect.feeds import Document, Entry, ParsedFeed, is_feed, parse
from crossbearing.errors import Unreadable
from crossbearing.settings import Settings
from crossbearing.workers import Rejected, sandboxed

AT = "https://pier.example/news/feed"

RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Pier &amp; Quay</title><language>en-GB</language><ttl>45</ttl>
<item><title>Nine barges &lt;b&gt;sink&lt;/b&gt;</title><link>/a1</link><dc:creator>Ada Wenn</dc:creator>
<source url="https://lantern.example/">The Lantern</source><pubDate>Sun, 04 May 2031 00:10:00 +0200</pubDate>
<content:encoded><![CDATA[<p>Nine barges sank.</p>]]></content:encoded></item>
<item><title>No link</title></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Kai</title>
<entry><title type="html">Neun K&amp;auml;hne</title><link rel="alternate" href="b1"/><id>urn:1</id>
<published>2031-05-04T00:10:00+02:00</published><updated>2031-05-05T01:00:00Z</updated>
<author><name>Bo Lind</name></author><source><title>Hafenbote</title></source></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Weir</title></channel>
<item><title>Barges lost</title><link>https://weir.example/1</link><dc:date>2031-05-04</dc:date></item></rdf:RDF>"""

JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Beacon", "language": "en", "items": [
{"id": "1", "url": "https://beacon.example/1", "title": "Storm", "date_published": "2031-05-04T00:10:00+02:00",
 "date_modified": "2031-05-05", "authors": [{"name": "Ada Wenn"}, {"name": "Bo Lind"}], "content_text": "A storm."},
{"id": "2", "external_url": "c2"}, "rubbish"]}"""

NEWS = """<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc> https://pier.example/s1 </loc>
<lastmod>2031-05-05</lastmod><news:news><news:publication><news:name>Pier News</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2031-05-04T00:10:00+02:00</news:publication_date>
<news:title>Barges &amp; boats</news:title></news:news></url></urlset>"""

INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://pier.example/m1</loc>
</sitemap><sitemap><loc>/m2.xml</loc></sitemap></sitemapindex>"""

DAY = "2031-05-04T00:10:00+02:00"


@pytest.mark.parametrize(
    ("document", "title", "entry"),
    [
        (RSS, "Pier & Quay", Entry("https://pier.example/a1", "Nine barges sink", "Sun, 04 May 2031 00:10:00 +0200",
            None, "The Lantern", "Ada Wenn", "<p>Nine barges sank.</p>", "en", whole=True)),
        (ATOM, "Kai", Entry("https://pier.example/news/b1", "Neun Kähne", DAY, "2031-05-05T01:00:00Z", "Hafenbote",
            "Bo Lind", None, "de", id="urn:1")),
        (RDF, "Weir", Entry("https://weir.example/1", "Barges lost", None, "2031-05-04")),
        (JSON, "Beacon", Entry("https://beacon.example/1", "Storm", DAY, "2031-05-05", None, "Ada Wenn, Bo Lind",
            "A storm.", "en", whole=True, id="1")),
        (NEWS, None, Entry("https://pier.example/s1", "Barges & boats", DAY, "2031-05-05", "Pier News", None, None,
            "en")),
    ],
    ids=["rss", "atom", "rdf", "json", "news sitemap"],
)  # fmt: skip
def test_the_first_entry_of_each_kind(document: str, title: str | None, entry: Entry) -> None:
    for body in (document.encode(), b"\xef\xbb\xbf  \n" + document.encode()):
        assert is_feed(body)
        found = parse(body, AT)
        assert (found.title, found.entries[0]) == (title, entry)


def test_what_else_a_feed_says() -> None:
    found = parse(RSS.encode(), AT)
    assert found.minutes == 45
    assert found.entries[1].url == ""
    assert [entry.url for entry in parse(JSON.encode(), AT).entries][1:] == ["https://pier.example/news/c2"]
    assert parse(INDEX.encode(), AT).sitemaps == ("https://pier.example/m1", "https://pier.example/m2.xml")


@pytest.mark.parametrize(
    ("document", "titles"),
    [
        (RSS.replace("<?xml version", "<?xml version").encode("utf-16"), ["Nine barges sink", "No link"]),
        (RSS.replace('"1.0"?>', '"1.0" encoding="utf-16"?>', 1).encode(), ["Nine barges sink", "No link"]),
        (RSS.replace("&amp;", "&").encode(), ["Nine barges sink", "No link"]),
        (RSS.encode()[:-22], ["Nine barges sink", "No link"]),
        (RSS.replace("Nine", "Næuf").replace('"1.0"?>', '"1.0" encoding="iso-8859-1"?>', 1).encode("latin-1"),
         ["Næuf barges sink", "No link"]),
        (b'<rss version="2.0"><channel><title>Quiet</title></channel></rss>', []),
        (b'<!-- a note --><rss version="2.0"><channel><title>Quiet</title></channel></rss>', []),
    ],
    ids=["utf-16", "said to be utf-16", "bare ampersand", "cut off", "latin-1", "empty", "comment first"],
)  # fmt: skip
def test_feeds_that_are_not_as_they_should_be(document: bytes, titles: list[str]) -> None:
    assert is_feed(document)
    assert [entry.title for entry in parse(document, AT).entries] == titles


LAUGHS = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (b"<html><body>no feed</body></html>", "no feed and no sitemap"),
        (b"<!doctype html><title>A page about <rss></title>", "no feed and no sitemap"),
        (b'{"version": 1, "items": []}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 5}', "no JSON Feed"),
        (b'{"version": "https://jsonfeed.org/version/1", ' + b'"a": [' * 100_000, "no JSON"),
        (b"", "no feed and no sitemap"),
        (b"\x00\xff" * 100, "no feed and no sitemap"),
        ((LAUGHS + RSS[21:]).encode(), "declares entities"),
        ((LAUGHS + NEWS[38:]).encode("utf-16"), "declares entities"),
        (('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + ATOM).encode(), "declares entities"),
    ],
)
def test_what_is_turned_away(document: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        parse(document, AT)


def test_feeds_are_read_in_a_worker() -> None:
    deep = b'<rss version="2.0"><channel>' + b"<a>" * 50_000
    documents = [Document(AT, RSS.encode()), Document(AT, b"no feed"), Document(AT, deep)]
    settings = Settings(processes=1, cpu_seconds=1)
    found = list(sandboxed("crossbearing.collect.feeds:parsed", ParsedFeed, documents, settings))
    assert isinstance(found[0], ParsedFeed)
    assert found[1] == Rejected("no feed and no sitemap", unreadable=True)
    assert isinstance(found[2], Rejected) or found[2].entries == ()
