"""Alerts as a feed that readers of feeds take."""

from __future__ import annotations

import fastfeedparser
import feedparser
import pytest
from lxml import etree
from msgspec.structs import replace

from crossbearing.tell.atom import MOST, Head, entry_id, feed
from crossbearing.tell.message import Message
from tests.tell.told import AT, a_message, an_alert

HEAD = Head(
    "urn:crossbearing:alerts:harbours", "Alerts", "2033-01-01T00:00:00+00:00", "https://pier.example/alerts.atom"
)


def at(message: Message) -> str:
    return f"https://pier.example/findings/{message.alert.finding}?a=1&b=2"


def test_what_readers_of_feeds_see() -> None:
    document = feed([a_message(an_alert(1)), a_message(an_alert(2))], HEAD, at)
    read = feedparser.parse(document)
    assert not read.bozo and read.version == "atom10"
    assert (read.feed.id, read.feed.title, read.feed.updated) == (HEAD.id, "Alerts", AT)
    assert [entry.id for entry in read.entries] == [entry_id("al-0002"), entry_id("al-0001")]
    newest = read.entries[0]
    assert newest.title == "Barges that are lost: another independent origin: pilot 2"
    assert (newest.updated, newest.published) == (AT, AT)
    assert newest.link == "https://pier.example/findings/fi-1?a=1&b=2"
    assert newest.summary == "“Nine barges sank off Orle”"
    assert [tag.term for tag in newest.tags] == ["origin", "lost"]
    assert read.feed.author == "Crossbearing"
    assert "2 independent origins, 3 outlets" in newest.content[0].value
    other = fastfeedparser.parse(document)
    assert [(entry.id, entry.title) for entry in other.entries] == [(each.id, each.title) for each in read.entries]


def test_an_empty_feed_and_one_without_links_are_feeds() -> None:
    empty = feedparser.parse(feed([], HEAD, at))
    assert not empty.bozo and empty.entries == [] and empty.feed.updated == HEAD.updated
    (entry,) = feedparser.parse(feed([a_message()], replace(HEAD, address=""), lambda _: None)).entries
    assert entry.get("links", []) == []


def test_the_newest_are_shown() -> None:
    read = feedparser.parse(feed([a_message(an_alert(number)) for number in range(MOST + 50)], HEAD, at))
    assert [entry.id for entry in read.entries] == [entry_id(f"al-{n:04}") for n in range(MOST + 49, 49, -1)]


def test_the_same_alerts_give_the_same_bytes_and_ids_stay() -> None:
    messages = [a_message(an_alert(number)) for number in range(3)]
    assert feed(messages, HEAD, at) == feed(messages, HEAD, at)
    assert entry_id("al-0001") == "urn:uuid:a68c9776-5f12-5121-b0f0-e2ca2355a4a7"


@pytest.mark.parametrize(
    "hostile",
    [
        "</title><script>alert(1)</script>",
        "]]><!ENTITY a SYSTEM 'file:///etc/passwd'>&a;",
        "a\x00b\x0bc\x1b[2J\x7f\x85",
        "a\ufffe\uffff\u2028\u202eb",
        '" onclick="alert(1)',
        "&lt;b&gt; &amp;",
        "x" * 10_000,
        "",
    ],
)
def test_no_text_is_markup_and_none_breaks_the_feed(hostile: str) -> None:
    alert = replace(an_alert(1, wording=hostile), what=hostile, why=hostile, matter=hostile)
    message = Message(alert, hostile, hostile)
    head = Head(f"urn:x:{hostile}", hostile, AT, f"https://pier.example/{hostile}")
    document = feed([message], head, lambda _: f"https://pier.example/{hostile}")
    honest = etree.fromstring(feed([a_message()], HEAD, at))
    read = etree.fromstring(document)
    assert [each.tag for each in read.iter()] == [each.tag for each in honest.iter()]
    assert [each.keys() for each in read.iter()] == [each.keys() for each in honest.iter()]
    assert not feedparser.parse(document).bozo
