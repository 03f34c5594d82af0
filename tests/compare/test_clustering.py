from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.compare.clustering import Background, Constraints, average_link, sparse_average_link


def symmetric(rows: list[list[float]]) -> np.ndarray:
    matrix = np.array(rows, dtype=np.float32)
    return np.maximum(matrix, matrix.T)


@pytest.mark.parametrize(
    ("rows", "threshold", "expected"),
    [
        ([], 0.5, []),
        ([[0]], 0.5, [[0]]),
        ([[0, 0.9], [0, 0]], 0.5, [[0, 1]]),
        ([[0, 0.4], [0, 0]], 0.5, [[0], [1]]),
        # 0–1 and 1–2 are close, 0–2 is far: single link would chain all three.
        ([[0, 0.9, 0.0], [0, 0, 0.8], [0, 0, 0]], 0.5, [[0, 1], [2]]),
        ([[0, 0.9, 0.6], [0, 0, 0.8], [0, 0, 0]], 0.5, [[0, 1, 2]]),
    ],
)
def test_joins_what_agrees_on_average(rows: list[list[float]], threshold: float, expected: list[list[int]]) -> None:
    assert average_link(symmetric(rows) if rows else np.zeros((0, 0), np.float32), threshold) == expected


def naive(scores: np.ndarray, threshold: float, looked_at: np.ndarray | None = None) -> list[list[int]]:
    """The definition, word for word; clusters are joined only where some pair between them was looked at."""
    clusters = [[row] for row in range(len(scores))]
    while len(clusters) > 1:
        pairs = [
            (float(np.mean([scores[i, j] for i in clusters[a] for j in clusters[b]])), -a, -b)
            for a in range(len(clusters))
            for b in range(a + 1, len(clusters))
            if looked_at is None or any(looked_at[i, j] for i in clusters[a] for j in clusters[b])
        ]
        best, a, b = max(pairs, default=(-np.inf, 0, 0))
        if best < threshold:
            break
        clusters[-a] += clusters.pop(-b)
    return sorted(sorted(rows) for rows in clusters)


@given(st.integers(1, 9), st.integers(0, 2**32 - 1), st.floats(-0.5, 0.9))
def test_agrees_with_the_definition(size: int, seed: int, threshold: float) -> None:
    scores = symmetric(np.random.default_rng(seed).uniform(-1, 1, (size, size)).tolist())
    assert average_link(scores, threshold) == naive(scores, threshold)


@given(st.integers(1, 12), st.integers(1, 4), st.integers(0, 2**32 - 1), st.floats(-1.5, 1.5))
def test_with_some_pairs_looked_at_it_agrees_with_the_definition(
    size: int, reports: int, seed: int, threshold: float
) -> None:
    random = np.random.default_rng(seed)
    background = Background(random.normal(size=(size, 3)), random.integers(reports, size=size), 0.7, -0.4, -1.0)
    i, j = np.triu_indices(size, 1)
    chosen = random.random(len(i)) < 0.6
    pairs = np.stack([i[chosen], j[chosen]], axis=1)
    scores = random.uniform(-1, 3, len(pairs))
    matrix, looked_at = np.zeros((size, size)), np.zeros((size, size), dtype=bool)
    matrix[i, j] = background.of(i, j)
    matrix[pairs[:, 0], pairs[:, 1]] = scores
    looked_at[pairs[:, 0], pairs[:, 1]] = looked_at[pairs[:, 1], pairs[:, 0]] = True
    expected = naive(np.triu(matrix, 1) + np.triu(matrix, 1).T, threshold, looked_at)
    assert sparse_average_link(pairs, scores, background, threshold) == expected


@given(st.integers(2, 12), st.integers(0, 2**32 - 1), st.floats(-1.5, 1.5))
def test_constraints_hold_and_nothing_that_may_be_joined_is_left(size: int, seed: int, threshold: float) -> None:
    random = np.random.default_rng(seed)
    background = Background(random.normal(size=(size, 3)), random.integers(3, size=size), 0.7, -0.4, -1.0)
    pairs = np.array([(i, j) for i in range(size) for j in range(i + 1, size) if random.random() < 0.6], dtype=np.int64)
    pairs = pairs.reshape(-1, 2)
    scores = random.normal(size=len(pairs))
    label = random.integers(4, size=size)
    together = [rows for k in (0, 1) if len(rows := np.flatnonzero(label == k).tolist()) > 1]
    of = {row: number for number, rows in enumerate(together) for row in rows}
    apart = [
        (i, j) for i, j in random.integers(size, size=(3, 2)).tolist() if i != j and (i not in of or of[i] != of.get(j))
    ]
    made = sparse_average_link(pairs, scores, background, threshold, Constraints(together, apart))
    cluster = {row: number for number, rows in enumerate(made) for row in rows}
    assert sorted(cluster) == list(range(size))
    assert all(len({cluster[row] for row in rows}) == 1 for rows in together)
    assert all(cluster[i] != cluster[j] for i, j in apart)
    # nothing that may be joined is left unjoined
    whole = background.among(np.arange(size))
    whole[pairs[:, 0], pairs[:, 1]] = whole[pairs[:, 1], pairs[:, 0]] = scores
    for a, one in enumerate(made):
        for other in made[a + 1 :]:
            looked_at = any((min(i, j), max(i, j)) in set(map(tuple, pairs.tolist())) for i in one for j in other)
            barred = any((i in one and j in other) or (j in one and i in other) for i, j in apart)
            mean = float(np.mean([whole[i, j] for i in one for j in other]))
            assert barred or not looked_at or mean < threshold + 1e-9
