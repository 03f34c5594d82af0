"""One claim as a pattern sees it: its words, who is named in it, its figures, days and places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossbearing.records import Actor, Claim, Dossier, Predicate, Reading, Record, Report, Span
from crossbearing.watch.words import Words, phrase


class Scope(Record, frozen=True):
    """A claim in its report. What does not stand in its content may stand in its sentence."""

    claim: Claim
    report: Report
    reading: Reading
    words: Words

    @property
    def sentence(self) -> Span:
        """The sentence that it stands in."""
        return self.reading.sentences[self.claim.sentence].span

    def places(self) -> tuple[Span, Span]:
        """Where words are looked for: in the content, then in its sentence."""
        return self.claim.content, self.sentence

    def find(self, wanted: Sequence[str], within: Span) -> Iterator[tuple[str, Span]]:
        """Each phrase that stands there, and where."""
        for each in wanted:
            stems = phrase(each)
            if stems:
                for start, end in self.words.find(stems, within.start, within.end):
                    yield each, Span(self.report.id, start, end)

    def named(self, names: Sequence[str], within: Span) -> Iterator[Span]:
        """Where one of these names stands, or a word that stands for who bears it."""
        for _, span in self.find(names, within):
            yield span
        known = {phrase(name) for name in names}
        bearers = {actor.id for actor in self.reading.actors if _bears(actor, known)}
        for each in self.reading.coreferences:
            if each.actor in bearers and within.start <= each.span.start and each.span.end <= within.end:
                yield each.span

    def predicates(self, within: Span) -> tuple[Predicate, ...]:
        """The acts that are told there."""
        return tuple(each for each in self.reading.predicates if within.start <= each.start and each.end <= within.end)


def _bears(actor: Actor, names: set[tuple[str, ...]]) -> bool:
    return phrase(actor.name) in names


def scopes(dossier: Dossier) -> dict[str, Scope]:
    """Claim's id → the claim in its report."""
    found: dict[str, Scope] = {}
    for report, reading in zip(dossier.reports, dossier.readings, strict=True):
        words = Words(report.text)
        found |= {claim.id: Scope(claim, report, reading, words) for claim in reading.claims}
    return found
