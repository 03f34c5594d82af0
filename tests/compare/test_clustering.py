from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.compare.clustering import average_link


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


def naive(scores: np.ndarray, threshold: float) -> list[list[int]]:
    """The definition, word for word."""
    clusters = [[row] for row in range(len(scores))]
    while len(clusters) > 1:
        pairs = [
            (float(np.mean([scores[i, j] for i in clusters[a] for j in clusters[b]])), -a, -b)
            for a in range(len(clusters))
            for b in range(a + 1, len(clusters))
        ]
        best, a, b = max(pairs)
        if best < threshold:
            break
        clusters[-a] += clusters.pop(-b)
    return sorted(sorted(rows) for rows in clusters)


@given(st.integers(1, 9), st.integers(0, 2**32 - 1), st.floats(-0.5, 0.9))
def test_agrees_with_the_definition(size: int, seed: int, threshold: float) -> None:
    scores = symmetric(np.random.default_rng(seed).uniform(-1, 1, (size, size)).tolist())
    assert average_link(scores, threshold) == naive(scores, threshold)
