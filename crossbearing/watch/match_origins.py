"""On which origins a match rests: those that stand behind what meets the pattern, and not beside it.

An origin counts by the claims that meet the pattern by their own words, take the finding's stance (who denies what
others assert stands behind the denial alone), surely belong to the finding and are not hidden by a reader. That agency
copies are one origin, that unnamed sources and headlines add none, and that a reader ruled an origin out,
`Finding.origins` says already. Claims that a report withdrew are in no finding.

A document is an unnamed source to `Finding.origins`. Here it counts where somebody answers for it (`vouching`): its
author, or the outlet that saw it. Where one of these is an origin already, the document is that origin's and makes it
no second one; nor do two documents of one author, or two of which no author is named, which may be one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from crossbearing.decided import is_of
from crossbearing.records import Claim, EvidenceClass, Finding, MatchedClaim, Origin, Rulings, Stance
from crossbearing.watch.vouching import AUTHOR, SEEN


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
    papers = _Papers(claims)
    for origin in sorted(finding.origins, key=lambda each: not each.counted):
        found = frozenset(kinds[claim] for claim in origin.claims if claim in kinds)
        may_count = origin.kind == "unnamed" and not any(is_of(each, origin) for each in rulings.no_origins)
        whose = None
        if found and not origin.counted and may_count:
            whose = papers.whose(origin, [claim for claim in origin.claims if claim in kinds], counted)
        if found and (origin.counted or whose == origin.name):
            counted[origin.name] = found
        elif found:
            unnamed.append(origin.name)
        if whose is not None and whose != origin.name:
            counted[whose] |= {"document"}
    return Resting(counted, tuple(unnamed), stance=finding.stance)


class _Papers:
    """The documents of a match, and to which origin each goes."""

    def __init__(self, claims: Sequence[MatchedClaim]) -> None:
        self._reasons = {each.claim: each.evidence.reasons for each in claims if each.evidence.kind == "document"}
        self._of: dict[str, str] = {}
        """By whom a counted document is answered for → the origin that it is counted as."""

    def whose(self, origin: Origin, claims: Sequence[str], counted: Collection[str]) -> str | None:
        """The origin as which a document counts: itself, or one that is counted; None where nobody answers for it."""
        reasons = [reason for claim in claims for reason in self._reasons.get(claim, ())]
        authors = [reason.detail for reason in reasons if reason.name == AUTHOR]
        outlets = [reason.detail for reason in reasons if reason.name == SEEN]
        if not authors and not outlets:
            return None
        for name in (*authors, *outlets):
            same = next((each for each in counted if _is_part(name, each)), None)
            if same is not None:
                return same
        return self._of.setdefault(authors[0].casefold() if authors else "", origin.name)


def _is_part(name: str, other: str) -> bool:
    """Whether one of two names holds all words of the other: "ministry" and "ministry of Velm", "The Ledger"."""
    a, b = set(name.casefold().split()), set(other.casefold().split())
    return a <= b or b <= a
