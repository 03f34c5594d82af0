"""The decisions that are worth most, one after another: what a reader's judgement would change most comes first."""

from __future__ import annotations

import hashlib

import msgspec

from crossbearing import pipeline
from crossbearing.compare.questions import Effect, Question, QuestionKind, questions
from crossbearing.records import Dossier, Record
from crossbearing.web import english
from crossbearing.web.asked import Asked, Query, Refused
from crossbearing.web.judging import tokens
from crossbearing.web.judging.decided import OfStory
from crossbearing.web.readers import Known
from crossbearing.web.story.head import catalogue
from crossbearing.write.catalogue import Passage

STORIES = 12
"""Of a case with more, those of most reports are asked about; each has its own queue beside."""
NEXT = 8
"""Questions that are listed behind the first."""
_MOST_SKIPPED = 100


_KNOWN: dict[str, tuple[Question, ...]] = {}
"""Questions by the digest of all that they are made of; the oldest goes first. Each step is one of a dict's own, so
that threads may take turns anywhere between them."""
_MOST_KNOWN = 4 * STORIES


class Chosen(Query, frozen=True):
    """Which questions."""

    story: str = ""
    skipped: str = ""
    """Ids of questions that come no more while one goes on from here, parted by commas."""


class Asking(Record, frozen=True):
    """One question, with its passages in context and what an answer is made of."""

    id: str
    kind: QuestionKind
    story: str
    passages: tuple[Passage, ...]
    tokens: tuple[str, ...]
    """What the decision is about; of two passages, the second is on the other side."""
    findings: tuple[tuple[str, int], ...]
    """Id and number."""
    machine: str
    names: tuple[str, ...]
    chance: float
    """That the machine has it wrong, 0 to 1."""
    effect: Effect
    worth: float


class Queue(Record, frozen=True):
    """The first question, and those behind it."""

    first: Asking | None
    behind: tuple[Asking, ...]
    left: int
    """How many questions there are, the first among them."""
    skipped: str
    skip: str
    """`skipped` with the first question in it."""
    story: str
    stories: int
    """How many stories were asked about, of `of`."""
    of: int
    adrift: int
    """Decisions whose words are found no longer."""


def queue(asked: Asked) -> Queue:
    """The questions of a story, or of all. Raises Refused (404) for a story that the case does not have."""
    chosen: Chosen = asked.query
    stories = [each for each in pipeline.grouping(asked.reader.store) if chosen.story in ("", each.id)]
    if chosen.story and not stories:
        raise Refused(404, english.NO_STORY)
    stories.sort(key=lambda each: (-len(each.reports), each.id))
    skipped = [each for each in chosen.skipped.split(",") if each][-_MOST_SKIPPED:]
    found: list[tuple[Question, Known]] = []
    for story in stories[:STORIES]:
        known = asked.reader.known(story.id)
        if known is not None:
            found += [(each, known) for each in _of(asked, known.dossier) if each.id not in skipped]
    found.sort(key=lambda each: (-each[0].worth, each[0].id))
    shown = [_asking(*each) for each in found[: NEXT + 1]]
    return Queue(
        first=shown[0] if shown else None,
        behind=tuple(shown[1:]),
        left=len(found),
        skipped=",".join(skipped),
        skip=",".join([*skipped, *(each.id for each in shown[:1])]),
        story=chosen.story,
        stories=min(len(stories), STORIES),
        of=len(stories),
        adrift=sum(each.state == "adrift" for each in asked.reader.standings),
    )


def _of(asked: Asked, dossier: Dossier) -> tuple[Question, ...]:
    """The questions of a story, kept as long as neither its record nor the decisions change."""
    holding = OfStory(asked.reader, dossier).holding()
    made = asked.reader.store.made_of("write", dossier.story.id)
    parts = (made.digest if made else "", *(each.id for each in holding))
    digest = hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
    known = _KNOWN.get(digest)
    if known is None:
        known = questions(dossier, pipeline.near_pairs(asked.reader.store, dossier.story.id), holding)
        while len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.pop(next(iter(_KNOWN), ""), None)
        _KNOWN[digest] = known
    return known


def _asking(question: Question, known: Known) -> Asking:
    here, pair = known.worked(catalogue), question.kind in ("join", "member")
    return Asking(
        id=question.id,
        kind=question.kind,
        story=known.dossier.story.id,
        passages=tuple(here.passage(span) for span in question.passages),
        tokens=tuple(tokens.token(span, 1 if pair and at else 0) for at, span in enumerate(question.about)),
        findings=tuple((each, here.number[each]) for each in question.findings),
        machine=question.machine,
        names=question.names,
        chance=question.chance,
        effect=question.effect,
        worth=question.worth,
    )
