from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.compare.clustering import Background, average_link, sparse_average_link


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
