"""Average-link clustering that does not chain: a member must agree with the cluster, not with one neighbour."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from crossbearing.compare.products import products

_NEVER = -9.0
"""Less than any score: a cluster with itself, and what has been joined away."""


def average_link(scores: NDArray[np.floating[Any]], threshold: float) -> list[list[int]]:
    """Join the two clusters with the highest mean score until none reaches `threshold` (UPGMA; Sokal & Michener, 1958).

    `scores` is a symmetric n × n matrix. Returns the clusters as sorted lists of row numbers, ordered by their first;
    rows that joined none stand alone. Ties go to the lower numbers. O(n²) in memory, about O(n²) in time.
    """
    size = len(scores)
    mean = scores.copy()
    np.fill_diagonal(mean, _NEVER)
    members: dict[int, list[int]] = {row: [row] for row in range(size)}
    best = mean.argmax(axis=1) if size else np.zeros(0, dtype=np.int64)
    top = mean[np.arange(size), best] if size else np.zeros(0)
    while len(members) > 1:
        i = int(top.argmax())
        if top[i] < threshold:
            break
        i, j = sorted((i, int(best[i])))
        n, m = len(members[i]), len(members[j])
        joined = (n * mean[i] + m * mean[j]) / (n + m)
        joined[(mean[i] == _NEVER) | (mean[j] == _NEVER)] = _NEVER
        stale = np.flatnonzero((best == i) | (best == j))
        mean[i], mean[:, i] = joined, joined
        mean[j], mean[:, j] = _NEVER, _NEVER
        members[i] += members.pop(j)
        top[j] = _NEVER
        for row in {i, *stale.tolist()} - {j}:
            best[row] = mean[row].argmax()
            top[row] = mean[row, best[row]]
        closer = np.flatnonzero(mean[:, i] > top)
        best[closer], top[closer] = i, mean[closer, i]
    return sorted(sorted(rows) for rows in members.values())


class Background(NamedTuple):
    """The score of two rows that nobody looked at: `slope` · (their vectors' product) + `offset`.

    Two rows of one report get `same_report` on top of it. Since it is linear in the vectors, a cluster needs only the
    sum of its members' vectors, and its mean with another is exact.
    """

    vectors: NDArray[np.floating[Any]]
    """rows × d."""
    reports: NDArray[np.int64]
    """Number of each row's report."""
    slope: float
    offset: float
    same_report: float

    def of(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores of the pairs (i, j)."""
        likeness = products(self.vectors.astype(np.float64), i, j)
        return np.asarray(self.slope * likeness + self.offset + self.same_report * (self.reports[i] == self.reports[j]))

    def among(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Scores of all pairs of some rows, as a matrix."""
        vectors, reports = self.vectors[rows].astype(np.float64), self.reports[rows]
        clashes = self.same_report * (reports[:, None] == reports[None, :])
        return np.asarray(self.slope * (vectors @ vectors.T) + self.offset + clashes)


class Constraints(NamedTuple):
    """What must come of it, whatever the scores say. No two rows are both together and apart."""

    together: Sequence[Sequence[int]] = ()
    """Rows of one cluster; no row is in two of them."""
    apart: Sequence[tuple[int, int]] = ()
    """Two rows of two clusters."""


UNCONSTRAINED = Constraints()


def sparse_average_link(
    pairs: NDArray[np.int64],
    scores: NDArray[np.floating[Any]],
    background: Background,
    threshold: float,
    constraints: Constraints = UNCONSTRAINED,
) -> list[list[int]]:
    """As `average_link`, where only some pairs (m × 2, each with i < j, none twice) were looked at.

    All other pairs have the background's score. Clusters that no pair joins stay apart. About O(m log m + merges · d):
    what lets a story of hundreds of reports be clustered without a matrix of all its claims.

    With constraints, what must be together is joined first, and two clusters that must be apart are never joined
    (Davidson & Ravi, 2005); all others are joined as they were without.
    """
    clusters = _Agglomeration(pairs, scores, background, threshold)
    clusters.constrain(constraints)
    return clusters.run()


class _Agglomeration:
    """The clusters so far; a joined one goes on under the lower of the two numbers."""

    def __init__(
        self,
        pairs: NDArray[np.int64],
        scores: NDArray[np.floating[Any]],
        background: Background,
        threshold: float,
    ) -> None:
        size = len(background.vectors)
        self._background, self._threshold = background, threshold
        self._members = {row: [row] for row in range(size)}
        self._sums = background.vectors.astype(np.float64)
        self._counts = np.zeros((size, int(background.reports.max(initial=-1)) + 1))
        self._counts[np.arange(size), background.reports] = 1
        self._sizes = np.ones(size)
        self._version = [0] * size
        # by how much the pairs between two clusters that were looked at score more than their background, summed
        self._excess: list[dict[int, float]] = [{} for _ in range(size)]
        beyond = scores - background.of(pairs[:, 0], pairs[:, 1])
        for (i, j), value in zip(pairs.tolist(), beyond.tolist(), strict=True):
            self._excess[i][j] = self._excess[j][i] = value
        self._open = [
            (-score, i, j, 0, 0)
            for (i, j), score in zip(pairs.tolist(), scores.tolist(), strict=True)
            if score >= threshold
        ]
        heapq.heapify(self._open)
        # the clusters that each may not be joined with
        self._foes: dict[int, set[int]] = {}

    def constrain(self, constraints: Constraints) -> None:
        """Join what must be together, and note what must not."""
        for rows in constraints.together:
            first, *others = sorted(rows)
            for row in others:
                self._join(first, row)
        cluster = {row: at for at, rows in self._members.items() for row in rows} if constraints.apart else {}
        for a, b in constraints.apart:
            self._foes.setdefault(cluster[a], set()).add(cluster[b])
            self._foes.setdefault(cluster[b], set()).add(cluster[a])

    def run(self) -> list[list[int]]:
        while self._open:
            _, i, j, version_i, version_j = heapq.heappop(self._open)
            still = (self._version[i], self._version[j]) == (version_i, version_j)
            if still and j not in self._foes.get(i, ()):
                self._join(i, j)
        return sorted(sorted(rows) for rows in self._members.values())

    def _join(self, i: int, j: int) -> None:
        self._members[i] += self._members.pop(j)
        self._sums[i] += self._sums[j]
        self._counts[i] += self._counts[j]
        self._sizes[i] += self._sizes[j]
        self._version[i] += 1
        self._version[j] = -1
        ours, theirs = self._excess[i], self._excess[j]
        self._excess[j] = {}
        ours.pop(j, None), theirs.pop(i, None)
        for foe in self._foes.pop(j, ()):
            self._foes[foe].remove(j)
            self._foes[foe].add(i)
            self._foes.setdefault(i, set()).add(foe)
        for other, value in theirs.items():
            del self._excess[other][j]
            ours[other] = ours.get(other, 0.0) + value
        for other, value in ours.items():
            self._excess[other][i] = value
        if ours:
            self._offer(i, np.fromiter(ours, np.int64, len(ours)), np.fromiter(ours.values(), np.float64, len(ours)))

    def _offer(self, i: int, others: NDArray[np.int64], excess: NDArray[np.float64]) -> None:
        """Put cluster i's mean with each of the others on the heap, where it reaches the threshold."""
        pairs = self._sizes[others] * self._sizes[i]
        linear = self._background.slope * (self._sums[others] @ self._sums[i]) + self._background.offset * pairs
        clashes = self._background.same_report * (self._counts[others] @ self._counts[i])
        means = (linear + clashes + excess) / pairs
        for other, mean in zip(others.tolist(), means.tolist(), strict=True):
            if mean >= self._threshold:
                low, high = min(i, other), max(i, other)
                heapq.heappush(self._open, (-mean, low, high, self._version[low], self._version[high]))
