"""A report and its reading with what readers decided in the place of what the machine had said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from crossbearing.decide.folding import spelling
from crossbearing.decide.terms import OUTLET
from crossbearing.decided import because
from crossbearing.records import (
    Claim,
    Decision,
    Figure,
    Published,
    Quote,
    Reading,
    Reason,
    Report,
    Source,
    SourceKind,
    Span,
    When,
)

NOBODY = "unnamed"
"""The source of what is somebody's word, and nobody says whose; as `read` calls it."""
_KINDS: Mapping[str, SourceKind] = {"person": "person", "organisation": "organisation", "place": "place"}
"""Kinds of actors that are kinds of sources."""


class Change(NamedTuple):
    """What a decision says of one thing in the report, and what the machine says."""

    decision: Decision
    was: str


class Changes:
    """All changes in one report, each thing changed by one decision."""

    def __init__(self, report: Report, reading: Reading) -> None:
        self._report, self._reading = report, reading
        self.published: Change | None = None
        self.dates: dict[Span, Change] = {}
        self.figures: dict[Span, Change] = {}
        self.speakers: dict[str, Change] = {}
        """By the id of a quote or claim."""

    def report(self) -> Report:
        """The report under the day on which it was published by a decision."""
        if self.published is None:
            return self._report
        decision, was = self.published
        why = because(decision, f"published {decision.value}", was).detail
        candidates = self._report.published.candidates
        return replace(self._report, published=Published(decision.value, "decision", why=why, candidates=candidates))

    def reading(self) -> Reading:
        """The reading with other dates, figures and speakers; ids and spans are as they were."""
        given = self._reading
        return replace(
            given,
            dates=tuple(self._dates(given.dates)),
            figures=tuple(self._figures(given.figures)),
            quotes=tuple(self._quote(quote) for quote in given.quotes),
            attributions=tuple(replace(each, said_on=self._said_on(each.said_on)) for each in given.attributions),
            claims=tuple(self._claim(claim) for claim in given.claims),
        )

    def _dates(self, given: Iterable[When]) -> Iterable[When]:
        for when in given:
            change = self.dates.get(when.span)
            if change is None:
                yield when
            elif change.decision.value:
                yield replace(when, value=change.decision.value, basis="stated")

    def _said_on(self, when: When | None) -> When | None:
        return None if when is None else next(iter(self._dates([when])), None)

    def _figures(self, given: Iterable[Figure]) -> Iterable[Figure]:
        for figure in given:
            change = self.figures.get(figure.span)
            if change is None:
                yield figure
            elif change.decision.value:
                value = float(change.decision.value)
                low = None if figure.hedge in ("<", "<=") else value
                high = None if figure.hedge in (">", ">=") else value
                yield replace(figure, value=value, low=low, high=high)

    def _quote(self, quote: Quote) -> Quote:
        change = self.speakers.get(quote.id)
        if change is None:
            return quote
        speaker = self._source(change.decision.value) if change.decision.value else None
        return replace(quote, speaker=speaker, because=(*quote.because, _of_speaker(change, quote.span)))

    def _claim(self, claim: Claim) -> Claim:
        dates = (*claim.dates, *(() if claim.said_on is None else (claim.said_on,)))
        why = [_of_value(self.dates[when.span], "the day is", when.span) for when in dates if when.span in self.dates]
        why += [
            _of_value(self.figures[figure.span], "the number is", figure.span)
            for figure in claim.figures
            if figure.span in self.figures
        ]
        speaker = self.speakers.get(claim.id)
        if speaker is not None:
            why.append(_of_speaker(speaker, claim.span))
            claim = replace(claim, sources=self._sources(claim, speaker.decision.value), co_sources=())
        if not why:
            return claim
        return replace(
            claim,
            dates=tuple(self._dates(claim.dates)),
            said_on=self._said_on(claim.said_on),
            figures=tuple(self._figures(claim.figures)),
            because=(*claim.because, *why),
        )

    def _sources(self, claim: Claim, speaker: str) -> tuple[Source, ...]:
        """The chain with another at its deepest: through whom the outlet has it stays, unless it is its own word."""
        if speaker == OUTLET:
            return ()
        deepest = self._source(speaker)
        return (deepest, *(source for source in claim.sources[1:] if source.name != deepest.name))

    def _source(self, name: str) -> Source:
        """Whom a reader named, as the report knows them, where it names them too."""
        if not name:
            return Source(NOBODY, "unnamed")
        if name == OUTLET:
            return Source(self._report.outlet or self._report.name, "outlet")
        known = next((source for source in _sources(self._reading) if _same(source.name, name)), None)
        if known is not None:
            return replace(known, span=None)
        actor = next((actor for actor in self._reading.actors if _same(actor.name, name)), None)
        if actor is not None:
            return Source(actor.name, _KINDS.get(actor.kind, "unnamed"), role=actor.role)
        return Source(name, "person")


def _of_speaker(change: Change, span: Span) -> Reason:
    return because(change.decision, _whose(change.decision.value), _whose(change.was), (span,))


def _whose(speaker: str) -> str:
    if not speaker:
        return "the word of somebody who is not named"
    return "the outlet's own word" if speaker == OUTLET else f"the word of {speaker}"


def _of_value(change: Change, what: str, span: Span) -> Reason:
    value = change.decision.value
    return because(change.decision, f"{what} {value}" if value else "the words give none", change.was, (span,))


def _sources(reading: Reading) -> Iterable[Source]:
    for claim in reading.claims:
        yield from (*claim.sources, *claim.co_sources)
    yield from (quote.speaker for quote in reading.quotes if quote.speaker is not None)


def _same(a: str, b: str) -> bool:
    return spelling(a).casefold() == spelling(b).casefold()
