"""Average-link clustering that does not chain: a member must agree with the cluster, not with one neighbour."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

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
