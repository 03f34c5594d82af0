"""On which origins a match rests: those that stand behind what meets the pattern, and not beside it.

An origin counts by the claims that meet the pattern by their own words, take the finding's stance (who denies what
others assert stands behind the denial alone), surely belong to the finding and are not hidden by a reader. That agency
copies are one origin, that unnamed sources and headlines add none, and that a reader ruled an origin out,
`Finding.origins` says already. Claims that a report withdrew are in no finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from crossbearing.records import Claim, EvidenceClass, Finding, MatchedClaim, Rulings, Stance


class Resting(NamedTuple):
    """What a match is held against its standard by."""

    origins: Mapping[str, frozenset[EvidenceClass]]
    """Name of each counted origin → the classes of evidence of its claims."""
    unnamed: tuple[str, ...] = ()
    """Names of those that stand behind it and are not counted."""
    heard: bool = False
    """Those concerned deny it, or a report says that they were asked."""
    stance: Stance = "asserts"
    """Of the finding: one that denies or doubts does not assert what the matter is about."""


def resting(finding: Finding, claims: Sequence[MatchedClaim], read: Mapping[str, Claim], rulings: Rulings) -> Resting:
    """The origins of a finding as far as its matched claims go. `read` has these claims by id."""
    left_out = {*finding.doubtful, *rulings.hidden}
    kinds = {
        each.claim: each.evidence.kind
        for each in claims
        if not each.context and each.claim not in left_out and read[each.claim].stance == finding.stance
    }
    counted: dict[str, frozenset[EvidenceClass]] = {}
    unnamed = []
    for origin in finding.origins:
        found = frozenset(kinds[claim] for claim in origin.claims if claim in kinds)
        if found and origin.counted:
            counted[origin.name] = found
        elif found:
            unnamed.append(origin.name)
    return Resting(counted, tuple(unnamed), stance=finding.stance)
