"""The words that a match is told by: those of a claim that bears on the matter, and of these the ones that say most."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from crossbearing.records import Facet, Finding, Span
from crossbearing.watch.scope import Scope

_ENOUGH = 300
"""Characters: what is longer says no more for that."""


def worded(finding: Finding, held: Mapping[str, Iterable[Facet]], scopes: Mapping[str, Scope]) -> Span:
    """The finding's wording where it is that of one of these claims, else the words of the best of them.

    `held` has the claims by id, at least one, with the parts of the pattern that each meets. The best surely belongs to
    the finding, is no headline, opens its sentence, names most of the parts in its own words, and then is the longest;
    of equals it is the first.
    """
    if any(scopes[claim].claim.span == finding.wording for claim in held):
        return finding.wording
    best = max(held, key=lambda claim: (claim not in finding.doubtful, *_says(scopes[claim], held[claim])))
    return scopes[best].claim.span


def _says(scope: Scope, facets: Iterable[Facet]) -> tuple[bool, bool, int, int]:
    """How well a claim's words say by themselves what it is about."""
    claim = scope.claim
    own = {
        facet.name
        for facet in facets
        for span in facet.spans
        if span.report == claim.span.report and claim.span.start <= span.start and span.end <= claim.span.end
    }
    is_part = scope.report.text[claim.span.start : claim.span.start + 1].islower()
    return not scope.is_heading, not is_part, len(own), min(claim.span.end - claim.span.start, _ENOUGH)
