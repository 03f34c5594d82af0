"""What is saved or followed of mandates: the monitoring report of one, and alerts as a feed."""

from __future__ import annotations

from typing import Annotated

import msgspec

from crossbearing import reporting
from crossbearing.errors import InputError
from crossbearing.tell import atom
from crossbearing.tell.message import Message
from crossbearing.web import english
from crossbearing.web.addresses import address
from crossbearing.web.asked import Asked, File, Query, Refused
from crossbearing.web.mandates.alerts import newest
from crossbearing.web.mandates.mandate import one
from crossbearing.write.monitoring_formats import by_name

FEED = "/alerts.atom"


class FeedQuery(Query, frozen=True):
    """Alerts of which mandate; "" for those of all."""

    mandate: str = ""


class Since(Query, frozen=True):
    """From which day on things are new; "" for all."""

    since: Annotated[str, msgspec.Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""
    """YYYY-MM-DD, UTC: the day of the last report."""


def feed(asked: Asked) -> File:
    """The newest alerts that were raised, as an Atom document. Addresses in it are relative to its own (RFC 4287)."""
    query: FeedQuery = asked.query
    views = newest(asked.reader.store, query.mandate, atom.MOST)[::-1]
    links = {each.alert.id: each.words or each.finding for each in views}
    head = atom.Head(
        id=f"urn:crossbearing:alerts:{query.mandate}",
        title=f"Alerts of {query.mandate or asked.room.case.stem}",
        updated="1970-01-01T00:00:00+00:00",
        address=address(FEED, query),
    )
    messages = [Message(each.alert, each.mandate, each.matter) for each in views]
    return File(atom.feed(messages, head, lambda message: links[message.alert.id]), "alerts.atom", atom.MEDIA_TYPE)


def report(asked: Asked) -> File:
    """The monitoring report of the mandate, in the format that the address names.

    Raises Refused: 404 for a mandate that is not in force, 400 for what is no day; InputError for a format that there
    is not; CaseError where the mandate was not yet put to what was built last.
    """
    mandate, form = one(asked).mandate.id, by_name(asked.path["format"])
    query: Since = asked.query
    try:
        made = reporting.report(asked.reader.store, mandate, query.since or None)
    except InputError:
        raise Refused(400, english.NO_DAY) from None
    # a page of its own among those of the room would be one of them: it is served as no type at all
    media_type = "" if form.name == "html" else form.media_type
    return File(form.make(made), f"{mandate}{form.suffix}", media_type)
