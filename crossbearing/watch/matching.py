"""Which findings of a story meet a mandate's patterns, on whose word, and what stands against them.

A finding matches where one of its claims meets all parts of a pattern. Its other claims say the same (alignment says
so): they are shown with it. Only the origins of claims that meet the pattern by their own words count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crossbearing.records import (
    Denial,
    Disagreement,
    Dossier,
    Facet,
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
    content_id,
)
from crossbearing.watch.asked import asked
from crossbearing.watch.evidence import evidence, roles
from crossbearing.watch.facets import facets
from crossbearing.watch.resting import resting
from crossbearing.watch.scope import Scope, scopes
from crossbearing.watch.standards import judged

VERSION = 1
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
        self.scopes = {claim: scope for claim, scope in scopes(dossier).items() if self._is_wanted(scope)}
        self.subjects = {subject.id: subject.names for subject in mandate.subjects}
        self.findings = {finding.id: finding for finding in dossier.findings}
        self.hidden = set(dossier.hidden)
        self.rulings = dossier.rulings
        self.roles = roles(dossier)

    def _is_wanted(self, scope: Scope) -> bool:
        mandate = self.mandate
        language = not mandate.languages or scope.report.language in mandate.languages
        return language and (not mandate.outlets or scope.report.outlet in mandate.outlets)

    def matches(self, matter: Matter) -> Iterator[Match]:
        for finding in self._shown():
            for pattern in matter.patterns:
                held = self._held(pattern, finding)
                if any(all(each.met for each in found) for found in held.values()):
                    yield self._match(matter, pattern, finding, held)
                    break

    def misses(self, matter: Matter) -> Iterator[Miss]:
        for finding in self._shown():
            near: list[Miss] = []
            for pattern in matter.patterns:
                for found in self._held(pattern, finding).values():
                    missing = [each for each in found if not each.met]
                    if not missing:
                        break
                    met = tuple(each for each in found if each.met)
                    if len(missing) == 1 and met:
                        near.append(_miss(matter, pattern, finding, missing[0], met))
                else:
                    continue
                break
            else:
                yield from near[:1]

    def _shown(self) -> Iterator[Finding]:
        return (finding for finding in self.dossier.findings if finding.id not in self.hidden)

    def _held(self, pattern: Pattern, finding: Finding) -> dict[str, tuple[Facet, ...]]:
        return {
            claim: facets(pattern, self.subjects, self.scopes[claim])
            for claim in finding.claims
            if claim in self.scopes
        }

    def _match(
        self, matter: Matter, pattern: Pattern, finding: Finding, held: Mapping[str, tuple[Facet, ...]]
    ) -> Match:
        claims = tuple(self._claim(claim, found) for claim, found in held.items())
        denials = tuple(self._denials(finding))
        sought = asked([self.scopes[each.claim] for each in claims])
        rests = resting(finding, claims, {each.claim: self.scopes[each.claim].claim for each in claims}, self.rulings)
        rests = rests._replace(heard=bool(sought or denials))
        return Match(
            id=content_id("ma", self.mandate.id, matter.id, finding.id),
            mandate=self.mandate.id,
            matter=matter.id,
            pattern=pattern.id,
            story=self.dossier.story.id,
            finding=finding.id,
            wording=finding.wording,
            stance=finding.stance,
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
        )

    def _claim(self, claim: str, found: tuple[Facet, ...]) -> MatchedClaim:
        scope = self.scopes[claim]
        return MatchedClaim(
            claim=claim,
            report=scope.report.id,
            span=scope.claim.span,
            outlet=scope.report.outlet,
            facets=found,
            evidence=evidence(scope, self.roles),
            context=not all(each.met for each in found),
        )

    def _figures(self, finding: Finding, claims: Sequence[MatchedClaim]) -> Iterator[OnWhoseWord]:
        """Every figure of the claims, those of one value and unit together."""
        told: dict[tuple[object, ...], OnWhoseWord] = {}
        for each in claims:
            origins = [origin.name for origin in finding.origins if each.claim in origin.claims]
            for figure in self.scopes[each.claim].claim.figures:
                key = (figure.value, figure.low, figure.high, figure.unit)
                before = told.get(key, OnWhoseWord(figure, (), ()))
                said = tuple(dict.fromkeys((*before.said_by, *origins)))
                outlets = tuple(dict.fromkeys((*before.outlets, *([each.outlet] if each.outlet else []))))
                told[key] = OnWhoseWord(before.figure, said, outlets)
        yield from told.values()

    def _denials(self, finding: Finding) -> Iterator[Denial]:
        if finding.stance == "denies":
            yield self._denial(finding, finding)
        for relation in self._related(finding, "denies"):
            if relation.to_id == finding.id and relation.from_id in self.findings:
                yield self._denial(self.findings[relation.from_id], finding)

    def _denial(self, denial: Finding, of: Finding) -> Denial:
        missing = tuple(outlet for outlet in of.outlets if outlet not in denial.outlets)
        names = tuple(origin.name for origin in denial.origins)
        return Denial(denial.id, denial.wording, names, denial.outlets, missing)

    def _disagreements(self, finding: Finding) -> Iterator[Disagreement]:
        for relation in self._related(finding, "contradicts", "updates"):
            later = relation.from_id == finding.id
            other = self.findings.get(relation.to_id if later else relation.from_id)
            if other is not None:
                kind = "contradicts" if relation.kind == "contradicts" else ("updates" if later else "updated by")
                yield Disagreement(kind, other.id, other.wording, other.outlets, relation.reasons)  # type: ignore[arg-type]

    def _related(self, finding: Finding, *kinds: str) -> Iterator[Relation]:
        return (
            each for each in self.dossier.relations if each.kind in kinds and finding.id in (each.from_id, each.to_id)
        )


def _miss(matter: Matter, pattern: Pattern, finding: Finding, missing: Facet, met: tuple[Facet, ...]) -> Miss:
    return Miss(matter.id, pattern.id, finding.story, finding.id, finding.wording, missing, met)


def spans(match: Match) -> Iterator[Span]:
    """Every passage that a match names."""
    yield match.wording
    for claim in match.claims:
        yield claim.span
        for facet in claim.facets:
            yield from facet.spans
        for reason in claim.evidence.reasons:
            yield from reason.spans
    yield from (each.figure.span for each in match.figures)
    yield from (each.span for each in match.denials)
    yield from (each.span for each in match.disagreements)
    yield from match.asked
    yield from match.withdrawn
