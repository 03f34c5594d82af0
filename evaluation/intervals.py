"""A measure over documents and how far chance may have moved it: the 95 % bootstrap interval (Efron 1979).

Each document gives a row of counts; a measure is a function of the rows' sum. So a draw of documents is one sum, and a
thousand draws take milliseconds. Where all is right in every document, draws show no spread, and the
interval is too narrow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS, SEED = 1000, 20241
Sums = NDArray[np.float64]
Measure = Callable[[Sums], Sums]
"""Sums of counts (… × counts) → values (…)."""


class Measured(NamedTuple):
    """A measure's value and its interval. `of`: how many things were asked for. NaN where nothing was."""

    value: float
    low: float
    high: float
    of: int


def measured(rows: Sequence[Sequence[float]], measure: Measure, of: float) -> Measured:
    """The measure over all documents and its interval over draws of documents, `of` things being asked for."""
    if not rows:
        return Measured(float("nan"), float("nan"), float("nan"), 0)
    counts = np.array(rows, dtype=np.float64)
    drawn = np.random.default_rng(SEED).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), size=DRAWS)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = float(measure(counts.sum(0)))
        values = measure(drawn @ counts)
    low, high = np.nanquantile(values, [0.025, 0.975]) if not np.isnan(values).all() else (float("nan"),) * 2
    return Measured(value, float(low), float(high), round(of))


def f1(sums: Sums) -> Sums:
    """Of right, given, wanted: the harmonic mean of precision and recall."""
    return _quotient(2 * sums[..., 0], sums[..., 1] + sums[..., 2])


def precision(sums: Sums) -> Sums:
    """Of right, given, wanted."""
    return _quotient(sums[..., 0], sums[..., 1])


def recall(sums: Sums) -> Sums:
    """Of right, given, wanted."""
    return _quotient(sums[..., 0], sums[..., 2])


def share(sums: Sums) -> Sums:
    """Of right, wanted; or of a sum of values and how many they are."""
    return _quotient(sums[..., 0], sums[..., 1])


def f1_of_means(sums: Sums) -> Sums:
    """Of a sum of precisions, how many they are, a sum of recalls, how many they are."""
    p, r = _quotient(sums[..., 0], sums[..., 1]), _quotient(sums[..., 2], sums[..., 3])
    return _quotient(2 * p * r, p + r)


def pearson(sums: Sums) -> Sums:
    """Pearson's r, of n, Σx, Σy, Σx², Σy², Σxy."""
    n, x, y, xx, yy, xy = (sums[..., column] for column in range(6))
    spread = (n * xx - x * x) * (n * yy - y * y)
    return _quotient(n * xy - x * y, np.sqrt(np.maximum(spread, 0)))


def _quotient(above: Sums, below: Sums) -> Sums:
    """NaN where there is nothing to divide by."""
    quotient: Sums = np.divide(above, below, out=np.full(np.shape(above), np.nan), where=np.asarray(below) > 0)
    return quotient
