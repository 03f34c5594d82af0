"""Alerts as a feed: an Atom 1.0 document (RFC 4287). A pure function of what it is given."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence

from lxml import etree

from crossbearing.collect.found import printable
from crossbearing.records import Record
from crossbearing.tell.line import LONG, block, shown
from crossbearing.tell.message import Message

MOST = 200
"""Entries. Whoever asks once a day misses none; older ones are in the case."""
MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
KINDS = "urn:crossbearing:alert-kind"
MATTERS = "urn:crossbearing:matter"


class Head(Record, frozen=True):
    """What a feed says of itself."""

    id: str
    """An IRI that stays the same."""
    title: str
    updated: str
    """UTC, ISO 8601: for a feed without entries."""
    address: str = ""
    """Where it is served."""


def feed(messages: Sequence[Message], head: Head, link: Callable[[Message], str | None]) -> bytes:
    """The document; `messages` in the order of the case, of which the newest are shown, the newest first.

    `link` says where the page about an alert is, if anywhere.
    """
    newest = messages[-MOST:][::-1]
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", printable(head.id))
    _add(root, "title", shown(head.title))
    _add(root, "updated", max((each.alert.at for each in newest), default=head.updated))
    _add(_add(root, "author"), "name", "Crossbearing")
    if head.address:
        _add(root, "link", rel="self", href=printable(head.address), type=MEDIA_TYPE)
    for message in newest:
        _entry(root, message, link(message))
    document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return document


def entry_id(alert: str) -> str:
    """The id of an alert's entry, the same in every feed (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_OID, f"crossbearing alert {alert}").urn


def _entry(root: etree._Element, message: Message, link: str | None) -> None:
    alert = message.alert
    entry = _add(root, "entry")
    _add(entry, "id", entry_id(alert.id))
    _add(entry, "title", f"{shown(message.matter)}: {shown(alert.what)}")
    _add(entry, "updated", alert.at)
    _add(entry, "published", alert.at)
    _add(entry, "category", term=alert.kind, scheme=KINDS)
    _add(entry, "category", term=shown(alert.matter), scheme=MATTERS, label=shown(message.matter))
    if link:
        _add(entry, "link", rel="alternate", href=printable(link), type="text/html")
    _add(entry, "summary", f"“{shown(alert.wording, LONG)}”", type="text")
    _add(entry, "content", block(message, LONG), type="text")


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    """Nothing that is `printable` has a character that XML forbids; lines of a block are broken as XML allows."""
    made = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    made.text = text
    return made
