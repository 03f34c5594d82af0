"""The pages on which a finding is judged: all that can be decided of it, and what it may be made one with."""

from __future__ import annotations

from crossbearing import pipeline
from crossbearing.compare.neighbours import neighbours
from crossbearing.records import Record
from crossbearing.web.asked import Asked, Query
from crossbearing.web.judging import controls, tokens
from crossbearing.web.judging.controls import FindingControls
from crossbearing.web.judging.decided import OfStory
from crossbearing.web.story import whereabouts
from crossbearing.web.story.head import catalogue
from crossbearing.write.catalogue import Passage

SHOWN = 30


def of_finding(asked: Asked) -> FindingControls:
    """All that can be decided of the finding that the address names. Raises Moved, Refused (404)."""
    known, finding = whereabouts.of_finding(asked, "/decide")
    return controls.of_finding(known.worked(catalogue), finding, OfStory(asked.reader, known.dossier))


class Sought(Query, frozen=True):
    """Words to look for."""

    words: str = ""


class Neighbour(Record, frozen=True):
    """A finding that another may be made one with."""

    id: str
    number: int
    token: str
    wording: Passage
    outlets: int
    independent: int
    chance: float | None
    """How likely the machine holds it that they say one thing, 0 to 1; None where it did not ask itself."""


class Neighbours(Record, frozen=True):
    """A finding, and others of its story, the nearest first."""

    id: str
    number: int
    token: str
    wording: Passage
    words: str
    """What was looked for."""
    nearest: tuple[Neighbour, ...]
    more: int
    """How many findings of the story are not listed."""


def nearest(asked: Asked) -> Neighbours:
    """The findings that this one may be made one with, those with the words that are looked for."""
    known, finding = whereabouts.of_finding(asked, "/merge")
    here, words = known.worked(catalogue), asked.query.words.strip().casefold()
    every = []
    for other, chance in neighbours(known.dossier, pipeline.near_pairs(asked.reader.store, finding.story), finding.id):
        if not words or any(words in here.words(here.claims[each].span).casefold() for each in other.claims):
            every.append((other, chance))
    return Neighbours(
        id=finding.id,
        number=here.number[finding.id],
        token=tokens.finding_token(finding),
        wording=here.passage(finding.wording),
        words=asked.query.words,
        nearest=tuple(
            Neighbour(
                other.id,
                here.number[other.id],
                tokens.finding_token(other),
                here.passage(other.wording),
                len(other.outlets),
                other.independent,
                chance,
            )
            for other, chance in every[:SHOWN]
        ),
        more=max(0, len(every) - SHOWN),
    )
