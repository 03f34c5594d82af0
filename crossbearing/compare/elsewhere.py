"""Which other reports of a story say what one of them no longer says.

The story's findings are made of claims that stand, so a withdrawn one is in none. It is held against the claims of the
other reports by the judge of pairs, with a high threshold, and nothing may set the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.standing import Read, Standing
from crossbearing.learned.pairs import JudgesPairs
from crossbearing.records import Claim, Finding, Material, Vectors

SURE = 1.0
"""Log-odds by the judge from which another report's claim is the same."""
NEAR = 0.5
"""Cosine of two claims under which the judge is not asked."""
MOST_REPORTS = 200
"""Reports of a story in which a withdrawn claim is looked for, in the order of the story."""


class Elsewhere:
    """The reports of a story, to be asked for a claim that is in none of its findings."""

    def __init__(self, material: Material, findings: Sequence[Finding], judge: JudgesPairs) -> None:
        self._reads = [Read(*each) for each in zip(material.reports, material.readings, material.vectors, strict=True)][
            :MOST_REPORTS
        ]
        self._finding_of = {claim: finding.id for finding in findings for claim in finding.claims}
        self._judge = judge
        self._against: dict[tuple[str, str], Standing] = {}

    def claims(self, earlier: Read, claim: Claim, *, apart_from: str) -> tuple[Claim, ...]:
        """The claims of other reports that say it: of each report the one that is surest."""
        row = _rows(earlier.vectors)[earlier.reading.claims.index(claim)]
        near = (
            other
            for other in self._reads
            if other.report.id != apart_from and (_rows(other.vectors) @ row).max(initial=0) >= NEAR
        )
        found = (self._standing(earlier, other).same(claim, SURE) for other in near)
        return tuple(each for each in found if each is not None)

    def findings(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        """Ids of the findings that claims are in."""
        return tuple(sorted({self._finding_of[claim.id] for claim in claims if claim.id in self._finding_of}))

    def _standing(self, earlier: Read, other: Read) -> Standing:
        key = earlier.report.id, other.report.id
        if key not in self._against:
            self._against[key] = Standing(earlier, other, self._judge)
        return self._against[key]


def _rows(vectors: Vectors) -> NDArray[np.float32]:
    """A report's claims, as unit rows."""
    return np.frombuffer(vectors.claims, "<f4").reshape(-1, vectors.dim)
