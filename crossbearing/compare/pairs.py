"""The stage that finds the near pairs of a story's claims and gives each its signs: once, for all that weigh them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.evidence import OF_TWO, SIGNS, pairs_in, table_in
from crossbearing.compare.near import near
from crossbearing.compare.overview import Overview
from crossbearing.compare.shown import sides
from crossbearing.compare.signs import Signs
from crossbearing.learned.pairs import JudgesPairs
from crossbearing.learned.sides import Side
from crossbearing.records import Material, PairSigns

_SAID = 16
"""Bytes that stand for a claim."""


def pairs(material: Material, judge: JudgesPairs, last: Sequence[PairSigns] = ()) -> PairSigns:
    """All near pairs of the story and their signs; in no way dependent on the order of the reports.

    `last` is what this made of the story, or of those that it took up, before a report came or went. What two claims
    have by themselves (`OF_TWO`) is taken over from there for those that its report's reading still says the same of;
    the result is the same without it. What depends on the story (how rare a word is in it, what all its claims mean on
    average, who is whom) is worked out anew each time.
    """
    overview = Overview(material)
    if not overview.claims:
        return PairSigns((), b"", b"", b"")
    found, shown = near(overview), sides(overview)
    said = _said(overview, shown)
    known, of_two = _taken_over(found.pairs, said, last)
    signs = Signs(overview, found, shown, judge)
    of_two[~known] = signs.of_two(found.pairs[~known])
    return PairSigns(
        claims=tuple(claim.id for claim in overview.claims),
        said=b"".join(said),
        pairs=found.pairs.astype("<i4").tobytes(),
        signs=signs.table(of_two).astype("<f4").tobytes(),
    )


def _said(overview: Overview, shown: Sequence[Side]) -> list[bytes]:
    """For each claim a digest of what its reading says of it, and of what the judge is shown."""
    return [
        hashlib.sha256(msgspec.json.encode((claim, side))).digest()[:_SAID]
        for claim, side in zip(overview.claims, shown, strict=True)
    ]


def _taken_over(
    pairs: NDArray[np.int64], said: Sequence[bytes], last: Sequence[PairSigns]
) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
    """For which pairs the signs of `OF_TWO` are known from before, and these signs; zeros for the others."""
    columns = [SIGNS.index(sign) for sign in OF_TWO]
    known, signs = np.zeros(len(pairs), bool), np.zeros((len(pairs), len(OF_TWO)), np.float32)
    for before in last:
        then = {before.said[at : at + _SAID]: at // _SAID for at in range(0, len(before.said), _SAID)}
        number = np.array([then.get(each, -1) for each in said], dtype=np.int64)
        old, size = pairs_in(before), len(then)
        if not len(old):
            continue
        i, j = number[pairs[:, 0]], number[pairs[:, 1]]
        wanted, held = np.minimum(i, j) * size + np.maximum(i, j), old[:, 0] * size + old[:, 1]
        at = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
        there = (np.minimum(i, j) >= 0) & (held[at] == wanted) & ~known
        signs[there] = table_in(before)[at[there]][:, columns]
        known |= there
    return known, signs
