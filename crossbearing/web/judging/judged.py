"""The pages on which a finding is judged: all that can be decided of it, and what it may be made one with."""

from __future__ import annotations

from crossbearing.attempts import decoded
from crossbearing.compare.neighbours import neighbours
from crossbearing.messages import gettext as _
from crossbearing.records import PairSigns, Record
from crossbearing.web.asked import Asked, Page, Query
from crossbearing.web.judging import controls, tokens
from crossbearing.web.judging.controls import FindingControls
from crossbearing.web.judging.decided import OfStory
from crossbearing.web.readers import Reader
from crossbearing.web.story import whereabouts
from crossbearing.write.catalogue import Catalogue, Passage

SHOWN = 30


def of_finding(asked: Asked) -> FindingControls:
    """All that can be decided of the finding that the address names."""
    dossier, finding = whereabouts.finding(asked.reader, asked.path["finding"])
    return controls.of_finding(Catalogue(dossier), finding, OfStory(asked.reader, dossier))


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
    dossier, finding = whereabouts.finding(asked.reader, asked.path["finding"])
    catalogue, words = Catalogue(dossier), asked.query.words.strip().casefold()
    every = []
    for other, chance in neighbours(dossier, near_pairs(asked.reader, dossier.story.id), finding.id):
        if not words or any(words in catalogue.words(catalogue.claims[each].span).casefold() for each in other.claims):
            every.append((other, chance))
    return Neighbours(
        id=finding.id,
        number=catalogue.number[finding.id],
        token=tokens.finding_token(finding),
        wording=catalogue.passage(finding.wording),
        words=asked.query.words,
        nearest=tuple(
            Neighbour(
                other.id,
                catalogue.number[other.id],
                tokens.finding_token(other),
                catalogue.passage(other.wording),
                len(other.outlets),
                other.independent,
                chance,
            )
            for other, chance in every[:SHOWN]
        ),
        more=max(0, len(every) - SHOWN),
    )


def near_pairs(reader: Reader, story: str) -> PairSigns | None:
    """The near pairs of a story, where it has them."""
    body = reader.store.bodies("pairs", [story]).get(story)
    return None if body is None else decoded(body, PairSigns, f"the near pairs of {story}")


FINDING = Page(
    "judge", "/findings/{finding}/decide", of_finding, FindingControls, "judge.html",
    _("What can be decided of a finding and its passages."),
)  # fmt: skip
NEAREST = Page(
    "nearest", "/findings/{finding}/merge", nearest, Neighbours, "merge.html",
    _("Findings that this one may be made one with, the nearest first."), Sought,
)  # fmt: skip
