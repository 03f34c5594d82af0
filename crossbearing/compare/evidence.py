"""What the stages that compare claims know of a story: its claims, and the table of near pairs with their signs.

`compare.pairs` makes the table, `compare.judge` weighs it.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.near import rows_of
from crossbearing.compare.overview import Overview
from crossbearing.errors import IntegrityError
from crossbearing.records import PairSigns

SIGNS = (
    "meaning", "words", "contained", "closeness", "lead", "same figure", "other figure", "one has a figure", "same day",
    "other day", "one is negated", "one denies", "one is pending", "one is unsure", "judged the same",
    "judged another value", "judged a denial", "same source", "other source",
    "one has a source", "shared actors", "least actors shared", "other actors", "same quote", "copied", "lengths",
    "short", "places in the text",
)  # fmt: skip
"""The columns of `Evidence.table`; all are symmetric in the pair."""
JUDGED = ("judged the same", "judged another value", "judged a denial")
"""Those of them that the judge of pairs gives, in the order of its answers."""
OF_TWO = SIGNS[SIGNS.index("same figure") : SIGNS.index(JUDGED[-1]) + 1]
"""Those of them that two claims have by themselves, in whatever story they stand."""


class Evidence:
    """The pairs of a story's claims that are near each other, and what is known of each pair."""

    def __init__(self, overview: Overview, known: PairSigns) -> None:
        """Raises IntegrityError where the pairs are of other claims than the story's."""
        if known.claims != tuple(claim.id for claim in overview.claims):
            raise IntegrityError(f"the near pairs of {overview.material.story.id} are not those of its claims")
        self.overview = overview
        self.pairs: NDArray[np.int64] = pairs_in(known)
        """m × 2, in order."""
        self.table: NDArray[np.float32] = table_in(known)
        """One row a pair, one column a sign of `SIGNS`."""
        self._keys = self.pairs[:, 0] * len(overview.claims) + self.pairs[:, 1]

    @cached_property
    def rows(self) -> NDArray[np.float32]:
        """For each claim a vector; the product of two is about their likeness."""
        return rows_of(self.overview)

    def numbers(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each pair of claims, in whichever order, its row in the table; -1 where it is not near."""
        keys = np.minimum(i, j) * len(self.overview.claims) + np.maximum(i, j)
        if not len(self._keys):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        return np.where(self._keys[at] == keys, at, -1)

    def number(self, i: int, j: int) -> int | None:
        """The same of one pair; None where it is not near."""
        at = int(self.numbers(np.array([i]), np.array([j]))[0])
        return None if at < 0 else at

    def of(self, i: int, j: int) -> NDArray[np.float32] | None:
        """The signs of a pair, in whichever order; None where it is not near."""
        at = self.number(i, j)
        return None if at is None else self.table[at]


def pairs_in(known: PairSigns) -> NDArray[np.int64]:
    """m × 2 numbers of claims."""
    return np.frombuffer(known.pairs, "<i4").reshape(-1, 2).astype(np.int64)


def table_in(known: PairSigns) -> NDArray[np.float32]:
    """m × `SIGNS`."""
    return np.frombuffer(known.signs, "<f4").reshape(-1, len(SIGNS)).astype(np.float32)
