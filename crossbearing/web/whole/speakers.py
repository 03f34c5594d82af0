"""Who is quoted, over all stories, and with what."""

from __future__ import annotations

from crossbearing.records import Record
from crossbearing.web.addresses import address
from crossbearing.web.asked import Asked
from crossbearing.web.paging import Slice
from crossbearing.web.whole import keys
from crossbearing.web.whole.keys import Listed, Named, Title
from crossbearing.web.whole.search import SearchQuery
from crossbearing.write.entries import SpeakerEntry


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
    return keys.listed(asked, "speaker", "/quotes")


def speaker(asked: Asked) -> Speaker:
    """The speaker that the address names. Raises Refused (404) for one whom no story quotes."""
    found = keys.of_key(asked, "speaker", "/quotes", SpeakerEntry)
    words = f'"{found.named.name}"'
    stories = tuple(
        SpeakerIn(story, each.data, address("/search", SearchQuery(words=words, kind="quote", story=story.id)))
        for story, each in found.entries
    )
    return Speaker(found.named, stories, found.slice)
