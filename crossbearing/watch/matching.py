"""Which findings of a story meet a mandate's patterns, on whose word, and what stands against them.

A finding matches where one of its claims meets all parts of a pattern. Its other claims say the same (alignment says
so): they are shown with it. Only the origins of claims that meet the pattern by their own words count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from crossbearing.records import (
    Denial,
    Disagreement,
    Dossier,
    Facet,
    Figure,
    Finding,
    Mandate,
    Match,
    MatchedClaim,
    Matter,
    Miss,
    OnWhoseWord,
    Pattern,
    Relation,
    Span,
    Stance,
    content_id,
)
from crossbearing.watch.evidence import evidence, offices
from crossbearing.watch.facets import facets
from crossbearing.watch.match_origins import resting
from crossbearing.watch.right_of_reply import asked
from crossbearing.watch.scope import Scope, scopes
from crossbearing.watch.stance import stance
from crossbearing.watch.standards import judged
from crossbearing.watch.who import who_denies, who_gives
from crossbearing.watch.wording import worded

VERSION = 4
"""Counted up whenever the same dossier and mandate may give other matches."""


def matches(mandate: Mandate, dossier: Dossier) -> tuple[Match, ...]:
    """What of a story bears on the mandate: by matter, in the order of the findings."""
    look = _Look(mandate, dossier)
    return tuple(found for matter in mandate.matters for found in look.matches(matter))


def misses(mandate: Mandate, dossier: Dossier) -> tuple[Miss, ...]:
    """Findings that match no pattern of a matter, and meet one but for one part."""
    look = _Look(mandate, dossier)
    return tuple(found for matter in mandate.matters for found in look.misses(matter))


class _Look:
    """One mandate and one story."""

    def __init__(self, mandate: Mandate, dossier: Dossier) -> None:
        self.mandate = mandate
        self.dossier = dossier
        self.subjects = {subject.id: subject.names for subject in mandate.subjects}
        places = [place for matter in mandate.matters for pattern in matter.patterns for place in pattern.where]
        named = [name for names in self.subjects.values() for name in names]
        known = tuple(dict.fromkeys((*named, *(place for place in places if place not in self.subjects))))
        self.scopes = {claim: scope for claim, scope in scopes(dossier, known).items() if self._is_wanted(scope)}
        self.findings = {finding.id: finding for finding in dossier.findings}
        self.of_claim = {claim: finding for finding in dossier.findings for claim in finding.claims}
        self.hidden = set(dossier.hidden)
        self.related: dict[str, list[Relation]] = {}
        for relation in dossier.relations:
            for finding in {relation.from_id, relation.to_id}:
                self.related.setdefault(finding, []).append(relation)
        self.rulings = dossier.rulings
        self.offices = offices(dossier)

    def _is_wanted(self, scope: Scope) -> bool:
        mandate = self.mandate
        language = not mandate.languages or scope.report.language in mandate.languages
        return language and (not mandate.outlets or scope.report.outlet in mandate.outlets)

    def matches(self, matter: Matter) -> Iterator[Match]:
        for finding in self._shown():
            met = [pattern for pattern in matter.patterns if self._meets(pattern, finding)]
            if met:
                yield self._match(matter, met, finding)

    def misses(self, matter: Matter) -> Iterator[Miss]:
        for finding in self._shown():
            near: list[Miss] = []
            for pattern in matter.patterns:
                if self._meets(pattern, finding):
                    break
                near += self._near(matter, pattern, finding)
            else:
                yield from near[:1]

    def _meets(self, pattern: Pattern, finding: Finding) -> bool:
        held = self._held(pattern, finding, 0).values()
        return any(_is_met(found) for found in held)

    def _near(self, matter: Matter, pattern: Pattern, finding: Finding) -> Iterator[Miss]:
        for found in self._held(pattern, finding, 1).values():
            missing = [each for each in found if not each.met]
            met = tuple(each for each in found if each.met)
            if len(missing) == 1 and met:
                yield Miss(matter.id, pattern.id, finding.story, finding.id, finding.wording, missing[0], met)

    def _shown(self) -> Iterator[Finding]:
        return (finding for finding in self.dossier.findings if finding.id not in self.hidden)

    def _held(self, pattern: Pattern, finding: Finding, most: int | None = None) -> dict[str, tuple[Facet, ...]]:
        """Claim's id → the parts of the pattern held against it, no further than `most` that are not met."""
        return {
            claim: facets(pattern, self.subjects, self.scopes[claim], most)
            for claim in finding.claims
            if claim in self.scopes
        }

    def _match(self, matter: Matter, met: Sequence[Pattern], finding: Finding) -> Match:
        """Each claim is held against the first of the patterns that it meets, or, as context, against the first."""
        held: dict[str, tuple[Facet, ...]] = {}
        for pattern in reversed(met):
            for claim, found in self._held(pattern, finding).items():
                if claim not in held or (pattern is met[0] and not _is_met(held[claim])) or _is_met(found):
                    held[claim] = found
        claims = tuple(self._claim(claim, found) for claim, found in held.items())
        meeting = {each.claim for each in claims if not each.context}
        words = {claim: found for claim, found in held.items() if claim in meeting}
        said = stance(finding, words, self.scopes)
        denials = tuple(self._denials(finding, said, list(words)))
        sought = asked([self.scopes[each.claim] for each in claims])
        rests = resting(finding, claims, {each.claim: self.scopes[each.claim].claim for each in claims}, self.rulings)
        rests = rests._replace(heard=bool(sought or denials))
        return Match(
            id=content_id("ma", self.mandate.id, matter.id, finding.id),
            mandate=self.mandate.id,
            matter=matter.id,
            pattern=met[0].id,
            story=self.dossier.story.id,
            finding=finding.id,
            wording=worded(finding, words, self.scopes),
            stance=said,
            status=finding.status,
            claims=claims,
            outlets=tuple(dict.fromkeys(each.outlet for each in claims if each.outlet)),
            origins=tuple(rests.origins),
            unnamed=rests.unnamed,
            figures=tuple(self._figures(finding, claims)),
            denials=denials,
            asked=sought,
            disagreements=tuple(self._disagreements(finding)),
            withdrawn=tuple(each.span for each in self.dossier.withdrawn if finding.id in each.findings),
            judged=judged(matter.standard or self.mandate.standard, rests),
            first=finding.first,
            last=finding.last,
            headline=all(self.scopes[claim].is_heading for claim in meeting),
        )

    def _claim(self, claim: str, found: tuple[Facet, ...]) -> MatchedClaim:
        scope = self.scopes[claim]
        return MatchedClaim(
            claim=claim,
            report=scope.report.id,
            span=scope.claim.span,
            outlet=scope.report.outlet,
            facets=found,
            evidence=evidence(scope, self.offices),
            context=not _is_met(found),
        )

    def _figures(self, finding: Finding, claims: Sequence[MatchedClaim]) -> Iterator[OnWhoseWord]:
        """Every figure of the claims, those of one value and unit together."""
        given: dict[tuple[object, ...], list[tuple[Figure, MatchedClaim]]] = {}
        for each in claims:
            for figure in self.scopes[each.claim].claim.figures:
                key = (figure.value, figure.low, figure.high, figure.unit)
                given.setdefault(key, []).append((figure, each))
        for alike in given.values():
            by = who_gives(finding.origins, {each.claim for _, each in alike})
            outlets = tuple(dict.fromkeys(each.outlet for _, each in alike if each.outlet))
            yield OnWhoseWord(alike[0][0], by, outlets)

    def _denials(self, finding: Finding, said: Stance, meeting: Sequence[str]) -> Iterator[Denial]:
        by = [denial.id for claim in meeting if (denial := self.scopes[claim].denied_by) is not None]
        beside = dict.fromkeys(self.of_claim[claim].id for claim in by if claim in self.of_claim)
        yield from (self._denial(self.findings[each], finding) for each in beside if each != finding.id)
        if said == "denies" and not beside:
            yield self._denial(finding, finding, meeting)
        for relation in self._related(finding, "denies"):
            if relation.to_id == finding.id and relation.from_id in self.findings and relation.from_id not in beside:
                from_ = self.findings[relation.from_id]
                shown = {span for reason in relation.reasons for span in reason.spans}
                yield self._denial(from_, finding, [each for each in from_.claims if self._span(each) in shown])

    def _denial(self, denial: Finding, of: Finding, others: Sequence[str] = ()) -> Denial:
        """In the words of those claims that deny; where none does so by its verb, of the others that are given."""
        denying = [claim for claim in denial.claims if claim in self.scopes and self._denies(claim)]
        text = [claim for claim in denying if not self.scopes[claim].is_heading]
        claims = text or denying or others  # a headline has other names for who it is
        span = worded(denial, dict.fromkeys(claims, ()), self.scopes) if claims else denial.wording
        missing = tuple(outlet for outlet in of.outlets if outlet not in denial.outlets)
        return Denial(
            denial.id, span, who_denies(denial.origins, claims or denial.claims), denial.outlets, missing
        )  # fmt: skip

    def _span(self, claim: str) -> Span | None:
        return self.scopes[claim].claim.span if claim in self.scopes else None

    def _denies(self, claim: str) -> bool:
        return self.scopes[claim].claim.stance == "denies"

    def _disagreements(self, finding: Finding) -> Iterator[Disagreement]:
        """Each other finding once. Where it both contradicts and updates, it contradicts if the two were said on one
        day: what was said on another took the earlier's place."""
        told: dict[str, dict[str, Disagreement]] = {}
        for relation in self._related(finding, "contradicts", "updates"):
            later = relation.from_id == finding.id
            other = self.findings.get(relation.to_id if later else relation.from_id)
            if other is not None:
                kind: Literal["contradicts", "updates", "updated by"] = "updates" if later else "updated by"
                kind = "contradicts" if relation.kind == "contradicts" else kind
                each = Disagreement(kind, other.id, other.wording, other.outlets, relation.reasons)
                told.setdefault(other.id, {})[kind] = each
        for other_id, kinds in told.items():
            conflict = kinds.pop("contradicts", None)
            update = next(iter(kinds.values()), None)
            if conflict is not None and update is not None and not _one_day(finding, self.findings[other_id]):
                conflict = None
            yield from (each for each in (conflict or update,) if each is not None)

    def _related(self, finding: Finding, *kinds: str) -> Iterator[Relation]:
        return (each for each in self.related.get(finding.id, ()) if each.kind in kinds)


def _one_day(a: Finding, b: Finding) -> bool:
    """Whether reports of two findings are of one day, as far as their days are known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return True
    return a.first <= b.last and b.first <= a.last


def _is_met(found: Sequence[Facet]) -> bool:
    return all(each.met for each in found)


def spans(match: Match) -> Iterator[Span]:
    """Every passage that a match names."""
    yield from passages(match)
    for claim in match.claims:
        for facet in claim.facets:
            yield from facet.spans
        for reason in claim.evidence.reasons:
            yield from reason.spans


def passages(match: Match) -> Iterator[Span]:
    """Those that a report quotes: without the words in them that meet a pattern or name the evidence."""
    yield match.wording
    yield from (claim.span for claim in match.claims)
    yield from (each.figure.span for each in match.figures)
    yield from (each.span for each in match.denials)
    yield from (each.span for each in match.disagreements)
    yield from match.asked
    yield from match.withdrawn
