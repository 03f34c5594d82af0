"""What a reader can decide of a finding and of each of its passages, beside what was decided: what the forms are of."""

from __future__ import annotations

from typing import Literal

import msgspec

from crossbearing.decide.terms import in_digits, speaker_of
from crossbearing.records import Claim, Dossier, Finding, Record
from crossbearing.web.judging import tokens
from crossbearing.web.judging.decided import OfStory, Shown
from crossbearing.write.catalogue import Catalogue, Passage
from crossbearing.write.days import spoken
from crossbearing.write.views import voice

MOST_NAMES = 200


class Words(Record, frozen=True):
    """Words of a passage that a form corrects: of a date or a figure."""

    kind: Literal["date", "figure"]
    token: str
    words: str
    reads: str
    """As the machine, or a decision, reads them: what stands in the form."""
    spoken: str
    decided: tuple[Shown, ...]


class PassageControls(Record, frozen=True):
    """One passage, with what can be said of it."""

    claim: str
    token: str
    passage: Passage
    voice: str
    """Whose word it is, in the page's own words."""
    speaker: str
    """The same as a form has it: "outlet", a name, or "" where nobody is named."""
    corrected: tuple[Words, ...]
    decided: tuple[Shown, ...]
    """Of the passage as a whole: its speaker."""
    notes: tuple[Shown, ...]


class OriginControls(Record, frozen=True):
    """One origin of a finding."""

    name: str
    counted: bool
    tokens: tuple[str, ...]
    """Its passages."""
    decided: tuple[Shown, ...]


class FindingControls(Record, frozen=True):
    """A finding, with what can be said of it."""

    id: str
    number: int
    story: str
    token: str
    seen: str
    wording: Passage
    independent: int
    outlets: int
    hidden: bool
    passages: tuple[PassageControls, ...]
    origins: tuple[OriginControls, ...]
    decided: tuple[Shown, ...]
    """That its claims are one, or apart; that it is hidden."""
    names: tuple[str, ...]
    """Whom the story names: what may be chosen for a speaker."""
    wrong: str = ""
    """Why a form could not be recorded."""
    chosen: tuple[str, ...] = ()
    reason: str = ""
    """What was in it."""


def of_finding(catalogue: Catalogue, finding: Finding, decisions: OfStory) -> FindingControls:
    """What can be decided of a finding."""
    claims = sorted((catalogue.claims[claim] for claim in finding.claims), key=lambda c: catalogue.order(c.span))
    return FindingControls(
        id=finding.id,
        number=catalogue.number[finding.id],
        story=finding.story,
        token=tokens.finding_token(finding),
        seen=tokens.seen(finding),
        wording=catalogue.passage(finding.wording),
        independent=finding.independent,
        outlets=len(finding.outlets),
        hidden=finding.id in catalogue.dossier.hidden,
        passages=tuple(of_claim(catalogue, claim, decisions) for claim in claims),
        origins=tuple(
            OriginControls(
                origin.name,
                origin.counted,
                tuple(tokens.token(catalogue.claims[claim].span) for claim in origin.claims),
                tuple(each for each in decisions.of_claims(("origin",), origin.claims) if each.value == origin.name),
            )
            for origin in finding.origins
        ),
        decided=decisions.of_claims(("same", "apart", "hide"), finding.claims),
        names=names(catalogue.dossier),
    )


def of_claim(catalogue: Catalogue, claim: Claim, decisions: OfStory) -> PassageControls:
    """What can be decided of one passage."""
    span = claim.span
    return PassageControls(
        claim=claim.id,
        token=tokens.token(span),
        passage=catalogue.passage(span, claim.content),
        voice=voice(claim),
        speaker=speaker_of(claim),
        corrected=tuple(_words(catalogue, claim, decisions)),
        decided=decisions.at(("speaker",), span.report, span.start, span.end),
        notes=decisions.at(("note",), span.report, span.start, span.end),
    )


def names(dossier: Dossier) -> tuple[str, ...]:
    """Whom a story names that can say something, those named most often first."""
    people = [each for each in dossier.identities if each.kind in ("person", "organisation", "role", "group")]
    people.sort(key=lambda each: (-len(each.mentions), each.name))
    return tuple(dict.fromkeys(each.name for each in people))[:MOST_NAMES]


def _words(catalogue: Catalogue, claim: Claim, decisions: OfStory) -> list[Words]:
    made = []
    for when in dict.fromkeys((*claim.dates, *((claim.said_on,) if claim.said_on else ()))):
        decided = decisions.at(("date",), when.span.report, when.span.start, when.span.end)
        token, words = tokens.token(when.span), catalogue.words(when.span)
        made.append(Words("date", token, words, when.value, spoken(when.value), decided))
    for figure in claim.figures:
        decided = decisions.at(("figure",), figure.span.report, figure.span.start, figure.span.end)
        reads = in_digits(figure.value)
        token, words = tokens.token(figure.span), catalogue.words(figure.span)
        made.append(Words("figure", token, words, reads, f"{reads} {figure.unit}".strip(), decided))
    return made


def wrong(controls: FindingControls, why: str, chosen: tuple[str, ...], reason: str) -> FindingControls:
    """The same with what was wrong with a form, and what was in it."""
    return msgspec.structs.replace(controls, wrong=why, chosen=chosen, reason=reason)
