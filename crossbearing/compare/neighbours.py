"""The findings of a story that are nearest to one of them."""

from __future__ import annotations

from crossbearing.compare.alignment import weighed
from crossbearing.compare.evidence import Evidence
from crossbearing.compare.overview import Overview
from crossbearing.compare.questions import likely, without_vectors
from crossbearing.records import Dossier, Finding, PairSigns


def neighbours(dossier: Dossier, pairs: PairSigns | None, finding: str) -> tuple[tuple[Finding, float | None], ...]:
    """All other findings, nearest first, with the chance (0 to 1) that their nearest claims say one thing.

    Those of which no claims are near come after these, by the words that they share, rare ones counting more; their
    chance is None.
    """
    overview = Overview(without_vectors(dossier))
    of = {overview.number[claim]: each.id for each in dossier.findings for claim in each.claims}
    chances: dict[str, float] = {}
    if pairs is not None and pairs.claims == tuple(claim.id for claim in overview.claims):
        evidence = Evidence(overview, pairs)
        for (i, j), odds in zip(evidence.pairs.tolist(), weighed(evidence).tolist(), strict=True):
            if finding in (of.get(i), of.get(j)) and of.get(i) != of.get(j):
                other = of.get(j) if of.get(i) == finding else of.get(i)
                if other is not None:
                    chances[other] = max(likely(odds), chances.get(other, 0.0))
    ours = _stems(overview, next(each for each in dossier.findings if each.id == finding))
    shared = {
        each.id: sum(overview.rarity.get(stem, 0.0) for stem in sorted(ours & _stems(overview, each)))
        for each in dossier.findings
    }
    others = [each for each in dossier.findings if each.id != finding]
    others.sort(key=lambda each: (-chances.get(each.id, -1.0), -shared[each.id], each.id))
    return tuple((each, round(chances[each.id], 4) if each.id in chances else None) for each in others)


def _stems(overview: Overview, finding: Finding) -> frozenset[str]:
    return frozenset().union(*(overview.words[overview.number[claim]] for claim in finding.claims))
