"""Who is quoted, over all stories, and with what."""

from __future__ import annotations

from crossbearing import lookup
from crossbearing.records import Record
from crossbearing.store.shelf import EntryQuery
from crossbearing.web.addresses import address
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice, part
from crossbearing.web.whole import shelves
from crossbearing.web.whole.search import SearchQuery
from crossbearing.web.whole.shelves import Listed, Named, Title
from crossbearing.write.shelf import SpeakerEntry


class SpeakerIn(Record, frozen=True):
    """What a speaker is quoted with in one story."""

    story: Title
    made: SpeakerEntry
    search: str
    """Address of all their quotes in it."""


class Speaker(Record, frozen=True):
    """One speaker over all stories that have the name."""

    speaker: Named
    stories: tuple[SpeakerIn, ...]
    slice: Slice


def speakers(asked: Asked) -> Listed:
    """All speakers, those of most stories first; all who are not named are one, without a name."""
    return shelves.listed(asked, "speaker", "/quotes")


def speaker(asked: Asked) -> Speaker:
    """The speaker that the address names. Raises Refused (404) for one whom no story quotes."""
    store, query = asked.reader.store, asked.query
    known = shelves.the_known(store, "speaker", asked.path["key"])
    asked_for = EntryQuery(kind="speaker", key=known.key, limit=query.limit, offset=query.offset)
    found = lookup.entries(store, asked_for, SpeakerEntry)
    titles = shelves.stories(store, [each.story for each in found.entries])
    address_of = shelves.named(known, "/quotes")
    return Speaker(
        speaker=address_of,
        stories=tuple(
            SpeakerIn(
                shelves.titled(each.story, titles),
                each.data,
                address("/search", SearchQuery(words=f'"{known.name}"', kind="quote", story=each.story)),
            )
            for each in found.entries
        ),
        slice=part(query, len(found.entries), found.total),
    )
