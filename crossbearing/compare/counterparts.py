"""Claims of two reports that are each other's counterpart: what would say one thing, but for what sets the two apart.

A relation holds between two claims of one proposition: another figure, another day, "not", planned and done. How like
two such claims are tells little of it (a report says many things of one actor); that each is the *nearest* the other
has in its report tells most. So a counterpart leads: it is nearer than the next claim of that report, seen from both.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from crossbearing.compare.evidence import SIGNS, Evidence
from crossbearing.compare.judge import judge

LEAD = 0.06
"""Likeness by which each is nearer to the other than the next claim of its report. On annotated events, of the pairs
whose figures differ two in three are related from here on, and one in five without it."""
BARELY = 0.0
"""Each is the other's nearest: what shows in words that it is one thing (planned, then done) needs no more."""
BUT_FOR = -2.0
"""Least log-odds that two counterparts say one thing, what may set them apart put aside: where groups are joined."""
LIKELY = -1.0
"""From here on a pair is in the list whoever leads: its words and days may yet tell that it is one thing."""
SET_APART = (
    "one is pending", "one is unsure", "one is negated", "one denies", "other day", "same day", "other figure",
    "same figure", "one has a figure", "one has a source", "other source",
)  # fmt: skip
"""The signs by which claims of one proposition may differ: they are not asked whether it is one."""


class Counterpart(NamedTuple):
    """Two claims by number, i < j, and the log-odds that they say one thing but for what sets them apart."""

    i: int
    j: int
    odds: float
    leads: bool
    """Each is the other's nearest, by far."""
    barely_leads: bool
    """Each is the other's nearest, if only just."""
    names_others: bool
    """Each names somebody whom the other does not: then they may well tell of two people or bodies."""
    contained: float
    """Of the shorter claim's words, weighted by rarity, what both have."""


def is_close(pair: Counterpart) -> bool:
    """Whether two counterparts lead and tell of the same people: what a conflict of values is drawn between."""
    return pair.leads and not pair.names_others


def counterparts(evidence: Evidence) -> list[Counterpart]:
    """The pairs of a story's near claims that are each other's counterpart, in order."""
    if not len(evidence.pairs):
        return []
    odds = judge().log_odds(evidence.table, SET_APART)
    lead, contained = (evidence.table[:, SIGNS.index(sign)] for sign in ("lead", "contained"))
    leads = lead >= LEAD
    found = np.flatnonzero(((lead >= BARELY) & (odds >= BUT_FOR)) | (odds >= LIKELY))
    rows = zip(evidence.pairs[found], odds[found], leads[found], lead[found] >= BARELY, contained[found], strict=True)
    overview = evidence.overview
    about = [overview.identities_in(claim) for claim in overview.claims]
    return [
        Counterpart(
            i=int(i),
            j=int(j),
            odds=float(odd),
            leads=bool(led),
            barely_leads=bool(barely),
            names_others=bool(about[i] - about[j] and about[j] - about[i]),
            contained=float(part),
        )
        for (i, j), odd, led, barely, part in rows
    ]
