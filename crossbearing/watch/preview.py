"""What a mandate would match, before it is in force: for whoever writes its patterns.

Beside the matches stand the findings that met a pattern but for one part, counted by pattern and part: there a word may
be missing in the pattern, or the pattern does what it should.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from crossbearing.records import (
    Dossier,
    EvidenceClass,
    Facet,
    FacetName,
    Instrument,
    Mandate,
    Match,
    Matter,
    Miss,
    Record,
    Span,
)
from crossbearing.watch import matching
from crossbearing.watch.spans import within


class Piece(Record, frozen=True):
    """Words of a passage, and which part of the pattern they meet; None for those between."""

    text: str
    part: FacetName | None


class Shown(Record, frozen=True):
    """A match, with words of the reports for its passages."""

    match: Match
    wording: str
    passage: tuple[Piece, ...]
    """The first claim that meets the pattern by its own words; its sentence, where some of them stand beside it."""
    evidence: tuple[EvidenceClass, ...]
    """What those claims rest on that meet the pattern by their own words, in the order of the claims."""
    denials: tuple[str, ...]
    """The wording of each denial."""


class NearMiss(Record, frozen=True):
    """A finding that met a pattern but for one part, with the claim or sentence that did."""

    miss: Miss
    wording: str
    passage: tuple[Piece, ...]
    outlets: tuple[str, ...]


class Missed(Record, frozen=True):
    """All findings that met one pattern but for one and the same part."""

    pattern: str
    missing: FacetName
    findings: int
    examples: tuple[NearMiss, ...]
    """Some of them, those first in which something else is missing."""


class MatterPreview(Record, frozen=True):
    """What one matter would match."""

    id: str
    title: str
    instruments: tuple[Instrument, ...]
    """What its matches would bear on, if they were so."""
    matches: tuple[Shown, ...]
    """Those first that meet the standard, then those on more origins."""
    missed: tuple[Missed, ...]
    """The commonest first."""


class Preview(Record, frozen=True):
    """What a mandate would match in a case as it stands."""

    mandate: str
    title: str
    stories: int
    reports: int
    matters: tuple[MatterPreview, ...]


@dataclass
class _Group:
    findings: int = 0
    examples: list[NearMiss] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    """Of the examples, what is missing in each."""


@dataclass
class _Found:
    matches: list[Shown] = field(default_factory=list)
    missed: dict[tuple[str, FacetName], _Group] = field(default_factory=dict)


def preview(mandate: Mandate, dossiers: Iterable[Dossier], examples: int) -> Preview:
    """What the mandate matches in these dossiers, one at a time; of findings that it misses, so many for each kind."""
    found = {matter.id: _Found() for matter in mandate.matters}
    stories = reports = 0
    for dossier in dossiers:
        stories += 1
        reports += len(dossier.reports)
        words = _Words(dossier)
        for match in matching.matches(mandate, dossier):
            found[match.matter].matches.append(words.shown(match))
        for miss in matching.misses(mandate, dossier):
            if not any(facet.spans for facet in miss.met):
                continue  # it met nothing but words that must not stand there
            group = found[miss.matter].missed.setdefault((miss.pattern, miss.missing.name), _Group())
            _count(group, miss, words, examples)
    matters = tuple(_matter(matter, found[matter.id]) for matter in mandate.matters)
    return Preview(mandate.id, mandate.title, stories, reports, matters)


class _Words:
    """The words of one story's reports."""

    def __init__(self, dossier: Dossier) -> None:
        self.texts = {report.id: report.text for report in dossier.reports}
        self.findings = {finding.id: finding for finding in dossier.findings}
        self.places = {
            claim.id: (claim.span, reading.sentences[claim.sentence].span)
            for reading in dossier.readings
            for claim in reading.claims
        }

    def of(self, span: Span) -> str:
        """In one line."""
        return " ".join(self.texts[span.report][span.start : span.end].split())

    def shown(self, match: Match) -> Shown:
        meeting = [each for each in match.claims if not each.context]
        kinds = dict.fromkeys(each.evidence.kind for each in meeting)
        denials = tuple(self.of(each.span) for each in match.denials)
        passage = self.passage(meeting[0].claim, meeting[0].facets)
        return Shown(match, self.of(match.wording), passage, tuple(kinds), denials)

    def near(self, miss: Miss) -> NearMiss:
        finding = self.findings[miss.finding]
        first = next(span for facet in miss.met for span in facet.spans)
        claim = next(each for each in finding.claims if within(first, self.places[each][1]))
        return NearMiss(miss, self.of(miss.wording), self.passage(claim, miss.met), finding.outlets)

    def passage(self, claim: str, facets: Sequence[Facet]) -> tuple[Piece, ...]:
        """A claim with the words that meet the parts of a pattern; its sentence, where one stands beside it."""
        met = sorted(
            ((span, facet.name) for facet in facets if facet.met for span in facet.spans),
            key=lambda each: (each[0].start, -each[0].end),
        )
        content, sentence = self.places[claim]
        whole = content if all(within(span, content) for span, _ in met) else sentence
        return tuple(self._pieces(whole, [each for each in met if within(each[0], whole)]))

    def _pieces(self, whole: Span, met: Sequence[tuple[Span, FacetName]]) -> Iterator[Piece]:
        text, at = self.texts[whole.report], whole.start
        for span, name in met:
            if span.start >= at:
                if span.start > at:
                    yield Piece(text[at : span.start], None)
                yield Piece(text[span.start : span.end], name)
                at = span.end
        if at < whole.end:
            yield Piece(text[at : whole.end], None)


def _count(group: _Group, miss: Miss, words: _Words, examples: int) -> None:
    """One more of its kind; what says something new of what is missing takes the place of what does not."""
    group.findings += 1
    new = miss.missing.detail not in group.said
    if len(group.examples) < examples:
        group.examples.append(words.near(miss))
    elif new and examples and (again := _again(group.examples)) is not None:
        group.examples[again] = words.near(miss)
    else:
        return
    group.said = {each.miss.missing.detail for each in group.examples}


def _again(examples: Sequence[NearMiss]) -> int | None:
    """The last of them that says of what is missing what an earlier one does."""
    details = [each.miss.missing.detail for each in examples]
    return next((at for at in range(len(details) - 1, 0, -1) if details[at] in details[:at]), None)


def _matter(matter: Matter, found: _Found) -> MatterPreview:
    matches = sorted(
        found.matches, key=lambda each: (each.match.headline, not each.match.judged.met, -len(each.match.origins))
    )
    return MatterPreview(matter.id, matter.title, matter.instruments, tuple(matches), tuple(_missed(found)))


def _missed(found: _Found) -> Iterator[Missed]:
    for (pattern, missing), group in sorted(found.missed.items(), key=lambda item: -item[1].findings):
        yield Missed(pattern, missing, group.findings, tuple(group.examples))
